"""Several hubs' figures for machines (JSON, CSV) and for people (text)."""

import csv
import io
import json
from typing import Any

from locales import text
from locales.formats import day, value
from metrics.compare import Cell
from metrics.doubles import Case
from metrics.indicator import Indicator
from metrics.output import plain, table
from metrics.series import Point
from metrics.shared_rows import Again
from metrics.together import Participant, Row, Together, Total, monthly


def as_json(found: Together, lang: str = "nl") -> str:
    """Everything at once, in the fields that docs/hubs.md describes."""
    document = {
        "as_of": found.as_of.isoformat(),
        "start": found.period.start.isoformat(),
        "end": found.period.end.isoformat(),
        "hubs": [_hub(p, lang) for p in found.participants],
        "indicators": [_indicator(row, found, lang) for row in found.rows],
        "explanation": text("together.doubles.line", lang),
        "doubles": [{"kept": _case(d.kept, found), "left_out": _case(d.left_out, found), "by": d.by} for d in found.shared.doubles],
        "shared_without_double": [{**_case(s.case, found), "shared_with": s.other, "reason": s.reason.text(lang)} for s in found.shared.singles],
    }
    return json.dumps(document, ensure_ascii=False, indent=1)


def as_csv(found: Together, lang: str = "nl") -> str:
    """One line per indicator and hub, and one for their total, where the hub is empty. Separated by commas."""
    stream = io.StringIO(newline="")
    names = ["id", "hub", "value", "per_month", "numerator", "denominator", "months", "applicable", "doubles", "reason"]
    writer = csv.DictWriter(stream, names, lineterminator="\n", restval="")
    writer.writeheader()
    for row in found.rows:
        lines = [{"hub": p.name, **_cell(c, lang)} for p, c in zip(found.participants, row.cells, strict=True)]
        writer.writerows({"id": row.indicator.id, **line} for line in (*lines, {"hub": "", **_total(row.total, lang)}))
    return stream.getvalue().rstrip("\n")


def as_text(found: Together, lang: str = "nl") -> str:
    """Tables for people: the hubs, the indicators by hub with their total, the doubles."""
    lines = [text("together.command.title", lang, start=day(found.period.start), end=day(found.period.end), as_of=day(found.as_of)), ""]
    lines += [f"{p.name}: {state(p, lang)}" for p in found.participants]
    head = [text("metrics.table.id", lang), text("metrics.table.name", lang), *(p.name for p in found.participants), text("together.total", lang)]
    rows = [
        [r.indicator.id, r.indicator.name[lang], *(_written(c, r.indicator, lang) for c in r.cells), _written(r.total, r.indicator, lang)] for r in found.rows
    ]
    lines += ["", *table([head, *rows], numeric=range(2, len(head)))]
    if found.shared.doubles:
        lines += ["", text("together.command.doubles", lang, count=len(found.shared.doubles))]
        lines += [f"  {_told(d.left_out, found)} = {_told(d.kept, found)}" for d in found.shared.doubles]
    if found.shared.singles:
        lines += ["", text("together.command.singles", lang, count=len(found.shared.singles))]
        lines += [f"  {_told(s.case, found)}, {s.other}: {s.reason.text(lang)}" for s in found.shared.singles]
    return "\n".join(lines)


def state(participant: Participant, lang: str) -> str:
    """Where a hub's figures come from: its version, or why there is none."""
    if participant.problem is not None:
        return participant.problem.message(lang)
    if participant.at is None:
        return text("metrics.reason.hub-no-data", lang)
    return text("together.version", lang, number=participant.number, day=day(participant.at.date()))


def _hub(participant: Participant, lang: str) -> dict[str, Any]:
    at = participant.at
    return {
        "name": participant.name,
        "version": participant.number or None,
        "confirmed_at": at.isoformat() if at else None,
        "files": list(participant.dataset.files) if participant.dataset else [],
        "reason": None if participant.dataset else state(participant, lang),
    }


def _indicator(row: Row, found: Together, lang: str) -> dict[str, Any]:
    points = monthly(found.participants, row.indicator, found.period, found.as_of)
    longest: list[Point] = max(points, key=len, default=[])
    return {
        "id": row.indicator.id,
        "name": row.indicator.name[lang],
        "hubs": [{"hub": p.name, **_cell(c, lang)} for p, c in zip(found.participants, row.cells, strict=True)],
        "total": {**_total(row.total, lang), "left_out": [_again(a, found) for a in row.total.again]},
        "months": [
            {"month": at.period.label, "complete": at.complete, "values": [plain(hub[n].value) if hub else None for hub in points]}
            for n, at in enumerate(longest)
        ],
    }


def _cell(cell: Cell, lang: str) -> dict[str, Any]:
    return {
        "value": plain(cell.value), "per_month": cell.per_month, "numerator": plain(cell.numerator), "denominator": plain(cell.denominator),
        "months": round(cell.months, 4), "applicable": cell.applicable, "reason": cell.reason.text(lang) if cell.reason else None,
    }  # fmt: skip


def _total(total: Total, lang: str) -> dict[str, Any]:
    return {
        "value": plain(total.value), "per_month": total.per_month, "numerator": plain(total.numerator), "denominator": plain(total.denominator),
        "doubles": plain(total.doubles), "reason": total.reason.text(lang) if total.reason else None,
    }  # fmt: skip


def _again(again: Again, found: Together) -> dict[str, Any]:
    return {**_case(again.left_out, found), "value": plain(again.value), "instead": _case(again.kept, found)}


def _case(case: Case, found: Together) -> dict[str, Any]:
    file, sheet, row = case.where
    return {"hub": found.participants[case.hub].name, "case_id": case.id, "title": case.title, "file": file, "sheet": sheet, "row": row}


def _told(case: Case, found: Together) -> str:
    return f"{found.participants[case.hub].name} {case.id} “{case.title}”"


def _written(figure: Cell | Total, indicator: Indicator, lang: str) -> str:
    if figure.value is None:
        return figure.reason.text(lang) if figure.reason else text("metrics.status.no-data", lang)
    return value(figure.value, indicator.decimals, indicator.percent, lang)
