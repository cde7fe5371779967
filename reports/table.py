"""A plain table as an Excel workbook: numbers and days as such, nothing in it is a formula or a link."""

import io
from collections.abc import Iterable, Sequence
from datetime import date

import xlsxwriter

from reports.plain import fitting
from reports.workbook import DAY, TEXT_ONLY, unique

MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDEST = 60


def table_bytes(name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """The table on one sheet called `name`."""
    target = io.BytesIO()
    lines = [list(row) for row in rows]
    with xlsxwriter.Workbook(target, {"in_memory": True, **TEXT_ONLY}) as book:
        sheet, day = book.add_worksheet(name), book.add_format({"num_format": DAY})
        for r, line in enumerate(lines, start=1):
            for at, value in enumerate(line):
                if isinstance(value, date):
                    sheet.write_datetime(r, at, value, day)
                elif isinstance(value, int | float) and value == value:
                    sheet.write_number(r, at, value)
                elif isinstance(value, str) and value:
                    sheet.write_string(r, at, fitting(value))
        for at, title in enumerate(header):
            sheet.set_column(at, at, min(WIDEST, max([len(title) + 3, *(len(str(line[at] or "")) for line in lines[:500])])))
        columns = [{"header": title} for title in unique([fitting(name) for name in header])]
        sheet.add_table(0, 0, max(1, len(lines)), len(header) - 1, {"columns": columns, "style": "Table Style Light 1", "autofilter": False})
        sheet.freeze_panes(1, 0)
    return target.getvalue()
