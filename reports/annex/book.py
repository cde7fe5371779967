"""The annex: an Excel workbook in which every figure is a formula over the rows in the same file."""

import io

import xlsxwriter

from data.dataset import Dataset
from reports.annex.draft import draft
from reports.annex.explanation import explanation_sheet
from reports.annex.indicators import indicators_sheet, places
from reports.annex.names import sheet_names
from reports.annex.request import Request
from reports.annex.rows import names_sheet, rows_sheet
from reports.annex.style import Style
from reports.annex.targets import roads, targets_sheet
from reports.workbook import TEXT_ONLY

FRONT = ("explanation", "indicators", "paths")


def annex(dataset: Dataset, request: Request, lang: str = "nl") -> bytes:
    """The workbook as bytes, in one language."""
    target = io.BytesIO()
    made = draft(dataset, request, lang)
    rows = list(made.sources.grids.values())
    titles = sheet_names([*(made.text(f"sheet.{key}") for key in FRONT), *(g.title for g in rows), made.text("sheet.names")])
    with xlsxwriter.Workbook(target, {"in_memory": True, **TEXT_ONLY}) as book:
        style = Style(book)
        sheets = [book.add_worksheet(t) for t in titles]
        front = dict(zip(FRONT, sheets, strict=False))
        placed = places(made, front["indicators"].name)
        road = roads(made, front["paths"].name)
        explanation_sheet(made, book, style, front["explanation"])
        indicators_sheet(made, style, front["indicators"], placed, road)
        if road:
            targets_sheet(made, style, front["paths"])
        for grid, sheet in zip(rows, sheets[len(FRONT) :], strict=False):
            rows_sheet(made, book, style, sheet, grid)
        names_sheet(made, book, style, sheets[-1])
    return target.getvalue()
