"""Datasets from small tables that a person can read, without the reader."""

from collections.abc import Mapping
from datetime import datetime

import numpy as np
import pandas as pd
import pyarrow as pa

from data.contract import Column, contract
from data.dataset import Counts, Dataset, Part, Table
from data.findings import Findings
from data.hub import Hub, load_hub
from data.names import header_key
from data.phases import Phase
from data.tables import id_keys

SHEETS = {header_key(s.name): s for s in contract().values()}


def dataset(sheets: Mapping[str, str | list[dict[str, str]]], hub: Hub | None = None, phases: tuple[Phase, ...] | None = None) -> Dataset:
    """A dataset from tables by Dutch sheet name: text with `|` between the cells and the headers first, or rows by header."""
    hub = hub or load_hub()
    tables = {}
    for name, content in sheets.items():
        sheet = SHEETS[header_key(name)]
        headers, rows = parse(content)
        columns = [next(c for c in sheet.columns if header_key(c.header) == header_key(h)) for h in headers]
        frame = pd.DataFrame({c.key: column(c, [row[i] for row in rows], hub) for i, c in enumerate(columns)}, index=pd.RangeIndex(len(rows)))
        letters = {c.key: chr(ord("A") + i) for i, c in enumerate(columns)}
        part = Part("test.xlsx", sheet.name, letters)
        tables[sheet.key] = Table(
            sheet, frame, np.zeros(len(rows), np.int16), np.arange(len(rows), dtype=np.int32) + 2, (part,), pd.DataFrame(index=frame.index)
        )
    counts = {key: Counts(len(t), len(t)) for key, t in tables.items()}
    return Dataset(hub, tables, counts, phases or hub.phases, Findings(), ("test.xlsx",))


def parse(content: str | list[dict[str, str]]) -> tuple[list[str], list[list[str]]]:
    """Headers and rows of cells."""
    if isinstance(content, str):
        lines = [[cell.strip() for cell in line.split("|")] for line in content.strip().splitlines()]
        return lines[0], [line + [""] * (len(lines[0]) - len(line)) for line in lines[1:]]
    headers = list(dict.fromkeys(h for row in content for h in row))
    return headers, [[row.get(h, "") for h in headers] for row in content]


def column(what: Column, cells: list[str], hub: Hub):
    """One column as the reader would deliver it."""
    match what.type:
        case "date":
            return np.array([np.datetime64(_day(c), "s") if c else np.datetime64("NaT", "s") for c in cells], "datetime64[s]")
        case "number":
            return np.array([float(c.replace(",", ".")) if c else np.nan for c in cells], np.float64)
        case "objectives":
            return np.array([sum(1 << (int(n) - 1) for n in c.replace(",", ";").split(";") if n.strip()) for c in cells], np.uint8)
        case "enum" if not isinstance(what.values, str) or what.values == "municipalities":
            values = hub.municipality_values if isinstance(what.values, str) else what.values
            known = [v.value for v in values]
            unknown = [c for c in cells if c and c not in known]
            assert not unknown, f"{what.header}: {unknown}"
            return pd.Categorical.from_codes([known.index(c) if c else -1 for c in cells], categories=pd.Index(known, dtype=object))
    if what.unique or what.references:
        first: dict[str, str] = {}
        cells = [first.setdefault(id_keys(pa.array([c]))[0].as_py(), c) if c else "" for c in cells]
    known = list(dict.fromkeys(c for c in cells if c))
    return pd.Categorical.from_codes([known.index(c) if c else -1 for c in cells], categories=pd.Index(known, dtype=object))


def _day(cell: str):
    return datetime.strptime(cell, "%d/%m/%Y").date() if "/" in cell else datetime.strptime(cell, "%Y-%m-%d").date()
