"""Which organisations the Hub reached and which it matched. A citizen's name is a person's: it is counted and never told."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from data.citizens import citizens
from data.dataset import Dataset
from data.names import organisation_keys
from locales import text
from metrics.clusters import active_cases
from metrics.columns import Indices, columns_of, day_of
from metrics.engine import Reason, lacking
from metrics.flow import within
from metrics.indicator import Distinct, Key
from metrics.keys import pairs
from metrics.periods import Period
from metrics.spelling import shown, spellings, texts_of

NAMED = (("cases", "organisation"), ("attendance", "organisation"), ("referrals", "referred_to"), ("cases", "match_with"))
NOT_OWN = "Deelgenomen"  # the role of the Hub at somebody else's event
ONCE_PER = {"attendance": "event_id", "referrals": "case_id"}  # two lines about one event, or one case, are one contact


@dataclass(frozen=True)
class Organisation:
    """One organisation: its cases with a date in the period, own events it was at, referrals to it, and matches. `type` "" = not known."""

    key: str
    label: str
    type: str
    cases: int
    events: int
    referrals: int
    matches: int


@dataclass(frozen=True)
class Reached:
    """The organisations reached in a period, those with most contacts first. `citizens` = rows about citizens, who are no organisation."""

    total: int | None
    organisations: tuple[Organisation, ...] = ()
    citizens: int = 0
    reason: Reason | None = None
    missing: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Match:
    """Two parties that were brought together; `first` = the first day in the period, `cases` = the Case-IDs."""

    a: str
    b: str
    first: date
    cases: tuple[str, ...]


@dataclass(frozen=True)
class Matches:
    """The different pairs matched in a period, as in D1.4; the latest first."""

    total: int | None
    pairs: tuple[Match, ...] = ()
    reason: Reason | None = None


def reached(dataset: Dataset, period: Period, as_of: date) -> Reached:
    """Every organisation that had a case, was at an own event, was referred to or was matched in the period."""
    gone = tuple(r for r in (lacking(dataset, [(s, "")]) for s in ("cases", "attendance", "referrals")) if r)
    if len(gone) == 3:
        return Reached(None, reason=gone[0])
    labels = spellings(columns_of(dataset), NAMED)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    types: dict[str, Counter[str]] = defaultdict(Counter)
    persons = 0
    for what, sheet, column, rows in _contacts(dataset, period, as_of):
        table = dataset.tables[sheet]
        names = shown(table, column, rows)
        typed = column == "organisation"  # the type says what Organisatie is, not whom it was matched with
        kinds = shown(table, "organisation_type", rows) if typed else [""] * len(rows)
        person = citizens(table)[rows] if typed else np.zeros(len(rows), bool)
        once = shown(table, ONCE_PER[sheet], rows) if sheet in ONCE_PER else [str(r) for r in rows]
        seen: set[tuple[str, str]] = set()
        for name, key, kind, is_person, item in zip(names, organisation_keys(names) if names else [], kinds, person, once, strict=True):
            if not name or (key, item) in seen:
                continue
            seen.add((key, item))
            if is_person:
                persons += 1
                continue
            counts[key][what] += 1
            types[key][kind] += bool(kind)
    found = [Organisation(k, labels[k], _most(types[k]), *(n[w] for w in ("cases", "events", "referrals", "matches"))) for k, n in counts.items()]
    found.sort(key=lambda o: (-(o.cases + o.events + o.referrals + o.matches), o.label.casefold()))
    return Reached(len(found), tuple(found), persons, missing=gone)


def matches(dataset: Dataset, period: Period, as_of: date, lang: str = "nl") -> Matches:
    """Who was matched with whom in the period."""
    absent = lacking(dataset, [("cases", k) for k in ("", "match_with", "match_date")])
    if absent:
        return Matches(None, reason=absent)
    columns, table = columns_of(dataset), dataset.tables["cases"]
    pair = pairs(columns, "cases", Distinct((Key("organisation", "case_id"), Key("match_with")), unordered=True))
    days = columns.days("cases", "match_date").astype(np.int32)
    rows = np.flatnonzero(within(days, period, as_of) & (pair >= 0))
    rows = rows[np.lexsort((rows, days[rows]))]
    ids, names, others = (texts_of(table, k) for k in ("case_id", "organisation", "match_with"))
    person = citizens(table)
    members: dict[int, list[int]] = defaultdict(list)
    for row in rows:
        members[int(pair[row])].append(int(row))
    found = []
    for mine in members.values():
        first = mine[0]
        one = text("explore.citizen", lang) if person[first] else str(names[first]) or str(ids[first])
        found.append(Match(one, str(others[first]), day_of(int(days[first])), tuple(str(ids[r]) for r in mine)))
    return Matches(len(found), tuple(sorted(found, key=lambda m: (-m.first.toordinal(), m.a, m.b))))


def _contacts(dataset: Dataset, period: Period, as_of: date) -> Iterator[tuple[str, str, str, Indices]]:
    """The rows of the period in which an organisation is named: what they are, sheet, column, rows."""
    columns, tables = columns_of(dataset), dataset.tables

    def dated(sheet: str, path: str) -> NDArray[np.bool_]:
        return within(columns.days(sheet, path).astype(np.int32), period, as_of)

    if "cases" in tables:
        yield "cases", "cases", "organisation", active_cases(dataset, period, as_of)
        yield "matches", "cases", "match_with", np.flatnonzero(dated("cases", "match_date"))
    if "attendance" in tables and "events" in tables:
        events = columns.link("attendance", "event_id")
        own = np.append(texts_of(tables["events"], "role") != NOT_OWN, False)[events]
        yield "events", "attendance", "organisation", np.flatnonzero(own & dated("attendance", "event_id.date"))
    if "referrals" in tables:
        yield "referrals", "referrals", "referred_to", np.flatnonzero(dated("referrals", "date"))


def _most(often: Counter[str]) -> str:
    known = sorted((k for k in often if k), key=lambda k: (-often[k], k))
    return known[0] if known else ""
