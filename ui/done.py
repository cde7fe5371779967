"""What was done is told once, in a redraw that whoever did it gets to see.

A redraw may be cut off by the next one, by a click or a connection that comes back: what it told was told to nobody. So the message stays for
the redraws of a few seconds, and is gone at the first one after that.
"""

import time
from typing import Any

import streamlit as st

STAYS = 3.0  # seconds


def keep(key: str, what: object) -> None:
    """Have something told from the next redraw on."""
    st.session_state[key] = what, None


def forget(key: str) -> None:
    """For the button of the next act: what was done before is told no more."""
    st.session_state.pop(key, None)


def told(key: str) -> Any:
    """What is to be told in this redraw; None where that is nothing, or was seen."""
    if key not in st.session_state:
        return None
    what, since = st.session_state[key]
    now = time.monotonic()
    if since is not None and now - since > STAYS:
        del st.session_state[key]
        return None
    st.session_state[key] = what, now if since is None else since
    return what
