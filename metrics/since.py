"""What changed between two moments: a moment is a state of the data and the day on which one looks at it.

Two versions, each on its own day, or one version on two days. Figures are held against each other within a phase that had begun on
both days: what grows through a phase per month of what had passed, so that a longer stretch never looks like more.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from data.dataset import Dataset
from data.difference import TableDifference, differences
from data.names import fold
from data.phases import Phase
from metrics.catalogue import catalogue
from metrics.columns import NEVER
from metrics.compare import Mover, cells, moved
from metrics.problems import Problem, more_problems
from metrics.scorecard import Result, scorecard
from metrics.spelling import shown
from metrics.stages import ALL, dates, stage_now
from metrics.stalled import DAYS, StalledCase, stalled
from metrics.status import Status

# The statuses that say how a figure stands against its target, the worst first.
LADDER = (Status.BEHIND, Status.SLIGHTLY_BEHIND, Status.ON_TRACK, Status.REACHED)


@dataclass(frozen=True)
class Moment:
    """A state of the data, looked at on a day."""

    dataset: Dataset
    as_of: date


@dataclass(frozen=True)
class Flip:
    """An indicator whose status in a phase became another one."""

    phase: Phase
    before: Result
    after: Result

    @property
    def step(self) -> int:
        """-1 where it fell back, 1 where it rose, 0 where one of both statuses holds it against no target."""
        was, now = self.before.status, self.after.status
        if was not in LADDER or now not in LADDER:
            return 0
        return -1 if LADDER.index(now) < LADDER.index(was) else 1


@dataclass(frozen=True)
class Moved:
    """An indicator that moved in a phase: `was` and `now` are its figures as they stood, `mover` holds them against each other."""

    was: float
    now: float
    mover: Mover


@dataclass(frozen=True)
class PhaseMovers:
    """What moved in one phase, the largest change in proportion first; `still` is how many figures stood as they were."""

    phase: Phase
    movers: tuple[Moved, ...]
    still: int


@dataclass(frozen=True)
class Case:
    """A case that came or went, with the stage it stands in ("" = none of its dates has come)."""

    id: str
    title: str
    stage: str


@dataclass(frozen=True)
class Move:
    """A case that stands in another stage ("" = none)."""

    id: str
    title: str
    before: str
    after: str


@dataclass(frozen=True)
class Since:
    """Everything that changed. `phases` had begun on both days; `rows` says what differs per sheet, nothing where the data is the same."""

    phases: tuple[Phase, ...]
    flips: tuple[Flip, ...]
    movers: tuple[PhaseMovers, ...]
    new: tuple[Case, ...]
    gone: tuple[Case, ...]
    moves: tuple[Move, ...]
    stalled: tuple[StalledCase, ...]
    problems: tuple[Problem, ...]
    rows: Mapping[str, TableDifference]

    @property
    def higher(self) -> int:
        """How many figures are higher than they were, over all phases."""
        return sum(m.now > m.was for part in self.movers for m in part.movers)

    @property
    def lower(self) -> int:
        """How many are lower."""
        return sum(m.now < m.was for part in self.movers for m in part.movers)


def since(before: Moment, after: Moment, days: int = DAYS, lang: str = "nl") -> Since:
    """What is otherwise on `after` than it was on `before`; `days` is how long a case stands still before it is told."""
    rows = {} if before.dataset is after.dataset else differences(before.dataset, after.dataset)
    pairs = list(_phases(before, after))
    movers = tuple(_movers(before, after, was, now) for now, was in pairs)
    return Since(
        tuple(now for now, _ in pairs), tuple(_flips(before, after, pairs)), movers, *_cases(before, after, rows),
        tuple(_stalled(before, after, days)), tuple(more_problems(before.dataset, before.as_of, after.dataset, after.as_of, lang)), rows,
    )  # fmt: skip


def _phases(before: Moment, after: Moment) -> Iterator[tuple[Phase, Phase]]:
    """The phases that ran on the earlier day, as they are set now and were then; where all were over, the last of them."""
    was = {p.number: p for p in before.dataset.phases if p.start <= before.as_of}
    begun = [p for p in after.dataset.phases if p.start <= after.as_of and p.number in was]
    running = [p for p in begun if p.end >= before.as_of]
    for phase in running or begun[-1:]:
        yield phase, was[phase.number]


def _flips(before: Moment, after: Moment, pairs: Iterable[tuple[Phase, Phase]]) -> list[Flip]:
    """Those that fell back first, then those that rose, then the others; each in the order of the catalogue."""
    phases = {now.number: now for now, _ in pairs}
    was = {(r.indicator.id, r.period.phase): r for r in scorecard(before.dataset, before.as_of)}
    found = [
        Flip(phases[number], old, result)
        for result in scorecard(after.dataset, after.as_of)
        if (number := str(result.period.phase)) in phases and (old := was.get((result.indicator.id, number))) and old.status is not result.status
    ]
    return sorted(found, key=lambda f: (-1, 1, 0).index(f.step))


def _movers(before: Moment, after: Moment, was: Phase, now: Phase) -> PhaseMovers:
    pairs = {
        i.id: (i, cells(before.dataset, i, [was], before.as_of)[0], cells(after.dataset, i, [now], after.as_of)[0]) for i in catalogue().values()
    }  # fmt: skip
    values = {name: (a.value, b.value) for name, (_, a, b) in pairs.items() if a.value is not None and b.value is not None}
    found = [Moved(*values[m.indicator.id], m) for m in moved(pairs.values()).movers]
    other = tuple(m for m in found if m.was != m.now)
    return PhaseMovers(now, other, len(found) - len(other))


def _cases(
    before: Moment, after: Moment, rows: Mapping[str, TableDifference]
) -> tuple[tuple[Case, ...], tuple[Case, ...], tuple[Move, ...]]:  # fmt: skip
    """Cases that came, that went, and that stand in another stage. A case is there from its first day on, or where it has no day at all."""
    (known, was), (knows, now) = _stages(before), _stages(after)
    left, right = _kept(rows, len(known), len(knows))
    both = known[left] & knows[right]
    came = np.setdiff1d(np.flatnonzero(knows), right[both])
    went = np.setdiff1d(np.flatnonzero(known), left[both])
    other = both & (was[left] != now[right])
    moves = tuple(
        Move(*_named(after, int(b)), _stage(was[a]), _stage(now[b]))
        for a, b in zip(left[other], right[other], strict=True)
    )  # fmt: skip
    new = tuple(Case(*_named(after, int(r)), _stage(now[r])) for r in came)
    return new, tuple(Case(*_named(before, int(r)), _stage(was[r])) for r in went), moves


def _kept(rows: Mapping[str, TableDifference], size: int, now: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Which rows of Cases are one and the same in both states."""
    if not rows:
        return np.arange(size), np.arange(now)
    cases = rows.get("cases")
    return (cases.kept_before, cases.kept_after) if cases else (np.zeros(0, np.intp), np.zeros(0, np.intp))


def _stages(moment: Moment) -> tuple[NDArray[np.bool_], NDArray[np.intp]]:
    """Per case whether it was there on the day, and its place in `ALL` (-1 = none)."""
    if "cases" not in moment.dataset.tables:
        return np.zeros(0, bool), np.zeros(0, np.intp)
    now = stage_now(moment.dataset, moment.as_of)
    dated = (dates(moment.dataset, date.max) != NEVER).any(axis=1)
    return (now >= 0) | ~dated, now


def _stage(place: np.intp) -> str:
    return ALL[place] if place >= 0 else ""


def _named(moment: Moment, row: int) -> tuple[str, str]:
    table = moment.dataset.tables["cases"]
    return shown(table, "case_id", [row])[0], shown(table, "title", [row])[0]


def _stalled(before: Moment, after: Moment, days: int) -> list[StalledCase]:
    """The cases that stand still and did not yet."""
    already = {fold(c.id) for c in stalled(before.dataset, before.as_of, days).cases}
    return [c for c in stalled(after.dataset, after.as_of, days).cases if fold(c.id) not in already]
