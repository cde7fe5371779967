"""A delivery that was dropped and not yet confirmed: it lives in the session, and nothing of it is stored."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, count

import streamlit as st

from data.decisions import Decisions
from data.raw import Source as File
from data.store.errors import NotKnownError, StoreError
from data.store.recipe import Mode, Recipe
from data.store.store import Entry, Version, open_store
from metrics.preview import Base, Preview, preview
from ui import shelf
from ui.access.visitor import store_for, tell
from ui.source import REMEMBERED, name_of, stored, upload_round, version
from ui.texts import t

_PENDING, _LOOKED, _ROUND = "pending_delivery", "pending_preview", "delivery_round"
_TRIED = "delivery_tried"  # the number and the recipe that a confirm was to become


# What was answered about an unknown word: a method of Decisions, and what it is called with.
Answer = tuple[str, tuple[str, ...]]


@dataclass(frozen=True)
class Pending:
    """The files, how they are to be taken up, and what was answered about unknown words; `seen` = the name of the latest data when somebody looked.

    Answers come on top of the decisions of the latest version, whoever took those, so that nobody's decision is lost.
    """

    files: tuple[File, ...]
    mode: Mode
    answers: tuple[Answer, ...]
    seen: str

    @property
    def key(self) -> tuple[object, ...]:
        """What a preview of it depends on, besides the version that it comes on top of."""
        return version(self.files), self.mode, self.answers

    def decisions(self, on: Decisions) -> Decisions:
        """All decisions: those that were there, and these answers."""
        for method, words in self.answers:
            on = getattr(on, method)(*words)
        return on


def pending() -> Pending | None:
    """What was dropped in this visit."""
    found: Pending | None = st.session_state.get(_PENDING)
    return found


def drop(files: Sequence[File]) -> None:
    """Take files to look at."""
    before = pending()
    named = told_apart(files)
    tell("deliver", "upload", {"files": [f.name for f in named]})
    if before is None:
        st.session_state[_PENDING] = Pending(named, "replace", (), name_of(shelf.latest()))
    else:  # one file more or less: what was chosen and answered holds
        change(files=named)


def told_apart(files: Sequence[File]) -> tuple[File, ...]:
    """Two files of one name get a number, so that a remark says which of them it is about."""
    named: list[File] = []
    for file in files:
        stem, dot, ending = file.name.rpartition(".")
        names = chain([file.name], (f"{stem} ({n}){dot}{ending}" for n in count(2)))
        taken = {f.name for f in named}
        named.append(replace(file, name=next(n for n in names if n not in taken)))
    return tuple(named)


def answer(method: str, *words: str) -> None:
    """For a callback: one more answer, on top of whatever was answered by now."""
    now = pending()
    if now is not None:
        change(answers=(*now.answers, (method, words)))


def change(**what: object) -> None:
    """For a callback: other files, another mode, or a later version seen."""
    now = pending()
    if now is not None:
        st.session_state[_PENDING] = replace(now, **what)  # type: ignore[arg-type]


def forget() -> None:
    """For a callback: stop; nothing was stored. The place to drop files begins empty again."""
    st.session_state.pop(_PENDING, None)
    st.session_state.pop(_LOOKED, None)
    st.session_state.pop(_TRIED, None)
    st.session_state.pop(REMEMBERED, None)
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1


def drop_key() -> str:
    """The key of the place to drop files."""
    return f"delivery-{st.session_state.get(_ROUND, 0)}-{upload_round()}"


def base() -> Base:
    """The latest version, as what a delivery comes on top of."""
    head = shelf.latest()
    return Base(head, shelf.version(head).recipe, stored(head).dataset) if head else Base()


def looked(now: Pending, as_of: date) -> Preview:
    """The preview on top of the latest version; made again only when something that it depends on changed. Raises UserError."""
    on = base()
    key = (*now.key, name_of(on.number), as_of)
    known = st.session_state.get(_LOOKED)
    if known is None or known[0] != key:
        known = key, _look(now, on, as_of)
        st.session_state[_LOOKED] = known
    found: Preview = known[1]
    return found


def confirm(now: Pending, made: Preview, who: str, note: str) -> Version:
    """Store the delivery as the next version; raises OvertakenError when there is a later one by now, and then nothing is stored."""
    accounting = {made.delivered.tables[k].sheet.name: vars(c) for k, c in made.delivered.counts.items()}
    entry = Entry(made.recipe, who, note, made.fingerprint, now.files, accounting)
    st.session_state[_TRIED] = made.base + 1, made.recipe.digest, who
    try:
        return store_for("deliver").confirm(made.base, entry)
    except StoreError as error:
        if not isinstance(error, NotKnownError):  # nothing of ours was stored, whatever a colleague stored at the same time
            st.session_state.pop(_TRIED, None)
        raise


def untold() -> int:
    """The version that a confirm of this visit became though the page could not say so any more, for its connection was lost; 0 where there is none.

    What was dropped is then done with. Without this the page would take it for the version of somebody else.
    """
    number, digest, who = st.session_state.get(_TRIED, (0, "", ""))
    if not number or number > shelf.latest():
        return 0
    st.session_state.pop(_TRIED, None)
    version = shelf.version(number)
    if (version.recipe.digest, version.who) != (digest, who):
        return 0
    forget()
    return int(number)


def _look(now: Pending, on: Base, as_of: date) -> Preview:
    with st.status(t("upload.step.reading"), expanded=True) as status:

        def told(step: str) -> None:
            status.update(label=t(f"upload.step.{step}"))
            st.text(t(f"upload.step.{step}"))

        def sources(recipe: Recipe, fresh: Sequence[File]) -> list[File]:
            return open_store().sources(recipe, fresh)

        try:
            found = preview(now.files, on, now.mode, now.decisions(on.recipe.decisions), as_of, sources, told)
        except Exception:
            status.update(label=t("upload.step.stopped"), state="error", expanded=False)
            raise
        status.update(label=t("upload.step.ready"), state="complete", expanded=False)
        return found
