"""Texts in the language of the visit."""

import re

import streamlit as st

from locales import LANGUAGES, text
from ui.once import once

KEY = "taal"
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&])")


def language() -> str:
    """The language of this visit: the switch in the frame, else Dutch."""
    return once(KEY, _chosen)


def _chosen() -> str:
    chosen = st.session_state.get(KEY)
    return chosen if chosen in LANGUAGES else LANGUAGES[0]


def t(key: str, /, **params: object) -> str:
    """The text for `key` in the language of the visit."""
    return text(key, language(), **params)


def plain(value: object) -> str:
    """Any text made safe for a Streamlit label or sentence, which read Markdown."""
    return _MARKDOWN.sub(r"\\\1", str(value))
