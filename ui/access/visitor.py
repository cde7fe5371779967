"""The visitor of this redraw, and the check before anything that only some may do."""

import threading
import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal

import streamlit as st

from data.errors import UserError
from data.store.address import address
from data.store.change import About, Act
from data.store.log import note
from data.store.store import Store, open_store
from ui.access.opening import sign_in_needed
from ui.access.people import folded, people
from ui.access.rights import NEEDS, Action, Role, may
from ui.once import once
from ui.shelf import about_to_write

WHO = "who"  # the name that a visitor without sign-in last gave
LONGEST = 80  # signs of a name
SKEW = 300.0  # seconds that the provider's clock may run ahead
VERIFIED = (True, "true", "True")  # how providers say that an address is confirmed; one that says nothing lets in whom it knows
CLAIMS = ("email", "email_verified", "iat", "name")  # what counts of what a provider says
AGAIN = 600.0  # seconds in which an attempt of the same person is not written in the log again
_TOLD: dict[tuple[str, ...], float] = {}
_LOCK = threading.Lock()


@dataclass(frozen=True)
class Visitor:
    """Who looks: `email` is empty on a computer without sign-in, where everybody may do everything."""

    name: str
    email: str
    role: Role

    @property
    def local(self) -> bool:
        """Whether nobody has to sign in here."""
        return not self.email

    @property
    def signature(self) -> str:
        """How the visitor stands in the log."""
        return self.email if self.name in ("", self.email) else f"{self.name} ({self.email})" if self.email else self.name


# Why a visit may not see anything.
Outside = Literal["unknown", "expired", "stranger", "unverified"]


class RefusedError(UserError):
    """The visitor lacks the role for an action."""

    def __init__(self, action: Action) -> None:
        super().__init__("access-refused", role=NEEDS[action])


def look() -> Visitor | Outside:
    """Who this visit is, by the list as it stands now. Raises UserError where the list can't be read."""
    if not sign_in_needed():
        return Visitor(str(st.session_state.get(WHO, "")), "", "beheerder")
    said = st.user.to_dict()
    return judged(said, time.time()) if said.get("is_logged_in") else "unknown"


def judged(said: dict[str, Any], now: float) -> Visitor | Outside:
    """What the provider said of somebody who signed in, held against the list; `now` in seconds since 1970."""
    email, known = str(said.get("email") or ""), people()
    if said.get("email_verified", True) not in VERIFIED:
        return "unverified"
    begun = said.get("iat")  # of this sign-in: `auth_time` may be that of an earlier one elsewhere
    if not isinstance(begun, (int, float)) or not -SKEW <= now - begun <= known.hours * 3600:
        return "expired"
    role = known.role(email)
    return Visitor(plain_name(said.get("name")) or plain_name(email), folded(email), role) if role else "stranger"


def plain_name(said: object) -> str:
    """A name on one line, without signs that nobody sees or that turn the text around them."""
    seen = "".join(" " if unicodedata.category(sign).startswith("C") else sign for sign in str(said or ""))
    return " ".join(seen.split())[:LONGEST]


def shown() -> Visitor | Outside:
    """The same for what a redraw shows: looked up once in it. Raises UserError where the list can't be read."""
    return once("visitor", look)


def can(action: Action) -> bool:
    """Whether the visitor may do something: for what is shown. Whatever is done asks `require`."""
    found = shown()
    return isinstance(found, Visitor) and may(found.role, action)


def require(action: Action) -> Visitor:
    """The visitor, who may do this; raises RefusedError otherwise, and the attempt is in the log."""
    found = look()
    if isinstance(found, Visitor) and may(found.role, action):
        return found
    refused(action, signature_of(found))
    raise RefusedError(action)


def store_for(action: Action) -> Store:
    """The store for a visitor who may do this, who stands in the log with whatever is done; raises RefusedError otherwise."""
    visitor = require(action)
    about_to_write()
    return replace(open_store(), actor=visitor.signature)


def tell(action: Action, act: Act, about: About) -> None:
    """A line in the log about something that changes nothing in the store; raises RefusedError where the visitor may not do it."""
    store = store_for(action)
    note(store, store.actor, act, about)


def signature_of(found: Visitor | Outside) -> str:
    """How this visit stands in the log, also where it may see nothing; empty for who did not sign in."""
    return found.signature if isinstance(found, Visitor) else plain_name(st.user.to_dict().get("email"))


def refused(action: Action, who: str) -> None:
    """Write an attempt that was refused in the log; the same again only after a while, so that who reloads a page does not fill it."""
    key, now = (address(), action, who), time.monotonic()
    with _LOCK:
        for old in [k for k, until in _TOLD.items() if until < now]:
            del _TOLD[old]
        if key in _TOLD:
            return
        _TOLD[key] = now + AGAIN
    note(open_store(), who, "refused", {"action": action})


def bound(action: Action, make: Callable[[], bytes]) -> Callable[[], bytes]:
    """Work for later, in another thread without a session: the right, and whether the sign-in still holds, are looked at again then."""
    visitor = require(action)
    said = {key: value for key, value in st.user.to_dict().items() if key in CLAIMS}

    def done() -> bytes:
        found = visitor if visitor.local else judged(said, time.time())
        if isinstance(found, Visitor) and may(found.role, action):
            return make()
        refused(action, visitor.signature)
        raise RefusedError(action)

    return done
