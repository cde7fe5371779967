"""Files that go in and out beside the pages: where people sign in, they are only for who may see the pages at that moment.

Streamlit itself takes a file from, and gives a download to, whoever knows an address, signed in or not.
"""

import json
import time
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME
from streamlit.web.server.starlette.starlette_websocket import _get_signed_cookie_with_chunks

from data.errors import UserError
from locales import text
from ui.access.opening import sign_in_needed

GUARDED = ("/media/", "/_stcore/upload_file/", "/_stcore/metrics")  # the last tells how many people are looking


class Files:
    """ASGI middleware: refuses a file that comes in or is asked for without a sign-in that holds."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it before anything of a file is read."""
        guarded = scope["type"] == "http" and any(path in scope["path"] for path in GUARDED)
        if guarded and sign_in_needed() and not _may_see(Request(scope).cookies):
            await PlainTextResponse(text("access.files"), 403, {"cache-control": "no-store"})(scope, receive, send)
        else:
            await self.app(scope, receive, send)


def _may_see(cookies: Mapping[str, str]) -> bool:
    """Whether the sign-in in a browser's cookies is of somebody on the list; each role may see the pages."""
    from ui.access.visitor import Visitor, judged  # only where people sign in: the store behind it takes long to load

    try:
        said = json.loads(_get_signed_cookie_with_chunks(dict(cookies), USER_COOKIE_NAME) or b"{}")
        return bool(said.get("is_logged_in")) and isinstance(judged(said, time.time()), Visitor)
    except (UserError, ValueError):
        return False
