"""What every answer of the server carries: headers that keep a browser careful, the page's language, and a sign to know the browser by."""

import secrets
from typing import Any

from starlette.datastructures import Headers as Received
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = "; ".join((
    "default-src 'self'",
    "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob: data:",  # Streamlit compiles and loads its own components this way
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self' ws: wss: data: blob:",
    "worker-src 'self' blob:",
    "frame-ancestors 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "object-src 'none'",
))
# What a browser could give a page and no page of ours asks for; a page does copy its address and open itself full screen.
CLOSED_TO_PAGES = (
    "accelerometer", "autoplay", "bluetooth", "camera", "display-capture", "geolocation", "gyroscope", "hid", "magnetometer", "microphone", "midi",
    "payment", "serial", "usb", "xr-spatial-tracking",
)  # fmt: skip
FIXED = {
    "content-security-policy": POLICY,
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


class Headers:
    """ASGI middleware: adds `FIXED` to every answer and says that pages are in Dutch (`<html lang="nl">`)."""

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
        await self.app(scope, receive, _Page(send, _sign(scope)) if page else _with_headers(send))


def _with_headers(send: Send) -> Send:
    async def wrapped(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).update(FIXED)
        await send(message)

    return wrapped


def _sign(scope: Scope) -> str:
    """The cookie to set, for a browser that has none yet."""
    if Request(scope).cookies.get(BROWSER):
        return ""
    safe = "; Secure" if scope.get("scheme") == "https" else ""
    # Lax: who comes by a link in a mail keeps the sign, so that the tabs that are open still know it.
    return f"{BROWSER}={secrets.token_urlsafe(24)}; Path=/; HttpOnly; SameSite=Lax{safe}"


class _Page:
    """Holds an HTML answer back until it is whole, then sends it in our language, with the cookie where one is to be set."""

    def __init__(self, send: Send, cookie: str = "") -> None:
        self.send = _with_headers(send)
        self.cookie = cookie
        self.start: dict[str, Any] | None = None
        self.body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and MutableHeaders(scope=message).get("content-type", "").startswith("text/html"):
            self.start = dict(message)
        elif message["type"] == "http.response.body" and self.start is not None:
            self.body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._finish()
        else:
            await self.send(message)

    async def _finish(self) -> None:
        body = self.body.replace(b'<html lang="en"', b'<html lang="nl"', 1)
        MutableHeaders(scope=self.start)["content-length"] = str(len(body))
        if self.cookie:
            MutableHeaders(scope=self.start).append("set-cookie", self.cookie)
        await self.send(self.start)  # type: ignore[arg-type]
        await self.send({"type": "http.response.body", "body": body})
