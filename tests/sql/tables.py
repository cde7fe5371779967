"""A dataset as tables of DuckDB: one per sheet, in memory, with what is compared by name already a number per name.

Text becomes the number of its comparison key (`data.names`: one number per organisation, however it is spelled), IDs that of the ID;
a column of several names becomes a list of numbers. A value from a list of values is an ENUM, a date a DATE, objectives are bits. An empty
cell is NULL, a column that is absent is NULL in every row.
"""

from collections.abc import Iterable

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa

from data.contract import Column, contract
from data.dataset import Dataset, Table
from data.names import authority_keys, organisation_keys
from data.tables import ids
from metrics.indicator import Distinct, Indicator
from tests.sql.speaks import Place, places

AUTHORITY = "__authority"  # behind the name of a column: the same names compared as those of local authorities
TYPES = {"date": "DATE", "number": "DOUBLE", "objectives": "UTINYINT"}


class Tables:
    """The tables of one dataset, with the columns that these indicators read. `con` is the connection, with two threads."""

    def __init__(self, dataset: Dataset, indicators: Iterable[Indicator]) -> None:
        self.dataset = dataset
        self.con = duckdb.connect(config={"threads": 2})
        self._numbers: dict[str, dict[str, int]] = {}
        read = {p for i in indicators for p in places(i)}
        read |= {(p.source, i.aggregation.keys[0].column + AUTHORITY) for i in indicators for p in i.parts if _of_authorities(i)}
        for sheet in sorted({sheet for sheet, _ in read} & set(dataset.tables)):
            self._create(dataset.tables[sheet], sorted(key for s, key in read if s == sheet))

    def has(self, where: Place) -> bool:
        """Whether the sheet, or the column of it, was delivered."""
        sheet, key = where
        return sheet in self.dataset.tables and (not key or self.dataset.tables[sheet].has(key))

    def literal(self, sheet: str, key: str, value: str) -> str:
        """A value to compare a column with, as SQL: its number for text (-1 for a name that is nowhere), else the value itself."""
        column = contract()[sheet].by_key[key]
        if column.type == "enum":
            return "'" + value.replace("'", "''") + "'"
        return str(self._numbers.get(_kind(sheet, column, key), {}).get(_keys(column, key, [value])[0], -1))

    def _create(self, table: Table, keys: list[str]) -> None:
        """One table with these columns, copied into the database."""
        arrays, selected = {}, []
        for key in keys:
            column = table.sheet.by_key[key.removesuffix(AUTHORITY)]
            arrays[key] = self._array(table, column, key)
            selected.append(f'CAST("{key}" AS {self._type(column)}) AS "{key}"')
        self.con.register("delivered", pa.table(arrays))
        self.con.execute(f'CREATE TABLE "{table.sheet.key}" AS SELECT {", ".join(selected)} FROM delivered')
        self.con.unregister("delivered")

    def _type(self, column: Column) -> str:
        if column.type == "enum":
            values = self.dataset.hub.municipality_values if column.values == "municipalities" else column.values
            return "ENUM(" + ", ".join("'" + v.value.replace("'", "''") + "'" for v in values) + ")"
        return TYPES.get(column.type, "INTEGER[]" if column.multiple else "INTEGER")

    def _array(self, table: Table, column: Column, key: str) -> pa.Array:
        if not table.has(column.key):
            return pa.nulls(len(table), pa.int8() if not column.multiple else pa.list_(pa.int32()))
        series = table.frame[column.key]
        if column.type == "date":
            return pa.array(series.to_numpy().astype("datetime64[D]"), pa.date32())
        if column.type in ("number", "objectives"):
            return pa.array(series.to_numpy(), from_pandas=True)
        values: pd.Categorical = series.array
        codes = pa.array(np.asarray(values.codes, np.int32), mask=np.asarray(values.codes) < 0)
        return self._per_category(table.sheet.key, column, key, [str(c) for c in values.categories]).take(codes)

    def _per_category(self, sheet: str, column: Column, key: str, spellings: list[str]) -> pa.Array:
        """What stands in the table for each spelling of a column."""
        if column.type == "enum":
            return pa.array(spellings, pa.string())
        numbers = self._numbers.setdefault(_kind(sheet, column, key), {})
        parts = [s.split("; ") for s in spellings] if column.multiple else [[s] for s in spellings]
        flat = [numbers.setdefault(k, len(numbers)) for k in _keys(column, key, [name for part in parts for name in part])]
        if not column.multiple:
            return pa.array(flat, pa.int32())
        ends = np.cumsum([0, *(len(p) for p in parts)])
        return pa.ListArray.from_arrays(pa.array(ends, pa.int32()), pa.array(flat, pa.int32()))


def _of_authorities(indicator: Indicator) -> bool:
    return isinstance(indicator.aggregation, Distinct) and indicator.aggregation.compare == "authority"


def _kind(sheet: str, column: Column, key: str) -> str:
    """Which names share their numbers: IDs of one sheet, organisations, local authorities."""
    if column.unique or column.references:
        return column.references or sheet
    return "authority" if key.endswith(AUTHORITY) else "organisation"


def _keys(column: Column, key: str, names: list[str]) -> list[str]:
    if column.unique or column.references:
        return ids(names)
    return authority_keys(names) if key.endswith(AUTHORITY) else organisation_keys(names)
