"""A dataset seen as plain arrays, made once per dataset and never changed: days, numbers, codes and masks per row.

Days are uint16: days since 1 January 2000, with `NEVER` for no date. So a comparison of a million dates is a pass over 2 MB.
"""

import weakref
from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import date
from typing import Any, TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.contract import column_of, contract
from data.dataset import Dataset
from data.tables import ids

Mask = NDArray[np.bool_]
Indices = NDArray[np.intp]
Days = NDArray[np.uint16]

T = TypeVar("T")

EPOCH = date(2000, 1, 1)
NEVER = 65535
LAST = NEVER - 1
RECENT = 128
_EPOCH_SECONDS = int(np.datetime64(EPOCH, "s").astype(np.int64))


def day_number(day: date) -> int:
    """Days since `EPOCH`; below zero or above `LAST` for days that no cell can hold."""
    return (day - EPOCH).days


def day_of(number: int) -> date:
    """The date of a day number."""
    return date.fromordinal(EPOCH.toordinal() + int(number))


class Columns:
    """The arrays of one dataset. Every method answers from memory the second time."""

    def __init__(self, dataset: Dataset) -> None:
        self.tables = dataset.tables
        self.hub = dataset.hub
        self._memory: dict[Hashable, Any] = {}
        self._recent: OrderedDict[Hashable, Any] = OrderedDict()

    def remember(self, key: Hashable, make: Callable[[], T]) -> T:
        """The value for `key`, made at most once (twice when two threads ask at the same time, which does no harm)."""
        if key not in self._memory:
            self._memory[key] = make()
        found: T = self._memory[key]
        return found

    def remember_lately(self, key: Hashable, make: Callable[[], T]) -> T:
        """Like `remember`, for what depends on periods: only the latest `RECENT` are kept."""
        found: T | None = self._recent.get(key)
        if found is None:
            found = self._recent[key] = make()
        if len(self._recent) > RECENT:
            self._recent.popitem(last=False)
        return found

    def size(self, source: str) -> int:
        """The number of rows of a sheet."""
        return len(self.tables[source])

    def has(self, source: str, path: str) -> bool:
        """Whether the column was delivered."""
        sheet, column = column_of(source, path)
        return sheet in self.tables and self.tables[sheet].has(column.key)

    def days(self, source: str, path: str) -> Days:
        """The day of each row, `NEVER` where there is none or the column is absent."""
        return self.remember(("days", source, path), lambda: self._linked(source, path, self._own_days, NEVER))

    def numbers(self, source: str, key: str) -> NDArray[np.float64]:
        """The number of each row, NaN where there is none."""
        values: NDArray[np.float64] = self.tables[source].frame[key].to_numpy(np.float64)
        return values

    def objectives(self, source: str, key: str) -> NDArray[np.uint8]:
        """The objectives of each row as bits."""
        bits: NDArray[np.uint8] = self.tables[source].frame[key].to_numpy()
        return bits

    def categorical(self, source: str, key: str) -> pd.Categorical:
        """The values of a text or enum column."""
        values: pd.Categorical = self.tables[source].frame[key].array
        return values

    def codes(self, source: str, key: str) -> NDArray[Any]:
        """The category of each row, -1 where there is none."""
        codes: NDArray[Any] = np.asarray(self.categorical(source, key).codes)
        return codes

    def link(self, source: str, key: str) -> Indices:
        """For each row the row of the sheet that column `key` refers to, -1 where it is unknown there."""
        return self.remember(("link", source, key), lambda: self._make_link(source, key))

    def through(self, source: str, path: str, own: Callable[[str, str], Mask]) -> Mask:
        """A mask over the rows of `source`, where `own(sheet, key)` gives it over the rows of the column's own sheet."""
        return self._linked(source, path, own, False)

    def _linked(self, source: str, path: str, own: Callable[[str, str], NDArray[Any]], nothing: object) -> NDArray[Any]:
        sheet, column = column_of(source, path)
        values = own(sheet, column.key)
        if "." not in path:
            return values
        at = self.link(source, path.split(".")[0])
        return np.append(values, np.asarray([nothing], values.dtype))[at]

    def _own_days(self, source: str, key: str) -> Days:
        table = self.tables[source]
        if not table.has(key):
            return np.full(len(table), NEVER, np.uint16)
        seconds = table.frame[key].to_numpy("datetime64[s]").view(np.int64)
        known = seconds >= _EPOCH_SECONDS  # no date (NaT) is the smallest integer
        days = (seconds - _EPOCH_SECONDS) // 86400
        return np.where(known, days, NEVER).astype(np.uint16)

    def _make_link(self, source: str, key: str) -> Indices:
        target = contract()[source].by_key[key].references
        if target is None:
            raise ValueError(f"{source}.{key} refers to no other sheet")
        unique = contract()[target].unique
        if unique is None:
            raise ValueError(f"{target} has no ID")
        there, here = self.categorical(target, unique.key), self.categorical(source, key)
        row_of = np.full(len(there.categories) + 1, -1, np.intp)
        row_of[np.asarray(there.codes)] = np.arange(len(there))
        row_of[-1] = -1
        return np.append(row_of[_places(here.categories, there.categories)], -1)[np.asarray(here.codes)]


def _places(wanted: pd.Index, known: pd.Index) -> Indices:
    """For each ID its place among the known ones, -1 where there is none: as written, else compared as IDs are."""
    places = known.get_indexer(wanted)
    unknown = np.flatnonzero(places < 0)
    if len(unknown):
        places[unknown] = pd.Index(ids(known)).get_indexer(pd.Index(ids(wanted[unknown])))
    return places


_KNOWN: dict[int, tuple[weakref.ref[Dataset], Columns]] = {}


def columns_of(dataset: Dataset) -> Columns:
    """The arrays of a dataset, kept for as long as the dataset itself is."""
    known = _KNOWN.get(id(dataset))
    if known is None or known[0]() is not dataset:
        place = id(dataset)
        known = weakref.ref(dataset, lambda _: _KNOWN.pop(place, None)), Columns(dataset)
        _KNOWN[place] = known
    return known[1]
