"""The line above every page that says whose figures these are, and what went wrong with the address."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO

import streamlit as st

from data.template import build
from metrics.catalogue import catalogue
from metrics.filters import Filter
from ui import filters, narrowing, navigation, versions
from ui.downloads import later
from ui.navigation import Entry
from ui.source import Source, use_example
from ui.texts import e, language, plain, t

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
        st.html(f'<p class="im-label"><b>{e(t("ui.example.label"))}</b> {e(t("ui.example.line"))}</p>')


def filtered(wanted: Filter) -> None:
    """What is filtered, in words, with the way back."""
    if wanted:
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="banner-filtered"):
            st.html(f'<p class="im-label">{e(t("filters.line", words=narrowing.words(wanted)))}</p>', width="content")
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
    now = (as_of, *(str(st.session_state.get(k)) for k in filters.KEYS))
    if messages:
        st.session_state[_SAID] = (now, tuple(messages))
    kept, said = st.session_state.get(_SAID, (None, ()))
    if kept == now:
        st.warning("  \n".join(plain(message) for message in said), icon=":material/link_off:")


def _own(source: Source) -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="banner-own"):
        names = ", ".join(source.names[:3]) + (f" +{len(source.names) - 3}" if len(source.names) > 3 else "")
        st.html(f'<p class="im-label im-label-own"><b>{e(t("ui.own.label"))}</b> {e(t("ui.own.line", names=names))}</p>', width="content")
        st.button(t("ui.own.back"), on_click=leave_own, icon=":material/undo:", key="leave-own")


def _first_steps() -> None:
    with st.container(key="steps"):
        st.html(f'<p class="im-label"><b>{e(t("ui.example.label"))}</b> {e(t("ui.example.line"))} {e(t("ui.steps.title"))}</p>')
        first, second, third = st.columns(3, gap="medium", vertical_alignment="center")
        with first.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.html('<span class="im-step">1</span>', width="content")
            template_button("steps-template")
        with second.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.html(f'<span class="im-step">2</span><span class="im-step-text">{e(t("ui.steps.fill"))}</span>', width="content")
        with third.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.html('<span class="im-step">3</span>', width="content")
            st.button(t("ui.steps.look"), on_click=navigation.go, args=("eigen-werkmap",), key="steps-look", icon=":material/upload_file:")


def _template(lang: str) -> bytes:
    """Runs in another thread, without a session: everything it needs comes as arguments."""
    target = BytesIO()
    build(target, lang, [i.name["nl"] for i in catalogue().values()])
    return target.getvalue()
