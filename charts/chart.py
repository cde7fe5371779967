"""What a chart is made of and what it gives back."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import plotly.graph_objects as go

from locales import formats


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


@dataclass(frozen=True)
class Point:
    """One period of a series; `value` is None where there is no figure, `complete` False while the period still runs."""

    start: date
    end: date
    value: float | None
    complete: bool = True
    focus: bool = True
    note: str = ""

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
class Chart:
    """A finished chart: the figure and the words around it, so that screen and export write the same ones.

    `alt` describes the picture from its data; `header` and `rows` are the same data as a table of plain texts.
    """

    figure: go.Figure
    title: str
    subtitle: str
    alt: str
    header: tuple[str, ...] = ()
    rows: Sequence[tuple[str, ...]] = field(default_factory=tuple)


def figure(data: list[dict[str, Any]], layout: dict[str, Any]) -> go.Figure:
    """A plotly figure from plain dicts, without plotly's slow checks."""
    return go.Figure({"data": data, "layout": layout}, _validate=False)


def plain(text: object) -> str:
    """Text from a spreadsheet as plotly should show it: plotly reads `<b>` and `&amp;` in labels as markup."""
    return str(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
