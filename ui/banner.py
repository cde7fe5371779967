"""The line above every page that says whose figures these are, and what went wrong with the address."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO

import streamlit as st
from markupsafe import Markup

from data.template import build
from metrics.catalogue import catalogue
from metrics.filters import Filter
from ui import filters, html, narrowing, navigation, versions
from ui.downloads import later
from ui.navigation import Entry
from ui.source import Source, use_example
from ui.texts import language, plain, t

_SAID = "address_messages"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def draw(source: Source, messages: Sequence[str], entry: Entry, as_of: date) -> None:
    """The label of the data; on the first page also the three first steps. A page about other data says itself whose figures it shows."""
    _messages(messages, as_of)
    if entry.setting:
        return
    if source.own:
        _own(source)
    elif source.number:
        versions.banner(source)
    elif entry is navigation.PAGES[0]:
        _first_steps()
    else:
        html.show(Markup('<p class="im-label"><b>{}</b> {}</p>').format(t("ui.example.label"), t("ui.example.line")))


def filtered(wanted: Filter) -> None:
    """What is filtered, in words, with the way back."""
    if wanted:
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="banner-filtered"):
            html.show(Markup('<p class="im-label">{}</p>').format(t("filters.line", words=narrowing.words(wanted))), width="content")
            st.button(t("filters.clear"), on_click=narrowing.clear, icon=":material/filter_alt_off:", key="clear-filters")


def template_button(key: str) -> None:
    """The blank workbook, made when somebody asks for it."""
    st.download_button(
        t("ui.steps.template"), data=later(_template, language()), file_name=t("ui.steps.template_file"), mime=XLSX, key=key,
        icon=":material/download:", on_click="ignore",
    )  # fmt: skip


def leave_own() -> None:
    """For a callback: forget one's own files."""
    use_example()


def _messages(messages: Sequence[str], as_of: date) -> None:
    """What the address asked for and does not exist stays named until a filter changes."""
    if not messages and _SAID not in st.session_state:
        return
    now = (as_of, *(str(st.session_state.get(k)) for k in filters.KEYS))
    if messages:
        st.session_state[_SAID] = (now, tuple(messages))
    kept, said = st.session_state.get(_SAID, (None, ()))
    if kept == now:
        st.warning("  \n".join(plain(message) for message in said), icon=":material/link_off:")


def _own(source: Source) -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="banner-own"):
        names = ", ".join(source.names[:3]) + (f" +{len(source.names) - 3}" if len(source.names) > 3 else "")
        html.show(Markup('<p class="im-label im-label-own"><b>{}</b> {}</p>').format(t("ui.own.label"), t("ui.own.line", names=names)), width="content")
        st.button(t("ui.own.back"), on_click=leave_own, icon=":material/undo:", key="leave-own")


def _first_steps() -> None:
    with st.container(key="steps"):
        html.show(Markup('<p class="im-label"><b>{}</b> {} {}</p>').format(t("ui.example.label"), t("ui.example.line"), t("ui.steps.title")))
        first, second, third = st.columns(3, gap="medium", vertical_alignment="center")
        with first.container(horizontal=True, vertical_alignment="center", gap="small"):
            html.show(Markup('<span class="im-step">1</span>'), width="content")
            template_button("steps-template")
        with second.container(horizontal=True, vertical_alignment="center", gap="small"):
            html.show(Markup('<span class="im-step">2</span><span class="im-step-text">{}</span>').format(t("ui.steps.fill")), width="content")
        with third.container(horizontal=True, vertical_alignment="center", gap="small"):
            html.show(Markup('<span class="im-step">3</span>'), width="content")
            st.button(t("ui.steps.look"), on_click=navigation.go, args=("eigen-werkmap",), key="steps-look", icon=":material/upload_file:")


def _template(lang: str) -> bytes:
    """Runs in another thread, without a session: everything it needs comes as arguments."""
    target = BytesIO()
    build(target, lang, [i.name["nl"] for i in catalogue().values()])
    return target.getvalue()
