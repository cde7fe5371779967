"""Kaart: any counted indicator per municipality, in totals or per 10,000 inhabitants, and the rows of one municipality."""

import streamlit as st

from ui import placerows, places
from ui.empty import empty_page
from ui.guard import guard
from ui.links import linked
from ui.scope import scope

view = guard()
source, at = scope(view)
if not places.options(source):
    places.head_empty(at)
    empty_page("map", view.lang)
    st.stop()
top = st.container()
name, scale = places.asked(source, view)
with top:
    places.head(source, at, name)
wide, side = st.columns([1.7, 1], gap="large")
with wide:
    places.draw(view, source, at, name, scale)
with side:
    place = places.place_asked(source, view.lang)
    linked(placerows.table(source, at, name), "places", view.lang, placerows.open_row)
if place:
    placerows.rows(source, at, name, place)
