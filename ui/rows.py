"""The rows behind a figure with file, sheet and cell, and the rows that don't count, each with its reason."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import streamlit as st

from locales import formats, text
from metrics.catalogue import catalogue
from metrics.indicator import Indicator
from metrics.periods import phase_period
from metrics.trace import Trace, trace
from reports.csv import MIME, csv_bytes
from ui import html
from ui.downloads import later
from ui.figures import remembered
from ui.html import Column
from ui.source import Source
from ui.view import View

PAGE, MOST_REASONS = 50, 6
COLUMNS = ("file", "sheet", "cell", "id", "title", "value", "reason")
CSS = {"cell": "im-cell", "value": "im-n"}


@remembered(entries=64)
def traced(source: Source, name: str, phase: str, as_of: object, lang: str) -> Trace:
    """The trace of an indicator in a phase."""
    period = phase_period(next(p for p in source.dataset.phases if p.number == phase))
    return trace(source.dataset, catalogue()[name], period, as_of, lang)  # type: ignore[arg-type]


def draw(view: View, indicator: Indicator) -> None:
    """Both lists: what counts and what doesn't."""
    if view.phase is None:
        return
    lang = view.lang
    found = traced(view.source, indicator.id, view.phase.number, view.as_of, lang)
    included = _joined([p.included for p in found.parts])
    excluded = _rarest_first(_joined([p.excluded for p in found.parts] + [found.rejected]))
    html.show(html.section(text("rows.title", lang), text("rows.line", lang, name=indicator.name[lang], number=view.phase.number)))
    stem = f"{indicator.id}_fase{view.phase.number}_{view.as_of.isoformat()}"
    _list(included, "included", stem, lang, [c for c in COLUMNS if c != "reason"])
    _list(excluded, "excluded", stem, lang, [c for c in COLUMNS if c != "value"])


def _list(frame: pd.DataFrame, kind: str, stem: str, lang: str, names: Sequence[str]) -> None:
    count = len(frame)
    label = text(f"rows.{kind}", lang, count=formats.number(count, 0, lang))
    with st.expander(label, key=f"rows-{kind}", on_change="rerun") as box:
        if not box.open:
            return
        if not count:
            html.show(html.small(text(f"rows.none_{kind}", lang)))
            return
        st.download_button(
            text("rows.download", lang), data=later(_csv, frame, lang), file_name=f"{stem}_{text(f'rows.file_{kind}', lang)}.csv",
            mime=MIME, icon=":material/download:", key=f"rows-csv-{kind}", on_click="ignore",
        )  # fmt: skip
        if kind == "excluded":
            html.show(html.small(_reasons(frame, lang)))
        pages = -(-count // PAGE)
        page = st.pagination(pages, key=f"rows-page-{kind}-{stem}") if pages > 1 else 1
        part = frame.iloc[(page - 1) * PAGE : page * PAGE]
        columns = [Column(text(f"rows.column.{n}", lang), CSS.get(n, "")) for n in names]
        shown = text("rows.shown", lang, first=(page - 1) * PAGE + 1, last=(page - 1) * PAGE + len(part), count=formats.number(count, 0, lang))
        html.show(html.table(columns, ([_cell(v, lang) for v in row] for row in part[list(names)].itertuples(index=False)), caption=shown, row_header=False))


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


def _csv(frame: pd.DataFrame, lang: str) -> bytes:
    """Runs in another thread, without a session."""
    return csv_bytes([text(f"rows.column.{c}", lang) for c in COLUMNS], frame.itertuples(index=False))
