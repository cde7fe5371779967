"""How cases flow from question to anchored: the funnel with its conversions, and how long cases stay in a stage."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from data.dataset import Dataset
from metrics.columns import LAST, NEVER, day_number
from metrics.engine import Reason
from metrics.periods import Period
from metrics.stages import ALL, STAGES, STOPPED, dates, missing, reason, stage_now, stays


@dataclass(frozen=True)
class Ratio:
    """A conversion with what it is of; `value` is a fraction, None over nothing."""

    numerator: int
    denominator: int

    @property
    def value(self) -> float | None:
        """The fraction."""
        return self.numerator / self.denominator if self.denominator else None


@dataclass(frozen=True)
class Step:
    """One stage of the funnel, in numbers of cases. `reached` = has the date of this stage or of a later one, so it never grows along
    the funnel; `dated` = has the date itself; `now` = stands there on the reference date. None where the stage's column is absent.
    """

    stage: str
    reached: int | None
    dated: int | None
    now: int | None
    to_next: Ratio | None = None
    of_total: Ratio | None = None
    reason: Reason | None = None


@dataclass(frozen=True)
class Funnel:
    """The cases that came in within a period, and how far they are on the reference date. The `now` of all steps, and `stopped`, add up
    to `total`; `stopped` is None where Datum stopzetting is absent.
    """

    total: int | None
    steps: tuple[Step, ...] = ()
    stopped: int | None = None
    reason: Reason | None = None
    missing: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Dwell:
    """How long stays in one stage lasted, in days, over the `finished` ones only; `by_stop` of those ended by stopping. `open` stays
    still last and are in no other figure.
    """

    stage: str
    median: float | None
    q1: float | None
    q3: float | None
    finished: int | None
    by_stop: int | None
    open: int | None
    reason: Reason | None = None


@dataclass(frozen=True)
class Dwelling:
    """The dwell times of the stages that have a next one."""

    stays: tuple[Dwell, ...]
    reason: Reason | None = None
    missing: tuple[Reason, ...] = ()


def within(days: NDArray[np.int32], period: Period, as_of: date) -> NDArray[np.bool_]:
    """Which days lie in the period, on or before the reference date."""
    inside: NDArray[np.bool_] = (days >= max(day_number(period.start), 0)) & (days <= cutoff(period, as_of))
    return inside


def cutoff(period: Period, as_of: date) -> int:
    """The earlier of the period's end and the reference date, as a day number."""
    return min(day_number(period.end), day_number(as_of), LAST)


def funnel(dataset: Dataset, period: Period, as_of: date) -> Funnel:
    """The cases with Datum instroom in the period, followed up to the reference date."""
    absent = reason(dataset)
    lacks = missing(dataset) if absent is None else {}
    if absent or STAGES[0] in lacks:
        return Funnel(None, reason=absent or lacks[STAGES[0]])
    days = dates(dataset, as_of)
    cohort = within(days[:, 0], period, as_of)
    total = int(np.count_nonzero(cohort))
    has = days[cohort, : len(STAGES)] != NEVER
    reached = np.count_nonzero(np.logical_or.accumulate(has[:, ::-1], axis=1)[:, ::-1], axis=0)
    now = np.bincount(stage_now(dataset, as_of)[cohort] + 1, minlength=len(ALL) + 1)[1:]
    steps = []
    for place, stage in enumerate(STAGES):
        if stage in lacks:
            steps.append(Step(stage, None, None, None, reason=lacks[stage]))
            continue
        after = STAGES[place + 1] if place + 1 < len(STAGES) else None
        onward = None if after is None or after in lacks else Ratio(int(reached[place + 1]), int(reached[place]))
        count = int(reached[place])
        steps.append(Step(stage, count, int(has[:, place].sum()), int(now[place]), onward, Ratio(count, total)))
    stopped = None if STOPPED in lacks else int(now[-1])
    return Funnel(total, tuple(steps), stopped, missing=tuple(lacks.values()))


def dwell(dataset: Dataset, as_of: date, period: Period | None = None) -> Dwelling:
    """Median and quartiles of the stays that ended (in the period, where one is given), and how many were open at its end."""
    absent = reason(dataset)
    if absent:
        return Dwelling((), absent)
    lacks = missing(dataset)
    last = day_number(as_of) if period is None else cutoff(period, as_of)
    first = 0 if period is None else max(day_number(period.start), 0)
    known = stays(dataset, as_of)
    ended = (known.leave >= first) & (known.leave <= min(last, LAST))
    lasting = (known.enter <= last) & (known.leave > last)
    stop = dates(dataset, as_of)[known.case, -1]
    found = []
    for place, stage in enumerate(STAGES[:-1]):
        if stage in lacks:
            found.append(Dwell(stage, None, None, None, None, None, None, lacks[stage]))
            continue
        here = known.stage == place
        over = here & ended
        length = (known.leave - known.enter)[over]
        q1, median, q3 = (float(q) for q in np.quantile(length, [0.25, 0.5, 0.75])) if len(length) else (None, None, None)
        by_stop = None if STOPPED in lacks else int(np.count_nonzero(over & (known.leave == stop)))
        found.append(Dwell(stage, median, q1, q3, len(length), by_stop, int(np.count_nonzero(here & lasting))))
    return Dwelling(tuple(found), missing=tuple(lacks.values()))
