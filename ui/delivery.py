"""The page Gegevens: what a delivery would change, what looks wrong in it, and the way to confirm it."""

from dataclasses import replace
from datetime import date

import streamlit as st
from markupsafe import Markup

from data.contract import REQUIRED_ONE_OF, contract
from data.errors import UserError
from data.findings import Findings
from data.store.recipe import MODES
from data.store.reports import covers
from data.store.store import OvertakenError, open_store, received_files
from locales import formats
from metrics.preview import Preview, compare
from ui import differences, given, html, mend, navigation, own, proposals, shelf, uploads, versions
from ui.access import signature
from ui.html import Column
from ui.source import Source, name_of, stored
from ui.texts import language, plain, t
from ui.uploads import Pending
from ui.view import View

_DONE = "confirmed_version"
UNREAD = ("column-missing", "sheet-doubled", "file-unreadable")  # findings for which a whole sheet or file is left out
NOTE = 1000  # signs of a remark with a version


def head(view: View) -> int:
    """Whose data the pages show now; gives the number of the latest version, 0 while there is none."""
    untold = uploads.untold()
    if untold:
        versions.release_later()
        st.session_state[_DONE] = untold
    number = shelf.latest()
    if not number:
        html.head(t("upload.overline"), t("upload.none_yet"))
        return number
    version = shelf.version(number)
    counts = stored(number).dataset.counts.values()
    read, accepted = (formats.number(sum(getattr(c, k) for c in counts), 0, view.lang) for k in ("read", "accepted"))
    html.head(t("upload.overline"), t("upload.current", number=number, moment=versions.moment(version.at), who=version.who, read=read, accepted=accepted))
    return number


def done(latest: int) -> None:
    """After a confirm, while that is the latest: that it is there, and the way on or back."""
    number = st.session_state.get(_DONE)
    if not number or number != latest:
        return
    st.success(plain(t("upload.done", number=number)), icon=":material/check_circle:")
    with st.container(horizontal=True, gap="small"):
        st.button(t("upload.see_overview"), on_click=navigation.go, args=("overzicht",), type="primary", key="see-overview")
        st.button(t("upload.see_versions"), on_click=navigation.go, args=("versies",), key="see-versions", icon=":material/history:")


def drop() -> None:
    """The place to drop files."""
    files = st.file_uploader(t("upload.drop"), type=list(own.TYPES), accept_multiple_files=True, key=uploads.drop_key(), help=t("own.drop_help"))
    dropped = given.files(files)
    now = uploads.pending()
    if dropped and (now is None or [f.data for f in now.files] != [f.data for f in dropped]):
        uploads.drop(dropped)
        st.session_state.pop(_DONE, None)
        st.rerun()


def _day(view: View) -> date:
    """The reference date of the preview: that of the example says nothing about one's own files, unless somebody chose it."""
    return date.today() if view.source.fictional and "peildatum" not in st.query_params else view.as_of


def examined(view: View, now: Pending) -> None:
    """Everything about what was dropped, from what asks for a decision to the details, and the decision itself."""
    view = replace(view, as_of=_day(view))
    top = st.container()
    _mode(now)
    try:
        made = uploads.looked(now, view.as_of)
    except UserError as error:
        st.error(plain(error.message(view.lang)), icon=":material/error:")
        html.show(html.small(t("own.nothing_changed")))
        st.button(t("upload.stop"), on_click=uploads.forget, key="stop-delivery", icon=":material/close:")
        return
    with top:
        html.show(html.section(_verdict(view, now, made), t("upload.not_stored")))
    overtaken = _overtaken(view, now)
    empty = not any(key in made.dataset.tables for key in REQUIRED_ONE_OF)
    _remarks(made, now, view.lang)
    _changes(view, made)
    proposals.draw(made)
    delivered = Source(f"{made.recipe.digest}/{made.base}", made.delivered.files, made.delivered, own=True)
    mend.draw(replace(view, source=delivered), now.files)
    _broken(made, view.lang)
    own.accounting(made.delivered, view.lang, whole=made.dataset)
    _decide(now, made, blocked="upload.blocked" if overtaken else "upload.nothing" if empty else "")


def _verdict(view: View, now: Pending, made: Preview) -> str:
    """What was found, in one line."""
    lang, found = view.lang, made.delivered.findings
    parts = [
        formats.plural(len(made.difference.figures), t("upload.one.figure"), t("upload.many.figure"), lang) if made.difference else "",
        formats.plural(len(made.suspicions), t("upload.one.odd"), t("upload.many.odd"), lang) if made.suspicions else "",
        formats.plural(found.count("error"), t("own.one.error"), t("own.many.error"), lang),
        formats.plural(found.count("warning"), t("own.one.warning"), t("own.many.warning"), lang),
    ]
    return t("upload.about", names=", ".join(f.name for f in now.files), found=", ".join(p for p in parts if p))


def _mode(now: Pending) -> None:
    def keep() -> None:
        uploads.change(mode=st.session_state["delivery-mode"])

    if not shelf.latest():
        return
    st.session_state["delivery-mode"] = now.mode
    st.radio(
        t("upload.mode.label"), MODES, key="delivery-mode", on_change=keep, format_func=lambda m: t(f"upload.mode.{m}"),
        captions=[t(f"upload.mode.{m}_line") for m in MODES],
    )  # fmt: skip


def _overtaken(view: View, now: Pending) -> bool:
    """Say what somebody else confirmed since this delivery was dropped, or that another back-up was put back; the decision waits until that is seen."""
    head_ = shelf.latest()
    latest = name_of(head_)
    if latest == now.seen:
        return False
    seen = int(now.seen.rpartition("/")[2] or 0)
    if seen > head_ or name_of(seen) != now.seen:
        st.warning(plain(t("upload.other_store")), icon=":material/sync_problem:")
    else:
        version = shelf.version(head_)
        st.warning(plain(t("errors.store-overtaken", number=head_, who=version.who)), icon=":material/sync_problem:")
        if seen:
            before, after = stored(seen).dataset, stored(head_).dataset
            found = compare(before, after, view.as_of)
            html.show(
                html.section(t("upload.theirs", number=head_, who=version.who), level=3),
                differences.figures(found.figures, found.rows, before, after, view.lang),
            )
    st.button(t("upload.seen"), on_click=uploads.change, kwargs={"seen": latest}, key="seen-theirs", icon=":material/visibility:")
    return True


def _remarks(made: Preview, now: Pending, lang: str) -> None:
    """What came in before, what is valid and probably wrong, and which empty sheets are left alone, each in a sentence."""
    for file in now.files:
        number = open_store().seen(received_files([file])[0].sha256)
        if number:
            st.info(plain(t("upload.seen_before", name=file.name, number=number)), icon=":material/history:")
    for odd in made.suspicions:
        sheet = contract()[odd.sheet]
        column = sheet.by_key[odd.column].title(lang) if odd.column else ""
        params = {k: formats.day(v) if isinstance(v, date) else formats.number(v, 0, lang) if isinstance(v, int) else v for k, v in odd.params.items()}
        st.warning(plain(t(f"suspicions.{odd.code}", sheet=sheet.title(lang), column=column, **params)), icon=":material/warning:")
    for block in made.delivered.findings.blocks:
        if block.code in UNREAD:
            for sentence in Findings((block,)).frame(lang)["message"]:
                st.error(plain(sentence), icon=":material/error:")
    if made.untouched:
        st.info(plain(t("upload.untouched", sheets=", ".join(contract()[k].title(lang) for k in made.untouched))), icon=":material/info:")


def _broken(made: Preview, lang: str) -> None:
    """What the delivery makes wrong in sheets that are not in it."""
    if made.broken:
        columns = [Column(t(f"own.column.{k}"), css) for k, css in (("cell", "im-cell"), ("sheet", "im-cell"), ("message", "im-long"))]
        rows = [row for p in made.broken for row in p.rows[["cell", "sheet", "message"]].itertuples(index=False, name=None)]
        more = html.small(t("own.more", shown=mend.SHOWN, count=formats.number(len(rows), 0, lang))) if len(rows) > mend.SHOWN else ""
        html.show(html.section(t("upload.broken"), t("upload.broken_line")), html.table(columns, rows[: mend.SHOWN], row_header=False), more)


def _changes(view: View, made: Preview) -> None:
    """What changes in the figures and in the rows."""
    before = uploads.base().dataset
    if made.difference is None or before is None:
        html.show(html.section(t("upload.changes"), t("upload.first")))
        return
    found, lang = made.difference, view.lang
    count = len(found.figures)
    touched = [c for c in found.figures if any(covers(r, c.result.period.start, c.result.period.end) for r in shelf.reported())]
    if touched:
        names = ", ".join(f"{c.result.indicator.id} ({differences.period(c.result, lang)})" for c in touched)
        st.error(plain(t("upload.reported", names=names)), icon=":material/lock:")
    line = t("upload.changes_line", day=formats.day(view.as_of)) if count else t("upload.changes_none")
    html.show(
        html.section(t("upload.changes"), line), differences.figures(found.figures, found.rows, before, made.dataset, lang) if count else Markup(""),
        differences.settings(found, before, made.dataset, lang),
        html.section(t("upload.rows")), differences.sheets(found, lang),
    )  # fmt: skip


def _decide(now: Pending, made: Preview, blocked: str) -> None:
    """The note and the two buttons; `blocked` names the text that says why one can't confirm yet."""
    html.show(html.section(t("upload.decide"), t("upload.decide_line")))
    head_ = shelf.version(made.base) if made.base else None
    if head_ and (head_.fingerprint, head_.recipe.decisions) == (made.fingerprint, made.recipe.decisions):
        st.info(plain(t("upload.same")), icon=":material/info:")
    with st.form("decide", border=False):
        name = signature.ask()
        note = st.text_area(t("upload.note"), max_chars=NOTE, height=80, placeholder=t("upload.note_hint"))
        with st.container(horizontal=True, gap="small"):
            yes = st.form_submit_button(t("upload.confirm"), type="primary", disabled=bool(blocked), icon=":material/check:")
            no = st.form_submit_button(t("upload.stop"), icon=":material/close:")
    if blocked:
        html.show(html.small(t(blocked)))
    if no:
        uploads.forget()
        st.rerun()
    if yes and not blocked:  # a button that is closed is only a hint to the browser
        _confirm(now, made, signature.settled(name), note.strip()[:NOTE])


def _confirm(now: Pending, made: Preview, name: str, note: str) -> None:
    if not name:
        st.warning(plain(t("upload.who_missing")), icon=":material/person:")
        return
    try:
        version = uploads.confirm(now, made, name, note)
    except OvertakenError:
        st.rerun()  # the page tells what the other confirmed
    except UserError as error:
        st.error(plain(error.message(language())), icon=":material/error:")
        return
    uploads.forget()
    versions.release_later()
    st.session_state[_DONE] = version.number
    st.rerun()
