"""Tables as CSV that a Belgian Excel opens well: `;` between, a byte order mark, comma decimals, no live formulas."""

import csv
import io
from collections.abc import Iterable, Sequence

MIME = "text/csv"
_LIVE = ("=", "+", "-", "@", "\t", "\r")


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """The table as bytes; a text that Excel would run as a formula gets an apostrophe in front. Days are written 2024-12-31."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow([_cell(name) for name in header])
    writer.writerows([_cell(value) for value in row] for row in rows)
    return target.getvalue().encode("utf-8-sig")


def _cell(value: object) -> str:
    if value is None or value != value:
        return ""
    if isinstance(value, bool | int):
        return str(value)
    if isinstance(value, float):
        return f"{value:.10g}".replace(".", ",")
    shown = str(value)
    return f"'{shown}" if shown.startswith(_LIVE) else shown
