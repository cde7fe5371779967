"""Events and whom they reached. Attendances and different organisations always go together: somebody who comes twice is two
attendances, and an organisation that sends ten people is one organisation. Own events only: not those the Hub merely attended.
"""

from dataclasses import dataclass, replace
from datetime import date
from math import isnan

from data.contract import contract
from data.dataset import Dataset
from metrics.breakdown import SUBREGION, Group, breakdown
from metrics.engine import Reason, absent, evaluate, lacking
from metrics.indicator import Condition, Distinct, Indicator, Key, Mean, Part, Rows, Sum
from metrics.periods import Period
from metrics.series import Step, calendar

DIMENSIONS = ("event_type", "pillar", "municipality", SUBREGION, "objectives")
# The columns that split the attendances, and the types of organisation that belong to them.
AUDIENCES: dict[str, tuple[str, ...]] = {
    "attendances_companies": ("Onderneming",),
    "attendances_se_companies": ("SE-bedrijf",),
    "attendances_local_authorities": ("Lokaal bestuur",),
    "attendances_knowledge": ("Kennisinstelling",),
    "attendances_citizens": ("Burger",),
    "attendances_others": ("Ondernemersorganisatie", "Middenveld", "Andere"),
}
_NOT_OWN = "Deelgenomen"


@dataclass(frozen=True)
class Counted:
    """A number, and from how many of the rows it comes; None with the reason."""

    value: float | None
    used: int = 0
    eligible: int = 0
    reason: Reason | None = None


@dataclass(frozen=True)
class Reach:
    """What events reached: the pair, beside the number of events. `listed` = how many events have an attendance list: where there are
    events and none has one, the number of organisations is not 0 but unknown.
    """

    events: Counted
    attendances: Counted
    organisations: Counted
    listed: Counted


@dataclass(frozen=True)
class ReachPoint:
    """The reach in one step of the calendar; `complete` = it is over on the reference date."""

    period: Period
    complete: bool
    reach: Reach


@dataclass(frozen=True)
class ReachGroup:
    """The reach of the events of one type, pillar, place or objective. Key "" = not filled in."""

    key: str
    label: str
    reach: Reach


@dataclass(frozen=True)
class Audience:
    """One audience: its attendances, and the organisations of the types that belong to it."""

    key: str
    label: str
    attendances: Counted
    organisations: Counted


@dataclass(frozen=True)
class Audiences:
    """The attendances by audience. `unstated` = attendances that no event assigns to an audience."""

    groups: tuple[Audience, ...] = ()
    unstated: float | None = None
    reason: Reason | None = None


@dataclass(frozen=True)
class Satisfaction:
    """Mean satisfaction (out of 5) weighted by attendances; `events` with a score `of_events`, `attendances` at the former."""

    value: float | None
    events: int
    of_events: int
    attendances: float
    reason: Reason | None = None


def reach(dataset: Dataset, period: Period, as_of: date) -> Reach:
    """The own events of the period and whom they reached."""
    return _reaches(dataset, [period], as_of)[0]


def over_time(dataset: Dataset, as_of: date, step: Step, start: date, end: date) -> list[ReachPoint]:
    """The reach per calendar step. Organisations are counted anew in each step, so they don't add up to those of the whole."""
    periods = [p for p in calendar(step, start, end) if p.start <= as_of]
    return [ReachPoint(p, p.end <= as_of, r) for p, r in zip(periods, _reaches(dataset, periods, as_of), strict=True)]


def by(dataset: Dataset, period: Period, as_of: date, dimension: str, lang: str = "nl") -> list[ReachGroup]:
    """The reach split by one of `DIMENSIONS`. Where a side of the pair has no data, it says why in every group."""
    split, reasons = [], []
    for indicator, path in ((EVENTS, dimension), (ATTENDANCES, dimension), (ORGANISATIONS, f"event_id.{dimension}"), (LISTED, f"event_id.{dimension}")):
        split.append({g.key: g for g in breakdown(dataset, indicator, period, as_of, path, lang)})
        reasons.append(absent(dataset, indicator))

    def counted(groups: dict[str, Group], reason: Reason | None, key: str) -> Counted:
        mine = groups.get(key)
        return Counted(mine.value, mine.rows, mine.rows) if mine and not reason else Counted(None if reason else 0.0, reason=reason)

    return [ReachGroup(k, g.label, _pair(*(counted(s, r, k) for s, r in zip(split, reasons, strict=True)))) for k, g in split[0].items()]


def audience(dataset: Dataset, period: Period, as_of: date, lang: str = "nl") -> Audiences:
    """The attendances by audience as the events tell them, beside the organisations of that kind as the attendance lists tell them."""
    whole = _counted(dataset, ATTENDANCES, period, as_of)
    if lacking(dataset, [("events", "")]):
        return Audiences(reason=whole.reason)
    together = reach(dataset, period, as_of).organisations
    unlisted = together if together.reason else None
    found = []
    for column, types in AUDIENCES.items():
        attendances = _counted(dataset, replace(ATTENDANCES, aggregation=Sum(column)), period, as_of)
        organisations = unlisted or _counted(dataset, _with(ORGANISATIONS, Condition("organisation_type", "is", types)), period, as_of)
        found.append(Audience(column, contract()["events"].by_key[column].title(lang), attendances, organisations))
    told = sum(a.attendances.value or 0.0 for a in found)
    return Audiences(tuple(found), None if whole.value is None else max(whole.value - told, 0.0))


def satisfaction(dataset: Dataset, period: Period, as_of: date) -> Satisfaction:
    """How satisfied the participants of the own events were, and how many events and attendances that is about."""
    found = evaluate(dataset, SATISFACTION, [period], as_of)
    events = _counted(dataset, EVENTS, period, as_of)
    reason = found.reason[0]
    value = None if isnan(found.value[0]) else float(found.value[0])
    return Satisfaction(value, int(found.used[0]), int(events.value or 0), 0.0 if value is None else float(found.denominator[0]), reason)


def _like(name: str, part: Part, aggregation: Rows | Sum | Distinct | Mean) -> Indicator:
    """A figure over all own events, whatever their objective; it stands in no catalogue."""
    none: dict[str, str] = {}
    return Indicator(name, none, 1, False, "output", {"nl": "", "en": ""}, "up", 0, (part,), aggregation, none, none, none, none)


def _with(indicator: Indicator, condition: Condition) -> Indicator:
    part = indicator.parts[0]
    return replace(indicator, parts=(replace(part, where=(*part.where, condition)),))


_OWN = Part("events", ("date",), (Condition("role", "is_not", (_NOT_OWN,)),))
EVENTS = _like("events", _OWN, Rows())
ATTENDANCES = _like("attendances", _OWN, Sum("attendances"))
ORGANISATIONS = _like(
    "organisations", Part("attendance", ("event_id.date",), (Condition("event_id.role", "is_not", (_NOT_OWN,)),)), Distinct((Key("organisation"),))
)
LISTED = replace(ORGANISATIONS, id="listed", aggregation=Distinct((Key("event_id"),)))
SATISFACTION = _with(
    _with(_like("satisfaction", _OWN, Mean("satisfaction", "attendances")), Condition("satisfaction", "filled")), Condition("attendances", "above", 0)
)


def _reaches(dataset: Dataset, periods: list[Period], as_of: date) -> list[Reach]:
    figures = [_figures(dataset, i, periods, as_of) for i in (EVENTS, ATTENDANCES, ORGANISATIONS, LISTED)]
    return [_pair(*four) for four in zip(*figures, strict=True)]


def _pair(events: Counted, attendances: Counted, organisations: Counted, listed: Counted) -> Reach:
    unknown = bool(events.value) and not listed.value and organisations.reason is None
    return Reach(events, attendances, Counted(None, reason=Reason("no-list")) if unknown else organisations, listed)


def _counted(dataset: Dataset, indicator: Indicator, period: Period, as_of: date) -> Counted:
    return _figures(dataset, indicator, [period], as_of)[0]


def _figures(dataset: Dataset, indicator: Indicator, periods: list[Period], as_of: date) -> list[Counted]:
    found = evaluate(dataset, indicator, periods, as_of)
    return [
        Counted(None if isnan(v) else float(v), int(u), int(e), r) for v, u, e, r in zip(found.value, found.used, found.eligible, found.reason, strict=True)
    ]
