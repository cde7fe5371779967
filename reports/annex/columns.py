"""The sheet Hulpkolommen: every column that the workbook did not have, under which name formulas use it, and what stands in it."""

from typing import Any

from reports.annex.draft import Draft
from reports.annex.style import Style

HEAD = 3
COLUMNS = ("sheet", "column", "cell_name", "made_by", "meaning")
WIDTHS = (30, 30, 46, 18, 100)


def columns_sheet(draft: Draft, style: Style, sheet: Any) -> None:
    """Write the sheet."""
    style.top(sheet, draft.text("sheet.helpers"), draft.text("helpers.subtitle"))
    for at, (what, width) in enumerate(zip(COLUMNS, WIDTHS, strict=True)):
        sheet.write_string(HEAD, at, draft.text(f"column.{what}"), style.head())
        sheet.set_column(at, at, width)
    row = HEAD + 1
    for grid in draft.sources.grids.values():
        for field in grid.fields.values():
            if field.note:
                made = draft.text("helpers.formula" if field.derived else "helpers.value")
                for at, words in enumerate((grid.title, field.header, field.name, made, field.note)):
                    sheet.write_string(row, at, words, style.of(text_wrap=at == len(COLUMNS) - 1, indent=1))
                row += 1
    sheet.freeze_panes(HEAD + 1, 0)
    draft.style_page(sheet, repeat=HEAD)
