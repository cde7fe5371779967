"""What a page gets to see: the data and the filters of this redraw, in one frozen object."""

from dataclasses import dataclass
from datetime import date

from charts.colours import Mode
from data.phases import Phase
from metrics.periods import Period
from ui.source import Source


@dataclass(frozen=True)
class View:
    """One redraw: `indicator` is an indicator's id or None for the page's own choice; `phase` is None when there are no phases.

    `source` holds only the rows that the filters let through (`filtered` says which, in words); `period` is what the page looks at.
    """

    source: Source
    lang: str
    mode: Mode
    as_of: date
    phase: Phase | None
    objective: int
    indicator: str | None
    period: Period | None = None
    filtered: str = ""
