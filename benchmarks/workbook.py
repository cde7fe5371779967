"""A large workbook with every column of the contract in every sheet, 1 % of its cells in messy form, from a fixed seed."""

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import xlsxwriter
from numpy.random import Generator

from data.contract import Column, Sheet, contract
from data.hub import load_hub
from data.tables import allowed_values
from metrics.catalogue import catalogue

MESSY = 0.01
# Rows per case, for the sheets that grow with the hub; the settings sheets stay as small as they are in life.
PER_CASE = {"cases": 1.0, "events": 0.2, "attendance": 1.2, "referrals": 0.2, "subsidies": 0.12, "communication": 0.2, "lessons": 0.08, "anchoring": 0.06}
FIXED = {"partners": 40, "phases": 4, "targets": 120, "factors": 14}
FIRST_DAY, LAST_DAY = 44197, 45838  # 2021-01-01 and 2025-06-30 as Excel serial numbers
MONTHS = ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"]


def kept(cases: int) -> Path:
    """The workbook of so many cases, written once and kept beside this file; anew where this module or the contract changed."""
    made_by = hashlib.sha256(Path(__file__).read_bytes() + repr(contract()).encode()).hexdigest()[:8]
    path = Path(__file__).parent / "out" / f"{cases}-{made_by}.xlsx"
    if not path.exists():
        path.parent.mkdir(exist_ok=True)
        for older in path.parent.glob(f"{cases}-*.xlsx"):
            older.unlink()
        print(f"writing {path.name} …", file=sys.stderr)
        write(path.with_suffix(".part.xlsx"), cases).rename(path)
    return path


def write(path: Path, cases: int, seed: int = 7) -> Path:
    """Write the workbook; returns its path."""
    chance = np.random.default_rng(seed)
    book = xlsxwriter.Workbook(path, {"constant_memory": True, "strings_to_numbers": False})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for sheet in contract().values():
        size = int(cases * PER_CASE[sheet.key]) if sheet.key in PER_CASE else FIXED[sheet.key]
        page = book.add_worksheet(sheet.name)
        page.write_row(0, 0, [c.header for c in sheet.columns])
        columns = {c.key: list(_column(sheet, c, size, cases, chance)) for c in sheet.columns}
        if sheet.key == "cases":
            _agree(columns)
        dates = [c.type == "date" for c in sheet.columns]
        for i, row in enumerate(zip(*columns.values(), strict=True), start=1):
            for j, value in enumerate(row):
                if value is None:
                    continue
                if dates[j] and not isinstance(value, str):
                    page.write_number(i, j, value, day)
                elif isinstance(value, str):
                    page.write_string(i, j, value)
                else:
                    page.write_number(i, j, value)
    book.close()
    return path


def _agree(columns: dict[str, list[object]]) -> None:
    """Let each case's status be the one that its dates speak of, so that the workbook is as clean as its 1 % allows."""
    stages = [("stopped_date", "Stopgezet"), ("anchored_date", "Verankerd"), ("realised_date", "Gerealiseerd"), ("project_date", "Project")]
    for i, reason in enumerate(columns["stop_reason"]):
        last = ("anchored_date", "realised_date") if reason and i % 20 == 0 else ("stopped_date",)
        for key in last:
            columns[key][i] = None
        columns["status"][i] = next((status for key, status in stages if columns[key][i] is not None), "Intake")


def _column(sheet: Sheet, column: Column, size: int, cases: int, chance: Generator) -> Iterator[object]:
    """The cells of one column, some of them empty and some of them messy."""
    filled = chance.random(size) < (1 if column.required or column.unique or column.type == "objectives" else 0.6)
    messy = chance.random(size) < MESSY
    plain = list(_plain(sheet, column, size, cases, chance))
    for value, is_filled, is_messy in zip(plain, filled, messy, strict=True):
        yield (None if not is_filled else _messy(column, value) if is_messy and not column.unique else value)


def _plain(sheet: Sheet, column: Column, size: int, cases: int, chance: Generator) -> Iterator[object]:
    if column.unique or column.references:
        prefix = (column.references or sheet.key)[0].upper()
        numbers = range(size) if column.unique else chance.integers(0, max(1, int(cases * PER_CASE[str(column.references)])), size).tolist()
        yield from (f"{prefix}-{n:06d}" for n in numbers)
    elif sheet.key == "phases":
        start = {"start": 0, "end": 364}.get(column.key, 0)
        yield from ((FIRST_DAY + 365 * i + start) if column.type == "date" else str(i + 1) for i in range(size))
    elif column.type == "date":
        # Later date columns hold later days, as a case goes through its stages.
        place = [c.key for c in sheet.date_columns].index(column.key)
        span = (LAST_DAY - FIRST_DAY) // (len(sheet.date_columns) + 1)
        yield from (np.arange(size) * 7919 % span + FIRST_DAY + place * span + chance.integers(0, span, size) // 2).tolist()
    elif column.type == "number":
        high = column.maximum or (9 if column.key.startswith("attendances_") else 500)
        low = 100 if column.key == "attendances" else 1
        yield from (chance.integers(low, int(high), size) + chance.integers(0, 4, size) / 4).clip(max=high).tolist()
    elif column.type == "objectives":
        yield from chance.choice(["1", "2", "3", "4", "5", "1;2", "3;4"], size).tolist()
    elif column.type == "enum":
        lists = {"municipalities": load_hub().municipality_values, "phases": (), "indicators": ()}
        names = [v.value for v in allowed_values(column, lists)] or (["1", "2", "3", "4"] if column.values == "phases" else list(catalogue()))
        yield from chance.choice(names, size).tolist()
    else:
        some = chance.integers(0, max(10, size // 3), size).tolist()
        yield from (f"{column.header} {n}" + ("; Partner B" if column.multiple else "") for n in some)


def _messy(column: Column, value: object) -> str:
    """The same value as a person might type it."""
    if column.type == "date" and isinstance(value, int):
        when = np.datetime64("1899-12-30") + value
        year, month, day = str(when).split("-")
        return [f"{int(day)}/{int(month)}/{year}", f"{day}.{month}.{year[2:]}", f"{int(day)} {MONTHS[int(month) - 1]} {year}"][value % 3]
    if column.type == "number":
        return str(value).replace(".", ",") + " "
    return f"  {str(value).upper()} "
