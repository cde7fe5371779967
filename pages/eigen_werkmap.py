"""Bekijk je eigen werkmap: one's own files on every page of this visit, with what to mend in them; nothing is stored."""

import streamlit as st

from ui import mend, own
from ui.guard import guard
from ui.source import own_files
from ui.texts import t

view = guard()
if view.source.own:
    own.summary(view)
    own.accounting(view.source.dataset, view.lang)
    mend.draw(view, own_files())
    with st.expander(t("own.other")):
        own.upload(view)
else:
    own.before()
    own.upload(view)
    own.template()
