"""The edition of the report for partners without an account: a web page and a PDF to send."""

from dataclasses import replace

import streamlit as st

from metrics.disclosure import THRESHOLD
from reports.formats import FORMATS
from reports.report.request import Request
from ui import html
from ui.report import download, file, texts
from ui.scope import scope
from ui.texts import t
from ui.view import View

_MADE = "partners_made"


def draw(view: View, request: Request) -> None:
    """What the edition leaves out, the button that makes it, and its files once they are there."""
    source, _ = scope(view)
    outside = replace(request, edition="partner")
    outside = replace(outside, texts=texts(source, outside))
    forms = [form for form in FORMATS.values() if form.outside]
    html.show(html.section(t("reporting.partners"), t("reporting.partners_line", limit=THRESHOLD)))
    ready = st.session_state.get(_MADE) == (source.version, outside)
    if outside.texts:
        html.show(html.small(t("reporting.partners_texts")))
    if st.button(t("reporting.partners_make"), key="make-partners", icon=":material/group:", disabled=ready):
        with st.status(t("reporting.making"), expanded=True) as status:
            for form in forms:
                status.update(label=t("reporting.step", name=t(f"reporting.format.{form.ending}")))
                file(source, outside, form.ending)
            status.update(label=t("reporting.ready"), state="complete", expanded=False)
        st.session_state[_MADE] = (source.version, outside)
        st.rerun()
    if ready:
        with st.container(horizontal=True, gap="small", key="partners-files"):
            for form in forms:
                download(source, outside, form, f"partners-{form.ending}")
