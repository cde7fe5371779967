"""The example workbook as a hub would keep it: a title, column names of its own here and there, dropdowns, and rows."""

import io
from datetime import date, datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from data.contract import ORDER, contract
from data.examples import activities, records
from data.examples import assumptions as a
from data.examples.cases import Row, cases
from data.examples.companies import organisations
from data.examples.mistakes import make_mistakes
from data.hub import load_hub
from data.template import DATE_FORMAT, MADE, Lists, choices_of, validation

HEADER_ROW = 2  # zero-based; the title stands in the first row
OWN_NAMES = {  # what this hub calls its columns
    "cases": {"case_id": "Casenummer", "municipality": "Stad/gemeente", "realised_date": "Datum gerealiseerd"},
    "events": {"attendances": "Aantal deelnemers"},
}
OWN_COLUMN = "Interne prioriteit"  # a column that the contract does not know


def sheets() -> dict[str, list[Row]]:
    """The rows of all sheets, by sheet key, mistakes included."""
    hub = load_hub()
    known = organisations(hub)
    asked, held = cases(hub, known), activities.events(hub)
    made = {
        "cases": asked,
        "events": held,
        "attendance": activities.attendance(held, known),
        "referrals": records.referrals(asked),
        "subsidies": records.subsidies(asked),
        "communication": activities.communication(),
        "lessons": records.lessons(asked),
        "anchoring": records.anchoring(),
        "partners": records.partners(),
        "phases": records.phases(hub),
        "targets": records.targets(),
        "factors": records.factors(),
    }
    make_mistakes(made)
    return made


def workbook() -> bytes:
    """The workbook as a file (.xlsx)."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.set_properties({"title": a.TITLE, "created": MADE})
        formats = {
            "title": book.add_format({"bold": True, "font_size": 14}),
            "header": book.add_format({"bold": True, "bg_color": "#DDEFE6", "bottom": 1}),
            "date": book.add_format({"num_format": DATE_FORMAT, "align": "left"}),
            "objectives": book.add_format({"num_format": "@"}),
        }
        pages = {key: book.add_worksheet(contract()[key].name) for key in ORDER}
        lists = Lists(book.add_worksheet("Lijsten"))
        lists.sheet.hide()
        for key, rows in sheets().items():
            _write(pages[key], key, rows, formats, lists)
    return stream.getvalue()


def _write(sheet: Worksheet, key: str, rows: list[Row], formats: dict[str, Format], lists: Lists) -> None:
    columns = [c for c in contract()[key].columns if not c.personal]
    choices = choices_of(load_hub())
    sheet.write_string(0, 0, a.TITLE, formats["title"])
    sheet.freeze_panes(HEADER_ROW + 1, 1)
    for place, column in enumerate(columns):
        values = choices[column.values] if isinstance(column.values, str) else tuple(v.value for v in column.values)
        sheet.set_column(place, place, 30 if column.key in ("title", "lesson", "adjustment", "description") else 16, formats.get(column.type))
        sheet.write_string(HEADER_ROW, place, OWN_NAMES.get(key, {}).get(column.key, column.header), formats["header"])
        if rule := validation(column, values, lists, "nl"):
            sheet.data_validation(HEADER_ROW + 1, place, HEADER_ROW + len(rows) + 200, place, rule)
        for number, row in enumerate(rows, HEADER_ROW + 1):
            _cell(sheet, number, place, row.get(column.key), formats.get(column.type))
    if key == "cases":
        sheet.write_string(HEADER_ROW, len(columns), OWN_COLUMN, formats["header"])
        for number, row in enumerate(rows, HEADER_ROW + 1):
            if row.get("status") in ("Testtraject", "Project"):
                sheet.write_string(number, len(columns), "hoog")


def _cell(sheet: Worksheet, row: int, place: int, value: object, look: Format | None) -> None:
    if isinstance(value, date):
        sheet.write_datetime(row, place, datetime(value.year, value.month, value.day), look)
    elif isinstance(value, (int, float)):
        sheet.write_number(row, place, value)
    elif value:
        sheet.write_string(row, place, str(value), look)
