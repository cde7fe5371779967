"""The rows behind a figure, and for every other row of its sources the reason why it does not count."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.contract import column_of
from data.dataset import Dataset, Table
from data.findings import ROW_CODES, Findings
from locales import text
from metrics.columns import Columns, columns_of
from metrics.engine import Reason, absent, exists_from
from metrics.indicator import Distinct, Indicator, Part, ShareOfArea
from metrics.measures import MedianDays, ShareOf, SumOf, WeightedMean, measure
from metrics.periods import Period
from metrics.reasons import Reasons, Why, reasons
from metrics.windows import window

COLUMNS = ["file", "sheet", "row", "cell", "id", "title", "value", "counts", "reason_key", "reason"]


@dataclass(frozen=True)
class PartTrace:
    """One source of a figure: a line per row in the columns `COLUMNS`, in the order of the sheet.

    `counts` says whether the row is behind the figure, `cell` is the cell that decides ("F12"), `value` what the row adds: 1 for a
    counted row, its number, its name, or for a share 1 or 0 for being in the numerator.
    """

    source: str
    rows: pd.DataFrame

    @property
    def included(self) -> pd.DataFrame:
        """The rows behind the figure."""
        return self.rows[self.rows["counts"]]

    @property
    def excluded(self) -> pd.DataFrame:
        """The other rows, each with its reason."""
        return self.rows[~self.rows["counts"]]


@dataclass(frozen=True)
class Trace:
    """A figure's rows per source; `rejected` are rows of those sheets that were refused when reading (file, sheet, row, cell, value, reason).

    `reason` is set where there is no figure at all.
    """

    parts: tuple[PartTrace, ...]
    rejected: pd.DataFrame
    reason: Reason | None = None


def trace(dataset: Dataset, indicator: Indicator, period: Period, as_of: date, lang: str = "nl") -> Trace:
    """Every row of the indicator's sources, with what became of it in this period."""
    nothing = no_figure(dataset, indicator, period)
    parts = []
    for number, part in enumerate(indicator.parts):
        table = dataset.tables.get(part.source)
        if table is not None:
            why = part_reasons(dataset, indicator, number, period, as_of)
            parts.append(PartTrace(part.source, lines(table, part, why, row_values(dataset, indicator, number, period, as_of), lang)))
    tables = [dataset.tables[s] for s in dict.fromkeys(p.source for p in indicator.parts) if s in dataset.tables]
    return Trace(tuple(parts), refused(dataset, tables, lang), nothing)


def no_figure(dataset: Dataset, indicator: Indicator, period: Period) -> Reason | None:
    """Why the indicator has no figure in the period whatever its rows."""
    since = exists_from(dataset, indicator)
    return Reason("not-applicable") if since is not None and period.end < since else absent(dataset, indicator)


def part_reasons(dataset: Dataset, indicator: Indicator, number: int, period: Period, as_of: date) -> Reasons:
    """Per row of the indicator's part `number`, whose sheet must be there: that it counts, or why not."""
    nothing = no_figure(dataset, indicator, period)
    if nothing is None:
        return reasons(columns_of(dataset), indicator, number, period, as_of, window([period], as_of, exists_from(dataset, indicator)))
    size = len(dataset.tables[indicator.parts[number].source])
    return Reasons(np.zeros(size, np.int16), (Why(f"none-{nothing.key}", params={"column": nothing.column}),))


def row_values(dataset: Dataset, indicator: Indicator, number: int, period: Period, as_of: date) -> NDArray[Any]:
    """Per row of the indicator's part `number` what it adds to the figure if it counts; None where there is no figure."""
    part = indicator.parts[number]
    if no_figure(dataset, indicator, period) is not None:
        return np.full(len(dataset.tables[part.source]), None, dtype=object)
    return _values(columns_of(dataset), indicator, part, as_of)


def sentence(part: Part, why: Why, lang: str = "nl") -> str:
    """A reason in words."""
    params = dict(why.params)
    if why.column:
        params["column"] = column_of(part.source, why.column)[1].title(lang)
    if "sheet" in params:
        params["sheet"] = text(f"metrics.trace.record.{params['sheet']}", lang)
    if isinstance(params.get("value"), list):
        params["value"] = text("metrics.trace.or", lang).join(str(v) for v in why.params["value"])  # type: ignore[attr-defined]
    return text(f"metrics.trace.{why.key}", lang, **params)


def lines(table: Table, part: Part, why: Reasons, values: NDArray[Any], lang: str) -> pd.DataFrame:
    """A line per row of a sheet with what became of it, in the columns `COLUMNS`."""
    texts = np.array([sentence(part, w, lang) for w in why.whys], dtype=object)
    keys = np.array([w.key for w in why.whys], dtype=object)
    return pd.DataFrame({
        "file": np.array([p.file for p in table.parts], dtype=object)[table.part],
        "sheet": np.array([p.sheet for p in table.parts], dtype=object)[table.part],
        "row": table.row, "cell": _cells(table, why), "id": _shown(table, id_column(table)), "title": _shown(table, title_column(table)),
        "value": values, "counts": why.counts, "reason_key": keys[why.code], "reason": texts[why.code],
    }, columns=COLUMNS)  # fmt: skip


def _cells(table: Table, why: Reasons) -> NDArray[Any]:
    """Per row the cell that decides; where that lies in another sheet, the cell that refers to it."""
    own = [w.column.split(".")[0] for w in why.whys]
    letters = np.array([[p.letters.get(column, "A") for column in own] for p in table.parts], dtype=object)
    if not len(table):
        return np.zeros(0, dtype=object)
    cells: NDArray[Any] = letters[table.part, why.code] + table.row.astype(str).astype(object)
    return cells


def _values(columns: Columns, indicator: Indicator, part: Part, as_of: date) -> NDArray[Any]:
    """What each row adds to the figure, if it counts."""
    how = measure(columns, indicator, as_of)
    size = columns.size(part.source)
    match how:
        case SumOf() | WeightedMean():
            return how.values
        case MedianDays():
            return how.until.astype(np.int64) - how.since
        case ShareOf():
            return np.ones(size, np.int64) if how.met is None else how.met.astype(np.int64)
    match indicator.aggregation:
        case Distinct() as what:
            return _shown_names(columns, part, [k.column for k in what.keys], {k.column: k.otherwise for k in what.keys})
        case ShareOfArea() as what:
            return _shown_names(columns, part, [what.column], {})
    return np.ones(size, np.int64)


def _shown_names(columns: Columns, part: Part, keys: Sequence[str], otherwise: dict[str, str | None]) -> NDArray[Any]:
    table = columns.tables[part.source]
    shown = []
    for key in keys:
        names, spare = _shown(table, key), otherwise.get(key)
        shown.append(names if spare is None else np.where(names == "", _shown(table, spare), names))
    joined = shown[0]
    for more in shown[1:]:
        joined = joined + " + " + more
    return joined


def _shown(table: Table, key: str | None) -> NDArray[Any]:
    """The texts of a column, empty where there is none."""
    if key is None or not table.has(key):
        return np.full(len(table), "", dtype=object)
    values: pd.Categorical = table.frame[key].array
    return np.array([*(str(c) for c in values.categories), ""], dtype=object)[np.asarray(values.codes)]


def id_column(table: Table) -> str | None:
    """The row's own ID, or the one that it refers to."""
    unique = table.sheet.unique
    return unique.key if unique else next((c.key for c in table.sheet.columns if c.references), None)


def title_column(table: Table) -> str | None:
    """What a person knows the row by: its first text column that is no ID."""
    return next((c.key for c in table.sheet.columns if c.type == "text" and not c.unique and not c.references and table.has(c.key)), None)


def refused(dataset: Dataset, tables: Sequence[Table] | None, lang: str) -> pd.DataFrame:
    """The rows of these sheets (without any: of every sheet) that were refused when reading."""
    places = None if tables is None else {(p.file, p.sheet) for t in tables for p in t.parts}
    blocks = tuple(b for b in dataset.findings.blocks if b.code in ROW_CODES and (places is None or (b.file, b.sheet) in places))
    frame = Findings(blocks).frame(lang)
    reason = [text("metrics.trace.rejected", lang, message=m) for m in frame["message"]]
    return frame[["file", "sheet", "row", "cell", "value"]].assign(reason=reason)
