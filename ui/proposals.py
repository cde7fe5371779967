"""Words that the contract does not know: what they could mean, confirmed with one click and remembered with the version."""

import streamlit as st
from markupsafe import Markup

from data.contract import contract
from data.decisions import Decisions
from data.reader import lists_of
from data.store.store import sha256_of
from data.suggestions import Proposal
from data.tables import allowed_values
from locales import formats
from metrics.catalogue import indicator_names
from metrics.preview import Preview
from ui import html, uploads
from ui.texts import language, t

KINDS = ("columns", "values", "names")
METHODS = {"columns": "with_column", "values": "with_value"}  # what an answer is called with
PRESELECTED = 0.8  # below this likeness nobody should be led to click on it
SHOWN = 10  # proposals of one kind at once; the next come as these are answered


def draw(made: Preview) -> None:
    """All proposals, kind by kind, and what was decided before."""
    for kind in KINDS:
        mine = [p for p in made.proposals if p.kind == kind]
        if mine:
            more = t("proposals.more", count=len(mine) - SHOWN) if len(mine) > SHOWN else ""
            html.show(html.section(t(f"proposals.{kind}.title"), t(f"proposals.{kind}.line")))
            for proposal in mine[:SHOWN]:
                _ask(proposal, made)
            html.show(html.small(more) if more else "")
    _decided(made.recipe.decisions)


def _ask(proposal: Proposal, made: Preview) -> None:
    """One proposal with its buttons."""
    # By its word and not by its place: the next proposal must never take over what was chosen for this one.
    key = _key(proposal.kind, proposal.place, proposal.word, proposal.meant)
    with st.container(key=f"proposal-{key}", horizontal=True, vertical_alignment="center", gap="small"):
        html.show(_told(proposal))
        if proposal.kind == "names":
            st.button(t("proposals.one"), key=f"one-{key}", on_click=uploads.answer, args=("with_name", proposal.word, proposal.meant))
            st.button(t("proposals.two"), key=f"two-{key}", on_click=uploads.answer, args=("with_apart", proposal.word, proposal.meant))
            return
        options = _options(proposal, made)
        proposed = options.index(proposal.meant) if proposal.confidence >= PRESELECTED and proposal.meant in options else None
        chosen = st.selectbox(
            t("proposals.meant"), options, index=proposed, key=f"meant-{key}",
            format_func=lambda o: _name(proposal, o), label_visibility="collapsed", placeholder=t("proposals.choose"), width=260,
        )  # fmt: skip
        st.button(
            t("proposals.take"),
            key=f"yes-{key}",
            on_click=uploads.answer,
            args=(METHODS[proposal.kind], proposal.place, proposal.word, str(chosen)),
            disabled=chosen is None,
        )


def _key(*words: str) -> str:
    return sha256_of("\0".join(words).encode())[:12]


def _told(proposal: Proposal) -> str:
    """What was delivered, what it could be, and how sure that is."""
    lang = language()
    sheet, _, key = proposal.place.partition(".")
    place = contract()[sheet].title(lang) + (f" · {contract()[sheet].by_key[key].title(lang)}" if key else "") if sheet else ""
    sure = t("proposals.sure", share=formats.percent(proposal.confidence, 0, lang)) if proposal.confidence else t("proposals.unsure")
    meant = t("proposals.looks_like", name=proposal.meant) if proposal.kind == "names" else ""
    count = formats.plural(proposal.count, t("proposals.row"), t("proposals.rows"), lang)
    return Markup('<p class="im-proposal"><b>{}</b> {}<small>{}</small></p>').format(
        f"“{proposal.word}”", meant, " · ".join(p for p in (place, count, sure) if p)
    )


def _options(proposal: Proposal, made: Preview) -> list[str]:
    """What the word can be told to mean."""
    sheet, _, key = proposal.place.partition(".")
    if proposal.kind == "columns":
        table = made.delivered.tables.get(sheet)
        if table is None:  # not read for lack of this very column
            return [c.key for c in contract()[sheet].required]
        there = {key for part in table.parts for key in part.letters}
        return [c.key for c in table.sheet.columns if c.key not in there and not c.personal]
    lists = lists_of(made.delivered.hub, indicator_names(), made.dataset.phases)
    return [v.value for v in allowed_values(contract()[sheet].by_key[key], lists)]


def _name(proposal: Proposal, option: str) -> str:
    return contract()[proposal.place].by_key[option].title(language()) if proposal.kind == "columns" else option


def _decided(decisions: Decisions) -> None:
    """What was decided before or just now, each to be taken back."""
    made = _lines(decisions)
    if not made:
        return
    with st.expander(t("proposals.decided", count=len(made))):
        for kind, place, word, told in made:
            key = _key(kind, place, word)
            with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key=f"decided-{key}"):
                html.show(html.small(told))
                st.button(t("proposals.undo"), key=f"undo-decision-{key}", on_click=uploads.answer, args=("without", kind, place, word))


def _lines(decisions: Decisions) -> list[tuple[str, str, str, str]]:
    """(kind, place, word, sentence) of every decision."""
    lang = language()
    found = []
    for sheet, known in decisions.columns.items():
        columns = contract()[sheet].by_key
        told = {word: columns[key].title(lang) for word, key in known.items()}
        found += [("columns", sheet, w, t("proposals.told.columns", sheet=contract()[sheet].title(lang), word=w, meant=m)) for w, m in told.items()]
    for place, known in decisions.values.items():
        sheet, _, key = place.partition(".")
        column = contract()[sheet].by_key[key].title(lang)
        found += [("values", place, word, t("proposals.told.values", column=column, word=word, meant=meant)) for word, meant in known.items()]
    found += [("names", "", word, t("proposals.told.names", word=word, meant=meant)) for word, meant in decisions.names.items()]
    return found + [("apart", a, b, t("proposals.told.apart", word=a, meant=b)) for a, b in sorted(decisions.apart)]
