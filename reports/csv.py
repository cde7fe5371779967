"""Tables as CSV that a Belgian Excel opens well: `;` between, a byte order mark, comma decimals, no live formulas."""

import re
from collections.abc import Iterable, Sequence

from reports.plain import printable

MIME = "text/csv"
# What begins a formula, also in the wide signs of an Asian keyboard, and with spaces or signs before it that nobody sees.
_LIVE = re.compile("[\\s\u200b-\u200f\u2060-\u2064\ufeff]*[=+\\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
# Whatever a program may take as the end of a cell, whichever separator it believes in: text with it stands in quotes.
_BETWEEN = re.compile('[;,|\t\r\n"\\x0b\\x0c\x85\u2028\u2029]|^\\s|\\s$')

# A formula further on in a text, that would stand in a cell of its own for a program that believes in another separator; only where it could
# call something, a function or a program: "Workshop, -20% korting (leden)" stays as it is.
_INSIDE = re.compile("(?<=[;,|\t\r\n])(?=\\s*[=+\\-@\uff1d\uff0b\uff0d\uff20](?:[^\\W\\d][\\w.]*\\(|[^;,\t\r\n]*\\|))")


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """The table as bytes; a text that Excel would run as a formula gets an apostrophe in front. Days are written 2024-12-31."""
    lines = [";".join(map(_cell, row)) for row in (header, *rows)]
    return "".join(f"{line}\r\n" for line in lines).encode("utf-8-sig")


def _cell(value: object) -> str:
    if value is None or value != value:
        return ""
    if isinstance(value, bool | int):
        return str(value)
    if isinstance(value, float):
        return f"{value:.10g}".replace(".", ",")
    shown = printable(str(value))
    shown = f"'{shown}" if _LIVE.match(shown) else shown
    if not _BETWEEN.search(shown):
        return shown
    shown = _INSIDE.sub("'", shown)
    doubled = shown.replace('"', '""')
    return f'"{doubled}"'
