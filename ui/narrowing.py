"""Filters on rows, drawn by the frame and kept in the address: municipality, sub-region, stream, cluster, partner, kind of organisation.

A filtered visit sees a smaller delivery with a version of its own, so every page, figure and cache takes it like any other.
"""

from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from metrics.filters import Filter, choices, narrowed
from ui import bound
from ui.remember import remembered
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


DRAWN = "narrowing"  # the key of what one sees


def draw(source: Source, place: DeltaGenerator) -> Filter:
    """The filters behind one button, which says how many are set.

    What a closed popover holds is not on the page, and Streamlit takes its parameters out of the address at the next page: so the
    widgets that the address is bound to stand hidden beside it.
    """
    asked = bound.asked()
    for key, dimension in KEYS.items():
        if bound.needed(key, [], asked):
            place.multiselect(key, known(source, dimension), key=key, bind="query-params")
    count = sum(bool(st.session_state.get(key)) for key in KEYS)
    with st.popover(t("filters.button_set", count=count) if count else t("filters.button"), icon=":material/filter_alt:", key=DRAWN, on_change="rerun") as box:
        for key, dimension in KEYS.items() if box.open else ():
            options = known(source, dimension)
            st.session_state[_seen(key)] = list(st.session_state.get(key) or ())
            st.multiselect(
                t(f"filters.{key}"), options, key=_seen(key), on_change=_keep, args=(key,), disabled=not options,
                placeholder=t("filters.all" if options else "filters.none"),
            )  # fmt: skip
    return Filter.of({dimension: tuple(st.session_state.get(key) or ()) for key, dimension in KEYS.items()})


def _seen(key: str) -> str:
    return f"seen-{key}"


def _keep(key: str) -> None:
    """For a callback: what is chosen goes to the address."""
    st.session_state[key] = list(st.session_state[_seen(key)])


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
