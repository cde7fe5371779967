"""The sheet Teksten: what people wrote under each question, as plain text, so that words and figures are in one file."""

from typing import Any

from locales import text
from reports.annex.cells import write
from reports.annex.draft import Draft
from reports.annex.style import Style

COLUMNS = ("section", "prompt", "text")
WIDTHS = (44, 34, 110)
HEAD = 3
SIGNS, LINE, MOST = 125, 13.5, 400.0  # signs on a line of the widest column, points per line, the highest row that Excel takes


def texts_sheet(draft: Draft, style: Style, sheet: Any) -> None:
    """Write the sheet: a line per text, in the order of the report."""
    style.top(sheet, draft.text("sheet.texts"), draft.text("texts.subtitle"))
    for at, (what, width) in enumerate(zip(COLUMNS, WIDTHS, strict=True)):
        sheet.set_column(at, at, width)
        sheet.write_string(HEAD, at, draft.text(f"column.{what}"), style.head())
    wrap = style.of(text_wrap=True, valign="top", indent=1)
    lines = [(section, prompt, words) for section, prompts in draft.request.texts.items() for prompt, words in prompts.items() if words]
    for row, (section, prompt, words) in enumerate(lines, start=HEAD + 1):
        for at, value in enumerate((_title(section, draft.lang), text(f"report.prompt.{prompt}", draft.lang), words)):
            write(sheet, row, at, value, wrap)
        sheet.set_row(row, min(MOST, LINE * sum(1 + len(line) // SIGNS for line in words.split("\n")) + 4))
    sheet.freeze_panes(HEAD + 1, 0)
    draft.style_page(sheet, repeat=HEAD)


def _title(section: str, lang: str) -> str:
    """The part of the report under which it stands."""
    number = section.rpartition("_")[2]
    return (
        text("report.results.objective", lang, number=number, name=text(f"ui.objectives.{number}", lang))
        if number.isdigit()
        else text(f"report.part.{section}", lang)
    )
