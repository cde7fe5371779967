"""Phases side by side. Phases differ in length, so what grows through a phase is compared per month and never as a total;
ratios, means, medians and levels don't grow and are compared as they stand.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import isnan

from data.dataset import Dataset
from data.phases import Phase
from metrics.catalogue import catalogue
from metrics.engine import Reason, evaluate, exists_from
from metrics.indicator import Indicator
from metrics.periods import phase_period
from metrics.status import DAYS_A_MONTH


@dataclass(frozen=True)
class Cell:
    """One indicator in one phase. `months` is how much of the phase has passed on the reference date (and, for objective 5, how much of
    it there is); `per_month` = value / months, only for what grows through a phase. Where `applicable` is false it is n.v.t. and not 0.
    """

    phase: Phase
    value: float | None
    per_month: float | None
    months: float
    numerator: float | None
    denominator: float | None
    applicable: bool
    begun: bool
    complete: bool
    reason: Reason | None


@dataclass(frozen=True)
class Comparison:
    """One indicator over all phases, in their order."""

    indicator: Indicator
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Mover:
    """What changed between two phases: `before` and `after` per month (or as they stand, see `shifts`). `relative` is
    change / (|before| + |after|), between -1 and 1, so that euros and events can be put in one order.
    """

    indicator: Indicator
    before: float
    after: float
    change: float
    relative: float


@dataclass(frozen=True)
class Movers:
    """The largest changes first; `left_out` are the indicators that can't be compared, with the reason."""

    movers: tuple[Mover, ...]
    left_out: tuple[tuple[Indicator, Reason], ...]


def phases(dataset: Dataset, as_of: date, indicators: Sequence[Indicator] | None = None) -> list[Comparison]:
    """Every indicator in every phase, as seen on `as_of`."""
    known = list(catalogue().values()) if indicators is None else indicators
    return [Comparison(i, cells(dataset, i, dataset.phases, as_of)) for i in known]


def cells(dataset: Dataset, indicator: Indicator, wanted: Sequence[Phase], as_of: date) -> tuple[Cell, ...]:
    """One indicator in some phases. A phase that begins after `as_of` has no figures yet."""
    found = evaluate(dataset, indicator, [phase_period(p) for p in wanted], as_of)
    result = []
    for n, phase in enumerate(wanted):
        begun, applicable = phase.start <= as_of, bool(found.applicable[n])
        value, numerator, denominator = (_number(a[n]) if begun else None for a in (found.value, found.numerator, found.denominator))
        months = _months(phase, as_of, exists_from(dataset, indicator))
        rate = value / months if value is not None and months > 0 and indicator.cumulative else None
        reason = found.reason[n] or (None if begun else Reason("not-begun"))
        result.append(Cell(phase, value, rate, months, numerator, denominator, applicable, begun, phase.end <= as_of, reason))
    return tuple(result)


def movers(dataset: Dataset, before: Phase, after: Phase, as_of: date) -> Movers:
    """What changed per month from one phase to another, over all indicators that grow through a phase."""
    return _movers(dataset, before, after, as_of, cumulative=True)


def shifts(dataset: Dataset, before: Phase, after: Phase, as_of: date) -> Movers:
    """What changed in the ratios, means, medians and levels, which don't depend on the length of a phase."""
    return _movers(dataset, before, after, as_of, cumulative=False)


def _movers(dataset: Dataset, before: Phase, after: Phase, as_of: date, *, cumulative: bool) -> Movers:
    wanted = (i for i in catalogue().values() if i.cumulative is cumulative)
    return moved((i, *cells(dataset, i, (before, after), as_of)) for i in wanted)  # type: ignore[misc]


def moved(pairs: Iterable[tuple[Indicator, Cell, Cell]]) -> Movers:
    """What changed from one cell of each indicator to another: per month where it grows through a phase, else as it stands."""
    found: list[Mover] = []
    left_out: list[tuple[Indicator, Reason]] = []
    for indicator, *pair in pairs:
        low, high = (c.per_month if indicator.cumulative else c.value for c in pair)
        if low is None or high is None:
            left_out.append((indicator, next((c.reason for c in pair if c.reason), None) or Reason("no-rows")))
        else:
            size = abs(low) + abs(high)
            found.append(Mover(indicator, low, high, high - low, (high - low) / size if size else 0.0))
    return Movers(tuple(sorted(found, key=lambda m: -abs(m.relative))), tuple(left_out))


def _months(phase: Phase, as_of: date, since: date | None) -> float:
    """The length in months of what has passed of a phase, from the day on which the indicator exists."""
    start = max(phase.start, since) if since else phase.start
    return max((min(phase.end, as_of) - start).days + 1, 0) / DAYS_A_MONTH


def _number(value: float) -> float | None:
    return None if isnan(value) else float(value)
