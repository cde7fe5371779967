"""The page Logboek: the lines of the log in words, and as a file."""

from collections.abc import Mapping
from datetime import date
from functools import partial

from data.store.address import address
from data.store.log import Line, lines
from data.store.store import open_store
from locales import formats, text
from reports.csv import csv_bytes
from ui import confidential, html, shelf, versions
from ui.drawing import page_of
from ui.html import Column
from ui.texts import t
from ui.view import View

SHOWN = 200  # lines on a page
HEADS = ("number", "moment", "who", "what")


def draw(view: View) -> None:
    """A page of lines as a table, the latest first, and all of them as CSV."""
    total = shelf.line_count()
    html.head(t("log.overline"), t("log.sentence", count=formats.plural(total, t("log.one"), t("log.many"), view.lang)) if total else t("log.none"))
    if not total:
        return
    make = partial(_csv, address(), view.lang)
    confidential.button("log", t("log.csv"), make, t("log.file"), told=("log", {}), key="log-csv", icon=":material/download:")
    columns = [Column(t(f"log.column.{k}"), css) for k, css in zip(HEADS, ("im-n", "im-cell", "im-mid", "im-long"), strict=True)]
    part, shown = page_of(total, "log-page", view.lang, SHOWN)
    found = shelf.lines(SHOWN, part.start)
    rows = [(line.number, versions.moment(line.at), line.who or t("access.here"), told(line, view.lang)) for line in found]
    html.show(html.section(shown, t("log.line")), html.table(columns, rows, row_header=False))


def told(line: Line, lang: str) -> str:
    """What happened, in words; a line that another version of the program wrote, and that we have no words for, as it stands."""
    try:
        return _told(line, lang)
    except (KeyError, ValueError, TypeError):
        return ": ".join(word for word in (line.act, _words(line.about)) if word)


def _told(line: Line, lang: str) -> str:
    about = {"act": line.act} | {key: _words(value) for key, value in line.about.items()}
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
