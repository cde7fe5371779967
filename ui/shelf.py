"""What pages read in the store, kept until something is written there: nothing changes in a store without a line in its log, so the last line
tells whether what was read before still holds. One look at the store is enough for a redraw, however much of it a page shows.

What comes out is shared: never change it.
"""

from collections.abc import Callable
from datetime import date
from functools import wraps
from threading import Condition
from typing import Any, ParamSpec, TypeVar

from cachetools import LRUCache, cached

from data.store import log, narratives, reports
from data.store.address import address
from data.store.log import Line
from data.store.narratives import Narrative, Place
from data.store.reports import Report
from data.store.store import Kept, Mark, Note, Version, open_store
from ui.once import anew, once

P = ParamSpec("P")
R = TypeVar("R")
_MARK = "mark"
_CLEAR: list[Callable[[], None]] = []


def mark() -> Mark:
    """How the store stands. Raises StoreError where it can't be read."""
    return once(_MARK, lambda: open_store().look())


def latest() -> int:
    """The number of the latest version; 0 while there is none."""
    return mark().version


def about_to_write() -> None:
    """What is read in the rest of this redraw is read as it stands by then."""
    anew(_MARK)


def forget() -> None:
    """What was read here by now does not stay in memory. There is no content of a file in it."""
    for clear in _CLEAR:
        clear()


def _until_written(entries: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Keep what a function reads, `entries` answers at most. Raises StoreError where the store can't be read."""

    def wrap(function: Callable[P, R]) -> Callable[P, R]:
        @cached(LRUCache[Any, Any](entries), condition=Condition())
        def kept(_where: str, _mark: Mark, *args: P.args, **kwargs: P.kwargs) -> R:
            return function(*args, **kwargs)

        _CLEAR.append(kept.cache_clear)

        @wraps(function)
        def call(*args: P.args, **kwargs: P.kwargs) -> R:
            return kept(address(), mark(), *args, **kwargs)

        return call

    return wrap


@_until_written(256)
def version(number: int) -> Version:
    """What is known of a version: who confirmed it, when, and what came in. A back-up that is put back may have another of that number."""
    return open_store().version(number)


@_until_written(2)
def history() -> list[Version]:
    """Every version, the latest first."""
    return open_store().history()


@_until_written(2)
def erased() -> frozenset[str]:
    """The fingerprints of the files whose content was erased."""
    return open_store().erased()


@_until_written(2)
def files() -> list[Kept]:
    """Every file that came in, the latest first."""
    return open_store().kept()


@_until_written(2)
def reported() -> list[Report]:
    """Every frozen report, the latest first."""
    return reports.reported(open_store())


@_until_written(32)
def texts(start: date, end: date, lang: str) -> dict[Place, Narrative]:
    """What people wrote about a period, as it stands now."""
    return narratives.latest(open_store(), start, end, lang)


@_until_written(64)
def wordings(place: Place) -> list[Narrative]:
    """Every wording of one text, the latest first."""
    return narratives.wordings(open_store(), place)


@_until_written(64)
def notes(indicator: str) -> list[Note]:
    """The remarks on an indicator, by day."""
    return open_store().notes(indicator)


@_until_written(2)
def line_count() -> int:
    """How many lines the log has."""
    return log.count(open_store())


@_until_written(8)
def lines(most: int, skip: int) -> list[Line]:
    """A page of the log, the latest line first."""
    return log.lines(open_store(), most, skip)
