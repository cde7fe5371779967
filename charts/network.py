"""Who is connected with whom: points with their name, lines as thick as the connection is strong. The places are given."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from charts.chart import Chart, Column, Data, Value, figure, plain
from charts.colours import Mode, colours
from charts.labels import mixed, wrapped
from charts.template import layout
from locales import formats, text

TALL = 780  # pixels: a name of two lines fits in the room that the places leave
WIDTHS = ((1, 1.0), (2, 2.0), (3, 3.5))  # from so many shared cases, the width of the line
SYMBOLS = ("circle", "square", "diamond", "triangle-up")


@dataclass(frozen=True)
class Point:
    """One party: its name, the kind it is of, how much it weighs, and its place between 0 and 1."""

    name: str
    kind: str
    weight: int
    x: float
    y: float


@dataclass(frozen=True)
class Line:
    """A connection between two points, by their place in the list, and how strong it is."""

    a: int
    b: int
    count: int


def network(
    title: str, subtitle: str, points: Sequence[Point], lines: Sequence[Line], *, kinds: dict[str, str], label: str, mode: Mode, lang: str, period: str = "",
) -> Chart:  # fmt: skip
    """The network; each kind (key -> name) has its own symbol and tone, named at the top. The table holds the connections."""
    c = colours(mode)
    tones = dict(zip(kinds, (c.primary, c.link, c.status["slightly_behind"], c.muted), strict=False))
    data = [_lines([e for e in lines if low <= e.count < high], points, width, mode) for (low, width), high in zip(WIDTHS, (2, 3, 10**9), strict=True)]
    for (kind, name), symbol in zip(kinds.items(), SYMBOLS, strict=False):
        mine = [p for p in points if p.kind == kind]
        if mine:
            data.append(_points(mine, name, symbol, tones[kind], mode, lang))
    axes = {
        "xaxis": {"visible": False, "range": [-0.01, 1.01], "fixedrange": True},
        "yaxis": {"visible": False, "range": [-0.02, 1.0], "fixedrange": True},
        "legend": {
            "orientation": "h",
            "x": 0,
            "y": 1.0,
            "yanchor": "bottom",
            "font": {"size": 13, "color": c.text},
            "itemclick": False,
            "itemdoubleclick": False,
        },
    }
    strong = sorted(lines, key=lambda e: (-e.count, points[e.a].name, points[e.b].name))
    rows: list[tuple[Value, ...]] = [(points[e.a].name, points[e.b].name, e.count) for e in strong]
    columns = (Column(text("charts.network.one", lang), "text"), Column(text("charts.network.other", lang), "text"), Column(label))
    return Chart(
        figure(data, layout(mode, lang, **axes, height=TALL, showlegend=True, margin={"l": 4, "r": 4, "t": 34, "b": 30})),
        title, subtitle, _alt(title, points, strong, lang), tuple(col.label for col in columns),
        [(str(a), str(b), formats.number(float(n or 0), 0, lang)) for a, b, n in rows], Data(columns, rows, label), period,  # type: ignore[arg-type]
    )  # fmt: skip


def _lines(lines: Sequence[Line], points: Sequence[Point], width: float, mode: Mode) -> dict[str, Any]:
    c = colours(mode)
    x: list[float | None] = []
    y: list[float | None] = []
    for line in lines:
        x += [points[line.a].x, points[line.b].x, None]
        y += [points[line.a].y, points[line.b].y, None]
    tone = mixed(c.context, c.background, 0.62 if width < 2 else 0.4)
    return {"type": "scatter", "mode": "lines", "x": x, "y": y, "line": {"color": tone, "width": width}, "hoverinfo": "skip", "showlegend": False}


def _points(points: Sequence[Point], name: str, symbol: str, tone: str, mode: Mode, lang: str) -> dict[str, Any]:
    c = colours(mode)
    return {
        "type": "scatter", "mode": "markers+text", "name": plain(name), "x": [p.x for p in points], "y": [p.y for p in points],
        "marker": {
            "symbol": symbol, "size": [8 + 3 * min(p.weight, 20) ** 0.5 for p in points], "color": tone, "opacity": 1,
            "line": {"color": c.background, "width": 1.5},
        },
        "text": [wrapped(p.name, 24) for p in points], "textposition": "bottom center", "textfont": {"size": 11, "color": c.text}, "cliponaxis": False,
        "hovertext": [f"{plain(p.name)}<br>{plain(name)} · {text('charts.network.weight', lang, count=formats.number(p.weight, 0, lang))}" for p in points],
        "hoverinfo": "text",
    }  # fmt: skip


def _alt(title: str, points: Sequence[Point], strong: Sequence[Line], lang: str) -> str:
    said = text("charts.network.alt", lang, title=title, points=formats.number(len(points), 0, lang), lines=formats.number(len(strong), 0, lang))
    if not strong:
        return said
    first = strong[0]
    return f"{said} {text('charts.network.strongest', lang, a=points[first.a].name, b=points[first.b].name, count=formats.number(first.count, 0, lang))}"
