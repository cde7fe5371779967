"""The same months of several hubs: a strip per hub, under each other, on one scale, so that they can be compared at a glance."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from charts.chart import Chart, Column, Data, Measure, Point, Value, figure, plain
from charts.colours import Mode, colours
from charts.labels import mixed, wrapped
from charts.template import layout, value_axis
from locales import formats, text

TALL, HEAD, FOOT = 92, 44, 40  # pixels: a strip, the name above it, the months below the last one
LABELLED = 13  # up to here every column carries its value
WIDTH = 0.78  # of a column, as a part of its month


@dataclass(frozen=True)
class Strip:
    """One hub: its name and a point per month; without any figure the strip says why in `reason`."""

    name: str
    points: Sequence[Point]
    reason: str = ""


def strips(title: str, subtitle: str, found: Sequence[Strip], measure: Measure, *, label: str, colour: str, mode: Mode, lang: str, period: str = "") -> Chart:
    """The chart. Counts are columns, ratios points on a line; the month that still runs is hollow, an absent value is a gap."""
    c = colours(mode)
    months = max((s.points for s in found), key=len, default=())
    names = [formats.period(p.start, "month", lang) for p in months]
    largest = max([p.value for s in found for p in s.points if p.value is not None] + [0])
    inner = len(found) * (TALL + HEAD)
    data: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    axes: dict[str, Any] = {}
    for n, strip in enumerate(found):
        key = "" if n == 0 else str(n + 1)
        top = 1 - (n * (TALL + HEAD) + HEAD) / inner
        axes[f"yaxis{key}"] = {**value_axis(largest, measure.percentage), "domain": [max(top - TALL / inner, 0), top], "nticks": 3, "fixedrange": True}
        place = {"xref": "paper", "x": 0, "xanchor": "left", "yref": "paper", "showarrow": False, "align": "left"}
        head = {"text": f"<b>{wrapped(strip.name, 42, 1)}</b>", "font": {"size": 13, "color": c.text}}
        notes.append({**place, "y": top, "yanchor": "bottom", "yshift": 6, **head})
        if strip.reason:
            axes[f"yaxis{key}"] |= {"showgrid": False, "showticklabels": False}
            notes.append({**place, "y": top, "yanchor": "top", "yshift": -6, "text": plain(strip.reason), "font": {"size": 12, "color": c.muted}})
        data.append(_trace(strip, names, measure, f"y{key}", colour, mode, lang))
        notes += [
            {"x": i, "y": 0, "yref": f"y{key}", "yanchor": "bottom", "showarrow": False, "text": plain(p.mark), "font": {"size": 12, "color": c.muted}}
            for i, p in enumerate(strip.points) if p.mark
        ]  # fmt: skip
    every = max(1, -(-len(months) // LABELLED))
    shown = range(0, len(months), every)
    axes["xaxis"] = {
        "tickvals": list(shown), "ticktext": [formats.period(months[i].start, "month", lang, short=True).replace(" ", "<br>") for i in shown],
        "range": [-0.5, len(months) - 0.5], "anchor": f"y{len(found)}" if len(found) > 1 else "y", "fixedrange": True, "showline": False,
    }  # fmt: skip
    height = inner + FOOT
    return Chart(
        figure(data, layout(mode, lang, **axes, annotations=notes, height=height, margin={"l": 8, "r": 8, "t": 0, "b": FOOT})),
        title, subtitle, _alt(title, found, measure, lang), (label, *(s.name for s in found)),
        [(name, *(_written(s, i, measure, lang) for s in found)) for i, name in enumerate(names)],
        _data(found, names, measure, label, colour, mode), period,
    )  # fmt: skip


def _trace(strip: Strip, names: Sequence[str], measure: Measure, axis: str, colour: str, mode: Mode, lang: str) -> dict[str, Any]:
    """What is drawn of one hub; a mark stands in the place of a figure that is hidden."""
    c = colours(mode)
    values = [None if p.mark else p.value for p in strip.points]
    hover = [f"{plain(strip.name)}<br>{plain(name)}: {plain(_written(strip, i, measure, lang))}" for i, name in enumerate(names)]
    common = {"x": list(range(len(values))), "y": values, "yaxis": axis, "hovertext": hover[: len(values)], "hoverinfo": "text", "cliponaxis": False}
    fill = [colour if p.complete else c.background for p in strip.points]
    if measure.ratio:
        marker = {"size": 7, "color": fill, "line": {"color": colour, "width": 1.5}}
        return {**common, "type": "scatter", "mode": "lines+markers", "connectgaps": False, "line": {"color": c.context, "width": 1.5}, "marker": marker}
    bars = {"type": "bar", "width": WIDTH, "marker": {"color": fill, "line": {"color": colour, "width": [0 if p.complete else 1.5 for p in strip.points]}}}
    if len(values) <= LABELLED:
        written = [measure.write(v, lang, unit=False) if v is not None else "" for v in values]
        bars |= {"text": written, "textposition": "outside", "textangle": 0, "textfont": {"size": 12, "color": c.text}}
    return common | bars


def _data(found: Sequence[Strip], names: Sequence[str], measure: Measure, label: str, colour: str, mode: Mode) -> Data:
    """The figures for files: one native chart for all hubs, each in a tint of the colour."""
    ground = colours(mode).background
    tints = [mixed(colour, ground, 0.7 * n / max(len(found) - 1, 1)) for n in range(len(found))]
    columns = [measure.column("points" if measure.ratio else "columns", tint, label=s.name) for s, tint in zip(found, tints, strict=True)]
    rows: list[tuple[Value, ...]] = [
        (name, *((s.points[i].mark or s.points[i].value) if i < len(s.points) else None for s in found)) for i, name in enumerate(names)
    ]
    return Data((Column(label, "text"), *columns), rows, measure.label or measure.unit)


def _written(strip: Strip, place: int, measure: Measure, lang: str) -> str:
    if place >= len(strip.points):
        return strip.reason or text("charts.no_value", lang)
    point = strip.points[place]
    return point.mark or measure.write(point.value, lang) or text("charts.no_value", lang)


def _alt(title: str, found: Sequence[Strip], measure: Measure, lang: str) -> str:
    said = []
    for strip in found:
        known = [p for p in strip.points if p.value is not None and not p.mark]
        if not known:
            said.append(f"{strip.name}: {strip.reason or text('charts.no_value', lang)}.")
            continue
        top = max(known, key=lambda p: p.value or 0)
        most = formats.period(top.start, "month", lang)
        said.append(text("breakdown.alt", lang, name=strip.name, group=most, value=measure.write(top.value, lang)))
    return f"{title}. {' '.join(said)}"
