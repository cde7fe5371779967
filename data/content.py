"""The content of tables as numbers, so that two deliveries can be compared column by column: equal values, equal numbers."""

import hashlib
import weakref
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.dataset import Dataset, Table
from data.tables import ids

Hashes = NDArray[np.uint64]
EMPTY, ZERO = np.uint64(0), np.uint64(0x5EED)


def fingerprint(dataset: Dataset) -> str:
    """SHA-256 over phases and tables: every value, and the file, sheet and row that it came from."""
    digest = hashlib.sha256(repr(dataset.phases).encode())
    for key, table in dataset.tables.items():
        digest.update(f"\n{key} {len(table)} {[(p.file, p.sheet) for p in table.parts]}".encode())
        digest.update(np.ascontiguousarray(table.part).tobytes() + np.ascontiguousarray(table.row).tobytes())
        for column, hashes in content(table).items():
            digest.update(column.encode() + hashes.tobytes())
    return digest.hexdigest()


def content(table: Table) -> dict[str, Hashes]:
    """Per column one number per row; `EMPTY` for an empty cell. Kept for as long as the table itself is: never change it."""
    known = _KNOWN.get(id(table))
    if known is None or known[0]() is not table:
        place = id(table)
        made = {str(key): _hashes(table.frame[key].array, as_id=table.sheet.by_key[str(key)].unique) for key in table.frame.columns}
        known = weakref.ref(table, lambda _: _KNOWN.pop(place, None)), made
        _KNOWN[place] = known
    return known[1]


_KNOWN: dict[int, tuple[weakref.ref[Table], dict[str, Hashes]]] = {}


def _hashes(values: Any, as_id: bool) -> Hashes:
    if isinstance(values, pd.Categorical):
        names = np.array(ids(values.categories) if as_id else list(values.categories), dtype=object)
        known: Hashes = pd.util.hash_array(names, categorize=False) if len(names) else np.zeros(0, np.uint64)
        return np.append(known, EMPTY)[np.asarray(values.codes)]
    plain = np.asarray(values)
    if plain.dtype.kind == "f":
        plain = plain + 0.0  # -0 is 0
    found: Hashes = pd.util.hash_array(plain.view(np.int64) if plain.dtype.kind == "M" else plain)
    found[found == EMPTY] = ZERO  # pandas gives the number 0 the hash 0
    found[pd.isna(plain) if plain.dtype.kind in "Mf" else plain == 0] = EMPTY
    return found
