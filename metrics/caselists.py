"""The rows behind what is told of cases: how far they came, where they stand, which stand still, stopped, or belong together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.citizens import citizens
from data.dataset import Dataset, Table
from data.names import organisation_key
from metrics.clusters import DATES, Kind, active_cases, groups
from metrics.columns import LAST, NEVER, Columns, Mask, columns_of, day_number, day_of
from metrics.engine import lacking
from metrics.flow import cutoff, within
from metrics.indicator import Part
from metrics.periods import Period
from metrics.reasons import Reasons, Why
from metrics.relations import ROLES
from metrics.spelling import texts_of
from metrics.stages import ALL, STAGES, WORKING, column, dates, stage_label, stage_now, stays
from metrics.stalled import DAYS
from metrics.trace import PartTrace, Trace, lines, refused

Holds = Iterable[tuple[Why, Mask]]
Values = Sequence[object] | NDArray[Any]


@dataclass(frozen=True)
class Ask:
    """What is looked at: a period on a day, and for some figures a number of days, a stage, or the name of a cluster or ecosystem."""

    period: Period
    as_of: date
    lang: str = "nl"
    days: int = DAYS
    stage: str = STAGES[0]
    group: str = ""


def came_as_far(stage: str, dataset: Dataset, ask: Ask) -> Trace:
    """Cases that came in within the period and reached a stage, or a later one."""
    if nothing := _lacks(dataset, "intake_date", column(stage)):
        return nothing
    days = dates(dataset, ask.as_of)
    far = (days[:, STAGES.index(stage) : len(STAGES)] != NEVER).any(axis=1)
    holds = [*dated(columns_of(dataset), "cases", "intake_date", ask), (Why("not-so-far", column(stage)), ~far)]
    return _of_cases(dataset, column(stage), holds, days_of(days[:, STAGES.index(stage)]), ask)


def in_hand(dataset: Dataset, ask: Ask) -> Trace:
    """Cases that came in within the period and stand in a stage in which the Hub is at work."""
    if nothing := _lacks(dataset, "intake_date"):
        return nothing
    now = stage_now(dataset, ask.as_of)
    holds = [*dated(columns_of(dataset), "cases", "intake_date", ask), (Why("not-in-hand", "status"), ~((now >= 0) & (now < len(WORKING))))]
    return _of_cases(dataset, _stage_dates(now), holds, [stage_label(ALL[n], ask.lang) if n >= 0 else "" for n in now], ask)


def stopped(dataset: Dataset, ask: Ask) -> Trace:
    """Cases that stopped in the period, with why."""
    if nothing := _lacks(dataset, "stopped_date"):
        return nothing
    holds = dated(columns_of(dataset), "cases", "stopped_date", ask)
    return _of_cases(dataset, "stopped_date", holds, texts_of(dataset.tables["cases"], "stop_reason"), ask)


def stalled(dataset: Dataset, ask: Ask) -> Trace:
    """Open cases that are longer than so many days in their stage."""
    if nothing := _lacks(dataset):
        return nothing
    now, since = stage_now(dataset, ask.as_of), _since(dataset, ask.as_of)
    passed = day_number(ask.as_of) - since.astype(np.int64)
    holds = [
        (Why("no-dates", "intake_date"), now < 0),
        (Why("not-in-hand", "status"), now >= len(WORKING)),
        (Why("not-stalled", "status", {"days": ask.days}), passed <= ask.days),
    ]
    return _of_cases(dataset, _stage_dates(now), holds, [int(n) if s >= 0 else None for n, s in zip(passed, now, strict=True)], ask)


def standing(dataset: Dataset, ask: Ask) -> Trace:
    """Cases that stand in a stage at the period's end, with since when."""
    if nothing := _lacks(dataset, column(ask.stage)):
        return nothing
    until = min(ask.period.end, ask.as_of)
    now = stage_now(dataset, until)
    other = (Why("not-in-stage", column(ask.stage), {"stage": stage_label(ask.stage, ask.lang)}), now != ALL.index(ask.stage))
    return _of_cases(dataset, column(ask.stage), [(Why("no-dates", column(ask.stage)), now < 0), other], days_of(_since(dataset, until)), ask)


def stayed(dataset: Dataset, ask: Ask) -> Trace:
    """Cases that left a stage within the period, with how many days they stayed."""
    if nothing := _lacks(dataset, column(ask.stage)):
        return nothing
    known = stays(dataset, ask.as_of)
    first, last = max(day_number(ask.period.start), 0), cutoff(ask.period, ask.as_of)
    here = known.stage == ALL.index(ask.stage)
    over = here & (known.leave >= first) & (known.leave <= min(last, LAST))
    size = len(dataset.tables["cases"])
    length, ended, was = np.zeros(size, np.int64), np.zeros(size, bool), np.zeros(size, bool)
    length[known.case[over]] = (known.leave - known.enter)[over]
    ended[known.case[over]] = was[known.case[here]] = True
    name: dict[str, object] = {"stage": stage_label(ask.stage, ask.lang)}
    return _of_cases(
        dataset,
        column(ask.stage),
        [(Why("never-in-stage", column(ask.stage), name), ~was), (Why("still-in-stage", column(ask.stage), name), ~ended)],
        length,
        ask,
    )


def bundled(kind: Kind, dataset: Dataset, ask: Ask) -> Trace:
    """Cases of one cluster or ecosystem (or of all) that had begun by the end of the period."""
    if nothing := _lacks(dataset, kind):
        return nothing
    table = dataset.tables["cases"]
    found = groups(dataset, kind, ask.period, ask.as_of).groups
    members = [r for g in found for r in g.rows if not ask.group or g.label == ask.group]
    names = texts_of(table, kind)
    holds = [(Why("filled", kind), names == "")]
    holds += [(Why("is", kind, {"value": [ask.group]}), ~_same(names, ask.group))] if ask.group else []
    return _of_cases(dataset, kind, [*holds, (Why("not-begun", kind), ~_among(members, len(table)))], names, ask)


def parties(dataset: Dataset, ask: Ask) -> Trace:
    """Cases with a date in the period that name somebody."""
    if nothing := _lacks(dataset):
        return nothing
    table = dataset.tables["cases"]
    named = {key: np.where(citizens(table), "", texts_of(table, key)) if key == "organisation" else texts_of(table, key) for key in ROLES}
    said = ["; ".join(t for t in line if t) for line in zip(*named.values(), strict=True)]
    holds = [(Why("outside-all", DATES[0]), idle(dataset, ask)), (Why("no-party", "organisation"), np.array([not s for s in said], bool))]
    return _of_cases(dataset, "organisation", holds, said, ask)


def _lacks(dataset: Dataset, *keys: str) -> Trace | None:
    """No figure at all, where Cases or a column of it is absent."""
    absent = lacking(dataset, [("cases", key) for key in ("", *keys)])
    return Trace((), pd.DataFrame(columns=["file", "sheet", "row", "cell", "value", "reason"]), absent) if absent else None


def _of_cases(dataset: Dataset, key: str | Sequence[tuple[str, Mask]], holds: Holds, values: Values, ask: Ask) -> Trace:
    table = dataset.tables["cases"]
    return Trace((part_of(table, key, holds, values, ask),), refused(dataset, [table], ask.lang))


def part_of(table: Table, key: str | Sequence[tuple[str, Mask]], holds: Holds, values: Values, ask: Ask) -> PartTrace:
    """Every row with the first reason that holds for it; without one it counts, by the cell of `key` (or of the key for rows like it)."""
    keys = [(key, np.ones(len(table), bool))] if isinstance(key, str) else key
    code, whys = np.full(len(table), -1, np.int16), []
    for why, mask in [*holds, *((Why("counts", name), rows) for name, rows in keys)]:
        whys.append(why)
        code[(code < 0) & mask] = len(whys) - 1
    told = np.empty(len(table), dtype=object)
    told[:] = list(values)
    return PartTrace(table.sheet.key, lines(table, Part(table.sheet.key, ()), Reasons(code, tuple(whys)), told, ask.lang))


def dated(columns: Columns, sheet: str, path: str, ask: Ask) -> Holds:
    """No date, one outside the period, or one that has not come yet."""
    days = columns.days(sheet, path).astype(np.int32)
    yield Why("no-date", path), days == NEVER
    yield Why("outside", path), ~within(days, ask.period, ask.period.end)
    yield Why("after-as-of", path), ~within(days, ask.period, ask.as_of)


def idle(dataset: Dataset, ask: Ask) -> Mask:
    """The cases in which nothing happened in the period."""
    return ~_among(active_cases(dataset, ask.period, ask.as_of), len(dataset.tables["cases"]))


def days_of(numbers: NDArray[np.int32]) -> list[date | None]:
    """Day numbers as dates."""
    return [None if n == NEVER else day_of(int(n)) for n in numbers]


def _stage_dates(now: NDArray[np.intp]) -> list[tuple[str, Mask]]:
    """By stage the cases that stand there: the date of that stage decides."""
    return [(column(stage), now == place) for place, stage in enumerate(ALL)]


def _among(rows: Sequence[int] | NDArray[np.intp], size: int) -> Mask:
    found = np.zeros(size, bool)
    found[np.asarray(rows, np.intp)] = True
    return found


def _same(names: NDArray[Any], name: str) -> Mask:
    """Which names are this one, as names are compared."""
    wanted = organisation_key(name)
    return np.array([bool(n) and organisation_key(str(n)) == wanted for n in names], bool)


def _since(dataset: Dataset, as_of: date) -> NDArray[np.int32]:
    """Per case the day on which it came where it stands."""
    known = stays(dataset, as_of)
    found = np.full(len(dataset.tables["cases"]), NEVER, np.int32)
    found[known.case[known.open]] = known.enter[known.open]
    return found
