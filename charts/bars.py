"""The same groups in one or more panels side by side: bars from zero with their value, each panel on its own scale."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from charts.chart import Chart, Column, Data, Measure, Value, figure, plain
from charts.colours import Mode, colours
from charts.labels import wrapped
from charts.template import layout
from locales import text

ROW, LINE = 30, 16  # pixels of a group, and of a line above a panel
ROOM = 0.34  # how much of a panel is kept free for the value behind the longest bar; more where panels are narrow
GAP = 0.03  # between panels, as a part of the width


@dataclass(frozen=True)
class Panel:
    """One measure over all groups. `values` has one entry per group, None = no figure, of which `marks` say why ("geen lijst").

    The bars in `hollow` (by place) are drawn open, for what is not counted but estimated or expected.
    """

    measure: Measure
    values: Sequence[float | None]
    colour: str
    marks: Sequence[str] = ()
    hollow: frozenset[int] = frozenset()


def bars(
    title: str, subtitle: str, groups: Sequence[str], panels: Sequence[Panel], *, label: str, mode: Mode, lang: str, period: str = "", names: int = 22
) -> Chart:
    """The chart. Groups stand from top to bottom in the given order; `label` names what they are; `names` = characters per line."""
    data: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    axes: dict[str, Any] = {}
    names_above = [wrapped(p.measure.name, 16, 3) for p in panels]
    above = LINE * (max(n.count("<br>") for n in names_above) + 1) + 14 if len(panels) > 1 else 12
    room = ROOM * (1.4 if len(panels) > 1 else 1)
    share = (1 - GAP * (len(panels) - 1)) / len(panels)
    for number, panel in enumerate(panels):
        key = "" if number == 0 else str(number + 1)
        left = number * (share + GAP)
        largest = max([v for v in panel.values if v is not None] + [0]) or 1
        axes[f"xaxis{key}"] = {"domain": [left, left + share], "range": [0, largest * (1 + room)], "visible": False, "fixedrange": True}
        data.append(_bars(panel, groups, key, mode, lang))
        if len(panels) > 1:
            notes.append({
                "xref": "paper", "x": left, "xanchor": "left", "yref": "paper", "y": 1, "yanchor": "bottom", "yshift": 4, "showarrow": False, "align": "left",
                "text": f"<b>{names_above[number]}</b>", "font": {"size": 12 if len(panels) < 3 else 11, "color": colours(mode).text},
            })  # fmt: skip
    names_axis = {
        "tickvals": list(range(len(groups))), "ticktext": [wrapped(g, names) for g in groups], "range": [len(groups) - 0.5, -0.5], "showgrid": False,
        "ticklabelstandoff": 6,
        "tickfont": {"size": 12, "color": colours(mode).text}, "rangemode": "normal",
    }  # fmt: skip
    height = ROW * len(groups) + above + 8
    margin = {"l": 8, "r": 4, "t": above, "b": 8}
    return Chart(
        figure(data, layout(mode, lang, **axes, yaxis=names_axis, annotations=notes, height=max(height, 90), margin=margin, bargap=0.32)),
        title, subtitle, _alt(title, groups, panels, lang), (label, *(p.measure.name for p in panels)),
        [(g, *(_written(p, i, lang) for p in panels)) for i, g in enumerate(groups)], _data(groups, panels, label), period,
    )  # fmt: skip


def _bars(panel: Panel, groups: Sequence[str], key: str, mode: Mode, lang: str) -> dict[str, Any]:
    c = colours(mode)
    places = range(len(groups))
    look = {
        "color": ["rgba(0,0,0,0)" if i in panel.hollow else panel.colour for i in places],
        "line": {"color": panel.colour, "width": [1.5 if i in panel.hollow else 0 for i in places]},
    }
    return {
        "type": "bar", "orientation": "h", "y": list(range(len(groups))), "x": [v or 0 for v in panel.values], "xaxis": f"x{key}", "marker": look,
        "text": [plain(_written(panel, i, lang, unit=False)) for i in range(len(groups))], "textposition": "outside", "cliponaxis": False, "textangle": 0,
        "textfont": {"size": 12, "color": [c.muted if v is None else c.text for v in panel.values]},
        "hovertext": [f"{plain(g)}<br>{plain(panel.measure.name)}: {plain(_written(panel, i, lang))}" for i, g in enumerate(groups)], "hoverinfo": "text",
    }  # fmt: skip


def _written(panel: Panel, place: int, lang: str, unit: bool = True) -> str:
    amount = panel.values[place]
    mark = panel.marks[place] if panel.marks else ""
    return panel.measure.write(amount, lang, unit=unit) if amount is not None else mark or text("charts.no_value", lang)


def _data(groups: Sequence[str], panels: Sequence[Panel], label: str) -> Data:
    rows: list[tuple[Value, ...]] = [(g, *(_value(p, i) for p in panels)) for i, g in enumerate(groups)]
    columns = [Column(label, "text"), *(_column(p) for p in panels)]
    return Data(tuple(columns), rows, panels[0].measure.label or panels[0].measure.unit, panels=len(panels) > 1)


def _column(panel: Panel) -> Column:
    """The panel's figures for files, with the bars that are drawn open."""
    if not panel.hollow:
        return panel.measure.column("bars", panel.colour)
    places = range(len(panel.values))
    return replace(panel.measure.column("bars", panel.colour, tuple(panel.colour for _ in places)), hollow=tuple(i in panel.hollow for i in places))


def _value(panel: Panel, place: int) -> Value:
    amount = panel.values[place]
    return amount if amount is not None else (panel.marks[place] or None if panel.marks else None)


def _alt(title: str, groups: Sequence[str], panels: Sequence[Panel], lang: str) -> str:
    said = []
    for panel in panels:
        known = [(v, g) for v, g in zip(panel.values, groups, strict=True) if v is not None]
        if known:
            value, group = max(known, key=lambda k: k[0])
            said.append(text("charts.bars.alt", lang, name=panel.measure.name, group=group, value=panel.measure.write(value, lang)))
    return f"{title}. {' '.join(said) or text('charts.no_value', lang)}"
