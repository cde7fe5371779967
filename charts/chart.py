"""What a chart is made of and what it gives back."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Literal

import plotly.graph_objects as go

from locales import formats

Value = float | int | date | str | None
Kind = Literal["text", "day", "number", "percentage"]
Drawn = Literal["", "columns", "stacked", "bars", "line", "points", "dashed"]


@dataclass(frozen=True)
class Measure:
    """What is drawn: its name, unit and way of writing, in one language.

    `ratio` when it is no count (then it is drawn as a line); `label` is the unit as a subtitle says it.
    """

    name: str
    unit: str = ""
    decimals: int = 0
    percentage: bool = False
    ratio: bool = False
    label: str = ""

    def write(self, amount: float | None, lang: str, unit: bool = True) -> str:
        """A figure of this measure in words."""
        return formats.with_unit(amount, self.unit if unit else "", self.decimals, self.percentage, lang)

    def column(self, drawn: Drawn, colour: str, colours: tuple[str, ...] = (), label: str = "") -> "Column":
        """A column of such figures, named after the measure unless `label` says otherwise."""
        return Column(label or self.name, "percentage" if self.percentage else "number", self.decimals, drawn, colour, colours)


@dataclass(frozen=True)
class Point:
    """One period of a series; `value` is None where there is no figure, `complete` False while the period still runs.

    `mark` is what stands in the place of a figure that is kept hidden ("<5").
    """

    start: date
    end: date
    value: float | None
    complete: bool = True
    focus: bool = True
    note: str = ""
    mark: str = ""

    @property
    def middle(self) -> str:
        """The day in the middle, as ISO text."""
        return (self.start + timedelta(days=((self.end - self.start).days + 1) // 2)).isoformat()

    @property
    def days(self) -> int:
        """Length in days, both ends included."""
        return (self.end - self.start).days + 1


@dataclass(frozen=True)
class Band:
    """A phase behind a chart: a faint strip with its number."""

    label: str
    start: date
    end: date


@dataclass(frozen=True)
class Column:
    """A column of a chart's figures. `drawn` says how a spreadsheet's own chart draws it ("" = not at all), in `colour`.

    `colours` gives each row its own colour where the chart does so, `hollow` says which rows are still running. A fraction of kind
    "percentage" is 0.62 for 62 %.
    """

    label: str
    kind: Kind = "number"
    decimals: int = 0
    drawn: Drawn = ""
    colour: str = ""
    colours: tuple[str, ...] = ()
    hollow: tuple[bool, ...] = ()


@dataclass(frozen=True)
class Data:
    """The figures of a chart as plain values, for files. The first column names what a row is about and stands along the axis.

    None is no figure; a text in a column of numbers is what stands in the place of a hidden one ("<5"). `axis` is the title of
    the value axis. `gaps` is False where a line runs on over rows without a figure; with `panels` each column is drawn apart, on its
    own scale.
    """

    columns: tuple[Column, ...]
    rows: Sequence[tuple[Value, ...]]
    axis: str = ""
    gaps: bool = True
    panels: bool = False


@dataclass(frozen=True)
class Chart:
    """A finished chart: the figure and the words around it, so that screen and export write the same ones.

    `alt` describes the picture from its data; `header` and `rows` are the same data as a table of plain texts, `data` as values for
    files. `period` is the time it is about, in words, `remarks` what people wrote about its days, numbered.
    """

    figure: go.Figure
    title: str
    subtitle: str
    alt: str
    header: tuple[str, ...] = ()
    rows: Sequence[tuple[str, ...]] = field(default_factory=tuple)
    data: Data | None = None
    period: str = ""
    remarks: tuple[str, ...] = ()


def figure(data: list[dict[str, Any]], layout: dict[str, Any]) -> go.Figure:
    """A plotly figure from plain dicts, without plotly's slow checks."""
    return go.Figure({"data": data, "layout": layout}, _validate=False)


def plain(text: object) -> str:
    """Text from a spreadsheet as plotly should show it: plotly reads `<b>` and `&amp;` in labels as markup."""
    return str(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
