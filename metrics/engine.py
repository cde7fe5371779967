"""Evaluates any declaration of the catalogue, for many periods at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import nan

import numpy as np
from numpy.typing import NDArray

from data.contract import column_of
from data.dataset import Dataset
from locales import text
from metrics.columns import columns_of
from metrics.indicator import Distinct, Indicator, Mean, Median, Rows, Share, ShareOfArea, Sum
from metrics.measures import Figure, measure
from metrics.periods import Period
from metrics.selection import selection
from metrics.windows import window

Floats = NDArray[np.float64]
OBJECTIVE_5 = 5
NO_FIGURE = Figure(None, None, None, 0, 0)


@dataclass(frozen=True)
class Reason:
    """Why there is no value; its sentence is `metrics.reason.<key>`. As text it is the Dutch words that other programs rely on.

    `column` and `hub` are what the sentence names.
    """

    key: str
    column: str = ""
    hub: str = ""

    def text(self, lang: str = "nl") -> str:
        """The reason in words."""
        return text(f"metrics.reason.{self.key}", lang, column=self.column, hub=self.hub)

    def __str__(self) -> str:
        return self.text()


@dataclass(frozen=True)
class Values:
    """One figure per period, as arrays; NaN = none. `reason` says why a value is empty."""

    value: Floats
    numerator: Floats
    denominator: Floats
    used: NDArray[np.int64]
    eligible: NDArray[np.int64]
    applicable: NDArray[np.bool_]
    reason: tuple[Reason | None, ...]


def evaluate(dataset: Dataset, indicator: Indicator, periods: Sequence[Period], as_of: date) -> Values:
    """The indicator's figure in each period, as seen on `as_of`: what is dated later does not count yet."""
    since = exists_from(dataset, indicator)
    applicable = np.array([since is None or p.end >= since for p in periods], bool)
    missing = absent(dataset, indicator)
    figures = [NO_FIGURE] * len(periods) if missing else _figures(dataset, indicator, periods, as_of, since)
    figures = [f if ok else NO_FIGURE for f, ok in zip(figures, applicable, strict=True)]
    return Values(
        _floats([f.value for f in figures]),
        _floats([f.numerator for f in figures]),
        _floats([f.denominator for f in figures]),
        np.array([f.used for f in figures], np.int64),
        np.array([f.eligible for f in figures], np.int64),
        applicable,
        tuple(_reason(f, bool(ok), missing) for f, ok in zip(figures, applicable, strict=True)),
    )


def exists_from(dataset: Dataset, indicator: Indicator) -> date | None:
    """The first day on which the indicator's objective exists; None = always."""
    return dataset.objective_5_start.astype(object) if indicator.objective == OBJECTIVE_5 else None


def absent(dataset: Dataset, indicator: Indicator) -> Reason | None:
    """The source or column that the indicator needs and the data does not have."""
    return lacking(dataset, needs(indicator)) or _undated(dataset, indicator)


def _undated(dataset: Dataset, indicator: Indicator) -> Reason | None:
    """Any one of a part's dates may be absent, but not all of them: then no row could count, and absent data is never 0."""
    for part in indicator.parts:
        found = [column_of(part.source, path) for path in part.dates]
        if not any(dataset.tables[sheet].has(column.key) for sheet, column in found):
            return Reason("column-absent", found[0][1].header)
    return None


def lacking(dataset: Dataset, needed: Sequence[tuple[str, str]]) -> Reason | None:
    """The first of these (sheet, column) that the data does not have, sheets before columns; an empty column stands for the sheet itself."""
    for sheet, _ in needed:
        if sheet not in dataset.tables:
            return Reason("not-filterable" if sheet in dataset.withheld else "source-absent")
    for sheet, column in needed:
        if column and not dataset.tables[sheet].has(column):
            return Reason("column-absent", dataset.tables[sheet].sheet.by_key[column].header)
    return None


def needs(indicator: Indicator) -> list[tuple[str, str]]:
    """Every (sheet, column) without which there is no figure; an empty column stands for the sheet itself."""
    found: list[tuple[str, str]] = []

    def need(source: str, path: str) -> None:
        sheet, column = column_of(source, path)
        found.append((sheet, column.key))

    for part in indicator.parts:
        found.append((part.source, ""))
        conditions = part.where + (indicator.aggregation.where if isinstance(indicator.aggregation, Share) else ())
        for condition in conditions:
            if condition.kind == "listed_in":
                found.append((str(condition.value), ""))
                need(str(condition.value), condition.column.rpartition(".")[2])
            if not condition.only_excludes:
                need(part.source, condition.column)
        if part.link:
            need(part.source, part.link)
            found.append((column_of(part.source, part.linked_path)[0], ""))
        if len(part.dates) == 1:
            need(part.source, part.dates[0])
        for key in _aggregated(indicator):
            need(part.source, key)
    if isinstance(indicator.aggregation, Sum) and indicator.aggregation.times:
        times = indicator.aggregation.times
        found += [(times.sheet, ""), (times.sheet, times.by), (times.sheet, times.column)]
    return found


def _aggregated(indicator: Indicator) -> list[str]:
    """The columns that the aggregation itself needs; a key with a stand-in may be absent."""
    match indicator.aggregation:
        case Sum() as what:
            return [what.column, what.times.by] if what.times else [what.column]
        case Mean() as what:
            return [what.column, what.weight]
        case Median() as what:
            return [what.since]
        case Distinct() as what:
            return [*(k.otherwise or k.column for k in what.keys), *([what.carried.dated] if what.carried else [])]
        case ShareOfArea() as what:
            return [what.column]
        case _:
            return []


def _figures(dataset: Dataset, indicator: Indicator, periods: Sequence[Period], as_of: date, since: date | None) -> list[Figure]:
    columns = columns_of(dataset)
    seen = window(periods, as_of, since)
    parts = [selection(columns, part, seen, as_of) for part in indicator.parts]
    if isinstance(indicator.aggregation, Rows):
        counts = [sum(part.count(p) for part in parts) for p in range(len(periods))]
        return [Figure(n, None, None, n, n) for n in counts]
    how = measure(columns, indicator, as_of)
    return [how.figure([part.rows(p) for part in parts], int(seen.cutoff[p])) for p in range(len(periods))]


def _floats(numbers: Sequence[float | None]) -> Floats:
    return np.array([nan if n is None else n for n in numbers], np.float64)


def _reason(figure: Figure, applicable: bool, missing: Reason | None) -> Reason | None:
    if not applicable:
        return Reason("not-applicable")
    if figure.value is not None:
        return None
    return missing or Reason("no-rows")
