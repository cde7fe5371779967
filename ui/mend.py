"""What to mend in one's own files: all findings, grouped by kind, with the cell and what to change."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

import pandas as pd
import streamlit as st

from data import feedback
from data.checks import future_dates
from data.findings import COLUMNS, LEVELS, Findings
from data.raw import Source as File
from locales import formats, text
from reports.csv import MIME, csv_bytes
from ui import confidential, html
from ui.access.rights import Action
from ui.access.visitor import can
from ui.downloads import later
from ui.html import Column
from ui.remember import remembered
from ui.source import Source, version
from ui.texts import plain, t
from ui.view import View

TONES = {"error": "red", "warning": "orange", "info": "gray"}
CSS = {"cell": "im-cell", "message": "im-long", "column": "im-cell", "sheet": "im-cell"}
SHOWN = 25  # rows per kind on screen; the download has them all


@dataclass(frozen=True)
class Kind:
    """One kind of finding: how many there are, and the first of them."""

    code: str
    count: int
    first: pd.DataFrame


@remembered(entries=16)
def findings(source: Source, as_of: date) -> Findings:
    """The reader's findings and those that depend on the reference date."""
    return source.dataset.findings + future_dates(source.dataset, as_of)


@remembered(entries=16)
def kinds(source: Source, as_of: date, lang: str) -> list[Kind]:
    """The findings by kind, errors first."""
    frame = findings(source, as_of).frame(lang)
    groups = dict(iter(frame.groupby("code", sort=False)))
    return [Kind(code, len(groups[code]), groups[code].head(SHOWN)) for code in LEVELS if code in groups]


def draw(view: View, files: Sequence[File], action: Action = "see") -> None:
    """All kinds, the first one open, and the files they are about with a remark at each cell, for who may have those files."""
    found = kinds(view.source, view.as_of, view.lang)
    html.show(html.section(t("own.findings"), t("own.findings_line") if found else t("own.findings_none")))
    if not found:
        return
    st.download_button(
        t("own.download"), data=later(_csv, findings(view.source, view.as_of), view.lang), file_name=t("own.download_file"), mime=MIME,
        icon=":material/download:", key="findings-csv", on_click="ignore",
    )  # fmt: skip
    if can(action):
        _marked(view, files, action)
    with st.container(gap="xsmall"):
        for i, kind in enumerate(found):
            _kind(kind, view.lang, expanded=i == 0)


def _marked(view: View, files: Sequence[File], action: Action) -> None:
    """Per file with something to mend the way to get it back with remarks. It holds whatever the file holds, persons too: it is confidential."""
    found = findings(view.source, view.as_of)
    named = {b.file for b in found.blocks if LEVELS[b.code] != "info"}
    mine = [(n, f) for n, f in enumerate(files) if f.name in named]
    if not mine:
        return
    with st.container(horizontal=True, gap="small", key="marked"):
        for n, file in mine:
            ending = _suffix(version([file]), file)
            name = f"{Path(file.name).stem}_{t('upload.feedback_file')}{ending}"
            make, label = partial(feedback.build, file, found, view.lang), t("upload.feedback", name=plain(file.name))
            told = ("original", {"version": view.source.number, "file": name}) if action == "original" else None  # one's own files are nobody's news
            confidential.button(action, label, make, name, key=f"marked-{n}", icon=":material/edit_note:", told=told, first=True)
    html.show(html.small(t("upload.feedback_line")))


@st.cache_data(max_entries=64, show_spinner=False)
def _suffix(content: str, _file: File) -> str:  # noqa: ARG001 - the content is the key
    return feedback.suffix(_file)


def _kind(kind: Kind, lang: str, *, expanded: bool) -> None:
    level = f":{TONES[LEVELS[kind.code]]}[{t(f'findings.level.{LEVELS[kind.code]}')}]"
    label = f"**{t(f'findings.{kind.code}.title')}** · {level} · {formats.number(kind.count, 0, lang)}"
    names = ["cell", "message", "column", "sheet", "file"]
    with st.expander(label, expanded=expanded, key=f"finding-{kind.code}"):
        columns = [Column(t(f"own.column.{name}"), CSS.get(name, "")) for name in names]
        more = html.small(t("own.more", shown=SHOWN, count=formats.number(kind.count, 0, lang))) if kind.count > SHOWN else ""
        html.show(html.table(columns, kind.first[names].itertuples(index=False), row_header=False), more)


def _csv(found: Findings, lang: str) -> bytes:
    """All findings as a file; runs later, in another thread."""
    return csv_bytes([text(f"own.column.{c}", lang) for c in COLUMNS], found.frame(lang)[COLUMNS].itertuples(index=False))
