"""Remarks on a chart: a small number at the day each is about, its text in the lines below, and both in every file of the chart."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from charts.chart import Chart, Column, Data, Value, figure, plain
from charts.colours import Mode, colours
from locales import formats, text

NEAR = 0.03  # numbers closer together than this part of the width stand below one another
STEP = 19  # pixels from one number to the one below it


@dataclass(frozen=True)
class Remark:
    """What somebody wrote about a day; `number` is how it is called on the chart and in the list."""

    number: int
    day: date
    words: str
    who: str

    def line(self, lang: str) -> str:
        """The remark as it stands below a chart."""
        return text("notes.line", lang, number=self.number, day=formats.day(self.day), words=self.words, who=self.who)


def remarked(chart: Chart, remarks: Sequence[Remark], start: date, end: date, mode: Mode, lang: str) -> Chart:
    """The chart with the remarks about its days, of which its axis shows `start` to `end`."""
    shown = [r for r in remarks if start <= r.day <= end]
    if not shown:
        return chart
    spec = chart.figure.to_plotly_json()
    layout = dict(spec["layout"])
    lines, numbers = _drawn(shown, end - start, mode)
    layout |= {"shapes": [*layout.get("shapes", ()), *lines], "annotations": [*layout.get("annotations", ()), *numbers]}
    said = tuple(r.line(lang) for r in shown)
    alt = f"{chart.alt} {text('notes.alt', lang)} {'; '.join(said)}."
    data = chart.data and _beside(chart.data, shown, lang)
    return replace(chart, figure=figure(list(spec["data"]), layout), alt=alt, remarks=said, data=data)


def _drawn(remarks: Sequence[Remark], width: timedelta, mode: Mode) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Per remark a thin line at its day and its number above."""
    c = colours(mode)
    lines, numbers, row = [], [], 0
    for i, remark in enumerate(remarks):
        row = row + 1 if i and remark.day - remarks[i - 1].day < NEAR * width else 0
        x = remark.day.isoformat()
        lines.append({
            "type": "line", "xref": "x", "x0": x, "x1": x, "yref": "paper", "y0": 0, "y1": 1, "layer": "below",
            "line": {"color": c.muted, "width": 1, "dash": "dot"},
        })  # fmt: skip
        numbers.append({
            "x": x, "yref": "paper", "y": 1, "yanchor": "top", "yshift": -STEP * row, "showarrow": False, "text": str(remark.number),
            "font": {"size": 11, "color": c.text}, "bgcolor": c.background, "bordercolor": c.muted, "borderwidth": 1, "borderpad": 2,
            "hovertext": plain(remark.words),
        })  # fmt: skip
    return lines, numbers


def _beside(data: Data, remarks: Sequence[Remark], lang: str) -> Data:
    """The figures with a column for the remarks: each beside the first row that reaches its day, or beside the last."""
    at = max(i for i, c in enumerate(data.columns) if c.kind == "day")
    said: dict[int, list[str]] = {}
    for remark in remarks:
        row = next((i for i, values in enumerate(data.rows) if _reaches(values[at], remark.day)), len(data.rows) - 1)
        said.setdefault(row, []).append(remark.line(lang))
    rows = [(*values, "; ".join(said.get(i, ()))) for i, values in enumerate(data.rows)]
    return replace(data, columns=(*data.columns, Column(text("notes.column", lang), "text")), rows=rows)


def _reaches(value: Value, day: date) -> bool:
    return isinstance(value, date) and value >= day
