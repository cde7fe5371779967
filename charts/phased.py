"""Some measures over the phases: one block per measure, on its own scale, with a bar per phase; blocks stand under each other."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from charts.chart import Chart, Column, Data, Measure, Value, figure, plain
from charts.colours import Mode, colours
from charts.labels import wrapped
from charts.template import layout
from locales import text

BAR, HEAD = 23, 34  # pixels per bar, and per block for its name
ROOM = 0.62  # what is kept free behind the longest bar for its words, as a part of that bar


@dataclass(frozen=True)
class Block:
    """One measure: a value per phase (None = no figure) and, for each, the words behind the bar ("0,4 (8 in totaal)", "n.v.t.")."""

    measure: Measure
    values: Sequence[float | None]
    words: Sequence[str]
    colour: str


def phased(
    title: str, subtitle: str, phases: Sequence[str], blocks: Sequence[Block], *, focus: int | None, hollow: Sequence[bool], label: str, mode: Mode, lang: str,
    period: str = "",
) -> Chart:  # fmt: skip
    """The chart. The phase with the number `focus` has its colour, the others are grey; a phase that still runs is hollow."""
    c = colours(mode)
    one = HEAD + BAR * len(phases)
    height = one * len(blocks) + 16
    inner = one * len(blocks)
    data: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    axes: dict[str, Any] = {}
    for n, block in enumerate(blocks):
        key = "" if n == 0 else str(n + 1)
        top = 1 - (n * one + HEAD) / inner
        largest = max([v for v in block.values if v is not None] + [0]) or 1
        axes[f"xaxis{key}"] = {"range": [0, largest * (1 + ROOM)], "visible": False, "fixedrange": True, "anchor": f"y{key}"}
        axes[f"yaxis{key}"] = {
            "domain": [max(top - BAR * len(phases) / inner, 0), top], "anchor": f"x{key}", "tickvals": list(range(len(phases))),
            "ticktext": [wrapped(p, 12, 1) for p in phases], "range": [len(phases) - 0.5, -0.5], "showgrid": False, "rangemode": "normal",
            "ticklabelstandoff": 6, "tickfont": {"size": 12, "color": c.muted}, "fixedrange": True,
        }  # fmt: skip
        notes.append({
            "xref": "paper", "x": 0, "xanchor": "left", "yref": "paper", "y": top, "yanchor": "bottom", "yshift": 1, "showarrow": False,
            "text": f"<b>{wrapped(block.measure.name, 44, 1)}</b>", "font": {"size": 12, "color": block.colour},
        })  # fmt: skip
        tone = [block.colour if focus == i else c.context for i in range(len(phases))]
        data.append({
            "type": "bar", "orientation": "h", "y": list(range(len(phases))), "x": [v or 0 for v in block.values], "xaxis": f"x{key}", "yaxis": f"y{key}",
            "marker": {"color": ["rgba(0,0,0,0)" if h else t for h, t in zip(hollow, tone, strict=True)], "line": {"color": tone, "width": 1.5}},
            "text": [plain(w) for w in block.words], "textposition": "outside", "cliponaxis": False, "textangle": 0,
            "textfont": {"size": 12, "color": [c.muted if v is None else c.text for v in block.values]},
            "hovertext": [plain(f"{p} · {block.measure.name}: {w}") for p, w in zip(phases, block.words, strict=True)], "hoverinfo": "text",
        })  # fmt: skip
    rows: list[tuple[Value, ...]] = [(p, *(b.values[i] for b in blocks)) for i, p in enumerate(phases)]
    typed = (Column(label, "text"), *(_column(b, focus, hollow) for b in blocks))
    said = " ".join(f"{b.measure.name}: {', '.join(f'{p} {w}' for p, w in zip(phases, b.words, strict=True))}." for b in blocks)
    return Chart(
        figure(data, layout(mode, lang, **axes, annotations=notes, height=height, margin={"l": 8, "r": 4, "t": 4, "b": 8}, bargap=0.28)),
        title, subtitle, f"{title}. {said or text('charts.no_value', lang)}", (label, *(b.measure.name for b in blocks)),
        [(p, *(b.words[i] for b in blocks)) for i, p in enumerate(phases)], Data(typed, rows, subtitle, panels=True), period,
    )  # fmt: skip


def _column(block: Block, focus: int | None, hollow: Sequence[bool]) -> Column:
    """The block's figures for files, each phase in the colour that it has in the picture."""
    tone = tuple(block.colour if focus == i else colours("light").context for i in range(len(block.values)))
    return replace(block.measure.column("bars", block.colour, tone), hollow=tuple(hollow))
