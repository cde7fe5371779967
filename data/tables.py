"""From rows of text to a trusted table: every cell read by its column's type, every row accepted or rejected for a reason."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from data.cells import OK, STATES, STORED_ERROR, Parsed, read_dates, read_enum, read_numbers, read_objectives, read_text
from data.contract import SETTINGS, Column, Sheet, Value
from data.dataset import Counts, Table
from data.decisions import NONE, Decisions, renamed
from data.findings import Block
from data.names import header_key
from data.rows import Cells, Mask, Rows

_ID_NOISE = r"[^\p{L}\p{N}\p{M}]+"
Lists = Mapping[str, tuple[Value, ...]]


@dataclass(frozen=True)
class Field:
    """One column after reading: the array for the frame, and per row whether a value came out."""

    values: pd.Categorical | NDArray[Any]
    present: Mask


def build(rows: Rows, lists: Lists, decisions: Decisions = NONE) -> tuple[Table, Counts, list[Block]]:
    """The table, its accounting and its findings. `lists` gives the values that the hub or the catalogue knows ("municipalities").

    A row whose place is taken by one of a later layer is not in the table, and nothing is said about it.
    """
    sheet = rows.sheet
    blocks = list(rows.blocks)
    fields: dict[str, Field] = {}
    for key, cells in rows.columns.items():
        column = sheet.by_key[key]
        field, states, parsed = read_column(column, cells, lists, decisions, sheet.key)
        fields[key] = field
        blocks += _cell_findings(rows, column, cells, states, parsed)
    if len({p.layer for p in rows.parts}) > 1:
        gone, kept = superseded(rows, fields)
        if gone.any():
            return build(rows.completed(kept).taken(~gone), lists, decisions)
    rejected = np.zeros(len(rows), bool)
    if sheet.unique:
        rejected |= _check_ids(rows, fields, blocks)
    blocks += _missing(rows)
    if sheet.key in SETTINGS:
        for column in sheet.required:
            rejected |= ~fields[column.key].present
    accepted = np.flatnonzero(~rejected)
    table = Table(sheet, _frame(sheet, fields, accepted), rows.part[accepted], rows.row[accepted], rows.parts, _extra(rows, accepted))
    counts = Counts(len(rows), len(accepted), int(rejected.sum()), rows.blank, rows.total)
    if not sheet.unique and sheet.key not in SETTINGS:
        blocks += _alike(rows, fields)
    return table, counts, blocks


def superseded(rows: Rows, fields: Mapping[str, Field]) -> tuple[Mask, NDArray[np.intp]]:
    """The rows that another layer makes superfluous: by ID the earlier row goes; without IDs a later row goes that is there already.

    Two equal rows in one layer are two, so a later layer adds only as many as it has more; rows are compared by the columns that all
    layers have. The second array says per row which earlier row it takes the place of (-1 = none).
    """
    layer = np.array([p.layer for p in rows.parts])[rows.part]
    column = rows.sheet.unique
    if column is not None:
        return _by_id(np.asarray(fields[column.key].values.codes), layer)  # type: ignore[union-attr]
    common = set.intersection(*(set(p.letters) for p in rows.parts))
    frame = pd.DataFrame({key: values for key, values in comparable(fields).items() if key in common})
    group = frame.groupby(list(frame.columns), sort=False).ngroup().to_numpy()
    there = np.zeros(int(group.max(initial=-1)) + 1, np.int64)
    again = np.zeros(len(rows), bool)
    for number in np.unique(layer):
        here = np.flatnonzero(layer == number)
        nth = pd.Series(group[here]).groupby(group[here]).cumcount().to_numpy()
        again[here] = nth < there[group[here]]
        there = np.maximum(there, np.bincount(group[here], minlength=len(there)))
    return again, np.full(len(rows), -1, np.intp)


def _by_id(ids: NDArray[Any], layer: NDArray[np.int64]) -> tuple[Mask, NDArray[np.intp]]:
    """Per ID the rows of the newest layer stay; each takes the place of the first row of the layer before it."""
    newest = np.full(int(ids.max(initial=-1)) + 2, -1)
    np.maximum.at(newest, ids, layer)
    earlier: Mask = (ids >= 0) & (layer < newest[ids])
    place = np.full(len(newest), -1, np.intp)
    for row in np.flatnonzero(earlier)[::-1]:  # the first row of the latest of the earlier layers
        if place[ids[row]] < 0 or layer[row] >= layer[place[ids[row]]]:
            place[ids[row]] = row
    taken = np.where((ids >= 0) & ~earlier, place[ids], -1)
    return earlier, taken


def read_column(column: Column, cells: Cells, lists: Lists, decisions: Decisions = NONE, sheet: str = "") -> tuple[Field, NDArray[np.uint8], Parsed]:
    """A column's values per row, what became of each cell (0 = fine or empty), and the result per distinct text."""
    used = np.flatnonzero(cells.texts.is_valid().to_numpy(zero_copy_only=False))
    position = np.full(len(cells.texts) + 1, -1, np.int64)
    position[used] = np.arange(len(used))
    at = position[cells.codes]  # per row a position in `texts`, -1 = empty (the last place of `position` stays -1)
    texts = cells.texts.take(pa.array(used))
    match column.type:
        case "date":
            parsed = read_dates(texts)
            values: Any = _spread(parsed.values, at, np.datetime64("NaT", "s"))
        case "number":
            parsed = read_numbers(texts, column.minimum, column.maximum)
            values = _spread(parsed.values, at, np.float64("nan"))
        case "objectives":
            parsed = read_objectives(texts)
            values = _spread(parsed.values, at, np.uint8(0))
        case "enum":
            allowed = decisions.widened(sheet, column, allowed_values(column, lists))
            if allowed:
                parsed = read_enum(texts, {header_key(n): i for i, v in reversed(list(enumerate(allowed))) for n in (*v.synonyms, v.value)})
                values = pd.Categorical.from_codes(_spread(parsed.values, at, np.int32(-1)), categories=pd.Index([v.value for v in allowed]))
            else:
                parsed = read_text(texts)
                values = _categories(texts, at, parsed, as_id=False)
        case _:
            parsed = read_text(texts)
            values = _categories(texts, at, parsed, as_id=column.unique or column.references is not None)
            if column.organisation and decisions.names:
                values = renamed(values, column.multiple, decisions.names)
    states = _spread(parsed.states, at, np.uint8(OK)).astype(np.uint8)
    return Field(values, _present(values)), states, parsed


def allowed_values(column: Column, lists: Lists) -> tuple[Value, ...]:
    """The values an enum column may hold; empty when the list that it names is not known here."""
    return lists.get(column.values, ()) if isinstance(column.values, str) else column.values


def id_keys(texts: pa.StringArray) -> pa.StringArray:
    """IDs made comparable: without case, spaces and punctuation; 12, "12" and 12.0 are one."""
    whole = pc.replace_substring_regex(texts, r"^(\d+)\.0+$", r"\1")
    keys = pc.replace_substring_regex(pc.utf8_lower(whole), _ID_NOISE, "")
    return pc.if_else(pc.equal(keys, ""), texts, keys)


def ids(names: Iterable[object]) -> list[str]:
    """A list of IDs made comparable."""
    keys: list[str] = id_keys(pa.array([str(n) for n in names], pa.string())).to_pylist()
    return keys


def id_is_empty(texts: pa.StringArray) -> Mask:
    """IDs of which nothing is left without punctuation: they are none."""
    empty: Mask = pc.equal(pc.replace_substring_regex(texts, _ID_NOISE, ""), "").to_numpy(zero_copy_only=False)
    return empty


def _spread(values: NDArray[Any], at: NDArray[np.int64], empty: Any) -> NDArray[Any]:
    return np.append(values, np.asarray([empty], dtype=values.dtype))[at]


def _categories(texts: pa.StringArray, at: NDArray[np.int64], parsed: Parsed, *, as_id: bool) -> pd.Categorical:
    """Text as Categorical: one category per spelling; of an ID the first spelling stands for all that mean the same."""
    keys = (id_keys(texts) if as_id else texts).dictionary_encode()
    codes = keys.indices.to_numpy(zero_copy_only=False).astype(np.int32)
    _, first = np.unique(codes, return_index=True)
    shown = pc.replace_substring_regex(texts, r"^(\d+)\.0+$", r"\1") if as_id else texts
    categories = shown.take(pa.array(first))
    codes[parsed.states != OK] = -1
    if as_id:
        codes[id_is_empty(texts)] = -1
    return pd.Categorical.from_codes(_spread(codes, at, np.int32(-1)), categories=pd.Index(categories.to_pandas(), dtype=object))


def _present(values: pd.Categorical | NDArray[Any]) -> Mask:
    present: Mask = pd.notna(values) if isinstance(values, pd.Categorical) or values.dtype.kind in "Mf" else values != 0
    return present


def _cell_findings(rows: Rows, column: Column, cells: Cells, states: NDArray[np.uint8], parsed: Parsed) -> list[Block]:
    found: list[Block] = []
    for state in np.unique(states[states != OK]):
        where = np.flatnonzero(states == state)
        code = STATES[state]
        if column.unique:
            continue  # an unreadable ID is a missing one
        if column.required and code in {"date-unreadable", "number-unreadable"}:
            code = "required-unreadable"
        if code == "number-out-of-range":
            found += rows.report(code, column.key, where, minimum=f"{column.minimum:g}", maximum=f"{column.maximum:g}")
        elif code == "value-unknown":
            found += _unknown_values(rows, column, cells, where, parsed)
        else:
            found += rows.report(code, column.key, where)
    return found


def _unknown_values(rows: Rows, column: Column, cells: Cells, where: NDArray[np.intp], parsed: Parsed) -> list[Block]:
    """Unknown values, each with the sentence that says what is wrong: a stored error, Excel's reading as a date, or just unknown."""
    texts = cells.texts.take(pa.array(cells.codes[where]))
    errors = pc.match_substring_regex(texts, STORED_ERROR).to_numpy(zero_copy_only=False)
    found = rows.report("value-unknown", column.key, where[errors], variant="error")
    if column.type != "objectives":
        return found + rows.report("value-unknown", column.key, where[~errors])
    dates = pc.match_substring_regex(texts, r"^\d{4}-\d{2}-\d{2}").to_numpy(zero_copy_only=False)
    found += rows.report("value-unknown", column.key, where[dates], variant="objectives-date")
    rest = ~errors & ~dates
    order = {text: i for i, text in enumerate(cells.texts.drop_null().to_pylist())}
    unread = np.array([parsed.unread[order[text]] for text in texts.filter(pa.array(rest)).to_pylist()], dtype=object)
    return found + rows.report("value-unknown", column.key, where[rest], variant="objectives", unread=unread)


def _missing(rows: Rows) -> list[Block]:
    found: list[Block] = []
    for column in rows.sheet.required:
        empty = np.flatnonzero(~rows.columns[column.key].filled)
        if len(empty) and not column.unique:
            found += rows.report("required-missing", column.key, empty)
    return found


def _check_ids(rows: Rows, fields: Mapping[str, Field], blocks: list[Block]) -> Mask:
    """Reject rows without an ID, and later rows with an ID that an accepted row already has."""
    column = rows.sheet.unique
    assert column is not None
    ids = np.asarray(fields[column.key].values.codes)  # type: ignore[union-attr]
    missing = ids < 0
    if missing.any():
        blocks += rows.report("id-missing", column.key, np.flatnonzero(missing))
    filled = np.flatnonzero(~missing)
    _, first, inverse = np.unique(ids[filled], return_index=True, return_inverse=True)
    original = np.full(len(rows), -1, np.int64)
    original[filled] = filled[first][inverse]
    later = np.flatnonzero((original >= 0) & (original != np.arange(len(rows))))
    if len(later):
        same = np.ones(len(later), bool)
        for codes in comparable(fields).values():
            same &= codes[later] == codes[original[later]]
        for code, which in (("row-repeated", later[same]), ("id-duplicate", later[~same])):
            if len(which):
                blocks += rows.report(code, column.key, which, first=rows.row[original[which]])
    rejected = missing.copy()
    rejected[later] = True
    return rejected


def comparable(fields: Mapping[str, Field]) -> dict[str, NDArray[np.int64]]:
    """Per column whole numbers that are equal where the values are; empty equals empty."""
    return {key: _as_integers(f.values) for key, f in fields.items()}


def _as_integers(values: pd.Categorical | NDArray[Any]) -> NDArray[np.int64]:
    if isinstance(values, pd.Categorical):
        return np.asarray(values.codes).astype(np.int64)
    return values.view(np.int64) if values.dtype.itemsize == 8 else values.astype(np.int64)


def _alike(rows: Rows, fields: Mapping[str, Field]) -> list[Block]:
    """In a sheet without an ID, rows equal to an earlier one: both count, so say so."""
    frame = pd.DataFrame(comparable(fields))
    again = np.flatnonzero(frame.duplicated().to_numpy())
    if not len(again):
        return []
    first = frame.groupby(list(frame.columns), sort=False).ngroup().to_numpy()
    _, start = np.unique(first, return_index=True)
    return rows.report("row-alike", rows.sheet.required[0].key, again, first=rows.row[start[first[again]]])


def _frame(sheet: Sheet, fields: Mapping[str, Field], accepted: NDArray[np.intp]) -> pd.DataFrame:
    kept = {c.key: fields[c.key].values[accepted] for c in sheet.columns if c.key in fields and not c.personal}
    return pd.DataFrame(kept, index=pd.RangeIndex(len(accepted)), copy=False)


def _extra(rows: Rows, accepted: NDArray[np.intp]) -> pd.DataFrame:
    """Columns that the contract does not know, as text."""
    kept = {}
    for name, cells in rows.extra.items():
        known = cells.texts.dictionary_encode()
        codes = np.append(known.indices.fill_null(-1).to_numpy(zero_copy_only=False), -1)[cells.codes]
        kept[name] = pd.Categorical.from_codes(codes[accepted], categories=pd.Index(known.dictionary.to_pylist(), dtype=object))
    return pd.DataFrame(kept, index=pd.RangeIndex(len(accepted)))
