"""A sheet of rows: columns with a name each, that formulas refer to."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from reports.annex.names import Names

Kind = Literal["text", "number", "whole", "date"]
Value = str | float | int | None


@dataclass(frozen=True)
class Field:
    """One column. `values` has one entry per row: a text, a number, a day as Excel counts days, or None for an empty cell.

    With a `formula` the cells are formulas and `values` what comes out ("" = an empty text): `{0}` stands for the cell of the first of
    `uses` (keys of the same sheet) in the same row, and so on. `name` is the name of the whole column in formulas. `note` explains a
    column that the workbook did not have.
    """

    key: str
    header: str
    kind: Kind
    name: str
    values: Sequence[Value]
    formula: str = ""
    uses: tuple[str, ...] = ()
    note: str = ""

    @property
    def derived(self) -> bool:
        """Whether its cells are formulas: an empty one holds "" and is not blank."""
        return bool(self.formula)


class Grid:
    """The columns of one sheet, in order; `size` rows."""

    def __init__(self, key: str, title: str, size: int, names: Names) -> None:
        self.key, self.title, self.size = key, title, size
        self.fields: dict[str, Field] = {}
        self._names = names

    def __contains__(self, key: str) -> bool:
        return key in self.fields

    def __getitem__(self, key: str) -> Field:
        return self.fields[key]

    def add(self, key: str, header: str, kind: Kind, values: Sequence[Value], *, formula: str = "", uses: tuple[str, ...] = (), note: str = "") -> Field:
        """A new column at the end."""
        field = Field(key, header, kind, self._names.give(self.title, header), values, formula, uses, note)
        self.fields[key] = field
        return field
