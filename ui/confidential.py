"""Confidential downloads: files as they were received (or with remarks in them), the back-up, the log. They go out by a route of our own.

Streamlit answers anybody who knows the address of a download. Here a click makes an address that works once, for a short time, and only in
the browser of whoever clicked; the right is looked at again when the file is fetched.
"""

import logging
import secrets
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import quote

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from data.errors import UserError
from data.store.change import About, Act
from data.store.log import note
from data.store.store import open_store
from locales import text
from ui.access.rights import Action
from ui.access.visitor import bound, require
from ui.addresses import CONFIDENTIAL
from ui.headers import BROWSER
from ui.texts import language, plain, t

LOG = logging.getLogger("impactmonitor")
SECONDS = 60.0
MOST = 50  # addresses of one person that wait at a time; the oldest goes first
_JS = """
export default function ({ parentElement, data }) {
  const link = parentElement.querySelector("a");
  link.textContent = data.label;
  link.href = data.address;
  link.download = "";
  window.imFetched ??= new Set();
  if (window.imFetched.has(data.address)) return;
  window.imFetched.add(data.address);
  link.click();
}
"""

_link = st.components.v2.component("impactmonitor_confidential", html="<a>…</a>", js=_JS, isolate_styles=False)


@dataclass(frozen=True)
class Waiting:
    """A file that somebody asked for and is about to fetch; `who` = how they stand in the log, `owner` = whose address it is."""

    make: Callable[[], bytes]
    name: str
    who: str
    told: tuple[Act, About] | None
    browser: str
    owner: str
    until: float


_WAITING: dict[str, Waiting] = {}
_LOCK = threading.Lock()


def button(
    action: Action, label: str, make: Callable[[], bytes], name: str, *, key: str, icon: str, told: tuple[Act, About] | None = None, first: bool = False
) -> None:
    """A button that fetches a file; `told` is what the log says of it. `make` runs later, without a session. `first` = the main thing to do there."""
    if not st.button(label, key=key, icon=icon, type="primary" if first else "secondary"):
        return
    try:
        token = issue(action, make, name, told, known(st.context.cookies))
    except UserError as error:
        st.error(plain(error.message(language())), icon=":material/lock:")
        return
    _link(key=f"fetch-{key}", data={"address": f"./{CONFIDENTIAL}/{token}", "label": t("access.fetch", name=name)})


def known(cookies: Mapping[str, str]) -> str:
    """A browser with the sign-in in it; empty for one without our sign, which gets nothing."""
    signs = sorted((k, v) for k, v in cookies.items() if k == BROWSER or k.startswith(USER_COOKIE_NAME))
    return repr(signs) if cookies.get(BROWSER) else ""


def issue(action: Action, make: Callable[[], bytes], name: str, told: tuple[Act, About] | None, browser: str) -> str:
    """An address for one fetch in a browser (see `known`); raises RefusedError where the visitor may not do this."""
    visitor = require(action)
    owner = browser if visitor.local else visitor.email  # without sign-in anybody may go by any name
    now = time.monotonic()
    token = secrets.token_urlsafe(32)
    with _LOCK:
        for old in [k for k, w in _WAITING.items() if w.until < now]:
            del _WAITING[old]
        own = [k for k, w in _WAITING.items() if w.owner == owner]  # they make room, never those of somebody else
        for old in own[: max(len(own) - MOST + 1, 0)]:
            del _WAITING[old]
        _WAITING[token] = Waiting(bound(action, make), name, visitor.signature, told, browser, owner, now + SECONDS)
    return token


async def fetch(request: Request) -> Response:
    """The route: the file, or one sentence; an address that was used, is old, or belongs to another browser gives nothing.

    Who only looks whether it is there (HEAD) does not use it up.
    """
    if request.method != "GET":
        return PlainTextResponse("", 405, {"cache-control": "no-store", "allow": "GET"})
    token, browser = request.path_params["token"], known(request.cookies)
    with _LOCK:
        found = _WAITING.get(token)
        if found is not None and browser and secrets.compare_digest(found.browser.encode(), browser.encode()):
            del _WAITING[token]
        else:
            found = None
    if found is None or found.until < time.monotonic():
        return PlainTextResponse(text("access.fetch_again"), 404, {"cache-control": "no-store"})
    try:
        content = await run_in_threadpool(_made, found)
    except UserError as error:
        return PlainTextResponse(error.message(), 403, {"cache-control": "no-store"})
    except Exception:
        LOG.exception("confidential download failed")
        return PlainTextResponse(text("ui.error"), 500, {"cache-control": "no-store"})
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{quote(found.name, safe='')}", "cache-control": "no-store"}
    return Response(content, 200, headers, "application/octet-stream")


def _made(found: Waiting) -> bytes:
    content = found.make()
    if found.told:
        note(open_store(), found.who, *found.told)
    return content
