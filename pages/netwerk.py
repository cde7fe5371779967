"""Netwerk: referrals through the Hub, clusters and ecosystems, who works with whom, organisations reached and matches."""

import streamlit as st

from ui import behind, bundles, contacts, html, network
from ui.drawing import chart
from ui.empty import empty_page
from ui.guard import guard
from ui.links import linked
from ui.scope import scope

view = guard()
source, at = scope(view)
network.head(source, at)
behind.draw(view, "netwerk")
if network.contacted(source, at).total is None:
    empty_page("network", view.lang)
    st.stop()
chart(view, network.referrals_of)
behind.line(["D3.1"], "referrals", view.lang)
kind = bundles.kind_asked(view.lang)
linked(bundles.table(source, at, kind), "bundles", view.lang, behind.open_figure)
with st.container(key="wide-network"):
    chart(view, network.relations_of)
behind.line(["partijen"], "relations", view.lang)
html.show(network.relations_table(source, at))
left, right = st.columns([1.25, 1], gap="large")
with left:
    contacts.organisations(source, at)
with right:
    contacts.matches(source, at)
