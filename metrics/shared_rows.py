"""Rows about a case that hubs share, in whatever sheet: which are alike, and which of them count for a figure.

A referral, subsidy file or lesson of a shared case that both hubs registered alike is one; else each is its own, and so is one that leaves
open by what it would be known. In a total a thing counts once wherever any of its rows counts: with the first row, in the order of the hubs,
that counts for that indicator in that period (for a sum: that carries a number). Only the rows after that one do not count again. What a hub
itself has twice stays two: of rows that are alike as many count as the hub with most of them has that count.
"""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import zip_longest
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.contract import contract
from data.dataset import Dataset, Table
from data.names import header_key, organisation_key
from metrics.columns import Indices, Mask, columns_of
from metrics.doubles import CASES, ID, At, Case, Group, cases
from metrics.engine import exists_from
from metrics.indicator import Indicator, Mean, Rows, Share, Sum
from metrics.measures import Figure, measure
from metrics.periods import Period
from metrics.selection import selection
from metrics.trace import row_values
from metrics.windows import window

# By which columns two rows of one shared case are the same thing: what was asked or said, and when. What came of it may be known to one
# hub only, and each hub has its own number for it.
SAME: dict[str, tuple[str, ...]] = {
    "referrals": ("date", "referred_to"),
    "subsidies": ("submitted_date", "instrument", "requested_amount"),
    "lessons": ("date", "lesson"),
}
ADDING = (Rows, Sum, Mean, Share)  # different names count once anyway


@dataclass(frozen=True)
class Again:
    """A row that does not count again, because `kept` counts; `value` is what it adds to its own hub's figure (as the trace has it)."""

    kept: Case
    left_out: Case
    value: float


def groups(datasets: Sequence[Dataset | None], cases: Sequence[Group]) -> dict[str, tuple[Group, ...]]:
    """Per sheet the rows that are alike, of a hub maybe more than one; `cases` are those of Cases."""
    number = {at: n for n, group in enumerate(cases) for at in group}
    found = {CASES: tuple(cases)}
    for sheet, same in SAME.items():
        alike: dict[Hashable, list[At]] = {}
        for hub, dataset in enumerate(datasets):
            for row, key in _keys(dataset, hub, sheet, same, number):
                alike.setdefault(key, []).append((hub, row))
        found[sheet] = tuple(tuple(rows) for rows in alike.values() if len({hub for hub, _ in rows}) > 1)
    return found


def once(
    datasets: Sequence[Dataset], of: Mapping[str, Sequence[Group]], indicator: Indicator, period: Period, as_of: date
) -> tuple[list[Figure], tuple[Again, ...]]:  # fmt: skip
    """Each hub's figure without the rows of which another counts already, and those rows; `of` are the groups by sheet."""
    behind = [_Behind(dataset, indicator, period, as_of) for dataset in datasets]
    again: list[Again] = []
    gone: list[list[set[int]]] = [[set() for _ in indicator.parts] for _ in datasets]
    for number, part in enumerate(indicator.parts if isinstance(indicator.aggregation, ADDING) else ()):
        for group in of.get(part.source, ()):
            for first, *others in _things([at for at in group if behind[at[0]].counts[number][at[1]]]):
                for hub, row in others:
                    gone[hub][number].add(row)
                    kept, left_out = (cases(datasets[h].tables[part.source], h)(r) for h, r in (first, (hub, row)))
                    again.append(Again(kept, left_out, float(behind[hub].values[number][row])))
    return [one.without(rows) for one, rows in zip(behind, gone, strict=True)], tuple(again)


def _things(counting: Sequence[At]) -> list[list[At]]:
    """Of rows that are alike and count, those that are one thing: the first of each hub, the second of each, and so on."""
    of_hub: dict[int, list[At]] = {}
    for at in counting:
        of_hub.setdefault(at[0], []).append(at)
    return [[at for at in nth if at] for nth in zip_longest(*of_hub.values())]


@dataclass(frozen=True, eq=False)
class _Behind:
    """The rows of one hub behind a figure, per part of the indicator."""

    dataset: Dataset
    indicator: Indicator
    period: Period
    as_of: date

    @cached_property
    def _rows(self) -> tuple[list[Indices], int]:
        """The rows in the period, and the day from which one looks back."""
        seen = window([self.period], self.as_of, exists_from(self.dataset, self.indicator))
        columns = columns_of(self.dataset)
        return [selection(columns, part, seen, self.as_of).rows(0) for part in self.indicator.parts], int(seen.cutoff[0])

    @cached_property
    def counts(self) -> list[Mask]:
        """Which rows of each part's sheet add something to the figure."""
        rows, cutoff = self._rows
        how = measure(columns_of(self.dataset), self.indicator, self.as_of)
        found = [np.zeros(len(self.dataset.tables[part.source]), bool) for part in self.indicator.parts]
        for number, (mask, counted) in enumerate(zip(found, rows, strict=True)):
            mask[counted[how.usable(number, counted, cutoff)]] = True
        return found

    @cached_property
    def values(self) -> list[NDArray[Any]]:
        """What each row adds if it counts."""
        return [row_values(self.dataset, self.indicator, number, self.period, self.as_of) for number in range(len(self.indicator.parts))]

    def without(self, gone: Sequence[set[int]]) -> Figure:
        """The figure when these rows (of each part) do not count."""
        rows, cutoff = self._rows
        left = [np.setdiff1d(counted, sorted(out)) if out else counted for counted, out in zip(rows, gone, strict=True)]
        return measure(columns_of(self.dataset), self.indicator, self.as_of).figure(left, cutoff)


def _keys(dataset: Dataset | None, hub: int, sheet: str, same: Sequence[str], number: Mapping[At, int]) -> Iterator[tuple[int, Hashable]]:
    """The rows of a sheet that belong to a shared case and may be the same as another, each with what makes it so.

    Two rows that both leave a cell open say nothing of it alike: such a row is not in here.
    """
    table = dataset.tables.get(sheet) if dataset else None
    if dataset is None or table is None or CASES not in dataset.tables or not table.has(ID):
        return
    owner = columns_of(dataset).link(sheet, ID)
    for row in np.flatnonzero(owner >= 0):
        of = number.get((hub, int(owner[row])))
        if of is None:
            continue
        said = [_comparable(table, name, int(row)) for name in same]
        if all(said):
            yield int(row), (of, *said)


def _comparable(table: Table, name: str, row: int) -> str:
    """A cell as it is compared; empty where it holds nothing to compare."""
    value = table.frame[name].array[row] if table.has(name) else None
    if pd.isna(value):
        return ""
    column = contract()[table.sheet.key].by_key[name]
    if column.type in ("date", "number"):
        return str(value)
    return organisation_key(str(value)) if column.organisation else header_key(str(value))
