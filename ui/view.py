"""What a page gets to see: the data and the filters of this redraw, in one frozen object."""

from dataclasses import dataclass, fields
from datetime import date

from charts.colours import Mode
from data.phases import Phase
from metrics.periods import Period, phase_around
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

    @property
    def seen(self) -> tuple[object, ...]:
        """Everything that the redraw looks at its data through: with the data's version it decides what a page shows."""
        return tuple(getattr(self, field.name) for field in fields(self) if field.name != "source")

    @property
    def free(self) -> Period | None:
        """The period where it is another one than a phase."""
        return self.period if self.period is not None and self.period.phase is None else None

    @property
    def about(self) -> Phase | None:
        """The phase that the figures are held against: the chosen one, or the one in which another period lies."""
        return self.phase if self.free is None else phase_around(self.source.dataset.phases, self.free)
