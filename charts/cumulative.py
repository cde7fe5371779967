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


@dataclass(frozen=True)
class Outlook:
    """Where the phase ends if it goes on like this; `low` and `high` bound it with 80 % certainty (None where that is not known)."""

    day: date
    value: float
    low: float | None = None
    high: float | None = None


def cumulative(
    actual: Sequence[Mark], line: Sequence[Mark], measure: Measure, *, start: date, end: date, running: bool, colour: str, mode: Mode, lang: str,
    outlook: Outlook | None = None, today: Mark | None = None, milestones: int = 0,
) -> Chart:  # fmt: skip
    """Actual as a line with points, the target line dashed in grey with its milestones; `line` is empty where no target is set.

    The last point is hollow while its period is `running`; `today` is what the target line expects on the reference date; of the points
    of the line after its first, so many `milestones` get their value beside them.
    """
    c = colours(mode)
    largest = max([m.value for m in (*actual, *line)] + ([max(outlook.value, outlook.high or 0)] if outlook and actual else []) or [1])
    data, notes = [], []
    ahead = not (line and actual) or actual[-1].value >= (_on(line, actual[-1].day) or 0)
    if line:
        data.append(_line(line, measure, mode, lang))
        if len(line) - 1 > milestones:
            notes.append(_key("◇ " + plain(text("charts.target", lang, value=measure.write(line[-1].value, lang))), c.muted))
        for m in line[1 : milestones + 1]:
            words = plain(text("breakdown.milestone", lang, value=measure.write(m.value, lang, unit=False)))
            notes.append(_beside(m, words, start, end, mode, below=_ahead(actual, m, ahead)))
    if outlook and actual:
        data = [*_outlook(actual[-1], outlook, measure, colour, lang), *data]
        notes.append(_key(plain(outlook_words(outlook, measure, lang)), colour, left=True))
    if today and actual:
        data.append(_today(today, measure, mode, lang))
        words = plain(text("breakdown.today", lang, value=measure.write(today.value, lang, unit=False)))
        notes.append(_beside(today, words, start, end, mode, below=ahead))
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
        text("charts.cumulative.subtitle" if line else "charts.cumulative.subtitle_no_target", lang, unit=measure.label or measure.unit)
        + (text("breakdown.band" if outlook.high is not None else "breakdown.dotted", lang) if outlook and actual else ""),
        " ".join([_alt(title, actual, line, measure, lang), *([outlook_words(outlook, measure, lang) + "."] if outlook and actual else [])]),
        (text("charts.until", lang), measure.name, text("charts.expected", lang)),
        [(formats.day(m.day), measure.write(m.value, lang), measure.write(_on(line, m.day), lang)) for m in actual],
        _data(actual, line, measure, colour, mode, lang, outlook),
        formats.span(start, end),
    )


def outlook_words(outlook: Outlook, measure: Measure, lang: str) -> str:
    """The forecast as a label: "prognose 24 (21 tot 27)"."""
    value = measure.write(outlook.value, lang, unit=False)
    if outlook.low is None or outlook.high is None:
        return text("breakdown.outlook", lang, value=value)
    low, high = (measure.write(v, lang, unit=False) for v in (outlook.low, outlook.high))
    return text("breakdown.outlook_between", lang, value=value, low=low, high=high)


def _data(actual: Sequence[Mark], line: Sequence[Mark], measure: Measure, colour: str, mode: Mode, lang: str, outlook: Outlook | None = None) -> Data:
    """The lines as values by day: what was reached, what the target line says on that day, and the forecast from the last day on."""
    reached = {m.day: m.value for m in actual}
    columns = [Column(text("charts.until", lang), "day"), measure.column("line", colour)]
    columns += [measure.column("dashed", colours(mode).muted, label=text("charts.target_line", lang))] if line else []
    ahead: dict[date, tuple[Value, ...]] = {}
    if outlook and actual:
        columns.append(measure.column("dashed", colour, label=text("breakdown.column_outlook", lang)))
        columns += [measure.column("", colour, label=text(f"breakdown.column_{end}", lang)) for end in ("low", "high")]
        ahead = {actual[-1].day: (actual[-1].value, None, None), outlook.day: (outlook.value, outlook.low, outlook.high)}
    days = sorted({*reached, *(m.day for m in line), *ahead})
    nothing: tuple[Value, ...] = (None, None, None) if ahead else ()
    rows: list[tuple[Value, ...]] = [(day, reached.get(day), *([_on(line, day)] if line else []), *ahead.get(day, nothing)) for day in days]
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


def _outlook(last: Mark, outlook: Outlook, measure: Measure, colour: str, lang: str) -> list[dict[str, Any]]:
    """The band that holds the end with 80 % certainty, and a dotted line to the forecast itself."""
    days = [last.day.isoformat(), outlook.day.isoformat()]
    traces: list[dict[str, Any]] = []
    if outlook.low is not None and outlook.high is not None:
        red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
        traces.append({
            "type": "scatter", "mode": "lines", "x": [*days, days[1], days[0]], "y": [last.value, outlook.high, outlook.low, last.value], "fill": "toself",
            "fillcolor": f"rgba({red},{green},{blue},0.16)", "line": {"width": 0}, "hoverinfo": "skip",
        })  # fmt: skip
    words = plain(outlook_words(outlook, measure, lang))
    return [*traces, {
        "type": "scatter", "mode": "lines", "x": days, "y": [last.value, outlook.value], "line": {"color": colour, "width": 1.5, "dash": "dot"},
        "hovertext": [words, words], "hoverinfo": "text", "cliponaxis": False,
    }]  # fmt: skip


def _today(today: Mark, measure: Measure, mode: Mode, lang: str) -> dict[str, Any]:
    """Where the target line stands on the reference date."""
    c = colours(mode)
    words = plain(text("charts.milestone", lang, day=formats.day(today.day), value=measure.write(today.value, lang)))
    return {
        "type": "scatter", "mode": "markers", "x": [today.day.isoformat()], "y": [today.value], "hovertext": [words], "hoverinfo": "text",
        "marker": {"symbol": "line-ew", "size": 14, "line": {"color": c.muted, "width": 2.5}}, "cliponaxis": False,
    }  # fmt: skip


def _ahead(actual: Sequence[Mark], mark: Mark, otherwise: bool) -> bool:
    """Whether more was reached on a day than the target line wanted."""
    before = [m for m in actual if m.day <= mark.day]
    return before[-1].value >= mark.value if before and before[-1] is not actual[-1] else otherwise


def _beside(mark: Mark, words: str, start: date, end: date, mode: Mode, *, below: bool) -> dict[str, Any]:
    """A label beside a mark on a rising line: to the lower right or the upper left of it, where the line is not; never over the edge."""
    c = colours(mode)
    part = (mark.day - start).days / max((end - start).days, 1)
    near = part > 0.75 if below else part < 0.25
    side = (
        {"xanchor": "right" if near else "left", "xshift": 0 if near else 7} if below else {"xanchor": "left" if near else "right", "xshift": 0 if near else -7}
    )
    at = (end if below else start) if near else mark.day
    height = {"yanchor": "top", "yshift": -18 if near else -1} if below else {"yanchor": "bottom", "yshift": 18 if near else 1}
    look = {"font": {"size": 12, "color": c.muted}, "bgcolor": c.background}
    return {"x": at.isoformat(), "y": mark.value, **side, **height, "showarrow": False, "text": words, **look}


def _note(mark: Mark, words: str, colour: str, anchor: str, *, above: bool) -> dict[str, Any]:
    """A label at a mark, on the side where the other line is not."""
    return {
        "x": mark.day.isoformat(), "y": mark.value, "xanchor": anchor, "yanchor": "bottom" if above else "top", "yshift": 7 if above else -7,
        "showarrow": False, "text": words, "font": {"size": 13, "color": colour},
    }  # fmt: skip


def _key(words: str, colour: str, *, left: bool = False) -> dict[str, Any]:
    """What a line leads to, in an upper corner, where no line can cross it."""
    place = {"xref": "paper", "x": 0 if left else 1, "xanchor": "left" if left else "right", "yref": "paper", "y": 1, "yanchor": "bottom", "yshift": 6}
    return {**place, "showarrow": False, "text": words, "font": {"size": 12, "color": colour}}


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
