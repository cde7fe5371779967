"""Overzicht: how the Hub stands, objective by objective and phase by phase, and what needs attention."""

import streamlit as st

from ui import behind, html, matrix, overview
from ui.guard import guard
from ui.links import linked
from ui.navigation import open_indicator, open_objective

view = guard()
overview.head(view)
wide, side = st.columns([3.6 if view.free else 2.6, 1], gap="large")
with wide:
    linked(matrix.matrix(view), "matrix", view.lang, open_objective)
    html.show(overview.legend(view))
with side:
    linked(overview.attention(view), "attention", view.lang, open_indicator)
    linked(overview.basis(view), "basis", view.lang, behind.open_figure)
behind.draw(view, "overzicht")
