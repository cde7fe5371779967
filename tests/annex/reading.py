"""The annex as its reader sees it: formulas, their results, and the figures by indicator and stretch of days."""

from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from reports.annex.draft import Draft
from reports.annex.indicators import FIGURES, column_of, places
from reports.annex.sources import EXCEL_EPOCH

_ORIGIN = date(2000, 1, 1).toordinal() - EXCEL_EPOCH


def same(told: object, found: object) -> bool:
    """Whether two cells say the same: texts and empty cells alike, numbers within 1e-9 of their size."""
    told, found = _plain(told), _plain(found)
    if isinstance(told, float) and isinstance(found, float):
        return abs(told - found) <= 1e-9 * max(1.0, abs(told))
    return told == found


def formulas(workbook: bytes) -> Iterator[tuple[str, str, str, object]]:
    """Every formula: sheet, cell, formula, and the result that goes with it."""
    book, results = openpyxl.load_workbook(BytesIO(workbook)), openpyxl.load_workbook(BytesIO(workbook), data_only=True)
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    yield sheet.title, cell.coordinate, str(getattr(cell.value, "text", cell.value)), results[sheet.title][cell.coordinate].value


def figures(sheet: Worksheet, made: Draft) -> Iterator[tuple[str, str, str, object]]:
    """Every figure on the sheet Indicatoren: indicator, stretch, which figure, and what stands there."""
    for (indicator, span), place in places(made, "").items():
        for what in FIGURES:
            yield indicator, span.title, what, sheet.cell(place.row + 1, column_of(what) + 1).value


def expected(made: Draft) -> dict[tuple[str, str, str], object]:
    """What the engine says about the same."""
    found: dict[tuple[str, str, str], object] = {}
    for (indicator, span), result in made.results.items():
        figures = {what: getattr(result, what) for what in FIGURES} | {"status": result.status.text(made.lang)}
        if result.value is None and result.reason is not None:
            figures["value"] = result.reason.text(made.lang)
        if (indicator, span) not in made.formulas:
            figures |= {"used": None, "eligible": None}
        found |= {(indicator, span.title, what): value for what, value in figures.items()}
    return found


def _plain(value: object) -> object:
    if value is None or value == "":
        return None
    if isinstance(value, datetime | date):
        return float(value.toordinal() - _ORIGIN)
    return float(value) if isinstance(value, int | float) else value
