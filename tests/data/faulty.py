"""Workbooks with mistakes in them and with everything that people put in a workbook besides data."""

import datetime as dt
import io
import random

import openpyxl
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from data.contract import Column, contract
from data.raw import Source
from data.template import HEADER_ROW, build

MISTAKES = {
    "date": ["31/02/2024", "gisteren", "maart 2024", "1/1/1890"],
    "number": ["20 ton", -3, "ca. 20"],
    "enum": ["Lucht", "#REF!", "=Lucht", "@iets"],
    "objectives": ["9", "drie"],
    "text": [],
}
SHEETS = ("cases", "events", "subsidies")
NOTE = "Zelf geschreven\nop twee regels"


def good(column: Column, number: int) -> object:
    """A value that nothing can be said about."""
    if column.unique:
        return f"K{number}"
    if column.type == "date":
        return dt.datetime(2024, 1, 1 + number % 28)
    if column.type == "number":
        return 1 + number % 4
    if column.type == "objectives":
        return "3;4"
    if column.type == "enum":
        return column.values[number % len(column.values)].value if isinstance(column.values, tuple) else "Geel"
    return f"tekst {number}"


def value(column: Column, number: int, chance: random.Random) -> object:
    """A value that is right, wrong or absent."""
    wrong = MISTAKES[column.type]
    throw = chance.random()
    if throw < 0.12 and wrong:
        return chance.choice(wrong)
    if throw < 0.2 and column.key != "status":
        return None
    return good(column, number)


def columns(sheet: str, chance: random.Random) -> list[Column]:
    """Some columns of a sheet in any order, the required ones among them."""
    known = contract()[sheet].columns
    chosen = [c for c in known if c.required or c.unique or (chance.random() < 0.35 and c.references is None and c.type != "text")]
    chance.shuffle(chosen)
    return chosen


def rich(seed: int) -> Source:
    """A workbook with title rows, colours, dropdowns, formulas with stored values, notes, hidden columns, a chart and more."""
    chance = random.Random(seed)
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        looks = [
            book.add_format(f)
            for f in ({"bold": True, "border": 1}, {"bg_color": "#DDEBF7"}, {"num_format": "dd/mm/yyyy", "italic": True}, {"bg_color": "#FFFF99"})
        ]
        book.define_name("Tarief", "=0.21")
        for key in dict.fromkeys([*chance.sample(SHEETS, chance.randint(1, 3)), "cases"]):
            _fill(book.add_worksheet(contract()[key].name), columns(key, chance), looks, chance)
        sheet = book.add_worksheet("Grafiek")
        sheet.write_column(0, 0, [1, 2, 3])
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=Grafiek!$A$1:$A$3"})
        sheet.insert_chart("C2", chart)
    return Source("hub.xlsx", stream.getvalue())


def _fill(sheet: Worksheet, chosen: list[Column], looks: list[Format], chance: random.Random) -> None:
    top = chance.choice((0, 0, 2, 4))
    if top:
        sheet.merge_range(0, 0, 0, 4, "Onze gegevens", looks[0])
    for at, column in enumerate(chosen):
        sheet.set_column(at, at, chance.randint(6, 40), chance.choice([None, *looks]), {"hidden": chance.random() < 0.1})
        sheet.write(top, at, column.header, looks[0])
    sheet.write(top, len(chosen), "Eigen kolom")
    rows = chance.randint(3, 25)
    for row in range(top + 1, top + 1 + rows):
        if chance.random() < 0.2:
            sheet.set_row(row, chance.randint(12, 40), chance.choice(looks))
        for at, column in enumerate(chosen):
            _write(sheet, row, at, value(column, row, chance), chance.choice([None, None, *looks]))
            if chance.random() < 0.06:
                sheet.write_comment(row, at, NOTE, {"author": "An"})
        sheet.write_formula(row, len(chosen), f"=ROW()*{row}", looks[0], value=row * row)
    sheet.data_validation(top + 1, 0, top + rows, 0, {"validate": "list", "source": ["a", "b"]})
    sheet.conditional_format(top + 1, 0, top + rows, 2, {"type": "no_blanks", "format": looks[0]})
    sheet.freeze_panes(top + 1, 1)
    if chance.random() < 0.3:
        sheet.protect("geheim")


def _write(sheet: Worksheet, row: int, at: int, held: object, look: Format | None) -> None:
    if isinstance(held, dt.datetime):
        sheet.write_datetime(row, at, held, look)
    elif isinstance(held, str):
        sheet.write_string(row, at, held, look)
    elif held is not None:
        sheet.write_number(row, at, held, look)
    elif look:
        sheet.write_blank(row, at, None, look)


def filled_template(seed: int) -> Source:
    """The template as somebody filled it in, saved by another library."""
    chance = random.Random(seed)
    stream = io.BytesIO()
    build(stream, "nl", ["Netwerkmomenten"])
    book = openpyxl.load_workbook(io.BytesIO(stream.getvalue()))
    for key in SHEETS:
        sheet = book[contract()[key].name]
        for row in range(HEADER_ROW + 2, HEADER_ROW + 2 + chance.randint(2, 12)):
            for at, column in enumerate(contract()[key].columns, 1):
                if column.core or column.required or column.unique:
                    sheet.cell(row, at, value(column, row, chance))
    stream = io.BytesIO()
    book.save(stream)
    return Source("ingevuld.xlsx", stream.getvalue())
