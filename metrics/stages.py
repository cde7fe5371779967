"""Where each case stands through time: the stages from question to anchored, and the stays of the cases in them.

On a day a case is in the highest stage whose date has come, and stopped once its stop date has. So a stay in a stage runs from that
stage's date to the first date of a later stage or of stopping; where dates are out of order and nothing is left of it, there is no
stay. Dates after the reference date are plans: they are not there yet.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from data.dataset import Dataset
from locales import text
from metrics.columns import LAST, NEVER, columns_of, day_number
from metrics.engine import Reason, lacking

STAGES = ("intake", "guidance", "trial", "project", "realised", "anchored")
STOPPED = "stopped"
ALL = (*STAGES, STOPPED)
WORKING = STAGES[:4]  # the stages in which the Hub is at work on a case

Numbers = NDArray[np.int32]


@dataclass(frozen=True)
class Stays:
    """One entry per stay. `case` = row in Cases, `stage` = place in `ALL`, from day `enter` up to but not including day `leave`
    (day numbers, `NEVER` = still there on the reference date).
    """

    case: NDArray[np.intp]
    stage: NDArray[np.intp]
    enter: Numbers
    leave: Numbers

    def __len__(self) -> int:
        return len(self.case)

    @property
    def open(self) -> NDArray[np.bool_]:
        """Which stays still last on the reference date."""
        lasts: NDArray[np.bool_] = self.leave == NEVER
        return lasts


def stage_label(stage: str, lang: str = "nl") -> str:
    """A stage's name for people."""
    return text(f"explore.stage.{stage}", lang)


def column(stage: str) -> str:
    """The key of the date column of a stage."""
    return f"{stage}_date"


def dates(dataset: Dataset, as_of: date) -> Numbers:
    """The day of each stage and of stopping per case, as [case, place in `ALL`]; `NEVER` where there is none on `as_of`."""
    columns = columns_of(dataset)
    days = np.stack([columns.days("cases", column(s)).astype(np.int32) for s in ALL], axis=1)
    return np.where(days <= min(day_number(as_of), LAST), days, NEVER).astype(np.int32)


def stays(dataset: Dataset, as_of: date) -> Stays:
    """All stays as seen on `as_of`, by case and then stage. Cases must be there (see `reason`)."""

    def make() -> Stays:
        enter = dates(dataset, as_of)
        leave = np.full_like(enter, NEVER)
        leave[:, :-1] = np.minimum.accumulate(enter[:, :0:-1], axis=1)[:, ::-1]
        case, stage = np.nonzero(enter < leave)
        return Stays(case, stage, enter[case, stage], leave[case, stage])

    return columns_of(dataset).remember_lately(("stays", as_of), make)


def stage_now(dataset: Dataset, as_of: date) -> NDArray[np.intp]:
    """Per case the place in `ALL` where it stands on `as_of`, -1 where none of its dates has come."""
    known = stays(dataset, as_of)
    now = np.full(len(dataset.tables["cases"]), -1, np.intp)
    now[known.case[known.open]] = known.stage[known.open]
    return now


def reason(dataset: Dataset) -> Reason | None:
    """Why nothing can be said about stages at all."""
    return lacking(dataset, [("cases", "")])


def missing(dataset: Dataset) -> dict[str, Reason]:
    """The stages whose date column was not delivered, each with the reason."""
    found = {s: lacking(dataset, [("cases", column(s))]) for s in ALL}
    return {s: why for s, why in found.items() if why is not None}
