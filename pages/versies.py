"""Versies: every confirmed delivery, two of them compared, and the way back to an earlier one."""

import streamlit as st

from ui import history
from ui.guard import guard

view = guard()
if not history.head():
    st.stop()
history.table(view.lang)
history.chosen()
two = history.pair()
if two is not None:
    history.difference(view, two)
