"""The page Logboek: the lines of the log in words, and as a file."""

from collections.abc import Mapping
from datetime import date
from functools import partial

from data.store.database import address
from data.store.log import Line, lines
from data.store.store import open_store
from locales import formats, text
from reports.csv import csv_bytes
from ui import confidential, html, versions
from ui.html import Column
from ui.texts import t
from ui.view import View

SHOWN = 200
HEADS = ("number", "moment", "who", "what")


def draw(view: View) -> None:
    """The latest lines as a table, and all of them as CSV."""
    found = lines(open_store())
    count = formats.plural(len(found), t("log.one"), t("log.many"), view.lang)
    html.head(t("log.overline"), t("log.sentence", count=count) if found else t("log.none"))
    if not found:
        return
    make = partial(_csv, address(), view.lang)
    confidential.button("log", t("log.csv"), make, t("log.file"), told=("log", {}), key="log-csv", icon=":material/download:")
    columns = [Column(t(f"log.column.{k}"), css) for k, css in zip(HEADS, ("im-n", "im-cell", "im-mid", "im-long"), strict=True)]
    rows = [(line.number, versions.moment(line.at), line.who or t("access.here"), told(line, view.lang)) for line in found[:SHOWN]]
    html.show(html.section(t("log.latest", shown=formats.number(len(rows), 0, view.lang)), t("log.line")), html.table(columns, rows, row_header=False))


def told(line: Line, lang: str) -> str:
    """What happened, in words."""
    about = {key: _words(value) for key, value in line.about.items()}
    if line.act == "report":
        about["period"] = formats.span(*(date.fromisoformat(day) for day in line.about["period"]))
    if line.act == "write":
        about |= {"section": _section(str(line.about["section"]), lang), "prompt": text(f"report.prompt.{line.about['prompt']}", lang)}
    if line.act == "refused":
        about["action"] = text(f"log.action.{line.about['action']}", lang)
    if line.act == "note":
        return text("log.act.note_withdrawn" if line.about["withdrawn"] else "log.act.note", lang, **about)
    return text(f"log.act.{line.act}", lang, **about)


def _section(key: str, lang: str) -> str:
    number = key.rpartition("_")[2]
    return text("ui.filters.objective", lang) + f" {number}" if number.isdigit() else text(f"reporting.part.{key}", lang)


def _words(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{k} {_words(v)}" for k, v in value.items())
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _csv(url: str, lang: str) -> bytes:
    """Runs in another thread, without a session. The moment is written in UTC, as it is kept."""
    found = lines(open_store(url))
    head = [text(f"log.column.{k}", lang) for k in (*HEADS, "act")]
    return csv_bytes(head, [(o.number, o.at.isoformat(timespec="seconds"), o.who, told(o, lang), o.act) for o in found])
