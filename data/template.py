"""The blank workbook that a hub fills in, made from the contract alone.

On every sheet row 1 says what it holds, row 2 shows an example, row 3 holds the column names and the user writes from row 4.
The example stands above the column names because the reader skips what is there: an example that is left in is never counted.
"""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from data.contract import ORDER, REQUIRED_ONE_OF, Column, Sheet, contract
from data.documentation import describe
from data.hub import Hub, load_hub
from locales import text

HEADER_ROW = 2  # zero-based, as XlsxWriter counts
LAST_ROW = 5000  # dropdowns and checks reach down to here
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)
DATE_FORMAT = "dd/mm/yyyy"
MADE = datetime(2025, 1, 1)  # a fixed moment, so that the same contract gives the same bytes
DARK, LIGHT, GREY = "#12523F", "#DDEFE6", "#6B7280"


def build(target: Path | BinaryIO, lang: str = "nl", indicators: Sequence[str] = (), hub: Hub | None = None) -> None:
    """Write the template to `target`; `lang` is the language of the help, the column names are always the Dutch ones.

    `indicators` are the names that the sheet Doelen offers (the catalogue of indicators knows them).
    """
    hub = hub or load_hub()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        book.set_properties({"title": text("workbook.template.title", lang, hub=hub.name), "subject": text("workbook.template.subject", lang), "created": MADE})
        formats = _formats(book)
        _read_me(book.add_worksheet(text("workbook.template.read_me", lang)), formats, lang, hub)
        sheets = {key: book.add_worksheet(contract()[key].name) for key in ORDER}
        lists = Lists(book.add_worksheet(text("workbook.template.lists", lang)))
        for key, sheet in sheets.items():
            _fill(sheet, contract()[key], formats, lists, lang, choices_of(hub, indicators))
        lists.sheet.very_hidden()


def choices_of(hub: Hub, indicators: Sequence[str] = ()) -> dict[str, tuple[str, ...]]:
    """The lists that the contract names and that the hub or the catalogue gives."""
    return {
        "municipalities": tuple(v.value for v in hub.municipality_values),
        "phases": tuple(p.number for p in hub.phases),
        "indicators": tuple(indicators),
    }


class Lists:
    """The hidden sheet with one column per dropdown; equal lists share a column."""

    def __init__(self, sheet: Worksheet) -> None:
        self.sheet = sheet
        self._places: dict[tuple[str, ...], str] = {}

    def formula(self, values: tuple[str, ...]) -> str:
        """The address of the cells that hold `values`."""
        if values not in self._places:
            column = len(self._places)
            self.sheet.write_column(0, column, values)
            letter = xlsxwriter.utility.xl_col_to_name(column, col_abs=True)
            self._places[values] = f"={self.sheet.get_name()}!{letter}$1:{letter}${len(values)}"
        return self._places[values]


def _formats(book: Workbook) -> dict[str, Format]:
    plain = {"font_name": "Calibri", "font_size": 11, "valign": "top"}
    wrap = {**plain, "text_wrap": True}
    head = {**wrap, "border": 1, "border_color": "#9CC5B4", "valign": "vcenter"}
    example = {**wrap, "italic": True, "font_color": GREY}
    return {
        name: book.add_format(look)
        for name, look in {
            "title": {**plain, "font_size": 16, "bold": True, "font_color": DARK},
            "section": {**plain, "font_size": 12, "bold": True, "font_color": DARK},
            "line": wrap,
            "about": {**plain, "font_color": DARK},
            "required": {**head, "bold": True, "bg_color": DARK, "font_color": "#FFFFFF"},
            "header": {**head, "bg_color": LIGHT, "font_color": DARK},
            "example": example,
            "example_date": {**example, "num_format": DATE_FORMAT, "align": "left"},
            "date": {**plain, "num_format": DATE_FORMAT, "align": "left"},
            "number": plain,
            "text": {**plain, "num_format": "@"},  # keeps a typed 3,4 or 3/4 as it is, and an ID's leading zeros
        }.items()
    }


def _read_me(sheet: Worksheet, formats: dict[str, Format], lang: str, hub: Hub) -> None:
    def say(key: str) -> str:
        return text(f"workbook.template.{key}", lang, hub=hub.name, **{k: contract()[k].name for k in REQUIRED_ONE_OF})

    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 22, formats["line"])
    sheet.set_column(1, 1, 84, formats["line"])
    sheet.set_column(2, 2, 44, formats["line"])
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.write(0, 0, say("title"), formats["title"])
    row = 2
    for section, lines in (("steps", ("step_1", "step_2", "step_3")), ("rules", ("help", "more", "dates", "several", "ids", "persons"))):
        sheet.write(row, 0, say(f"intro.{section}"), formats["section"])
        for line in lines:
            row += 1
            sheet.merge_range(row, 0, row, 2, say(f"intro.{line if section == 'steps' else 'rule_' + line}"), formats["line"])
        row += 2
    sheet.write(row, 0, say("intro.sheets"), formats["section"])
    sheet.write_row(row + 1, 0, [say(f"intro.{k}") for k in ("sheet", "meaning", "required")], formats["required"])
    for offset, key in enumerate(ORDER, row + 2):
        one = contract()[key]
        sheet.write_url(offset, 0, f"internal:'{one.name}'!A4", formats["line"], one.name)
        sheet.write_row(offset, 1, [one.help[lang], ", ".join(c.header for c in one.required)], formats["line"])


def _fill(sheet: Worksheet, declared: Sheet, formats: dict[str, Format], lists: Lists, lang: str, choices: dict[str, tuple[str, ...]]) -> None:
    folded = not all(c.core for c in declared.columns)
    about = [text("workbook.template.about_sheet", lang, sheet=declared.name, help=declared.help[lang]), text("workbook.template.about_example", lang)]
    if folded:
        about.append(text("workbook.template.about_more", lang))
    sheet.write_string(0, 0, " ".join(about), formats["about"])
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_row(HEADER_ROW, 32)
    sheet.freeze_panes(HEADER_ROW + 1, 2 if declared.unique else 1)
    for place, column in enumerate(declared.columns):
        values = choices[column.values] if isinstance(column.values, str) else tuple(v.value for v in column.values)
        after_fold = place > 0 and column.core and not declared.columns[place - 1].core
        _column(sheet, place, column, formats, after_fold)
        _example(sheet, place, column, formats)
        header = formats["required" if column.required or column.unique else "header"]
        sheet.write_string(HEADER_ROW, place, column.header, header)
        sheet.write_comment(HEADER_ROW, place, describe(column, lang, values), {"x_scale": 2.2, "y_scale": 1.6, "author": ""})
        if rule := validation(column, values, lists, lang):
            sheet.data_validation(HEADER_ROW + 1, place, LAST_ROW, place, rule)
    if not declared.columns[-1].core:
        sheet.set_column(len(declared.columns), len(declared.columns), None, None, {"collapsed": True})


def _column(sheet: Worksheet, place: int, column: Column, formats: dict[str, Format], after_fold: bool) -> None:
    """Width, format and fold of one column; the plus sign of a fold stands above the first column after it."""
    wide = {"title": 38, "lesson": 38, "adjustment": 30, "description": 38, "remark": 30, "organisation": 26, "partners": 26, "indicator": 38}
    width = wide.get(column.key, 13 if column.type in ("date", "number", "objectives") else 19)
    look = formats.get(column.type, formats["text"])
    options = {} if column.core else {"level": 1, "hidden": True}
    sheet.set_column(place, place, width, look, options | ({"collapsed": True} if after_fold else {}))


def _example(sheet: Worksheet, place: int, column: Column, formats: dict[str, Format]) -> None:
    if column.type == "date" and column.example:
        sheet.write_datetime(1, place, datetime.fromisoformat(column.example), formats["example_date"])
    elif column.type == "number" and column.example:
        sheet.write_number(1, place, float(column.example), formats["example"])
    else:
        sheet.write_string(1, place, column.example, formats["example"])


def validation(column: Column, values: tuple[str, ...], lists: Lists, lang: str) -> dict[str, Any] | None:
    """A dropdown or a check that asks `Klopt dit?` but lets the user go on: the reader understands more than the list holds."""

    def rule(message: str, **check: object) -> dict[str, Any]:
        return {"error_type": "warning", "error_title": text("workbook.template.warn_title", lang), "error_message": message, **check}

    if values:
        return rule(text("workbook.template.warn_choice", lang), validate="list", source=lists.formula(values))
    if column.type == "date":
        return rule(text("workbook.template.warn_date", lang), validate="date", criteria="between", minimum=FIRST_DAY, maximum=LAST_DAY)
    if column.type == "number":
        low, high = column.minimum, column.maximum
        words = text(f"workbook.template.range_{'from' if high is None else 'between'}", lang, minimum=f"{low:g}", maximum=f"{high or 0:g}")
        bounds = {"criteria": ">=", "value": low} if high is None else {"criteria": "between", "minimum": low, "maximum": high}
        return rule(text("workbook.template.warn_number", lang, range=words), validate="decimal", **bounds)
    return None
