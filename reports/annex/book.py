"""The annex: an Excel workbook in which every figure is a formula over the rows in the same file."""

import io
from datetime import datetime, time
from typing import Any

import xlsxwriter

from data.contract import contract
from data.dataset import Dataset
from reports.annex.cells import Sheet
from reports.annex.columns import columns_sheet
from reports.annex.definitions import definitions_sheet
from reports.annex.draft import Draft, draft
from reports.annex.evidence import evidence_sheet
from reports.annex.explanation import explanation_sheet
from reports.annex.grid import Grid
from reports.annex.indicators import indicators_sheet, places
from reports.annex.names import sheet_names
from reports.annex.objectives import objective_sheet
from reports.annex.request import Request
from reports.annex.rows import names_sheet, rows_sheet
from reports.annex.style import Style
from reports.annex.targets import roads, targets_sheet
from reports.annex.texts import texts_sheet
from reports.workbook import TEXT_ONLY

MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def annex(dataset: Dataset, request: Request, lang: str = "nl") -> bytes:
    """The workbook as bytes, in one language."""
    target = io.BytesIO()
    made = draft(dataset, request, lang)
    with xlsxwriter.Workbook(target, {"in_memory": True, **TEXT_ONLY}) as book:
        _properties(made, book)
        _sheets(made, book)
    return target.getvalue()


def _sheets(made: Draft, book: Any) -> None:
    style = Style(book)
    objectives = sorted({i.objective for i in made.indicators})
    plan = _plan(made, objectives)
    titles = sheet_names([title for title, _ in plan.values()])
    tabs = {key: book.add_worksheet(title, worksheet_class=Sheet) for key, title in zip(plan, titles, strict=True)}
    placed, road = places(made, tabs["indicators"].name), roads(made, tabs["paths"].name) if "paths" in tabs else {}
    others = [(tabs[key].name, holds) for key, (_, holds) in plan.items() if key != "explanation"]
    explanation_sheet(made, book, style, tabs["explanation"], others)
    indicators_sheet(made, style, tabs["indicators"], placed, road)
    for objective in objectives:
        objective_sheet(made, book, style, tabs[f"objective{objective}"], objective, placed, road)
        tabs[f"objective{objective}"].set_tab_color(style.colours.objective[objective])
    if "paths" in tabs:
        targets_sheet(made, style, tabs["paths"])
    if "texts" in tabs:
        texts_sheet(made, style, tabs["texts"])
    definitions_sheet(made, style, tabs["definitions"])
    evidence_sheet(made, style, tabs["evidence"])
    for grid in made.sources.grids.values():
        rows_sheet(made, book, style, tabs[grid.key], grid)
    names_sheet(made, book, style, tabs["names"])
    columns_sheet(made, style, tabs["helpers"])
    tabs["explanation"].activate()


def _plan(made: Draft, objectives: list[int]) -> dict[str, tuple[str, str]]:
    """Every sheet by key, with its title and what it holds."""
    front = ["explanation", "indicators", *(f"objective{n}" for n in objectives), *(["paths"] if "targets" in made.sources.grids else [])]
    keys = [*front, *(["texts"] if made.request.texts else []), "definitions", "evidence"]
    plan = {key: (_title(made, key), _holds(made, key)) for key in keys}
    plan |= {grid.key: (grid.title, _rows_of(made, grid)) for grid in made.sources.grids.values()}
    return plan | {key: (_title(made, key), _holds(made, key)) for key in ("names", "helpers")}


def _title(made: Draft, key: str) -> str:
    return made.text("sheet.objective", number=key[-1]) if key.startswith("objective") else made.text(f"sheet.{key}")


def _holds(made: Draft, key: str) -> str:
    return made.text("holds.objective", number=key[-1]) if key.startswith("objective") else made.text(f"holds.{key}")


def _rows_of(made: Draft, grid: Grid) -> str:
    """What a sheet of rows holds."""
    return made.text("holds.rows" if grid.key in contract() else "holds.area" if grid.key == "area" else "holds.items", count=grid.size)


def _properties(made: Draft, book: Any) -> None:
    """The properties of the document; when it was made is not in it, so that the same request gives the same file."""
    hub, request = made.dataset.hub, made.request
    book.set_properties({
        "title": f"{made.text('title')} · {hub.name}",
        "subject": request.period.label,
        "author": hub.name,
        "company": hub.promoter,
        "comments": made.text("confidential"),
        "keywords": request.version,
        "created": datetime.combine(request.as_of, time()),
    })
    book.set_calc_mode("auto")
