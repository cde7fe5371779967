"""How a length is spread per group: a bar from the first to the third quartile with the median in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from charts.chart import Chart, Column, Data, Value, figure, plain
from charts.colours import Mode, colours
from charts.labels import mixed, wrapped
from charts.template import layout, value_axis
from locales import formats, text

ROW = 76  # pixels per group: the figure above the bar, two lines of words below it


@dataclass(frozen=True)
class Range:
    """One group: quartiles and median, None where there are none, and a note in words (how many finished, how many open)."""

    name: str
    q1: float | None
    median: float | None
    q3: float | None
    note: str


def ranges(title: str, subtitle: str, groups: Sequence[Range], *, unit: str, label: str, colour: str, mode: Mode, lang: str, period: str = "") -> Chart:
    """The groups from top to bottom on one scale from zero."""
    c = colours(mode)
    known = [g for g in groups if g.median is not None]
    largest = max([g.q3 or 0 for g in known] + [1])
    at = {g.name: i for i, g in enumerate(groups)}
    data: list[dict[str, Any]] = [
        {
            "type": "bar", "orientation": "h", "y": [at[g.name] for g in known], "base": [g.q1 or 0 for g in known], "width": 0.24,
            "x": [(g.q3 or 0) - (g.q1 or 0) for g in known], "marker": {"color": mixed(colour, c.background, 0.55)},
            "hovertext": [plain(f"{g.name}: {_words(g, unit, lang)}") for g in known], "hoverinfo": "text",
        },
        {
            "type": "scatter", "mode": "markers+text", "x": [g.median for g in known], "y": [at[g.name] for g in known], "hoverinfo": "skip",
            "marker": {"symbol": "line-ns", "size": 20, "line": {"width": 3, "color": colour}}, "cliponaxis": False,
            "text": [f"<b>{formats.number(g.median, 0, lang)}</b>" for g in known], "textposition": "top center", "textfont": {"size": 13, "color": c.text},
        },
    ]  # fmt: skip
    notes = [
        {
            "xref": "paper", "x": 0, "xanchor": "left", "align": "left", "y": i, "yanchor": "top", "yshift": -13, "showarrow": False,
            "text": "<br>".join(plain(part) for part in g.note.split(" · ")), "font": {"size": 11, "color": c.muted},
        }
        for i, g in enumerate(groups)
    ]  # fmt: skip
    axes = {
        "xaxis": value_axis(largest, False) | {"showgrid": True, "gridcolor": c.grid, "showline": False, "side": "bottom"},
        "yaxis": {
            "tickvals": list(range(len(groups))), "ticktext": [wrapped(g.name, 14) for g in groups], "range": [len(groups) - 0.38, -0.55],
            "ticklabelstandoff": 6,            "showgrid": False, "tickfont": {"size": 13, "color": c.text}, "rangemode": "normal",
        },
    }  # fmt: skip
    header = (label, text("charts.ranges.median", lang), text("charts.ranges.q1", lang), text("charts.ranges.q3", lang), text("charts.note", lang))
    rows: list[tuple[Value, ...]] = [(g.name, g.median, g.q1, g.q3, g.note) for g in groups]
    columns = (
        Column(header[0], "text"), Column(header[1], decimals=1, drawn="bars", colour=colour), Column(header[2], decimals=1), Column(header[3], decimals=1),
        Column(header[4], "text"),
    )  # fmt: skip
    said = ", ".join(f"{g.name}: {_words(g, unit, lang) or g.note}" for g in groups)
    return Chart(
        figure(data, layout(mode, lang, **axes, annotations=notes, height=ROW * len(groups) + 52, margin={"l": 8, "r": 8, "t": 8, "b": 8})),
        title, subtitle, f"{title}. {said}.", header,
        [(g.name, *(formats.number(v, 1, lang) for v in (g.median, g.q1, g.q3)), g.note) for g in groups], Data(columns, rows, unit), period,
    )  # fmt: skip


def _words(group: Range, unit: str, lang: str) -> str:
    if group.median is None:
        return ""
    numbers = {k: formats.number(v, 0, lang) for k, v in (("median", group.median), ("q1", group.q1), ("q3", group.q3))}
    return text("charts.ranges.words", lang, unit=unit, **numbers)
