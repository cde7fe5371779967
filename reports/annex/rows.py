"""The sheets of rows: one Excel table each, with a name for every column."""

from typing import Any

from reports.annex.cells import cell, fixed, write, write_formula
from reports.annex.draft import Draft
from reports.annex.grid import Field, Grid
from reports.annex.style import Style
from reports.workbook import DAY, unique

HEAD = 2  # the row of the headings; above it stand what the sheet is and that it is confidential
WIDEST, NARROWEST, SAMPLE = 42, 9, 300
FORMATS = {"text": "General", "number": "#,##0", "whole": "0", "date": DAY}


def rows_sheet(draft: Draft, book: Any, style: Style, sheet: Any, grid: Grid) -> None:
    """A sheet of rows."""
    style.top(sheet, grid.title, draft.text("rows.subtitle", confidential=draft.text("confidential"), count=grid.size))
    wide = table(book, style, sheet, grid, HEAD, 0)
    kept = min(4, len(grid.fields) - 1) if "#file" in grid else 1  # where the row came from, and its ID
    sheet.freeze_panes(HEAD + 1, kept)
    draft.style_page(sheet, repeat=HEAD, wide=wide, kept=kept)


def table(book: Any, style: Style, sheet: Any, grid: Grid, top: int, left: int) -> float:
    """The rows as an Excel table with its headings in row `top`, from column `left` on, and the names of its columns; gives its width."""
    fields = list(grid.fields.values())
    last = max(grid.size, 1)
    headers = unique([f.header for f in fields])
    columns = [
        {"header": h, "header_format": style.head(right=f.kind in ("number", "whole"), helper=bool(f.note))} for h, f in zip(headers, fields, strict=True)
    ]
    sheet.add_table(top, left, top + last, left + len(fields) - 1, {"columns": columns, "style": "Table Style Light 1", "name": f"t_{fields[0].name}"})
    sheet.set_row(top, 32)
    wide = 0.0
    for at, field in enumerate(fields):
        column = left + at
        how = style.of(num_format=_format(field), **({"align": "left", "indent": 1} if field.kind in ("text", "date") else {}))
        width = _width(field, headers[at])
        wide += width
        sheet.set_column(column, column, width)
        _column(sheet, grid, field, top + 1, left, column, how)
        first, end = fixed(sheet.name, top + 1, column), cell(top + last, column)
        book.define_name(field.name, f"={first}:${end.rstrip('0123456789')}${top + last + 1}")
    return wide


def _column(sheet: Any, grid: Grid, field: Field, top: int, left: int, column: int, how: Any) -> None:
    """The cells of one column."""
    if not field.derived:
        for row, value in enumerate(field.values, start=top):
            if value is not None:
                write(sheet, row, column, value, how)
        return
    places = [left + list(grid.fields).index(key) for key in field.uses]
    for row, value in enumerate(field.values, start=top):
        write_formula(sheet, row, column, field.formula.format(*(cell(row, p) for p in places)), value, how)


def _format(field: Field) -> str:
    """How a column's values are written: decimals only where it has them."""
    broken = field.kind == "number" and any(isinstance(v, float) and not v.is_integer() for v in field.values)
    return "#,##0.00" if broken else FORMATS[field.kind]


def _width(field: Field, header: str) -> float:
    if field.kind == "date":
        return 12
    longest = max((len(str(v)) for v in field.values[:SAMPLE] if v is not None), default=0) if field.kind == "text" else 0
    return float(min(WIDEST, max(NARROWEST, longest + 2, max(map(len, header.split()), default=0) + 4, len(header) / 2 + 3)))


def names_sheet(draft: Draft, book: Any, style: Style, sheet: Any) -> None:
    """The numbered names, one table beside the other."""
    style.top(sheet, draft.text("sheet.names"), draft.text("names.subtitle"))
    left = 0
    for grid in draft.sources.lists.values():
        table(book, style, sheet, grid, HEAD, left)
        left += len(grid.fields) + 1
        sheet.set_column(left - 1, left - 1, 3)
    sheet.freeze_panes(HEAD + 1, 0)
    draft.style_page(sheet, repeat=HEAD)
