"""From rows to a figure: one small class per kind of aggregation. Each takes the rows of every part and gives a `Figure`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import floor, log10
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from data.names import organisation_key
from metrics.columns import NEVER, Columns, Days, Indices, Mask
from metrics.conditions import meets_all
from metrics.indicator import Distinct, Indicator, Key, Mean, Median, Rows, Share, ShareOfArea, Sum
from metrics.keys import KeyColumn, key_columns, pairs


class Figure(NamedTuple):
    """A value (None = nothing to say) with what it is made of. `used` of the `eligible` rows had what the figure needs."""

    value: float | None
    numerator: float | None
    denominator: float | None
    used: int
    eligible: int


class Measure(Protocol):
    """Turns rows into a figure. `rows` has one array of row numbers per part; `cutoff` is the day from which one looks back."""

    def figure(self, rows: Sequence[Indices], cutoff: int) -> Figure:
        """The figure over these rows."""

    def usable(self, part: int, rows: Indices, cutoff: int) -> Mask:
        """Which of these rows of one part have what the figure needs."""


def settle(total: float) -> float:
    """A sum rounded to 9 decimals (13 significant digits for large sums), so that the order of the rows can't show."""
    size = floor(log10(abs(total))) + 1 if total else 0
    return round(total, min(9, 13 - size)) + 0.0


@dataclass(frozen=True)
class CountRows:
    """The number of rows."""

    def figure(self, rows: Sequence[Indices], cutoff: int) -> Figure:  # noqa: ARG002
        count = sum(len(r) for r in rows)
        return Figure(count, None, None, count, count)

    def usable(self, part: int, rows: Indices, cutoff: int) -> Mask:  # noqa: ARG002
        return np.ones(len(rows), bool)


@dataclass(frozen=True)
class SumOf:
    """The sum of a number per row (NaN = no value)."""

    values: NDArray[np.float64]

    def figure(self, rows: Sequence[Indices], cutoff: int) -> Figure:  # noqa: ARG002
        values = self.values[rows[0]]
        known = values[~np.isnan(values)]
        return Figure(settle(float(known.sum())), None, None, len(known), len(values))

    def usable(self, part: int, rows: Indices, cutoff: int) -> Mask:  # noqa: ARG002
        return ~np.isnan(self.values[rows])


@dataclass(frozen=True)
class WeightedMean:
    """Sum of value × weight over the sum of weights; a row needs both."""

    values: NDArray[np.float64]
    weights: NDArray[np.float64]

    def figure(self, rows: Sequence[Indices], cutoff: int) -> Figure:
        known = rows[0][self.usable(0, rows[0], cutoff)]
        total = settle(float((self.values[known] * self.weights[known]).sum()))
        weight = settle(float(self.weights[known].sum()))
        return Figure(total / weight if weight else None, total, weight, len(known), len(rows[0]))

    def usable(self, part: int, rows: Indices, cutoff: int) -> Mask:  # noqa: ARG002
        return ~np.isnan(self.values[rows] + self.weights[rows])


@dataclass(frozen=True)
class MedianDays:
    """The median of the days between two dates; a row needs both."""

    since: Days
    until: Days

    def figure(self, rows: Sequence[Indices], cutoff: int) -> Figure:
        known = rows[0][self.usable(0, rows[0], cutoff)]
        days = self.until[known].astype(np.int64) - self.since[known]
        return Figure(float(np.median(days)) if len(days) else None, None, None, len(days), len(rows[0]))

    def usable(self, part: int, rows: Indices, cutoff: int) -> Mask:  # noqa: ARG002
        both: Mask = (self.since[rows] != NEVER) & (self.until[rows] != NEVER)
        return both


@dataclass(frozen=True)
class ShareOf:
    """The share of the rows that meet further conditions."""

    met: Mask | None

    def figure(self, rows: Sequence[Indices], cutoff: int) -> Figure:  # noqa: ARG002
        total = len(rows[0])
        met = total if self.met is None else int(np.count_nonzero(self.met[rows[0]]))
        return Figure(met / total if total else None, met, total, total, total)

    def usable(self, part: int, rows: Indices, cutoff: int) -> Mask:  # noqa: ARG002
        return np.ones(len(rows), bool)


@dataclass(frozen=True)
class CountDistinct:
    """The number of different names over all parts. `ready` is the day from which each name counts, where there is such a rule."""

    parts: tuple[KeyColumn, ...]
    size: int
    ready: Days | None = None

    def figure(self, rows: Sequence[Indices], cutoff: int) -> Figure:
        count = self.different(rows, cutoff)
        used = sum(int(np.count_nonzero(self.usable(i, r, cutoff))) for i, r in enumerate(rows))
        return Figure(count, None, None, used, sum(len(r) for r in rows))

    def different(self, rows: Sequence[Indices], cutoff: int) -> int:
        """How many different names these rows hold."""
        seen = np.zeros(self.size, bool)
        for part, r in zip(self.parts, rows, strict=True):
            part.mark(r, seen)
        if self.ready is not None:
            seen &= self.ready <= cutoff
        return int(np.count_nonzero(seen))

    def usable(self, part: int, rows: Indices, cutoff: int) -> Mask:
        column = self.parts[part]
        usable: Mask
        if self.ready is None:
            usable = column.codes[rows] >= 0
            return usable
        ready = np.zeros(column.size + 1, bool)  # the last place is for rows without a name
        ready[column.item_code[self.ready[column.item_key] <= cutoff]] = True
        usable = ready[column.codes[rows]]
        return usable


@dataclass(frozen=True)
class CountPairs:
    """The number of different combinations of two names (-1 = none)."""

    pairs: NDArray[np.int64]

    def figure(self, rows: Sequence[Indices], cutoff: int) -> Figure:  # noqa: ARG002
        known = np.sort(self.pairs[rows[0]])
        known = known[np.searchsorted(known, 0) :]
        count = int(np.count_nonzero(np.diff(known))) + 1 if len(known) else 0
        return Figure(count, None, None, len(known), len(rows[0]))

    def usable(self, part: int, rows: Indices, cutoff: int) -> Mask:  # noqa: ARG002
        usable: Mask = self.pairs[rows] >= 0
        return usable


@dataclass(frozen=True)
class ShareOfMunicipalities:
    """Different municipalities over the number of municipalities in the area (`total`)."""

    counted: CountDistinct
    total: int

    def figure(self, rows: Sequence[Indices], cutoff: int) -> Figure:
        count = self.counted.different(rows, cutoff)
        used = int(np.count_nonzero(self.usable(0, rows[0], cutoff)))
        return Figure(count / self.total if self.total else None, count, self.total, used, len(rows[0]))

    def usable(self, part: int, rows: Indices, cutoff: int) -> Mask:
        return self.counted.usable(part, rows, cutoff)


def measure(columns: Columns, indicator: Indicator, as_of: date) -> Measure:
    """How the indicator's rows become a figure, kept per dataset (and per reference date where that matters)."""
    moment = as_of if isinstance(indicator.aggregation, Share) else None
    key = ("measure", indicator.parts, indicator.aggregation, moment)
    return columns.remember(key, lambda: _make(columns, indicator, as_of))


def _make(columns: Columns, indicator: Indicator, as_of: date) -> Measure:
    part = indicator.parts[0]
    match indicator.aggregation:
        case Rows():
            return CountRows()
        case Sum() as what:
            return SumOf(_values(columns, part.source, what))
        case Mean() as what:
            return WeightedMean(columns.numbers(part.source, what.column), columns.numbers(part.source, what.weight))
        case Median() as what:
            return MedianDays(columns.days(part.source, what.since), columns.days(part.source, part.dates[0]))
        case Share() as what:
            return ShareOf(meets_all(columns, part.source, what.where, as_of))
        case Distinct() as what if len(what.keys) == 2:
            return CountPairs(pairs(columns, part.source, what))
        case Distinct() as what:
            return _distinct(columns, tuple(p.source for p in indicator.parts), what)
        case ShareOfArea() as what:
            return ShareOfMunicipalities(_distinct(columns, (part.source,), Distinct((Key(what.column),))), len(columns.hub.municipalities))


def _distinct(columns: Columns, sources: tuple[str, ...], what: Distinct) -> CountDistinct:
    parts, size = key_columns(columns, sources, what)
    if what.carried is None:
        return CountDistinct(parts, size)
    rows, keys = parts[0].exploded(np.arange(columns.size(sources[0])))
    days = columns.days(sources[0], what.carried.dated)[rows]
    return CountDistinct(parts, size, nth_day(keys, days, size, what.carried.rows))


def nth_day(keys: Indices, days: Days, size: int, count: int) -> Days:
    """Per key the day on which it is carried for the `count`-th time (`NEVER` = not that often)."""
    ordered = np.sort(keys * (NEVER + 1) + days)
    start = np.searchsorted(ordered, np.arange(size) * (NEVER + 1))
    end = np.append(start[1:], len(ordered))
    found = np.full(size, NEVER, np.uint16)
    enough = start + count - 1 < end
    found[enough] = (ordered[(start + count - 1)[enough]] & NEVER).astype(np.uint16)
    return found


def _values(columns: Columns, source: str, what: Sum) -> NDArray[np.float64]:
    values = columns.numbers(source, what.column)
    if what.times is None:
        return values
    sheet, by, column = what.times
    listed, factors = columns.categorical(sheet, by), columns.numbers(sheet, column)
    per_name: dict[str, float] = {}
    for name, factor in zip(listed, factors, strict=True):
        per_name.setdefault(organisation_key(str(name)), float(factor))  # the first row of a name counts
    categories = columns.categorical(source, by).categories
    per_category = np.array([*(per_name.get(organisation_key(str(c)), np.nan) for c in categories), np.nan])
    product: NDArray[np.float64] = values * per_category[columns.codes(source, by)]
    return product
