"""The sheet Toelichting: what this is, and the cells with the days on which all formulas rest."""

from typing import Any

from reports.annex.cells import fixed, write_formula
from reports.annex.draft import Draft
from reports.annex.sources import EXCEL_EPOCH
from reports.annex.style import Style
from metrics.columns import day_number
from metrics.status import NEARLY


def explanation_sheet(draft: Draft, book: Any, style: Style, sheet: Any) -> None:
    row = 0
    def cellname(name, value, formula=None):
        nonlocal row
        sheet.write_string(row, 0, name)
        if formula: write_formula(sheet, row, 1, formula, value, style.day)
        else: sheet.write_number(row, 1, value, style.day)
        book.define_name(name, "=" + fixed(sheet.name, row, 1))
        row += 1
    serial = lambda d: day_number(d) + EXCEL_EPOCH
    c = draft.calendar
    cellname(c.as_of, serial(draft.request.as_of))
    since = draft.dataset.objective_5_start.astype(object)
    cellname(c.objective_5, serial(since))
    cellname(draft.nearly, NEARLY)
    for s in c.spans:
        cellname(s.days.start, serial(s.period.start))
        cellname(s.days.end, serial(s.period.end))
        cellname(s.days.until, serial(min(s.period.end, draft.request.as_of)), f"MIN({s.days.end},{c.as_of})")
        if s.day != c.as_of:
            e = c.of_phase(s.phase.number).days.end
            cellname(s.day, serial(draft.request.as_of if s.period.end >= s.phase.end else min(draft.request.as_of, s.period.end)), f"IF({s.days.end}>={e},{c.as_of},MIN({c.as_of},{s.days.end}))")
