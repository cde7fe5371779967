"""The leading indicator of an objective per quarter: each quarter a formula over the rows, and a chart of them."""

from typing import Any

from locales import formats
from metrics.engine import evaluate, exists_from
from metrics.indicator import Indicator
from metrics.periods import Period
from metrics.series import calendar
from reports.annex.cells import cell, write_formula
from reports.annex.charts import quarters_chart
from reports.annex.draft import Draft
from reports.annex.explanation import excel_day
from reports.annex.spans import Days
from reports.annex.style import Style, number_format
from reports.workbook import DAY

MOST = 24  # quarters, the latest
COLUMNS = ("quarter", "start", "end", "until", "value")
PLACES = (1, 2, 3, 4, 5)  # the first column is narrow


def quarters_part(draft: Draft, book: Any, style: Style, sheet: Any, indicator: Indicator, row: int) -> Any:
    """Write the quarters below `row`; gives their chart, None where there is nothing to draw."""
    periods = _periods(draft, indicator)
    if not periods or (indicator.id, draft.calendar.spans[0]) not in draft.formulas:
        return None
    title = draft.text("objective.quarters", name=indicator.name[draft.lang], unit=indicator.unit[draft.lang])
    sheet.write_string(row, 0, title, style.heading)
    for at, what in zip(PLACES, COLUMNS, strict=True):
        sheet.write_string(row + 1, at, draft.text(f"column.{what}"), style.head(right=what == "value", ground=style.colours.objective[indicator.objective]))
    found = evaluate(draft.dataset, indicator, periods, draft.request.as_of)
    top = row + 2
    for n, period in enumerate(periods):
        value = None if found.reason[n] is not None else float(found.value[n])
        told = found.reason[n].text(draft.lang) if found.reason[n] is not None else value  # type: ignore[union-attr]
        _quarter(draft, style, sheet, indicator, top + n, period, told)
    last = top + len(periods) - 1
    hollow = [p.end > draft.request.as_of for p in periods]
    return quarters_chart(book, style, sheet.name, (top, last), indicator, title, hollow)


def _quarter(draft: Draft, style: Style, sheet: Any, indicator: Indicator, row: int, period: Period, told: float | str | None) -> None:
    name, start, end, until, value = PLACES
    day = style.of(num_format=DAY, align="left", indent=1)
    sheet.write_string(row, name, formats.period(period.start, "quarter", draft.lang, short=True), style.of(indent=1))
    sheet.write_number(row, start, excel_day(period.start), day)
    sheet.write_number(row, end, excel_day(period.end), day)
    counted = excel_day(min(period.end, draft.request.as_of))
    write_formula(sheet, row, until, f"MIN({cell(row, end)},{draft.calendar.as_of})", counted, day)
    formulas = draft.scene.figure(indicator, Days(*(f"${cell(row, c)}" for c in (start, end, until))))
    cells = {what: cell(row, value) for what in ("value", "numerator", "denominator", "used", "eligible")}
    how = style.of(num_format=number_format(indicator), align="right")
    write_formula(sheet, row, value, formulas.value.format(**cells), told, how, array="value" in formulas.arrays)


def _periods(draft: Draft, indicator: Indicator) -> list[Period]:
    """The quarters from the first phase (or the beginning of the objective) up to the reference date; for figures that stand alone."""
    if indicator.has_fraction or indicator.kind == "median_days":
        return []
    phases, as_of = draft.dataset.phases, draft.request.as_of
    since = exists_from(draft.dataset, indicator)
    first = min(p.start for p in phases)
    start, end = max(first, since) if since else first, min(max(p.end for p in phases), as_of)
    return calendar("quarter", start, end)[-MOST:] if start <= end else []
