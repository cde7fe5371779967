"""What was worked out is kept: for everybody where it is about the example or the store, within the visit where it is about one's own files, and gone with it.

The keys are the data's version and plain values. What comes out is shared: never change it.
"""

from collections.abc import Callable
from functools import partial
from typing import Concatenate, ParamSpec, TypeVar

import streamlit as st

from ui.source import Source

P = ParamSpec("P")
R = TypeVar("R")


def remembered(entries: int) -> Callable[[Callable[Concatenate[Source, P], R]], Callable[Concatenate[Source, P], R]]:
    """Remember what a function makes of a source; `entries` results at most, for all visits together or within one.

    Its other arguments are plain values: what `repr` writes of them is the key. (Streamlit can make keys of many kinds of arguments, and
    takes most of a millisecond for it, at each of the many calls of a redraw.)
    """

    def wrap(function: Callable[Concatenate[Source, P], R]) -> Callable[Concatenate[Source, P], R]:
        kept = keep(entries, function)

        def call(source: Source, *args: P.args, **kwargs: P.kwargs) -> R:
            return kept(source, repr((args, kwargs)), partial(function, source, *args, **kwargs))

        return call

    return wrap


def keep(entries: int, function: Callable[..., R]) -> Callable[[Source, str, Callable[[], R]], R]:
    """A store of results by source and key, that calls what makes one where it is not there yet; `function` gives it its name."""

    def compute(version: str, key: str, _make: Callable[[], R]) -> R:  # noqa: ARG001 - together the key
        return _make()

    # Streamlit tells caches apart by the name of the function.
    compute.__module__, compute.__qualname__ = function.__module__, function.__qualname__
    shared = st.cache_resource(max_entries=entries, show_spinner=False)(compute)
    own = st.cache_resource(max_entries=entries, show_spinner=False, scope="session")(compute)

    def call(source: Source, key: str, make: Callable[[], R]) -> R:
        return (own if source.own else shared)(source.version, key, make)

    return call
