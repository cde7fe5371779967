"""The page Versies: every confirmed delivery, two of them compared, and the way back to an earlier one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

import streamlit as st
from markupsafe import Markup

from data.errors import UserError
from data.store.address import address
from data.store.store import Version, open_store
from locales import formats
from metrics.preview import Difference, compare
from ui import confidential, differences, done, html, navigation, shelf, versions
from ui.access import signature
from ui.access.visitor import can, store_for
from ui.delivery import NOTE
from ui.html import Column
from ui.remember import remembered
from ui.source import Source, name_of, stored
from ui.texts import language, plain, t
from ui.view import View

_BACK, _DRAWN = "undone_version", "drawn_head"


@dataclass(frozen=True)
class Pair:
    """The two versions that are compared."""

    old: int
    new: int


def head() -> list[Version]:
    """The top of the page, and the line of versions, the latest first; says what the page will show where there is none yet."""
    line = shelf.history()
    if not line:
        html.head(t("versions.overline"), t("versions.none"))
        if can("deliver"):
            st.button(t("versions.to_delivery"), on_click=navigation.go, args=("gegevens",), key="to-delivery", icon=":material/upload_file:")
        return line
    count = formats.plural(len(line), t("versions.one"), t("versions.many"))
    html.head(t("versions.overline"), t("versions.sentence", count=count, moment=versions.moment(line[0].at)))
    if back := done.told(_BACK):
        st.success(plain(t("versions.undone", number=back)), icon=":material/undo:")
    return line


def erased() -> frozenset[str]:
    """The fingerprints of the files whose content is gone."""
    return shelf.erased()


def table(line: Sequence[Version], erased: frozenset[str], lang: str) -> None:
    """The line of versions, the latest first; `erased` = the fingerprints of the files whose content is gone."""
    css = {"moment": "im-cell", "note": "im-long", "rows": "im-n"}
    heads = [Column(t(f"versions.column.{k}"), css.get(k, "")) for k in ("number", "moment", "who", "what", "note", "rows")]
    rows = [(v.number, versions.moment(v.at), v.who, _what(v, line, erased), v.note, _accepted(v, lang)) for v in line]
    html.show(html.table(heads, rows))


def pair(line: Sequence[Version]) -> Pair | None:
    """The choice of two versions; by default the latest and the one before it."""
    numbers, told = [v.number for v in line], _told(line)
    if len(numbers) < 2:
        return None
    html.show(html.section(t("versions.compare"), t("versions.compare_line")))
    with st.container(horizontal=True, gap="medium"):
        old = st.selectbox(t("versions.old"), numbers, index=1, key="version-old", format_func=told, width=520)
        new = st.selectbox(t("versions.new"), numbers, index=0, key="version-new", format_func=told, width=520)
    return Pair(old, new)


def _told(line: Sequence[Version]) -> Callable[[int], str]:
    """How each version is offered. Looked up at once: Streamlit asks for it outside the redraw too, and for one that was chosen and is gone."""
    known = {v.number: versions.told(v) for v in line}
    return lambda number: known.get(number, str(number))


@remembered(entries=16)
def compared(source: Source, old: Source, as_of: date) -> Difference:
    """An earlier version against the one of `source`."""
    return compare(old.dataset, source.dataset, as_of)


def difference(view: View, two: Pair) -> None:
    """What differs between both, in figures and in rows."""
    old, new, lang = stored(two.old), stored(two.new), view.lang
    found = compared(new, old, view.as_of)
    count = formats.plural(len(found.figures), t("versions.figure"), t("versions.figures"), lang)
    html.show(
        html.section(t("versions.differs", count=count, old=two.old, new=two.new), t("versions.as_of", day=formats.day(view.as_of)), level=3),
        differences.figures(found.figures, found.rows, old.dataset, new.dataset, lang), differences.settings(found, old.dataset, new.dataset, lang),
        html.section(t("upload.rows"), level=3), differences.sheets(found, lang),
    )  # fmt: skip


def chosen(line: Sequence[Version], erased: frozenset[str]) -> None:
    """One version: look at it on every page, fetch what came in, or go back to it; not where it rests on what was erased."""
    html.show(html.section(t("versions.one_version"), t("versions.one_line")))
    number = st.selectbox(t("versions.which"), [v.number for v in line], key="version-one", format_func=_told(line), width=520)
    version = next(v for v in line if v.number == number)
    whole = not version.recipe.contents & erased
    if not whole:
        st.info(plain(t("errors.store-version-erased")), icon=":material/delete_forever:")
    with st.container(horizontal=True, gap="small"):
        if whole:
            st.button(t("versions.look"), on_click=_look, args=(number,), key="look-version", icon=":material/visibility:")
        for n, file in enumerate(version.received if can("original") else ()):
            if file.sha256 in erased:
                continue
            label, make = t("versions.fetch", name=plain(file.name)), partial(_received, address(), file.sha256)
            told = ("original", {"version": number, "file": file.name})
            confidential.button("original", label, make, file.name, told=told, key=f"received-{number}-{n}", icon=":material/download:")
    if whole and number != line[0].number and can("undo"):
        _undo(number, line[0].number)


def _undo(number: int, latest: int) -> None:
    with st.form("undo", border=True):
        html.show(Markup("<p>{}</p>").format(t("versions.undo_line", number=number)))
        typed = signature.ask()
        note = st.text_input(t("upload.note"), max_chars=NOTE)
        asked = st.form_submit_button(t("versions.undo", number=number), icon=":material/undo:", on_click=done.forget, args=(_BACK,))
    # What the person decided on is the line as it was drawn, not as it may have become by the click.
    now = latest, name_of(latest)
    drawn, named = st.session_state.get(_DRAWN, now)
    st.session_state[_DRAWN] = now
    if not asked:
        return
    if drawn > latest or name_of(drawn) != named:
        st.warning(plain(t("versions.other_store")), icon=":material/sync_problem:")
        return
    name = signature.settled(typed)
    if not name:
        st.warning(plain(t("upload.who_missing")), icon=":material/person:")
        return
    try:
        made = store_for("undo").undo(drawn, number, name, note.strip()[:NOTE])
    except UserError as error:
        st.error(plain(error.message(language())), icon=":material/error:")
        return
    done.keep(_BACK, made.number)
    versions.release_later()
    st.rerun()


def _look(number: int) -> None:
    versions.pin(number)
    navigation.go("overzicht")


def _what(version: Version, line: Sequence[Version], erased: frozenset[str]) -> str:
    """What came in, or what was undone."""
    if version.kind == "undo":
        digest = version.recipe.digest
        back = next((v.number for v in reversed(line) if v.recipe.digest == digest), version.number)
        return t("versions.kind.undo", number=back)
    return ", ".join(t("versions.gone", name=f.name) if f.sha256 in erased else f.name for f in version.received)


def _accepted(version: Version, lang: str) -> str:
    """How many rows of what came in were accepted; nothing came in with an undo."""
    return formats.number(sum(c.get("accepted", 0) for c in version.accounting.values()), 0, lang) if version.accounting else "–"


def _received(url: str, sha256: str) -> bytes:
    """Runs in another thread, without a session."""
    return open_store(url).content(sha256)
