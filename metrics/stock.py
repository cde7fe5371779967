"""How many cases stand in each stage through time, and what came in and went out: stock(t) = stock(t-1) + in - out."""

from dataclasses import dataclass, field
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.dataset import Dataset
from metrics.columns import LAST, day_number, day_of
from metrics.engine import Reason
from metrics.periods import Period
from metrics.series import Step, calendar
from metrics.stages import ALL, missing, reason, stage_label, stays

Counts = NDArray[np.int64]


def _nothing() -> Counts:
    return np.zeros((0, len(ALL)), np.int64)


@dataclass(frozen=True)
class Stock:
    """Numbers of cases as [period, place in `stages`]: at the `start`, what `came` and `left` within the period, and at its `end`.

    `complete[p]` = the period is over on the reference date; an incomplete one is counted up to that date.
    """

    periods: tuple[Period, ...] = ()
    complete: tuple[bool, ...] = ()
    stages: tuple[str, ...] = ALL
    start: Counts = field(default_factory=_nothing)
    came: Counts = field(default_factory=_nothing)
    left: Counts = field(default_factory=_nothing)
    end: Counts = field(default_factory=_nothing)
    reason: Reason | None = None
    missing: tuple[Reason, ...] = ()

    def frame(self, lang: str = "nl") -> pd.DataFrame:
        """One line per period and stage: period, stage_key, stage, start, came, left, end."""
        size, stages = len(self.periods), len(self.stages)
        return pd.DataFrame({
            "period": np.repeat(np.array([p.label for p in self.periods], dtype=object), stages),
            "stage_key": np.tile(np.array(self.stages, dtype=object), size),
            "stage": np.tile(np.array([stage_label(s, lang) for s in self.stages], dtype=object), size),
            "start": self.start.ravel(), "came": self.came.ravel(), "left": self.left.ravel(), "end": self.end.ravel(),
        })  # fmt: skip


def stock(dataset: Dataset, as_of: date, step: Step = "month", start: date | None = None, end: date | None = None) -> Stock:
    """Stock and flow per calendar step between two dates; without them from the first case's first date to the reference date.

    Only stages whose date column was delivered are there. Periods that begin after `as_of` are left out.
    """
    absent = reason(dataset)
    if absent:
        return Stock(reason=absent)
    lacks = missing(dataset)
    known = stays(dataset, as_of)
    if not len(known):
        return Stock(reason=Reason("no-rows"), missing=tuple(lacks.values()))
    periods = [p for p in calendar(step, start or day_of(int(known.enter.min())), end or as_of) if p.start <= as_of]
    stages = [place for place, stage in enumerate(ALL) if stage not in lacks]
    edges = np.array([day_number(p.start) for p in periods] + [min(day_number(p.end), day_number(as_of)) + 1 for p in periods[-1:]], np.int64)
    entered = np.stack([_before(known.enter[known.stage == place], edges) for place in stages], axis=1)
    gone = np.stack([_before(known.leave[known.stage == place], edges) for place in stages], axis=1)
    standing = entered - gone
    return Stock(
        tuple(periods), tuple(p.end <= as_of for p in periods), tuple(ALL[s] for s in stages),
        standing[:-1], np.diff(entered, axis=0), np.diff(gone, axis=0), standing[1:], missing=tuple(lacks.values()),
    )  # fmt: skip


def _before(days: NDArray[np.int32], edges: Counts) -> Counts:
    """How many of the days lie before each edge."""
    return np.searchsorted(np.sort(days[days <= LAST]), edges).astype(np.int64)
