"""What differs between the figures of two deliveries, and which rows make the difference."""

from collections.abc import Mapping, Sequence
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
    found: list[Movement] = []
    for number, part in enumerate(result.indicator.parts):
        if part.source not in differences:
            continue
        ids = differences[part.source].identities()
        left = _counted(before, result.indicator, number, was.period if was else None, as_of, ids[0])
        right = _counted(after, result.indicator, number, now.period if now else None, as_of, ids[1])
        moved = _moved(part.source, left, right)
        named = isinstance(result.indicator.aggregation, Distinct | ShareOfArea)
        found += _decisive(moved, left.values, right.values) if named else moved
    return found


class _Counted(NamedTuple):
    """The counted rows of one part: the identity of each, its row number, what it adds, and how heavily (1 but for weighted means)."""

    ids: NDArray[np.intp]
    rows: NDArray[np.intp]
    values: NDArray[Any]
    weights: NDArray[np.float64]


_NOTHING = _Counted(np.zeros(0, np.intp), np.zeros(0, np.intp), np.zeros(0, object), np.zeros(0))


def _counted(dataset: Dataset, indicator: Indicator, number: int, period: Period | None, as_of: date, ids: NDArray[np.intp]) -> _Counted:
    """The rows of one part that are behind the figure, in the order of their identity."""
    source = indicator.parts[number].source
    if period is None or source not in dataset.tables or no_figure(dataset, indicator, period):
        return _NOTHING
    columns = columns_of(dataset)
    seen = window([period], as_of, exists_from(dataset, indicator))
    how = measure(columns, indicator, as_of)
    rows = selection(columns, indicator.parts[number], seen, as_of).rows(0)
    rows = rows[how.usable(number, rows, int(seen.cutoff[0]))]
    rows = rows[np.argsort(ids[rows])]
    weights = how.weights[rows] if isinstance(how, WeightedMean) else np.ones(len(rows))
    return _Counted(ids[rows], rows, row_values(dataset, indicator, number, period, as_of)[rows], weights)


def _moved(source: str, left: _Counted, right: _Counted) -> list[Movement]:
    """Rows on one side only, and rows on both that add something else, in the order of their identity."""
    both, at_left, at_right = np.intersect1d(left.ids, right.ids, assume_unique=True, return_indices=True)
    other = (left.values[at_left] != right.values[at_right]) | (left.weights[at_left] != right.weights[at_right])
    gone, came = (np.flatnonzero(~np.isin(side.ids, both, assume_unique=True)) for side in (left, right))
    pairs = [
        *((left.ids[i], int(left.rows[i]), None, _plain(left.values[i]), None) for i in gone),
        *((right.ids[i], None, int(right.rows[i]), None, _plain(right.values[i])) for i in came),
        *(
            (left.ids[i], int(left.rows[i]), int(right.rows[j]), _plain(left.values[i]), _plain(right.values[j]))
            for i, j in zip(at_left[other], at_right[other], strict=True)
        ),
    ]
    return [Movement(source, *pair[1:]) for pair in sorted(pairs, key=lambda p: p[0])]


def _decisive(found: list[Movement], left: NDArray[Any], right: NDArray[Any]) -> list[Movement]:
    """Of rows that are counted by their name, those whose name is on one side only: a name that stays makes no difference."""
    if not found:
        return found
    spellings = list({str(v) for v in (*left.tolist(), *right.tolist())})
    names = [name for spelling in spellings for name in spelling.split("; ")]
    key = dict(zip(names, organisation_keys(names), strict=True))
    keys = {spelling: {key[name] for name in spelling.split("; ")} for spelling in spellings}
    before, after = ({k for v in set(side.tolist()) for k in keys[str(v)]} for side in (left, right))
    decisive = [m for m in found if (m.was is not None and keys[m.was] - after) or (m.now is not None and keys[m.now] - before)]
    return decisive or found


def _plain(value: Any) -> Any:
    return value.item() if isinstance(value, np.generic) else value


def _key(result: Result) -> tuple[str, str]:
    return result.indicator.id, result.period.phase or f"{result.period.start}/{result.period.end}"


def _said(result: Result | None) -> tuple[float | None, float | None, float | None, str]:
    """What makes one figure another: its value, what it is made of, and why it is empty."""
    if result is None:
        return None, None, None, "absent"
    return result.value, result.numerator, result.denominator, str(result.reason or "")
