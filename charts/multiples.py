"""The same groups in small charts on one scale: panels beside each other, one per phase."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from charts.chart import Chart, Column, Data, Measure, Value, figure, plain
from charts.colours import Mode, colours
from charts.labels import wrapped
from charts.template import layout
from locales import text

ROW, HEAD = 28, 42  # pixels
ROOM = 0.95  # what is kept free behind the longest bar for its value, as a part of that bar: four panels on a phone are narrow
GAP = 0.03  # between panels, as a part of the width


@dataclass(frozen=True)
class Small:
    """One panel: its name, a line below it, a value per group (None = no figure) and `marks` for what stands in the place of a figure.

    Without any figure the panel says why in `reason`. `focus` gives it its colour, the others are grey.
    """

    name: str
    note: str
    values: Sequence[float | None]
    marks: Sequence[str] = ()
    reason: str = ""
    focus: bool = False


def multiples(
    title: str, subtitle: str, groups: Sequence[str], panels: Sequence[Small], measure: Measure, *, label: str, colour: str, mode: Mode, lang: str,
    period: str = "",
) -> Chart:  # fmt: skip
    """The chart. All panels have one zero-based scale; groups stand from top to bottom in the given order."""
    c = colours(mode)
    largest = max([v for p in panels for v in p.values if v is not None] + [0]) or 1
    width = (1 - GAP * (len(panels) - 1)) / max(len(panels), 1)
    data: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    axes: dict[str, Any] = {}
    for number, panel in enumerate(panels):
        key, left = "" if number == 0 else str(number + 1), number * (width + GAP)
        axes[f"xaxis{key}"] = {"domain": [left, left + width], "range": [0, largest * (1 + ROOM)], "visible": False, "fixedrange": True}
        head = f"<b>{wrapped(panel.name, 16, 1)}</b><br><span style='font-size:11px;color:{c.muted}'>{wrapped(panel.note, 18, 1)}</span>"
        place = {"xref": "paper", "x": left, "xanchor": "left", "yref": "paper", "showarrow": False, "align": "left"}
        notes.append({**place, "y": 1, "yanchor": "bottom", "yshift": 2, "text": head, "font": {"size": 12, "color": c.text}})
        if panel.reason:
            notes.append({**place, "y": 1, "yanchor": "top", "yshift": -4, "text": wrapped(panel.reason, 14, 3), "font": {"size": 12, "color": c.muted}})
        data.append(_bars(panel, groups, measure, key, colour if panel.focus else c.context, mode, lang))
    names = {
        "tickvals": list(range(len(groups))), "ticktext": [wrapped(g, 16) for g in groups], "range": [len(groups) - 0.5, -0.5], "showgrid": False,
        "ticklabelstandoff": 6, "tickfont": {"size": 12, "color": c.text}, "rangemode": "normal",
    }  # fmt: skip
    height = max(ROW * len(groups) + HEAD + 14, 110)
    rows: list[tuple[Value, ...]] = [(g, *(_value(p, i) for p in panels)) for i, g in enumerate(groups)]
    tones = [colour if p.focus else c.context for p in panels]
    columns = (Column(label, "text"), *(measure.column("bars", tone, label=p.name) for p, tone in zip(panels, tones, strict=True)))
    return Chart(
        figure(data, layout(mode, lang, **axes, yaxis=names, annotations=notes, height=height, margin={"l": 8, "r": 4, "t": HEAD, "b": 8}, bargap=0.3)),
        title, subtitle, _alt(title, groups, panels, measure, lang), (label, *(p.name for p in panels)),
        [(g, *(p.reason or _written(p, i, measure, lang) for p in panels)) for i, g in enumerate(groups)],
        Data(columns, rows, measure.label or measure.unit), period,
    )  # fmt: skip


def _bars(panel: Small, groups: Sequence[str], measure: Measure, key: str, colour: str, mode: Mode, lang: str) -> dict[str, Any]:
    c = colours(mode)
    written = [_written(panel, i, measure, lang) for i in range(len(groups))]
    return {
        "type": "bar", "orientation": "h", "y": list(range(len(groups))), "x": [v or 0 for v in panel.values], "xaxis": f"x{key}",
        "marker": {"color": colour}, "text": [""] * len(groups) if panel.reason else [plain(w) for w in written], "textposition": "outside",
        "cliponaxis": False, "textangle": 0, "textfont": {"size": 12, "color": [c.muted if v is None else c.text for v in panel.values]},
        "hovertext": [f"{plain(g)}<br>{plain(panel.name)}: {plain(panel.reason or w)}" for g, w in zip(groups, written, strict=True)], "hoverinfo": "text",
    }  # fmt: skip


def _value(panel: Small, place: int) -> Value:
    """The figure, or what stands in its place."""
    return (panel.marks[place] if panel.marks else "") or panel.values[place]


def _written(panel: Small, place: int, measure: Measure, lang: str) -> str:
    found = _value(panel, place)
    return found if isinstance(found, str) else measure.write(panel.values[place], lang, unit=False) or "–"


def _alt(title: str, groups: Sequence[str], panels: Sequence[Small], measure: Measure, lang: str) -> str:
    said = []
    for panel in panels:
        known = [(v, g) for v, g in zip(panel.values, groups, strict=True) if v is not None]
        if panel.reason or not known:
            said.append(f"{panel.name}: {panel.reason or text('charts.no_value', lang)}.")
        else:
            value, group = max(known, key=lambda k: k[0])
            said.append(text("breakdown.alt", lang, name=panel.name, group=group, value=measure.write(value, lang)))
    return f"{title}. {' '.join(said)}"
