"""Hubs samen: what several hubs reached, beside each other and together, for whoever funds or compares them."""

import streamlit as st

from ui import choices, html, hub_page, hub_tables, phase_table
from ui.drawing import chart
from ui.guard import guard
from ui.hubs import asked, compared
from ui.links import linked
from ui.scope import scope
from ui.texts import t

view = guard()
hubs = hub_page.source()
if hubs is None:
    st.stop()

message = st.container()
view = asked(view, hubs)
source, at = scope(view)
found = compared(source, at)
with message:
    hub_page.head(found, at)
    hub_page.answer(found, at)

html.show(html.section(t("together.table.title"), t("together.table.line")))
chosen = choices.TOGETHER.chosen() or ""
linked(hub_tables.table(view, chosen, leads=True), "together", view.lang, choices.TOGETHER.choose)
everything = phase_table.folded(t("together.table.all"), hub_tables.table(view, chosen, leads=False))
linked(everything, "together-all", view.lang, choices.TOGETHER.choose)

html.show(hub_tables.months_head(view.lang))
indicator = hub_page.indicator(view)
chart(view, hub_page.months_of, indicator.id, about=indicator)
hub_page.tables(found, at, indicator)
html.show(html.section(t("together.basis")), hub_tables.basis(found.participants, view.lang))
