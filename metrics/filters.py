"""A part of the data: only the rows of some municipalities, streams, clusters, partners or kinds of organisation.

A filter makes a smaller dataset, which every figure, trace and breakdown takes like any other. A sheet is filtered by its own
column, or by the case or event that its rows refer to. A sheet that knows the dimension in neither way can't answer: it is
withheld, so that a filtered page never shows a figure that is not filtered. Targets are the whole hub's, so they are left out.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data.contract import SETTINGS, contract
from data.dataset import Dataset, Table
from data.names import organisation_key
from metrics.columns import Mask, columns_of

SUBREGION = "subregion"
# What one can filter by, in the order in which it is offered; a subregion is filtered by its municipalities.
DIMENSIONS = ("municipality", SUBREGION, "material_stream", "cluster", "partners", "organisation_type")


@dataclass(frozen=True)
class Filter:
    """Wanted values per dimension, as ((dimension, (value, …)), …); a row must have one of the values in each dimension."""

    wanted: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @classmethod
    def of(cls, wanted: Mapping[str, tuple[str, ...]]) -> "Filter":
        """The filter for these values, in the order of `DIMENSIONS`; dimensions without values don't filter."""
        return cls(tuple((d, tuple(wanted[d])) for d in DIMENSIONS if wanted.get(d)))

    def __bool__(self) -> bool:
        return bool(self.wanted)


def choices(dataset: Dataset, dimension: str) -> list[str]:
    """The values of a dimension that occur in the data, in the order of their list, else of the alphabet."""
    if dimension == SUBREGION:
        return list(dict.fromkeys(m.subregion for m in dataset.hub.municipalities))
    found: dict[str, str] = {}
    declared: list[str] = []
    for table in dataset.tables.values():
        column = table.sheet.by_key.get(dimension)
        if table.sheet.key in SETTINGS or column is None or not table.has(dimension):
            continue
        _, values = table.items(dimension)
        if column.type == "enum":
            declared = [str(c) for c in values.categories]
        for name in values.categories[np.unique(values.codes)]:
            found.setdefault(organisation_key(str(name)), str(name))
    known = list(found.values())
    return [d for d in declared if d in known] if declared else sorted(known, key=str.casefold)


def narrowed(dataset: Dataset, wanted: Filter) -> Dataset:
    """The dataset with only the wanted rows; itself where nothing is filtered."""
    for dimension, values in wanted.wanted:
        dataset = _narrow(dataset, dimension, values)
    return dataset


def _narrow(dataset: Dataset, dimension: str, values: tuple[str, ...]) -> Dataset:
    masks = {key: _own_mask(dataset, table, dimension, values) for key, table in dataset.tables.items()}
    kept: dict[str, Table] = {}
    withheld = set(dataset.withheld)
    for key, table in dataset.tables.items():
        if key == "targets":
            continue
        mask = masks[key] if masks[key] is not None else _through(dataset, table, masks)
        if mask is not None:
            kept[key] = table.taken(np.flatnonzero(mask))
        elif key in (*SETTINGS, "partners"):
            kept[key] = table
        else:
            withheld.add(key)
    return dataset.with_tables(kept, frozenset(withheld))


def _own_mask(dataset: Dataset, table: Table, dimension: str, values: tuple[str, ...]) -> Mask | None:
    """Which rows have one of the values; None where the sheet does not have the dimension."""
    key = "municipality" if dimension == SUBREGION else dimension
    if table.sheet.key in (*SETTINGS, "partners") or not table.has(key):
        return None
    names = [m.name for m in dataset.hub.municipalities if m.subregion in values] if dimension == SUBREGION else list(values)
    wanted = {organisation_key(n) for n in names}
    rows, items = table.items(key)
    hit = np.array([*(organisation_key(str(c)) in wanted for c in items.categories), False])
    mask = np.zeros(len(table), bool)
    mask[rows[hit[items.codes]]] = True
    return mask


def _through(dataset: Dataset, table: Table, masks: Mapping[str, Mask | None]) -> Mask | None:
    """Which rows refer to a case or event that is kept; None where the sheet refers to none that can be filtered."""
    for column in contract()[table.sheet.key].columns:
        other = masks.get(column.references or "")
        if other is not None and table.has(column.key):
            at: NDArray[np.intp] = columns_of(dataset).link(table.sheet.key, column.key)
            mask: Mask = np.append(other, False)[at]
            return mask
    return None
