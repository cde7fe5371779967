"""All cases in a table that one can search and filter; a title opens the card of its case."""

from datetime import date

import pandas as pd
import streamlit as st
from markupsafe import Markup

from locales import formats, text
from metrics.explorer import cases, find
from metrics.stages import ALL, stage_label
from ui import choices, drawing, html
from ui.caselink import case_link
from ui.choosing import offer, search
from ui.html import Column
from ui.remember import remembered
from ui.scope import Scope, counted, why
from ui.source import Source

COLUMNS = (
    ("case", "im-long"), ("stage", ""), ("since", ""), ("days", "im-n"), ("organisation", ""), ("municipality", ""), ("material_stream", ""), ("cluster", ""),
)  # fmt: skip


@remembered(entries=32)
def listed(source: Source, as_of: date, lang: str) -> pd.DataFrame:
    """All cases as they stand on the day."""
    return cases(source.dataset, as_of, lang).frame


def chosen(source: Source, at: Scope) -> pd.DataFrame:
    """The search box and the filters, and the cases that they leave, the latest first."""
    frame, lang = listed(source, at.as_of, at.lang), at.lang
    html.show(html.section(text("cases.explorer.title", lang), text("cases.explorer.line", lang)))
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="explorer-filters"):
        words = search(choices.CASES, text("cases.explorer.search", lang), text("scope.search", lang), width=230)
        for key, pick in choices.LISTED.items():
            options = _options(frame, key)
            if len(options) > 1:
                told = (lambda s: stage_label(s, lang)) if key == "stage_key" else str
                asked = offer(pick, text(f"cases.explorer.{key}", lang), options, None, told, long=True, width=165, hint=text("cases.explorer.all", lang))
                frame = frame[frame[key] == asked] if asked else frame
    return find(frame, words).sort_values("intake", ascending=False, kind="stable", na_position="last")


def table(source: Source, at: Scope) -> Markup:
    """The cases, a page at a time."""
    lang = at.lang
    if "cases" not in source.dataset.tables:
        return Markup('<p class="im-empty">{}</p>').format(why(cases(source.dataset, at.as_of, lang).reason, "cases", lang))
    everything = len(listed(source, at.as_of, lang))
    found = chosen(source, at)
    if not len(found):
        return Markup('<p class="im-empty">{}</p>').format(text("cases.explorer.none" if everything else "cases.explorer.empty", lang))
    part, shown = drawing.page_of(len(found), f"explorer-page-{len(found)}", lang)
    rows = [_row(line, at) for line in found.iloc[part].to_dict("records")]
    columns = [Column(text(f"cases.column.{name}", lang), css) for name, css in COLUMNS]
    return html.table(columns, rows, caption=f"{counted('cases.explorer.count', len(found), lang)} · {shown}")


def _row(line: dict[str, object], at: Scope) -> list[object]:
    since, days = line["since"], line["days"]
    title = case_link(str(line["id"]), str(line["title"]), at)
    told = [str(line[k]) for k in ("organisation", "municipality", "material_stream", "cluster")]
    passed = "" if pd.isna(days) else formats.number(float(days), 0, at.lang)  # type: ignore[arg-type]
    return [title, str(line["stage"]), formats.day(since) if isinstance(since, date) else "", passed, *told]


def _options(frame: pd.DataFrame, key: str) -> list[str]:
    """The values that occur, stages in their order."""
    values = [str(v) for v in frame[key].unique() if v] if key in frame else []
    return [s for s in ALL if s in values] if key == "stage_key" else sorted(values, key=str.casefold)
