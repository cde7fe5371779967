"""What a page gets to see: the data and the filters of this redraw, in one frozen object."""

from dataclasses import dataclass
from datetime import date

from charts.colours import Mode
from data.phases import Phase
from ui.source import Source


@dataclass(frozen=True)
class View:
    """One redraw: `indicator` is an indicator's id or None for the page's own choice; `phase` is None when there are no phases."""

    source: Source
    lang: str
    mode: Mode
    as_of: date
    phase: Phase | None
    objective: int
    indicator: str | None
