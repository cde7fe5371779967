"""The sheet Definities: what each indicator asks and means, and when a case counts in each stage."""

from textwrap import wrap
from typing import Any

from metrics.definitions import Fiche, fiche
from metrics.stages import ALL, stage_label
from reports.annex.draft import Draft
from reports.annex.style import Style

HEAD = 3
COLUMNS = ("id", "name", "question", "definition", "unit", "computed", "counts", "excludes", "level", "direction", "columns", "dates")
LINE = 12.75  # points
WIDTHS = (7, 26, 28, 36, 11, 24, 34, 34, 10, 14, 34, 22)


def definitions_sheet(draft: Draft, style: Style, sheet: Any) -> None:
    """Write the sheet."""
    style.top(sheet, draft.text("sheet.definitions"), draft.text("definitions.subtitle"))
    for at, (what, width) in enumerate(zip(COLUMNS, WIDTHS, strict=True)):
        sheet.write_string(HEAD, at, draft.text(f"column.{what}"), style.head())
        sheet.set_column(at, at, width)
    sheet.set_row(HEAD, 20)
    row = HEAD + 1
    line: dict[str, object] = {"text_wrap": True, "indent": 1, "bottom": 1, "bottom_color": style.colours.grid}
    for indicator in draft.indicators:
        bold = style.of(bold=True, font_color=style.colours.objective[indicator.objective], **line)
        words = _words(fiche(indicator, draft.lang), draft)
        for at, told in enumerate(words):
            sheet.write_string(row, at, told, bold if at < 2 else style.of(**line))
        sheet.set_row(row, LINE * max(_lines(told, width) for told, width in zip(words, WIDTHS, strict=True)) + 3)
        row += 1
    _stages(draft, style, sheet, row + 1)
    sheet.freeze_panes(HEAD + 1, 2)
    draft.style_page(sheet, repeat=HEAD, wide=sum(WIDTHS))


def _words(f: Fiche, draft: Draft) -> list[str]:
    columns = "\n".join(f"{s.sheet}: {', '.join(s.columns)}" if s.columns else s.sheet for s in f.sources)
    dates = "\n".join(f"{s.sheet}: {', '.join(s.dates)}" for s in f.sources if s.dates)
    level = f"{f.level}, {draft.text('definitions.is_level')}" if f.is_level else f.level
    return [f.id, f.name, f.question, f.definition, f.unit, f.value, f.counts, f.excludes, level, f.direction, columns, dates]


def _lines(words: str, width: float) -> int:
    """How many lines a text takes in a column."""
    return sum(len(wrap(line, int(width))) or 1 for line in words.split("\n"))


def _stages(draft: Draft, style: Style, sheet: Any, row: int) -> None:
    """One sentence per stage."""
    sheet.write_string(row, 0, draft.text("definitions.stages"), style.heading)
    for n, stage in enumerate(ALL, start=row + 1):
        sheet.write_string(n, 1, stage_label(stage, draft.lang), style.of(bold=True, indent=1))
        sheet.merge_range(n, 2, n, 7, "", style.of())
        sheet.write_string(n, 2, draft.text(f"stage.{stage}"), style.of(indent=1))
