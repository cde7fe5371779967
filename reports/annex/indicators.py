"""The sheet Indicatoren: every indicator in every stretch of days, each figure a formula over the rows."""

from dataclasses import dataclass
from typing import Any

from metrics.engine import absent
from metrics.indicator import Indicator
from metrics.scorecard import Result
from reports.annex.cells import cell, fixed, write, write_formula
from reports.annex.draft import Draft
from reports.annex.grid import Value
from reports.annex.spans import Span
from reports.annex.standing import status_formula
from reports.annex.style import Style, number_format

HEAD = 3
TOLD = ("id", "name", "unit", "span")
FIGURES = ("value", "numerator", "denominator", "used", "eligible", "target", "expected", "status")
WIDTHS = (7, 44, 14, 22, 24, 12, 12, 11, 11, 13, 13, 18)


@dataclass(frozen=True)
class Place:
    """Where a figure stands: its row on the sheet called `sheet`."""

    sheet: str
    row: int

    def of(self, what: str) -> str:
        """The cell of one of `FIGURES`, from any sheet."""
        return fixed(self.sheet, self.row, column_of(what))


def column_of(what: str) -> int:
    """The column of one of `FIGURES`."""
    return len(TOLD) + FIGURES.index(what)


def places(draft: Draft, sheet: str) -> dict[tuple[str, Span], Place]:
    """Where each figure will stand."""
    pairs = [(i.id, s) for i in draft.indicators for s in draft.calendar.spans]
    return {pair: Place(sheet, HEAD + 1 + n) for n, pair in enumerate(pairs)}


def indicators_sheet(draft: Draft, style: Style, sheet: Any, placed: dict[tuple[str, Span], Place], roads: dict[tuple[str, Span], dict[str, str]]) -> None:
    """Write the sheet. `roads` gives the cells of the targets where there are any."""
    style.top(sheet, draft.text("sheet.indicators"), draft.text("indicators.subtitle"))
    for at, (what, width) in enumerate(zip((*TOLD, *FIGURES), WIDTHS, strict=True)):
        right = what in FIGURES and what != "status"
        sheet.write_string(HEAD, at, draft.text(f"column.{what}"), style.head(right=right))
        sheet.set_column(at, at, width)
    sheet.set_row(HEAD, 32)
    for indicator in draft.indicators:
        for number, span in enumerate(draft.calendar.spans):
            _line(draft, style, sheet, placed[indicator.id, span].row, indicator, span, roads.get((indicator.id, span), {}), first=number == 0)
    status = column_of("status")
    style.statuses(sheet, (HEAD + 1, status), (HEAD + len(placed), status), draft.lang)
    sheet.autofilter(HEAD, 0, HEAD + len(placed), len(TOLD) + len(FIGURES) - 1)
    sheet.freeze_panes(HEAD + 1, 2)
    draft.style_page(sheet, repeat=HEAD)


def _line(draft: Draft, style: Style, sheet: Any, row: int, indicator: Indicator, span: Span, road: dict[str, str], *, first: bool) -> None:
    look: dict[str, object] = {"bg_color": style.colours.surface} if span.chosen else {}
    if first:
        look |= {"top": 1, "top_color": style.colours.border}
    name = style.of(bold=first, indent=1, font_color=style.colours.objective[indicator.objective] if first else style.colours.muted, **look)
    hows = (name, name, style.of(indent=1, **look), style.of(bold=span.chosen, indent=1, **look))
    for at, (words, how) in enumerate(zip((indicator.id, indicator.name[draft.lang], indicator.unit[draft.lang], span.title), hows, strict=True)):
        sheet.write_string(row, at, words, how)
    result = draft.results[indicator.id, span]
    cells = {what: cell(row, column_of(what)) for what in FIGURES} | {f"path_{k}": v for k, v in road.items()}
    formats = _formats(style, indicator, look, chosen=span.chosen)
    for what in FIGURES:
        _figure(draft, sheet, row, what, indicator, span, result, cells, formats[what])


def _formats(style: Style, indicator: Indicator, look: dict[str, object], *, chosen: bool) -> dict[str, Any]:
    fine, whole = number_format(indicator), "#,##0"
    shown = {"value": fine, "numerator": "#,##0.0" if indicator.kind == "mean" else whole, "denominator": whole, "used": whole, "eligible": whole}
    shown |= {"target": fine, "expected": number_format(indicator, 0 if indicator.decimals else 1), "status": "General"}
    strong = ("value",) if not chosen else ("value", "status")
    left = ("status",)
    return {
        what: style.of(num_format=f, align="left" if what in left else "right", indent=int(what in left), bold=what in strong, **look)
        for what, f in shown.items()
    }  # fmt: skip


def _figure(draft: Draft, sheet: Any, row: int, what: str, indicator: Indicator, span: Span, result: Result, cells: dict[str, str], how: Any) -> None:
    """One cell: a formula, or the words why there is none."""
    column = column_of(what)
    if what == "status":
        known = {**cells, "baseline": cells.get("path_baseline", "0")}
        formula = status_formula(indicator, span, draft.calendar, draft.nearly, draft.lang).format(**known)
        write_formula(sheet, row, column, formula, result.status.text(draft.lang), how)
    elif what in ("target", "expected"):
        there = cells.get(f"path_{what}")
        if there is None:
            write(sheet, row, column, None, how)
        else:
            write_formula(sheet, row, column, f'IF({there}="","",{there})', getattr(result, what), how)
    else:
        _computed(draft, sheet, row, column, what, indicator, span, result, cells, how)


def _computed(
    draft: Draft, sheet: Any, row: int, column: int, what: str, indicator: Indicator, span: Span, result: Result, cells: dict[str, str], how: Any
) -> None:
    formulas = draft.formulas.get((indicator.id, span))
    told: Value = getattr(result, what)
    if what == "value" and result.reason is not None:
        told = result.reason.text(draft.lang)
    if formulas is None:
        reason = result.reason or absent(draft.dataset, indicator)
        write(sheet, row, column, reason.text(draft.lang) if what == "value" and reason else None, how)
    elif getattr(formulas, what):
        write_formula(sheet, row, column, getattr(formulas, what).format(**cells), told, how, array=what in formulas.arrays)
    else:
        write(sheet, row, column, told, how)
