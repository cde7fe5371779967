"""For whoever watches over the server: whether it lives (`/leeft`), and whether a visitor would find the data (`/gereed`).

Alive is whoever answers. Ready is who has read its data and reaches the store; that is looked up by one thread at a time, at most once a second,
and a store that does not answer in time is one that can't be reached.
"""

import asyncio
import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from data.errors import UserError
from data.events import event
from locales import text
from ui import warm
from ui.addresses import ALIVE, HEALTH, READY

FRESH_S = 1.0  # how long an answer holds
LIMIT_S = 3.0  # how long the store may take
HEADERS = {"cache-control": "no-store"}


class Probe:
    """Asks one thing whenever somebody wants to know, never twice at once; `look` raises UserError where something is wrong."""

    def __init__(self, look: Callable[[], object], limit: float = LIMIT_S, fresh: float = FRESH_S) -> None:
        self._look, self._limit, self._fresh = look, limit, fresh
        self._asked: Future[UserError | None] | None = None
        self._until = 0.0
        self._last: str | None = None

    async def wrong(self) -> UserError | None:
        """What is wrong, if anything is."""
        if self._asked is None or (self._asked.done() and time.monotonic() > self._until):
            self._asked = Future()
            threading.Thread(target=self._ask, args=(self._asked,), name="health", daemon=True).start()
        done, _ = await asyncio.wait([asyncio.wrap_future(self._asked)], timeout=self._limit)
        found = self._asked.result() if done else UserError("store-unreachable")
        why = found.key if found else None
        if why != self._last:
            self._last = why
            event("not-ready" if why else "ready-again", logging.WARNING if why else logging.INFO, why=why)
        return found

    def _ask(self, asked: Future[UserError | None]) -> None:
        found = None
        try:
            self._look()
        except UserError as error:
            found = error
        except Exception as error:  # noqa: BLE001 - whatever it is, the store is not there for a visitor either
            event("probe-failed", logging.ERROR, error=error)
            found = UserError("store-unreachable")
        self._until = time.monotonic() + self._fresh
        asked.set_result(found)


def _head() -> int:
    from data.store.store import open_store  # takes long to load, and a server lives before it is there (ui/warm.py)

    return open_store().head()


store = Probe(_head)


async def health(_request: Request) -> JSONResponse:
    """Both in one answer that is always 200, as it was before the two addresses."""
    return JSONResponse({"status": "ok", "ready": warm.ready.is_set()})


async def alive(_request: Request) -> JSONResponse:
    """200 for as long as the process answers."""
    return JSONResponse({"status": "ok"}, headers=HEADERS)


async def ready(_request: Request) -> JSONResponse:
    """200 where a visitor finds the data; 503 with the reason, by its key and in a sentence, while starting or where the store can't be used."""
    if not warm.ready.is_set():
        return _not_yet("starting", text("ui.starting"))
    found = await store.wrong()
    return _not_yet(found.key, found.message()) if found else JSONResponse({"status": "ready"}, headers=HEADERS)


def _not_yet(status: str, reason: str) -> JSONResponse:
    return JSONResponse({"status": status, "reason": reason}, 503, headers=HEADERS | {"retry-after": "2"})


ROUTES = [Route(HEALTH, health), Route(ALIVE, alive), Route(READY, ready)]
