"""Filters on rows, drawn by the frame and kept in the address: municipality, sub-region, stream, cluster, partner, kind of organisation.

A filtered visit sees a smaller delivery with a version of its own, so every page, figure and cache takes it like any other.
"""

from dataclasses import replace

import streamlit as st

from metrics.filters import Filter, choices, narrowed
from ui.figures import remembered
from ui.source import Source
from ui.texts import t

# The word in the address -> the dimension, in the order in which they are offered.
KEYS = {
    "gemeente": "municipality",
    "subregio": "subregion",
    "stroom": "material_stream",
    "cluster": "cluster",
    "partner": "partners",
    "type": "organisation_type",
}


def draw(source: Source) -> Filter:
    """The filters behind one button, which says how many are set."""
    count = sum(bool(st.session_state.get(key)) for key in KEYS)
    with st.popover(t("filters.button_set", count=count) if count else t("filters.button"), icon=":material/filter_alt:", key="narrowing"):
        for key, dimension in KEYS.items():
            options = known(source, dimension)
            st.multiselect(
                t(f"filters.{key}"), options, key=key, bind="query-params", disabled=not options, placeholder=t("filters.all" if options else "filters.none")
            )
    return Filter.of({dimension: tuple(st.session_state.get(key) or ()) for key, dimension in KEYS.items()})


@remembered(entries=64)
def known(source: Source, dimension: str) -> list[str]:
    """The values of a dimension that the data holds."""
    return choices(source.dataset, dimension)


def apply(source: Source, wanted: Filter) -> Source:
    """The delivery with only the wanted rows."""
    return _apply(source, wanted) if wanted else source


@remembered(entries=16)
def _apply(source: Source, wanted: Filter) -> Source:
    return replace(source, version=f"{source.version}|{wanted.wanted}", dataset=narrowed(source.dataset, wanted))


def words(wanted: Filter) -> str:
    """What is filtered, in words: "gemeente Geel of Mol · materiaalstroom Hout"."""
    names = {dimension: key for key, dimension in KEYS.items()}
    return " · ".join(t(f"filters.said.{names[d]}", values=t("filters.or").join(values)) for d, values in wanted.wanted)


def clear() -> None:
    """For a callback: no filter on rows any more."""
    for key in KEYS:
        st.session_state[key] = []
