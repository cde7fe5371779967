"""What has been reached so far in a phase, against the line to its target."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from charts.chart import Chart, Column, Data, Measure, Value, figure, plain
from charts.colours import Mode, colours
from charts.template import layout, value_axis
from locales import formats, text


@dataclass(frozen=True)
class Mark:
    """A value on a day: what stood on the counter at the end of it, or what should."""

    day: date
    value: float


def cumulative(
    actual: Sequence[Mark], line: Sequence[Mark], measure: Measure, *, start: date, end: date, running: bool, colour: str, mode: Mode, lang: str
) -> Chart:
    """Actual as a line with points, the target line dashed in grey with its milestones; `line` is empty where no target is set.

    The last point is hollow while its period is `running`.
    """
    c = colours(mode)
    largest = max([m.value for m in (*actual, *line)] or [1])
    data, notes = [], []
    ahead = not (line and actual) or actual[-1].value >= (_on(line, actual[-1].day) or 0)
    if line:
        data.append(_line(line, measure, mode, lang))
        notes.append(_key(plain(text("charts.target", lang, value=measure.write(line[-1].value, lang))), c.muted))
    if actual:
        data.append(_actual(actual, measure, colour, running, mode, lang))
        last = actual[-1]
        late = (last.day - start).days > 0.6 * (end - start).days
        words = f"<b>{plain(measure.write(last.value, lang))}</b>"
        notes.append(_note(last, words, colour, "right" if late else "left", above=ahead))
    ticks = _ticks(start, end)
    axis = {
        "type": "date", "range": [start.isoformat(), end.isoformat()], "tickvals": [t.isoformat() for t in ticks],
        "ticktext": [formats.month(t, lang, short=True).replace(" ", "<br>") for t in ticks],
    }  # fmt: skip
    title = text("charts.cumulative.title", lang, name=measure.name)
    return Chart(
        figure(data, layout(mode, lang, xaxis=axis, yaxis=value_axis(largest, measure.percentage), annotations=notes)),
        title,
        text("charts.cumulative.subtitle" if line else "charts.cumulative.subtitle_no_target", lang, unit=measure.label or measure.unit),
        _alt(title, actual, line, measure, lang),
        (text("charts.until", lang), measure.name, text("charts.expected", lang)),
        [(formats.day(m.day), measure.write(m.value, lang), measure.write(_on(line, m.day), lang)) for m in actual],
        _data(actual, line, measure, colour, mode, lang),
        formats.span(start, end),
    )


def _data(actual: Sequence[Mark], line: Sequence[Mark], measure: Measure, colour: str, mode: Mode, lang: str) -> Data:
    """Both lines as values by day: what was reached, and what the target line says on that day."""
    reached = {m.day: m.value for m in actual}
    columns = [Column(text("charts.until", lang), "day"), measure.column("line", colour)]
    columns += [measure.column("dashed", colours(mode).muted, label=text("charts.target_line", lang))] if line else []
    days = sorted({*reached, *(m.day for m in line)})
    rows: list[tuple[Value, ...]] = [(day, reached.get(day), *([_on(line, day)] if line else [])) for day in days]
    return Data(tuple(columns), rows, measure.label or measure.unit, gaps=False)


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


def _note(mark: Mark, words: str, colour: str, anchor: str, *, above: bool) -> dict[str, Any]:
    """A label at a mark, on the side where the other line is not."""
    return {
        "x": mark.day.isoformat(), "y": mark.value, "xanchor": anchor, "yanchor": "bottom" if above else "top", "yshift": 7 if above else -7,
        "showarrow": False, "text": words, "font": {"size": 13, "color": colour},
    }  # fmt: skip


def _key(words: str, colour: str) -> dict[str, Any]:
    """What the dashed line leads to, in the upper right corner, where no line can cross it."""
    place = {"xref": "paper", "x": 1, "xanchor": "right", "yref": "paper", "y": 1, "yanchor": "bottom", "yshift": 6}
    return {**place, "showarrow": False, "text": f"◇ {words}", "font": {"size": 12, "color": colour}}


def _ticks(start: date, end: date) -> list[date]:
    """The first days of the months to label: every month of a short phase, else every third."""
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    gap = 1 if months <= 7 else 3 if months <= 24 else 6
    every = [date(start.year + (start.month - 1 + i) // 12, (start.month - 1 + i) % 12 + 1, 1) for i in range(months)]
    return [d for d in every if (d.month - 1) % gap == 0 and d >= start]


def _on(line: Sequence[Mark], day: date) -> float | None:
    """Where the target line stands on a day."""
    for left, right in pairwise(line):
        if left.day <= day <= right.day:
            return left.value + (right.value - left.value) * (day - left.day).days / max(1, (right.day - left.day).days)
    return None


def _alt(title: str, actual: Sequence[Mark], line: Sequence[Mark], measure: Measure, lang: str) -> str:
    if not actual:
        return text("charts.cumulative.alt_empty", lang, title=title)
    words = text("charts.cumulative.alt", lang, title=title, value=measure.write(actual[-1].value, lang), day=formats.day(actual[-1].day))
    if not line:
        return words
    return f"{words} {text('charts.cumulative.alt_target', lang, value=measure.write(line[-1].value, lang), day=formats.day(line[-1].day))}"
