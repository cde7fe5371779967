"""The municipalities in a table, and the rows of one of them behind the figure on the map."""

from typing import Any

import numpy as np
import pandas as pd
import streamlit as st
from markupsafe import Markup

from locales import formats, text
from metrics.catalogue import catalogue
from metrics.columns import columns_of
from metrics.indicator import Part
from metrics.places import MUNICIPALITY
from metrics.spelling import texts_of
from metrics.trace import trace
from ui import drawing, html, words
from ui.figures import remembered
from ui.html import Column
from ui.places import located
from ui.scope import Scope
from ui.source import Source


def table(source: Source, at: Scope, name: str) -> Markup:
    """All municipalities with a figure, the largest first, and what lies elsewhere; it adds up where the indicator does."""
    lang, found, indicator = at.lang, located(source, at, name), catalogue()[name]
    some = sorted((p for p in found.places if p.value), key=lambda p: (-p.value, p.municipality.name))
    rows: list[tuple[object, ...]] = [
        (p.municipality.name, words.figure(p.value, indicator, lang, with_unit=False), formats.number(p.per_10000, 2, lang) or "–") for p in some
    ]
    rest = ((source.dataset.hub.outside_area, found.outside), (text("metrics.group.empty", lang), found.unknown), (text("charts.total", lang), found.total))
    rows += [(label, words.figure(value, indicator, lang, with_unit=False), "") for label, value in rest if value or label == rest[2][0]]
    columns = [Column(text(f"map.column.{c}", lang), css) for c, css in (("place", ""), ("value", "im-n"), ("rate", "im-n"))]
    none = len(found.places) - len(some)
    return html.table(columns, rows, caption=text("map.caption", lang, count=none))


@remembered(entries=128)
def rows_in(source: Source, at: Scope, name: str, place: str) -> pd.DataFrame:
    """The rows behind the figure that lie in a municipality."""
    indicator = catalogue()[name]
    found = trace(source.dataset, indicator, at.period, at.as_of, at.lang)
    kept = [
        p.rows[p.rows["counts"].to_numpy(bool) & (_municipalities(source, part) == place)]
        for p, part in zip(found.parts, (x for x in indicator.parts if x.source in source.dataset.tables), strict=True)
    ]
    return pd.concat(kept, ignore_index=True)


def rows(source: Source, at: Scope, name: str, place: str) -> None:
    """The rows of the chosen municipality, and a button that filters every page by it."""
    lang = at.lang
    found = rows_in(source, at, name, place)
    html.show(html.section(text("map.rows", lang, place=place), text("map.rows_line", lang, name=catalogue()[name].name[lang])))
    if not len(found):
        html.show(html.small(text("map.no_rows", lang, place=place)))
    else:
        part, shown = drawing.page_of(len(found), f"map-rows-{name}-{place}", lang)
        names = ("id", "title", "value", "sheet", "cell")
        columns = [Column(text(f"rows.column.{n}", lang), {"value": "im-n", "cell": "im-cell"}.get(n, "")) for n in names]
        html.show(html.table(columns, [[_cell(v, lang) for v in line] for line in found.iloc[part][list(names)].itertuples(index=False)], caption=shown))
    st.button(text("map.filter", lang, place=place), on_click=_filter, args=(place,), icon=":material/filter_alt:", key="map-filter")


def _municipalities(source: Source, part: Part) -> np.ndarray[Any, np.dtype[np.object_]]:
    """Per row of a part the municipality it lies in: its own, or that of the case or event that it refers to."""
    table = source.dataset.tables[part.source]
    if MUNICIPALITY in table.sheet.by_key:
        return texts_of(table, MUNICIPALITY)
    for column in table.sheet.columns:
        if column.references in source.dataset.tables and table.has(column.key):
            there = np.append(texts_of(source.dataset.tables[column.references], MUNICIPALITY), "")
            found: np.ndarray[Any, np.dtype[np.object_]] = there[columns_of(source.dataset).link(part.source, column.key)]
            return found
    return np.full(len(table), "", dtype=object)


def _filter(place: str) -> None:
    st.session_state["gemeente"] = [place]


def _cell(value: object, lang: str) -> str:
    if value is None or value != value:
        return ""
    return formats.number(float(value), 2, lang) if isinstance(value, (int, float)) and not isinstance(value, bool) else str(value)
