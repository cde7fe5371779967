"""Periods cut into segments: stretches of days between any two bounds, so that each period is a run of whole segments.

Rows get the number of their segment by one look-up; whatever the number of periods, and also where they overlap.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from metrics.columns import LAST, NEVER, day_number
from metrics.periods import Period


@dataclass(frozen=True, eq=False)
class Window:
    """Periods as seen on a reference date. Period p is the segments first[p] up to but not including last[p].

    `cutoff[p]` is the earlier of the period's end and the reference date (a day number). `segment_of` gives a segment per day
    number, `size` for a day in no period.
    """

    first: NDArray[np.intp]
    last: NDArray[np.intp]
    cutoff: NDArray[np.int64]
    segment_of: NDArray[Any]
    size: int

    def __len__(self) -> int:
        return len(self.first)


def window(periods: Sequence[Period], as_of: date, since: date | None = None) -> Window:
    """The window of these periods: nothing after `as_of` counts, and nothing before `since`."""
    return _window(tuple((p.start, p.end) for p in periods), as_of, since)


@lru_cache(maxsize=256)
def _window(spans: tuple[tuple[date, date], ...], as_of: date, since: date | None) -> Window:
    latest = min(day_number(as_of), LAST)
    earliest = max(0, day_number(since) if since else 0)
    low = np.array([max(day_number(s), earliest) for s, _ in spans], np.int64)
    cutoff = np.array([min(day_number(e), latest) for _, e in spans], np.int64)
    filled = low <= cutoff
    edges = np.unique(np.concatenate((low[filled], cutoff[filled] + 1)))
    first = np.where(filled, np.searchsorted(edges, low), 0)  # a period without days is the empty run at the beginning
    last = np.where(filled, np.searchsorted(edges, cutoff + 1), 0)
    covered = np.zeros(max(len(edges) - 1, 0), bool)
    for a, b in zip(first[filled], last[filled], strict=True):
        covered[a:b] = True
    size = len(covered)
    segment_of = np.full(NEVER + 1, size, np.uint8 if size < 256 else np.uint16)
    for s in np.flatnonzero(covered):
        segment_of[edges[s] : edges[s + 1]] = s
    return Window(first.astype(np.intp), last.astype(np.intp), cutoff, segment_of, size)
