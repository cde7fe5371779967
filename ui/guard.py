"""The first statement of every page: nothing is drawn for a visit that the frame did not let in."""

import streamlit as st

from ui.texts import t
from ui.view import View

_KEY = "view"


def admit(view: View) -> None:
    """The frame's word that this visit may see its pages."""
    st.session_state[_KEY] = view


def dismiss() -> None:
    """Take the word back; the frame does so at the start of every redraw, before it has looked at the visit."""
    st.session_state.pop(_KEY, None)


def looked_at() -> View | None:
    """What the visit looks at, where the frame let it in by now."""
    view = st.session_state.get(_KEY)
    return view if isinstance(view, View) else None


def guard() -> View:
    """What the page may show; stops the page where the frame did not admit the visit."""
    view = looked_at()
    if view is None:
        st.info(t("ui.guard"), icon=":material/lock:")
        st.stop()
    return view
