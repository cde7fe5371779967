"""Which rows of a part fall in which period: the one answer on which engine, breakdown and trace stand."""

from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from metrics.columns import Columns, Indices, Mask
from metrics.conditions import open_on, part_mask, pending
from metrics.indicator import Part
from metrics.windows import Window


class Selection:
    """The rows of one part per period of a window: `rows(p)` are row numbers of the source, `count(p)` how many."""

    def __init__(self, columns: Columns, part: Part, window: Window, as_of: date) -> None:
        self._columns = columns
        self._part = part
        self._window = window
        self._allowed: Mask | None = part_mask(columns, part, as_of)
        self._pending = pending(part)

    def rows(self, period: int) -> Indices:
        """The rows that count in one period, in no particular order, each once."""
        rows = self._dated(period)
        for condition in self._pending:
            rows = rows[open_on(self._columns, self._part.source, condition, int(self._window.cutoff[period]), rows)]
        return rows

    def count(self, period: int) -> int:
        """How many rows count in one period."""
        if self._pending or len(self._part.dates) > 1:
            return len(self.rows(period))
        return int(self._bounds[self._window.last[period]] - self._bounds[self._window.first[period]])

    def _dated(self, period: int) -> Indices:
        """The rows that meet the fixed conditions and have (one of) the dates in the period."""
        first, last = self._window.first[period], self._window.last[period]
        if len(self._part.dates) == 1:
            return self._sorted[self._bounds[first] : self._bounds[last]]
        active = active_rows(self._columns, self._part, self._window, period)
        return active if self._allowed is None else active[self._allowed[active]]

    @cached_property
    def _inside(self) -> tuple[Indices, NDArray[Any]]:
        """The rows in any period, and the segment of each."""
        segments = segments_of(self._columns, self._part.source, self._part.dates[0], self._window)
        inside = segments < self._window.size
        if self._allowed is not None:
            inside &= self._allowed
        rows = np.flatnonzero(inside)
        return rows, segments[rows]

    @cached_property
    def _bounds(self) -> Indices:
        """Where each segment begins in `_sorted`, and a last place for the end."""
        counts = np.bincount(self._inside[1], minlength=self._window.size)
        return np.concatenate(([0], np.cumsum(counts))).astype(np.intp)

    @cached_property
    def _sorted(self) -> Indices:
        """The rows in any period by segment: small integers, so that sorting takes one pass."""
        rows, segments = self._inside
        return rows[np.argsort(segments, kind="stable")]


def selection(columns: Columns, part: Part, window: Window, as_of: date) -> Selection:
    """The selection of a part, shared by all indicators that look at the same rows."""
    return columns.remember_lately(("selection", part, window, as_of), lambda: Selection(columns, part, window, as_of))


def segments_of(columns: Columns, source: str, path: str, window: Window) -> NDArray[Any]:
    """The segment of each row by one of its dates."""
    return columns.remember_lately(("segments", source, path, window), lambda: window.segment_of[columns.days(source, path)])


def active_rows(columns: Columns, part: Part, window: Window, period: int) -> Indices:
    """The rows with any of the part's dates in the period, whatever the other conditions."""
    found: dict[int, Indices] = columns.remember_lately(("active", part.source, part.dates, window), dict)
    if period not in found:
        first, last = int(window.first[period]), int(window.last[period])  # plain numbers keep the comparison in bytes
        active = np.zeros(columns.size(part.source), bool)
        for path in part.dates:
            segments = segments_of(columns, part.source, path, window)
            active |= segments == first if last == first + 1 else (segments >= first) & (segments < last)
        found[period] = np.flatnonzero(active)
    return found[period]
