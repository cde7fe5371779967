"""The rows behind a figure with file, sheet and cell, and the rows that don't count, each with its reason."""

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd
import streamlit as st

from locales import formats, text
from metrics.catalogue import catalogue
from metrics.indicator import Indicator
from metrics.trace import Trace, trace
from reports import csv, table
from reports.names import file_name
from ui import html
from ui.downloads import later
from ui.drawing import page_of
from ui.html import Column
from ui.remember import remembered
from ui.scope import Scope, scope
from ui.source import Source
from ui.view import View

PAGE, MOST_REASONS = 50, 6
COLUMNS = ("file", "sheet", "cell", "id", "title", "value", "reason")
CSS = {"cell": "im-cell", "value": "im-n"}


@remembered(entries=64)
def traced(source: Source, at: Scope, name: str) -> Trace:
    """The trace of an indicator in the period."""
    return trace(source.dataset, catalogue()[name], at.period, at.as_of, at.lang)


def draw(view: View, indicator: Indicator) -> None:
    """Both lists of an indicator: what counts and what doesn't."""
    if view.period is None:
        return
    source, at = scope(view)
    html.show(html.section(text("rows.title", at.lang), text("rows.line", at.lang, name=indicator.name[at.lang], period=at.within)))
    lists(traced(source, at, indicator.id), f"{indicator.id}_{at.stem}", at.lang)


def lists(found: Trace, stem: str, lang: str, key: str = "rows", opened: bool = False) -> None:
    """What counts and what doesn't, each behind its number (the first `opened`); `stem` begins the names of the files."""
    included = [p.included for p in found.parts]
    excluded = [p.excluded for p in found.parts] + [found.rejected]
    some = any(len(f) for f in included)
    _list(included, f"{key}-included", stem, lang, [c for c in COLUMNS if c != "reason"], opened=opened and some)
    _list(excluded, f"{key}-excluded", stem, lang, [c for c in COLUMNS if c != "value"], opened=opened and not some)


def plain(frame: pd.DataFrame, stem: str, lang: str, key: str) -> None:
    """Rows as a table, a page at a time, with their files."""
    names = [c for c in COLUMNS if c in frame]
    downloads(frame, stem, lang, key)
    part, shown = page_of(len(frame), f"{key}-page-{stem}", lang, PAGE)
    columns = [Column(text(f"rows.column.{n}", lang), CSS.get(n, "")) for n in names]
    lines = ([_cell(v, lang) for v in row] for row in frame.iloc[part][names].itertuples(index=False))
    html.show(html.table(columns, lines, caption=shown, row_header=False))


def downloads(frame: pd.DataFrame, stem: str, lang: str, key: str) -> None:
    """All these rows as CSV and as Excel."""
    with st.container(horizontal=True, gap="small"):
        for kind, mime, make in (("csv", csv.MIME, _csv), ("xlsx", table.MIME, _xlsx)):
            st.download_button(
                text(f"rows.download_{kind}", lang), data=later(make, frame, lang), file_name=file_name(*stem.split("_"), extension=kind),
                mime=mime, icon=":material/download:", key=f"{key}-{kind}", on_click="ignore",
            )  # fmt: skip


def _list(frames: Sequence[pd.DataFrame], key: str, stem: str, lang: str, names: Sequence[str], opened: bool) -> None:
    """One list; its rows are put together only where somebody looks at them."""
    count, kind = sum(map(len, frames)), key.rpartition("-")[2]
    with st.expander(text(f"rows.{kind}", lang, count=formats.number(count, 0, lang)), key=key, expanded=opened, on_change="rerun") as box:
        if not box.open:
            return
        if not count:
            html.show(html.small(text(f"rows.none_{kind}", lang)))
            return
        frame = _joined(frames)
        if kind == "excluded":
            frame = _rarest_first(frame)
            html.show(html.small(_reasons(frame, lang)))
        plain(frame[list(names)], f"{stem}_{text(f'rows.file_{kind}', lang)}", lang, key)


def _rarest_first(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows by reason, the rarest reason first: what was forgotten comes before what simply lies outside the period."""
    often = frame["reason"].map(frame["reason"].value_counts())
    return frame.iloc[np.argsort(often.to_numpy(), kind="stable")]


def _reasons(frame: pd.DataFrame, lang: str) -> str:
    """How many rows each reason holds back."""
    counts = frame["reason"].value_counts(ascending=True)
    return " · ".join(f"{formats.number(int(n), 0, lang)} {reason}" for reason, n in counts.head(MOST_REASONS).items())


def _joined(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    filled = [f for f in frames if len(f)]
    joined = pd.concat(filled, ignore_index=True) if filled else pd.DataFrame(columns=list(COLUMNS))
    return joined.reindex(columns=list(COLUMNS))


def _cell(value: object, lang: str) -> str:
    if value is None or (isinstance(value, float) and value != value):
        return ""
    if hasattr(value, "year") and hasattr(value, "day"):
        return formats.day(value)  # type: ignore[arg-type]
    return formats.number(float(value), 2, lang) if isinstance(value, (int, float)) and not isinstance(value, bool) else str(value)


def _lines(frame: pd.DataFrame, lang: str) -> tuple[list[str], Iterator[tuple[object, ...]]]:
    return [text(f"rows.column.{c}", lang) for c in frame.columns], frame.astype(object).itertuples(index=False)


def _csv(frame: pd.DataFrame, lang: str) -> bytes:
    """Runs in another thread, without a session."""
    return csv.csv_bytes(*_lines(frame, lang))


def _xlsx(frame: pd.DataFrame, lang: str) -> bytes:
    """Runs in another thread, without a session."""
    return table.table_bytes(text("rows.sheet", lang), *_lines(frame, lang))
