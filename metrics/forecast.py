"""Where a running phase ends if the last half year goes on: a straight line, and for counted rows how sure that is."""

from dataclasses import dataclass
from datetime import date, timedelta
from math import exp, floor, lgamma, log, sqrt

from data.phases import Phase
from metrics.indicator import Indicator, Rows, Sum
from metrics.periods import Period

LOOKS_BACK = 180  # days
FEWEST = 5  # counted rows


@dataclass(frozen=True)
class Forecast:
    """The value expected at the phase's end; `low` and `high` bound it with 80 % certainty (None for sums)."""

    value: float
    low: float | None
    high: float | None


def recent(phase: Phase, as_of: date) -> Period:
    """The last days of the phase so far, on whose pace the forecast rests."""
    elapsed = (as_of - phase.start).days + 1
    return Period(as_of - timedelta(days=min(LOOKS_BACK, elapsed) - 1), as_of)


def forecasts(indicator: Indicator) -> bool:
    """Whether there can be a forecast: for rows and sums that grow through a phase."""
    return indicator.cumulative and isinstance(indicator.aggregation, Rows | Sum)


def runs(phase: Phase, as_of: date) -> bool:
    """Whether the phase runs on that day, its last day included."""
    return phase.start <= as_of <= phase.end


def forecast(indicator: Indicator, phase: Phase, as_of: date, actual: float, lately: float) -> Forecast:
    """The forecast from what was counted in the phase (`actual`) and in its last days (`lately`)."""
    span = recent(phase, as_of)
    mean = lately / ((span.end - span.start).days + 1) * (phase.end - as_of).days
    if not isinstance(indicator.aggregation, Rows):
        return Forecast(actual + mean, None, None)
    return Forecast(actual + mean, actual + poisson_quantile(mean, 0.1), actual + poisson_quantile(mean, 0.9))


def poisson_quantile(mean: float, share: float) -> int:
    """The smallest k for which a Poisson variable with this mean is at most k with probability `share` or more.

    Sums the probabilities from so far below the mean that what is left out is under 1e-12.
    """
    if mean <= 0:
        return 0
    k = max(0, floor(mean - 10 * sqrt(mean) - 10))
    below = 0.0
    while True:
        below += exp(k * log(mean) - mean - lgamma(k + 1))
        if below >= share - 1e-12:
            return k
        k += 1
