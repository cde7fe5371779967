"""The widgets that nobody sees and that the address is bound to: drawn only while they have something to keep there.

A widget that is not drawn costs a redraw nothing, and there are some forty of them; what it holds stays in the session.
"""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator


def place() -> DeltaGenerator:
    """Where they stand, hidden by the stylesheet; once in the frame."""
    return st.container(key="hidden-bound")


def needed(key: str, empty: object = None) -> bool:
    """Whether the widget of `key` must be drawn: the address asks something of it, or something else than `empty` was chosen.

    Streamlit writes what a callback chose into the address only where the session knew the key before (tests/ui/test_bound.py).
    """
    return key in st.query_params or st.session_state.setdefault(key, empty) != empty
