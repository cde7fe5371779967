"""Figures on the map."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.catalogue import catalogue
from metrics.engine import evaluate
from metrics.filters import Filter, narrowed
from metrics.indicator import Rows, Sum
from metrics.periods import Period
from metrics.places import mappable, places
from tests.metrics.build import dataset
from tests.metrics.random_data import DAYS, sheets
from tests.random_examples import tried

YEAR, AS_OF = Period(date(2024, 1, 1), date(2024, 12, 31)), date(2025, 6, 30)
CASES = """
    Case-ID | Datum instroom | Gemeente     | Datum realisatie | Koppen doelgroep | Doelstellingen | SE-bedrijf
    K1      | 2024-02-01     | Mol          | 2024-05-01       | 4                | 4              | Lidwina
    K2      | 2024-02-01     | Mol          | 2024-05-01       |                  | 4              | Lidwina
    K3      | 2024-02-01     | Buiten regio |                  |                  |                |
    K4      | 2024-02-01     |              |                  |                  |                |
"""
REFERRALS = "Case-ID | Datum | Naar\nK1 | 2024-03-01 | VLAIO\nK1 | 2024-03-02 | VITO\nK3 | 2024-03-01 | VLAIO\nK9 | 2024-03-01 | VLAIO"


def on_map(indicator: str, data, period=YEAR):
    found = places(data, catalogue()[indicator], period, AS_OF)
    return {p.municipality.name: p.value for p in found.places if p.value}, found.outside, found.unknown, found.total


def test_places_outside_and_unknown() -> None:
    data = dataset({"Cases": CASES})
    assert on_map("D2.4", data) == ({"Mol": 2}, 1, 1, 4)
    assert on_map("D4.4", data) == ({"Mol": 4}, 0, 0, 4)
    found = places(data, catalogue()["D2.4"], YEAR, AS_OF)
    assert len(found.places) == 27
    mol = next(p for p in found.places if p.municipality.name == "Mol")
    assert mol.per_10000 == pytest.approx(2 / 38534 * 10_000)


def test_rows_without_a_municipality_lie_where_their_case_lies() -> None:
    assert on_map("D3.1", dataset({"Cases": CASES, "Doorverwijzingen": REFERRALS})) == ({"Mol": 2}, 1, 1, 4)


def test_one_name_in_two_places_is_one_name() -> None:
    data = dataset({"Verankering": "Datum | Lokaal bestuur | Gemeente\n2024-02-01 | IOK | Mol\n2024-02-01 | IOK | Geel"})
    found = places(data, catalogue()["D5.4"], YEAR, AS_OF)
    assert (found.total, found.adds_up) == (1, False)


@pytest.mark.parametrize(("indicator", "reason"), [
    ("D2.3", "bron ontbreekt"), ("D2.5", "kolom ontbreekt: Bron"), ("D3.9", "alleen wat geteld of opgeteld wordt, komt op de kaart"), ("D1.1", "kolom ontbreekt: Gemeente"), ("D3.1", "bron ontbreekt"),
])  # fmt: skip
def test_what_can_not_be_put_on_the_map_says_why(indicator, reason) -> None:
    data = dataset({"Cases": CASES, "Events": "Event-ID | Datum | Doelstellingen\nE1 | 2024-01-01 | 1"})
    assert str(places(data, catalogue()[indicator], YEAR, AS_OF).reason) == reason
    assert catalogue()[indicator] not in mappable(data)


def test_posts_have_no_place() -> None:
    data = dataset({"Communicatie": "Datum | Kanaal\n2024-01-01 | LinkedIn"})
    assert str(places(data, catalogue()["D2.3"], YEAR, AS_OF).reason) == "deze indicator staat niet bij een gemeente"


def test_before_objective_5_there_is_no_map() -> None:
    data = dataset({"Cases": "Case-ID | Datum verankering | Gemeente\nK1 | 2023-02-01 | Mol"})
    assert str(places(data, catalogue()["D5.5"], Period(date(2023, 1, 1), date(2023, 12, 31)), AS_OF).reason) == "n.v.t."


@tried(3, 6, large=True)
@given(sheets(), st.sampled_from(DAYS), st.sampled_from(DAYS), st.sampled_from(DAYS), st.booleans())
def test_places_outside_and_unknown_are_the_total(content, one, other, as_of, filtered) -> None:
    data = dataset(content)
    if filtered:
        data = narrowed(data, Filter.of({"municipality": ("Arendonk", "Balen")}))
    period, day = Period(*sorted((date.fromisoformat(one), date.fromisoformat(other)))), date.fromisoformat(as_of)
    for indicator in mappable(data):
        found = places(data, indicator, period, day)
        if found.total is None:
            continue
        parts = sum(p.value for p in found.places) + found.outside + found.unknown
        assert found.total == pytest.approx(evaluate(data, indicator, [period], day).value[0])
        assert found.adds_up is isinstance(indicator.aggregation, Rows | Sum)
        if found.adds_up:
            assert parts == pytest.approx(found.total)
