"""Groups by periods: the smaller ones taken together, empty cells kept apart, and no figure where there is none."""

from datetime import date

from metrics.breakdown import breakdown
from metrics.catalogue import catalogue
from metrics.crosstab import REST, crosstab
from metrics.periods import Period
from tests.metrics.build import dataset

AS_OF = date(2025, 6, 30)
YEARS = [Period(date(y, 1, 1), date(y, 12, 31)) for y in (2023, 2024, 2026)]
STREAMS = ("Hout", "Textiel", "Kunststof", "Metaal", "Papier", "Glas", "Voeding", "Bouw")


def _cases(*rows: str) -> dict[str, str]:
    return {"Cases": "\n".join(["Case-ID | Datum instroom | Sector | Partners | Bron", *rows])}


CASES = _cases(
    *(f"K{n}{i} | 2024-02-01 | {s} | | Event" for n, s in enumerate(STREAMS) for i in range(9 - n)),
    "Z1 | 2024-03-01 | | VITO; OMC | ",
    "Z2 | 2023-03-01 | Hout | VITO; LIDWINA |",
)


def test_the_smaller_groups_are_taken_together_and_empty_comes_last() -> None:
    table = crosstab(dataset(CASES), catalogue()["D2.4"], YEARS[1:2], AS_OF, "sector")
    assert table.labels == ("Hout", "Textiel", "Kunststof", "Metaal", "Papier", "Glas", "overige (samen)", "niet ingevuld")
    assert [row[0].value for row in table.cells] == [9, 8, 7, 6, 5, 4, 5, 1]
    assert (table.whole, table.merged, table.overlaps) == ((45.0,), 2, False)


def test_seven_groups_need_no_rest() -> None:
    table = crosstab(dataset(CASES), catalogue()["D2.4"], YEARS[1:2], AS_OF, "sector", most=8)
    assert REST not in table.keys
    assert {k: r[0].value for k, r in zip(table.keys, table.cells, strict=True)} == {
        g.key: g.value for g in breakdown(dataset(CASES), catalogue()["D2.4"], YEARS[1], AS_OF, "sector")
    }


def test_a_group_without_rows_in_a_period_is_0_and_a_period_to_come_has_no_figure() -> None:
    table = crosstab(dataset(CASES), catalogue()["D2.4"], YEARS, AS_OF, "sector")
    wood, textile = table.cells[0], table.cells[1]
    assert [g.value if g else None for g in wood] == [1, 9, None]
    assert [g.value if g else None for g in textile] == [0, 8, None]
    assert table.whole == (1.0, 45.0, None)
    assert [r.key if r else None for r in table.reasons] == [None, None, "not-begun"]


def test_a_ratio_over_no_rows_stays_empty() -> None:
    table = crosstab(dataset(CASES), catalogue()["D2.5"], YEARS[:2], AS_OF, "sector")
    assert table.cells[table.labels.index("Textiel")][0].value is None
    assert not table.overlaps, "nobody expects shares to add up"


def test_a_row_under_several_of_the_rest_counts_once_there() -> None:
    table = crosstab(dataset(CASES), catalogue()["D2.4"], YEARS[:1], AS_OF, "partners", most=1)
    assert [(k, r[0].value) for k, r in zip(table.keys, table.cells, strict=True)] == [(REST, 1)]
    assert crosstab(dataset(CASES), catalogue()["D2.4"], YEARS[:1], AS_OF, "partners").overlaps


def test_absent_data_and_an_objective_that_did_not_exist_have_no_groups() -> None:
    table = crosstab(dataset(CASES), catalogue()["D1.1"], YEARS, AS_OF, "municipality")
    assert table.keys == ()
    assert [r.key for r in table.reasons] == ["source-absent"] * 3
    lessons = {"Leerlessen": "Datum | Status\n2023-03-01 | Doorgevoerd\n2024-03-01 | Doorgevoerd"}
    table = crosstab(dataset(lessons), catalogue()["D5.1"], YEARS[:2], AS_OF, "status")
    assert table.applicable == (False, True)
    assert table.cells[0][0] is None
