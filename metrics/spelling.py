"""Names as people read them: the texts of a column, and for names that are one the spelling in which they are shown."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from data.contract import contract
from data.dataset import Table
from locales import text
from metrics.columns import Columns, Indices
from metrics.keys import comparable

EMPTY = ""  # the key of rows without a value
UNKNOWN = "?"  # the key of rows that refer to something that the data does not have
REST = "+"  # the key of what is taken together because there is too much of it


def texts_of(table: Table, key: str) -> NDArray[Any]:
    """The texts of a column per row, empty where there is none or the column is absent."""
    if not table.has(key):
        return np.full(len(table), "", dtype=object)
    column = table.frame[key].array
    names: NDArray[Any] = np.array([*(str(c) for c in column.categories), ""], dtype=object)[np.asarray(column.codes)]
    return names


def shown(table: Table, key: str, rows: Indices | Sequence[int]) -> list[str]:
    """The texts of a column in some rows; empty where there is none or the column is absent."""
    if not table.has(key):
        return [""] * len(rows)
    column = table.frame[key].array
    names = column.categories
    return [str(names[code]) if code >= 0 else "" for code in np.asarray(column.codes)[np.asarray(rows, np.intp)]]


def spellings(columns: Columns, places: Sequence[tuple[str, str]], compare: str = "organisation") -> dict[str, str]:
    """Per name, as names are compared, its most frequent spelling over these (sheet, column); of equals the first in the alphabet."""
    return columns.remember(("spellings", tuple(places), compare), lambda: _spellings(columns, places, compare))


def empty_label(lang: str = "nl") -> str:
    """How the group of rows without a value is called."""
    return text("metrics.group.empty", lang)


def _spellings(columns: Columns, places: Sequence[tuple[str, str]], compare: str) -> dict[str, str]:
    often: Counter[str] = Counter()
    keys: dict[str, str] = {}
    for sheet, key in places:
        if not columns.has(sheet, key):
            continue
        column, values = contract()[sheet].by_key[key], columns.categorical(sheet, key)
        counts = np.bincount(np.asarray(values.codes) + 1, minlength=len(values.categories) + 1)[1:]
        found: Counter[str] = Counter()
        for spelling, count in zip(values.categories, counts, strict=True):
            for name in str(spelling).split("; ") if column.multiple else [str(spelling)]:
                found[name] += int(count)
        keys |= dict(zip(found, comparable(column, list(found), compare), strict=True))
        often += found
    names: dict[str, str] = {}
    for spelling in sorted(often, key=lambda s: (-often[s], s)):
        names.setdefault(keys[spelling], spelling)
    return names
