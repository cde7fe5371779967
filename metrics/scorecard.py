"""All figures of all indicators with their targets: what a report, a page and the command line show."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import isnan

from data.dataset import Dataset
from data.phases import Phase
from metrics.catalogue import catalogue
from metrics.engine import Reason, Values, evaluate
from metrics.forecast import FEWEST, Forecast, forecast, forecasts, recent, runs
from metrics.indicator import Indicator
from metrics.periods import Period, phase_around, phase_period
from metrics.status import Standing, Status, needed_per_month, status
from metrics.targets import Targets, targets_of


@dataclass(frozen=True)
class Result:
    """One indicator in one period. `value` is what was counted there; `actual` adds the baseline and is what the target is held against.

    Percentages are fractions. `in_phase` (for a period that lies in one phase) is the same from the phase's start to the period's end.
    """

    indicator: Indicator
    period: Period
    value: float | None
    numerator: float | None
    denominator: float | None
    used: int
    eligible: int
    applicable: bool
    reason: Reason | None
    target: float | None = None
    expected: float | None = None
    status: Status = Status.NO_TARGET
    forecast: Forecast | None = None
    forecast_reason: Reason | None = None
    needed_per_month: float | None = None
    baseline: float = 0.0
    actual: float | None = None
    in_phase: "Result | None" = None


def scorecard(dataset: Dataset, as_of: date, periods: Sequence[Period] | None = None, indicators: Sequence[Indicator] | None = None) -> list[Result]:
    """Results by indicator, then period. Without `periods`: one per phase, with targets and forecast."""
    asked = [phase_period(p) for p in dataset.phases] if periods is None else list(periods)
    known = list(catalogue().values()) if indicators is None else list(indicators)
    targets = targets_of(dataset)
    return [result for indicator in known for result in _results(dataset, targets, indicator, asked, as_of)]


def _results(dataset: Dataset, targets: Targets, indicator: Indicator, periods: Sequence[Period], as_of: date) -> list[Result]:
    """One indicator in all periods. What else is needed (the last days, the phase so far) is evaluated together with them."""
    phases = [_phase(dataset, p) for p in periods]
    around = [phase_around(dataset.phases, p) if f is None else None for p, f in zip(periods, phases, strict=True)]
    so_far = [Period(a.start, p.end, p.label, a.number) for p, a in zip(periods, around, strict=True) if a is not None]
    lately = [recent(f, as_of) for f in phases if f is not None and runs(f, as_of)] if forecasts(indicator) else []
    values = evaluate(dataset, indicator, [*periods, *so_far, *lately], as_of)
    whole = [_result(indicator, targets, values, i, p, f, as_of) for i, (p, f) in enumerate(zip(periods, phases, strict=True))]
    at = len(periods)
    found = []
    pace = iter(range(at + len(so_far), at + len(so_far) + len(lately)))
    for result, phase, around_it in zip(whole, phases, around, strict=True):
        if around_it is not None:
            inside = _result(indicator, targets, values, at, so_far[at - len(periods)], around_it, as_of)
            found.append(replace(result, in_phase=inside))
            at += 1
        elif phase is not None and runs(phase, as_of) and forecasts(indicator):
            found.append(_with_forecast(result, phase, as_of, _number(values.value[next(pace)])))
        else:
            found.append(result)
    return found


def _result(indicator: Indicator, targets: Targets, values: Values, index: int, period: Period, phase: Phase | None, as_of: date) -> Result:
    """The figure at `index`, held against the targets of `phase` as they stand at the period's end, or on `as_of` if that is earlier."""
    day = as_of if phase is None or period.end >= phase.end else min(as_of, period.end)
    value = _number(values.value[index])
    baseline = targets.baseline(indicator, phase) if phase else 0.0
    applicable = bool(values.applicable[index])
    target = targets.target(indicator, phase) if phase and applicable else None
    expected = targets.expected(indicator, phase, day) if phase and applicable else None
    actual = None if value is None else value + baseline
    at = Standing(applicable, actual, target, expected, phase, day, over=phase is not None and phase.end < day)
    return Result(
        indicator, period, value, _number(values.numerator[index]), _number(values.denominator[index]),
        int(values.used[index]), int(values.eligible[index]), applicable, values.reason[index], target, expected,
        status(indicator, at), needed_per_month=needed_per_month(indicator, at), baseline=baseline, actual=actual,
    )  # fmt: skip


def _with_forecast(result: Result, phase: Phase, as_of: date, lately: float | None) -> Result:
    if result.value is None or lately is None or not result.applicable:
        return result
    if result.used < FEWEST:
        return replace(result, forecast_reason=Reason("too-few"))
    return replace(result, forecast=forecast(result.indicator, phase, as_of, result.value, lately))


def _phase(dataset: Dataset, period: Period) -> Phase | None:
    """The phase that a period is."""
    return next((p for p in dataset.phases if p.number == period.phase), None) if period.phase else None


def _number(value: float) -> float | None:
    return None if isnan(value) else float(value)
