"""Sheets that our own programs put in a workbook: they hold no data and are no surprise when the workbook comes back."""

import re
from functools import cache

from data.names import header_key
from data.raw import RawSheet
from locales import LANGUAGES, text


def of_the_template(sheet: RawSheet) -> bool:
    """Whether this sheet bears the name of one that the template adds."""
    return header_key(sheet.name) in _template_names()


def is_list(sheet: RawSheet) -> bool:
    """Whether this is the list of what to mend: by its name and its first cell, for a hub may keep a sheet of that name itself."""
    first = sheet.columns[0] if sheet.columns and sheet.height else None
    if first is None or first.number != 1 or first.codes[0] < 0 or not is_list_name(sheet.name):
        return False
    return first.texts[int(first.codes[0])].as_py() in {text("feedback.title", lang) for lang in LANGUAGES}


def is_list_name(name: str) -> bool:
    """Whether the list of what to mend may be called so: `Te verbeteren`, or `Te verbeteren (2)` beside another."""
    return re.sub(r"\d+$", "", header_key(name)) in {header_key(text("feedback.sheet", lang)) for lang in LANGUAGES}


@cache
def _template_names() -> set[str]:
    return {header_key(text(f"workbook.template.{name}", lang)) for name in ("read_me", "lists") for lang in LANGUAGES}
