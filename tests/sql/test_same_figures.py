"""Every figure is counted twice: by the engine, and in SQL by DuckDB from the same declarations. They agree, whatever the data.

Both sides share the declarations (`metrics/indicator.py`), the reader's tables and the comparison keys of names; conditions, dates,
periods, aggregation and what is absent are read from the definitions once by each. A figure's value, numerator and denominator are
compared for every phase and month, and for sums how many rows had a value. A difference is mended on the side that is wrong by the
definitions.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import chain
from pathlib import Path
from time import monotonic

import pytest

from benchmarks.workbook import write
from data.contract import contract
from data.dataset import Dataset
from data.examples import AS_OF, WORKBOOK
from data.reader import read
from metrics.catalogue import catalogue, indicator_names
from metrics.indicator import Indicator
from tests.reliability.record import record
from tests.sql.chance import DAY, dense, drawn
from tests.sql.compare import differences
from tests.sql.declared import declared

OURS = tuple(catalogue().values())
EVERY = (*OURS, *declared())


@cache
def example() -> Dataset:
    return read([WORKBOOK], names=indicator_names())


def same(dataset: Dataset, as_of: date, indicators: Sequence[Indicator] = EVERY, grouped: bool = False) -> int:
    count, found = differences(dataset, as_of, indicators, grouped)
    assert not found, "\n".join(found[:20])
    return count


@pytest.mark.parametrize("as_of", [AS_OF, date(1999, 1, 1), date(2021, 2, 10), date(2023, 7, 14), date(2024, 1, 1), date(2200, 1, 1)])
def test_the_example(as_of: date) -> None:
    assert same(example(), as_of) > len(EVERY) * 50


@pytest.mark.parametrize("sheet", list(contract()))
def test_the_example_without_a_sheet(sheet: str) -> None:
    same(replace(example(), tables={key: t for key, t in example().tables.items() if key != sheet}), AS_OF, OURS, grouped=True)


@pytest.mark.campaign
def test_a_dense_workbook() -> None:
    data = dense(300)
    for n, as_of in enumerate((DAY[4], DAY[6], DAY[18], DAY[30], DAY[43], DAY[44])):
        same(data, as_of, grouped=n % 2 == 0)


def test_a_workbook_with_messy_cells(tmp_path: Path) -> None:
    same(read([write(tmp_path / "messy.xlsx", 400)], names=indicator_names()), date(2025, 3, 31))


def test_cases_without_some_dates_or_any() -> None:
    data = dense(60)
    cases = data.tables["cases"]
    dates = [c.key for c in cases.sheet.date_columns]
    for gone in (["project_date", "realised_date", "anchored_date"], dates):
        same(replace(data, tables={**data.tables, "cases": replace(cases, frame=cases.frame.drop(columns=gone))}), date(2025, 1, 1))


def test_random_workbooks() -> None:
    for n, (data, as_of) in enumerate(drawn(12)):
        same(data, as_of, grouped=n % 2 == 0)


@pytest.mark.campaign
def test_a_thousand_random_workbooks() -> None:
    begun = monotonic()
    compared = [differences(data, as_of, EVERY, n % 2 == 0) for n, (data, as_of) in enumerate(drawn(1000))]
    found = list(chain.from_iterable(wrong for _, wrong in compared))
    figures = sum(count for count, _ in compared)
    record("sql_figures", tried=len(compared), failed=len(found), seconds=monotonic() - begun, note=f"{figures:,} figures compared")
    assert not found, "\n".join(found[:20])
