"""What differs between two deliveries, row by row: new, changed and gone, and in a changed row which columns.

Rows are told apart by their ID; in sheets of settings by what they set; elsewhere only by their whole content, so that a changed row
is one that went and one that came.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.content import EMPTY, Hashes, content
from data.contract import ORDER, Sheet, contract
from data.dataset import Dataset, Table
from data.rows import Mask

# What a row of a sheet of settings sets: two rows that agree in these are one.
SET_BY = {"phases": ("phase",), "targets": ("indicator", "phase", "date"), "factors": ("material_stream", "basis")}
Rows = NDArray[np.intp]


@dataclass(frozen=True)
class TableDifference:
    """One sheet in two deliveries. `new` are rows of `after`, `gone` rows of `before`; `kept_before[i]` and `kept_after[i]` are one row.

    `differs` says per column, for each kept row, whether its value is another one. A table that is not there is None.
    """

    sheet: Sheet
    before: Table | None
    after: Table | None
    new: Rows
    gone: Rows
    kept_before: Rows
    kept_after: Rows
    differs: Mapping[str, Mask] = field(default_factory=dict)

    @cached_property
    def changed(self) -> Rows:
        """Which of the kept rows changed, as places in `kept_before` and `kept_after`."""
        any_ = np.zeros(len(self.kept_before), bool)
        for mask in self.differs.values():
            any_ |= mask
        return np.flatnonzero(any_)

    def __bool__(self) -> bool:
        return bool(len(self.new) or len(self.gone) or len(self.changed))

    def identities(self) -> tuple[Rows, Rows]:
        """One number per row of `before` and of `after`, equal for what is one row."""
        size = len(self.before) if self.before is not None else 0
        after = np.full(len(self.after) if self.after is not None else 0, -1, np.intp)
        after[self.kept_after] = self.kept_before
        after[self.new] = size + np.arange(len(self.new))
        return np.arange(size), after


def differences(before: Dataset, after: Dataset) -> dict[str, TableDifference]:
    """Every sheet that either delivery has."""
    return {
        key: compare(contract()[key], before.tables.get(key), after.tables.get(key)) for key in ORDER if key in before.tables or key in after.tables
    }  # fmt: skip


def compare(sheet: Sheet, before: Table | None, after: Table | None) -> TableDifference:
    """One sheet in two deliveries."""
    if before is None or after is None:
        new_rows, gone_rows = (np.arange(len(t) if t is not None else 0) for t in (after, before))
        return TableDifference(sheet, before, after, new_rows, gone_rows, np.zeros(0, np.intp), np.zeros(0, np.intp))
    old, new = content(before), content(after)
    left, right = (_identity(sheet, cells, len(table)) for cells, table in ((old, before), (new, after)))
    at = pd.Index(left).get_indexer(pd.Index(right))
    kept_after = np.flatnonzero(at >= 0)
    kept_before = at[kept_after]
    gone = np.setdiff1d(np.arange(len(before)), kept_before)
    none = np.full(1, EMPTY)
    differs = {
        c.key: _at(old.get(c.key, none), kept_before) != _at(new.get(c.key, none), kept_after)
        for c in sheet.columns if c.key in old or c.key in new
    }  # fmt: skip
    return TableDifference(sheet, before, after, np.flatnonzero(at < 0), gone, kept_before, kept_after, differs)


def _at(hashes: Hashes, rows: Rows) -> Hashes:
    """The numbers of some rows; a column that is not there is empty in all."""
    return hashes[rows] if len(hashes) > 1 or not len(rows) or hashes[0] != EMPTY else np.full(len(rows), EMPTY)


def _identity(sheet: Sheet, cells: Mapping[str, Hashes], size: int) -> Hashes:
    """One number per row, different for each."""
    keys = (sheet.unique.key,) if sheet.unique else SET_BY.get(sheet.key, tuple(cells))
    mixed = np.zeros(size, np.uint64)
    for key in keys:
        if key in cells:  # an empty cell adds nothing, so a column that is empty and one that is absent are the same
            mixed += cells[key] * _salt(key)
    if sheet.unique:
        return mixed
    nth = pd.Series(mixed).groupby(mixed).cumcount().to_numpy().astype(np.uint64)
    return mixed + nth * _salt("nth")


def _salt(key: str) -> np.uint64:
    """An odd number of its own for each column, so that values that swap columns are not the same row."""
    return np.uint64(pd.util.hash_array(np.array([key], dtype=object), categorize=False)[0] | np.uint64(1))
