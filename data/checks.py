"""Checks that look at more than one cell: dates in order, status and dates, references, phases, targets and factors.

Each takes trusted tables and says what is odd; the rows stay as they are, but for targets of percentages that are scaled.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.contract import contract
from data.dataset import Dataset, Table
from data.findings import Block, Findings
from data.phases import Phase, phase_number
from data.rows import blocks
from data.tables import ids

Rowset = NDArray[np.intp]
CASE_ORDER = ("intake_date", "guidance_date", "trial_date", "project_date", "realised_date", "anchored_date")
SUBSIDY_ORDER = ("submitted_date", "decision_date")
# Which statuses agree with a filled date.
AGREES = {"realised_date": ("Gerealiseerd", "Verankerd"), "anchored_date": ("Verankerd",), "stopped_date": ("Stopgezet",)}
PARTS = (
    "attendances_companies",
    "attendances_se_companies",
    "attendances_local_authorities",
    "attendances_knowledge",
    "attendances_citizens",
    "attendances_others",
)
NO_FUTURE = ("targets", "phases")  # dates to come are what these sheets are for
NO_PHASE = ("targets", "phases", "partners")  # dates that no figure is counted by


def check_tables(tables: Mapping[str, Table], phases: Sequence[Phase]) -> list[Block]:
    """All findings over more than one cell that do not depend on the reference date."""
    found: list[Block] = []
    if "cases" in tables:
        found += date_order(tables["cases"], CASE_ORDER)
        found += status_and_dates(tables["cases"])
    if "subsidies" in tables:
        found += date_order(tables["subsidies"], SUBSIDY_ORDER)
    if "events" in tables:
        found += parts_exceed_total(tables["events"])
    for table in tables.values():
        found += references(table, tables)
        found += outside_phases(table, phases)
    return found


def report(table: Table, code: str, key: str, rows: Rowset, variant: str = "", **params: object) -> list[Block]:
    """Findings about accepted rows; the value shown is the one that was read."""
    known = table.has(key) and code != "objective-missing"
    values = np.asarray(table.frame[key].iloc[rows]) if known else np.full(len(rows), None)
    return blocks(table.sheet, table.parts, table.part, table.row, code, key, rows, values, params, variant)


def date_order(table: Table, keys: Sequence[str]) -> Iterable[Block]:
    """Dates that lie before the filled date of an earlier stage."""
    previous = np.full(len(table), np.datetime64("NaT", "s"))
    stage = np.full(len(table), "", dtype=object)
    for key in keys:
        if not table.has(key):
            continue
        days = table.frame[key].to_numpy()
        wrong = np.flatnonzero(days < previous)
        if len(wrong):
            yield from report(table, "date-order", key, wrong, earlier=stage[wrong], earlier_date=previous[wrong])
        filled = ~np.isnat(days)
        previous = np.where(filled, days, previous)
        stage[filled] = table.sheet.by_key[key].header


def status_and_dates(cases: Table) -> Iterable[Block]:
    """A status without its date, and a date that the status does not agree with."""
    if not cases.has("status"):
        return
    status = cases.frame["status"].array
    values = cases.sheet.by_key["status"].values
    assert not isinstance(values, str)
    for value in values:
        if value.date is None:
            continue
        without = ~_filled(cases, value.date) & (status == value.value)
        if without.any():
            yield from report(cases, "status-without-date", "status", np.flatnonzero(without), expects=cases.sheet.by_key[value.date].header)
    for key, agreeing in AGREES.items():
        odd = _filled(cases, key) & (status.codes >= 0) & ~np.isin(status.codes, [status.categories.get_loc(a) for a in agreeing])
        if odd.any():
            rows = np.flatnonzero(odd)
            yield from report(cases, "date-without-status", key, rows, status=np.asarray(status[rows]))


def parts_exceed_total(events: Table) -> Iterable[Block]:
    """Attendances by kind of participant that add up to more than all attendances."""
    present = [p for p in PARTS if events.has(p)]
    if not present or not events.has("attendances"):
        return
    added = events.frame[present].sum(axis=1).to_numpy()
    wrong = np.flatnonzero(added > events.frame["attendances"].to_numpy() + 1e-9)
    if len(wrong):
        yield from report(events, "parts-exceed-total", "attendances", wrong, added=added[wrong])


def objective_missing(table: Table, filled: NDArray[np.bool_] | None) -> Iterable[Block]:
    """Cases and events that name no objective; `filled` says per accepted row whether the cell held anything (None: no such column)."""
    if table.sheet.key not in ("cases", "events"):
        return
    if filled is None:
        part = table.parts[0]
        yield Block("objective-missing", part.file, part.sheet, table.sheet.by_key["objectives"].header)
    elif not filled.all():
        yield from report(table, "objective-missing", "objectives", np.flatnonzero(~filled))


def references(table: Table, tables: Mapping[str, Table]) -> Iterable[Block]:
    """Case-IDs and Event-IDs that their own sheet does not have, where that sheet is present."""
    for column in table.sheet.columns:
        if not column.references or column.references not in tables or not table.has(column.key):
            continue
        other = tables[column.references]
        unique = other.sheet.unique
        assert unique is not None
        here, there = table.frame[column.key].array, other.frame[unique.key].array
        known = set(ids(there.categories[np.unique(there.codes[there.codes >= 0])]))
        strange = np.array([k not in known for k in ids(here.categories)], bool)
        rows = np.flatnonzero((here.codes >= 0) & np.append(strange, False)[here.codes])
        if len(rows):
            yield from report(table, "reference-unknown", column.key, rows, other=other.sheet.name)


def outside_phases(table: Table, phases: Sequence[Phase]) -> Iterable[Block]:
    """Dates that lie in no phase: once per sheet and column, with the number of rows."""
    if table.sheet.key in NO_PHASE:
        return
    for column in table.sheet.date_columns:
        if not table.has(column.key):
            continue
        days = table.frame[column.key].to_numpy()
        outside = ~np.isnat(days)
        for phase in phases:
            outside &= ~((days >= np.datetime64(phase.start)) & (days <= np.datetime64(phase.end)))
        for number in np.unique(table.part[outside]):
            part = table.parts[number]
            count = int((outside & (table.part == number)).sum())
            yield Block("outside-phases", part.file, part.sheet, column.header, part.letters.get(column.key, ""), params={"count": count})


def future_dates(dataset: Dataset, as_of: date) -> Findings:
    """Dates after the reference date: kept, and not counted yet."""
    found: list[Block] = []
    for key, table in dataset.tables.items():
        if key in NO_FUTURE:
            continue
        for column in table.sheet.date_columns:
            if table.has(column.key):
                rows = np.flatnonzero(table.frame[column.key].to_numpy() > np.datetime64(as_of))
                if len(rows):
                    found += report(table, "date-future", column.key, rows, as_of=as_of.strftime("%d/%m/%Y"))
    return Findings(tuple(found))


def resolve_phases(table: Table | None, default: tuple[Phase, ...]) -> tuple[tuple[Phase, ...], list[Block]]:
    """The phases of the sheet Fasen, in order of their start; the hub's own where it has no usable row."""
    if table is None:
        return default, []
    found: list[Block] = []
    kept: list[Phase] = []
    frame = table.frame
    for i in range(len(table)):
        phase = Phase(
            phase_number(str(frame["phase"].iloc[i])),
            _text(frame, "name", i) or str(frame["phase"].iloc[i]),
            frame["start"].iloc[i].date(),
            frame["end"].iloc[i].date(),
            _text(frame, "funder", i),
        )
        clash = next((k for k in kept if k.number == phase.number or (phase.start <= k.end and k.start <= phase.end)), None)
        if phase.start > phase.end or clash:
            twice = bool(clash and clash.number == phase.number)
            found += report(table, "phase-invalid", "phase", np.array([i]), variant="repeated" if twice else "")
        else:
            kept.append(phase)
    return (tuple(sorted(kept, key=lambda p: p.start)) or default), found


def scale_targets(table: Table, percent: set[str]) -> tuple[Table, list[Block]]:
    """Targets with those of percentages as fractions, and what was repeated or scaled."""
    frame = table.frame.copy()
    found: list[Block] = []
    is_percent = frame["indicator"].isin(percent).to_numpy()
    for key in ("target", "baseline"):
        if key in frame:
            above = np.flatnonzero(is_percent & (frame[key].to_numpy() > 1))
            if len(above):
                found += report(table, "target-scaled", key, above)
                frame.loc[above, key] = frame[key].to_numpy()[above] / 100
    same = ["indicator", "phase"] + (["date"] if "date" in frame else [])
    found += _repeated(table, "target-repeated", "indicator", frame[same])
    return Table(table.sheet, frame, table.part, table.row, table.parts, table.extra), found


def repeated_factors(table: Table) -> list[Block]:
    """Later factors for a material stream that has one."""
    return _repeated(table, "factor-repeated", "material_stream", table.frame[["material_stream"]])


def _repeated(table: Table, code: str, key: str, same: pd.DataFrame) -> list[Block]:
    again = np.flatnonzero(same.duplicated().to_numpy())
    if not len(again):
        return []
    groups = same.groupby(list(same.columns), sort=False, dropna=False, observed=True).ngroup().to_numpy()
    _, start = np.unique(groups, return_index=True)
    return report(table, code, key, again, first=table.row[start[groups[again]]])


def _text(frame: pd.DataFrame, key: str, i: int) -> str:
    value = frame[key].iloc[i] if key in frame else None
    return value if isinstance(value, str) else ""


def _filled(table: Table, key: str) -> NDArray[np.bool_]:
    return table.frame[key].notna().to_numpy() if table.has(key) else np.zeros(len(table), bool)


def known_sheets() -> list[str]:
    """Names of all sheets of the contract."""
    return [s.name for s in contract().values()]
