"""How a result is told on a page: the words that reports use too, and a status with its colour."""

from markupsafe import Markup

from metrics.status import Status
from reports.words import COLOURS, LATE, SYMBOLS, coverage, figure, forecast, measure, missing, needed, parts, unit, value

__all__ = ["COLOURS", "LATE", "SYMBOLS", "coverage", "figure", "forecast", "measure", "missing", "needed", "parts", "status", "unit", "value"]


def status(kind: Status, lang: str) -> Markup:
    """A status: always a symbol and a word, the colour comes on top."""
    return Markup('<span class="im-status im-{}"><i aria-hidden="true">{}</i>{}</span>').format(COLOURS.get(kind, "none"), SYMBOLS[kind], kind.text(lang))
