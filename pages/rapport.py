"""Rapport: the report to the funder: choose, write, make, freeze, and see what moved since it was reported."""

import streamlit as st

from ui import report, report_copy, report_frozen, report_partners, report_texts
from ui.guard import guard
from ui.scope import scope

view = guard()
report.head(view)
if not scope(view)[0].dataset.phases:
    st.stop()
request = report.choose(view)
report.make(view, request)
report.template(view, request)
report_texts.draw(view, request)
report_copy.draw(view, request)
report_partners.draw(view, request)
report_frozen.form(view, request)
report_frozen.table(view)
