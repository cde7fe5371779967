"""The sheet Bewijsstukken: where the proof of each record can be found, and how many records have one."""

from typing import Any

from data.contract import contract
from reports.annex.cells import cell, write, write_formula
from reports.annex.draft import Draft
from reports.annex.grid import Grid
from reports.annex.style import Style

KEY = "evidence"
COVERAGE = ("sheet", "records", "with_evidence", "share")
COLUMNS = ("sheet", "file", "row", "id", "title", "evidence")
WIDTHS = (18, 26, 12, 18, 50, 60)


def evidence_sheet(draft: Draft, style: Style, sheet: Any) -> None:
    """Write the sheet: the coverage per sheet as formulas, then a line per record with evidence."""
    style.top(sheet, draft.text("sheet.evidence"), draft.text("evidence.subtitle"))
    for at, width in enumerate(WIDTHS):
        sheet.set_column(at, at, width)
    grids = [draft.sources.grids[k] for k in contract() if k in draft.sources.grids and KEY in draft.sources.grids[k]]
    if not grids:
        sheet.write_string(3, 0, draft.text("evidence.none"), style.of())
        draft.style_page(sheet)
        return
    head = _coverage(draft, style, sheet, grids) + 1
    for at, what in enumerate(COLUMNS):
        sheet.write_string(head, at, draft.text(f"column.{what}"), style.head(right=what == "row"))
    row = head + 1
    for grid in grids:
        row = _records(style, sheet, grid, row)
    sheet.autofilter(head, 0, max(row - 1, head + 1), len(COLUMNS) - 1)
    sheet.freeze_panes(head + 1, 0)
    draft.style_page(sheet, repeat=head)


def _coverage(draft: Draft, style: Style, sheet: Any, grids: list[Grid]) -> int:
    """How many records of each sheet have evidence; gives the first free row."""
    for at, what in enumerate(COVERAGE):
        sheet.write_string(3, at, draft.text(f"column.{what}"), style.head(right=at > 0))
    for row, grid in enumerate(grids, start=4):
        known = sum(v is not None for v in grid[KEY].values)
        sheet.write_string(row, 0, grid.title, style.of(indent=1))
        write_formula(sheet, row, 1, f"COUNT({grid['#row'].name})", grid.size, style.of(num_format="#,##0"))
        write_formula(sheet, row, 2, f'COUNTIFS({grid[KEY].name},"<>")', known, style.of(num_format="#,##0"))
        share = f'IF({cell(row, 1)}=0,"",{cell(row, 2)}/{cell(row, 1)})'
        write_formula(sheet, row, 3, share, known / grid.size if grid.size else "", style.of(num_format="0%"))
    return 4 + len(grids)


def _records(style: Style, sheet: Any, grid: Grid, row: int) -> int:
    columns = contract()[grid.key].columns
    identity = next((c.key for c in columns if c.unique and c.key in grid), "")
    title = next((c.key for c in columns if c.type == "text" and not c.unique and not c.references and c.key in grid), "")
    wrap, plain, number = style.of(text_wrap=True, indent=1), style.of(indent=1), style.of(num_format="0")
    for n, evidence in enumerate(grid[KEY].values):
        if evidence is None:
            continue
        told = [grid.title, grid["#file"].values[n], grid["#row"].values[n], *(grid[k].values[n] if k else None for k in (identity, title)), evidence]
        for at, value in enumerate(told):
            write(sheet, row, at, value, number if at == 2 else wrap if at > 3 else plain)
        row += 1
    return row
