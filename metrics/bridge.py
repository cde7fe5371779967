"""From what was reported to what the data says now, step by step: the steps add up exactly to the difference.

Each step changes one thing in what the figure is computed from, and the figure is computed again: definitions, dates of the phase,
factors, the reference date, names that were merged, rows that went, rows that changed, rows that came.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np

from data.contract import SETTINGS
from data.dataset import Dataset, Table
from data.decisions import organisation_columns, renamed
from data.difference import TableDifference, differences
from metrics.catalogue import catalogue
from metrics.changes import Movement, movements
from metrics.indicator import Indicator
from metrics.periods import Period, phase_period
from metrics.scorecard import Result, scorecard

STEPS = ("definition", "phase", "factors", "as_of", "names", "gone", "changed", "added")
ROWS = ("gone", "changed", "added")  # steps that name rows


@dataclass(frozen=True)
class Term:
    """One step: the figure before and after it. `rows` are the rows that make it, in the terms of `Bridges.rows`."""

    kind: str
    before: float | None
    after: float | None
    rows: tuple[Movement, ...] = ()

    @property
    def amount(self) -> float | None:
        """What the step adds; None where there is no figure on one side."""
        return None if self.before is None or self.after is None else round(self.after - self.before, 9)


@dataclass(frozen=True)
class Bridge:
    """One indicator: what was reported, what the data says now, and the steps between them. Targets as they were and are."""

    indicator: Indicator
    reported: float | None
    now: float | None
    terms: tuple[Term, ...]
    target_then: float | None
    target_now: float | None

    def __bool__(self) -> bool:
        return bool(self.terms) or self.target_then != self.target_now


@dataclass(frozen=True)
class Bridges:
    """All indicators; `rows` says per sheet which rows of the reported data (its names merged as they are now) are which rows now."""

    all: tuple[Bridge, ...]
    rows: Mapping[str, TableDifference]
    then: Dataset

    @property
    def moved(self) -> tuple[Bridge, ...]:
        """Those of which a figure or a target moved."""
        return tuple(b for b in self.all if b)


@dataclass(frozen=True)
class Reported:
    """A frozen report: its records by indicator id, and the data, period and reference date that they were computed from."""

    figures: Mapping[str, Mapping[str, Any]]
    dataset: Dataset
    period: Period
    as_of: date


def bridges(then: Reported, now: Dataset, names: Mapping[str, str], as_of: date) -> Bridges:
    """Every reported indicator against the data of now; `names` are the merged names that count now."""
    states = list(_states(then, now, names, as_of))
    before, after = states[4][1], states[-1][1]  # with names as they are now, so that a merged name is no other row
    rows = differences(before, after)
    indicators = [i for i in catalogue().values() if i.id in then.figures]
    cards = {kind: {r.indicator.id: r for r in scorecard(data, day, [period], indicators)} for kind, data, period, day in states}
    return Bridges(tuple(_bridge(i, then.figures[i.id], cards, before, after, rows, as_of) for i in indicators), rows, before)


def definitions() -> dict[str, str]:
    """A fingerprint of each definition: another one means that the indicator counts something else than before."""
    return {i.id: hashlib.sha256(repr((i.parts, i.aggregation, i.is_level)).encode()).hexdigest()[:16] for i in catalogue().values()}


def fingerprint() -> str:
    """One fingerprint of all definitions together: the version of the catalogue."""
    return hashlib.sha256(repr(definitions()).encode()).hexdigest()


def _states(then: Reported, now: Dataset, names: Mapping[str, str], as_of: date) -> Iterator[tuple[str, Dataset, Period, date]]:
    """What a figure is computed from after each of `STEPS`."""
    data, period = then.dataset, then.period
    yield "definition", data, period, then.as_of
    phase = next((p for p in now.phases if p.number == period.phase), None)
    period = phase_period(phase) if phase else period
    data = replace(data, phases=now.phases)
    yield "phase", data, period, then.as_of
    tables = {k: t for k, t in data.tables.items() if k not in SETTINGS} | {k: t for k, t in now.tables.items() if k in SETTINGS}
    data = data.with_tables(tables, data.withheld)
    yield "factors", data, period, then.as_of
    yield "as_of", data, period, as_of
    data = data.with_tables({k: _renamed(t, names) for k, t in data.tables.items()}, data.withheld)
    yield "names", data, period, as_of
    rows = differences(data, now)
    kept = {k: t.taken(rows[k].kept_before) if k not in SETTINGS else t for k, t in data.tables.items()}
    yield "gone", data.with_tables(kept, data.withheld), period, as_of
    changed = {k: now.tables[k].taken(rows[k].kept_after) if k not in SETTINGS and k in now.tables else t for k, t in kept.items()}
    yield "changed", data.with_tables(changed, data.withheld), period, as_of
    yield "added", now, period, as_of


def _renamed(table: Table, names: Mapping[str, str]) -> Table:
    """The table with the names of organisations as they are merged now."""
    columns = {c.key: c.multiple for key, c in organisation_columns() if key == table.sheet.key and table.has(c.key)}
    if not names or not columns:
        return table
    merged = {key: renamed(table.frame[key].array, multiple, names) for key, multiple in columns.items()}
    return replace(table, frame=table.frame.assign(**merged))


def _bridge(
    indicator: Indicator, record: Mapping[str, Any], cards: Mapping[str, Mapping[str, Result]], before: Dataset, after: Dataset,
    rows: Mapping[str, TableDifference], as_of: date,
) -> Bridge:  # fmt: skip
    results = {kind: card[indicator.id] for kind, card in cards.items()}
    moved = movements(before, after, rows, results["names"], results["added"], as_of) if _differ(results["names"].value, results["added"].value) else []
    sorted_ = {kind: tuple(m for m in moved if _kind(m, rows) == kind) for kind in ROWS}
    last, terms = record["value"], []
    for kind in STEPS:
        value = results[kind].value
        if _differ(last, value):
            terms.append(Term(kind, last, value, sorted_.get(kind, ())))
            last = value
    return Bridge(indicator, record["value"], results["added"].value, tuple(terms), record.get("target"), results["added"].target)


def _kind(movement: Movement, rows: Mapping[str, TableDifference]) -> str:
    """Whether a row went, came, or counts otherwise."""
    change = rows[movement.source]
    if movement.after is None and movement.before is not None and bool(np.isin(movement.before, change.gone)):
        return "gone"
    if movement.before is None and movement.after is not None and bool(np.isin(movement.after, change.new)):
        return "added"
    return "changed"


def _differ(a: float | None, b: float | None) -> bool:
    return (a is None) != (b is None) or (a is not None and b is not None and abs(a - b) > 1e-9)
