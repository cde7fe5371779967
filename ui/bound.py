"""The widgets that nobody sees and that the address is bound to: drawn only while they have something to keep there.

A widget that is not drawn costs a redraw nothing, and there are some forty of them; what it holds stays in the session.
"""

from collections.abc import Container

import streamlit as st
from streamlit.delta_generator import DeltaGenerator


def place() -> DeltaGenerator:
    """Where they stand, hidden by the stylesheet; once in the frame."""
    return st.container(key="hidden-bound")


def asked() -> Container[str]:
    """What the address asks for, for who looks many times."""
    return st.query_params.to_dict()


def needed(key: str, empty: object = None, among: Container[str] | None = None) -> bool:
    """Whether the widget of `key` must be drawn: the address (`among`) asks something of it, or something else than `empty` was chosen.

    Streamlit writes what a callback chose into the address only where the session knew the key before (tests/ui/test_bound.py).
    """
    return key in (asked() if among is None else among) or st.session_state.setdefault(key, empty) != empty
