"""The rows behind the figures that are no indicator: how far cases came, which stand still, whom the Hub reached, what was refused.

Each answers like the trace of an indicator: the rows that count with what they add, and for every other row of its sheet the reason.
"""

from collections.abc import Callable
from functools import partial

import numpy as np

from data.checks import NO_PHASE
from data.citizens import citizens
from data.dataset import Dataset
from metrics.caselists import (
    Ask,
    Holds,
    bundled,
    came_as_far,
    dated,
    days_of,
    idle,
    in_hand,
    part_of,
    parties,
    stalled,
    standing,
    stayed,
    stopped,
)  # fmt: skip
from metrics.clusters import DATES
from metrics.columns import NEVER, columns_of
from metrics.engine import lacking
from metrics.flow import within
from metrics.organisations import NOT_OWN
from metrics.periods import Period
from metrics.reach import ATTENDANCES, EVENTS, ORGANISATIONS, SATISFACTION
from metrics.reasons import Why
from metrics.spelling import texts_of
from metrics.trace import PartTrace, Trace, refused, trace


def behind(dataset: Dataset, figure: str, ask: Ask) -> Trace:
    """The rows behind one of `FIGURES`."""
    return FIGURES[figure](dataset, ask)


def _reached(dataset: Dataset, ask: Ask) -> Trace:
    """Every row of the period in which an organisation is named: with a case, a match, at an own event, or referred to."""
    columns, tables, parts = columns_of(dataset), dataset.tables, []
    if "cases" in tables:
        person = (Why("citizen", "organisation"), citizens(tables["cases"]))
        parts.append(_named(dataset, "cases", "organisation", [(Why("outside-all", DATES[0]), idle(dataset, ask)), person], ask))
        parts.append(_named(dataset, "cases", "match_with", dated(columns, "cases", "match_date", ask), ask))
    if "attendance" in tables and "events" in tables:
        event = columns.link("attendance", "event_id")
        other = np.append(texts_of(tables["events"], "role") == NOT_OWN, False)[event]
        holds = [
            (Why("unknown-reference", "event_id", {"sheet": "events"}), event < 0),
            (Why("is_not", "event_id.role", {"value": [NOT_OWN]}), other),
            *dated(columns, "attendance", "event_id.date", ask),
            (Why("citizen", "organisation"), citizens(tables["attendance"])),
        ]
        parts.append(_named(dataset, "attendance", "organisation", holds, ask))
    if "referrals" in tables:
        parts.append(_named(dataset, "referrals", "referred_to", dated(columns, "referrals", "date", ask), ask))
    present = [tables[s] for s in ("cases", "attendance", "referrals") if s in tables]
    return Trace(tuple(parts), refused(dataset, present, ask.lang), None if parts else lacking(dataset, [("cases", "")]))


def _refused(dataset: Dataset, ask: Ask) -> Trace:
    """Every row that was refused when reading, whatever its sheet."""
    return Trace((), refused(dataset, None, ask.lang))


def _outside_phases(dataset: Dataset, ask: Ask) -> Trace:
    """Every date that lies in no phase; a row with two of them stands there twice."""
    parts = []
    for key, table in dataset.tables.items():
        for one in table.sheet.date_columns if key not in NO_PHASE else ():
            if table.has(one.key):
                days = columns_of(dataset).days(key, one.key).astype(np.int32)
                inside = np.logical_or.reduce([within(days, Period(p.start, p.end), p.end) for p in dataset.phases] or [np.zeros(len(days), bool)])
                part = part_of(table, one.key, [(Why("no-date", one.key), inside | (days == NEVER))], days_of(days), ask)
                parts.append(PartTrace(key, part.included))
    return Trace(tuple(parts), refused(dataset, [], ask.lang))


def _named(dataset: Dataset, sheet: str, key: str, holds: Holds, ask: Ask) -> PartTrace:
    names = texts_of(dataset.tables[sheet], key)
    return part_of(dataset.tables[sheet], key, [*holds, (Why("no-value", key), names == "")], names, ask)


FIGURES: dict[str, Callable[[Dataset, Ask], Trace]] = {
    "tot-begeleiding": partial(came_as_far, "guidance"),
    "tot-testtraject": partial(came_as_far, "trial"),
    "tot-project": partial(came_as_far, "project"),
    "tot-realisatie": partial(came_as_far, "realised"),
    "tot-verankering": partial(came_as_far, "anchored"),
    "in-handen": in_hand,
    "stopgezet": stopped,
    "stilstaand": stalled,
    "in-stap": standing,
    "verblijf": stayed,
    "clusters": partial(bundled, "cluster"),
    "ecosystemen": partial(bundled, "ecosystem"),
    "partijen": parties,
    "organisaties": _reached,
    "events": lambda dataset, ask: trace(dataset, EVENTS, ask.period, ask.as_of, ask.lang),
    "deelnames": lambda dataset, ask: trace(dataset, ATTENDANCES, ask.period, ask.as_of, ask.lang),
    "unieke-organisaties": lambda dataset, ask: trace(dataset, ORGANISATIONS, ask.period, ask.as_of, ask.lang),
    "tevredenheid": lambda dataset, ask: trace(dataset, SATISFACTION, ask.period, ask.as_of, ask.lang),
    "geweigerd": _refused,
    "buiten-fasen": _outside_phases,
}
