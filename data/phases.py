"""Programme phases: a numbered stretch of days, both ends included."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Phase:
    """One phase of the programme; `number` is text ("4"), as in the sheet Fasen."""

    number: str
    name: str
    start: date
    end: date
    funder: str = ""

    @property
    def days(self) -> int:
        """Length in days, both ends included."""
        return (self.end - self.start).days + 1


def phase_of(phases: tuple[Phase, ...], day: date) -> Phase | None:
    """The phase in which `day` lies, if any."""
    return next((p for p in phases if p.start <= day <= p.end), None)
