"""What every answer of the server carries: headers that keep a browser careful, and the page's language."""

from typing import Any

from starlette.datastructures import Headers as Received
from starlette.datastructures import MutableHeaders
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
FIXED = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=()",
    "cross-origin-opener-policy": "same-origin",
}


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
        await self.app(scope, receive, _Page(send) if page else _with_headers(send))


def _with_headers(send: Send) -> Send:
    async def wrapped(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).update(FIXED)
        await send(message)

    return wrapped


class _Page:
    """Holds an HTML answer back until it is whole, then sends it in our language."""

    def __init__(self, send: Send) -> None:
        self.send = _with_headers(send)
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
        await self.send(self.start)  # type: ignore[arg-type]
        await self.send({"type": "http.response.body", "body": body})
