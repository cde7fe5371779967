"""Columns of a declaration: what is found wrong in it beforehand, and that whatever is not, can be counted."""

from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import get_args

import pytest

from data.contract import contract
from metrics import indicator as declarations
from metrics.catalogue import catalogue
from metrics.engine import evaluate
from metrics.indicator import CONDITIONS, Aggregation, Carried, Condition, Distinct, Key, Mean, Median, Part, Rows, Share, ShareOfArea, Sum, Times
from metrics.periods import Period
from metrics.roles import CONDITION, FIELDS, fault
from metrics.trace import trace
from tests.metrics.build import dataset

PERIOD = Period(date(2024, 1, 1), date(2024, 12, 31))
VALUES = {"includes": 3, "is": ("Hout",), "is_not": ("Hout",), "above": 1.0, "listed_in": "factors"}
NOT_COLUMNS = {
    (Part, "source"), (Part, "where"), (Condition, "column"), (Condition, "kind"), (Condition, "value"), (Carried, "rows"), (Share, "where"),
    (Sum, "times"), (Distinct, "keys"), (Distinct, "unordered"), (Distinct, "compare"), (Distinct, "carried"),
}  # fmt: skip


def test_every_column_of_a_declaration_has_a_role() -> None:
    kinds = [k for k in vars(declarations).values() if is_dataclass(k) and k.__name__ not in ("Indicator", "Change")]
    assert {(k, f.name) for k in kinds for f in fields(k)} == set(FIELDS) | NOT_COLUMNS
    assert set(get_args(Aggregation)) <= set(kinds)
    assert set(CONDITION) == set(CONDITIONS)


@pytest.mark.parametrize("name", catalogue())
def test_our_own_catalogue_has_no_fault(name: str) -> None:
    assert fault(catalogue()[name]) is None


def rows(sheet: str, every: bool, full: bool = True) -> str:
    """Two rows of a sheet with all its columns, or only those that must be there; the second row may hold no more than it must."""
    kept = [c for c in contract()[sheet].columns if not c.personal and (every or c.required or c.unique)]
    cells = {"date": "2024-03-01", "number": "2", "objectives": "3"}

    def cell(column, n):
        if n == 2 and not full and not (column.required or column.unique):
            return ""
        if column.type == "enum":
            return "" if isinstance(column.values, str) else column.values[0].value
        return f"{column.key}-{n}" if column.unique else cells.get(column.type, "cases-1")

    return "\n".join([" | ".join(c.header for c in kept), *(" | ".join(cell(c, n) for c in kept) for n in (1, 2))])


SHEETS = [s for s in contract() if s not in ("phases", "targets", "factors")]
DATA = [dataset({contract()[s].name: rows(s, *how) for s in (*SHEETS, "factors")}) for how in ((True, True), (True, False), (False, True))]


def declared(source: str):
    """Every declaration that names one column, once for each column of the sheet and in each place."""
    sheet = contract()[source]
    dated = next(c.key for c in (*sheet.date_columns, *sheet.columns) if c.type == "date" or not sheet.date_columns)
    part = Part(source, (dated,))
    for column in sheet.by_key:
        yield (Part(source, (column,)),), Rows()
        yield (Part(source, (dated, column)),), Rows()
        for kind in CONDITIONS:
            condition = Condition(column, kind, VALUES.get(kind, True))
            yield (replace(part, where=(condition,)),), Rows()
            yield (part,), Share((condition,))
        for other in (sheet.columns[0].key, sheet.columns[-1].key):
            yield (part,), Mean(column, other)
            yield (part,), Distinct((Key(column), Key(other)))
            yield (part,), Distinct((Key(column, other), Key(other, column)), unordered=True)
        yield (Part(source, (column, dated)),), Median(dated)
        for aggregation in (Sum(column), Median(column), ShareOfArea(column), Distinct((Key(column),))):
            yield (part,), aggregation
        yield (part,), Distinct((Key(column),), carried=Carried(2, dated))
        yield (part,), Distinct((Key(next(c.key for c in sheet.columns if c.type == "text")),), carried=Carried(2, column))
        for more in contract()["factors"].by_key:
            yield (part,), Sum(column, Times("factors", column, more))
            yield (part,), Sum(next((c.key for c in sheet.columns if c.type == "number"), column), Times("factors", column, more))


@pytest.mark.parametrize("source", SHEETS)
def test_what_has_no_fault_can_be_counted(source: str) -> None:
    counted = 0
    for parts, aggregation in declared(source):
        one = replace(catalogue()["D2.4"], parts=parts, aggregation=aggregation)
        if fault(one) is None:
            counted += 1
            for data in DATA:
                evaluate(data, one, [PERIOD], PERIOD.end)
                trace(data, one, PERIOD, PERIOD.end)
    assert counted or not contract()[source].date_columns
