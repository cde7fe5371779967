"""The cells of a .csv, .ods or .xls in a plain .xlsx: only what the reader reads, at the same addresses."""

import io
import re
from datetime import date
from itertools import count

import numpy as np
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from data.archive import Limits
from data.errors import Figure, Unusable
from data.own_sheets import is_list
from data.raw import RawColumn, RawSheet, Source, read_sheets

ROWS = 1_048_576  # of a sheet in Excel
LONGEST = 31  # letters in a sheet's name
NARROWEST, WIDEST = 9, 45  # letters in a column
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?: 00:00:00)?")  # how a real date reads
_WHOLE = re.compile(r"0|[1-9]\d{0,8}")  # reads the same as a number and as text


def rebuilt(source: Source, limits: Limits) -> tuple[bytes, dict[str, str]]:
    """The workbook, and per sheet of the source the name it has there.

    Real numbers and dates stay so where the reader can tell them from text; a .csv is text, in which only whole numbers become numbers.
    """
    stream = io.BytesIO()
    names: dict[str, str] = {}
    with xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for raw in read_sheets(source, limits):
            if is_list(raw):
                continue
            if raw.height > ROWS:
                raise Unusable("sheet-too-long", file=source.name, limit=Figure(ROWS))
            names[raw.name] = _free_name(raw.name, {n.casefold() for n in names.values()})
            sheet = book.add_worksheet(names[raw.name])
            for column in raw.columns:
                _write(sheet, raw, column, day)
    return stream.getvalue(), names


def _write(sheet: Worksheet, raw: RawSheet, column: RawColumn, day: Format) -> None:
    texts = column.texts.to_pylist()
    dates = [None if raw.is_csv else _date(t) for t in texts]
    whole = [bool(_WHOLE.fullmatch(t or "")) for t in texts]
    real = raw.real_numbers(column.number) if raw.real_numbers else np.zeros(raw.height, bool)
    place = column.number - 1
    for row in np.flatnonzero(column.codes >= 0).tolist():
        code = column.codes[row]
        found = dates[code]
        if whole[code] or real[row]:
            sheet.write_number(row, place, float(texts[code]))
        elif found:
            sheet.write_datetime(row, place, found, day)
        elif texts[code]:
            sheet.write_string(row, place, texts[code])
    longest = max((len(t) for t in texts[:1000] if t), default=0)
    sheet.set_column(place, place, min(max(longest + 2, NARROWEST), WIDEST))


def _date(words: str | None) -> date | None:
    """The day that a text stands for in full; from March 1900 on, for before it Excel counts a day too many."""
    match = _DAY.fullmatch(words or "")
    try:
        found = date.fromisoformat(match[1]) if match else None
    except ValueError:
        return None
    return found if found and found >= date(1900, 3, 1) else None


def _free_name(name: str, taken: set[str]) -> str:
    """A name that Excel takes: without its signs, not too long, not taken."""
    tidy = re.sub(r"[\[\]:*?/\\]", " ", name).strip(" '")[:LONGEST].strip(" '") or "Blad"
    if tidy.casefold() not in taken | {"history"}:
        return tidy
    return next(free for i in count(2) if (free := f"{tidy[: LONGEST - 5]} ({i})").casefold() not in taken)
