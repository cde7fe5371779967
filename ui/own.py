"""`Bekijk je eigen werkmap`: read files for this visit only, and say how much of them counts."""

import streamlit as st
from markupsafe import Markup

from data.contract import ORDER, contract
from data.dataset import Dataset
from data.errors import UserError
from locales import formats
from ui import banner, given, html, navigation
from ui.html import Column
from ui.mend import findings
from ui.source import receive, upload_round, use, version
from ui.texts import plain, t
from ui.view import View

TYPES = ("xlsx", "xlsm", "xls", "ods", "csv")


def upload(view: View) -> None:
    """The place to drop files; what is dropped is read at once and shown on every page of this visit."""
    files = st.file_uploader(t("own.drop"), type=list(TYPES), accept_multiple_files=True, key=f"own-files-{upload_round()}", help=t("own.drop_help"))
    dropped = given.files(files)
    if not dropped or (view.source.own and version(dropped) == view.source.version):
        return
    try:
        with st.spinner(t("own.reading"), show_time=True):
            source = receive(dropped)
    except UserError as error:
        st.error(plain(error.message(view.lang)), icon=":material/error:")
        html.show(html.small(t("own.nothing_changed")))
        return
    use(source, dropped)
    st.rerun()


def before() -> None:
    """What this page will show, for who has not given a file yet."""
    html.head(t("own.overline"), t("own.empty"))
    html.show(Markup('<ul class="im-points">{}</ul>').format(Markup("").join(Markup("<li>{}</li>").format(t(f"own.promise.{i}")) for i in (1, 2, 3))))


def template() -> None:
    """The way to begin for who has no workbook yet."""
    html.show(html.section(t("own.none_yet"), t("own.none_yet_line")))
    banner.template_button("own-template")


def summary(view: View) -> None:
    """The one message: how much of the files counts, and how much is to be mended."""
    source, lang = view.source, view.lang
    found = findings(view.source, view.as_of)
    counts = source.dataset.counts.values()
    read, accepted = sum(c.read for c in counts), sum(c.accepted for c in counts)
    html.head(
        t("own.overline_files", files=", ".join(source.names)),
        t("own.sentence" if found.count("error") else "own.sentence_clean", read=formats.number(read, 0, lang), accepted=formats.number(accepted, 0, lang),
          errors=formats.plural(found.count("error"), t("own.one.error"), t("own.many.error"), lang),
          warnings=formats.plural(found.count("warning"), t("own.one.warning"), t("own.many.warning"), lang)),
    )  # fmt: skip
    with st.container(horizontal=True, gap="small"):
        for address in ("overzicht", "doelstellingen"):
            st.button(
                t(f"own.open.{address}"),
                on_click=navigation.go,
                args=(address,),
                type="primary" if address == "overzicht" else "secondary",
                key=f"open-{address}",
            )


def accounting(dataset: Dataset, lang: str, whole: Dataset | None = None) -> None:
    """Per sheet: read = accepted + rejected, with blank and total rows beside them; and which sheets are not there (in `whole`, where that is more)."""
    names = ("read", "accepted", "rejected", "blank", "total")
    columns = [Column(t("own.sheet")), *(Column(t(f"own.count.{n}"), "im-n") for n in names)]
    rows = [(contract()[k].title(lang), *(formats.number(getattr(c, n), 0, lang) for n in names)) for k, c in dataset.counts.items()]
    missing = [contract()[k].title(lang) for k in ORDER if k not in (whole or dataset).tables and k != "phases"]  # the hub has phases of its own
    html.show(
        html.section(t("own.accounting"), t("own.accounting_line")), html.table(columns, rows),
        html.small(t("own.not_given", sheets=", ".join(missing))) if missing else "",
    )  # fmt: skip
