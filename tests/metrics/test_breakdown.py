"""Breakdowns: sub-regions, several values in a cell, empty cells, links, and the area behind D5.6."""

from datetime import date

from metrics.breakdown import breakdown, dimension_label, dimensions
from metrics.catalogue import catalogue
from metrics.periods import Period
from tests.metrics.build import dataset

YEAR, AS_OF = Period(date(2024, 1, 1), date(2024, 12, 31)), date(2025, 6, 30)
CASES = """
    Case-ID | Datum instroom | Bron         | Gemeente     | Partners        | Doelstellingen | Cluster
    K1      | 2024-02-01     | Rechtstreeks | Mol          | VITO; UNIZO vzw | 3;4            | Houtkring
    K2      | 2024-02-01     | Event        | Balen        | unizo           | 3              | HOUTKRING
    K3      | 2024-02-01     | Rechtstreeks | Buiten regio |                 |                | houtkring
    K4      | 2024-02-01     |              |              |                 | 4              | HOUTKRING
    K5      | 2023-02-01     | Event        | Geel         | OMC             | 3              | Textiel
"""


def split(indicator: str, by: str, sheets=None, lang: str = "nl"):
    groups = breakdown(dataset(sheets or {"Cases": CASES}), catalogue()[indicator], YEAR, AS_OF, by, lang)
    return [(g.key, g.label, g.value) for g in groups]


def test_by_a_list_of_values_in_its_own_order_with_what_is_empty_last() -> None:
    assert split("D2.4", "source") == [("Rechtstreeks", "Rechtstreeks", 2), ("Event", "Event", 1), ("", "niet ingevuld", 1)]
    assert split("D2.4", "source", lang="en")[-1] == ("", "not filled in", 1)


def test_by_sub_region() -> None:
    assert split("D2.4", "subregion") == [("BalDeMoRe", "BalDeMoRe", 2), ("Buiten regio", "Buiten regio", 1), ("", "niet ingevuld", 1)]


def test_several_values_count_under_each_of_them() -> None:
    assert split("D2.4", "partners") == [("unizo", "UNIZO vzw", 2), ("vito", "VITO", 1), ("", "niet ingevuld", 2)]
    assert split("D2.4", "objectives") == [("3", "3", 2), ("4", "4", 2), ("", "niet ingevuld", 1)]


def test_a_name_is_shown_in_its_most_frequent_spelling() -> None:
    assert split("D2.4", "cluster") == [("houtkring", "HOUTKRING", 4)]


def test_ratios_are_recomputed_per_group() -> None:
    groups = breakdown(dataset({"Cases": CASES}), catalogue()["D2.5"], YEAR, AS_OF, "subregion")
    assert [(g.key, g.value, g.numerator, g.denominator) for g in groups] == [("Buiten regio", 1, 1, 1), ("BalDeMoRe", 0.5, 1, 2)]


def test_through_a_link() -> None:
    sheets = {
        "Events": "Event-ID | Datum | Doelstellingen | Type\nE1 | 2024-01-01 | 1 | Workshop\nE2 | 2024-01-01 | 1 | Beurs",
        "Aanwezigheden": "Event-ID | Organisatie\nE1 | A\nE1 | B\nE2 | A",
    }
    assert split("D1.3", "event_id.event_type", sheets) == [("Workshop", "Workshop", 2), ("Beurs", "Beurs", 1)]
    assert "event_id.event_type" in dimensions(catalogue()["D1.3"], dataset(sheets))
    assert "event_id.municipality" not in dimensions(catalogue()["D1.3"], dataset(sheets))


def test_coverage_is_held_against_the_municipalities_of_the_group() -> None:
    sheets = {"Verankering": "Datum | Lokaal bestuur | Gemeente\n2024-02-01 | Stad Mol | Mol\n2024-02-01 | Stad Geel | Geel"}
    groups = breakdown(dataset(sheets), catalogue()["D5.6"], YEAR, AS_OF, "subregion")
    assert {(g.key, g.numerator, g.denominator) for g in groups} == {("BalDeMoRe", 1, 4), ("overige Kempen", 1, 8)}
    assert split("D5.6", "municipality", sheets) == [("Geel", "Geel", 1), ("Mol", "Mol", 1)]


def test_no_breakdown_without_a_figure() -> None:
    assert split("D2.3", "channel") == []
    early = Period(date(2023, 1, 1), date(2023, 12, 31))
    assert breakdown(dataset({"Cases": CASES}), catalogue()["D5.5"], early, AS_OF, "source") == []


def test_dimensions_leave_out_what_is_counted_itself() -> None:
    assert "partners" not in dimensions(catalogue()["D1.6"])
    assert {"municipality", "subregion"} <= set(dimensions(catalogue()["D1.6"]))
    wanted = {"source", "organisation_type", "sector", "material_stream", "r_strategy", "status", "cluster", "scale", "partners"}
    assert wanted <= set(dimensions(catalogue()["D3.8"]))
    assert "channel" in dimensions(catalogue()["D2.3"])
    assert "pillar" in dimensions(catalogue()["D1.1"])


def test_labels_of_dimensions() -> None:
    assert dimension_label(catalogue()["D3.8"], "material_stream") == "Materiaalstroom"
    assert dimension_label(catalogue()["D3.8"], "material_stream", "en") == "Material stream"
    assert dimension_label(catalogue()["D3.8"], "subregion") == "Subregio"
