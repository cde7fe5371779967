"""Fasen: the phases side by side, compared per month, and what changed between two of them."""

import streamlit as st

from ui import html, phase_table, phases
from ui.drawing import chart
from ui.guard import guard
from ui.links import linked
from ui.navigation import open_indicator
from ui.scope import scope
from ui.texts import t

view = guard()
source, at = scope(view)
two = phases.pair(view)
phases.head(view, at, two)


if two is not None:
    phases.other(view, two)
    left, right = st.columns(2, gap="large")
    with left:
        chart(view, phases.movers_of, two[0].number, two[1].number)
        html.show(phase_table.folded(t("phases.table.changes"), phase_table.changed(view, at, two)))
    with right:
        chart(view, phases.leads_of)
heading = html.section(t("phases.table.title"), t("phases.table.line"))
linked(heading + phase_table.table(view, at, leads=True), "phases", view.lang, open_indicator)
linked(phase_table.folded(t("phases.table.all"), phase_table.table(view, at, leads=False)), "phases-all", view.lang, open_indicator)
