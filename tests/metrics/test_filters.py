"""A filter makes a smaller dataset; what it can't filter is withheld and never shown as if it were."""

import datetime as dt

from metrics.catalogue import catalogue
from metrics.filters import DIMENSIONS, Filter, choices, narrowed
from metrics.scorecard import scorecard
from tests.data.books import reading, workbook

CASES = [
    ["Case-ID", "Titel", "Datum instroom", "Gemeente", "Partners", "Cluster"],
    ["K1", "a", "1/2/2024", "Geel", "VITO; UNIZO", "Hout"],
    ["K2", "b", "1/2/2024", "Mol", "Vito vzw", None],
    ["K3", "c", "1/2/2024", None, None, "hout"],
]
REFERRALS = [["Case-ID", "Datum", "Naar"], ["K1", "1/3/2024", "VLAIO"], ["k 2", "1/3/2024", "VLAIO"], ["K9", "1/3/2024", "VLAIO"]]
POSTS = [["Datum", "Kanaal"], ["1/3/2024", "LinkedIn"]]
TARGETS = [["Indicator", "Fase", "Streefwaarde"], ["D2.4", 4, 10]]
DATA = reading(workbook({"Cases": CASES, "Doorverwijzingen": REFERRALS, "Communicatie": POSTS, "Doelen": TARGETS}))


def figures(wanted: dict[str, tuple[str, ...]], *ids: str):
    results = scorecard(narrowed(DATA, Filter.of(wanted)), dt.date(2024, 12, 31), indicators=[catalogue()[i] for i in ids])
    return [(r.value, str(r.reason or r.status)) for r in results if r.period.phase == "4"]


def test_without_values_nothing_is_filtered():
    assert narrowed(DATA, Filter.of({})) is DATA


def test_a_sheet_is_filtered_by_its_own_column_or_through_the_case_it_refers_to():
    assert [v for v, _ in figures({"municipality": ("Geel",)}, "D2.4", "D3.1")] == [1, 1]
    assert [v for v, _ in figures({"subregion": ("BalDeMoRe", "overige Kempen")}, "D2.4", "D3.1")] == [2, 2]
    assert [v for v, _ in figures({"partners": ("vito",)}, "D2.4", "D3.1")] == [2, 2]
    assert [v for v, _ in figures({"cluster": ("HOUT",), "municipality": ("Geel",)}, "D2.4")] == [1]


def test_a_sheet_without_the_dimension_is_withheld_and_says_so():
    assert figures({"municipality": ("Geel",)}, "D2.3") == [(None, "deze bron kent de gekozen filter niet")]
    assert figures({"municipality": ("Geel",)}, "D5.1") == [(None, "bron ontbreekt")]


def test_targets_are_the_whole_hubs():
    assert figures({}, "D2.4") == [(3, "achter")]
    assert figures({"municipality": ("Geel",)}, "D2.4") == [(1, "geen streefwaarde")]


def test_choices_are_the_values_that_occur():
    assert choices(DATA, "municipality") == ["Geel", "Mol"]
    assert choices(DATA, "partners") == ["UNIZO", "VITO"]
    assert choices(DATA, "cluster") == ["Hout"]
    assert choices(DATA, "material_stream") == []
    assert set(DIMENSIONS) >= {"municipality", "subregion", "material_stream", "cluster", "partners", "organisation_type"}
