"""The look of every chart: one plotly template per mode, the same on screen and in a file."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from charts.chart import Band, plain
from charts.colours import Mode, colours, font
from locales import text

HEIGHT = 320


@cache
def template(mode: Mode) -> dict[str, Any]:
    """The plotly template of a mode as a plain dict: light horizontal grid, no frame, no legend."""
    c = colours(mode)
    axis = {"zeroline": False, "automargin": True, "ticks": "", "tickfont": {"color": c.muted, "size": 12}, "fixedrange": True}
    return {
        "layout": {
            "font": {"family": font(), "size": 13, "color": c.text},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "colorway": list(c.objective.values()),
            "margin": {"l": 8, "r": 8, "t": 28, "b": 8},
            "showlegend": False,
            "hovermode": "closest",
            "dragmode": False,
            "modebar": {"bgcolor": "rgba(0,0,0,0)", "color": c.context, "activecolor": c.text},
            "hoverlabel": {"bgcolor": c.surface, "bordercolor": c.border, "font": {"color": c.text, "family": font(), "size": 13}, "align": "left"},
            "xaxis": {**axis, "showgrid": False, "ticklabelstandoff": 4, "linecolor": c.border, "showline": True},
            "yaxis": {**axis, "gridcolor": c.grid, "showline": False, "rangemode": "tozero"},
        }
    }


def layout(mode: Mode, lang: str, **more: Any) -> dict[str, Any]:
    """A layout with our template and the language's separators."""
    return {"template": template(mode), "height": HEIGHT, "separators": ",." if lang == "nl" else ".,", **more}


def value_axis(largest: float, percentage: bool) -> dict[str, Any]:
    """The settings of a zero-based value axis with room for a label above the largest value; whole numbers for small counts."""
    top = (largest or 1) * 1.14
    axis: dict[str, Any] = {"range": [0, min(top, 1.08) if percentage and largest <= 1 else top], "nticks": 6}
    axis["tickformat"] = ",.0%" if percentage else ",~r"
    return axis | ({"dtick": 1} if not percentage and largest <= 5 and largest == int(largest) else {})


def bands(phases: Sequence[Band], mode: Mode, lang: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Phases as faint strips with their number above the plot, where no value can stand on it: (shapes, annotations)."""
    c = colours(mode)
    shapes: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    for i, phase in enumerate(phases):
        ends = {"x0": phase.start.isoformat(), "x1": phase.end.isoformat()}
        fill = c.surface if i % 2 == 0 else "rgba(0,0,0,0)"
        shapes.append({"type": "rect", "xref": "x", "yref": "paper", "y0": 0, "y1": 1, **ends, "fillcolor": fill, "line": {"width": 0}, "layer": "below"})
        narrow = (phase.end - phase.start).days < 0.1 * (phases[-1].end - phases[0].start).days
        notes.append({
            "x": phase.start.isoformat(), "xanchor": "left", "xshift": 3, "y": 1, "yref": "paper", "yanchor": "bottom", "showarrow": False,
            "text": plain(phase.label if narrow else text("charts.phase_short", lang, number=phase.label)), "font": {"size": 11, "color": c.muted},
        })  # fmt: skip
    return shapes, notes
