"""Impact: jobs, social-economy companies, material in the loop and CO2; realised apart from expected, measured apart from estimated."""

import streamlit as st

from ui import html, impact, material
from ui.drawing import chart
from ui.empty import empty_page
from ui.guard import guard
from ui.scope import scope, step

view = guard()
source, at = scope(view)
impact.head(source, at)
if "cases" not in source.dataset.tables:
    empty_page("impact", view.lang)
    st.stop()
impact.jobs(source, at)
by = step(view.lang)
left, right = st.columns(2, gap="large")
with left:
    chart(view, impact.heads_of, by, about=impact.counting_heads())
with right:
    chart(view, impact.fte_of)
dimension = material.head(source, at)
chart(view, material.material_of, dimension)
html.show(material.co2_table(source, at))
impact.economy(source, at)
html.show(impact.companies(source, at))
