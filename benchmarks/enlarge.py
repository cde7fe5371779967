"""A dataset many times its size, for measuring how computing grows without writing a workbook of a million rows."""

import numpy as np
import pandas as pd

from data.contract import SETTINGS
from data.dataset import Dataset, Table


def enlarge(dataset: Dataset, times: int) -> Dataset:
    """Every row `times` times over, with IDs and names of their own in each copy; the settings stay as they are."""
    tables = {key: table if key in (*SETTINGS, "partners") else _enlarge(table, times) for key, table in dataset.tables.items()}
    return Dataset(dataset.hub, tables, dataset.counts, dataset.phases, dataset.findings, dataset.files)


def _enlarge(table: Table, times: int) -> Table:
    columns = {}
    for key, values in table.frame.items():
        column = table.sheet.by_key[str(key)]
        if column.type == "text":  # IDs, references and names alike
            columns[key] = _renamed(values.array, times)
        else:
            columns[key] = pd.concat([values] * times, ignore_index=True).array
    return Table(table.sheet, pd.DataFrame(columns, copy=False), np.tile(table.part, times), np.tile(table.row, times), table.parts)


def _renamed(values: pd.Categorical, times: int) -> pd.Categorical:
    """IDs and names with the number of the copy behind them."""
    size = len(values.categories)
    names = [f"{name}/{i}" for i in range(times) for name in values.categories]
    codes = np.concatenate([np.where(values.codes >= 0, values.codes.astype(np.int64) + i * size, -1) for i in range(times)])
    return pd.Categorical.from_codes(codes, categories=pd.Index(names))
