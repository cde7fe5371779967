"""A heat map: groups by periods, each cell tinted by its figure, which stands in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from charts.chart import Chart, Column, Data, Measure, Value, figure, plain
from charts.colours import Mode, colours
from charts.labels import mixed, wrapped
from charts.template import layout
from locales import text

ROW, HEAD = 34, 40  # pixels
FAINT, FULL = 0.06, 0.9  # how much of the colour the smallest and the largest figure get


@dataclass(frozen=True)
class Heat:
    """One column: its name, a line below it ("tot 31/03/2025"), a value per group and `marks` for what stands in the place of a figure.

    Without any figure the column says why in `reason`.
    """

    name: str
    note: str
    values: Sequence[float | None]
    marks: Sequence[str] = ()
    reason: str = ""


def heat(
    title: str, subtitle: str, groups: Sequence[str], columns: Sequence[Heat], measure: Measure, *, label: str, colour: str, mode: Mode, lang: str,
    period: str = "",
) -> Chart:  # fmt: skip
    """The chart. A darker tint (a lighter one on dark paper) is a larger figure; a cell without a figure stays bare."""
    c = colours(mode)
    largest = max([v for h in columns for v in h.values if v is not None] + [0]) or 1
    shapes: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    hover: list[tuple[int, int, str]] = []
    for x, column in enumerate(columns):
        for y, group in enumerate(groups):
            value, words = column.values[y], _written(column, y, measure, lang)
            tint = mixed(c.background, colour, FAINT + (FULL - FAINT) * max(value, 0) / largest) if value is not None else c.background
            ends = {"x0": x - 0.49, "x1": x + 0.49, "y0": y - 0.47, "y1": y + 0.47}
            shapes.append({"type": "rect", **ends, "fillcolor": tint, "line": {"width": 0}, "layer": "below"})
            ink = _ink(tint, (c.text, c.background)) if value is not None else c.muted
            notes.append({"x": x, "y": y, "text": plain(words), "showarrow": False, "font": {"size": 11, "color": ink}})
            hover.append((x, y, f"{plain(group)}<br>{plain(column.name)}: {plain(words)}"))
    heads = [f"<b>{plain(h.name)}</b><br><span style='font-size:11px'>{wrapped(h.reason or h.note, 14, 1)}</span>" for h in columns]
    points = {
        "type": "scatter", "mode": "markers", "x": [p[0] for p in hover], "y": [p[1] for p in hover], "hovertext": [p[2] for p in hover],
        "hoverinfo": "text", "marker": {"size": 22, "opacity": 0, "symbol": "square"},
    }  # fmt: skip
    axes = {
        "xaxis": {"tickvals": list(range(len(columns))), "ticktext": heads, "side": "top", "range": [-0.5, len(columns) - 0.5], "showline": False},
        "yaxis": {
            "tickvals": list(range(len(groups))), "ticktext": [wrapped(g, 18) for g in groups], "range": [len(groups) - 0.5, -0.5], "showgrid": False,
            "ticklabelstandoff": 6, "tickfont": {"size": 12, "color": c.text}, "rangemode": "normal",
        },
    }  # fmt: skip
    rows: list[tuple[Value, ...]] = [(g, *((h.marks[i] if h.marks else "") or h.values[i] for h in columns)) for i, g in enumerate(groups)]
    typed = (Column(label, "text"), *(measure.column("columns", colour, label=h.name) for h in columns))
    height = max(ROW * len(groups) + HEAD + 16, 110)
    return Chart(
        figure([points], layout(mode, lang, **axes, shapes=shapes, annotations=notes, height=height, margin={"l": 8, "r": 8, "t": HEAD, "b": 8})),
        title, subtitle, _alt(title, groups, columns, measure, lang), (label, *(h.name for h in columns)),
        [(g, *(h.reason or _written(h, i, measure, lang) for h in columns)) for i, g in enumerate(groups)],
        Data(typed, rows, measure.label or measure.unit), period,
    )  # fmt: skip


def _written(column: Heat, place: int, measure: Measure, lang: str) -> str:
    mark = column.marks[place] if column.marks else ""
    return mark or measure.write(column.values[place], lang, unit=False) or "–"


def _ink(tint: str, inks: tuple[str, str]) -> str:
    """Which of two colours is read best on a tint."""
    return max(inks, key=lambda ink: _contrast(ink, tint))


def _contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG reckons it, 1 to 21."""
    high, low = sorted((_light(one), _light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _light(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _alt(title: str, groups: Sequence[str], columns: Sequence[Heat], measure: Measure, lang: str) -> str:
    known = [(v, g, h.name) for h in columns for v, g in zip(h.values, groups, strict=True) if v is not None]
    if not known:
        return f"{title}. {text('charts.no_value', lang)}"
    value, group, name = max(known, key=lambda k: k[0])
    return f"{title}. {text('breakdown.alt', lang, name=name, group=group, value=measure.write(value, lang))}"
