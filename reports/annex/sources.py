"""The sheets of rows: what was delivered, row by row.

Personal columns are nowhere (the reader keeps none). Remarks are free text that may name people, and columns that the contract does
not know may hold anything: those stay out too.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from data.contract import ORDER, Column
from data.dataset import Dataset, Table
from locales import text
from metrics.columns import NEVER, Columns, columns_of
from metrics.spelling import texts_of
from reports.annex.citizens import Citizens
from reports.annex.grid import Grid, Kind, Value
from reports.annex.names import Names

EXCEL_EPOCH = 36526  # 1 January 2000 as Excel counts days
OBJECTIVES = range(1, 6)
WITHHELD = ("remark",)
LONGEST = 32767  # signs in a cell


class Sources:
    """The sheets of rows by key, in the order of the contract; helper columns and sheets are added as formulas ask for them."""

    def __init__(self, dataset: Dataset, lang: str, names: Names) -> None:
        self.dataset, self.lang, self.names = dataset, lang, names
        self.columns: Columns = columns_of(dataset)
        self.citizens = Citizens(dataset, lang)
        self.grids: dict[str, Grid] = {key: self._grid(dataset.tables[key]) for key in ORDER if key in dataset.tables}
        self.lists: dict[str, Grid] = {}  # per kind of name every number once, with its name

    def texts(self, sheet: str, key: str) -> list[str]:
        """The texts of a column as they may be told, empty where there is none."""
        table = self.dataset.tables[sheet]
        texts = [str(t) for t in texts_of(table, key)]
        return self.citizens.hidden(table, key, texts)

    def _grid(self, table: Table) -> Grid:
        grid = Grid(table.sheet.key, table.sheet.title(self.lang), len(table), self.names)
        files, sheets = ([getattr(table.parts[p], what) for p in table.part] for what in ("file", "sheet"))
        grid.add("#file", text("annex.column.file", self.lang), "text", files)
        grid.add("#sheet", text("annex.column.sheet", self.lang), "text", sheets)
        grid.add("#row", text("annex.column.row", self.lang), "whole", table.row.tolist())
        for column in table.sheet.columns:
            if table.has(column.key) and not column.personal and column.key not in WITHHELD:
                grid.add(column.key, column.title(self.lang), kind_of(column), self._values(table, column))
        return grid

    def _values(self, table: Table, column: Column) -> list[Value]:
        sheet = table.sheet.key
        match column.type:
            case "date":
                return excel_days(self.columns.days(sheet, column.key))
            case "number":
                return [None if v != v else v for v in self.columns.numbers(sheet, column.key).tolist()]
            case "objectives":
                return [_objectives(int(bits)) for bits in self.columns.objectives(sheet, column.key)]
        return [t[:LONGEST] or None for t in self.texts(sheet, column.key)]


def kind_of(column: Column) -> Kind:
    """What a column of the contract holds in the annex."""
    return column.type if column.type in ("date", "number") else "text"


def excel_days(days: NDArray[Any]) -> list[Value]:
    """Days of the engine as Excel counts them; None for no date."""
    return [None if d == NEVER else d + EXCEL_EPOCH for d in days.tolist()]


def flags(mask: NDArray[np.bool_]) -> list[Value]:
    """1 and 0."""
    return [int(m) for m in mask]


def _objectives(bits: int) -> str | None:
    return "; ".join(str(n) for n in OBJECTIVES if bits >> (n - 1) & 1) or None
