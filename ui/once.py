"""What holds for a whole redraw is looked up once in it: the language, the visitor, how the store stands.

Only from the language switch on (`ui/app.py`): what a callback asks before a redraw is looked up each time, and so is what a test asks outside one.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

T = TypeVar("T")
_KNOWN: ContextVar[dict[str, Any] | None] = ContextVar("known", default=None)
_ANEW = object()


@contextmanager
def redraw() -> Iterator[None]:
    """The redraw in which things are looked up once."""
    token = _KNOWN.set({})
    try:
        yield
    finally:
        _KNOWN.reset(token)


def once(name: str, look: Callable[[], T]) -> T:
    """What `look` gives, asked once in a redraw."""
    known = _KNOWN.get()
    if known is None:
        return look()
    if name not in known:
        known[name] = look()
    found: T = look() if known[name] is _ANEW else known[name]
    return found


def anew(name: str) -> None:
    """From here on this is asked each time, to the end of the redraw: it is about to change."""
    known = _KNOWN.get()
    if known is not None:
        known[name] = _ANEW
