"""Findings: what the reader and the checks have to say about cells, rows, sheets and files.

A file can have tens of thousands, so they are kept as blocks of arrays (one block per code and column) and only become
sentences when somebody asks for them.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from data.errors import UserError
from locales import text

Level = Literal["error", "warning", "info"]

# Every code and its level; title and message are `findings.<code>.title` and `.message` in locales/.
LEVELS: dict[str, Level] = {
    **dict.fromkeys(("id-missing", "id-duplicate", "row-repeated"), "error"),
    **dict.fromkeys(("column-missing", "sheet-doubled", "file-unreadable"), "error"),
    **dict.fromkeys(
        ("required-missing", "required-unreadable", "date-unreadable", "number-unreadable", "number-negative", "number-out-of-range", "value-unknown"),
        "error",
    ),
    **dict.fromkeys(
        (
            "row-alike", "reference-unknown", "date-month-only", "number-approximate", "date-future", "date-order", "status-without-date",
            "date-without-status", "outside-phases", "parts-exceed-total", "objective-missing", "formula-without-value", "column-doubled",
            "target-repeated", "target-scaled", "factor-repeated", "phase-invalid",
        ),
        "warning",
    ),
    **dict.fromkeys(("sheet-unknown", "column-unknown", "rows-blank", "rows-total"), "info"),
}  # fmt: skip
ROW_CODES = ("id-missing", "id-duplicate", "row-repeated")
_MIDNIGHT = re.compile(r"^(\d{4})-(\d{2})-(\d{2}) 00:00:00$")  # how a real date reads once it is text
COLUMNS = ["level", "code", "file", "sheet", "cell", "row", "column", "value", "message"]


@dataclass(frozen=True)
class Block:
    """Findings of one code in one column of one sheet. `rows` are spreadsheet rows (1-based; empty = about the whole sheet or file).

    `values` is what the cell says per row (texts, or an array of days or numbers); `params` fills the message, with a plain
    value for all or an array with one per row. Both become text only when somebody reads the finding.
    """

    code: str
    file: str
    sheet: str = ""
    column: str = ""
    letter: str = ""
    rows: NDArray[np.int32] = field(default_factory=lambda: np.zeros(0, np.int32))
    values: Any = ()
    params: Mapping[str, object] = field(default_factory=dict)
    variant: str = ""  # another sentence for the same code: `findings.<code>-<variant>.message`

    def __len__(self) -> int:
        return max(1, len(self.rows))


@dataclass(frozen=True)
class Findings:
    """An ordered collection of blocks."""

    blocks: tuple[Block, ...] = ()

    def __add__(self, other: "Findings") -> "Findings":
        return Findings(self.blocks + other.blocks)

    def __len__(self) -> int:
        return sum(len(b) for b in self.blocks)

    def count(self, level: Level | None = None, code: str | None = None) -> int:
        """How many findings there are, of one level or code where given."""
        return sum(len(b) for b in self.blocks if level in (None, LEVELS[b.code]) and code in (None, b.code))

    def about(self, files: Collection[str]) -> "Findings":
        """Those that are about these files."""
        return Findings(tuple(b for b in self.blocks if b.file in files))

    def frame(self, lang: str = "nl") -> pd.DataFrame:
        """One row per finding, in the order of `COLUMNS`; `row` is 0 and `cell` empty where a finding is about a sheet or file."""
        if not self.blocks:
            return pd.DataFrame({c: pd.Series(dtype="int32" if c == "row" else "object") for c in COLUMNS})
        held: dict[str, list[Any]] = {c: [] for c in COLUMNS}  # lists until the end: a wide file has a block per column
        for block in self.blocks:
            for name, values in _columns(block, lang).items():
                held[name] += values
        frame = pd.DataFrame(held | {"row": np.array(held["row"], np.int32), "value": pd.array(held["value"], dtype=object)})
        order = {file_sheet: i for i, file_sheet in enumerate(dict.fromkeys((b.file, b.sheet) for b in self.blocks))}
        place = np.array([order[pair] for pair in zip(frame["file"], frame["sheet"], strict=True)])
        return frame.iloc[np.lexsort((frame["row"], place))].reset_index(drop=True)


def _columns(block: Block, lang: str) -> dict[str, list[Any]]:
    """The findings of a block, column by column."""
    size = len(block)
    rows = block.rows if len(block.rows) else np.zeros(1, np.int32)
    values = plain(block.values) or [None] * size
    per_row = {k: plain(v) for k, v in block.params.items() if _is_sequence(v)}
    fixed = {k: v.message(lang) if isinstance(v, UserError) else v for k, v in block.params.items() if k not in per_row}
    base = {"column": block.column, "sheet": block.sheet, "file": block.file, **fixed}
    template = text(f"findings.{block.code}{block.variant and '-'}{block.variant}.message", lang)

    @lru_cache(maxsize=4096)
    def message(value: str | None, row: int | None, *details: object) -> str:
        return template.format(value=_short(value), row=row, **base, **dict(zip(per_row, details, strict=True)))

    uses_row = "{row" in template
    details: Iterable[tuple[str | None, ...]] = zip(*per_row.values(), strict=True) if per_row else ((),) * size
    messages = [message(v, int(r) if uses_row else None, *d) for v, r, d in zip(values, rows, details, strict=True)]
    same = {"level": LEVELS[block.code], "code": block.code, "file": block.file, "sheet": block.sheet, "column": block.column}
    cells = [f"{block.letter or 'A'}{r}" if r else "" for r in rows]
    return {k: [v] * size for k, v in same.items()} | {"cell": cells, "row": [int(r) for r in rows], "value": values, "message": messages}


def plain(values: Any) -> list[str | None]:
    """Values as a person would write them: 15/03/2024, 12,5; None where there is none."""
    if isinstance(values, pa.Array):
        return [t and _MIDNIGHT.sub(r"\3/\2/\1", t) for t in values.to_pylist()]
    array = np.asarray(values)
    if array.dtype.kind == "M":
        return [None if d == "NaT" else f"{d[8:10]}/{d[5:7]}/{d[:4]}" for d in np.datetime_as_string(array.astype("datetime64[D]")).tolist()]
    if array.dtype.kind == "f":
        return [None if np.isnan(v) else f"{v:.10g}".replace(".", ",") for v in array.tolist()]
    return [None if v is None or v != v else str(v) for v in array.tolist()]


def _is_sequence(value: object) -> bool:
    return isinstance(value, (list, tuple, np.ndarray, pa.Array))


def _short(value: str | None, limit: int = 60) -> str:
    shown = "" if value is None else " ".join(value.split())
    return shown if len(shown) <= limit else f"{shown[: limit - 1]}…"
