"""What the reader delivers: trusted tables that know where every value came from."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.contract import Sheet
from data.findings import Findings
from data.hub import Hub
from data.phases import Phase


@dataclass(frozen=True)
class Part:
    """One sheet of one file as delivered: where its rows came from. `letters` maps a column key to its letter ("F").

    A row of a part in a later `layer` takes the place of the row with its ID in an earlier one.
    """

    file: str
    sheet: str
    letters: Mapping[str, str]
    layer: int = 0


@dataclass(frozen=True)
class Counts:
    """The accounting of one table: read = accepted + rejected; blank and total rows are counted beside them."""

    read: int = 0
    accepted: int = 0
    rejected: int = 0
    blank: int = 0
    total: int = 0


@dataclass(frozen=True)
class Table:
    """The accepted rows of one sheet of the contract, over all files.

    `frame` has one row per accepted row (RangeIndex) and one column per contract column that was delivered:
    text and enum = pandas Categorical (missing = code -1; a `multiple` column holds its names joined by "; "),
    date = datetime64[s] (NaT), number = float64 (NaN), objectives = uint8 bit mask (bit n-1 for objective n, 0 = none).
    Of an ID (or a reference to one) the first spelling stands for all that mean the same, so equal codes are equal IDs.
    `part` and `row` say per row from which of `parts` and which spreadsheet row (1-based) it came.
    `extra` holds the columns the contract does not know, as Categorical text. Personal columns are nowhere.
    """

    sheet: Sheet
    frame: pd.DataFrame
    part: NDArray[np.int16]
    row: NDArray[np.int32]
    parts: tuple[Part, ...]
    extra: pd.DataFrame = field(default_factory=pd.DataFrame)

    def __len__(self) -> int:
        return len(self.frame)

    def has(self, key: str) -> bool:
        """Whether the delivery has this column at all."""
        return key in self.frame.columns

    def cell(self, index: int, key: str | None = None) -> str:
        """The cell of a value ("F12"), or the row ("rij" is the caller's word) as its first column where `key` is absent."""
        letters = self.parts[self.part[index]].letters
        return f"{letters.get(key or '', 'A')}{self.row[index]}"

    def taken(self, rows: NDArray[np.intp]) -> "Table":
        """The same table with only these rows."""
        extra = self.extra.iloc[rows].reset_index(drop=True)
        return replace(self, frame=self.frame.iloc[rows].reset_index(drop=True), part=self.part[rows], row=self.row[rows], extra=extra)

    def where(self, index: int) -> tuple[str, str, int]:
        """File, sheet and spreadsheet row of one accepted row."""
        part = self.parts[self.part[index]]
        return part.file, part.sheet, int(self.row[index])

    @cached_property
    def _items(self) -> dict[str, tuple[NDArray[np.intp], pd.Categorical]]:
        return {}

    def items(self, key: str) -> tuple[NDArray[np.intp], pd.Categorical]:
        """A column's single values, exploded: (row index, value) with one entry per value; works for single-valued columns too."""
        if key not in self._items:
            self._items[key] = _explode(self.frame[key].array, self.sheet.by_key[key].multiple)
        return self._items[key]


@dataclass(frozen=True)
class Dataset:
    """All tables read together, with the findings and the accounting. `tables` is keyed by sheet key ("cases")."""

    hub: Hub
    tables: Mapping[str, Table]
    counts: Mapping[str, Counts]
    phases: tuple[Phase, ...]
    findings: Findings
    files: tuple[str, ...] = ()
    withheld: frozenset[str] = frozenset()  # sheets that were delivered and that a filter can't apply to

    def with_tables(self, tables: Mapping[str, Table], withheld: frozenset[str]) -> "Dataset":
        """The same delivery with other rows."""
        return replace(self, tables=tables, withheld=withheld)

    @property
    def objective_5_start(self) -> np.datetime64:
        """The first day on which objective 5 exists."""
        start = next((p.start for p in self.phases if p.number == self.hub.objective_5_phase), self.hub.objective_5_date)
        return np.datetime64(start, "D")


def _explode(column: pd.Categorical, multiple: bool) -> tuple[NDArray[np.intp], pd.Categorical]:
    codes = np.asarray(column.codes)
    if not multiple:
        rows = np.flatnonzero(codes >= 0)
        return rows, pd.Categorical.from_codes(codes[rows], dtype=column.dtype)
    split = [list(dict.fromkeys(text.split("; "))) for text in column.categories]
    names = list(dict.fromkeys(name for part in split for name in part))
    at = {name: i for i, name in enumerate(names)}
    sizes = np.array([len(part) for part in split], dtype=np.intp)
    flat = np.array([at[name] for part in split for name in part], dtype=np.int32)
    starts = np.concatenate(([0], np.cumsum(sizes)))
    filled = np.flatnonzero(codes >= 0)
    count = sizes[codes[filled]] if len(filled) else np.zeros(0, np.intp)
    rows = np.repeat(filled, count)
    offset = np.arange(len(rows)) - np.repeat(np.cumsum(count) - count, count)
    return rows, pd.Categorical.from_codes(flat[starts[codes[rows]] + offset] if len(rows) else flat[:0], categories=pd.Index(names))
