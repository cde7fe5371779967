"""The case that is looked at, kept in the address (`?case=K-2024-001`) by a hidden widget in the frame, and links to a case."""

import streamlit as st
from markupsafe import Markup
from streamlit.delta_generator import DeltaGenerator

from data.dataset import Table
from data.names import fold
from locales import text
from metrics.spelling import texts_of
from ui.bound import needed
from ui.navigation import go, link
from ui.scope import Scope
from ui.texts import plain

KEY = "case"


def draw(place: DeltaGenerator) -> None:
    """The hidden widget; the frame draws it on every page."""
    if needed(KEY, ""):
        place.text_input(KEY, key=KEY, bind="query-params")


def asked() -> str:
    """The case in the address, empty for none."""
    return str(st.session_state.get(KEY) or "").strip()


def row_of(table: Table, number: str) -> int | None:
    """The row in Cases of the case with that Case-ID; None where there is none (any more)."""
    wanted = fold(number)
    return next((i for i, found in enumerate(texts_of(table, "case_id")) if fold(found) == wanted), None)


def case_link(number: str, title: str, at: Scope) -> Markup:
    """A case by title and number, as a link to its card."""
    where = link("cases", taal=at.lang, fase=at.period.phase, peildatum=at.as_of.isoformat(), case=number)
    pattern = Markup('<a class="im-case" href="{}" data-open="{}" target="_self">{}</a><small>{}</small>')
    return pattern.format(where, number, title or text("scope.no_name", at.lang), number)


def say_unknown(at: Scope) -> None:
    """Name the case in the address where the data (or what the filters leave of it) does not have it."""
    if asked():
        st.warning(text("cases.card.unknown", at.lang, name=plain(asked())), icon=":material/link_off:")


def open_case(name: str) -> None:
    """For a callback: show the card of a case."""
    go("cases", case=name)


def close_case() -> None:
    """For a callback: back to all cases."""
    st.session_state[KEY] = ""
