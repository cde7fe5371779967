"""Places as circles as large as their figure, where they lie towards each other; no map from outside is fetched."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Any

from charts.beside import sides
from charts.chart import Chart, Column, Data, Measure, Value, figure, plain
from charts.colours import Mode, colours
from charts.labels import mixed
from charts.template import layout
from locales import formats, text

TALL = 560  # pixels
LARGEST = 50  # diameter of the largest circle in pixels
KM = 1 / 111.2  # one kilometre in degrees of latitude
SCREENS = (845, 1360)  # pixels per degree on a phone and on a wide screen
MARGIN = 0.06  # degrees beside the outermost places


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
    """The map. A place with 0 is a small ring; `chosen` has a ring around it; what lies elsewhere stands in a box at the bottom right."""
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
        **_names(at, sizes, found, measure, lang),
        "textfont": {"size": 12, "color": [c.text if p.value else c.muted for p in found]}, "cliponaxis": False,
        "hovertext": [_hover(p, measure, lang) for p in found], "hoverinfo": "text",
        "selected": {"marker": {"opacity": 1}}, "unselected": {"marker": {"opacity": 1}, "textfont": {"color": c.text}},
    }  # fmt: skip
    x, y = [p[0] for p in at] or [0.0], [p[1] for p in at] or [0.0]
    scale = {"showgrid": False, "visible": False, "fixedrange": True}
    axes = {
        "xaxis": {**scale, "range": [min(x) - MARGIN, max(x) + MARGIN], "constrain": "domain"},
        "yaxis": {**scale, "range": [min(y) - 0.045, max(y) + 0.02], "scaleanchor": "x", "scaleratio": 1, "rangemode": "normal"},
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


def _names(at: Sequence[tuple[float, float]], sizes: Sequence[float], found: Sequence[Place], measure: Measure, lang: str) -> dict[str, list[str]]:
    """The names with their figures and sides; a place without a figure goes nameless where there is no room: pointing at it and the table tell."""
    words = [f"{p.name} {_figure(p, measure, lang)}" for p in found]
    ways = sides(at, sizes, words, SCREENS, MARGIN, [not _figure(p, measure, lang) for p in found])
    labels = [_label(p, measure, lang) if way else "" for p, way in zip(found, ways, strict=True)]
    return {"text": labels, "textposition": [way or "top center" for way in ways]}


def _ruler(x: float, y: float, mode: Mode, lang: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """A line as long as ten kilometres, with its length."""
    c = colours(mode)
    ends = {"x0": x - 0.02, "x1": x - 0.02 + 10 * KM, "y0": y - 0.042, "y1": y - 0.042}
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
        "xref": "paper", "x": 1, "xanchor": "right", "yref": "paper", "y": 0, "yanchor": "bottom", "showarrow": False, "text": words, "align": "left",
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
