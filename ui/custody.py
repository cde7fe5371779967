"""The page Wat we bewaren: what is kept, where and how long, the columns with persons, and erasing the content of a file."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cache

import streamlit as st
from markupsafe import Markup

from data.contract import contract
from data.errors import UserError
from data.store.address import address
from data.store.errors import NotKnownError
from data.store.store import Kept
from locales import formats, text
from ui import done, html, shelf
from ui.access import signature
from ui.access.visitor import can, store_for
from ui.html import Column
from ui.remember import forget
from ui.texts import language, plain, t
from ui.view import View

KINDS = ("received", "versions", "notes", "reports", "log", "own", "sign_in")
_DONE = "purged_file"


def head(view: View) -> list[Kept]:
    """The one message: how many files are kept, and that persons stay in them; gives the files as received."""
    kept = shelf.files()
    there = [k for k in kept if not k.purged]
    count = formats.plural(len(there), t("custody.one"), t("custody.many"), view.lang)
    html.head(t("custody.overline"), t("custody.sentence", count=count) if there else t("custody.none"))
    return kept


def kinds() -> None:
    """Per kind: what, where, how long."""
    html.show(_kinds("disk" if address().startswith("sqlite") else "database", language()))


@cache
def _kinds(where: str, lang: str) -> Markup:
    css = {"kind": "im-mid", "what": "im-long", "where": "im-mid", "how_long": "im-long"}
    store, names = text(f"custody.{where}", lang), list(css)
    rows = [[text(f"custody.{name}.{kind}", lang, store=store) for name in names] for kind in KINDS]
    heads = [Column(text(f"custody.column.{name}", lang), css[name]) for name in names]
    return html.section(text("custody.kinds", lang), text("custody.kinds_line", lang)) + html.table(heads, rows)


def personal(view: View) -> None:
    """The columns that stay in the files as received."""
    html.show(_personal(view.lang))


@cache
def _personal(lang: str) -> Markup:
    found = [(sheet.title(lang), column.title(lang)) for sheet in contract().values() for column in sheet.columns if column.personal]
    columns = [Column(text(f"custody.column.{name}", lang)) for name in ("sheet", "name")]
    return html.section(text("custody.personal", lang), text("custody.personal_line", lang)) + html.table(columns, found)


def files(kept: Sequence[Kept], view: View) -> None:
    """The files as received, with for an administrator the way to erase one."""
    if not kept or not can("purge"):
        return
    columns = [
        Column(t(f"custody.column.{k}"), css)
        for k, css in (("file", "im-mid"), ("version", "im-n"), ("size", "im-n"), ("state", "im-cell"), ("rests", "im-mid"))
    ]
    resting = _resting()
    html.show(html.section(t("custody.files"), t("custody.files_line")))
    if name := done.told(_DONE):
        st.success(plain(t("custody.done", name=name)), icon=":material/delete_forever:")
    html.show(
        html.table(
            columns, [(k.name, k.version, _size(k, view.lang), t("custody.gone" if k.purged else "custody.there"), resting.get(k.sha256, "–")) for k in kept]
        )
    )
    there = {k.sha256: k for k in kept if not k.purged}
    if there:
        _erase(there)


def _erase(there: dict[str, Kept]) -> None:
    """The form: which file, in whose name, and a tick, for it can't be undone."""
    with st.form("purge", border=True):
        sha = st.selectbox(
            t("custody.which"), list(there), index=None, placeholder=t("custody.choose"), key="purge-file",
            format_func=lambda s: t("custody.told", name=there[s].name, version=there[s].version),
        )  # fmt: skip
        typed = signature.ask("purge-who")
        sure = st.checkbox(t("custody.sure"), key="purge-sure")
        asked = st.form_submit_button(t("custody.erase"), icon=":material/delete_forever:", on_click=done.forget, args=(_DONE,))
    name = signature.settled(typed) if asked else ""
    if not asked:
        return
    if not (sha and name and sure):
        st.warning(plain(t("custody.missing")), icon=":material/help:")
        return
    try:
        store_for("purge").purge(sha, name)
    except UserError as error:
        if isinstance(error, NotKnownError):  # it may be gone
            forget()
        st.error(plain(error.message(language())), icon=":material/error:")
        return
    forget()  # what was read from the file is not to stay in memory either
    done.keep(_DONE, there[sha].name)
    st.rerun()


def _resting() -> dict[str, str]:
    """By the fingerprint of a file what rests on it, in words: the versions, and the frozen reports made from one of them."""
    found = defaultdict(list)
    frozen = defaultdict(list)
    for report in reversed(shelf.reported()):
        frozen[report.frozen.version].append(t("custody.report", number=report.number))
    for version in reversed(shelf.history()):
        for sha in version.recipe.contents:
            found[sha] += [t("custody.version", number=version.number), *frozen[version.number]]
    return {sha: ", ".join(words) for sha, words in found.items()}


def _size(kept: Kept, lang: str) -> str:
    return t("custody.kb", size=formats.number(max(kept.size / 1024, 0.1), 1, lang))
