"""How a figure stands against its target, in words, and what is needed from here."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import floor

from data.phases import Phase
from locales import text
from metrics.indicator import Distinct, Indicator, Rows

NEARLY = 0.85  # from this share of what is expected on, one is only slightly behind
DAYS_A_MONTH = 365.25 / 12
_DUST = 1e-9  # what floating-point arithmetic may be off


class Status(StrEnum):
    """The words in which the status is told; other programs rely on the Dutch ones."""

    NOT_APPLICABLE = "n.v.t."
    NO_DATA = "geen gegevens"
    NOT_STARTED = "nog niet gestart"
    NO_TARGET = "geen streefwaarde"
    REACHED = "behaald"
    ON_TRACK = "op schema"
    SLIGHTLY_BEHIND = "licht achter"
    BEHIND = "achter"

    @property
    def key(self) -> str:
        """The status as a key: "on-track"."""
        return self.name.lower().replace("_", "-")

    def text(self, lang: str = "nl") -> str:
        """The status in words."""
        return text(f"metrics.status.{self.key}", lang)

    @property
    def compared(self) -> bool:
        """Whether it says how a value stands against a target."""
        return self in (Status.REACHED, Status.ON_TRACK, Status.SLIGHTLY_BEHIND, Status.BEHIND)


@dataclass(frozen=True)
class Standing:
    """What a status is decided on. `actual` holds the baseline; `day` is the day from which one looks; `over` = the phase has ended."""

    applicable: bool
    actual: float | None
    target: float | None
    expected: float | None
    phase: Phase | None
    day: date
    over: bool = False


def status(indicator: Indicator, at: Standing) -> Status:
    """The status, in the order in which the words exclude each other."""
    if not at.applicable:
        return Status.NOT_APPLICABLE
    if at.actual is None:
        return Status.NO_DATA
    if at.phase is not None and at.phase.start > at.day:
        return Status.NOT_STARTED
    if at.expected is None or at.phase is None:
        return Status.NO_TARGET
    if indicator.direction == "down":
        return _lower_is_better(at.actual, at.expected, over=at.over)
    return _higher_is_better(at.actual, at.target, _counted_in_units(indicator, at.expected))


def needed_per_month(indicator: Indicator, at: Standing) -> float | None:
    """What is still needed per remaining month to reach the target, while the phase runs; 0 once it is reached."""
    if not indicator.cumulative or at.actual is None or at.target is None or at.phase is None:
        return None
    remaining = (at.phase.end - at.day).days
    if remaining <= 0 or at.phase.start > at.day:
        return None
    return max(0.0, at.target - at.actual) / (remaining / DAYS_A_MONTH)


def _counted_in_units(indicator: Indicator, expected: float) -> float:
    """For what is counted in units, a unit due tomorrow is not late."""
    whole = indicator.cumulative and isinstance(indicator.aggregation, Rows | Distinct)
    return floor(expected + _DUST) if whole else expected


def _higher_is_better(actual: float, target: float | None, expected: float) -> Status:
    if target is not None and actual >= target - _DUST:
        return Status.REACHED
    if actual >= expected - _DUST:
        return Status.ON_TRACK
    return Status.SLIGHTLY_BEHIND if actual >= NEARLY * expected - _DUST else Status.BEHIND


def _lower_is_better(actual: float, target: float, *, over: bool) -> Status:
    if actual <= target + _DUST:
        return Status.REACHED if over else Status.ON_TRACK
    return Status.SLIGHTLY_BEHIND if actual <= target / NEARLY + _DUST else Status.BEHIND
