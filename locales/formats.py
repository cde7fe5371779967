"""Numbers and dates as people write them: `1.234,5` and 31/12/2024 in Dutch, 1,234.5 and 31/12/2024 in English.

Pure functions with a language argument. None and NaN are never formatted as 0: they give an empty text, and the caller
says in words what is missing.
"""

import math
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Literal

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from locales import text

Step = Literal["month", "quarter", "year"]
_BABEL = {"nl": "nl_BE", "en": "en_GB"}
NARROW_SPACE = "\u202f"
NO_BREAK = "\u00a0"


@cache
def locale(lang: str) -> Locale:
    """Babel's locale of a language."""
    return Locale.parse(_BABEL.get(lang, "nl_BE"))


def number(value: float | None, decimals: int = 0, lang: str = "nl") -> str:
    """A number with at most `decimals` decimals: 1234.5 -> "1.234,5"."""
    if value is None or math.isnan(value):
        return ""
    # A half goes up, as people and spreadsheets do it; via its shortest form, so that 0.285 is what it looks like.
    rounded = float(Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)) + 0.0  # no "-0"
    return str(format_decimal(rounded, format="#,##0." + "#" * decimals if decimals else "#,##0", locale=locale(lang)))


def exact(value: float, lang: str = "nl") -> str:
    """A number with all the decimals that were written: 0.001 -> "0,001", 1e-05 -> "0,00001", 120.0 -> "120"."""
    return number(value, max(0, -int(Decimal(repr(value)).normalize().as_tuple().exponent)), lang)


def percent(value: float | None, decimals: int = 0, lang: str = "nl") -> str:
    """A fraction as a percentage: 0.62 -> "62 %" (English "62%")."""
    if value is None or math.isnan(value):
        return ""
    return number(value * 100, decimals, lang) + (f"{NO_BREAK}%" if lang == "nl" else "%")


def value(amount: float | None, decimals: int = 0, percentage: bool = False, lang: str = "nl") -> str:
    """A figure without its unit, as a percentage where it is a fraction."""
    return percent(amount, decimals, lang) if percentage else number(amount, decimals, lang)


def with_unit(amount: float | None, unit: str, decimals: int = 0, percentage: bool = False, lang: str = "nl") -> str:
    """A figure with its unit ("12 cases", "62 %", "EUR 1.200" stays "1.200 euro"); empty when there is no figure."""
    shown = value(amount, decimals, percentage, lang)
    return shown if not shown or percentage or not unit else f"{shown} {unit}"


def day(moment: date | None) -> str:
    """A day as dd/mm/jjjj, in both languages."""
    return "" if moment is None else f"{moment.day:02d}/{moment.month:02d}/{moment.year:04d}"


def month(moment: date, lang: str = "nl", short: bool = False) -> str:
    """A month in words: "maart 2024", short "mrt 2024"."""
    return str(format_date(moment, "MMM y" if short else "MMMM y", locale=locale(lang))).replace(".", "")


def period(start: date, step: Step, lang: str = "nl", short: bool = False) -> str:
    """The name of the month, quarter or year that `start` lies in."""
    if step == "month":
        return month(start, lang, short)
    if step == "quarter":
        return text("formats.quarter_short" if short else "formats.quarter", lang, number=(start.month - 1) // 3 + 1, year=start.year)
    return str(start.year)


def span(start: date, end: date) -> str:
    """Two days with a dash: 01/01/2024 – 30/06/2025."""
    return f"{day(start)} – {day(end)}"


def file_size(size: int, lang: str = "nl") -> str:
    """A number of bytes in kB or MB."""
    return f"{number(size / 1000, 0, lang)} kB" if size < 1_000_000 else f"{number(size / 1_000_000, 1, lang)} MB"


def plural(count: int, one: str, many: str, lang: str = "nl") -> str:
    """A count with the right word: 1 rij, 2 rijen."""
    return f"{number(count, 0, lang)} {one if count == 1 else many}"
