"""From files to raw sheets: every cell as text, each distinct text held once per column.

Spreadsheets are read by fastexcel (calamine) as strings, CSV by the standard library; from here on both look the same.
"""

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from io import StringIO
from itertools import islice, zip_longest
from pathlib import Path
from typing import TypeVar

import fastexcel
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from data.archive import Limits, content, formulas_without_value, kind, open_archive
from data.contract import ORDER, column_names
from data.errors import Figure, Unusable
from data.names import header_key

Codes = NDArray[np.int32]
T = TypeVar("T")
_STORED_ERRORS = {"Div0": "#DIV/0!", "NA": "#N/A", "Name": "#NAME?", "Null": "#NULL!", "Num": "#NUM!", "Ref": "#REF!", "Value": "#VALUE!"}
# A number such as 1.234 and the text "1.234" (one thousand two hundred and thirty-four) look alike once both are text.
_LOOKS_LIKE_THOUSANDS = r"^[1-9]\d{0,2}\.\d{3}$"


@dataclass(frozen=True)
class Source:
    """One file as delivered: the name people know it by, and its bytes or its place on disk.

    `tables` are the sheet keys to take from it (None: all); a row of a later `layer` takes the place of the row with its ID in an earlier one.
    """

    name: str
    data: bytes | Path
    tables: frozenset[str] | None = None
    layer: int = 0


def at_hand(source: Source) -> Source:
    """The file by its whole path: the process that opens it may stand in another folder."""
    return source if isinstance(source.data, bytes) else replace(source, data=source.data.absolute())


@dataclass
class RawColumn:
    """One spreadsheet column: `codes` point into `texts` per row (-1 = empty); row 1 of the sheet is index 0."""

    number: int  # 1 = A
    codes: Codes
    texts: pa.StringArray


@dataclass
class RawSheet:
    """One sheet as delivered."""

    file: str
    name: str
    columns: list[RawColumn]
    height: int
    formulas: list[tuple[int, int]] = field(default_factory=list)  # (row, column), 1-based, of formulas without a stored value
    real_numbers: Callable[[int], NDArray[np.bool_]] | None = None  # column number -> per row, whether the cell is a real number
    is_csv: bool = False
    layer: int = 0


def read_sheets(source: Source, limits: Limits) -> Iterator[RawSheet]:
    """The sheets of one file in order; raises Unusable when the file can't be opened."""
    raw = content(source.name, source.data, limits)
    if kind(source.name, raw) == "csv":
        yield _read_csv(source.name, raw, limits)
        return
    formulas: dict[str, list[tuple[int, int]]] = {}
    if kind(source.name, raw) == "zip":
        with open_archive(source.name, raw, limits) as archive:
            formulas = formulas_without_value(source.name, archive, raw, limits)
    reader = _guarded(source.name, lambda: fastexcel.read_excel(raw))
    left = limits.rows
    for position, name in enumerate(reader.sheet_names):
        sheet = _guarded(source.name, lambda at=position, name=name: _read_sheet(reader, at, source.name, name))  # type: ignore[misc]
        left -= sheet.height
        if left < 0:
            raise Unusable("too-many-rows", file=source.name, limit=Figure(limits.rows))
        sheet.formulas = formulas.get(name, [])
        yield sheet


def read_sheet(name: str, raw: bytes, sheet: str) -> RawSheet:
    """One sheet of a spreadsheet's bytes, by its name; raises Unusable as `read_sheets` does."""
    reader = _guarded(name, lambda: fastexcel.read_excel(raw))
    return _guarded(name, lambda: _read_sheet(reader, reader.sheet_names.index(sheet), name, sheet))


def settle_numbers(sheet: RawSheet, column: RawColumn) -> RawColumn:
    """The column with real numbers such as 1.234 written with a comma, so that they differ from the text 1.234."""
    unclear = np.flatnonzero(pc.match_substring_regex(column.texts, _LOOKS_LIKE_THOUSANDS).to_numpy(zero_copy_only=False))
    if not len(unclear) or sheet.real_numbers is None:
        return column
    becomes = np.arange(len(column.texts), dtype=np.int32)
    becomes[unclear] = len(column.texts) + np.arange(len(unclear), dtype=np.int32)
    real = sheet.real_numbers(column.number) & (column.codes >= 0)
    codes = np.where(real, becomes[np.where(column.codes >= 0, column.codes, 0)], column.codes)
    commas = pc.replace_substring(column.texts.take(pa.array(unclear)), ".", ",")
    return RawColumn(column.number, codes.astype(np.int32), pa.concat_arrays([column.texts, commas]))


def _guarded(name: str, call: Callable[[], T]) -> T:
    """Run a call into the reading library; whatever it raises (a Rust panic too) means that the file can't be read."""
    try:
        return call()
    except Unusable:
        raise
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:
        raise Unusable("file-corrupt", file=name) from error


def _read_sheet(reader: fastexcel.ExcelReader, position: int, file: str, name: str) -> RawSheet:
    sheet = reader.load_sheet(position, header_row=None, skip_rows=0, dtypes="string")
    batch, errors = sheet.to_arrow_with_errors()
    numbers = [c.absolute_index + 1 for c in sheet.available_columns()]
    stored: dict[int, list[tuple[int, str]]] = {}
    for error in errors.errors if errors else ():
        row, column = error.position
        stored.setdefault(column, []).append((row, _stored_error(error.detail)))
    columns = [_encode(number, values, stored.get(number - 1, ())) for number, values in zip(numbers, batch.columns, strict=True)]

    def real_numbers(number: int) -> NDArray[np.bool_]:
        # Read as truth values, a number is one and a text is not.
        again = reader.load_sheet(position, header_row=None, skip_rows=0, dtypes="boolean", use_columns=[number - 1])
        truth = again.to_arrow().columns[0].is_valid().to_numpy(zero_copy_only=False)
        whole = np.zeros(batch_rows, dtype=bool)
        whole[: len(truth)] = truth[:batch_rows]
        return whole

    batch_rows = batch.num_rows
    return RawSheet(file, name, columns, batch_rows, real_numbers=real_numbers)


def _encode(number: int, values: pa.Array, errors: Sequence[tuple[int, str]]) -> RawColumn:
    encoded = values.dictionary_encode()
    codes = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int32)
    texts = encoded.dictionary
    if errors:
        kinds = list(dict.fromkeys(text for _, text in errors))
        codes = codes.copy()
        for row, text in errors:
            codes[row] = len(texts) + kinds.index(text)
        texts = pa.concat_arrays([texts, pa.array(kinds, pa.string())])
    return RawColumn(number, codes, texts)


def _stored_error(detail: str) -> str:
    match = re.search(r"Error\((\w+)\)", detail)
    return _STORED_ERRORS.get(match[1] if match else "", "#REF!")


def _read_csv(name: str, raw: bytes, limits: Limits) -> RawSheet:
    text = _decode(raw)
    lines = list(islice(StringIO(text, newline=""), 40))
    delimiter = max(";,\t", key=lambda d: _known_headers(lines, d))
    csv.field_size_limit(1 << 20)
    rows: list[list[str]] = []
    try:
        for row in csv.reader(StringIO(text, newline=""), delimiter=delimiter):
            rows.append(row)
            if len(rows) > limits.rows:
                raise Unusable("too-many-rows", file=name, limit=Figure(limits.rows))
    except csv.Error as error:
        raise Unusable("csv-line", file=name, row=len(rows) + 1) from error
    if rows and rows[0] and rows[0][0].casefold().startswith("sep="):
        rows[0] = []
    columns = [_encode(i, pa.array(values, pa.string()), ()) for i, values in enumerate(zip_longest(*rows), start=1)]
    return RawSheet(name, Path(name).stem, columns, len(rows), is_csv=True)


def _decode(raw: bytes) -> str:
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16", errors="replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        loose = raw.decode("utf-8-sig", errors="replace")
        broken = loose.count("\ufffd")
        letters = sum(c > "\x7f" for c in loose) - broken
        # One broken byte among good letters is a damaged utf-8 file; otherwise it is what Excel saves as "CSV".
        return loose if letters > broken else raw.decode("cp1252", errors="replace")


def _known_headers(lines: list[str], delimiter: str) -> tuple[int, int]:
    """How many known headers the best row has when split by `delimiter`, then how many cells."""
    try:
        rows = list(csv.reader(lines, delimiter=delimiter))[:20]
    except csv.Error:
        return (0, 0)
    keys = [{header_key(cell) for cell in row} for row in rows]
    best = max((len(known & row) for row in keys for known in _all_headers()), default=0)
    return (best, max((len(row) for row in rows), default=0))


def _all_headers() -> list[set[str]]:
    return [set(column_names(sheet)) for sheet in ORDER]
