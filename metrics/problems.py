"""Findings that are there on one moment and were not on another: the new mistakes, not those that were known."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from data.checks import future_dates
from data.dataset import Dataset
from data.findings import LEVELS

IDENTITY = ["code", "sheet", "column", "value", "name"]


@dataclass(frozen=True)
class Problem:
    """A kind of finding with some that were not there before; `rows` are those, as `Findings.frame` gives them."""

    code: str
    before: int
    after: int
    rows: pd.DataFrame


def more_problems(before: Dataset, day: date, after: Dataset, as_of: date, lang: str = "nl") -> list[Problem]:
    """The kinds of errors and warnings of which some are there on `as_of` that were not on `day`, errors first.

    A finding is the same as an earlier one where its kind, sheet, column, value and the ID of its row are: its cell may have moved.
    """
    old, new = _frame(before, day, lang), _frame(after, as_of, lang)
    was, now = Counter(old["code"]), Counter(new["code"])
    known = Counter(map(tuple, old[IDENTITY].astype(str).to_numpy()))
    added = []
    for identity in map(tuple, new[IDENTITY].astype(str).to_numpy()):
        added.append(not known[identity])
        known[identity] -= known[identity] > 0
    fresh = new[pd.Series(added, index=new.index, dtype=bool)].drop(columns="name")
    return [Problem(code, was[code], now[code], mine) for code in LEVELS if len(mine := fresh[fresh["code"] == code])]


def _frame(dataset: Dataset, as_of: date, lang: str) -> pd.DataFrame:
    """Errors and warnings, each with the ID of its row where that has one."""
    frame = (dataset.findings + future_dates(dataset, as_of)).frame(lang)
    frame = frame[frame["level"] != "info"].reset_index(drop=True)
    names = _names(dataset)
    return frame.assign(name=[names.get(place, "") for place in zip(frame["file"], frame["sheet"], frame["row"], strict=True)])


def _names(dataset: Dataset) -> Mapping[tuple[str, str, int], str]:
    """(file, sheet, row) -> the row's ID, for sheets that have one."""
    found: dict[tuple[str, str, int], str] = {}
    for table in dataset.tables.values():
        unique = table.sheet.unique
        if unique is None or not table.has(unique.key):
            continue
        ids = table.frame[unique.key].astype(str)
        places = [(p.file, p.sheet) for p in table.parts]
        found |= {(*places[part], int(row)): name for part, row, name in zip(table.part, table.row, ids, strict=True)}
    return found
