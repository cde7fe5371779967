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
from reports.names import slug
from ui import behind, choices, html, navigation, words
from ui import rows as listed
from ui.finished import finished
from ui.html import Column
from ui.places import located
from ui.remember import remembered
from ui.scope import Scope
from ui.source import Source


@finished(entries=64)
def table(source: Source, at: Scope, name: str) -> Markup:
    """All municipalities with a figure, the largest first, and what lies elsewhere; it adds up where the indicator does."""
    lang, found, indicator = at.lang, located(source, at, name), catalogue()[name]
    some = sorted((p for p in found.places if p.value), key=lambda p: (-p.value, p.municipality.name))
    rows: list[tuple[object, ...]] = [
        (_chooses(p.municipality.name), words.figure(p.value, indicator, lang, with_unit=False), formats.number(p.per_10000, 2, lang) or "–") for p in some
    ]
    rest = ((source.dataset.hub.outside_area, found.outside), (text("metrics.group.empty", lang), found.unknown), (text("charts.total", lang), found.total))
    for label, value in rest:
        shown = words.figure(value, indicator, lang, with_unit=False)
        if label == rest[2][0]:
            rows.append((label, behind.figure(shown, name, lang), ""))
        elif value:
            rows.append((_chooses(label) if label == rest[0][0] else label, shown, ""))
    columns = [Column(text(f"map.column.{c}", lang), css) for c, css in (("place", ""), ("value", "im-n"), ("rate", "im-n"))]
    none = len(found.places) - len(some)
    return html.table(columns, rows, caption=text("map.caption", lang, count=none))


def open_row(asked: str) -> None:
    """For a callback: the rows of a municipality, or of the whole figure."""
    if asked in catalogue():
        navigation.open_indicator(asked)
    else:
        choices.PLACE.choose(asked)


def _chooses(place: str) -> Markup:
    """A municipality as a link to its rows, as a click on the map."""
    pattern = Markup('<a class="im-behind" href="{}" data-open="{}" data-then="place-rows" target="_self">{}</a>')
    return pattern.format(navigation.link("kaart", **{choices.PLACE.key: place}), place, place)


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
    title = html.section(text("map.rows", lang, place=place), text("map.rows_line", lang, name=catalogue()[name].name[lang]))
    html.show(Markup('<div id="place-rows">{}</div>').format(title))
    if not len(found):
        html.show(html.small(text("map.no_rows", lang, place=place)))
    else:
        shown = found[["file", "sheet", "cell", "id", "title", "value"]]
        listed.plain(shown, "_".join((name, slug(place), at.stem)), lang, "map-rows")
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
