"""How an indicator goes, period by period: columns for counts and sums, a line with points for ratios and levels."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from charts.chart import Band, Chart, Column, Data, Measure, Point, Value, figure, plain
from charts.colours import Mode, colours
from charts.template import bands, layout, value_axis
from locales import formats, text
from locales.formats import Step

MS_PER_DAY = 86_400_000
LABELS = 13  # up to here every column carries its value


def trend(
    points: Sequence[Point], measure: Measure, *, step: Step, colour: str, mode: Mode, lang: str, phases: Sequence[Band] = (), target: float | None = None
) -> Chart:
    """The series as a chart. The running period is hollow; points outside the focus are grey; an absent value is a gap."""
    shown = [p for p in points if p.value is not None]
    largest = max([p.value or 0 for p in shown] + [target or 0])
    ticks = [p for p in points if _labelled(p.start, len(points), step)]
    shapes, notes = bands(phases, mode, lang) if len(phases) > 1 else ([], [])
    axis = {
        "type": "date", "tickvals": [p.middle for p in ticks], "ticktext": [_tick(p.start, step, lang) for p in ticks],
        "range": [points[0].start.isoformat(), points[-1].end.isoformat()] if points else None,
    }  # fmt: skip
    trace = (_line if measure.ratio else _columns)(points, measure, step, colour, mode, lang)
    data = [trace] if shown else []
    if target is not None and points:
        data.append(_target(points, target, mode))
        notes.append(_target_note(points, target, measure, mode, lang))
    notes += [_mark(p, mode) for p in points if p.mark]
    title = text(f"charts.trend.title_{step}", lang, name=measure.name)
    return Chart(
        figure(data, layout(mode, lang, xaxis=axis, yaxis=value_axis(largest, measure.percentage), shapes=shapes, annotations=notes)),
        title,
        _subtitle(points, measure, target, lang),
        _alt(title, shown, measure, step, lang),
        (text(f"charts.step.{step}", lang), measure.name, text("charts.note", lang)),
        [(formats.period(p.start, step, lang), _written(p, measure, lang), _note(p, lang)) for p in points],
        _data(points, measure, target, step, colour, mode, lang),
        formats.span(points[0].start, points[-1].end) if points else "",
    )


def _columns(points: Sequence[Point], measure: Measure, step: Step, colour: str, mode: Mode, lang: str) -> dict[str, Any]:
    c = colours(mode)
    tone = [colour if p.focus else c.context for p in points]
    return {
        "type": "bar", "x": [p.middle for p in points], "y": [p.value for p in points], "width": [p.days * MS_PER_DAY * 0.78 for p in points],
        "marker": {
            "color": [t if p.complete else "rgba(0,0,0,0)" for t, p in zip(tone, points, strict=True)],
            "line": {"color": tone, "width": [0 if p.complete else 1.5 for p in points]},
        },
        "hovertext": [_hover(p, measure, step, lang) for p in points], "hoverinfo": "text",
        **({"text": [measure.write(p.value, lang, unit=False) for p in points], "textposition": "outside", "cliponaxis": False,
            "textangle": 0, "textfont": {"size": 12, "color": c.text}} if len(points) <= LABELS else {}),
    }  # fmt: skip


def _line(points: Sequence[Point], measure: Measure, step: Step, colour: str, mode: Mode, lang: str) -> dict[str, Any]:
    c = colours(mode)
    tone = [colour if p.focus else c.context for p in points]
    return {
        "type": "scatter", "mode": "lines+markers", "x": [p.middle for p in points], "y": [p.value for p in points], "connectgaps": False, "cliponaxis": False,
        "line": {"color": c.context, "width": 1.5},
        "marker": {
            "size": 8 if len(points) <= 24 else 6, "color": [t if p.complete else c.background for t, p in zip(tone, points, strict=True)],
            "line": {"color": tone, "width": 1.5},
        },
        "hovertext": [_hover(p, measure, step, lang) for p in points], "hoverinfo": "text",
    }  # fmt: skip


def _target(points: Sequence[Point], target: float, mode: Mode) -> dict[str, Any]:
    focus = [p for p in points if p.focus] or list(points)
    ends = [focus[0].start.isoformat(), focus[-1].end.isoformat()]
    line = {"color": colours(mode).muted, "width": 1.2, "dash": "dash"}
    return {"type": "scatter", "mode": "lines", "x": ends, "y": [target, target], "line": line, "hoverinfo": "skip"}


def _target_note(points: Sequence[Point], target: float, measure: Measure, mode: Mode, lang: str) -> dict[str, Any]:
    return {
        "x": points[-1].end.isoformat(), "xanchor": "right", "y": target, "yanchor": "bottom", "showarrow": False, "borderpad": 1,
        "text": plain(measure.write(target, lang)), "font": {"size": 12, "color": colours(mode).muted}, "bgcolor": colours(mode).background,
    }  # fmt: skip


def _mark(point: Point, mode: Mode) -> dict[str, Any]:
    """What stands on the axis in the place of a hidden figure."""
    place = {"x": point.middle, "y": 0, "yanchor": "bottom", "showarrow": False}
    return {**place, "text": plain(point.mark), "font": {"size": 12, "color": colours(mode).muted}}


def _data(points: Sequence[Point], measure: Measure, target: float | None, step: Step, colour: str, mode: Mode, lang: str) -> Data:
    """The series as values: period, first and last day, figure, target where there is one, remark."""
    tone = tuple(colour if p.focus else colours(mode).context for p in points)
    label = [text(f"charts.step.{step}", lang), text("charts.first_day", lang), text("charts.until", lang)]
    figures = replace(measure.column("points" if measure.ratio else "columns", colour, tone), hollow=tuple(not p.complete for p in points))
    columns = [Column(label[0], "text"), Column(label[1], "day"), Column(label[2], "day"), figures]
    columns += [measure.column("dashed", colours(mode).muted, label=text("charts.target_column", lang))] if target is not None else []
    wanted = _focus(points) if target is not None else set()
    rows: list[tuple[Value, ...]] = []
    for p in points:
        first: tuple[Value, ...] = (formats.period(p.start, step, lang), p.start, p.end, p.mark or p.value)
        agreed: tuple[Value, ...] = (target if p.start in wanted else None,) if target is not None else ()
        rows.append((*first, *agreed, _note(p, lang)))
    return Data((*columns, Column(text("charts.note", lang), "text")), rows, measure.label or measure.unit)


def _focus(points: Sequence[Point]) -> set[date]:
    """The first days of the periods that the target is about."""
    return {p.start for p in points if p.focus} or {p.start for p in points}


def _labelled(start: date, count: int, step: Step) -> bool:
    """Whether a period gets a label below the axis: all of a few, else those at the start of a year or half-year."""
    if count <= LABELS or step == "year":
        return True
    return start.month in ((1,) if count > 30 or step == "quarter" else (1, 4, 7, 10))


def _tick(start: date, step: Step, lang: str) -> str:
    return formats.period(start, step, lang, short=True).replace(" ", "<br>")


def _hover(point: Point, measure: Measure, step: Step, lang: str) -> str:
    words = _written(point, measure, lang)
    note = _note(point, lang)
    return plain(f"{formats.period(point.start, step, lang)}: {words}") + (f"<br>{plain(note)}" if note else "")


def _written(point: Point, measure: Measure, lang: str) -> str:
    return point.mark or measure.write(point.value, lang) or text("charts.no_value", lang)


def _note(point: Point, lang: str) -> str:
    parts = [point.note, "" if point.complete else text("charts.running", lang, end=formats.day(point.end))]
    return " · ".join(p for p in parts if p)


def _subtitle(points: Sequence[Point], measure: Measure, target: float | None, lang: str) -> str:
    parts = [measure.label or measure.unit]
    parts += [text("charts.hollow", lang)] if any(not p.complete for p in points) else []
    parts += [text("charts.dashed", lang, value=measure.write(target, lang))] if target is not None else []
    return " · ".join(p for p in parts if p)


def _alt(title: str, shown: Sequence[Point], measure: Measure, step: Step, lang: str) -> str:
    if not shown:
        return text("charts.trend.alt_empty", lang, title=title)
    top = max(shown, key=lambda p: p.value or 0)
    return text(
        "charts.trend.alt", lang, title=title, first=formats.period(shown[0].start, step, lang), last=formats.period(shown[-1].start, step, lang),
        top=measure.write(top.value, lang), top_at=formats.period(top.start, step, lang), value=measure.write(shown[-1].value, lang),
    )  # fmt: skip
