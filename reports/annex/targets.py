"""The sheet of the roads to the targets: per indicator and phase what was agreed, and where the line stands."""

from typing import Any

from metrics.indicator import Indicator
from reports.annex.cells import cell, fixed, write_formula
from reports.annex.draft import Draft
from reports.annex.explanation import excel_day
from reports.annex.grid import Value
from reports.annex.paths import COLUMNS, FAR, road
from reports.annex.spans import Span
from reports.annex.style import Style, number_format
from reports.workbook import DAY

HEAD = 3
TOLD = ("id", "name", "span")
WIDTHS = (7, 44, 22, *([14] * len(COLUMNS)))
A_DAY = f'[>={FAR}]"–";{DAY}'  # no next point
Roads = dict[tuple[str, Span], dict[str, str]]


def roads(draft: Draft, sheet: str) -> Roads:
    """Where target, baseline and expected value of each figure will stand; none where Doelen was not delivered."""
    if "targets" not in draft.sources.grids:
        return {}
    return {
        pair: {what: fixed(sheet, HEAD + 1 + n, len(TOLD) + COLUMNS.index(what)) for what in ("target", "baseline", "expected")}
        for n, pair in enumerate(_pairs(draft))
    }  # fmt: skip


def targets_sheet(draft: Draft, style: Style, sheet: Any) -> None:
    """Write the sheet."""
    style.top(sheet, draft.text("sheet.paths"), draft.text("paths.subtitle"))
    for at, (what, width) in enumerate(zip((*TOLD, *COLUMNS), WIDTHS, strict=True)):
        sheet.write_string(HEAD, at, draft.text(f"column.{what}"), style.head(right=at >= len(TOLD)))
        sheet.set_column(at, at, width)
    sheet.set_row(HEAD, 32)
    by_id = {i.id: i for i in draft.indicators}
    for row, (name, span) in enumerate(_pairs(draft), start=HEAD + 1):
        _line(draft, style, sheet, row, by_id[name], span)
    sheet.freeze_panes(HEAD + 1, 2)
    draft.style_page(sheet, repeat=HEAD)


def _pairs(draft: Draft) -> list[tuple[str, Span]]:
    return [(i.id, s) for i in draft.indicators for s in draft.calendar.spans if s.phase is not None]


def _line(draft: Draft, style: Style, sheet: Any, row: int, indicator: Indicator, span: Span) -> None:
    for at, words in enumerate((indicator.id, indicator.name[draft.lang], span.title)):
        sheet.write_string(row, at, words, style.of(indent=1))
    formulas = road(draft.sources.grids["targets"], draft.calendar, indicator, span).formulas
    cells = {what: cell(row, len(TOLD) + at) for at, what in enumerate(COLUMNS)}
    result = draft.results[indicator.id, span]
    told = {"target": result.target, "baseline": result.baseline, "expected": result.expected} | _line_between(draft, indicator, span)
    for what, formula in formulas.items():
        how = style.of(
            num_format=A_DAY if what.endswith("day") else number_format(indicator, 0 if indicator.decimals or what in ("target", "baseline") else 1),
            align="right",
        )
        write_formula(sheet, row, len(TOLD) + COLUMNS.index(what), formula.format(**cells), told.get(what), how)


def _line_between(draft: Draft, indicator: Indicator, span: Span) -> dict[str, Value]:
    """What comes out of the formulas of the points between which the line runs."""
    phase, as_of = span.phase, draft.request.as_of
    assert phase is not None
    day = as_of if span.period.end >= phase.end else min(as_of, span.period.end)
    found: dict[str, Value] = {"day": excel_day(day)}
    if not indicator.cumulative:
        return found
    result = draft.results[indicator.id, span]
    dated = [(d, v) for d, v in draft.targets.milestones(indicator, phase) if d >= phase.start and (result.target is None or d < phase.end)]
    before, after = [(excel_day(d), v) for d, v in dated if d <= day], [(excel_day(d), v) for d, v in dated if d > day]
    if result.target is not None:
        after.append((excel_day(phase.end), result.target))
    first: tuple[int, Value] = max(before, default=(excel_day(phase.start) - 1, result.baseline))
    following: tuple[int, Value] = min(after, default=(FAR, ""))
    return found | {"from_day": first[0], "from_value": first[1], "to_day": following[0], "to_value": following[1]}
