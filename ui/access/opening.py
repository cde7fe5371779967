"""Whether the dashboard may open its doors as it is set up: never to a network without sign-in, unless a setting says so in so many words."""

import os
from ipaddress import ip_address
from urllib.parse import urlsplit

import streamlit as st
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from data.errors import UserError
from ui.access.people import file, people

SETTING, MEANT = "IMPACTMONITOR_WITHOUT_SIGN_IN", "iedereen-mag-alles"
SECRET = 32  # signs at least of the text that sign-ins are signed with: who guesses it signs in as anybody
FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip")  # what a proxy says of whoever is behind it


def sign_in_needed() -> bool:
    """Whether people have to sign in: the settings hold a section [auth]."""
    return bool(st.secrets.load_if_toml_exists() and st.secrets.get("auth"))


def check() -> None:
    """Raise UserError where the settings contradict themselves or would let everybody in."""
    if sign_in_needed():
        if len(str(st.secrets["auth"].get("cookie_secret") or "")) < SECRET:
            raise UserError("access-secret", least=SECRET)
        people()
        return
    if file().exists():
        raise UserError("access-list-only", file=file().name)
    if not near(str(st.get_option("server.address") or "")):
        raise UserError("access-open")


class Doors:
    """ASGI middleware: where nobody has to sign in, only this computer gets an answer, whatever program serves us and on whatever address."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it before anything looks at it."""
        if scope["type"] not in ("http", "websocket") or everybody() or _from_here(scope) or sign_in_needed():
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            await PlainTextResponse(UserError("access-open").message(), 403)(scope, receive, send)
        else:
            await receive()
            await send({"type": "websocket.close", "code": 1008})


def near(host: str) -> bool:
    """Whether an address is this computer, or a setting says that the network may come in without sign-in."""
    return everybody() or _here(host)


def everybody() -> bool:
    """Whether a setting says that the network may come in without sign-in."""
    return os.environ.get(SETTING) == MEANT


def _from_here(scope: Scope) -> bool:
    """Whether a request comes from a browser on this computer that asked for this computer.

    Not the name of a site that was made to point at it, nor a proxy on it that lets the network in; and who says nothing is not here.
    """
    headers = Headers(scope=scope)
    try:
        asked = urlsplit(f"//{headers.get('host', '')}").hostname or ""
    except ValueError:
        return False
    return _here((scope.get("client") or ("", 0))[0]) and _here(asked) and not any(name in headers for name in FORWARDED)


def _here(host: str) -> bool:
    try:
        found = ip_address(host)
    except ValueError:
        return host == "localhost"
    return (getattr(found, "ipv4_mapped", None) or found).is_loopback
