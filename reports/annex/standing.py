"""The status as a formula: the same questions in the same order as `metrics.status`."""

from metrics.indicator import Indicator
from metrics.status import Status
from reports.annex.spans import Calendar, Span

DUST = "1E-9"  # what floating-point arithmetic may be off


def status_formula(indicator: Indicator, span: Span, calendar: Calendar, nearly: str, lang: str) -> str:
    """The word of the status. `{value}`, `{target}` and `{expected}` are cells of the figure, `{baseline}` is that of its target,
    `nearly` the cell with the share of what is expected from which one is only slightly behind.
    """
    words = {s: f'"{s.text(lang)}"' for s in Status}
    compared = words[Status.NO_TARGET]
    if span.phase is not None:
        phase = calendar.of_phase(span.phase.number).days
        held = _lower(words, nearly, phase.end, span.day) if indicator.direction == "down" else _higher(indicator, words, nearly)
        compared = f'IF({phase.start}>{span.day},{words[Status.NOT_STARTED]},IF({{expected}}="",{words[Status.NO_TARGET]},{held}))'
    known = f"IF(ISNUMBER({{value}}),{compared},{words[Status.NO_DATA]})"
    if indicator.objective != 5:
        return known
    return f"IF({span.days.end}<{calendar.objective_5},{words[Status.NOT_APPLICABLE]},{known})"


def _higher(indicator: Indicator, words: dict[Status, str], nearly: str) -> str:
    actual = "({value}+{baseline})"
    expected = f"INT({{expected}}+{DUST})" if indicator.cumulative and indicator.whole else "{expected}"
    behind = f"IF({actual}>={nearly}*{expected}-{DUST},{words[Status.SLIGHTLY_BEHIND]},{words[Status.BEHIND]})"
    on_track = f"IF({actual}>={expected}-{DUST},{words[Status.ON_TRACK]},{behind})"
    return f'IF(AND({{target}}<>"",{actual}>=N({{target}})-{DUST}),{words[Status.REACHED]},{on_track})'


def _lower(words: dict[Status, str], nearly: str, end: str, day: str) -> str:
    actual = "({value}+{baseline})"
    fine = f"IF({end}<{day},{words[Status.REACHED]},{words[Status.ON_TRACK]})"
    behind = f"IF({actual}<={{expected}}/{nearly}+{DUST},{words[Status.SLIGHTLY_BEHIND]},{words[Status.BEHIND]})"
    return f"IF({actual}<={{expected}}+{DUST},{fine},{behind})"
