"""Why a row does not count: the first of its reasons, found for all rows of a source at once.

Whether a row counts is not decided here but asked of the selection and the measure that give the figure itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from data.contract import column_of, contract
from metrics.columns import LAST, NEVER, Columns, Mask, day_number
from metrics.conditions import mask, open_on
from metrics.indicator import Condition, Distinct, Indicator, Mean, Median, Part, ShareOfArea, Sum
from metrics.measures import measure
from metrics.periods import Period
from metrics.selection import selection
from metrics.windows import Window


@dataclass(frozen=True)
class Why:
    """A reason (`metrics.trace.<key>`), the column that decides it (a path) and what its sentence needs."""

    key: str
    column: str = ""
    params: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Reasons:
    """`code[row]` is a place in `whys`; rows that count point to a reason `counts`, with the date that lies in the period."""

    code: NDArray[np.int16]
    whys: tuple[Why, ...]

    @property
    def counts(self) -> Mask:
        """Which rows count."""
        return np.array([w.key == "counts" for w in self.whys], bool)[self.code]


def reasons(columns: Columns, indicator: Indicator, number: int, period: Period, as_of: date, seen: Window) -> Reasons:
    """For every row of the indicator's part `number`: that it counts in the period, or the first reason why not.

    `seen` is the window of that one period.
    """
    part = indicator.parts[number]
    size = columns.size(part.source)
    chosen = selection(columns, part, seen, as_of).rows(0)
    counts = np.zeros(size, bool)
    counts[chosen[measure(columns, indicator, as_of).usable(number, chosen, int(seen.cutoff[0]))]] = True
    code = np.full(size, -1, np.int16)
    whys: list[Why] = []
    candidates = _candidates(columns, indicator, part, period, as_of, seen)
    for why, holds in chain(_dated(columns, part, counts, seen), ((w, h & ~counts) for w, h in candidates)):
        whys.append(why)
        code[(code < 0) & holds] = len(whys) - 1
    if (code < 0).any():
        raise AssertionError(f"{indicator.id}: a row neither counts nor has a reason")
    return Reasons(code, tuple(whys))


def _dated(columns: Columns, part: Part, counts: Mask, seen: Window) -> Iterable[tuple[Why, Mask]]:
    """By which of the part's dates a row that counts falls in the period."""
    for path in part.dates:
        yield Why("counts", path), counts & (seen.segment_of[columns.days(part.source, path)] < seen.size)


def _candidates(columns: Columns, indicator: Indicator, part: Part, period: Period, as_of: date, seen: Window) -> Iterable[tuple[Why, Mask]]:
    """Every reason that there may be, in the order in which they are told, and the rows for which it holds."""
    source = part.source
    if part.link:
        yield Why("unknown-reference", part.link, {"sheet": column_of(source, part.linked_path)[0]}), columns.link(source, part.link) < 0
    for condition in part.where:
        met = None if condition.kind == "not_yet" else mask(columns, source, condition, as_of)
        if met is not None:
            yield unmet(condition), ~met
    yield from _dates(columns, indicator, part, period, seen)
    every = np.arange(columns.size(source))
    for condition in part.where:
        if condition.kind == "not_yet":
            yield unmet(condition), ~open_on(columns, source, condition, int(seen.cutoff[0]), every)
    for condition in _needed(indicator, part):
        met = mask(columns, source, condition, as_of) if columns.has(source, condition.column) else None
        why = Why("no-value", condition.column) if condition.kind == "filled" else unmet(condition)
        yield why, np.ones(len(every), bool) if met is None else ~met
    if isinstance(indicator.aggregation, Distinct) and indicator.aggregation.carried:
        yield Why("carried", indicator.aggregation.keys[0].column, {"value": indicator.aggregation.carried.rows}), np.ones(len(every), bool)


def _dates(columns: Columns, indicator: Indicator, part: Part, period: Period, seen: Window) -> Iterable[tuple[Why, Mask]]:
    """No date, outside the period, not yet, or from before the objective existed."""
    several = len(part.dates) > 1
    days = [columns.days(part.source, path) for path in part.dates]
    first, last = (min(max(day_number(d), 0), LAST) for d in (period.start, period.end))
    inside = [(d >= first) & (d <= last) for d in days]
    late = [i & (d > int(seen.cutoff[0])) for i, d in zip(inside, days, strict=True)]
    yield Why("no-dates" if several else "no-date", part.dates[0]), _every([d == NEVER for d in days])
    yield Why("outside-all" if several else "outside", part.dates[0]), _every([~i for i in inside])
    yield Why("after-as-of", part.dates[0]), _every([x | ~i for x, i in zip(late, inside, strict=True)])
    begun = [seen.segment_of[d] < seen.size for d in days]
    yield Why("before-objective", part.dates[0], {"objective": indicator.objective}), _every([~b for b in begun])


def _every(masks: list[Mask]) -> Mask:
    together: Mask = np.logical_and.reduce(masks)
    return together


def _needed(indicator: Indicator, part: Part) -> tuple[Condition, ...]:
    """What a row of the period must hold to be used; a column for which another stands in comes last."""
    columns: tuple[str, ...] = ()
    match indicator.aggregation:
        case Sum() as what:
            listed = (Condition(what.times.by, "listed_in", what.times.sheet),) if what.times else ()
            return (Condition(what.column, "filled"), *listed)
        case Mean() as what:
            columns = (what.column, what.weight)
        case Median() as what:
            columns = (what.since, part.dates[0])
        case Distinct() as what:
            columns = tuple(k.column for k in sorted(what.keys, key=lambda k: bool(k.otherwise)))
        case ShareOfArea() as what:
            columns = (what.column,)
    return tuple(Condition(column, "filled") for column in columns)


def unmet(condition: Condition) -> Why:
    """The reason of a row that does not meet a condition."""
    value: Any = condition.value
    if condition.kind in ("is", "is_not"):
        value = list(value)
    elif condition.kind == "listed_in":
        value = contract()[str(value)].name
    return Why(condition.kind, condition.column, {"value": value})
