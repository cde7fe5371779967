"""What has been reached so far in a phase, against the line to its target."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from charts.chart import Chart, Measure, figure, plain
from charts.colours import Mode, colours
from charts.template import layout, value_axis
from locales import formats, text


@dataclass(frozen=True)
class Mark:
    """A value on a day: what stood on the counter at the end of it, or what should."""

    day: date
    value: float


def cumulative(
    actual: Sequence[Mark], line: Sequence[Mark], measure: Measure, *, start: date, end: date, as_of: date, colour: str, mode: Mode, lang: str
) -> Chart:
    """Actual as a line with points, the target line dashed in grey with its milestones; `line` is empty where no target is set."""
    c = colours(mode)
    largest = max([m.value for m in (*actual, *line)] or [1])
    data, notes = [], []
    if line:
        data.append(_line(line, measure, mode, lang))
        notes.append(_note(line[-1], text("charts.target", lang, value=measure.write(line[-1].value, lang)), c.muted, "right", -2))
    if actual:
        data.append(_actual(actual, measure, colour, as_of < end, mode, lang))
        last = actual[-1]
        # Beside the point while there is room, else left above it.
        late = (last.day - start).days > 0.75 * (end - start).days
        notes.append(_note(last, measure.write(last.value, lang), colour, "right" if late else "left", -4 if late else 10))
    ticks = _ticks(start, end)
    axis = {
        "type": "date", "range": [start.isoformat(), end.isoformat()], "tickvals": [t.isoformat() for t in ticks],
        "ticktext": [formats.month(t, lang, short=True).replace(" ", "<br>") for t in ticks],
    }  # fmt: skip
    title = text("charts.cumulative.title", lang, name=measure.name)
    return Chart(
        figure(data, layout(mode, lang, xaxis=axis, yaxis=value_axis(largest, measure.percentage), annotations=notes)),
        title,
        text("charts.cumulative.subtitle" if line else "charts.cumulative.subtitle_no_target", lang, unit=measure.unit),
        _alt(title, actual, line, measure, lang),
        (text("charts.until", lang), measure.name, text("charts.expected", lang)),
        [(formats.day(m.day), measure.write(m.value, lang), _expected(line, m.day, measure, lang)) for m in actual],
    )


def _line(line: Sequence[Mark], measure: Measure, mode: Mode, lang: str) -> dict[str, Any]:
    c = colours(mode)
    sizes = [0, *[8] * (len(line) - 1)]
    return {
        "type": "scatter", "mode": "lines+markers", "x": [m.day.isoformat() for m in line], "y": [m.value for m in line],
        "line": {"color": c.muted, "width": 1.4, "dash": "dash"}, "cliponaxis": False,
        "marker": {"symbol": "diamond", "size": sizes, "color": c.background, "line": {"color": c.muted, "width": 1.4}},
        "hovertext": [plain(text("charts.milestone", lang, day=formats.day(m.day), value=measure.write(m.value, lang))) for m in line],
        "hoverinfo": "text",
    }  # fmt: skip


def _actual(actual: Sequence[Mark], measure: Measure, colour: str, running: bool, mode: Mode, lang: str) -> dict[str, Any]:
    fill = [colour] * len(actual)
    if running and fill:
        fill[-1] = colours(mode).background
    return {
        "type": "scatter", "mode": "lines+markers", "x": [m.day.isoformat() for m in actual], "y": [m.value for m in actual],
        "line": {"color": colour, "width": 2.5}, "cliponaxis": False,
        "marker": {"size": 7, "color": fill, "line": {"color": colour, "width": 2}},
        "hovertext": [plain(text("charts.reached", lang, day=formats.day(m.day), value=measure.write(m.value, lang))) for m in actual],
        "hoverinfo": "text",
    }  # fmt: skip


def _note(mark: Mark, words: str, colour: str, anchor: str, shift: int) -> dict[str, Any]:
    return {
        "x": mark.day.isoformat(), "y": mark.value, "xanchor": anchor, "yanchor": "bottom", "xshift": shift, "yshift": 5, "showarrow": False,
        "text": f"<b>{plain(words)}</b>" if anchor == "left" or shift == -4 else plain(words), "font": {"size": 13, "color": colour},
    }  # fmt: skip


def _ticks(start: date, end: date) -> list[date]:
    """The first days of the months to label: every month of a short phase, else every third."""
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    gap = 1 if months <= 7 else 3 if months <= 24 else 6
    every = [date(start.year + (start.month - 1 + i) // 12, (start.month - 1 + i) % 12 + 1, 1) for i in range(months)]
    return [d for d in every if (d.month - 1) % gap == 0 and d >= start]


def _expected(line: Sequence[Mark], day: date, measure: Measure, lang: str) -> str:
    for left, right in zip(line, line[1:], strict=False):
        if left.day <= day <= right.day:
            share = (day - left.day).days / max(1, (right.day - left.day).days)
            return measure.write(left.value + (right.value - left.value) * share, lang)
    return ""


def _alt(title: str, actual: Sequence[Mark], line: Sequence[Mark], measure: Measure, lang: str) -> str:
    if not actual:
        return text("charts.cumulative.alt_empty", lang, title=title)
    words = text("charts.cumulative.alt", lang, title=title, value=measure.write(actual[-1].value, lang), day=formats.day(actual[-1].day))
    if not line:
        return words
    return f"{words} {text('charts.cumulative.alt_target', lang, value=measure.write(line[-1].value, lang), day=formats.day(line[-1].day))}"
