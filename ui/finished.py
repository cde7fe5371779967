"""Finished pieces of a page, kept: a redraw where nothing changed puts them together again without making them."""

from collections.abc import Callable
from functools import partial
from typing import Concatenate, ParamSpec, TypeVar

from ui.navigation import standing
from ui.remember import keep
from ui.source import Source
from ui.view import View

P = ParamSpec("P")
R = TypeVar("R")
About = TypeVar("About", Source, View)


def finished(entries: int) -> Callable[[Callable[Concatenate[About, P], R]], Callable[Concatenate[About, P], R]]:
    """Remember a finished piece of a page; `entries` at most.

    It follows from what it is about (the data, or the data and all that the visit looks at them through), from its other arguments, which
    are plain values or other data, and from the filters that its links keep; from nothing else, and it draws nothing itself.
    """

    def wrap(function: Callable[Concatenate[About, P], R]) -> Callable[Concatenate[About, P], R]:
        kept = keep(entries, function)

        def call(about: About, *args: P.args, **kwargs: P.kwargs) -> R:
            source, seen = (about.source, about.seen) if isinstance(about, View) else (about, ())
            return kept(source, repr((seen, standing(), args, kwargs)), partial(function, about, *args, **kwargs))

        return call

    return wrap
