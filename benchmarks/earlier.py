"""The state of a month before: the same dataset with the last rows not there yet and some dates still empty."""

import numpy as np

from data.contract import SETTINGS
from data.dataset import Dataset, Table

NEW, CHANGED = 0.02, 0.02  # shares of the rows that a month adds and changes


def earlier(dataset: Dataset) -> Dataset:
    """The dataset without the last rows of each sheet, and with dates of realisation that were not known."""
    tables = {key: table if key in SETTINGS else _earlier(table) for key, table in dataset.tables.items()}
    return dataset.with_tables(tables, dataset.withheld)


def _earlier(table: Table) -> Table:
    kept = table.taken(np.arange(len(table) - int(len(table) * NEW)))
    if kept.has("realised_date"):
        unknown = np.arange(0, len(kept), int(1 / CHANGED))
        kept.frame.loc[unknown, "realised_date"] = np.datetime64("NaT")
    return kept
