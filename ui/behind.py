"""From a figure to its rows, in one click: an indicator opens on its own page, any other figure opens its rows below the figures.

Every figure that a page tells goes through here (`answer`, `figure`, `line`), so that none stands without its rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st
from markupsafe import Markup

from locales import formats, text
from metrics.behind import behind
from metrics.caselists import Ask
from metrics.catalogue import catalogue
from metrics.stages import STAGES, stage_label
from metrics.trace import Trace
from reports.names import slug
from ui import choices, drawing, html, rows
from ui.links import linked
from ui.navigation import indicator_link, link, open_indicator
from ui.remember import remembered
from ui.scope import scope, why
from ui.source import Source
from ui.view import View

# On which page the rows of a figure open.
PAGES = {
    "overzicht": ("geweigerd", "buiten-fasen"),
    "cases": (
        "tot-begeleiding", "tot-testtraject", "tot-project", "tot-realisatie", "tot-verankering", "in-handen", "stopgezet", "stilstaand", "in-stap", "verblijf",
    ),
    "netwerk": ("organisaties", "partijen", "clusters", "ecosystemen"),
    "events": ("events", "deelnames", "unieke-organisaties", "tevredenheid"),
}  # fmt: skip
STANDING = ("stilstaand", "geweigerd", "buiten-fasen")  # these stand apart from the period


@dataclass(frozen=True)
class Figure:
    """One of the few figures that carry a page; `opens` is an indicator's id, or a figure of `PAGES`."""

    term: str
    value: object
    note: str
    opens: str


def answer(figures: Sequence[Figure], key: str, lang: str) -> None:
    """The figures of a page, the first one large, each with the way to its rows."""
    linked(drawing.answer([(f.term, figure(f.value, f.opens, lang), f.note) for f in figures]), key, lang, open_figure)


def figure(shown: object, opens: str, lang: str, group: str = "") -> object:
    """A figure as a link to its rows; what stands in the place of a figure has none."""
    if isinstance(shown, Markup) or not shown:
        return shown
    pattern = Markup('<a class="im-behind" href="{}" data-open="{}" data-then="figure-rows" title="{}" target="_self">{}</a>')
    return pattern.format(_where(opens, group), f"{opens}|{group}" if group else opens, text("behind.look", lang), shown)


def line(opens: Sequence[str], key: str, lang: str) -> None:
    """The ways to the rows of a chart, by name."""
    pattern = Markup('<a class="im-behind" href="{}" data-open="{}" data-then="figure-rows" target="_self">{}</a>')
    links = Markup(" · ").join(pattern.format(_where(name), name, _name(name, lang)) for name in opens)
    linked(html.small(Markup("{} {}").format(text("behind.line", lang), links)), f"behind-{key}", lang, open_figure)


def open_figure(asked: str) -> None:
    """For a callback: open the rows of a figure ("D3.8", "stopgezet", "clusters|Houtketen")."""
    name, _, group = asked.partition("|")
    if name in catalogue():
        open_indicator(asked)
    else:
        choices.FIGURE.choose(name)
        st.session_state[choices.GROUP.key] = group


def draw(view: View, page: str) -> None:
    """The rows of the figure that was opened on this page, with the way to close them."""
    name = choices.FIGURE.chosen() or ""
    if name not in PAGES[page]:
        return
    source, at = scope(view)
    ask = Ask(at.period, at.as_of, at.lang, choices.STALLED.chosen(), stage(), choices.GROUP.chosen())
    found = traced(source, name, ask)
    with st.container(key="figure-rows"):
        about = text("behind.standing", at.lang, day=formats.day(at.as_of)) if name in STANDING else at.within
        title = text("behind.title", at.lang, name=_name(name, at.lang, ask.group), period=about)
        html.show(Markup('<div id="figure-rows">{}</div>').format(html.section(title, text("behind.explained", at.lang))))
        if found.reason is not None:
            html.show(Markup('<p class="im-empty">{}</p>').format(why(found.reason, "cases", at.lang)))
        else:
            rows.lists(found, "_".join((slug(f"{name} {ask.group}"), at.stem)), at.lang, key="figure", opened=True)
        st.button(text("behind.close", at.lang), on_click=_close, icon=":material/close:", key="figure-close")


def stage() -> str:
    """The stage that is chosen, else the first."""
    return choices.STAGE.chosen() or STAGES[0]


@remembered(entries=64)
def traced(source: Source, name: str, ask: Ask) -> Trace:
    """The rows of a figure."""
    return behind(source.dataset, name, ask)


def _where(name: str, group: str = "") -> str:
    if name in catalogue():
        return indicator_link(name)
    page = next(p for p, names in PAGES.items() if name in names)
    return link(page, **{choices.FIGURE.key: name, choices.GROUP.key: group})


def _name(name: str, lang: str, group: str = "") -> str:
    if name in catalogue():
        return catalogue()[name].name[lang]
    told = text(f"behind.figure.{name}", lang, stage=stage_label(stage(), lang), days=choices.STALLED.chosen())
    return f"{told}: {group}" if group else told


def _close() -> None:
    choices.FIGURE.choose(None)
    st.session_state[choices.GROUP.key] = ""
