"""Where things stand in a sheet: which table of the contract it is, which row holds the headers, which column is which."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from data.cells import clean
from data.contract import ORDER, Sheet, column_names, contract, sheet_names
from data.decisions import NONE, Decisions
from data.names import header_key
from data.raw import RawSheet

HEADER_ROWS = 20


@dataclass(frozen=True)
class Layout:
    """How one raw sheet maps on a table. `columns` maps a contract key to the position in `raw.columns`; `header` is a 0-based row."""

    sheet: Sheet
    header: int
    columns: dict[str, int]
    named: bool  # by the sheet's own name; otherwise by what its file or its headers say
    doubled: tuple[tuple[int, str], ...]  # (position, key) of a later column for a key that is taken
    unknown: tuple[tuple[int, str], ...]  # (position, header) of columns that the contract does not know

    @property
    def missing(self) -> tuple[str, ...]:
        """Headers of required columns that are not there."""
        return tuple(c.header for c in self.sheet.required if c.key not in self.columns)


def recognise(raw: RawSheet, decisions: Decisions = NONE) -> Layout | None:
    """The layout of a sheet by its name, else by the words in its or its file's name, else by its headers; None when it is no table of the contract."""
    top = _top(raw)
    named = None if raw.is_csv else sheet_names().get(header_key(raw.name))
    if named:
        return _layout(top, contract()[named], decisions, named=True)
    from_file = [_layout(top, contract()[key], decisions) for key in dict.fromkeys((*_spoken_of(raw.name), *_spoken_of(Path(raw.file).stem)))]
    complete = [_layout(top, contract()[key], decisions) for key in ORDER]
    by_headers = sorted((c for c in complete if not c.missing and c.columns), key=lambda c: -len(c.columns))
    # A file's name counts once some of the headers agree: `cases.xlsx` may hold a sheet of notes too.
    candidates = [c for c in from_file if not c.missing] + by_headers + [c for c in from_file if len(c.columns) > 1]
    return candidates[0] if candidates else None


def _top(raw: RawSheet) -> list[list[str | None]]:
    """The cleaned texts of the first rows, row by row."""
    height = min(HEADER_ROWS, raw.height)
    columns: list[list[str | None]] = []
    for column in raw.columns:
        codes = column.codes[:height]
        texts = clean(column.texts.take(pa.array(codes, mask=codes < 0)))
        columns.append(texts.to_pylist())
    return [[column[i] for column in columns] for i in range(height)]


def _layout(top: list[list[str | None]], sheet: Sheet, decisions: Decisions, named: bool = False) -> Layout:
    names = {**decisions.headers(sheet.key), **column_names(sheet.key)}
    keys = [[names.get(header_key(cell)) if cell else None for cell in row] for row in top]
    header = max(range(len(top)), key=lambda i: len({k for k in keys[i] if k}), default=0)
    columns: dict[str, int] = {}
    doubled: list[tuple[int, str]] = []
    unknown: list[tuple[int, str]] = []
    for position, (key, cell) in enumerate(zip(keys[header], top[header], strict=True) if top else ()):
        if key is None:
            unknown.append((position, cell or ""))
        elif key in columns:
            doubled.append((position, key))
        else:
            columns[key] = position
    return Layout(sheet, header, columns, named, tuple(doubled), tuple(unknown))


def _spoken_of(name: str) -> Iterable[str]:
    """Tables that a name speaks of: `hub_cases_2024` -> cases; the longest run of words first."""
    words = [key for w in re.split(r"[\W_\d]+", name) if (key := header_key(w))]
    longest = max(len(known) for known in sheet_names())
    found: list[tuple[int, int, str]] = []
    for i in range(len(words)):
        run = ""
        for j in range(i, len(words)):
            run += words[j]
            if len(run) > longest:  # a name may be as long as somebody likes
                break
            if run in sheet_names():
                found.append((i - j, i, sheet_names()[run]))
    return dict.fromkeys(key for _, _, key in sorted(found))
