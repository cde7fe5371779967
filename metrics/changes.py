"""What differs between the figures of two deliveries, and which rows make the difference."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from data.dataset import Dataset
from data.difference import TableDifference
from data.names import organisation_keys
from metrics.columns import columns_of
from metrics.engine import exists_from
from metrics.indicator import Distinct, Indicator, ShareOfArea
from metrics.measures import WeightedMean, measure
from metrics.periods import Period
from metrics.scorecard import Result
from metrics.selection import selection
from metrics.trace import no_figure, row_values
from metrics.windows import window


@dataclass(frozen=True)
class Movement:
    """One row that makes a figure differ: it counts now (`after` has its number), no longer (`before` has it), or with another value.

    Rows are row numbers of the sheet `source` in the delivery before and after; `was` and `now` what the row adds, None where it does not.
    """

    source: str
    before: int | None
    after: int | None
    was: Any = None
    now: Any = None


@dataclass(frozen=True)
class FigureChange:
    """One indicator in one period that differs; a period that one delivery lacks (a phase) has None there."""

    before: Result | None
    after: Result | None
    movements: tuple[Movement, ...] = ()

    @property
    def result(self) -> Result:
        """The one that is there; the later where both are."""
        found = self.after or self.before
        assert found is not None
        return found


def changed_figures(
    before: Dataset, after: Dataset, differences: Mapping[str, TableDifference], old: Sequence[Result], new: Sequence[Result], as_of: date
) -> list[FigureChange]:
    """The figures whose value differs between two scorecards of the same reference date, in the order of the catalogue, with their rows.

    Results belong together by indicator and phase, or by indicator and days where the period is no phase.
    """
    was = {_key(r): r for r in old}
    now = {_key(r): r for r in new}
    found = []
    for key in dict.fromkeys((*now, *was)):
        pair = was.get(key), now.get(key)
        if _said(pair[0]) != _said(pair[1]):
            found.append(FigureChange(*pair, tuple(movements(before, after, differences, *pair, as_of))))
    order = {i: n for n, i in enumerate(dict.fromkeys(r.indicator.id for r in (*new, *old)))}
    return sorted(found, key=lambda c: (order[c.result.indicator.id], c.result.period.start))


def movements(
    before: Dataset, after: Dataset, differences: Mapping[str, TableDifference], was: Result | None, now: Result | None, as_of: date
) -> list[Movement]:
    """The rows behind the difference: those that count on one side only, and those that count for another value."""
    result = now or was
    if result is None:
        return []
    found = []
    for number, part in enumerate(result.indicator.parts):
        if part.source not in differences:
            continue
        ids = differences[part.source].identities()
        left = _counted(before, result.indicator, number, was.period if was else None, as_of, ids[0])
        right = _counted(after, result.indicator, number, now.period if now else None, as_of, ids[1])
        moved = [
            Movement(part.source, a and a.row, b and b.row, a and a.value, b and b.value)
            for a, b in ((left.get(identity), right.get(identity)) for identity in sorted({*left, *right}))
            if a is None or b is None or (a.value, a.weight) != (b.value, b.weight)
        ]
        named = isinstance(result.indicator.aggregation, Distinct | ShareOfArea)
        found += _decisive(moved, left.values(), right.values()) if named else moved
    return found


class _Row(NamedTuple):
    """A counted row: its number, what it adds, and how heavily (1 but for weighted means)."""

    row: int
    value: Any
    weight: float


def _counted(dataset: Dataset, indicator: Indicator, number: int, period: Period | None, as_of: date, ids: NDArray[np.intp]) -> dict[int, _Row]:
    """Identity -> row of the rows of one part that are behind the figure."""
    source = indicator.parts[number].source
    if period is None or source not in dataset.tables or no_figure(dataset, indicator, period):
        return {}
    columns = columns_of(dataset)
    seen = window([period], as_of, exists_from(dataset, indicator))
    how = measure(columns, indicator, as_of)
    rows = selection(columns, indicator.parts[number], seen, as_of).rows(0)
    rows = rows[how.usable(number, rows, int(seen.cutoff[0]))]
    values = row_values(dataset, indicator, number, period, as_of)
    weights = how.weights if isinstance(how, WeightedMean) else np.ones(len(values))
    return {int(ids[r]): _Row(int(r), _plain(values[r]), float(weights[r])) for r in rows}


def _decisive(found: list[Movement], left: Iterable[_Row], right: Iterable[_Row]) -> list[Movement]:
    """Of rows that are counted by their name, those whose name is on one side only: a name that stays makes no difference."""
    before, after = (_names(row.value for row in side) for side in (left, right))
    decisive = [m for m in found if _names([m.was]) - after or _names([m.now]) - before]
    return decisive or found


def _names(values: Iterable[Any]) -> set[str]:
    return set(organisation_keys([name for value in values if value for name in str(value).split("; ")]))


def _plain(value: Any) -> Any:
    return value.item() if isinstance(value, np.generic) else value


def _key(result: Result) -> tuple[str, str]:
    return result.indicator.id, result.period.phase or f"{result.period.start}/{result.period.end}"


def _said(result: Result | None) -> tuple[float | None, float | None, float | None, str]:
    """What makes one figure another: its value, what it is made of, and why it is empty."""
    if result is None:
        return None, None, None, "absent"
    return result.value, result.numerator, result.denominator, str(result.reason or "")
