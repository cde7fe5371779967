"""The rows of one table as delivered, over all its sheets and files: blank and total rows set aside, cells still text."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from data.archive import column_letter
from data.cells import STATE, clean, clean_list, read_dates
from data.contract import Sheet
from data.dataset import Part
from data.findings import Block
from data.layout import Layout
from data.names import header_key
from data.raw import Codes, RawColumn, RawSheet, settle_numbers

_TOTAL = re.compile(r"(totaal|subtotaal|som)\b", re.IGNORECASE)
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Cells:
    """One column: per row a code (-1 = empty) into `raw` (as delivered) and `texts` (cleaned by rule 8)."""

    codes: Codes
    raw: pa.StringArray
    texts: pa.StringArray

    @property
    def filled(self) -> Mask:
        """Per row whether the cell says anything."""
        return self.codes >= 0

    def raw_at(self, rows: NDArray[np.intp]) -> pa.StringArray:
        """The texts as delivered of some rows; null where empty."""
        codes = self.codes[rows]
        return self.raw.take(pa.array(codes, mask=codes < 0))


@dataclass(frozen=True)
class Rows:
    """The rows that hold something, in order of delivery. `part` and `row` say where each came from."""

    sheet: Sheet
    parts: tuple[Part, ...]
    part: NDArray[np.int16]
    row: NDArray[np.int32]
    columns: Mapping[str, Cells]
    extra: Mapping[str, Cells]
    blank: int
    total: int
    blocks: list[Block] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.row)

    def completed(self, earlier: NDArray[np.intp]) -> "Rows":
        """Rows that take the place of an earlier one (-1 = none) keep its cells in the columns that their own sheet does not have."""
        columns = {}
        for key, cells in self.columns.items():
            lacking = np.array([key not in p.letters for p in self.parts])[self.part] & (earlier >= 0)
            columns[key] = replace(cells, codes=np.where(lacking, cells.codes[earlier], cells.codes)) if lacking.any() else cells
        return replace(self, columns=columns)

    def taken(self, keep: Mask) -> "Rows":
        """The same rows without those that are not kept."""

        def cells(columns: Mapping[str, Cells]) -> dict[str, Cells]:
            return {key: replace(c, codes=c.codes[keep]) for key, c in columns.items()}

        return replace(self, part=self.part[keep], row=self.row[keep], columns=cells(self.columns), extra=cells(self.extra))

    def report(self, code: str, key: str, rows: NDArray[np.intp], variant: str = "", **params: object) -> list[Block]:
        """Findings of one code in one column, a block per sheet and file. An array in `params` has one entry per row in `rows`."""
        values = self.columns[key].raw_at(rows) if key in self.columns else np.full(len(rows), None)
        return blocks(self.sheet, self.parts, self.part, self.row, code, key, rows, values, params, variant)


def blocks(
    sheet: Sheet, parts: Sequence[Part], part: NDArray[np.int16], row: NDArray[np.int32],
    code: str, key: str, rows: NDArray[np.intp], values: Any, params: Mapping[str, object], variant: str = "",
) -> list[Block]:  # fmt: skip
    """Findings about `rows` (positions), split by the sheet and file that each row came from."""
    header = sheet.by_key[key].header if key in sheet.by_key else key
    made = []
    for number in np.unique(part[rows]).tolist():
        here = np.flatnonzero(part[rows] == number)
        mine = {k: v[here] if isinstance(v, np.ndarray) else v for k, v in params.items()}
        where = parts[number]
        made.append(Block(code, where.file, where.sheet, header, where.letters.get(key, ""), row[rows[here]], values.take(here), mine, variant))
    return made


def gather(sheet: Sheet, delivered: Sequence[tuple[RawSheet, Layout]]) -> Rows:
    """All rows of a table, over the sheets and files that hold it, with the findings about blank and total rows and columns."""
    pieces = [_piece(raw, layout) for raw, layout in delivered]
    keys = [c.key for c in sheet.columns if any(c.key in p.columns for p in pieces)]
    unknown = list(dict.fromkeys(name for p in pieces for name in p.extra))
    return Rows(
        sheet,
        tuple(p.parts[0] for p in pieces),
        np.concatenate([np.full(len(p), i, np.int16) for i, p in enumerate(pieces)]),
        np.concatenate([p.row for p in pieces]),
        {key: _join([(p.columns.get(key), len(p)) for p in pieces]) for key in keys},
        {name: _join([(p.extra.get(name), len(p)) for p in pieces]) for name in unknown},
        sum(p.blank for p in pieces),
        sum(p.total for p in pieces),
        [b for p in pieces for b in p.blocks],
    )


def _piece(raw: RawSheet, layout: Layout) -> Rows:
    """The rows of one sheet of one file."""
    sheet, first = layout.sheet, layout.header + 1
    known = {position: key for key, position in layout.columns.items()}
    kept: dict[int, Cells] = {}
    for position, column in enumerate(raw.columns):
        spec = sheet.by_key.get(known.get(position, ""))
        below = RawColumn(column.number, column.codes[first:], column.texts)
        if spec and spec.type == "number":
            settled = settle_numbers(raw, column)
            below = RawColumn(column.number, settled.codes[first:], settled.texts)
        kept[position] = _cells(below, multiple=bool(spec and spec.multiple))
    height = max(0, raw.height - first)
    filled = np.zeros(height, bool)
    for cells in kept.values():
        filled |= cells.filled
    totals = _total_rows(sheet, layout, kept, filled)
    keep = np.flatnonzero(filled & ~totals)
    last = int(np.flatnonzero(filled)[-1]) + 1 if filled.any() else 0
    names = _unknown_names(raw, layout, kept)
    letters = {key: column_letter(raw.columns[p].number) for p, key in known.items()} | {n: column_letter(raw.columns[p].number) for p, n in names.items()}
    rows = Rows(
        sheet,
        (Part(raw.file, raw.name, letters, raw.layer),),
        np.zeros(len(keep), np.int16),
        (keep + first + 1).astype(np.int32),
        {key: Cells(kept[p].codes[keep], kept[p].raw, kept[p].texts) for p, key in known.items()},
        {name: Cells(kept[p].codes[keep], kept[p].raw, kept[p].texts) for p, name in names.items()},
        int((~filled[:last]).sum()),
        int(totals.sum()),
    )
    rows.blocks.extend(_layout_findings(raw, layout, rows, names))
    return rows


def _cells(column: RawColumn, multiple: bool) -> Cells:
    """Cleaned cells; the texts that say nothing are set to empty."""
    texts = clean_list(column.texts) if multiple else clean(column.texts)
    empty = texts.is_null().to_numpy(zero_copy_only=False)
    codes = column.codes
    if empty.any():
        codes = np.where((codes >= 0) & empty[codes], np.int32(-1), codes)
    return Cells(codes, column.texts, texts)


def _total_rows(sheet: Sheet, layout: Layout, kept: Mapping[int, Cells], filled: Mask) -> Mask:
    """Rows that a person added up: the first filled cell says Totaal and the row holds no valid required date."""
    totals = np.zeros(len(filled), bool)
    free = np.ones(len(filled), bool)  # nothing filled to the left yet
    for position, cells in kept.items():
        says = np.array([bool(_TOTAL.match(t or "")) for t in cells.texts.filter(_starts_with_total(cells.texts)).to_pylist()], bool)
        if says.any():
            wanted = np.flatnonzero(_starts_with_total(cells.texts).to_numpy(zero_copy_only=False))[says]
            for row in np.flatnonzero(free & np.isin(cells.codes, wanted)):
                totals[row] = _is_total(sheet, layout, kept, position, int(row))
        free &= ~cells.filled
    return totals


def _starts_with_total(texts: pa.StringArray) -> pa.BooleanArray:
    return pc.fill_null(pc.match_substring_regex(texts, r"(?i)^(totaal|subtotaal|som)"), False)


def _is_total(sheet: Sheet, layout: Layout, kept: Mapping[int, Cells], position: int, row: int) -> bool:
    def text(key: str) -> str | None:
        cells = kept[layout.columns[key]]
        return cells.texts[int(cells.codes[row])].as_py() if cells.codes[row] >= 0 else None

    dates = [text(c.key) for c in sheet.required if c.type == "date"]
    if any(c.type == "date" for c in sheet.required):
        found = [d for d in dates if d is not None]
        return bool((read_dates(pa.array(found, pa.string())).states == STATE["date-unreadable"]).all())
    return any(text(c.key) is None for c in sheet.required if layout.columns[c.key] != position)


def _unknown_names(raw: RawSheet, layout: Layout, kept: Mapping[int, Cells]) -> dict[int, str]:
    """Position -> name of the columns that the contract does not know; one without a header counts when it holds something."""
    names: dict[int, str] = {}
    taken = set(layout.columns)
    for position, header in layout.unknown:
        letter = column_letter(raw.columns[position].number)
        if header or kept[position].filled.any():
            name = header or f"({letter})"
            names[position] = name if header_key(name) not in taken else f"{name} ({letter})"
            taken.add(header_key(names[position]))
    return names


def _layout_findings(raw: RawSheet, layout: Layout, rows: Rows, names: Mapping[int, str]) -> Iterable[Block]:
    def about(code: str, column: str = "", at: str = "", **params: object) -> Block:
        return Block(code, raw.file, raw.name, column, at, params=params)

    for position, name in names.items():
        yield about("column-unknown", name, column_letter(raw.columns[position].number))
    for position, key in layout.doubled:
        first = column_letter(raw.columns[layout.columns[key]].number)
        letter = column_letter(raw.columns[position].number)
        yield about("column-doubled", layout.sheet.by_key[key].header, letter, first=first, letter=letter)
    if rows.blank:
        yield about("rows-blank", count=rows.blank)
    if rows.total:
        yield about("rows-total", count=rows.total)
    places = {raw.columns[position].number: key for key, position in layout.columns.items()}
    at = {int(row): i for i, row in enumerate(rows.row)} if raw.formulas else {}
    cells: dict[str, list[int]] = {}
    for row, number in raw.formulas:
        if number in places and row in at:
            cells.setdefault(places[number], []).append(at[row])
    for key, found in cells.items():
        yield from rows.report("formula-without-value", key, np.array(sorted(found)))


def _join(pieces: Sequence[tuple[Cells | None, int]]) -> Cells:
    """One column over several sheets or files."""
    if len(pieces) == 1 and pieces[0][0]:
        return pieces[0][0]
    codes: list[Codes] = []
    raw: list[pa.StringArray] = []
    texts: list[pa.StringArray] = []
    offset = 0
    for cells, height in pieces:
        if cells is None:
            codes.append(np.full(height, -1, np.int32))
            continue
        codes.append(np.where(cells.codes >= 0, cells.codes + np.int32(offset), np.int32(-1)))
        raw.append(cells.raw)
        texts.append(cells.texts)
        offset += len(cells.raw)
    return Cells(np.concatenate(codes), pa.concat_arrays(raw), pa.concat_arrays(texts))
