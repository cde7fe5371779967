"""Doelstellingen: one objective with all its indicators, and for one of them how it goes, what it means and the rows behind it."""

import streamlit as st

from ui import breakdown, indicator, notes, objective, rows
from ui.guard import guard
from ui.links import linked
from ui.navigation import go

view = guard()
current, remark = objective.chosen(view)
objective.head(view)
if remark:
    st.warning(remark, icon=":material/link_off:")
linked(objective.indicators(view, current.id), "indicators", view.lang, lambda asked: go("doelstellingen", indicator=asked))
indicator.head(view, current)
written = notes.written(view.source, current.id)
indicator.charts(view, current, notes.remarks(written))
notes.draw(view, current, written)
breakdown.draw(view, current)
indicator.fiche(current, view.lang)
rows.draw(view, current)
