"""Which version of the data the visit looks at: the latest, or the one that the address pins (`?versie=3`)."""

import logging
from datetime import datetime
from zoneinfo import ZoneInfo

import streamlit as st
from markupsafe import Markup
from streamlit.delta_generator import DeltaGenerator

from data.events import event
from data.store.errors import StoreError
from data.store.store import Version
from locales import formats
from ui import html, shelf
from ui.access.visitor import tell
from ui.bound import needed
from ui.source import Source
from ui.texts import t

KEY = "versie"
_RELEASE, _TOLD = "release_version", "version_told"
HERE = ZoneInfo("Europe/Brussels")


def pinned(place: DeltaGenerator) -> int | None:
    """Draw the widget that the address is bound to, which nobody sees, and give the version that it pins."""
    if st.session_state.pop(_RELEASE, False):
        st.session_state[KEY] = None
    chosen = place.selectbox(KEY, known(), index=None, key=KEY, bind="query-params") if needed(KEY) else None
    return int(chosen) if chosen else None


def tell_switch(source: Source) -> None:
    """Write in the log that the visit looks at another version from here on, however it came to that; at the latest a visit begins by itself.

    Where the log can't be written the visit looks all the same, and the next redraw tries again: reading needs no disk to write on.
    """
    now = st.session_state.get(KEY)
    if not source.number or now == st.session_state.get(_TOLD):
        return
    try:
        tell("see", "switch", {"version": source.number})
    except StoreError as error:
        event("switch-not-in-log", logging.WARNING, version=source.number, kind=type(error).__name__)
        return
    st.session_state[_TOLD] = now


def known() -> list[str]:
    """The numbers that the address may hold."""
    return [str(n) for n in range(1, shelf.latest() + 1)]


def unknown(asked: list[str]) -> list[str]:
    """What the address asks for and does not exist, as sentences."""
    there = known()
    return [t("versions.unknown", value=v, count=len(there)) for v in asked if v and v not in there]


def banner(source: Source) -> None:
    """Which version this is, on each page; where it is not the latest, say so with the way back."""
    version = shelf.version(source.number)
    if not st.session_state.get(KEY):
        html.show(Markup('<p class="im-label">{}</p>').format(told(version)))
        return
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="banner-version"):
        line = t("versions.pinned", moment=moment(version.at), who=version.who)
        html.show(Markup('<p class="im-label im-label-own"><b>{}</b> {}</p>').format(t("versions.label", number=version.number), line), width="content")
        way_back()


def way_back() -> None:
    """The button to the latest version, where another one is looked at."""
    if st.session_state.get(KEY):
        st.button(t("versions.latest"), on_click=release, key="release-version", icon=":material/update:")


def release() -> None:
    """For a callback: look at the latest version again."""
    st.session_state[KEY] = None


def release_later() -> None:
    """Look at the latest version again from the next redraw on; for use outside a callback."""
    st.session_state[_RELEASE] = True


def pin(number: int) -> None:
    """For a callback: look at one version on every page."""
    st.session_state[KEY] = str(number)


def told(version: Version) -> str:
    """A version in words: "versie 3 van 12/11/2026 om 16:04, bevestigd door An"."""
    return t("versions.told", number=version.number, moment=moment(version.at), who=version.who)


def moment(at: datetime) -> str:
    """Day and hour as they are here."""
    local = at.astimezone(HERE)
    return t("versions.moment", day=formats.day(local.date()), hour=f"{local:%H:%M}")
