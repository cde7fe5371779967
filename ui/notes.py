"""Remarks on an indicator: what staff wrote about a day, on the charts and in a list, with the form to write, change or withdraw one."""

from collections.abc import Sequence
from datetime import date
from functools import partial

import streamlit as st

from charts.remarks import Remark
from data.errors import UserError
from data.store.store import Note
from locales import formats
from metrics.indicator import Indicator
from ui import done, html, shelf, versions
from ui.access import signature
from ui.access.visitor import can, store_for
from ui.html import Column
from ui.source import Source
from ui.texts import language, plain, t
from ui.view import View

MOST = 300  # signs of a remark: it has to stand below a chart
FIRST, LAST = date(2000, 1, 1), date(2099, 12, 31)
_DONE, _ROUND, _NEW = "note_done", "note_round", ""


def written(source: Source, name: str) -> list[Note]:
    """What staff wrote about an indicator, by day; nothing beside one's own files, which are nobody else's."""
    return [] if source.own else shelf.notes(name)


def remarks(found: Sequence[Note]) -> tuple[Remark, ...]:
    """The same as the charts show it, numbered."""
    return tuple(Remark(n, note.day, note.text, note.who) for n, note in enumerate(found, start=1))


def draw(view: View, indicator: Indicator, found: Sequence[Note]) -> None:
    """The list of an indicator's remarks and the form."""
    if view.source.own:
        return
    html.show(html.section(t("notes.title"), t("notes.line_many" if found else "notes.line_none")))
    if found:
        heads = [Column(t(f"notes.head.{k}"), css) for k, css in (("number", ""), ("day", "im-cell"), ("words", "im-long"), ("who", "im-cell"))]
        html.show(html.table(heads, [(n, formats.day(o.day), o.text, f"{o.who}, {versions.moment(o.at)}") for n, o in enumerate(found, start=1)]))
    if told := done.told(_key(indicator.id)):
        st.success(plain(t(f"notes.done.{told}")), icon=":material/check_circle:")
    if not can("note"):
        return
    with st.expander(t("notes.write"), key=f"note-box-{indicator.id}"):
        _form(view, indicator, {o.thread: (n, o) for n, o in enumerate(found, start=1)})


def _form(view: View, indicator: Indicator, known: dict[str, tuple[int, Note]]) -> None:
    """One form for a new remark and for a later wording of one that is there."""
    turn = st.session_state.get(_ROUND, 0)
    thread = _NEW
    if known:
        thread = st.selectbox(
            t("notes.which"), [_NEW, *known], key=f"note-which-{indicator.id}-{turn}", width=420,
            format_func=lambda k: t("notes.new") if k == _NEW else t("notes.short", number=known[k][0], day=formats.day(known[k][1].day)),
        )  # fmt: skip
    note = known[thread][1] if thread in known else None
    key = f"{indicator.id}-{thread}-{turn}"
    with st.form(f"note-{key}", border=False):
        day = st.date_input(t("notes.head.day"), note.day if note else _usual(view), FIRST, LAST, format="DD/MM/YYYY", key=f"note-day-{key}", width=180)
        words = st.text_area(t("notes.head.words"), note.text if note else "", max_chars=MOST, key=f"note-words-{key}", height=90, placeholder=t("notes.hint"))
        who = signature.ask(f"note-who-{key}")
        begin = partial(done.forget, _key(indicator.id))
        with st.container(horizontal=True, gap="small"):
            keep = st.form_submit_button(t("notes.change" if note else "notes.keep"), type="primary", icon=":material/check:", on_click=begin)
            withdraw = note is not None and st.form_submit_button(t("notes.withdraw"), icon=":material/delete:", on_click=begin)
    if keep or withdraw:
        _save(indicator.id, day, words, who, note, withdraw=withdraw)


def _save(name: str, day: date | None, words: str, who: str, note: Note | None, *, withdraw: bool) -> None:
    """Check on the server what the form asks, and keep it; a remark that is withdrawn stays in the store as it stood."""
    words, who = " ".join(words.split()), signature.settled(who)
    if withdraw and note is not None:
        day, words = note.day, note.text
    if not who or not words or len(words) > MOST or day is None or not FIRST <= day <= LAST:
        st.warning(plain(t("notes.missing", most=MOST)), icon=":material/edit_note:")
        return
    try:
        store_for("note").remark(name, day, words, who, note.thread if note else None, withdrawn=withdraw)
    except UserError as error:
        st.error(plain(error.message(language())), icon=":material/error:")
        return
    done.keep(_key(name), "withdrawn" if withdraw else "changed" if note else "kept")
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    st.rerun()


def _key(name: str) -> str:
    """What was done to the remarks on an indicator is told there only."""
    return f"{_DONE}-{name}"


def _usual(view: View) -> date:
    """The day that is proposed: one that the charts show."""
    return min(view.as_of, view.period.end) if view.period else view.as_of
