"""Clusters and ecosystems: which cases they hold, whom and what they reach, and how active they are."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from data.citizens import citizens
from data.dataset import Dataset
from data.names import keyed
from metrics.columns import NEVER, Columns, Indices, Mask, columns_of
from metrics.engine import Reason, lacking
from metrics.flow import cutoff, within
from metrics.keys import single
from metrics.periods import Period, quarters
from metrics.spelling import spellings, texts_of
from metrics.stages import ALL, STAGES, column, missing, stage_now

Kind = Literal["cluster", "ecosystem"]
DATES = (*(column(s) for s in STAGES), "match_date")  # the dates by which a case is active
PARTIES = ("organisation", "partners", "se_companies", "match_with")  # who asked, and whom a case names besides

Texts = NDArray[Any]
Counted = tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Bundle:
    """One cluster or ecosystem. `cases` = with any date on or before the period's end, `active` = with any date in the period.

    `rows` are those cases (rows in Cases). `streams`, `scales`, `municipalities` = (name, cases), the most frequent first. `activity` =
    active cases per quarter. `realised` and `stopped` = where its cases stand at the period's end (realised includes anchored); None
    where the date is absent.
    """

    key: str
    label: str
    cases: int
    active: int
    rows: tuple[int, ...]
    organisations: int
    streams: Counted
    scales: Counted
    municipalities: Counted
    realised: int | None
    stopped: int | None
    activity: tuple[int, ...]


@dataclass(frozen=True)
class Bundles:
    """The clusters or ecosystems, the most active first. `periods` are the quarters of `activity`."""

    periods: tuple[Period, ...] = ()
    groups: tuple[Bundle, ...] = ()
    reason: Reason | None = None
    missing: tuple[Reason, ...] = ()


def groups(dataset: Dataset, kind: Kind, period: Period, as_of: date) -> Bundles:
    """Every cluster or ecosystem with a case that has begun by the end of the period."""
    absent = lacking(dataset, [("cases", ""), ("cases", kind)])
    if absent:
        return Bundles(reason=absent)
    columns, table = columns_of(dataset), dataset.tables["cases"]
    names: dict[str, int] = {}
    rows, keys = single(columns, "cases", kind, "organisation", names).exploded(np.arange(len(table)))
    labels = spellings(columns, [("cases", kind)])
    begun = _active(columns, Period(date(2000, 1, 1), period.end), as_of)
    inside = _active(columns, period, as_of)
    steps = tuple(Period(max(q.start, period.start), min(q.end, period.end), q.label) for q in quarters(period.start, period.end) if q.start <= as_of)
    activity = [_active(columns, q, as_of) for q in steps]
    now = stage_now(dataset, min(period.end, as_of))
    facts = {key: texts_of(table, key) for key in ("material_stream", "scale", "municipality")}
    parties = {key: texts_of(table, key) for key in PARTIES}
    parties["organisation"] = np.where(citizens(table), "", parties["organisation"])  # a person's name
    keys_of = keyed(name for texts in parties.values() for text in set(texts) if text for name in text.split("; "))
    lacks = missing(dataset)
    found = []
    order = np.argsort(keys, kind="stable")
    ends = np.searchsorted(keys[order], np.arange(len(names) + 1))
    for name, number in names.items():
        members = rows[order[ends[number] : ends[number + 1]]]
        members = members[begun[members]]
        if not len(members):
            continue
        stands = Counter(ALL[s] for s in now[members] if s >= 0)
        found.append(Bundle(
            name, labels.get(name, name), len(members), int(inside[members].sum()), tuple(int(r) for r in members), _organisations(parties, keys_of, members),
            _often(facts["material_stream"][members]), _often(facts["scale"][members]), _often(facts["municipality"][members]),
            None if "realised" in lacks else stands["realised"] + stands["anchored"], None if "stopped" in lacks else stands["stopped"],
            tuple(int(a[members].sum()) for a in activity),
        ))  # fmt: skip
    return Bundles(steps, tuple(sorted(found, key=lambda b: (-b.active, -b.cases, b.label))), missing=tuple(lacks.values()))


def active_cases(dataset: Dataset, period: Period, as_of: date) -> Indices:
    """The cases with any of their dates in the period: the ones in which something happened."""
    return np.flatnonzero(_active(columns_of(dataset), period, as_of))


def _active(columns: Columns, period: Period, as_of: date) -> Mask:
    found = np.zeros(columns.size("cases"), bool)
    if cutoff(period, as_of) < 0:
        return found
    for key in DATES:
        days = columns.days("cases", key).astype(np.int32)
        found |= within(days, period, as_of) & (days != NEVER)
    return found


def _organisations(parties: Mapping[str, Texts], keys: Mapping[str, str], rows: Indices) -> int:
    """How many different organisations these cases name: who asked, partners, social-economy companies and matches."""
    said = {text for texts in parties.values() for text in texts[rows] if text}
    return len({keys[name] for text in said for name in str(text).split("; ")})


def _often(values: Texts) -> Counted:
    return tuple(sorted(Counter(str(v) for v in values if v).items(), key=lambda i: (-i[1], i[0])))
