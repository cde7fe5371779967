"""Files that go in and out beside the pages: each only by the browser whose page was told its address, and where people sign in only while they
may see the pages.

Streamlit itself takes a file from, and gives a download to, whoever knows an address, signed in or not.
"""

import json
import re
import time
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME
from streamlit.web.server.starlette.starlette_websocket import _get_signed_cookie_with_chunks

from data.errors import UserError
from locales import text
from ui.access.opening import sign_in_needed
from ui.headers import BROWSER

OWN = "/static/media/"
GUARDED = ("/media/", "/_stcore/upload_file/")
_TOLD = re.compile(rb"(?:/media/[0-9a-f]{32,}|/_stcore/upload_file/[0-9a-f-]{36}/[0-9a-f-]{36})")  # addresses, as they stand in what a page is told
MOST = 2000  # addresses that a browser keeps, and browsers that are kept; the oldest goes first


class Files:
    """ASGI middleware: hears which addresses a page is told, and refuses a file at any other, or without a sign-in that holds."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._known: OrderedDict[str, OrderedDict[bytes, None]] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it before anything of a file is read."""
        if scope["type"] == "websocket":
            await self.app(scope, receive, self._listening(Request({**scope, "type": "http"}).cookies.get(BROWSER, ""), send))
        elif scope["type"] == "http" and _guarded(scope["path"]) and not self._may_have(scope):
            await PlainTextResponse(text("access.files"), 403, {"cache-control": "no-store"})(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def _listening(self, browser: str, send: Send) -> Send:
        """What is sent to a page goes on to it, and the addresses in it are its browser's."""

        async def heard(message: Message) -> None:
            if browser and (found := _TOLD.findall(message.get("bytes") or b"")):
                mine = self._known.setdefault(browser, OrderedDict())
                self._known.move_to_end(browser)
                for address in found:
                    mine[address] = None
                    mine.move_to_end(address)
                _forget(mine)
                _forget(self._known)
            await send(message)

        return heard

    def _may_have(self, scope: Scope) -> bool:
        cookies = Request(scope).cookies
        address = _TOLD.search(scope["path"].encode("utf-8", "replace"))
        told = address is not None and address[0] in self._known.get(cookies.get(BROWSER, ""), ())
        return told and (not sign_in_needed() or _may_see(cookies))


def _guarded(path: str) -> bool:
    """Whether an address is of a file of somebody; Streamlit's own fonts and pictures are for everybody."""
    return OWN not in path and any(place in path for place in GUARDED)


def _forget(kept: OrderedDict[Any, Any]) -> None:
    while len(kept) > MOST:
        kept.popitem(last=False)


def _may_see(cookies: Mapping[str, str]) -> bool:
    """Whether the sign-in in a browser's cookies is of somebody on the list; each role may see the pages."""
    from ui.access.visitor import Visitor, judged  # only where people sign in: the store behind it takes long to load

    try:
        said = json.loads(_get_signed_cookie_with_chunks(dict(cookies), USER_COOKIE_NAME) or b"{}")
        return bool(said.get("is_logged_in")) and isinstance(judged(said, time.time()), Visitor)
    except (UserError, ValueError):
        return False
