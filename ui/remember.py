"""What was worked out is kept: for everybody where it is about the example or the store, within the visit where it is about one's own files, and gone with it.

The keys are the data's version and plain values, or other data. What comes out is shared: never change it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from threading import Condition, Lock
from typing import Any, Concatenate, ParamSpec, TypeVar
from weakref import WeakSet

import streamlit as st
from cachetools import LRUCache, cached

from data.store.address import address
from ui import shelf, source
from ui.source import KEPT, Source

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True)
class Kept:
    """The results of one function: `ask` gives that of a version and key, made by its last argument where it is not there yet."""

    ask: Callable[[str, str, Callable[[], Any]], Any]
    forget: Callable[[], None]


class _Places(dict[str, Kept]):
    """What was worked out of one delivery, or in one visit, by the name of what makes the results."""

    __hash__ = object.__hash__

    def forget(self) -> None:
        """Nothing of it stays in memory; who is at work puts the result in a place that nobody asks any more (a drawn chart: until all is forgotten)."""
        for kept in list(self.values()):
            kept.forget()
        self.clear()


class _Deliveries(LRUCache[str, _Places]):
    """What was worked out of the last deliveries that anybody looked at: that of others would only fill the memory."""

    def popitem(self) -> tuple[str, _Places]:
        delivery, places = super().popitem()
        places.forget()
        return delivery, places


_SHARED = _Deliveries(KEPT)
_OWN: WeakSet[_Places] = WeakSet()
_TURN = Lock()  # for both
_GONE: dict[str, frozenset[str]] = {}  # by the address of a store the contents that were erased by the last look


def remembered(entries: int) -> Callable[[Callable[Concatenate[Source, P], R]], Callable[Concatenate[Source, P], R]]:
    """Remember what a function makes of a source; `entries` results at most of one delivery for all visits together, or within one visit.

    Its other arguments are plain values or other data: what `repr` writes of them is the key.
    """
    return partial(_by_arguments, keep, entries)


def replayed(entries: int) -> Callable[[Callable[Concatenate[Source, P], R]], Callable[Concatenate[Source, P], R]]:
    """The same for a function that also draws (charts and HTML, nothing that one clicks on): Streamlit draws it again from what it kept."""
    return partial(_by_arguments, partial(keep, place=_replaying), entries)


def keep(
    entries: int, function: Callable[..., R], place: "Callable[[int, Callable[..., Any], Source], Kept] | None" = None
) -> Callable[[Source, str, Callable[[], R]], R]:
    """A place for results by source and key, that calls what makes one where it is not there yet; `function` gives it its name.

    A redraw looks here some twenty times. Streamlit's own caches make keys of many kinds of arguments and watch for what is drawn meanwhile:
    most of a millisecond each time.
    """
    name = f"{function.__module__}.{function.__qualname__}"

    def call(about: Source, key: str, make: Callable[[], R]) -> R:
        places = _own() if about.own else _shared(about.delivery)
        kept = places.get(name) or places.setdefault(name, (place or _place)(entries, function, about))
        found: R = kept.ask(about.version, key, make)
        return found

    return call


def forget() -> None:
    """Nothing stays in memory: neither what was read nor what was worked out, for everybody or in any visit; nor what is being worked out now."""
    with _TURN:
        every = [*_SHARED.values(), *_OWN]
        _SHARED.clear()
    for places in every:
        places.forget()
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


def _shared(delivery: str) -> _Places:
    """The places of everybody for one delivery."""
    with _TURN:
        places = _SHARED.get(delivery)
        if places is None:
            places = _SHARED[delivery] = _Places()
        return places


def _own() -> _Places:
    """The places of this visit."""
    places: _Places | None = st.session_state.get(source.REMEMBERED)
    if places is None:
        places = st.session_state[source.REMEMBERED] = _Places()
        with _TURN:
            _OWN.add(places)
    return places


def _place(entries: int, _function: Callable[..., Any], _about: Source) -> Kept:
    """Many may ask for the same at once: one works it out, the others wait for it."""

    @cached(LRUCache[Any, Any](entries), key=lambda version, key, _make: (version, key), condition=Condition())
    def ask(_version: str, _key: str, make: Callable[[], Any]) -> Any:
        return make()

    return Kept(ask, ask.cache_clear)


def _replaying(entries: int, function: Callable[..., Any], about: Source) -> Kept:
    """The same in Streamlit's own cache, which keeps what was drawn meanwhile too."""

    def ask(version: str, key: str, _make: Callable[[], Any]) -> Any:  # noqa: ARG001 - together the key
        return _make()

    # Streamlit tells caches apart by the name of the function: a visit has one for whatever files of its own it looks at.
    ask.__module__, ask.__qualname__ = function.__module__, f"{function.__qualname__}/{'own' if about.own else about.delivery}"
    if about.own:  # Streamlit finds the cache of a visit by who asks: another visit can't empty it, only all of them at once (source.forget)
        return Kept(st.cache_resource(max_entries=entries, show_spinner=False, scope="session")(ask), lambda: None)
    kept = st.cache_resource(max_entries=entries, show_spinner=False)(ask)
    return Kept(kept, kept.clear)
