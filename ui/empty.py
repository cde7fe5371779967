"""A page without its data: what it will show, and the way to get there."""

import streamlit as st
from markupsafe import Markup

from locales import text
from ui import banner, html
from ui.navigation import go


def empty_page(area: str, lang: str) -> None:
    """Say what the page of an area shows once its sheets are filled in, with the template and the place for one's own workbook."""
    html.show(Markup('<p class="im-empty">{}</p>').format(text(f"{area}.empty", lang)))
    with st.container(horizontal=True, gap="small", key="empty-page"):
        banner.template_button(f"empty-template-{area}")
        st.button(text("ui.steps.look", lang), on_click=go, args=("eigen-werkmap",), key=f"empty-look-{area}", icon=":material/upload_file:")
