"""What every answer of the server carries: headers that keep a browser careful, the page's language, and a sign to know the browser by."""

import base64
import hashlib
import re
import secrets
from typing import Any

from starlette.datastructures import Headers as Received
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.sheet import with_sheet

POLICY = "; ".join((
    "default-src 'self'",
    "script-src 'self' 'wasm-unsafe-eval' blob:",  # our components are blobs; of scripts in a page only Streamlit's, by their hash (`_policy`)
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",  # of a page also the websocket of its own server, which not every browser counts as that
    "worker-src 'self' blob:",
    "frame-ancestors 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "object-src 'none'",
))
# What a browser could give a page and no page of ours asks for; a page does copy its address and open itself full screen.
CLOSED_TO_PAGES = (
    "accelerometer", "autoplay", "camera", "display-capture", "geolocation", "gyroscope", "hid", "magnetometer", "microphone", "midi",
    "payment", "serial", "usb", "xr-spatial-tracking",
)  # fmt: skip
CONTENT = "content-security-policy"
FIXED = {
    CONTENT: POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "permissions-policy": ", ".join(f"{what}=()" for what in CLOSED_TO_PAGES),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-permitted-cross-domain-policies": "none",
}


# A random sign per browser, that no script reads and that goes to no other site. It tells browsers apart (ui/confidential.py), not people.
BROWSER = "impactmonitor_browser"


_SCRIPT = re.compile(rb"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.DOTALL)
_HOST = re.compile(r"[a-zA-Z0-9.:\[\]-]+")


class Headers:
    """ASGI middleware: adds `FIXED` to every answer and says that pages are in Dutch (`<html lang="nl">`) and look as ours do (`ui/sheet.py`)."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; pages (which browsers ask for as text/html) come back uncompressed so that they can be read."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        page = "text/html" in Received(scope=scope).get("accept", "")
        if page:
            scope = {**scope, "headers": [h for h in scope["headers"] if h[0] not in (b"accept-encoding", b"if-none-match", b"if-modified-since", b"range")]}
        await self.app(scope, receive, _Page(send, Received(scope=scope).get("host", ""), _sign(scope)) if page else _with_headers(send))


def _with_headers(send: Send, policy: str = POLICY) -> Send:
    async def wrapped(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.update({**FIXED, CONTENT: policy})
        await send(message)

    return wrapped


def _sign(scope: Scope) -> str:
    """The cookie to set, for a browser that has none yet."""
    if Request(scope).cookies.get(BROWSER):
        return ""
    safe = "; Secure" if scope.get("scheme") == "https" else ""
    # Lax: who comes by a link in a mail keeps the sign, so that the tabs that are open still know it.
    return f"{BROWSER}={secrets.token_urlsafe(24)}; Path=/; HttpOnly; SameSite=Lax{safe}"


def _is_page(headers: MutableHeaders) -> bool:
    """Whether an answer is a page to look at: a file that one downloads goes out as it was made, also where it is HTML."""
    return headers.get("content-type", "").startswith("text/html") and "content-disposition" not in headers


class _Page:
    """Holds an HTML answer back until it is whole, then sends it in our language and with our stylesheet, with the cookie where one is to be set."""

    def __init__(self, send: Send, host: str, cookie: str = "") -> None:
        self.send, self.host, self.cookie = send, host, cookie
        self.start: dict[str, Any] | None = None
        self.body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_page(MutableHeaders(scope=message)):
            self.start = dict(message)
        elif message["type"] == "http.response.body" and self.start is not None:
            self.body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._finish()
        else:
            await _with_headers(self.send)(message)

    async def _finish(self) -> None:
        body = with_sheet(self.body.replace(b'<html lang="en"', b'<html lang="nl"', 1))
        headers = MutableHeaders(scope=self.start)
        headers["content-length"] = str(len(body))
        if self.cookie:
            headers.append("set-cookie", self.cookie)
        send = _with_headers(self.send, _policy(body, self.host))
        await send(self.start)  # type: ignore[arg-type]
        await send({"type": "http.response.body", "body": body})


def _policy(page: bytes, host: str) -> str:
    """What a page may load: of scripts in it only those that Streamlit wrote there, by their hash, and of websockets that of its own server."""
    hashes = "".join(f" 'sha256-{base64.b64encode(hashlib.sha256(script).digest()).decode()}'" for script in _SCRIPT.findall(page))
    sockets = f" ws://{host} wss://{host}" if _HOST.fullmatch(host) else ""
    return POLICY.replace("script-src 'self'", f"script-src 'self'{hashes}").replace("connect-src 'self'", f"connect-src 'self'{sockets}")
