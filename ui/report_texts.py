"""Writing the texts of a report: three questions per objective, with live figures, a first draft by rule, and every earlier wording."""

import streamlit as st

from data.errors import UserError
from data.store.narratives import Place, write
from locales import formats
from reports.report.draft import draft
from reports.report.facts import Facts
from reports.report.live import changed, unknown, used, values
from reports.report.request import OBJECTIVES, PROMPTS, Request
from ui import html, shelf, versions
from ui.access import signature
from ui.access.visitor import can, store_for
from ui.report import facts_of, prompt
from ui.scope import scope
from ui.texts import language, plain, t
from ui.view import View

MOST = 6000  # signs of one text


def draw(view: View, request: Request) -> None:
    """The texts by section; nothing where one's own files are looked at, which are nobody else's."""
    source, _ = scope(view)
    if source.own:
        html.show(html.small(t("narrative.own")))
        return
    html.show(html.section(t("narrative.title"), t("narrative.line")))
    facts = facts_of(source, request)
    section = st.selectbox(t("narrative.section"), list(PROMPTS), key="narrative-section", format_func=_section, width=420)
    for name in PROMPTS[section]:
        _one(facts, Place(section, request.period.start, request.period.end, name, request.lang))


def _section(key: str) -> str:
    number = key.rpartition("_")[2]
    return t("narrative.objective", number=number, name=t(f"ui.objectives.{number}")) if number.isdigit() else t(f"reporting.part.{key}")


def _one(facts: Facts, place: Place) -> None:
    """One question: what stands there, what changed since, and the form to write it anew."""
    known = shelf.wordings(place)
    now = known[0] if known else None
    key = f"{place.section}-{place.prompt}-{place.start}-{place.end}-{place.lang}-{len(known)}"
    if now and now.text:
        moved = changed(now.figures, facts)
        for name, (was, is_) in moved.items():
            st.warning(plain(t("narrative.changed", name=name, was=was or "–", now=is_ or "–")), icon=":material/sync_problem:")
    proposal = draft(facts, int(place.section[-1])) if place.prompt == "see" and place.section[-1] in map(str, OBJECTIVES) else ""
    text = (now.text if now else "") or st.session_state.get(f"draft-{key}", "")
    with st.form(f"narrative-{key}", border=True):
        typed = st.text_area(prompt(place.prompt, place.lang), value=text, max_chars=MOST, height=130, key=f"text-{key}")
        with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
            name = signature.ask(f"who-{key}")
            saved = st.form_submit_button(t("narrative.save"), icon=":material/save:", disabled=not can("write"))
    if proposal and not text:
        st.button(t("narrative.draft"), key=f"propose-{key}", on_click=_propose, args=(key, proposal), icon=":material/edit_note:")
    if known:
        with st.expander(t("narrative.earlier", count=len(known))):
            for wording in known:
                html.show(html.small(f"{wording.who}, {versions.moment(wording.at)}"))
                st.text(wording.text or t("narrative.emptied"))
    if saved:
        _save(facts, place, typed.strip()[:MOST], signature.settled(name))


def _propose(key: str, proposal: str) -> None:
    st.session_state[f"draft-{key}"] = proposal
    st.session_state[f"text-{key}"] = proposal


def _save(facts: Facts, place: Place, text: str, name: str) -> None:
    strange = unknown(text, facts)
    if not name:
        st.warning(plain(t("upload.who_missing")), icon=":material/person:")
    elif strange:
        st.warning(plain(t("narrative.unknown", names=", ".join(strange))), icon=":material/help:")
    else:
        try:
            write(store_for("write"), place, text, values(facts, used(text)), name)
        except UserError as error:
            st.error(plain(error.message(language())), icon=":material/error:")
            return
        st.toast(t("narrative.saved", day=formats.day(facts.as_of)))
        st.rerun()
