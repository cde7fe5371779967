"""What differs between two states of the data, in tables: rows per sheet, figures with the rows behind them, and what was set."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from markupsafe import Markup

from data.citizens import citizens
from data.contract import SETTINGS, Column
from data.dataset import Dataset, Table
from data.difference import TableDifference
from data.findings import plain
from data.phases import Phase
from locales import formats, text
from metrics.catalogue import catalogue
from metrics.changes import FigureChange, Movement
from metrics.preview import Difference
from metrics.scorecard import Result
from ui import html, words
from ui.html import Column as Head

SHOWN = 12  # figures that stand on the page; the others open with a click
NAMED = 3  # rows that are named in a line; the others open with a click
LISTED = 50  # rows that a click opens


def sheets(found: Difference, lang: str) -> Markup:
    """Per sheet how many rows are new, changed and gone."""
    rows = [
        (d.sheet.title(lang), *(formats.number(n, 0, lang) for n in (len(d.new), len(d.changed), len(d.gone), len(d.after) if d.after is not None else 0)))
        for d in found.rows.values()
        if d
    ]
    if not rows:
        return Markup('<p class="im-empty">{}</p>').format(text("difference.no_rows", lang))
    heads = [Head(text("difference.sheet", lang)), *(Head(text(f"difference.{k}", lang), "im-n") for k in ("new", "changed", "gone", "now"))]
    return html.table(heads, rows) + Markup("").join(_gone(d, lang) for d in found.rows.values() if len(d.gone))


def _gone(change: TableDifference, lang: str) -> Markup:
    """The rows that disappear, by name."""
    assert change.before is not None
    told = [place(change.before, int(row), lang) for row in change.gone[:LISTED]]
    rest = len(change.gone) - len(told)
    items = [*told, *([text("difference.more", lang, count=formats.number(rest, 0, lang))] if rest else [])]
    summary = text("difference.rows_gone", lang, sheet=change.sheet.title(lang), count=formats.number(len(change.gone), 0, lang))
    lines = Markup("").join(Markup("<li>{}</li>").format(item) for item in items)
    return Markup('<details class="im-details"><summary>{}</summary><ul>{}</ul></details>').format(summary, lines)


def figures(found: Sequence[FigureChange], rows: Mapping[str, TableDifference], before: Dataset, after: Dataset, lang: str) -> Markup:
    """Every figure that has another value: was, becomes, and through which rows."""
    if not found:
        return Markup('<p class="im-empty">{}</p>').format(text("difference.no_figures", lang))
    css = {"period": "im-cell", "was": "im-n", "becomes": "im-n", "through": "im-long"}
    heads = [Head(text(f"difference.{k}", lang), css.get(k, "")) for k in ("indicator", "period", "was", "becomes", "through")]
    lines = [
        (
            f"{c.result.indicator.id} · {c.result.indicator.name[lang]}", period(c.result, lang), _value(c.before, before, lang), _value(c.after, after, lang),
            _behind(c, rows, lang),
        )
        for c in sorted(found, key=lambda c: not c.movements)  # what rows changed comes before what a setting did
    ]  # fmt: skip
    shown, rest = html.table(heads, lines[:SHOWN]), lines[SHOWN:]
    if not rest:
        return shown
    summary = text("difference.all", lang, count=formats.number(len(rest), 0, lang))
    return shown + Markup('<details class="im-details"><summary>{}</summary>{}</details>').format(summary, html.table(heads, rest))


def settings(found: Difference, before: Dataset, after: Dataset, lang: str) -> Markup:
    """Every target, phase and factor that is set otherwise, old and new; nothing where all stayed."""
    lines = list(_phases(before.phases, after.phases, lang))
    for key in SETTINGS[1:]:
        if key in found.rows:
            lines += _set(found.rows[key], lang)
    if not lines:
        return Markup("")
    heads = [Head(text(f"difference.{k}", lang)) for k in ("what", "detail", "was", "becomes")]
    return html.section(text("difference.settings", lang)) + html.table(heads, lines)


def place(table: Table, row: int, lang: str) -> str:
    """Where a row stands and what it is: "Cases rij 37 (K-2024-012)"."""
    _, sheet, number = table.where(row)
    unique = table.sheet.unique
    name = cell(table, unique, row) if unique else ""
    return text("difference.place", lang, sheet=sheet, row=number) + (f" ({name})" if name else "")


def cell(table: Table | None, column: Column | None, row: int) -> str:
    """What a cell says, as a person would write it."""
    if table is None or column is None or not table.has(column.key):
        return ""
    values = table.frame[column.key].array
    if column.type == "objectives":
        return ", ".join(str(n) for n in range(1, 6) if int(values[row]) >> (n - 1) & 1)
    return plain(np.asarray(values[row : row + 1]))[0] or ""


def _behind(change: FigureChange, rows: Mapping[str, TableDifference], lang: str) -> Markup:
    """The rows that make the difference, the first named and the rest behind a click."""
    told = [_moved(m, rows[m.source], change, lang) for m in change.movements[:LISTED]]
    count = len(change.movements)
    if count <= NAMED:
        return Markup("{}").format("; ".join(told) or text("difference.through_settings", lang))
    more = text("difference.more", lang, count=formats.number(count - LISTED, 0, lang)) if count > LISTED else ""
    items = Markup("").join(Markup("<li>{}</li>").format(line) for line in (*told, *([more] if more else [])))
    summary = text("difference.rows", lang, count=formats.number(count, 0, lang))
    return Markup('<details class="im-details"><summary>{}</summary><ul>{}</ul></details>').format(summary, items)


def _moved(movement: Movement, rows: TableDifference, change: FigureChange, lang: str) -> str:
    indicator = change.result.indicator
    if movement.after is not None and rows.after is not None:
        where = place(rows.after, movement.after, lang)
        if movement.before is None:
            return text("difference.counts_now", lang, place=where) + _adds(movement.now, rows.after, movement.after, lang)
        if citizens(rows.after)[movement.after]:
            return text("difference.counts_now", lang, place=where)
        was, now = (words.figure(v, indicator, lang) if isinstance(v, float) else str(v) for v in (movement.was, movement.now))
        return text("difference.counts_otherwise", lang, place=where, was=was, now=now)
    if movement.before is not None and rows.before is not None:
        gone = movement.before in set(rows.gone.tolist())
        key = "is_gone" if gone else "counts_no_more"
        return text(f"difference.{key}", lang, place=place(rows.before, movement.before, lang)) + _adds(movement.was, rows.before, movement.before, lang)
    return ""


def _adds(value: Any, table: Table, row: int, lang: str) -> str:
    """What the row adds, where that is more than being counted; a citizen's name is a person's and never told."""
    if isinstance(value, float):
        return f": {formats.number(value, 2, lang)}"
    if not isinstance(value, str) or not value:
        return ""
    return f": {text('upload.burger', lang)}" if citizens(table)[row] else f": {value}"


def _value(result: Result | None, dataset: Dataset, lang: str) -> str:
    """A figure, or why there is none; a phase that one of both does not have is that."""
    if result is None:
        return text("difference.no_phase", lang)
    if result.value is None:
        return words.missing(result, dataset, lang)
    shown = words.figure(result.value, result.indicator, lang)
    return f"{shown} ({words.parts(result, lang)})" if result.indicator.percent and result.denominator else shown


def period(result: Result, lang: str) -> str:
    """The period of a result in words."""
    return text("ui.phase", lang, number=result.period.phase) if result.period.phase else formats.span(result.period.start, result.period.end)


def _phases(before: Sequence[Phase], after: Sequence[Phase], lang: str) -> Iterable[tuple[str, str, str, str]]:
    was, now = ({p.number: p for p in phases} for phases in (before, after))
    for number in sorted({*was, *now}):
        old, new = (formats.span(p.start, p.end) if p else "–" for p in (was.get(number), now.get(number)))
        if old != new:
            yield text("ui.phase", lang, number=number), text("difference.days", lang), old, new


def _set(change: TableDifference, lang: str) -> Iterable[tuple[str, str, str, str]]:
    """The changed cells of a sheet of settings; of rows that came or went their figures."""
    figures_ = [c for c in change.sheet.columns if c.type == "number"]
    for place_ in change.changed:
        a, b = int(change.kept_before[place_]), int(change.kept_after[place_])
        for column in change.sheet.columns:
            if column.key in change.differs and change.differs[column.key][place_]:
                yield _what(change, change.after, b, lang), column.title(lang), cell(change.before, column, a) or "–", cell(change.after, column, b) or "–"
    for table, gone in ((change.before, True), (change.after, False)):
        for row in change.gone if gone else change.new:
            for column in figures_:
                told = cell(table, column, int(row))
                if told:
                    yield _what(change, table, int(row), lang), column.title(lang), told if gone else "–", "–" if gone else told


def _what(change: TableDifference, table: Table | None, row: int, lang: str) -> str:
    """What a row of settings is about: "D3.8 Gerealiseerde circulaire initiatieven, fase 4"."""
    parts = [cell(table, change.sheet.by_key[key], row) for key in ("indicator", "phase", "date", "material_stream", "basis") if key in change.sheet.by_key]
    if change.sheet.key == "targets":
        name, phase, *rest = parts
        known = catalogue().get(name)
        parts = [f"{name} {known.name[lang]}" if known else name, text("ui.phase", lang, number=phase).lower(), *rest]
    return ", ".join(p for p in parts if p)
