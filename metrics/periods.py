"""Periods: stretches of days, both ends included."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from data.phases import Phase


@dataclass(frozen=True)
class Period:
    """A stretch of days, both ends included; `phase` is the number of the phase that it is, if it is one."""

    start: date
    end: date
    label: str = ""
    phase: str | None = None


def phase_around(phases: Sequence[Phase], period: Period) -> Phase | None:
    """The one phase in which a period lies."""
    return next((p for p in phases if p.start <= period.start and period.end <= p.end), None)


def phase_period(phase: Phase) -> Period:
    """A phase as a period."""
    return Period(phase.start, phase.end, phase.name, phase.number)


def months(start: date, end: date) -> list[Period]:
    """The calendar months that touch the stretch, whole ("2024-03")."""
    return _steps(start, end, 1, lambda d: f"{d:%Y-%m}")


def quarters(start: date, end: date) -> list[Period]:
    """The calendar quarters that touch the stretch, whole ("2024-K1")."""
    return _steps(start, end, 3, lambda d: f"{d:%Y}-K{(d.month + 2) // 3}")


def years(start: date, end: date) -> list[Period]:
    """The calendar years that touch the stretch, whole ("2024")."""
    return _steps(start, end, 12, lambda d: f"{d:%Y}")


def _steps(start: date, end: date, size: int, label: Callable[[date], str]) -> list[Period]:
    found = []
    first = date(start.year, (start.month - 1) // size * size + 1, 1)
    while first <= end:
        following = _add_months(first, size)
        found.append(Period(first, following - timedelta(days=1), label(first)))
        first = following
    return found


def _add_months(day: date, count: int) -> date:
    index = day.year * 12 + day.month - 1 + count
    return date(index // 12, index % 12 + 1, 1)
