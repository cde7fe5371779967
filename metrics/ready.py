"""What still misses before a report about a period can be made: a list of checks, each with what it found.

A check is a line in `CHECKS`. What it finds are counts and items; the words are those of whoever shows them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.checks import future_dates
from data.dataset import Dataset, Table
from data.findings import LEVELS, Level
from data.phases import Phase
from metrics.columns import columns_of
from metrics.engine import Reason, lacking
from metrics.flow import within
from metrics.periods import Period
from metrics.sanity import Sanity, broken
from metrics.scorecard import Result, scorecard
from metrics.spelling import shown, texts_of
from metrics.trace import id_column, title_column

STALE = 60  # days without a new record after which a sheet asks for attention
UNDATED = ("phases", "targets", "factors", "partners")  # nobody adds to these month by month
OBJECTIVES = range(1, 6)

State = Literal["ready", "attention", "missing"]
Rows = NDArray[np.intp]


@dataclass(frozen=True)
class Ask:
    """What the report is about: a period, the phase whose targets it is held against (None where there is none), seen on a day.

    `written` are the objectives about which there is a text; None where nobody can write one (beside one's own files).
    """

    dataset: Dataset
    period: Period
    phase: Phase | None
    as_of: date
    written: frozenset[int] | None = None

    @property
    def until(self) -> date:
        """The last day that there can be records of."""
        return min(self.period.end, self.as_of)

    def results(self) -> list[Result]:
        """Every indicator that exists in the period."""
        return [r for r in scorecard(self.dataset, self.as_of, [self.period]) if r.applicable]


@dataclass(frozen=True)
class Item:
    """One thing that a check found: `name` is a sheet, kind of finding, indicator, relation or objective."""

    name: str
    count: int = 0
    of: int = 0
    day: date | None = None
    reason: Reason | None = None
    broken: Sanity | None = None


@dataclass(frozen=True)
class Outcome:
    """What a check found: `good` of `of` are in order. `rows` are the rows that miss something, `reason` why it can't be looked at."""

    state: State
    good: int
    of: int
    items: tuple[Item, ...] = ()
    rows: pd.DataFrame = field(default_factory=pd.DataFrame)
    reason: Reason | None = None


@dataclass(frozen=True)
class Check:
    """One point of the list; `look` gives None where it does not apply. `page` is where one mends it."""

    key: str
    look: Callable[[Ask], Outcome | None]
    page: str = "gegevens"


def fresh(ask: Ask) -> Outcome:
    """Sheets whose newest record is not much older than the period's end or the reference date."""
    found = []
    for key, table in ask.dataset.tables.items():
        if key not in UNDATED and table.sheet.date_columns:
            newest = _newest(table, ask.until)
            found.append(Item(key, (ask.until - newest).days if newest else 0, day=newest))
    late = tuple(i for i in found if i.day is None or i.count > STALE)
    nothing = all(i.day is None for i in found)
    return Outcome("missing" if nothing else _state(len(found) - len(late), len(found)), len(found) - len(late), len(found), late)


def findings(level: Level, ask: Ask) -> Outcome:
    """The open findings of a level, by kind."""
    known = ask.dataset.findings + future_dates(ask.dataset, ask.as_of)
    items = tuple(Item(code, n) for code, kind in LEVELS.items() if kind == level and (n := known.count(code=code)))
    return Outcome("attention" if items else "ready", 0, known.count(level), items)


def with_target(ask: Ask) -> Outcome | None:
    """Indicators that have a target in the phase."""
    if ask.phase is None:
        return None
    held = [r.in_phase or r for r in ask.results()]
    return _of_indicators(held, [r for r in held if r.target is None])


def with_figure(ask: Ask) -> Outcome:
    """Indicators that have a figure in the period."""
    found = ask.results()
    return _of_indicators(found, [r for r in found if r.value is None])


def evidence(sheet: str, dated: str, ask: Ask) -> Outcome:
    """Rows dated in the period that name a piece of evidence, by objective where the sheet knows it."""
    absent = lacking(ask.dataset, [(sheet, ""), (sheet, dated)])
    if absent:
        return Outcome("missing", 0, 0, reason=absent)
    table = ask.dataset.tables[sheet]
    rows = np.flatnonzero(within(columns_of(ask.dataset).days(sheet, dated).astype(np.int32), ask.period, ask.as_of))
    proven = np.array([bool(t) for t in texts_of(table, "evidence")], bool)[rows]
    items = []
    if table.has("objectives"):
        bits = table.frame["objectives"].to_numpy()[rows]
        mine = {n: (bits >> (n - 1) & 1).astype(bool) for n in OBJECTIVES}
        items = [Item(str(n), int(proven[m].sum()), int(m.sum())) for n, m in mine.items() if m.any()]
    good, of = int(proven.sum()), len(rows)
    return Outcome("missing" if of and not good else _state(good, of), good, of, tuple(items), _listed(table, rows[~proven]))


def texts(ask: Ask) -> Outcome | None:
    """Objectives that exist in the period and about which somebody wrote."""
    if ask.written is None:
        return None
    there = {r.indicator.objective for r in ask.results()}
    good = len(there & ask.written)
    return Outcome("missing" if there and not good else _state(good, len(there)), good, len(there))


def relations(ask: Ask) -> Outcome:
    """Relations between figures that must hold."""
    found = broken(ask.dataset, ask.results(), ask.as_of)
    return Outcome("attention" if found else "ready", 0, len(found), tuple(Item(s.key, broken=s) for s in found))


CHECKS = (
    Check("fresh", fresh),
    Check("errors", lambda ask: findings("error", ask)),
    Check("warnings", lambda ask: findings("warning", ask)),
    Check("targets", with_target),
    Check("figures", with_figure),
    Check("evidence-cases", lambda ask: evidence("cases", "realised_date", ask)),
    Check("evidence-events", lambda ask: evidence("events", "date", ask)),
    Check("evidence-anchoring", lambda ask: evidence("anchoring", "date", ask)),
    Check("texts", texts, page="rapport"),
    Check("relations", relations),
)
BY_KEY = {check.key: check for check in CHECKS}


def ready(ask: Ask) -> dict[str, Outcome]:
    """What every check that applies found, in their order."""
    found = {check.key: check.look(ask) for check in CHECKS}
    return {key: outcome for key, outcome in found.items() if outcome is not None}


def _state(good: int, of: int) -> State:
    return "ready" if good == of else "attention"


def _newest(table: Table, until: date) -> date | None:
    """The latest day of any record up to a day."""
    limit = np.datetime64(until, "s")
    columns = [table.frame[c.key].to_numpy() for c in table.sheet.date_columns if table.has(c.key)]
    found = [days[days <= limit].max() for days in columns if (days <= limit).any()]
    latest: date | None = max(found).astype("datetime64[D]").item() if found else None
    return latest


def _of_indicators(all_: Sequence[Result], without: Sequence[Result]) -> Outcome:
    good = len(all_) - len(without)
    items = tuple(Item(r.indicator.id, reason=r.reason) for r in without)
    return Outcome("missing" if all_ and not good else _state(good, len(all_)), good, len(all_), items)


def _listed(table: Table, rows: Rows) -> pd.DataFrame:
    """Rows with file, sheet, the cell that is empty (the row's first where there is no such column), number and title."""
    places = [table.where(int(r)) for r in rows]
    numbers, titles = (shown(table, key, rows) if key else [""] * len(rows) for key in (id_column(table), title_column(table)))
    return pd.DataFrame({
        "file": [p[0] for p in places], "sheet": [p[1] for p in places], "cell": [table.cell(int(r), "evidence") for r in rows],
        "id": numbers, "title": titles,
    })  # fmt: skip
