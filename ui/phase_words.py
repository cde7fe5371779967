"""How figures of phases are told: per month with the total they come from, or why there is none."""

from locales import formats, text
from metrics.compare import Cell, Mover
from metrics.indicator import Indicator
from ui import words
from ui.scope import why


def absent(cell: Cell, indicator: Indicator, lang: str) -> str:
    """Why there is no figure: n.v.t., not begun yet, or no data. Never 0."""
    if not cell.applicable:
        return text("metrics.status.not-applicable", lang)
    if not cell.begun:
        return text("metrics.status.not-started", lang)
    return why(cell.reason, indicator.parts[0].source, lang)


def rate(value: float, lang: str) -> str:
    """A figure per month: two decimals for small ones, none for large ones."""
    return formats.number(value, 2 if abs(value) < 1 else 1 if abs(value) < 100 else 0, lang)


def behind(cell: Cell, indicator: Indicator, lang: str) -> str:
    """The words behind a bar: per month, and the total it comes from."""
    if cell.per_month is None:
        return absent(cell, indicator, lang)
    return text("phases.with_total", lang, value=rate(cell.per_month, lang), total=words.figure(cell.value, indicator, lang, with_unit=False))


def change(mover: Mover, lang: str, unit: bool = False) -> str:
    """Both figures: "0,4 → 1,2", with their unit where it is asked."""
    return f"{rate(mover.before, lang)} → {rate(mover.after, lang)} {words.unit(mover.indicator, lang) if unit else ''}".rstrip()
