"""Cases: the flow from question to anchored, which cases stand still, all cases in a list, and one case on a card."""

import streamlit as st

from ui import behind, casecard, caselink, caseload, cases, choices, explorer
from ui.drawing import chart
from ui.empty import empty_page
from ui.guard import guard
from ui.links import linked
from ui.scope import scope, step

view = guard()
source, at = scope(view)
row = casecard.found(source)
if row is not None:
    casecard.head(source, at, row)
    wide, side = st.columns([1.6, 1], gap="large")
    with wide:
        casecard.story(source, at, row)
        linked(casecard.links(source, at, row), "card-links", view.lang, caselink.open_case)
    with side:
        casecard.facts(source, at, row)
    casecard.verdicts(source, at, row)
    st.stop()

cases.head(source, at, choices.STALLED.chosen())
behind.draw(view, "cases")
caselink.say_unknown(at)
if cases.flow(source, at).total is None:
    empty_page("cases", view.lang)
    st.stop()

if cases.part(view.lang) == "list":
    linked(explorer.table(source, at), "explorer", view.lang, caselink.open_case)
    st.stop()

left, right = st.columns(2, gap="large")
with left:
    chart(view, cases.funnel_of)
    behind.line(cases.FUNNEL, "funnel", view.lang)
with right:
    chart(view, cases.dwell_of)
    behind.line(["verblijf"], "dwell", view.lang)
left, right = st.columns(2, gap="large", vertical_alignment="bottom")
with left:
    by = step(view.lang)
with right:
    stage = caseload.stage_asked(source, at, by)
left, right = st.columns(2, gap="large")
with left:
    chart(view, caseload.stock_of, by)
    behind.line(["in-stap"], "stock", view.lang)
with right:
    chart(view, caseload.balance_of, by, stage)
left, right = st.columns([1.6, 1], gap="large")
with left:
    linked(caseload.stalled_list(source, at, caseload.stalled_head(at)), "stalled", view.lang, caselink.open_case)
with right:
    chart(view, cases.stops_of)
    behind.line(["stopgezet"], "stops", view.lang)
