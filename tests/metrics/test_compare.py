"""Phases side by side: per month only, n.v.t. apart from 0, and what changed between two phases."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.phases import Phase
from metrics.catalogue import catalogue
from metrics.compare import cells, movers, phases, shifts
from metrics.status import DAYS_A_MONTH
from tests.metrics.build import dataset
from tests.metrics.random_data import DAYS, sheets
from tests.random_examples import tried

SHORT = Phase("3", "kort", date(2023, 1, 1), date(2023, 6, 30))
LONG = Phase("4", "lang", date(2024, 1, 1), date(2025, 12, 31))
LATER = Phase("5", "later", date(2026, 1, 1), date(2026, 12, 31))
AS_OF = date(2024, 12, 31)
CASES = "Case-ID | Datum instroom | Datum verankering | Bron\n" + "\n".join(
    [f"A{n} | 2023-02-01 | 2023-03-01 | Event" for n in range(6)] + [f"B{n} | 2024-02-01 | | Rechtstreeks" for n in range(12)]
)
DATA = dataset({"Cases": CASES}, phases=(SHORT, LONG, LATER))


def of(indicator: str):
    return cells(DATA, catalogue()[indicator], DATA.phases, AS_OF)


def test_a_total_is_given_and_compared_per_month_of_what_has_passed() -> None:
    assert [c.value for c in of("D2.4")] == [6, 12, None]
    assert [c.per_month for c in of("D2.4")] == [pytest.approx(6 / 181 * DAYS_A_MONTH), pytest.approx(12 / 366 * DAYS_A_MONTH), None]
    assert [(c.begun, c.complete) for c in of("D2.4")] == [(True, True), (True, False), (False, False)]
    assert str(of("D2.4")[2].reason) == "de fase is nog niet begonnen"


def test_what_did_not_exist_yet_is_not_nought() -> None:
    before, now, _ = of("D5.5")
    assert (before.value, before.applicable, str(before.reason)) == (None, False, "n.v.t.")
    assert (now.value, now.per_month, now.applicable) == (0, 0, True)


def test_absent_data_is_not_nought() -> None:
    assert {(c.value, c.per_month) for c in of("D2.3")} == {(None, None)}
    assert str(of("D2.3")[0].reason) == "bron ontbreekt"


def test_ratios_have_no_pace() -> None:
    assert [(c.value, c.per_month, c.numerator, c.denominator) for c in of("D2.5")[:2]] == [(0, None, 0, 6), (1, None, 12, 12)]
    assert [(m.indicator.id, m.before, m.after) for m in shifts(DATA, SHORT, LONG, AS_OF).movers if m.indicator.id == "D2.5"] == [("D2.5", 0, 1)]


def test_twice_as_many_in_twice_the_time_is_no_growth() -> None:
    found = movers(DATA, SHORT, LONG, AS_OF)
    inflow = next(m for m in found.movers if m.indicator.id == "D2.4")
    assert inflow.change == pytest.approx(inflow.after - inflow.before)
    assert abs(inflow.change) < 0.02
    assert {str(r) for i, r in found.left_out if i.id in ("D5.5", "D2.3")} == {"n.v.t.", "bron ontbreekt"}
    assert all(m.indicator.cumulative for m in found.movers)


def test_all_indicators_in_all_phases() -> None:
    found = phases(DATA, AS_OF)
    assert [c.indicator.id for c in found] == list(catalogue())
    assert {len(c.cells) for c in found} == {3}


@tried(3, 8, large=True)
@given(sheets(), st.sampled_from([date.fromisoformat(d) for d in DAYS]))
def test_there_and_back_is_nothing_and_the_largest_comes_first(content, as_of) -> None:
    data = dataset(content)
    two, three = data.phases[1:3]
    for how in (movers, shifts):
        there, back = how(data, two, three, as_of), how(data, three, two, as_of)
        assert [(m.indicator.id, m.before, m.after, m.change, m.relative) for m in there.movers] == [
            (m.indicator.id, m.after, m.before, -m.change, -m.relative) for m in back.movers
        ]
        sizes = [abs(m.relative) for m in there.movers]
        assert sizes == sorted(sizes, reverse=True)
        assert all(size <= 1 for size in sizes)
        assert {m.indicator.id for m in there.movers}.isdisjoint(i.id for i, _ in there.left_out)
