"""Numbers through time: stacked columns with a name beside each layer, and what came in against what went out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from charts.chart import Chart, Column, Data, Value, figure, plain
from charts.colours import Mode, colours
from charts.labels import apart
from charts.template import HEIGHT, layout, value_axis
from locales import formats, text

LABELS = 13
TALL = HEIGHT - 70  # pixels between the axis and the top, about


@dataclass(frozen=True)
class Layer:
    """One series of a stack, with one value per period."""

    name: str
    values: Sequence[float]
    colour: str


def stacked(title: str, subtitle: str, periods: Sequence[str], layers: Sequence[Layer], *, label: str, mode: Mode, lang: str, period: str = "") -> Chart:
    """The layers from the axis upwards in their order; each is named at the right with its last value, above them the total."""
    c = colours(mode)
    places = list(range(len(periods)))
    totals = [sum(layer.values[i] for layer in layers) for i in places]
    top = max([*totals, 1])
    data: list[dict[str, Any]] = [
        {
            "type": "bar", "x": places, "y": list(layer.values), "marker": {"color": layer.colour, "line": {"color": c.background, "width": 1}},
            "hovertext": [plain(f"{p} · {layer.name}: {formats.number(v, 0, lang)}") for p, v in zip(periods, layer.values, strict=True)], "hoverinfo": "text",
        }
        for layer in layers
    ]  # fmt: skip
    notes: list[dict[str, Any]] = []
    if len(periods) <= LABELS:
        notes += [_note(i, total, formats.number(total, 0, lang), c.text, xanchor="center", yanchor="bottom", yshift=1) for i, total in enumerate(totals)]
    if periods:
        middles, base = [], 0.0
        for layer in layers:
            middles.append(base + layer.values[-1] / 2)
            base += layer.values[-1]
        for layer, y in zip(layers, apart(middles, 17 * top * 1.14 / TALL), strict=True):
            words = f"<b>{formats.number(layer.values[-1], 0, lang)}</b> {plain(layer.name)}"
            notes.append(_note(1, y, words, c.text, xref="paper", xanchor="left", yanchor="middle", xshift=6))
    longest = max([len(layer.name) for layer in layers] + [1]) + 4
    room = {"l": 8, "r": 12 + 7 * longest, "t": 16, "b": 8}
    axes = {"xaxis": time_axis(periods), "yaxis": value_axis(top, False)}
    rows: list[tuple[Value, ...]] = [(p, *(layer.values[i] for layer in layers), totals[i]) for i, p in enumerate(periods)]
    columns = [Column(label, "text"), *(Column(layer.name, drawn="stacked", colour=layer.colour) for layer in layers), Column(text("charts.total", lang))]
    said = ", ".join(f"{layer.name} {formats.number(layer.values[-1], 0, lang)}" for layer in layers) if periods else text("charts.no_value", lang)
    return Chart(
        figure(data, layout(mode, lang, **axes, barmode="stack", bargap=0.25, annotations=notes, margin=room)),
        title, subtitle, f"{title}. {periods[-1] if periods else ''}: {said}.", tuple(col.label for col in columns),
        [tuple(_cell(v, lang) for v in row) for row in rows], Data(tuple(columns), rows, label), period,
    )  # fmt: skip


def balance(
    title: str, subtitle: str, periods: Sequence[str], came: Sequence[float], left: Sequence[float], stock: Sequence[tuple[float, float]], *,
    names: tuple[str, str, str, str], label: str, colour: str, mode: Mode, lang: str, period: str = "",
) -> Chart:  # fmt: skip
    """What came in above the axis, what left below it; `stock` = at the start and the end of each period, which the table adds up.

    `names` are those of the start, what came, what left and the end.
    """
    c = colours(mode)
    places = list(range(len(periods)))
    few = len(periods) <= LABELS
    high, low = max([*came, 1]), max([*left, 1])

    def columns_of(values: Sequence[float], sign: int, name: str, tone: str) -> dict[str, Any]:
        return {
            "type": "bar", "x": places, "y": [sign * v for v in values], "marker": {"color": tone},
            "text": [f"{'+' if sign > 0 else '−'}{formats.number(v, 0, lang)}" if v else "" for v in values] if few else [""] * len(values),
            "textposition": "outside", "cliponaxis": False, "textangle": 0, "textfont": {"size": 12, "color": c.text},
            "hovertext": [plain(f"{p} · {name}: {formats.number(v, 0, lang)}") for p, v in zip(periods, values, strict=True)], "hoverinfo": "text",
        }  # fmt: skip

    data = [columns_of(came, 1, names[1], colour), columns_of(left, -1, names[2], c.context)]
    notes = [
        _note(0, y, f"<b>{plain(name)}</b>", tone, xref="paper", yref="paper", xanchor="left", yanchor=anchor)
        for y, name, tone, anchor in ((1.02, names[1], colour, "bottom"), (0, names[2], c.muted, "bottom"))
    ]
    size = (high + low) * 0.2
    axes = {
        "xaxis": time_axis(periods) | {"showline": False},
        "yaxis": {"range": [-low - size, high + size], "showticklabels": False, "showgrid": False, "zeroline": True, "zerolinecolor": c.context},
    }
    rows: list[tuple[Value, ...]] = [(p, stock[i][0], came[i], left[i], stock[i][1]) for i, p in enumerate(periods)]
    columns = (
        Column(label, "text"), Column(names[0]), Column(names[1], drawn="columns", colour=colour), Column(names[2], drawn="columns", colour=c.context),
        Column(names[3]),
    )  # fmt: skip
    said = f"{names[1]}: {formats.number(sum(came), 0, lang)}, {names[2]}: {formats.number(sum(left), 0, lang)}"
    return Chart(
        figure(data, layout(mode, lang, **axes, barmode="relative", bargap=0.35, annotations=notes, margin={"l": 8, "r": 8, "t": 26, "b": 8})),
        title, subtitle, f"{title}. {said}.", tuple(col.label for col in columns), [tuple(_cell(v, lang) for v in row) for row in rows],
        Data(columns, rows, label), period,
    )  # fmt: skip


def time_axis(periods: Sequence[str]) -> dict[str, Any]:
    """An axis of periods in their order, each or every so many with its name."""
    gap = -(-len(periods) // LABELS)
    shown = range(0, len(periods), max(gap, 1))
    names = [plain(periods[i]).replace(" ", "<br>") for i in shown]
    return {"tickvals": list(shown), "ticktext": names, "range": [-0.5, len(periods) - 0.5]}


def _note(x: float, y: float, words: str, colour: str, **more: Any) -> dict[str, Any]:
    return {"x": x, "y": y, "text": words, "showarrow": False, "align": "left", "font": {"size": 12, "color": colour}, **more}


def _cell(value: Value, lang: str) -> str:
    return formats.number(float(value), 0, lang) if isinstance(value, (int, float)) else str(value or "")
