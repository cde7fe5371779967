"""The one way in: files as hub staff keep them -> trusted tables, with everything that was odd about them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from data.archive import Limits
from data.checks import check_tables, objective_missing, repeated_factors, resolve_phases, scale_targets
from data.contract import ORDER, Value, contract
from data.dataset import Counts, Dataset, Table
from data.decisions import NONE, Decisions
from data.errors import Unusable
from data.findings import Block, Findings
from data.hub import Hub, load_hub
from data.indicator_names import Names
from data.layout import Layout, recognise
from data.own_sheets import is_list, of_the_template
from data.parcel import Told
from data.phases import Phase
from data.raw import RawSheet, Source, at_hand, read_sheets
from data.rows import Rows, gather
from data.stoppable import StoppedError, stoppable
from data.tables import build

# Fasen first: the sheet Doelen names its phases.
READING_ORDER = ("phases", *(k for k in ORDER if k != "phases"))


@dataclass
class _Delivery:
    """What was found in the files so far."""

    sheets: dict[str, list[tuple[RawSheet, Layout]]] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)
    refused: list[Unusable] = field(default_factory=list)
    known: int = 0


def read(
    files: Sequence[Source | Path], hub: Hub | None = None, names: Names | None = None, limits: Limits | None = None, decisions: Decisions = NONE
) -> Dataset:
    """Read one or more files that together hold the sheets of the contract; `decisions` say what unknown words mean.

    It happens where it can be stopped (`data/stoppable.py`). Raises Unusable when no sheet of the contract is found at all, or when a file takes
    more time or memory than the limits: on another day or computer it may not, and the same files must never give other figures. Anything less is
    a finding.
    """
    hub = hub or load_hub()
    limits = limits or Limits.from_settings()
    sources = [at_hand(f if isinstance(f, Source) else Source(f.name, f)) for f in files]
    try:
        return Dataset(hub, *stoppable(_read, sources, hub, names or Names(), limits, decisions, limits=limits))
    except StoppedError as error:
        raise error.about([s.name for s in sources], limits) from error


def _read(
    sources: Sequence[Source], hub: Hub, names: Names, limits: Limits, decisions: Decisions, told: Told
) -> tuple[dict[str, Table], dict[str, Counts], tuple[Phase, ...], Findings, tuple[str, ...]]:
    """All of a dataset but the hub."""
    delivery = _receive(sources, limits, decisions, told)
    if not delivery.known:
        if delivery.refused:
            raise delivery.refused[0]
        raise Unusable("no-known-sheet", files=", ".join(f"“{s.name}”" for s in sources))
    tables: dict[str, Table] = {}
    counts: dict[str, Counts] = {}
    phases = hub.phases
    blocks = delivery.blocks
    for key in READING_ORDER:
        if key not in delivery.sheets:
            continue
        rows = gather(contract()[key], delivery.sheets.pop(key))
        table, counts[key], found = build(rows, lists_of(hub, names, phases), decisions)
        blocks += found
        if key in ("cases", "events"):
            blocks += objective_missing(table, _objectives_filled(rows, table))
        if key == "phases":
            phases, found = resolve_phases(table, hub.phases)
            blocks += found
        elif key == "targets":
            table, found = scale_targets(table, {i.id for i in names.indicators if i.percent})
            blocks += found
        elif key == "factors":
            blocks += repeated_factors(table)
        tables[key] = table
    blocks += check_tables(tables, phases)
    ordered = {k: tables[k] for k in ORDER if k in tables}
    return ordered, {k: counts[k] for k in ordered}, phases, Findings(tuple(blocks)), tuple(s.name for s in sources)


def _receive(sources: Sequence[Source], limits: Limits, decisions: Decisions, told: Told) -> _Delivery:
    """Open every file and sort its sheets by the table they hold."""
    delivery = _Delivery()
    for place, source in enumerate(sources):
        told(place)
        try:
            sheets = [(replace(raw, layer=source.layer), recognise(raw, decisions)) for raw in read_sheets(source, limits) if not is_list(raw)]
            if source.tables is not None:  # of an earlier delivery only what no later one has taken the place of
                sheets = [(raw, layout) for raw, layout in sheets if layout and layout.sheet.key in source.tables]
            _sort(sheets, delivery)
        except Unusable as error:
            delivery.refused.append(error)
            delivery.blocks.append(Block("file-unreadable", source.name, params={"error": error}))
    if len(sources) > 1:
        told(len(sources))  # from here on it is about all of them
    return delivery


def _sort(sheets: Sequence[tuple[RawSheet, Layout | None]], delivery: _Delivery) -> None:
    """Give each table of one file its sheet: one that bears its name before one that only looks like it; the first of equals.

    A sheet without the required columns never stands in the way of one that has them.
    """
    known = sorted(((raw, layout) for raw, layout in sheets if layout), key=lambda pair: (bool(pair[1].missing), not pair[1].named))
    taken: dict[str, RawSheet] = {}
    for raw, layout in known:
        key, name = layout.sheet.key, layout.sheet.name
        delivery.known += 1
        if key in taken and (layout.named or not layout.missing):
            delivery.blocks.append(Block("sheet-doubled", raw.file, raw.name, params={"table": name}))
        elif key in taken:
            delivery.blocks.append(Block("sheet-unknown", raw.file, raw.name))
        elif layout.missing:
            delivery.blocks += [
                Block("column-missing", raw.file, raw.name, header, params={"table": name, "headers": "\n".join(h for _, h in layout.unknown if h)})
                for header in layout.missing
            ]
        else:
            taken[key] = raw
            delivery.sheets.setdefault(key, []).append((raw, layout))
    delivery.blocks += [Block("sheet-unknown", raw.file, raw.name) for raw, layout in sheets if not layout and raw.columns and not of_the_template(raw)]


def lists_of(hub: Hub, names: Names, phases: tuple[Phase, ...]) -> Mapping[str, tuple[Value, ...]]:
    """The lists of values that the hub, the catalogue and the sheet Fasen give."""
    return {
        "municipalities": hub.municipality_values,
        "indicators": tuple(Value(i.id, i.names) for i in names.indicators),
        "phases": tuple(Value(p.number, (p.name, f"Fase {p.number}")) for p in phases),
    }


def _objectives_filled(rows: Rows, table: Table) -> NDArray[np.bool_] | None:
    cells = rows.columns.get("objectives")
    if cells is None:
        return None
    accepted = np.isin(rows.part.astype(np.int64) << 32 | rows.row, table.part.astype(np.int64) << 32 | table.row)
    return cells.filled[accepted]
