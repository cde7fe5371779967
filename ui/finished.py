"""Finished pieces of a page, kept: a redraw where nothing changed puts them together again without making them."""

from collections.abc import Callable
from functools import partial
from typing import Concatenate, ParamSpec, TypeVar

from ui.navigation import standing
from ui.remember import keep
from ui.view import View

P = ParamSpec("P")
R = TypeVar("R")


def finished(entries: int) -> Callable[[Callable[Concatenate[View, P], R]], Callable[Concatenate[View, P], R]]:
    """Remember a finished piece of a page: it follows from the view, plain values, and the filters that its links keep, and from nothing else."""

    def wrap(function: Callable[Concatenate[View, P], R]) -> Callable[Concatenate[View, P], R]:
        kept = keep(entries, function)

        def call(view: View, *args: P.args, **kwargs: P.kwargs) -> R:
            return kept(view.source, repr((view.seen, standing(), args, kwargs)), partial(function, view, *args, **kwargs))

        return call

    return wrap
