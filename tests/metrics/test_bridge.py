"""From reported to now: every step named, and together exactly the difference."""

from datetime import date

import pytest
from hypothesis import given

from data.dataset import Dataset
from data.decisions import Decisions
from data.reader import read
from metrics.bridge import Bridges, Reported, bridges, definitions
from metrics.catalogue import catalogue, indicator_names
from metrics.output import record
from metrics.periods import phase_period
from metrics.scorecard import scorecard
from tests.data.books import CASES, reading, workbook
from tests.metrics.build import dataset
from tests.metrics.random_data import sheets
from tests.random_examples import tried

THEN, NOW = date(2024, 12, 31), date(2025, 3, 31)
HEADER = [*CASES, "Doelstellingen", "Datum realisatie", "Ton gemeten", "Materiaalstroom", "SE-bedrijf"]


def freeze(data: Dataset, number: str = "4", as_of: date = THEN) -> Reported:
    period = phase_period(next(p for p in data.phases if p.number == number))
    figures = {r.indicator.id: record(r) for r in scorecard(data, as_of, [period])}
    return Reported(figures, data, period, as_of)


def case(name: str, realised: object = "1/6/2024", tonnes: object = 1, company: str = "Maatwerk Zon") -> list[object]:
    return [name, "Vraag", "1/2/2024", "3;4", realised, tonnes, "Hout", company]


def hub(*rows: list[object], **more: list[list[object]]):
    return workbook({"Cases": [HEADER, *rows], **more})


def of(found: Bridges, name: str):
    return next(b for b in found.all if b.indicator.id == name)


def steps(found: Bridges, name: str) -> list[tuple[str, float | None]]:
    return [(t.kind, t.amount) for t in of(found, name).terms]


@tried(5, 30)
@given(sheets(), sheets())
def test_the_steps_add_up_to_the_difference(one, other) -> None:
    found = bridges(freeze(dataset(one)), dataset(other), {"plank": "Zaag bvba"}, NOW)
    assert len(found.all) == len(catalogue())
    for bridge in found.all:
        if bridge.reported is None or bridge.now is None:
            continue
        amounts = [t.amount for t in bridge.terms]
        if None not in amounts:
            assert sum(amounts) == pytest.approx(bridge.now - bridge.reported, abs=1e-6)
        ends = [bridge.reported, *(t.after for t in bridge.terms)]
        assert [t.before for t in bridge.terms] == ends[:-1], "each step begins where the one before ended"
        assert ends[-1] == pytest.approx(bridge.now)


def test_rows_that_came_went_and_changed_each_have_their_step() -> None:
    then = freeze(reading(hub(case("K1"), case("K2"), case("K3", tonnes=4))))
    now = reading(hub(case("K1"), case("K3", tonnes=5), case("K4"), case("K5"), case("K6", realised="")))
    found = bridges(then, now, {}, THEN)
    assert steps(found, "D3.8") == [("gone", -1), ("added", 2)]
    assert steps(found, "D3.10") == [("gone", -1), ("changed", 1), ("added", 2)]
    rows = {t.kind: [(m.was, m.now) for m in t.rows] for t in of(found, "D3.10").terms}
    assert rows == {"gone": [(1.0, None)], "changed": [(4.0, 5.0)], "added": [(None, 1.0), (None, 1.0)]}


def test_a_merged_name_is_a_step_of_its_own() -> None:
    rows = (case("K1", company="Maatwerk Zon"), case("K2", company="Zon Maatwerk"))
    posts = {"Verankering": [["Datum", "Lokaal bestuur"], ["1/6/2024", "Stad Geel"], ["1/7/2024", "Geel (centrum)"]]}
    decided = Decisions().with_name("Zon Maatwerk", "Maatwerk Zon").with_name("Geel (centrum)", "Stad Geel")
    now = read([hub(*rows, **posts)], names=indicator_names(), decisions=decided)
    found = bridges(freeze(reading(hub(*rows, **posts))), now, decided.names, THEN)
    assert steps(found, "D4.3") == [("names", -1)]
    assert steps(found, "D5.4") == [("names", -1)]


def test_dates_of_a_phase_factors_and_the_reference_date_are_steps_of_their_own() -> None:
    phases = ["Fase", "Naam", "Start", "Einde"]
    factors = ["Materiaalstroom", "kg CO2 per kg"]
    rows = (case("K1", "1/6/2024", 10), case("K2", "1/2/2025", 10))

    def sheets_(end: str, factor: float) -> dict:
        return {"Fasen": [phases, [4, "Vier", "1/1/2024", end]], "Factoren": [factors, ["Hout", factor]]}

    then = freeze(reading(hub(*rows, **sheets_("31/1/2025", 0.5))))
    now = reading(hub(*rows, **sheets_("30/6/2025", 0.7)))
    found = bridges(then, now, {}, NOW)
    assert steps(found, "D3.12") == [("factors", 2), ("as_of", 7)]
    assert steps(found, "D3.8") == [("as_of", 1)]
    earlier = bridges(freeze(reading(hub(*rows, **sheets_("31/1/2025", 0.5))), as_of=NOW), now, {}, NOW)
    assert steps(earlier, "D3.8") == [("phase", 1)]


def test_another_definition_is_a_step_and_the_original_target_is_kept() -> None:
    goals = ["Indicator", "Fase", "Streefwaarde"]
    then = freeze(reading(hub(case("K1"), Doelen=[goals, ["D3.8", 4, 20]])))
    counted_otherwise = {**then.figures, "D3.8": {**then.figures["D3.8"], "value": 3}}
    now = reading(hub(case("K1"), Doelen=[goals, ["D3.8", 4, 25]]))
    found = bridges(Reported(counted_otherwise, then.dataset, then.period, THEN), now, {}, THEN)
    bridge = of(found, "D3.8")
    assert [(t.kind, t.amount) for t in bridge.terms] == [("definition", -2)]
    assert (bridge.target_then, bridge.target_now) == (20, 25)


def test_nothing_moved_is_no_bridge() -> None:
    data = reading(hub(case("K1")))
    assert bridges(freeze(data), data, {}, THEN).moved == ()
    assert set(definitions()) == set(catalogue())
