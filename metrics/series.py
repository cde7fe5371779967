"""An indicator through time: one point per month, quarter or year."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import isnan
from typing import Literal

from data.dataset import Dataset
from metrics.engine import evaluate
from metrics.indicator import Indicator
from metrics.periods import Period, months, quarters, years
from metrics.targets import targets_of

Step = Literal["month", "quarter", "year"]
_STEPS: dict[Step, Callable[[date, date], list[Period]]] = {"month": months, "quarter": quarters, "year": years}


@dataclass(frozen=True)
class Point:
    """One point. `complete` = its period is over on the reference date; `expected` = the target line at its end."""

    period: Period
    value: float | None
    numerator: float | None
    denominator: float | None
    complete: bool
    expected: float | None


def series(dataset: Dataset, indicator: Indicator, as_of: date, step: Step, start: date, end: date, cumulative: bool = False) -> list[Point]:
    """The points of the calendar steps between two dates, the first and last cut to those dates.

    With `cumulative` each point counts from `start`. Points that begin after `as_of` have no value. `expected` is there where the
    stretch lies in one phase and the points can be held against its targets: cumulative, or for ratios, means, medians and levels.
    """
    periods = calendar(step, start, end)
    asked = [Period(start, p.end, p.label) for p in periods] if cumulative else periods
    values = evaluate(dataset, indicator, asked, as_of)
    phase = next((p for p in dataset.phases if p.start <= start and end <= p.end), None)
    comparable = phase is not None and (cumulative or not indicator.cumulative)
    targets = targets_of(dataset)
    points = []
    for i, period in enumerate(periods):
        begun = period.start <= as_of
        value, numerator, denominator = (_number(a[i]) if begun else None for a in (values.value, values.numerator, values.denominator))
        expected = targets.expected(indicator, phase, period.end) if comparable and phase else None
        points.append(Point(period, value, numerator, denominator, period.end <= as_of, expected))
    return points


def calendar(step: Step, start: date, end: date) -> list[Period]:
    """The calendar steps between two dates, the first and last cut to those dates."""
    return list(_calendar(step, start, end))


@lru_cache(maxsize=64)
def _calendar(step: Step, start: date, end: date) -> tuple[Period, ...]:
    """One calendar serves the series of every indicator."""
    return tuple(Period(max(p.start, start), min(p.end, end), p.label) for p in _STEPS[step](start, end))


def _number(value: float) -> float | None:
    return None if isnan(value) else float(value)
