"""A flow from left to right through one point: bands as wide as what they carry, with their names and numbers beside them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from charts.chart import Chart, Column, Data, Value, figure, plain
from charts.colours import Mode, colours
from charts.labels import mixed, wrapped
from charts.template import layout
from locales import formats, text

LINE, NAME = 16, 14  # pixels of a line of text, and letters in it
THICK, GAP = 170, 8  # pixels of all bands together, and between two of them
BEND = 16  # points of a curve
HUB = (0.485, 0.515)


@dataclass(frozen=True)
class Band:
    """One band: where it comes from or goes to, how much, and a remark ("3 opgenomen")."""

    name: str
    count: int
    note: str = ""


def sankey(
    title: str, subtitle: str, sources: Sequence[Band], hub: str, targets: Sequence[Band], *, label: str, colour: str, mode: Mode, lang: str, period: str = "",
) -> Chart:  # fmt: skip
    """Sources on the left, targets on the right; both sides add up to the same total, which stands at the point in between."""
    total = sum(s.count for s in sources)
    size = max(sum(_slot(b, total) for b in bands) for bands in (sources, targets))
    room = max(size, THICK) + 2 * LINE + 8  # above the Hub stand its name and number
    data: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    for side, bands in (("left", sources), ("right", targets)):
        places = _stack(bands, total, room)
        data += _side(bands, places, side, room, colour, mode, lang)
        notes += _names(bands, places, side, mode, lang)
    c = colours(mode)
    data.append(_block(HUB, _centred(room), c.primary))
    words = f"<b>{plain(hub)}</b><br>{formats.number(total, 0, lang)}"
    top = _centred(room)[1]
    notes.append({"x": 0.5, "y": top, "yanchor": "bottom", "yshift": 3, "showarrow": False, "text": words, "font": {"size": 12, "color": c.text}})
    axes = {
        "xaxis": {"visible": False, "range": [0, 1], "fixedrange": True},
        "yaxis": {"visible": False, "range": [0, room], "fixedrange": True, "rangemode": "normal"},
    }
    header = (text("charts.sankey.side", lang), text("charts.sankey.name", lang), label, text("charts.note", lang))
    table: list[tuple[Value, ...]] = [
        (text(f"charts.sankey.{side}", lang), b.name, b.count, b.note) for side, bands in (("from", sources), ("to", targets)) for b in bands
    ]
    columns = (Column(header[1], "text"), Column(header[2], drawn="bars", colour=colour), Column(header[0], "text"), Column(header[3], "text"))
    return Chart(
        figure(data, layout(mode, lang, **axes, annotations=notes, height=round(room) + 8, margin={"l": 4, "r": 4, "t": 4, "b": 4})),
        title, subtitle, _alt(title, sources, targets, total, lang), header,
        [(str(side), str(name), formats.number(float(count or 0), 0, lang), str(note)) for side, name, count, note in table],  # type: ignore[arg-type]
        Data(columns, [(name, count, side, note) for side, name, count, note in table], label), period,
    )  # fmt: skip


def _slot(band: Band, total: int) -> float:
    """How many pixels a band takes with its name beside it."""
    lines = wrapped(band.name, NAME).count("<br>") + 1
    return max(THICK * band.count / (total or 1), LINE * lines) + GAP


def _stack(bands: Sequence[Band], total: int, room: float) -> list[tuple[float, float]]:
    """Bottom and top in pixels of each band on its side, from top to bottom; the names keep their distance."""
    slots = [_slot(b, total) for b in bands]
    found, top = [], (room + sum(slots)) / 2 - LINE
    for band, slot in zip(bands, slots, strict=True):
        middle, thick = top - slot / 2, THICK * band.count / (total or 1)
        found.append((middle - thick / 2, middle + thick / 2))
        top -= slot
    return found


def _centred(room: float) -> tuple[float, float]:
    """Bottom and top of the block in the middle."""
    return (room - THICK) / 2 - LINE, (room + THICK) / 2 - LINE


def _side(bands: Sequence[Band], places: Sequence[tuple[float, float]], side: str, room: float, colour: str, mode: Mode, lang: str) -> list[dict[str, Any]]:
    """The bands of one side: a curve to the middle each, and a block at the outer end."""
    c = colours(mode)
    inner_top = _centred(room)[1]
    found = []
    for band, (low, high) in zip(bands, places, strict=True):
        inner = (inner_top - (high - low), inner_top)
        inner_top = inner[0]
        ends = ((0.31, low, high), (HUB[0], *inner)) if side == "left" else ((HUB[1], *inner), (0.69, low, high))
        x, y = _curve(*ends)
        words = f"{plain(band.name)}: {formats.number(band.count, 0, lang)}" + (f"<br>{plain(band.note)}" if band.note else "")
        found.append({
            "type": "scatter", "mode": "lines", "x": x, "y": y, "fill": "toself", "fillcolor": mixed(colour, c.background, 0.6), "line": {"width": 0},
            "hoveron": "fills", "hoverinfo": "text", "text": words,
        })  # fmt: skip
        found.append(_block((0.302, 0.31) if side == "left" else (0.69, 0.698), (low, high), colour))
    return found


def _curve(start: tuple[float, float, float], end: tuple[float, float, float]) -> tuple[list[float], list[float]]:
    """The outline of a band between two upright ends (x, bottom, top)."""
    steps = [i / BEND for i in range(BEND + 1)]
    ease = [s * s * (3 - 2 * s) for s in steps]
    x = [start[0] + (end[0] - start[0]) * s for s in steps]
    upper = [start[2] + (end[2] - start[2]) * s for s in ease]
    lower = [start[1] + (end[1] - start[1]) * s for s in ease]
    return [*x, *reversed(x)], [*upper, *reversed(lower)]


def _block(across: tuple[float, float], up: tuple[float, float], colour: str) -> dict[str, Any]:
    x, y = [across[0], across[1], across[1], across[0]], [up[0], up[0], up[1], up[1]]
    return {"type": "scatter", "mode": "lines", "x": x, "y": y, "fill": "toself", "fillcolor": colour, "line": {"width": 0}, "hoverinfo": "skip"}


def _names(bands: Sequence[Band], places: Sequence[tuple[float, float]], side: str, mode: Mode, lang: str) -> list[dict[str, Any]]:
    c = colours(mode)
    place = {"x": 0.295, "xanchor": "right", "align": "right"} if side == "left" else {"x": 0.705, "xanchor": "left", "align": "left"}
    return [
        {
            **place, "y": (low + high) / 2, "yanchor": "middle", "showarrow": False, "font": {"size": 12, "color": c.text},
            "text": f"<b>{formats.number(band.count, 0, lang)}</b> {wrapped(band.name, NAME)}",
        }
        for band, (low, high) in zip(bands, places, strict=True)
    ]  # fmt: skip


def _alt(title: str, sources: Sequence[Band], targets: Sequence[Band], total: int, lang: str) -> str:
    def said(bands: Sequence[Band]) -> str:
        return ", ".join(f"{b.name} {formats.number(b.count, 0, lang)}" for b in bands)

    return text("charts.sankey.alt", lang, title=title, total=formats.number(total, 0, lang), sources=said(sources), targets=said(targets))
