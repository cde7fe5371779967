"""The visitor of this redraw, and the check before anything that only some may do."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal

import streamlit as st

from data.errors import UserError
from data.store.log import About, Act, note
from data.store.store import Store, open_store
from ui.access.opening import sign_in_needed
from ui.access.people import people
from ui.access.rights import NEEDS, Action, Role, may

WHO = "who"  # the name that a visitor without sign-in last gave
_TOLD = "refused_already"


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
    if said.get("email_verified") is False:
        return "unverified"
    begun = said.get("iat")  # of this sign-in: `auth_time` may be that of an earlier one elsewhere
    if not isinstance(begun, (int, float)) or now - begun > known.hours * 3600:
        return "expired"
    role = known.role(email)
    return Visitor(str(said.get("name") or email), email.strip().casefold(), role) if role else "stranger"


def can(action: Action) -> bool:
    """Whether the visitor may do something: for what is shown. Whatever is done asks `require`."""
    found = look()
    return isinstance(found, Visitor) and may(found.role, action)


def require(action: Action) -> Visitor:
    """The visitor, who may do this; raises RefusedError otherwise, and the attempt is in the log."""
    found = look()
    if isinstance(found, Visitor) and may(found.role, action):
        return found
    refused(action, found)
    raise RefusedError(action)


def store_for(action: Action) -> Store:
    """The store for a visitor who may do this, who stands in the log with whatever is done; raises RefusedError otherwise."""
    visitor = require(action)
    return replace(open_store(), actor=visitor.signature)


def tell(action: Action, act: Act, about: About) -> None:
    """A line in the log about something that changes nothing in the store; raises RefusedError where the visitor may not do it."""
    store = store_for(action)
    note(store, store.actor, act, about)


def refused(action: Action, found: Visitor | Outside) -> None:
    """Write an attempt that was refused in the log, once per visit and action, so that a page that is reloaded does not fill it."""
    told = st.session_state.setdefault(_TOLD, set())
    who = found.signature if isinstance(found, Visitor) else str(st.user.to_dict().get("email") or "")
    if (action, who) not in told:
        told.add((action, who))
        note(open_store(), who, "refused", {"action": action})


def bound(action: Action, make: Callable[[], bytes]) -> Callable[[], bytes]:
    """Work for later, in another thread without a session: the right is looked at again when it is done."""
    email = require(action).email

    def done() -> bytes:
        role = people().role(email) if email else "beheerder"
        if role is None or not may(role, action):
            raise RefusedError(action)
        return make()

    return done
