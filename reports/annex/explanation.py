"""The sheet Toelichting: what this is, how to check a figure, and the cells with the days on which all formulas rest."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from locales import formats, text
from metrics.columns import day_number
from metrics.status import NEARLY, Status
from reports.annex.cells import fixed, write, write_formula
from reports.annex.draft import Draft
from reports.annex.grid import Value
from reports.annex.sources import EXCEL_EPOCH
from reports.annex.spans import Span
from reports.annex.style import STATUS_COLOURS, SYMBOLS, Style
from reports.workbook import DAY

WIDTHS = (38, 34, 14, 14, 16, 16, 30)
LAST = len(WIDTHS) - 1
LINE = 180  # signs on a line over the whole width
CHECK = ("click", "names", "filter", "change")
KEPT = ("numbers", "reasons", "rows", "texts")


def explanation_sheet(draft: Draft, book: Any, style: Style, sheet: Any, sheets: Sequence[tuple[str, str]]) -> None:
    """Write the sheet. `sheets` are the names of the other sheets, each with what it holds."""
    page = _Page(draft, book, style, sheet)
    for at, width in enumerate(WIDTHS):
        sheet.set_column(at, at, width)
    page.words(draft.text("title"), style.of(bold=True, font_size=16, valign="vcenter"), height=26)
    page.words(f"{draft.dataset.hub.name} · {_about(draft)}", style.of(font_size=12, font_color=style.colours.muted))
    if draft.request.fictional:
        page.words(text("ui.example.label", draft.lang).capitalize() + ": " + draft.text("explain.fictional"), style.notice("slightly_behind"), height=20)
    page.words(draft.text("explain.confidential"), style.notice("none"), height=20)
    page.paragraph(draft.text("explain.what"))
    _facts(page)
    _spans(page)
    for section, keys in (("check", CHECK), ("kept", KEPT)):
        page.heading(draft.text(f"explain.{section}.title"))
        for number, key in enumerate(keys, start=1):
            page.paragraph(f"{number}. " + draft.text(f"explain.{section}.{key}"))
    _legend(page)
    page.heading(draft.text("explain.sheets"))
    for name, holds in sheets:
        quoted = name.replace("'", "''")
        sheet.write_url(page.row, 0, f"internal:'{quoted}'!A1", style.of(font_color=style.colours.link), name)
        sheet.write_string(page.row, 1, holds, style.of())
        page.row += 1
    draft.style_page(sheet)


class _Page:
    """The sheet, written from the top down."""

    def __init__(self, draft: Draft, book: Any, style: Style, sheet: Any) -> None:
        self.draft, self.book, self.style, self.sheet = draft, book, style, sheet
        self.row = 0

    def words(self, words: str, how: Any, height: float | None = None) -> None:
        """A line over the whole width."""
        self.sheet.merge_range(self.row, 0, self.row, LAST, "", how)
        self.sheet.write_string(self.row, 0, words, how)
        if height:
            self.sheet.set_row(self.row, height)
        self.row += 1

    def paragraph(self, words: str) -> None:
        """A sentence or some, broken to the width."""
        self.words(words, self.style.of(text_wrap=True), 13.5 * (len(words) // LINE + 1) + 2)

    def heading(self, words: str) -> None:
        """A heading with room above."""
        self.row += 1
        self.sheet.set_row(self.row, 20)
        self.words(words, self.style.heading)

    def fact(self, term: str, value: Value, how: Any, name: str = "", formula: str = "") -> None:
        """A term and what it is; with a name, formulas refer to the cell by it."""
        self.sheet.write_string(self.row, 0, term, self.style.muted)
        self.named(1, value, how, name, formula)
        self.row += 1

    def named(self, column: int, value: Value, how: Any, name: str = "", formula: str = "") -> None:
        """A cell, with a name where formulas refer to it."""
        if formula:
            write_formula(self.sheet, self.row, column, formula, value, how)
        else:
            write(self.sheet, self.row, column, value, how)
        if name:
            self.book.define_name(name, f"={fixed(self.sheet.name, self.row, column)}")


def _about(draft: Draft) -> str:
    """The phase or period in words."""
    period = draft.request.period
    days = formats.span(period.start, period.end)
    return draft.text("explain.phase", number=period.phase, name=period.label, days=days) if period.phase else draft.text("explain.period", days=days)


def _facts(page: _Page) -> None:
    draft, style = page.draft, page.style
    request, hub = draft.request, draft.dataset.hub
    page.heading(draft.text("explain.facts"))
    plain, marked = style.of(), style.of(num_format=DAY, align="left", bold=True, bg_color=style.colours.surface)
    page.fact(draft.text("explain.hub"), f"{hub.name} ({hub.promoter})", plain)
    page.fact(draft.text("explain.about"), _about(draft), plain)
    page.fact(draft.text("explain.as_of"), excel_day(request.as_of), marked, draft.calendar.as_of)
    page.fact(draft.text("explain.version"), request.version or None, plain)
    for number, name in enumerate(request.files or draft.dataset.files):
        page.fact(draft.text("explain.files") if number == 0 else "", name, plain)
    since: date = draft.dataset.objective_5_start.astype(object)
    first = next((s for s in draft.calendar.spans if s.whole and s.phase and s.phase.number == hub.objective_5_phase), None)
    page.fact(draft.text("explain.objective_5"), excel_day(since), marked, draft.calendar.objective_5, first.days.start if first else "")
    share = style.of(num_format="0%", align="left", bold=True, bg_color=style.colours.surface)
    page.fact(draft.text("explain.nearly"), NEARLY, share, draft.nearly)


def _spans(page: _Page) -> None:
    """The stretches of days, in cells that all formulas refer to."""
    draft, style = page.draft, page.style
    page.heading(draft.text("explain.spans"))
    for at, key in enumerate(("span", "called", "start", "end", "until", "day", "funder")):
        page.sheet.write_string(page.row, at, draft.text(f"column.{key}"), style.head())
    page.row += 1
    for span in draft.calendar.spans:
        _span(page, span)
    page.words(draft.text("explain.spans_note"), style.muted)


def _span(page: _Page, span: Span) -> None:
    style, calendar, as_of = page.style, page.draft.calendar, page.draft.request.as_of
    look: dict[str, object] = {"bg_color": style.colours.surface} if span.chosen else {}
    plain, day = style.of(indent=1, **look), style.of(num_format=DAY, align="left", indent=1, **look)
    phase = span.phase
    page.named(0, span.title, style.of(bold=span.chosen, indent=1, **look))
    page.named(1, phase.name if phase and span.whole else None, plain)
    around = calendar.of_phase(phase.number).days if phase and not span.whole else None
    period = next((s.days for s in calendar.spans if s.phase is None), None)
    page.named(2, excel_day(span.period.start), day, span.days.start, around.start if around else "")
    page.named(3, excel_day(span.period.end), day, span.days.end, period.end if around and period else "")
    page.named(4, excel_day(min(span.period.end, as_of)), day, span.days.until, f"MIN({span.days.end},{calendar.as_of})")
    if around and phase:
        seen = as_of if span.period.end >= phase.end else min(as_of, span.period.end)
        formula = f"IF({span.days.end}>={around.end},{calendar.as_of},MIN({calendar.as_of},{span.days.end}))"
        page.named(5, excel_day(seen), day, span.day, formula)
    else:
        page.named(5, excel_day(as_of) if phase else None, day, formula=calendar.as_of if phase else "")
    page.named(6, phase.funder if phase and span.whole else None, plain)
    page.row += 1


def _legend(page: _Page) -> None:
    """What each status means."""
    page.heading(page.draft.text("explain.legend"))
    for status in Status:
        colour = page.style.colours.status[STATUS_COLOURS[status]]
        page.sheet.write_string(page.row, 0, f"{SYMBOLS[status]} {status.text(page.draft.lang)}", page.style.of(bold=True, font_color=colour))
        page.sheet.write_string(page.row, 1, page.draft.text(f"legend.{status.key}"), page.style.of())
        page.row += 1


def excel_day(day: date) -> int:
    """A day as Excel counts days."""
    return day_number(day) + EXCEL_EPOCH
