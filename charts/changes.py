"""What changed from one stretch to another: a bar to the left for less, to the right for more, and opposite it both figures in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from charts.chart import Chart, Column, Data, Value, figure, plain
from charts.colours import Mode, colours
from charts.labels import mixed, wrapped
from charts.template import layout
from locales import text

ROW, HEAD = 46, 26  # pixels


@dataclass(frozen=True)
class Change:
    """One line: what it is about, both figures as values and in words, and how large the change is, from −1 to 1."""

    name: str
    before: float
    after: float
    words: str
    relative: float
    colour: str


def changes(
    title: str, subtitle: str, lines: Sequence[Change], *, names: tuple[str, str, str], less: str, more: str, mode: Mode, lang: str, period: str = ""
) -> Chart:
    """The lines in the given order; `names` are those of what changes, the first and the second stretch, for the table."""
    c = colours(mode)
    places = list(range(len(lines)))
    bars = {
        "type": "bar", "orientation": "h", "y": places, "x": [x.relative for x in lines], "width": 0.26, "hoverinfo": "text",
        "hovertext": [plain(f"{x.name}: {x.words}") for x in lines],
        "marker": {"color": [x.colour if x.relative >= 0 else mixed(x.colour, c.background, 0.5) for x in lines]},
    }  # fmt: skip
    notes: list[dict[str, Any]] = []
    for i, line in enumerate(lines):
        name = {"xref": "paper", "x": 0, "xanchor": "left", "yanchor": "bottom", "yshift": 8, "text": wrapped(line.name, 44, 1), "bgcolor": c.background}
        side, away = ("right", -7) if line.relative >= 0 else ("left", 7)
        said = {"x": 0, "xanchor": side, "xshift": away, "yanchor": "middle", "text": f"<b>{plain(line.words)}</b>"}
        notes += [{**note, "y": i, "showarrow": False, "font": {"size": 12, "color": c.text}} for note in (name, said)]
    for words, x, anchor in ((f"← {less}", -0.02, "right"), (f"{more} →", 0.02, "left")):
        notes.append({
            "x": x, "xanchor": anchor, "yref": "paper", "y": 1, "yanchor": "bottom", "showarrow": False, "text": plain(words),
            "font": {"size": 11, "color": c.muted},
        })  # fmt: skip
    middle = {"type": "line", "xref": "x", "x0": 0, "x1": 0, "yref": "paper", "y0": 0, "y1": 1, "line": {"color": c.border, "width": 1}, "layer": "below"}
    axes = {
        "xaxis": {"range": [-1.02, 1.02], "visible": False, "fixedrange": True},
        "yaxis": {"range": [len(lines) - 0.6, -0.75], "visible": False, "rangemode": "normal", "fixedrange": True},
    }
    rows: list[tuple[Value, ...]] = [(x.name, x.before, x.after, x.relative) for x in lines]
    typed = (
        Column(names[0], "text"), Column(names[1], decimals=2), Column(names[2], decimals=2),
        Column(text("phases.movers.relative", lang), decimals=2, drawn="bars", colour=c.primary, colours=tuple(x.colour for x in lines)),
    )  # fmt: skip
    said = ". ".join(f"{x.name}: {x.words}" for x in lines) or text("charts.no_value", lang)
    height = max(ROW * len(lines) + HEAD + 12, 110)
    return Chart(
        figure([bars], layout(mode, lang, **axes, shapes=[middle], annotations=notes, height=height, margin={"l": 4, "r": 4, "t": HEAD, "b": 8})),
        title, subtitle, f"{title}. {said}.", (names[0], f"{names[1]} → {names[2]}"), [(x.name, x.words) for x in lines],
        Data(typed, rows, subtitle), period,
    )  # fmt: skip
