"""Several hubs side by side, and together: what each reached in a period, per month and in all, where that is true.

Hubs have phases of their own, so they are compared over two days that anybody may choose. Rows and sums add up; of shares, means and
the share of the area numerators and denominators do; different names and medians have no total. What hubs share counts once in a total.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from data.dataset import Dataset
from data.errors import UserError
from data.hub import Hub
from data.indicator_names import Names
from data.phases import Phase
from data.store.store import Version
from data.together import Member
from metrics.catalogue import catalogue, indicator_names, order
from metrics.compare import Cell, cells
from metrics.doubles import Group, Shared, shared
from metrics.engine import Reason
from metrics.indicator import Distinct, Indicator, Median, ShareOfArea
from metrics.measures import settle
from metrics.periods import Period, months, years
from metrics.series import Point, series
from metrics.shared_rows import Again, groups, once

Reader = Callable[[Member, Version, Names], Dataset]


@dataclass(frozen=True)
class Participant:
    """One hub with its latest confirmed data. Without data `problem` says what went wrong; None there: nothing was confirmed yet.

    `number`, `at` (UTC) and `fingerprint` are those of the version, `indicators` the hub's own catalogue.
    """

    hub: Hub
    indicators: Mapping[str, Indicator]
    dataset: Dataset | None = None
    number: int = 0
    at: datetime | None = None
    fingerprint: str = ""
    problem: UserError | None = None

    @property
    def name(self) -> str:
        """The hub's name."""
        return self.hub.name

    @property
    def reason(self) -> Reason | None:
        """Why there is no figure at all of this hub."""
        if self.dataset is not None:
            return None
        return Reason("hub-unreachable" if self.problem else "hub-no-data")


@dataclass(frozen=True)
class Total:
    """All hubs together. `doubles` = by how much a plain sum of the hubs would be more (only for rows and sums), `again` the rows behind it.

    Without a value `reason` says why; `per_month` only for what grows, where every hub counts over the same months.
    """

    value: float | None = None
    per_month: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    doubles: float | None = None
    reason: Reason | None = None
    again: tuple[Again, ...] = ()


@dataclass(frozen=True)
class Row:
    """One indicator, as most hubs declare it, with a cell per hub in the order of the list."""

    indicator: Indicator
    cells: tuple[Cell, ...]
    total: Total


@dataclass(frozen=True)
class Together:
    """The hubs over a period as seen on `as_of`."""

    participants: tuple[Participant, ...]
    period: Period
    as_of: date
    rows: tuple[Row, ...]
    shared: Shared


def year_of(as_of: date) -> Period:
    """The period that one begins with: the calendar year of the reference date."""
    return years(as_of, as_of)[0]


def take(member: Member, read: Reader = Member.read) -> Participant:
    """A hub with its latest confirmed data; what goes wrong with its store is kept with it. `read` reads a version.

    Raises SettingsError where its own folder is not right.
    """
    folder = member.hub.folder / "indicators"
    known = catalogue(folder)
    try:
        version = member.latest()
        if version is None:
            return Participant(member.hub, known)
        data = read(member, version, indicator_names(folder))
    except UserError as error:
        return Participant(member.hub, known, problem=error)
    return Participant(member.hub, known, data, version.number, version.at, version.fingerprint)


def known(participants: Sequence[Participant]) -> dict[str, Indicator]:
    """Every indicator of every hub by id: the declaration that most of them share, the first hub's where that is equal."""
    found: dict[str, Indicator] = {}
    for name in sorted({i for p in participants for i in p.indicators}, key=order):
        declared = [p.indicators[name] for p in participants if name in p.indicators]
        found[name] = max(declared, key=lambda one: sum(same(one, other) for other in declared))
    return found


def same(one: Indicator, other: Indicator) -> bool:
    """Whether two declarations count the same thing."""
    return all(getattr(one, k) == getattr(other, k) for k in ("objective", "parts", "aggregation", "is_level", "unit"))


def together(participants: Sequence[Participant], period: Period, as_of: date, indicators: Sequence[str] | None = None) -> Together:
    """Every indicator (or those with these ids) of every hub over a period, and what they are together."""
    of_all = known(participants)
    datasets = [p.dataset for p in participants]
    doubles = shared([p.hub for p in participants], datasets)
    one_thing = groups(datasets, doubles.groups)
    rows = []
    for indicator in (of_all[i] for i in (of_all if indicators is None else indicators)):
        found = tuple(_cell(p, indicator, period, as_of) for p in participants)
        rows.append(Row(indicator, found, _total(participants, one_thing, indicator, found, period, as_of)))
    return Together(tuple(participants), period, as_of, tuple(rows), doubles)


def monthly(participants: Sequence[Participant], indicator: Indicator, period: Period, as_of: date) -> list[list[Point]]:
    """The indicator of every hub per calendar month of the period, up to the month of the reference date; empty where it has no figure at all."""
    if period.start > as_of:
        return [[] for _ in participants]
    until = min(period.end, months(as_of, as_of)[0].end)
    return [[] if _absent(p, indicator) or p.dataset is None else series(p.dataset, indicator, as_of, "month", period.start, until) for p in participants]


def _absent(participant: Participant, indicator: Indicator) -> Reason | None:
    """Why a hub can't have this figure, whatever the period."""
    if participant.reason:
        return participant.reason
    own = participant.indicators.get(indicator.id)
    if own is None:
        return Reason("hub-lacks")
    return None if same(own, indicator) else Reason("hub-otherwise")


def _cell(participant: Participant, indicator: Indicator, period: Period, as_of: date) -> Cell:
    stretch = Phase("", "", period.start, period.end)
    reason = _absent(participant, indicator)
    if reason or participant.dataset is None:
        return Cell(stretch, None, None, 0.0, None, None, True, period.start <= as_of, period.end <= as_of, reason)
    found = cells(participant.dataset, indicator, [stretch], as_of)[0]
    return found if found.begun else replace(found, reason=Reason("period-not-begun"))


def _total(
    participants: Sequence[Participant], one_thing: Mapping[str, Sequence[Group]], indicator: Indicator, found: Sequence[Cell], period: Period, as_of: date
) -> Total:  # fmt: skip
    """The hubs together; `one_thing` holds per sheet the rows of several hubs that are the same."""
    reason = _no_total(participants, indicator, found)
    if reason:
        return Total(reason=reason)
    figures, again = once([p.dataset for p in participants if p.dataset], one_thing, indicator, period, as_of)
    if indicator.has_fraction:
        numerator, denominator = (settle(sum(n or 0.0 for n in numbers)) for numbers in ([f.numerator for f in figures], [f.denominator for f in figures]))
        value = numerator / denominator if denominator else None
        return Total(value, None, numerator, denominator, reason=None if denominator else Reason("no-rows"), again=again)
    value = settle(sum(f.value or 0.0 for f in figures))
    length = {c.months for c in found}
    rate = value / found[0].months if indicator.cumulative and len(length) == 1 and found[0].months > 0 else None
    return Total(value, rate, doubles=settle(sum(c.value or 0.0 for c in found) - value), again=again)


def _no_total(participants: Sequence[Participant], indicator: Indicator, found: Sequence[Cell]) -> Reason | None:
    """Why the hubs' figures can't be put together; a total that leaves a hub out would be read as one of all."""
    if isinstance(indicator.aggregation, Distinct):
        return Reason("total-names")
    if isinstance(indicator.aggregation, Median):
        return Reason("total-median")
    lacking = [p.name for p, c in zip(participants, found, strict=True) if c.value is None]
    if lacking:
        return Reason("total-lacks", hub=", ".join(lacking))
    if isinstance(indicator.aggregation, ShareOfArea):
        places = [m.nis for p in participants for m in p.hub.municipalities]
        return Reason("total-area") if len(set(places)) < len(places) else None
    return None
