"""Names as whole numbers: two spellings of one organisation get one number, so that counting different names is counting numbers.

Normalising is done once per distinct spelling of a column and for all spellings together; rows only look numbers up.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.contract import Column, contract
from data.names import authority_keys, organisation_keys
from metrics.columns import Columns, Indices
from metrics.indicator import Distinct, Key

Numbers = dict[str, int]
_STAND_IN = 1 << 30  # sets the numbers of what stands in for an empty cell apart


@dataclass(frozen=True)
class KeyColumn:
    """Per row a code (-1 = no name), and which names each code stands for: `item_code[i]` names `item_key[i]`.

    A code is a spelling, or several names in one cell, and every code that a row has names something; `codes` has one place per row,
    `item_*` one per different name of a code, in the order of the codes.
    """

    codes: NDArray[Any]
    size: int
    item_code: NDArray[np.intp]
    item_key: NDArray[np.intp]

    def mark(self, rows: Indices, seen: NDArray[np.bool_]) -> None:
        """Mark in `seen` (one place per key) every name that these rows hold."""
        codes = self.codes[rows]
        if len(rows) < self.size // 4:  # few rows: only their names, not all of the column's
            seen[self.exploded(rows)[1]] = True
            return
        found = np.zeros(self.size + 1, bool)
        found[codes] = True  # -1 marks the last place
        seen[self.item_key[found[self.item_code]]] = True

    def exploded(self, rows: Indices) -> tuple[Indices, Indices]:
        """Every (row, key) that these rows hold, one entry per different name in a row."""
        codes = self.codes[rows]
        rows, codes = rows[codes >= 0], codes[codes >= 0]
        start = self._start
        size = start[1:][codes] - start[codes]
        place = np.arange(int(size.sum())) - np.repeat(np.cumsum(size) - size, size)
        return np.repeat(rows, size), self.item_key[np.repeat(start[codes], size) + place]

    @cached_property
    def _start(self) -> Indices:
        """Where the names of each code begin, and a last place for the end."""
        return np.concatenate(([0], np.cumsum(np.bincount(self.item_code, minlength=self.size)))).astype(np.intp)


def key_columns(columns: Columns, sources: tuple[str, ...], what: Distinct) -> tuple[tuple[KeyColumn, ...], int]:
    """The names to count in each part's source, numbered in one range over all parts; and how many numbers there are."""
    numbers: Numbers = {}
    found = tuple(single(columns, s, what.keys[0].column, what.compare, numbers) for s in sources)
    return found, len(numbers)


def comparable(column: Column, names: list[str], compare: str) -> list[str]:
    """Names made comparable: IDs and values of a list as they are (the reader gives each one spelling), other text as names."""
    if column.unique or column.references or column.type == "enum":
        return names
    return authority_keys(names) if compare == "authority" else organisation_keys(names)


def single(columns: Columns, source: str, key: str, compare: str, numbers: Numbers) -> KeyColumn:
    """One column; names that are new get the next number."""
    item_code, names = names_of(columns, source, key, compare)
    item_key = np.array([numbers.setdefault(name, len(numbers)) for name in names], np.intp)
    if contract()[source].by_key[key].multiple:
        both = np.sort(item_code << 32 | item_key)  # two whole numbers in one: sorting those is many times faster than sorting pairs
        both = both[np.diff(both, prepend=-1) > 0]  # one partner spelled in two ways in one cell is one
        item_code, item_key = both >> 32, both & 0xFFFFFFFF
    values = columns.categorical(source, key)
    return KeyColumn(np.asarray(values.codes), len(values.categories), item_code, item_key)


def names_of(columns: Columns, source: str, key: str, compare: str) -> tuple[NDArray[np.intp], list[str]]:
    """The comparable names in a column, in the order of its codes: the code of each, and the name. Worked out once per dataset."""
    return columns.remember(("names", source, key, compare), lambda: _names(contract()[source].by_key[key], columns.categorical(source, key), compare))


def _names(column: Column, values: pd.Categorical, compare: str) -> tuple[NDArray[np.intp], list[str]]:
    spellings: list[str] = values.categories.tolist()
    if not column.multiple:
        return np.arange(len(spellings)), comparable(column, spellings, compare)
    parts = [s.split("; ") for s in spellings]
    item_code = np.repeat(np.arange(len(spellings)), np.array([len(p) for p in parts], np.intp))
    return item_code, comparable(column, [name for part in parts for name in part], compare)


def pairs(columns: Columns, source: str, what: Distinct) -> NDArray[np.int64]:
    """Per row a number for its combination of two names, -1 where either is lacking."""
    first, second = what.keys
    numbers: Numbers = {}
    left = _row_keys(columns, source, first, what.compare, numbers)
    right = _row_keys(columns, source, second, what.compare, numbers if what.unordered else {})
    low, high = (np.minimum(left, right), np.maximum(left, right)) if what.unordered else (left, right)
    both = (left >= 0) & (right >= 0)
    combined: NDArray[np.int64] = np.where(both, low << 31 | high, -1)
    return combined


def _row_keys(columns: Columns, source: str, key: Key, compare: str, numbers: Numbers) -> NDArray[np.int64]:
    """Per row the number of its name, -1 where there is none. What stands in for an empty cell gets numbers of its own."""
    column = contract()[source].by_key[key.column]
    keys = np.full(columns.size(source), -1, np.int64)
    if not columns.has(source, key.column):
        pass  # then only what stands in for it tells rows apart
    elif column.unique or column.references:
        keys = columns.codes(source, key.column).astype(np.int64)
    else:
        names = single(columns, source, key.column, compare, numbers)
        keys = np.append(names.item_key, -1)[names.codes].astype(np.int64)
    if key.otherwise:
        spare = columns.codes(source, key.otherwise)
        keys = np.where((keys < 0) & (spare >= 0), spare.astype(np.int64) | _STAND_IN, keys)
    return keys
