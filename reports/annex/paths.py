"""The road to each target: what was agreed, from which point to which point the line runs, and where it stands. All of it formulas over Doelen."""

from dataclasses import dataclass

from metrics.indicator import Indicator
from reports.annex.grid import Grid
from reports.annex.spans import Calendar, Span

FAR = 99999  # a day that no date reaches, as Excel counts days
COLUMNS = ("target", "baseline", "day", "from_day", "from_value", "to_day", "to_value", "expected")


@dataclass(frozen=True)
class Road:
    """Formulas for one indicator in one stretch, without "=", by the names in `COLUMNS`; `{target}` and so on stand for the cells beside them."""

    formulas: dict[str, str]


def road(targets: Grid, calendar: Calendar, indicator: Indicator, span: Span) -> Road:
    """The formulas of the targets of the stretch's phase; `targets` are the rows of Doelen."""
    assert span.phase is not None
    phase = calendar.of_phase(span.phase.number).days
    own = f'({targets["indicator"].name}="{indicator.id}")*({targets["phase"].name}&""="{_quoted(span.phase.number)}")'
    wanted = targets["target"].name
    dated = targets["date"].name if "date" in targets else ""
    target = _last(f'{own}*({dated}="")' if dated else own, wanted, '""')
    if indicator.objective == 5:
        target = f'IF({span.days.end}<{calendar.objective_5},"",{target})'
    found = {"target": target, "baseline": _baseline(targets, own, dated) if indicator.cumulative else "0", "day": span.day}
    if not indicator.cumulative:
        return Road({**found, "expected": 'IF({target}="","",{target})'})
    first = f"{phase.start}-1"
    beyond = f'IF({{target}}="",{FAR},{phase.end})'
    valid = f"{own}*({dated}>={phase.start})*({dated}<{beyond})" if dated else ""
    found["from_day"] = f"MAX({first},SUMPRODUCT(MAX({valid}*({dated}<={{day}})*{dated})))" if dated else first
    found["from_value"] = f"IF({{from_day}}={first},{{baseline}},{_last(f'{own}*({dated}={{from_day}})', wanted, '0')})" if dated else "{baseline}"
    found["to_day"] = f"MIN({beyond},{FAR}-SUMPRODUCT(MAX({valid}*({dated}>{{day}})*({FAR}-{dated}))))" if dated else beyond
    reached = _last(f"{own}*({dated}={{to_day}})", wanted, "0") if dated else "0"
    found["to_value"] = f'IF({{to_day}}={FAR},"",IF(AND({{target}}<>"",{{to_day}}={phase.end}),{{target}},{reached}))'
    held = f'IF({{from_day}}={first},"",{{from_value}})'
    moving = "{from_value}+({to_value}-{from_value})*MAX(0,({day}-{from_day})/({to_day}-{from_day}))"
    line = f'IF(AND({{target}}<>"",{{day}}>={phase.end}),{{target}},IF({{to_day}}={FAR},{held},{moving}))'
    applies = f'IF({span.days.end}<{calendar.objective_5},"",{line})' if indicator.objective == 5 else line
    return Road({**found, "expected": applies})


def _baseline(targets: Grid, own: str, dated: str) -> str:
    """The last baseline beside an undated target, else the last beside a dated one, else 0."""
    if "baseline" not in targets:
        return "0"
    given = targets["baseline"].name
    known = f'{own}*({given}<>"")'
    if not dated:
        return _last(known, given, "0")
    return _last(f'{known}*({dated}="")', given, _last(f'{known}*({dated}<>"")', given, "0"))


def _last(where: str, column: str, otherwise: str) -> str:
    """What stands in a column in the last row that is meant."""
    return f"IFERROR(LOOKUP(2,1/({where}),{column}),{otherwise})"


def _quoted(words: str) -> str:
    return words.replace('"', '""')
