"""Small numbers about persons: which figures of a table stay hidden where it leaves the house, so that nobody can be recognised.

A number above 0 and under 5 is hidden, and with it enough other cells that it can't be worked out from the totals. The reasoning:
a hidden cell is safe when it could be another number as well, with all shown cells and totals as they are and nothing below zero.
That is so when hidden cells form a loop through rows and columns along which a bit can be moved round; the cheapest such loop is a
shortest path (the table as a network: rows and columns are the points, cells the connections).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from math import inf

import numpy as np
from numpy.typing import ArrayLike, NDArray

from metrics.columns import Mask
from metrics.indicator import Indicator

THRESHOLD = 5
PERSONS = "personen"  # the unit of what is protected
JOBS = "VTE"  # tells of persons too: 3.2 FTE are the work of 4 people at least
_GRAND = 1e12  # the grand total is only hidden where nothing else can be

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Suppressed:
    """What to hide (True). `cells` has the shape of the table; `rows` and `columns` are the totals beside and below it (empty for a
    list), `total` the total of all.
    """

    cells: Mask
    rows: Mask
    columns: Mask
    total: bool

    def __bool__(self) -> bool:
        return bool(self.cells.any() or self.rows.any() or self.columns.any() or self.total)


def protected(indicator: Indicator) -> bool:
    """Whether the indicator counts persons, so that its small numbers are hidden where it is broken down."""
    return indicator.unit["nl"] == PERSONS


def personal(indicator: Indicator) -> bool:
    """Whether the indicator tells of persons in any way: what goes to people outside hides its small numbers altogether."""
    return indicator.unit["nl"] in (PERSONS, JOBS)


def small(values: ArrayLike) -> Mask:
    """Which numbers are too small to show; 0 says nothing about anybody, and no value (NaN) neither."""
    numbers = np.asarray(values, np.float64)
    found: Mask = (numbers > 0) & (numbers < THRESHOLD)
    return found


def suppress(values: Sequence[float | None]) -> Suppressed:
    """A list of figures beside their total. With one small number a second one is hidden: the smallest other one, rather not a 0.

    The total is hidden only where it would be that one number itself.
    """
    numbers = np.array([np.nan if v is None else v for v in values], np.float64)
    hidden = small(numbers)
    total = False
    if hidden.sum() == 1:
        others = np.flatnonzero(~np.isnan(numbers) & ~hidden)
        if len(others):
            hidden[min(others, key=lambda i: (numbers[i] == 0, numbers[i]))] = True
        else:
            total = True
    nothing = np.zeros(0, bool)
    return Suppressed(hidden, nothing, nothing, total)


def suppress_spans(spans: Sequence[tuple[int, int, float]]) -> tuple[bool, ...]:
    """Figures over stretches of days (first day, day after the last, figure) that may overlap: what to hide, those that come first shown rather.

    Days are points, and a shown figure ties two of them: whatever lies between two tied days can be worked out by adding and taking off.
    So a figure is shown only where no two of the days that it ties differ by a small number.
    """
    ties: dict[int, tuple[int, float]] = {}  # day -> the first day it is tied to, and what was counted from there on
    hidden = []
    for start, end, figure in spans:
        here, there = ties.get(start, (start, 0.0)), ties.get(end, (end, 0.0))
        shift = here[1] + figure - there[1]
        before = {day: at for day, (group, at) in ties.items() if group == here[0]} | {start: here[1]}
        after = {day: at + shift for day, (group, at) in ties.items() if group == there[0]} | {end: there[1] + shift}
        apart = [round(abs(a - b), 9) for a in after.values() for b in before.values()] if here[0] != there[0] else [figure]
        hidden.append(bool(small(apart).any()))
        if not hidden[-1]:
            ties |= {day: (here[0], at) for day, at in (before | after).items()}
    return tuple(hidden)


def suppress_table(values: ArrayLike) -> Suppressed:
    """A table of figures beside the totals of its rows and columns and of all; NaN stands for 0. Small totals are hidden too."""
    inner = np.nan_to_num(np.asarray(values, np.float64))
    table = np.block([[inner, inner.sum(axis=1, keepdims=True)], [inner.sum(axis=0, keepdims=True), inner.sum(keepdims=True)]])
    primary = small(table)
    primary[-1, -1] = False
    hidden = primary.copy()
    for row, column in sorted(zip(*np.nonzero(primary), strict=True), key=lambda c: (-table[c], c)):
        for cell in _loop(table, hidden, int(row), int(column)):
            hidden[cell] = True
    return Suppressed(hidden[:-1, :-1], hidden[:-1, -1], hidden[-1, :-1], bool(hidden[-1, -1]))


def _loop(table: Numbers, hidden: Mask, row: int, column: int) -> list[tuple[int, int]]:
    """The cells of the cheapest loop through one cell: a step along that cell in either direction, and the way back."""
    here, there = row, table.shape[0] + column
    ways = [_path(table, hidden, (row, column), start, goal) for start, goal in ((there, here), (here, there))]
    return min(ways, key=lambda way: way[0])[1]


def _path(table: Numbers, hidden: Mask, without: tuple[int, int], start: int, goal: int) -> tuple[float, list[tuple[int, int]]]:
    """The cheapest way between two points (rows come first, then columns) over the other cells: what it costs, and its cells."""
    rows, columns = table.shape
    cost = np.full(rows + columns, inf)
    cost[start] = 0.0
    came: dict[int, tuple[int, tuple[int, int]]] = {}
    queue = [(0.0, start)]
    while queue:
        so_far, point = heappop(queue)
        forward = point < rows
        for other in range(columns if forward else rows):
            cell = (point, other) if forward else (other, point - rows)
            if cell == without or (_takes_off(table, cell, forward=forward) and table[cell] <= 0):
                continue
            to, price = (rows + other if forward else other), so_far + _price(table, hidden, cell)
            if price < cost[to]:
                cost[to], came[to] = price, (point, cell)
                heappush(queue, (price, to))
    cells, point = [], goal
    while point != start and point in came:
        point, cell = came[point]
        cells.append(cell)
    return float(cost[goal]), cells


def _takes_off(table: Numbers, cell: tuple[int, int], *, forward: bool) -> bool:
    """Whether a step from row to column (`forward`) or back makes the cell smaller: forward adds to a cell and takes off a total."""
    beside, below = cell[1] == table.shape[1] - 1, cell[0] == table.shape[0] - 1
    return forward if beside != below else not forward


def _price(table: Numbers, hidden: Mask, cell: tuple[int, int]) -> float:
    """What it costs to hide a cell as well: as much as it tells, and nothing where it is hidden already."""
    if hidden[cell]:
        return 1e-6  # so that a short loop is preferred
    if cell == (table.shape[0] - 1, table.shape[1] - 1):
        return _GRAND
    return float(table[cell]) + 1.0
