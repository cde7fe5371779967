"""Small workbooks for tests, written the way a person would fill them in."""

import csv
import io
from collections.abc import Sequence

import openpyxl

from data.dataset import Dataset
from data.indicator_names import Names
from data.raw import Source
from data.reader import read
from metrics.catalogue import indicator_names

CASES = ["Case-ID", "Titel", "Datum instroom"]
EVENTS = ["Event-ID", "Titel", "Datum"]
Rows = Sequence[Sequence[object]]


_MADE: dict[str, bytes] = {}


def workbook(sheets: dict[str, Rows], name: str = "hub.xlsx") -> Source:
    """An .xlsx with these sheets, rows from row 1; made again it is the same file to the byte, though openpyxl writes the time in it."""
    key = repr(sheets)
    if key not in _MADE:
        _MADE[key] = _written(sheets)
    return Source(name, _MADE[key])


def _written(sheets: dict[str, Rows]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def csv_file(rows: Rows, name: str = "cases.csv", delimiter: str = ";", encoding: str = "utf-8") -> Source:
    """A CSV file with these rows."""
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter).writerows(rows)
    return Source(name, buffer.getvalue().encode(encoding))


def reading(*sources: Source) -> Dataset:
    """The dataset of these files, with the catalogue's indicator names known."""
    return read(sources, names=indicator_names())


def cases(*rows: Sequence[object], header: Sequence[str] = CASES) -> Dataset:
    """The dataset of a workbook with only the sheet Cases."""
    return reading(workbook({"Cases": [header, *rows]}))


def column(values: Sequence[object], header: str, sheet: str = "Cases") -> Dataset:
    """The dataset of a sheet with one more column that holds `values`."""
    start = {"Cases": ["K{i}", "Titel", "15/01/2024"], "Events": ["E{i}", "Titel", "15/01/2024"]}[sheet]
    rows = [[c.format(i=i) if isinstance(c, str) else c for c in start] + [v] for i, v in enumerate(values, start=1)]
    return reading(workbook({sheet: [[*(CASES if sheet == "Cases" else EVENTS), header], *rows]}))


def codes(dataset: Dataset) -> list[tuple[str, str]]:
    """(code, cell) of every error and warning."""
    frame = dataset.findings.frame()
    frame = frame[frame["level"] != "info"]
    return list(zip(frame["code"], frame["cell"], strict=True))


__all__ = ["CASES", "EVENTS", "Names", "cases", "codes", "column", "csv_file", "reading", "workbook"]
