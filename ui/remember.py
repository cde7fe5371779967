"""What was worked out is kept: for everybody where it is about the example or the store, within the visit where it is about one's own files, and gone with it.

The keys are the data's version and plain values. What comes out is shared: never change it.
"""

from collections.abc import Callable
from functools import partial
from threading import Condition, Lock
from typing import Any, Concatenate, ParamSpec, TypeVar
from weakref import WeakSet

import streamlit as st
from cachetools import LRUCache, cached

from data.store.address import address
from ui import shelf, source
from ui.source import Source

P = ParamSpec("P")
R = TypeVar("R")
Kept = Callable[[str, str, Callable[[], Any]], Any]  # by version and key, and what makes it where it is not there


class _Places(dict[str, Kept]):
    """The places of everybody, or of one visit, by the name of what makes the results."""

    __hash__ = object.__hash__


_EVERY: WeakSet[_Places] = WeakSet()
_ENTERED = Lock()  # nobody comes in while one goes through all
_SHARED = _Places()
_GONE: dict[str, frozenset[str]] = {}  # by the address of a store the contents that were erased by the last look
_EVERY.add(_SHARED)


def remembered(entries: int) -> Callable[[Callable[Concatenate[Source, P], R]], Callable[Concatenate[Source, P], R]]:
    """Remember what a function makes of a source; `entries` results at most, for all visits together or within one.

    Its other arguments are plain values or other data: what `repr` writes of them is the key.
    """
    return partial(_by_arguments, keep, entries)


def replayed(entries: int) -> Callable[[Callable[Concatenate[Source, P], R]], Callable[Concatenate[Source, P], R]]:
    """The same for a function that also draws (charts and HTML, nothing that one clicks on): Streamlit draws it again from what it kept."""
    return partial(_by_arguments, _replay, entries)


def keep(entries: int, function: Callable[..., R]) -> Callable[[Source, str, Callable[[], R]], R]:
    """A place for results by source and key, that calls what makes one where it is not there yet; `function` gives it its name.

    A redraw looks here some twenty times. Streamlit's own caches make keys of many kinds of arguments and watch for what is drawn meanwhile:
    most of a millisecond each time.
    """
    name = f"{function.__module__}.{function.__qualname__}"

    def call(about: Source, key: str, make: Callable[[], R]) -> R:
        places = _own() if about.own else _SHARED
        place = places.get(name) or places.setdefault(name, _place(entries))
        found: R = place(about.version, key, make)
        return found

    return call


def forget() -> None:
    """Nothing stays in memory: neither what was read nor what was worked out, for everybody or in any visit; nor what is being worked out now."""
    with _ENTERED:
        every = list(_EVERY)
    for places in every:
        places.clear()  # who is at work puts the result in a place that nobody asks any more
    source.forget()


def forget_erased() -> None:
    """Nothing stays in memory where the content of a file was erased since this program last looked, by whichever program did it.

    Raises StoreError where the store can't be read.
    """
    gone = shelf.erased()
    if gone - _GONE.setdefault(address(), gone):
        forget()
    _GONE[address()] = gone


def _by_arguments(
    place: Callable[..., Callable[[Source, str, Callable[[], R]], R]], entries: int, function: Callable[Concatenate[Source, P], R]
) -> Callable[Concatenate[Source, P], R]:
    kept = place(entries, function)

    def call(about: Source, *args: P.args, **kwargs: P.kwargs) -> R:
        return kept(about, repr((args, kwargs)), partial(function, about, *args, **kwargs))

    return call


def _replay(entries: int, function: Callable[..., R]) -> Callable[[Source, str, Callable[[], R]], R]:
    """As `keep`, with what was drawn meanwhile."""

    def compute(version: str, key: str, _make: Callable[[], R]) -> R:  # noqa: ARG001 - together the key
        return _make()

    # Streamlit tells caches apart by the name of the function.
    compute.__module__, compute.__qualname__ = function.__module__, function.__qualname__
    shared = st.cache_resource(max_entries=entries, show_spinner=False)(compute)
    own = st.cache_resource(max_entries=entries, show_spinner=False, scope="session")(compute)

    def call(about: Source, key: str, make: Callable[[], R]) -> R:
        return (own if about.own else shared)(about.version, key, make)

    return call


def _own() -> _Places:
    """The places of this visit."""
    places: _Places | None = st.session_state.get(source.REMEMBERED)
    if places is None:
        places = st.session_state[source.REMEMBERED] = _Places()
        with _ENTERED:
            _EVERY.add(places)
    return places


def _place(entries: int) -> Kept:
    """Many may ask for the same at once: one works it out, the others wait for it."""

    @cached(LRUCache[Any, Any](entries), key=lambda version, key, _make: (version, key), condition=Condition())
    def place(_version: str, _key: str, make: Callable[[], Any]) -> Any:
        return make()

    return place
