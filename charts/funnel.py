"""A funnel: how many came as far as each stage, and from each stage to the next with what it is of."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from charts.chart import Chart, Column, Data, Value, figure, plain
from charts.colours import Mode, colours
from charts.labels import wrapped
from charts.template import layout
from locales import formats, text

ROW = 56  # pixels per stage


@dataclass(frozen=True)
class Stage:
    """One stage; `reached` None = not known, `onward` = (numerator, denominator) of those that came to the next stage."""

    name: str
    reached: int | None
    onward: tuple[int, int] | None = None
    mark: str = ""


def funnel(title: str, subtitle: str, stages: Sequence[Stage], *, colour: str, mode: Mode, lang: str, period: str = "") -> Chart:
    """The stages from top to bottom; between two of them the part that went on."""
    c = colours(mode)
    largest = max([s.reached or 0 for s in stages] + [1])
    trace: dict[str, Any] = {
        "type": "bar", "orientation": "h", "y": list(range(len(stages))), "x": [s.reached or 0 for s in stages], "width": 0.44, "marker": {"color": colour},
        "text": [f"<b>{formats.number(s.reached, 0, lang)}</b>" if s.reached is not None else plain(s.mark) for s in stages],
        "textposition": "outside", "cliponaxis": False, "textangle": 0,
        "textfont": {"size": 13, "color": [c.text if s.reached is not None else c.muted for s in stages]},
        "hovertext": [plain(f"{s.name}: {formats.number(s.reached, 0, lang) or s.mark}") for s in stages], "hoverinfo": "text",
    }  # fmt: skip
    notes = [
        {"x": 0, "xanchor": "left", "xshift": 4, "y": i + 0.5, "showarrow": False, "text": f"↓ {plain(conversion(s.onward, lang))}",
         "font": {"size": 12, "color": c.muted}}
        for i, s in enumerate(stages) if s.onward is not None
    ]  # fmt: skip
    axes = {
        "xaxis": {"visible": False, "range": [0, largest * 1.2], "fixedrange": True},
        "yaxis": {
            "tickvals": list(range(len(stages))), "ticktext": [wrapped(s.name, 14) for s in stages], "range": [len(stages) - 0.6, -0.4], "ticklabelstandoff": 6,
            "showgrid": False, "tickfont": {"size": 13, "color": c.text}, "rangemode": "normal",
        },
    }  # fmt: skip
    header = (text("charts.funnel.stage", lang), text("charts.funnel.reached", lang), text("charts.funnel.onward", lang))
    rows: list[tuple[Value, ...]] = [(s.name, s.reached, s.onward[0] / s.onward[1] if s.onward and s.onward[1] else None) for s in stages]
    columns = (Column(header[0], "text"), Column(header[1], drawn="bars", colour=colour), Column(header[2], "percentage"))
    return Chart(
        figure([trace], layout(mode, lang, **axes, annotations=notes, height=ROW * len(stages) + 16, margin={"l": 8, "r": 8, "t": 8, "b": 8})),
        title, subtitle, _alt(title, stages, lang), header,
        [(s.name, formats.number(s.reached, 0, lang) or s.mark, conversion(s.onward, lang)) for s in stages],
        Data(columns, rows, header[1]), period,
    )  # fmt: skip


def conversion(onward: tuple[int, int] | None, lang: str) -> str:
    """A conversion with what it is of: "60 % (50 van 84)"."""
    if onward is None:
        return ""
    part = text("words.of", lang, part=formats.number(onward[0], 0, lang), whole=formats.number(onward[1], 0, lang))
    return f"{formats.percent(onward[0] / onward[1], 0, lang)} ({part})" if onward[1] else part


def _alt(title: str, stages: Sequence[Stage], lang: str) -> str:
    return f"{title}. " + ", ".join(f"{s.name}: {formats.number(s.reached, 0, lang) or s.mark}" for s in stages) + "."
