"""Writing cells: text stays text, a formula goes with its result, so that a viewer that does not calculate shows it too."""

from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from reports.annex.grid import Value
from reports.plain import fitting


class Sheet(Worksheet):  # type: ignore[misc]
    """A sheet that takes formulas as they are: looking each one over for functions of newer Excels, which none of ours has, took a third of the time."""

    def _prepare_formula(self, formula: str, *_: object) -> str:
        return formula.strip("{}").removeprefix("=")


def cell(row: int, column: int) -> str:
    """A cell's address ("F12")."""
    return str(xl_rowcol_to_cell(row, column))


def fixed(sheet: str, row: int, column: int) -> str:
    """A cell on another sheet, wherever it is used ("'Sheet 1'!$F$12")."""
    quoted = sheet.replace("'", "''")
    return f"'{quoted}'!{xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True)}"


def write(sheet: Any, row: int, column: int, value: Value, how: Any = None) -> None:
    """A value: a text as text, a number as number; an empty one leaves the cell blank."""
    if isinstance(value, str):
        sheet.write_string(row, column, fitting(value), how)
    elif value is not None:
        sheet.write_number(row, column, value, how)
    elif how is not None:
        sheet.write_blank(row, column, None, how)


def write_formula(sheet: Any, row: int, column: int, formula: str, result: Value, how: Any = None, *, array: bool = False) -> None:
    """A formula with what comes out of it."""
    shown = "" if result is None else result
    if array:
        sheet.write_array_formula(row, column, row, column, f"{{={formula}}}", how, shown)
    else:
        sheet.write_formula(row, column, f"={formula}", how, shown)
