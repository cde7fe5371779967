"""Under which name somebody writes: whoever signed in has one; on a computer without sign-in it is asked."""

import streamlit as st

from ui import html
from ui.access.visitor import LONGEST, WHO, Visitor, look, plain_name, shown
from ui.texts import t


def ask(key: str | None = None) -> str:
    """The field for the name, or the name itself where it is known; gives what is to be written."""
    visitor = shown()
    if isinstance(visitor, Visitor) and not visitor.local:
        html.show(html.small(t("access.signed_by", name=visitor.name)))
        return visitor.name
    return st.text_input(t("upload.who"), value=str(st.session_state.get(WHO, "")), max_chars=LONGEST, key=key, width=320)


def settled(typed: str) -> str:
    """What stands under what is written: never another name than that of whoever signed in. It is kept for the rest of the visit."""
    visitor = look()
    if isinstance(visitor, Visitor) and not visitor.local:
        return visitor.name
    name = plain_name(typed)
    if name:
        st.session_state[WHO] = name
    return name
