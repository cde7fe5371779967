"""A sheet per objective: its indicators with the phases side by side, per month where they grow, and charts of Excel itself."""

from typing import Any

from locales import text
from metrics.engine import exists_from
from metrics.indicator import Indicator
from metrics.status import DAYS_A_MONTH
from reports.annex.cells import cell, write_formula
from reports.annex.charts import reached_chart
from reports.annex.draft import Draft
from reports.annex.grid import Value
from reports.annex.indicators import Place
from reports.annex.quarters import quarters_part
from reports.annex.spans import Span
from reports.annex.style import Style, number_format
from reports.annex.targets import Roads

TOLD = ("id", "name", "unit")
WIDTHS = (7, 46, 22)
SPAN_WIDTH = 15
CHART_ROWS = 19  # that the charts take
HALF_A_PAGE = 24  # rows; with more tables than that the charts begin a page of their own
Placed = dict[tuple[str, Span], Place]


def objective_sheet(draft: Draft, book: Any, style: Style, sheet: Any, objective: int, placed: Placed, roads: Roads) -> None:
    """Write the sheet of one objective."""
    colour = style.colours.objective[objective]
    mine = [i for i in draft.indicators if i.objective == objective]
    for at, width in enumerate((*WIDTHS, *[SPAN_WIDTH] * (len(draft.calendar.spans) + 3))):
        sheet.set_column(at, at, width)
    name = text(f"metrics.objective.{objective}", draft.lang)
    style.top(sheet, f"{draft.text('sheet.objective', number=objective)} · {name}", draft.text("objective.subtitle"), colour)
    row = _values(draft, style, sheet, mine, placed, 3)
    charts = _months(draft, style, sheet, mine, placed, row + 1) + 1
    reached = _reached(draft, book, style, sheet, mine, placed, roads, charts + CHART_ROWS)
    lead = next((i for i in mine if i.lead), mine[0])
    growing = quarters_part(draft, book, style, sheet, lead, max(reached[1], charts + CHART_ROWS) + 1)
    for chart, column in ((growing, 0), (reached[0], 3)):
        if chart is not None:
            sheet.insert_chart(charts, column, chart, {"object_position": 3, "x_offset": 4, "y_offset": 4})
    if charts > HALF_A_PAGE:
        sheet.set_h_pagebreaks([charts])
    sheet.freeze_panes(4, 2)
    draft.style_page(sheet)


def _head(draft: Draft, style: Style, sheet: Any, row: int, objective: int, *more: str) -> None:
    ground = style.colours.objective[objective]
    for at, what in enumerate(TOLD):
        sheet.write_string(row, at, draft.text(f"column.{what}"), style.head(ground=ground))
    for at, span in enumerate(draft.calendar.spans, start=len(TOLD)):
        sheet.write_string(row, at, span.title, style.head(right=True, ground=ground))
    for at, what in enumerate(more, start=len(TOLD) + len(draft.calendar.spans)):
        sheet.write_string(row, at, draft.text(f"column.{what}"), style.head(right=what != "status", ground=ground))
    sheet.set_row(row, 32)


def _name(draft: Draft, style: Style, sheet: Any, row: int, indicator: Indicator, unit: str) -> None:
    for at, words in enumerate((indicator.id, indicator.name[draft.lang], unit)):
        sheet.write_string(row, at, words, style.of(bold=indicator.lead and at < 2, indent=1))


def _values(draft: Draft, style: Style, sheet: Any, mine: list[Indicator], placed: Placed, row: int) -> int:
    """The value in each stretch, then the target and status where the report stands; gives the first free row."""
    spans, focus = draft.calendar.spans, draft.calendar.focus
    _head(draft, style, sheet, row, mine[0].objective, "target", "status")
    for indicator in mine:
        row += 1
        _name(draft, style, sheet, row, indicator, indicator.unit[draft.lang])
        for at, span in enumerate(spans, start=len(TOLD)):
            how = style.of(num_format=number_format(indicator), align="right", bold=span.chosen, shrink=True, **_ground(style, span))
            write_formula(sheet, row, at, placed[indicator.id, span].of("value"), _told(draft, indicator, span), how)
        target, status = len(TOLD) + len(spans), len(TOLD) + len(spans) + 1
        result, there = draft.results[indicator.id, focus], placed[indicator.id, focus]
        aim = there.of("target")
        write_formula(sheet, row, target, f'IF({aim}="","",{aim})', result.target, style.of(num_format=number_format(indicator), align="right"))
        write_formula(sheet, row, status, there.of("status"), result.status.text(draft.lang), style.of(indent=1))
    status = len(TOLD) + len(spans) + 1
    style.statuses(sheet, (row - len(mine) + 1, status), (row, status), draft.lang)
    return row + 1


def _months(draft: Draft, style: Style, sheet: Any, mine: list[Indicator], placed: Placed, row: int) -> int:
    """The same per month, for what grows: stretches differ in length."""
    spans = draft.calendar.spans
    sheet.write_string(row, 0, draft.text("objective.per_month"), style.heading)
    row += 1
    _head(draft, style, sheet, row, mine[0].objective)
    row += 1
    lengths = row
    sheet.write_string(row, 1, draft.text("objective.months"), style.of(font_color=style.colours.muted, indent=1))
    since = exists_from(draft.dataset, mine[0])
    for at, span in enumerate(spans, start=len(TOLD)):
        start = f"MAX({span.days.start},{draft.calendar.objective_5})" if since else span.days.start
        length = _length(draft, mine[0], span)
        write_formula(sheet, row, at, f"MAX(0,{span.days.until}-{start}+1)/(365.25/12)", length, style.of(num_format="0.0", font_color=style.colours.muted))
    for indicator in (i for i in mine if i.cumulative):
        row += 1
        _name(draft, style, sheet, row, indicator, draft.text("objective.a_month", unit=indicator.unit[draft.lang]))
        for at, span in enumerate(spans, start=len(TOLD)):
            value, months = placed[indicator.id, span].of("value"), cell(lengths, at)
            told, length = draft.results[indicator.id, span].value, _length(draft, indicator, span)
            shown: Value = told / length if told is not None and length > 0 else ""
            how = style.of(num_format="#,##0.0" if indicator.decimals < 2 else "#,##0.00", align="right", **_ground(style, span))
            write_formula(sheet, row, at, f'IF(AND(ISNUMBER({value}),{months}>0),{value}/{months},"")', shown, how)
    return row + 1


def _length(draft: Draft, indicator: Indicator, span: Span) -> float:
    since = exists_from(draft.dataset, indicator)
    first = max(span.period.start, since) if since else span.period.start
    return max((min(span.period.end, draft.request.as_of) - first).days + 1, 0) / DAYS_A_MONTH


def _reached(draft: Draft, book: Any, style: Style, sheet: Any, mine: list[Indicator], placed: Placed, roads: Roads, row: int) -> tuple[Any, int]:
    """What was reached as a share of the target, with its chart (None without targets); and the first free row."""
    focus = draft.calendar.focus
    aimed = [i for i in mine if draft.results[i.id, focus].target and i.direction == "up"]
    if not aimed:
        return None, row
    sheet.write_string(row, 0, draft.text("objective.reached", span=focus.title), style.heading)
    top = row + 1
    for row, indicator in enumerate(aimed, start=top):
        _name(draft, style, sheet, row, indicator, draft.text("objective.of_target"))
        result, there = draft.results[indicator.id, focus], placed[indicator.id, focus]
        value, aim, start = there.of("value"), there.of("target"), roads[indicator.id, focus]["baseline"]
        formula = f'IF(AND(ISNUMBER({value}),N({aim})>0),({value}+{start})/{aim},"")'
        told = result.actual / result.target if result.actual is not None and result.target else ""
        write_formula(sheet, row, len(TOLD), formula, told, style.of(num_format="0%"))
    chart = reached_chart(book, style, sheet.name, top, top + len(aimed) - 1, mine[0].objective, draft.text("objective.reached", span=focus.title))
    return chart, top + len(aimed)


def _told(draft: Draft, indicator: Indicator, span: Span) -> Value:
    result = draft.results[indicator.id, span]
    return result.reason.text(draft.lang) if result.reason is not None else result.value


def _ground(style: Style, span: Span) -> dict[str, object]:
    return {"bg_color": style.colours.surface} if span.chosen else {}
