"""Names as numbers, for formulas that count different names: a number per name, the same for all spellings of one name.

No formula can compare names as the Hub does, so these numbers are values made by the programme. The sheet of names tells which number
is whose.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data.contract import Column, contract
from locales import text
from metrics.columns import Columns
from metrics.indicator import Distinct, Indicator, Part
from metrics.keys import KeyColumn, Numbers, comparable, pairs, single
from reports.annex.grid import Field, Grid, Value
from reports.annex.helpers import PARENT, Helpers


@dataclass(frozen=True)
class Numbered:
    """The names that an indicator counts. Per part the sheet of rows that has the numbers (one row per name where a cell holds several)
    and the column in it; `all` lists every number once.
    """

    grids: tuple[str, ...]
    fields: tuple[Field, ...]
    all: Field


def numbered(helpers: Helpers, indicator: Indicator, what: Distinct) -> Numbered:
    """The numbers for an indicator's names, shared with every indicator that counts the same names."""
    keys = tuple(k.column for k in what.keys)
    spare = tuple(k.otherwise or "" for k in what.keys)
    sources = tuple(p.source for p in indicator.parts)
    group = "/".join((*sources, *keys, *spare, what.compare, str(what.unordered)))
    return _pairs(helpers, indicator.parts[0], what, group) if len(keys) == 2 else _singles(helpers, sources, keys[0], what, group)


def _singles(helpers: Helpers, sources: tuple[str, ...], key: str, what: Distinct, group: str) -> Numbered:
    columns = helpers.sources.columns
    numbers: Numbers = {}
    found = [(s, single(columns, s, key, what.compare, numbers)) for s in sources]
    names: dict[int, str] = {}
    for source, _ in found:
        _spell(helpers, source, key, what.compare, numbers, names)
    title = helpers.grid(sources[0])[key].header
    listed = _list(helpers, group, title, [names.get(n, "") for n in range(len(numbers))])
    where = [_placed(helpers, s, key, k, group, names) for s, k in found]
    return Numbered(tuple(g for g, _ in where), tuple(f for _, f in where), listed)


def _pairs(helpers: Helpers, part: Part, what: Distinct, group: str) -> Numbered:
    """Combinations of two names."""
    combined = pairs(helpers.sources.columns, part.source, what)
    known = combined >= 0
    _, first, inverse = np.unique(combined[known], return_index=True, return_inverse=True)
    numbers: NDArray[np.int64] = np.full(len(combined), -1, np.int64)
    numbers[known] = inverse
    grid = helpers.grid(part.source)
    headers, told = [], []
    for key in what.keys:
        column = key.column if key.column in grid else str(key.otherwise)
        headers.append(grid[column].header)
        spare = grid[key.otherwise].values if key.otherwise else [None] * grid.size
        told.append([str(v or s or "") for v, s in zip(grid[column].values, spare, strict=True)])
    title = " + ".join(headers)
    rows = np.flatnonzero(known)[first]
    listed = _list(helpers, group, title, [f"{told[0][r]} + {told[1][r]}" for r in rows])
    field = _number_field(helpers, part.source, group, title, [int(n) + 1 if n >= 0 else None for n in numbers])
    return Numbered((part.source,), (field,), listed)


def _placed(helpers: Helpers, source: str, key: str, column: KeyColumn, group: str, names: dict[int, str]) -> tuple[str, Field]:
    """The column with the numbers: in the sheet itself, or in a sheet of its own with a row per name."""
    declared = contract()[source].by_key[key]
    header = helpers.grid(source)[key].header
    if not declared.multiple:
        numbers = np.append(column.item_key, -1)[column.codes]
        return source, _number_field(helpers, source, group, header, [int(n) + 1 if n >= 0 else None for n in numbers])
    name = f"{source}/{group}"
    if name not in helpers.sources.grids:
        rows, keys = column.exploded(np.arange(helpers.grid(source).size))
        grid = Grid(name, text("annex.sheet.items", helpers.lang, column=header, sheet=helpers.grid(source).title), len(rows), helpers.sources.names)
        helpers.sources.grids[name] = grid
        helpers.parents[name] = source, rows
        identity = next((c.key for c in contract()[source].columns if c.unique), "")
        if identity:
            there = helpers.grid(source)[identity]
            grid.add("id", there.header, "text", [there.values[r] for r in rows])
        grid.add("name", header, "text", [names.get(int(k), "") for k in keys])
        _number_field(helpers, name, group, header, [int(k) + 1 for k in keys])
        helpers.place(name, PARENT)
    return name, helpers.grid(name)[f"number:{group}"]


def _number_field(helpers: Helpers, grid: str, group: str, header: str, values: list[Value]) -> Field:
    key = f"number:{group}"
    if key not in helpers.grid(grid):
        words = {"column": header, "sheet": text("annex.sheet.names", helpers.lang)}
        title, note = (text(f"annex.helper.named.{part}", helpers.lang, **words) for part in ("header", "note"))
        helpers.grid(grid).add(key, title, "whole", values, note=note)
    return helpers.grid(grid)[key]


def _list(helpers: Helpers, group: str, title: str, names: list[str]) -> Field:
    """The numbers with their names, as a sheet that is drawn as a part of the sheet of names."""
    key = f"names:{group}"
    if key not in helpers.sources.lists:
        grid = Grid(key, title, len(names), helpers.sources.names)
        grid.add("number", text("annex.column.number", helpers.lang), "whole", list(range(1, len(names) + 1)))
        grid.add("name", title, "text", list(names))
        helpers.sources.lists[key] = grid
    return helpers.sources.lists[key]["number"]


def _spell(helpers: Helpers, source: str, key: str, compare: str, numbers: Numbers, names: dict[int, str]) -> None:
    """Add the spelling under which each name is shown: the first in the sheet; a citizen's is not told."""
    column: Column = contract()[source].by_key[key]
    table = helpers.sources.dataset.tables[source]
    columns: Columns = helpers.sources.columns
    values = columns.categorical(source, key)
    spelled = [*(str(c) for c in values.categories), ""]
    written = [spelled[c] for c in values.codes]
    told = helpers.sources.citizens.hidden(table, key, written)
    labels: dict[str, str] = {}
    for cell, shown in dict(zip(written, told, strict=True)).items():
        if cell:
            labels |= dict(zip(cell.split("; "), shown.split("; "), strict=True)) if column.multiple else {cell: shown}
    for name, label in zip(comparable(column, list(labels), compare), labels.values(), strict=True):
        names.setdefault(numbers[name], label)
