"""Programme phases: a numbered stretch of days, both ends included."""

import re
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


def phase_number(written: str) -> str:
    """The number of a phase however it is written: "4", "Fase 4", "4.0" and "04" are one; anything else stays as it is."""
    match = re.fullmatch(r"(?:fase\s*)?0*(\d+)(?:[.,]0*)?", written.strip(), re.IGNORECASE)
    return match[1] if match else written


def phase_of(phases: tuple[Phase, ...], day: date) -> Phase | None:
    """The phase in which `day` lies, if any."""
    return next((p for p in phases if p.start <= day <= p.end), None)
