"""Versies: every confirmed delivery, two of them compared, and the way back to an earlier one."""

import streamlit as st

from ui import history
from ui.guard import guard

view = guard()
line = history.head()
if not line:
    st.stop()
erased = history.erased()
history.table(line, erased, view.lang)
history.chosen(line, erased)
two = history.pair(line)
if two is not None:
    history.difference(view, two)
