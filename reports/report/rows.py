"""Rows of a sheet as a report lists them: those dated in the period, with their texts."""

from collections.abc import Mapping, Sequence

import numpy as np

from data.contract import contract
from locales import formats
from metrics.columns import NEVER, Indices, columns_of, day_of
from metrics.engine import lacking
from metrics.flow import within
from metrics.spelling import shown
from reports.report.blocks import Block, Cell, Column, Paragraph, Table, cells
from reports.report.facts import Facts

LONGEST = 240  # signs of a text in a table; the Excel annex and the workbook hold the whole


def dated(facts: Facts, sheet: str, key: str) -> Indices:
    """The rows whose date lies in the period, in the order of that date."""
    days = columns_of(facts.dataset).days(sheet, key).astype(np.int32)
    rows = np.flatnonzero(within(days, facts.period, facts.as_of))
    found: Indices = rows[np.argsort(days[rows], kind="stable")]
    return found


def texts(facts: Facts, sheet: str, key: str, rows: Indices | Sequence[int]) -> list[str]:
    """A column in those rows, as a report writes it."""
    if contract()[sheet].by_key[key].type == "date":
        found = columns_of(facts.dataset).days(sheet, key)[np.asarray(rows, np.intp)]
        return ["" if d == NEVER else formats.day(day_of(int(d))) for d in found]
    return [short(t) for t in shown(facts.dataset.tables[sheet], key, rows)]


def columns(facts: Facts, sheet: str, widths: Sequence[tuple[str, float]]) -> tuple[list[str], tuple[Column, ...]]:
    """The columns of the sheet that were delivered, of those that one wants with these widths, with their headings."""
    table = facts.dataset.tables[sheet]
    kept = [(k, w) for k, w in widths if table.has(k)]
    return [k for k, _ in kept], tuple(Column(table.sheet.by_key[k].title(facts.lang), w) for k, w in kept)


def lines(texts: Mapping[str, Sequence[str]], keys: Sequence[str]) -> tuple[tuple[Cell, ...], ...]:
    """Rows of a table from its columns."""
    return tuple(cells(*line) for line in zip(*(texts[k] for k in keys), strict=True))


def listing(facts: Facts, sheet: str, date: str, widths: Sequence[tuple[str, float]], key: str) -> Block:
    """The rows of the period as a table; its texts are `<key>` with `.table` and `.none`."""
    missing = absent(facts, sheet, date)
    if missing:
        return missing
    rows = dated(facts, sheet, date)
    keys, headings = columns(facts, sheet, widths)
    found = lines({k: texts(facts, sheet, k, rows) for k in keys}, keys)
    return Table(f"{key}.table", facts.t(f"{key}.table", period=facts.name), headings, found, facts.below(), facts.t(f"{key}.none"))


def absent(facts: Facts, sheet: str, *keys: str) -> Paragraph | None:
    """A line that says which sheet or column is not there, where one is missing."""
    why = lacking(facts.dataset, [(sheet, k) for k in ("", *keys)])
    if why is None:
        return None
    if why.key == "source-absent":
        return Paragraph(facts.t("source_absent", sheet=contract()[sheet].title(facts.lang)), "missing")
    return Paragraph(f"{contract()[sheet].title(facts.lang)}: {why.text(facts.lang)}", "missing")


def short(words: str) -> str:
    """A text no longer than fits a cell of a table."""
    return words if len(words) <= LONGEST else words[: LONGEST - 1].rstrip() + "…"
