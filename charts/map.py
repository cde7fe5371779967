"""Places as circles as large as their figure, where they lie towards each other; no map from outside is fetched."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Any

from charts.chart import Chart, Column, Data, Measure, Value, figure, plain
from charts.colours import Mode, colours
from charts.labels import mixed
from charts.template import layout
from locales import formats, text

TALL = 560  # pixels
LARGEST = 50  # diameter of the largest circle in pixels
KM = 1 / 111.2  # one kilometre in degrees of latitude
SCALE = 870  # pixels per degree at which names are kept apart: that of a phone
MARGIN = 0.06  # degrees beside the outermost places
LETTER, LINE = 7.2, 17  # pixels of a letter and of a line, with some room around them
ROUNDS = 4  # how often every name looks again for its best place
# Where a name can stand beside its circle, the best first: plotly's word, and which way that is.
SIDES = (
    ("bottom center", 0, -1), ("top center", 0, 1), ("middle right", 1, 0), ("middle left", -1, 0),
    ("bottom right", 1, -1), ("top right", 1, 1), ("bottom left", -1, -1), ("top left", -1, 1),
)  # fmt: skip

Rectangle = tuple[float, float, float, float]  # left, bottom, right, top in pixels


@dataclass(frozen=True)
class Place:
    """One place: name, degrees north and east, its figure (None = none), more for those who point at it, and what stands for a hidden one."""

    name: str
    lat: float
    lon: float
    value: float | None
    detail: str = ""
    mark: str = ""


@dataclass(frozen=True)
class Box:
    """What is not on the map: its name and figure."""

    name: str
    value: float | None
    mark: str = ""


def places(
    title: str, subtitle: str, found: Sequence[Place], boxes: Sequence[Box], measure: Measure, *, chosen: str, colour: str, mode: Mode, lang: str,
    period: str = "",
) -> Chart:  # fmt: skip
    """The map. A place with 0 is a small ring; `chosen` has a ring around it; what lies elsewhere stands in a box at the top left."""
    c = colours(mode)
    found = sorted(found, key=lambda p: -(p.value or 0))  # small circles lie on large ones
    flat = cos(radians(sum(p.lat for p in found) / max(len(found), 1)))
    at = [((p.lon) * flat, p.lat) for p in found]
    largest = max([p.value or 0 for p in found] + [0]) or 1
    sizes = [max(LARGEST * ((p.value or 0) / largest) ** 0.5, 7) for p in found]
    trace: dict[str, Any] = {
        "type": "scatter", "mode": "markers+text", "x": [x for x, _ in at], "y": [y for _, y in at], "customdata": [[p.name] for p in found],
        "marker": {
            "size": sizes, "color": [mixed(colour, c.background, 0.35) if p.value else "rgba(0,0,0,0)" for p in found], "opacity": 1,
            "line": {"color": [c.text if p.name == chosen else colour if p.value else c.context for p in found],
                     "width": [3 if p.name == chosen else 1.2 for p in found]},
        },
        "text": [_label(p, measure, lang) for p in found], "textposition": _sides(at, sizes, [f"{p.name} {_figure(p, measure, lang)}" for p in found]),
        "textfont": {"size": 12, "color": [c.text if p.value else c.muted for p in found]}, "cliponaxis": False,
        "hovertext": [_hover(p, measure, lang) for p in found], "hoverinfo": "text",
        "selected": {"marker": {"opacity": 1}}, "unselected": {"marker": {"opacity": 1}, "textfont": {"color": c.text}},
    }  # fmt: skip
    x, y = [p[0] for p in at] or [0.0], [p[1] for p in at] or [0.0]
    scale = {"showgrid": False, "visible": False, "fixedrange": True}
    axes = {
        "xaxis": {**scale, "range": [min(x) - MARGIN, max(x) + MARGIN], "constrain": "domain"},
        "yaxis": {**scale, "range": [min(y) - 0.025, max(y) + 0.02], "scaleanchor": "x", "scaleratio": 1, "rangemode": "normal"},
    }
    ruler = _ruler(min(x), min(y), mode, lang)
    notes = [ruler[1], *([_box(boxes, measure, mode, lang)] if boxes else [])]
    rows: list[tuple[Value, ...]] = [(p.name, p.mark or p.value) for p in (*found, *boxes)]
    columns = (Column(text("charts.map.place", lang), "text"), measure.column("bars", colour))
    return Chart(
        figure([trace], layout(mode, lang, **axes, annotations=notes, shapes=[ruler[0]], height=TALL, margin={"l": 4, "r": 4, "t": 4, "b": 4})),
        title, subtitle, _alt(title, found, boxes, measure, lang), (columns[0].label, columns[1].label),
        [(p.name, p.mark or measure.write(p.value, lang) or text("charts.no_value", lang)) for p in (*found, *boxes)],
        Data(columns, rows, measure.label or measure.unit), period,
    )  # fmt: skip


def _figure(place: Place, measure: Measure, lang: str) -> str:
    """What stands behind a name; nothing for 0."""
    return place.mark or (measure.write(place.value, lang, unit=False) if place.value else "")


def _label(place: Place, measure: Measure, lang: str) -> str:
    value = plain(_figure(place, measure, lang))
    return f"{plain(place.name)} <b>{value}</b>" if value else plain(place.name)


def _sides(at: Sequence[tuple[float, float]], sizes: Sequence[float], names: Sequence[str]) -> list[str]:
    """Where each name stands: where it covers the fewest other names and circles.

    The largest circles choose first; then all choose again, now that the others have a place.
    """
    points = [(x * SCALE, y * SCALE) for x, y in at]
    if not points:
        return []
    circles = [_around(x, y, size, size) for (x, y), size in zip(points, sizes, strict=True)]
    left, right = min(x for x, _ in points) - MARGIN * SCALE, max(x for x, _ in points) + MARGIN * SCALE
    options = [_beside(point, size, name) for point, size, name in zip(points, sizes, names, strict=True)]
    chosen: dict[int, tuple[str, Rectangle]] = {}
    for _ in range(ROUNDS):
        for i in sorted(range(len(at)), key=lambda n: -sizes[n]):
            others = [box for n, (_, box) in chosen.items() if n != i]
            around = [circle for n, circle in enumerate(circles) if n != i]

            def cost(rank: int, box: Rectangle, others: list[Rectangle] = others, around: list[Rectangle] = around) -> float:
                covered = sum(4 * _shared(box, other) for other in others) + sum(4 * _shared(box, circle) for circle in around)
                return covered + 60 * (max(left - box[0], 0) + max(box[2] - right, 0)) + rank

            chosen[i] = min(enumerate(options[i]), key=lambda o: cost(o[0], o[1][1]))[1]
    return [chosen[i][0] for i in range(len(at))]


def _beside(point: tuple[float, float], size: float, name: str) -> list[tuple[str, Rectangle]]:
    """Every side of a circle with the room that its name takes there."""
    (x, y), wide, away = point, len(name) * LETTER, size / 2
    found = []
    for side, right, up in SIDES:
        slant = 0.7 if right and up else 1.0
        found.append((side, _around(x + right * (away * slant + wide / 2 + 2), y + up * (away * slant + LINE / 2), wide, LINE)))
    return found


def _around(x: float, y: float, wide: float, high: float) -> Rectangle:
    return x - wide / 2, y - high / 2, x + wide / 2, y + high / 2


def _shared(one: Rectangle, other: Rectangle) -> float:
    """The area that two rectangles share, in square pixels."""
    across, up = min(one[2], other[2]) - max(one[0], other[0]), min(one[3], other[3]) - max(one[1], other[1])
    return across * up if across > 0 and up > 0 else 0.0


def _ruler(x: float, y: float, mode: Mode, lang: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """A line as long as ten kilometres, with its length."""
    c = colours(mode)
    ends = {"x0": x - 0.02, "x1": x - 0.02 + 10 * KM, "y0": y - 0.018, "y1": y - 0.018}
    shape = {"type": "line", **ends, "line": {"color": c.muted, "width": 2}}
    note = {
        "x": ends["x0"], "xanchor": "left", "y": ends["y0"], "yanchor": "bottom", "showarrow": False, "text": text("charts.map.ruler", lang),
        "font": {"size": 11, "color": c.muted},
    }  # fmt: skip
    return shape, note


def _box(boxes: Sequence[Box], measure: Measure, mode: Mode, lang: str) -> dict[str, Any]:
    c = colours(mode)
    words = "<br>".join(f"{plain(b.name)}: <b>{plain(b.mark or measure.write(b.value, lang, unit=False))}</b>" for b in boxes)
    return {
        "xref": "paper", "x": 0, "xanchor": "left", "yref": "paper", "y": 1, "yanchor": "top", "showarrow": False, "text": words, "align": "left",
        "font": {"size": 12, "color": c.text}, "bgcolor": c.surface, "bordercolor": c.border, "borderwidth": 1, "borderpad": 8,
    }  # fmt: skip


def _hover(place: Place, measure: Measure, lang: str) -> str:
    words = place.mark or measure.write(place.value, lang) or text("charts.no_value", lang)
    return f"<b>{plain(place.name)}</b><br>{plain(words)}" + (f"<br>{plain(place.detail)}" if place.detail else "")


def _alt(title: str, found: Sequence[Place], boxes: Sequence[Box], measure: Measure, lang: str) -> str:
    known = sorted((p for p in found if p.value), key=lambda p: -(p.value or 0))
    most = ", ".join(f"{p.name} {measure.write(p.value, lang)}" for p in known[:5])
    rest = ", ".join(f"{b.name} {b.mark or measure.write(b.value, lang)}" for b in boxes)
    return text("charts.map.alt", lang, title=title, count=formats.number(len(known), 0, lang), all=len(found), most=most or "0", rest=rest or "0")
