"""Whether the dashboard may open its doors as it is set up: never to a network without sign-in, unless a setting says so in so many words."""

import os
import re
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from difflib import get_close_matches
from functools import partial
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import streamlit as st
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import config
from streamlit.web.server.starlette.starlette_websocket import is_host_allowed

from data.errors import UserError
from data.settings import value
from locales import text
from ui.access.people import file, people
from ui.addresses import ALIVE, HEALTH, READY

SCRIPT = Path(__file__).parent.parent.parent / "dashboard.py"
SETTING, MEANT = "IMPACTMONITOR_WITHOUT_SIGN_IN", "iedereen-mag-alles"
SECRET = 32  # signs at least of the text that sign-ins are signed with: who guesses it signs in as anybody
NEEDED = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")  # in the section [auth]
MORE = ("default", "client_kwargs", "expose_tokens")  # what else may stand there
ADDRESSES = {  # by name what such an address looks like
    "redirect_uri": "https://impact.voorbeeld.be/oauth2callback", "server_metadata_url": "https://login.voorbeeld.be/.well-known/openid-configuration",
}  # fmt: skip
EXAMPLES = ("…", "JOUW-ADRES", "AANMELDINGSDIENST")  # what docs/toegang.md has in the place of one's own
# What a page asks of Streamlit beside its files; the rest of `/_stcore/` tells strangers what runs here, and is for programs that we do not serve.
INNER, OPEN = "/_stcore/", ("health", "host-config", "stream", "upload_file/", "bidi-components/")
CLOSED = ("/component", "/app/static")  # for parts and files that this dashboard does not have
WATCHED = (ALIVE, READY, HEALTH)  # a watcher knows the server by its number
PORTS = {"http": 80, "https": 443}
_ONCE = threading.Event()  # set as soon as a section [auth] was read: from then on no edit of its file makes this a dashboard without sign-in
FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip")  # what a proxy says of whoever is behind it


def as_served() -> None:
    """Look at Streamlit's settings as `streamlit run dashboard.py` does, from whatever folder a command runs: before anything is asked of them."""
    config._main_script_path = str(SCRIPT)


class SecretsError(UserError):
    """A mistake in the file with the section [auth]; `mistake` names the sentence that says what to change (errors.access-mistake)."""

    def __init__(self, mistake: str) -> None:
        self.mistake = mistake
        super().__init__("access-secrets")

    def message(self, lang: str = "nl") -> str:
        """Both sentences, in the reader's language."""
        return text(f"errors.{self.key}", lang, file=_named(), change=text(f"errors.access-mistake.{self.mistake}", lang))


def auth() -> Mapping[str, Any]:
    """The section [auth], as it stands at this moment; empty where there is none.

    Raises SecretsError where it can't be read, or is no longer there: that is never a dashboard without sign-in.
    """
    found = _auth()
    if found:
        _ONCE.set()
    elif _ONCE.is_set():
        raise SecretsError("gone")
    return found


def _auth() -> Mapping[str, Any]:
    try:
        if not st.secrets.load_if_toml_exists():
            if _there():
                raise SecretsError("quotes")
            return {}
        found = st.secrets.get("auth", {})
    except OSError as error:
        raise SecretsError("closed") from error
    except UnicodeError as error:
        raise SecretsError("signs") from error
    except (ValueError, RecursionError) as error:  # a number, or brackets in brackets, that Python itself gives up on
        raise SecretsError("quotes") from error
    if not isinstance(found, Mapping):
        raise SecretsError("section")
    return found


def _there() -> list[str]:
    """The files that may hold the section [auth], as far as they are there."""
    return [file for file in st.get_option("secrets.files") if os.path.lexists(file)]


def _named() -> str:
    return ", ".join(dict.fromkeys(Path(file).name for file in _there() or st.get_option("secrets.files")))


def sign_in_needed() -> bool:
    """Whether people have to sign in: the settings hold a section [auth]. Raises SecretsError where that can't be known."""
    return bool(auth())


def _knowing(check: Callable[[], None]) -> Callable[[], None]:
    """A check that says nothing where the section [auth] can't be read: its advice would be about a dashboard without sign-in."""

    def known() -> None:
        with suppress(SecretsError):
            check()

    return known


def _given(name: str) -> None:
    """Raise UserError where the section [auth] lacks what signing in needs, or holds what can't be it: nobody would get in, and nobody said why."""
    section = _default(auth())
    if not section:
        return
    said = str(section.get(name) or "")
    if not said.strip():
        meant = next(iter(get_close_matches(name, [k for k in section if k not in (*NEEDED, *MORE)], 1)), "")
        raise UserError("access-auth-typed" if meant else "access-auth-missing", name=name, found=meant)
    if any(example in said for example in EXAMPLES):
        raise UserError("access-auth-example", name=name)
    if name == "cookie_secret" and len(said) < SECRET:
        raise UserError("access-secret", least=SECRET)
    if name in ADDRESSES and not (_of_the_web(said) and (name != "redirect_uri" or said.endswith("/oauth2callback"))):
        raise UserError("access-auth-address", name=name, example=ADDRESSES[name])


def _default(section: Mapping[str, Any]) -> Mapping[str, Any]:
    """The section with what Streamlit takes from [auth.default], where that is there."""
    more = section.get("default")
    return {**section, **more} if isinstance(more, Mapping) else section


def _of_the_web(address: str) -> bool:
    """Whether an address names a site of the web; Streamlit fills in the port where it says {port}."""
    try:
        found = urlsplit(address.replace("{port}", "8501"))
        return found.scheme in PORTS and bool(found.hostname) and (found.port is None or found.port > 0) and not re.search(r"\s", address)
    except ValueError:
        return False


def _people() -> None:
    """Raise UserError where the list of people is not there or wrong, or where nobody asks for it."""
    if sign_in_needed():
        people()
    elif file().exists():
        raise UserError("access-list-only", file=file().name)


def _network() -> None:
    """Raise UserError where the network would come in without sign-in."""
    if not sign_in_needed() and not near(str(st.get_option("server.address") or "")):
        raise UserError("access-open")


# What must be so before a door opens: each raises UserError where the settings contradict themselves or would let everybody in.
_SECTION: tuple[Callable[[], None], ...] = tuple(partial(_given, name) for name in NEEDED)
CHECKS: tuple[Callable[[], object], ...] = (auth, *(_knowing(check) for check in (*_SECTION, _people, _network)))


class Doors:
    """ASGI middleware: who gets an answer at all, whatever program serves us and on whatever address.

    Where nobody has to sign in that is this computer only; where people do, a browser that asked for this dashboard by its own name. Pages of
    other sites get none, and of what Streamlit offers beside the pages only what a page itself asks for.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it before anything looks at it."""
        refused = _refused(scope) if scope["type"] in ("http", "websocket") else None
        if refused is None:
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            await PlainTextResponse(refused[1], refused[0], {"cache-control": "no-store"})(scope, receive, send)
        else:
            await receive()
            await send({"type": "websocket.close", "code": 1008})


def _refused(scope: Scope) -> tuple[int, str] | None:
    """Why a request gets no answer, as a status and a sentence."""
    try:
        signed = auth()
    except SecretsError as error:
        return None if scope["path"] in WATCHED else (503, error.message())
    if not (everybody() or signed or _from_here(scope)):
        return 403, UserError("access-open").message()
    if signed and not guarded_elsewhere() and not _asked_for_us(scope, signed) and scope["path"] not in WATCHED:
        return 403, text("access.other_name")
    if not guarded_elsewhere() and _other_site(scope):
        return 403, text("access.other_site")
    return (404, text("access.closed")) if _closed(scope["path"]) else None


def guarded_elsewhere() -> bool:
    """Whether a setting of Streamlit says that what stands in front of the dashboard looks at names and sites."""
    return not st.get_option("server.enableCORS")


def _asked_for_us(scope: Scope, signed: Mapping[str, Any]) -> bool:
    """Whether a request asks for the name to which people come back after signing in, for this computer, or for a name that Streamlit was told."""
    host = Headers(scope=scope).get("host", "")
    ours = urlsplit(str(signed.get("redirect_uri") or "")).hostname
    asked = _name(host)
    return bool(asked) and (asked == ours or _here(asked) or bool(st.get_option("server.allowedHosts") and is_host_allowed(host)))


def _other_site(scope: Scope) -> bool:
    """Whether a page of another site asks: browsers say so wherever it could do harm. Another port is another site."""
    headers = Headers(scope=scope)
    origin = headers.get("origin")
    if origin is None or origin in st.get_option("server.corsAllowedOrigins"):
        return False
    site = _site(origin)
    return site is None or site != _site(f"{origin.partition('://')[0]}://{headers.get('host', '')}")


def _site(origin: str) -> tuple[str | None, int] | None:
    """The name and port of a site, the usual port where none is said; None for what is no site of the web."""
    try:
        found = urlsplit(origin)
        usual = PORTS[found.scheme]
        return (found.hostname, found.port or usual) if not (found.username or found.path or found.query) else None
    except (ValueError, KeyError):
        return None


def _closed(path: str) -> bool:
    """Whether Streamlit would answer, and no page asks for it."""
    inner = path.partition(INNER)[2] if INNER in path else None
    return any(f"{place}/" in path for place in CLOSED) or (inner is not None and not inner.startswith(OPEN))


def near(host: str) -> bool:
    """Whether an address is this computer, or a setting says that the network may come in without sign-in."""
    return everybody() or _here(host)


def everybody() -> bool:
    """Whether a setting says that the network may come in without sign-in."""
    return value(SETTING) == MEANT


def _from_here(scope: Scope) -> bool:
    """Whether a request comes from a browser on this computer that asked for this computer.

    Not the name of a site that was made to point at it, nor a proxy on it that lets the network in; and who says nothing is not here.
    """
    headers = Headers(scope=scope)
    near_by = _here((scope.get("client") or ("", 0))[0]) and _here(_name(headers.get("host", "")))
    return near_by and not any(name in headers for name in FORWARDED)


def _name(host: str) -> str:
    """The name that a request asked for, without its port; empty where it holds anything more."""
    try:
        found = urlsplit(f"//{host}")
        known = found.hostname if not (found.username or found.path or found.query or found.fragment or "@" in host) else ""
    except ValueError:
        return ""
    return known or ""


def _here(host: str) -> bool:
    try:
        found = ip_address(host)
    except ValueError:
        return host == "localhost"
    return (getattr(found, "ipv4_mapped", None) or found).is_loopback
