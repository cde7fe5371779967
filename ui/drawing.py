"""How a chart of the analysis pages is drawn: built once per data, filter, period, language and mode, then replayed; with its figures as
a table behind one click, and as files from a menu.
"""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import streamlit as st
from markupsafe import Markup

from charts.chart import Chart
from charts.locale import config
from locales import formats, text
from metrics.disclosure import protected
from metrics.indicator import Indicator
from metrics.spelling import EMPTY
from reports.chart_files import ChartFile
from reports.names import slug
from ui import chart_files, downloads, html
from ui.around import behind, figures, heading
from ui.captions import caption
from ui.remember import remembered, replayed
from ui.scope import Scope, scope
from ui.source import Source
from ui.view import View

MOST = 12  # bars that can be read at one look


@dataclass(frozen=True)
class Picture:
    """A chart with, where its own table says too little, a better one; `note` stands below it, `stem` names its files where its title is too long."""

    chart: Chart
    table: str = ""
    note: str = ""
    stem: str = ""


@dataclass(frozen=True)
class Empty:
    """What stands in the place of a chart that can't be made: its title, and what is missing."""

    title: str
    reason: str


# Makes a chart from the data, what it is looked at through, and plain values; a function of a module, so that its name can be a key.
Maker = Callable[..., Picture | Empty]


def chart(view: View, make: Maker, *args: Any, about: Indicator | None = None) -> None:
    """Draw the chart that `make(source, scope, *args)` gives, with its menu of files.

    `about` is the indicator that it shows: its definition goes with the files, and small numbers of persons are hidden in them (then
    `make` gets `protect=True`).
    """
    source, at = scope(view)
    place = f"{make.__module__}:{make.__qualname__}"
    if _drawn(source, at, view.filtered, place, args):
        menu(view, make, *args, about=about)


def menu(view: View, make: Maker, *args: Any, about: Indicator | None = None) -> None:
    """The menu with the files of a chart."""
    downloads.menu(slug("-".join((make.__module__, make.__qualname__, *map(str, args)))), partial(_file, view, make, args, about), view.lang)


@remembered(entries=512)
def made(source: Source, at: Scope, place: str, args: tuple[Any, ...]) -> Picture | Empty:
    """The chart itself, for what needs it more than once."""
    module, _, name = place.partition(":")
    found: Picture | Empty = getattr(sys.modules[module], name)(source, at, *args)
    return found


@replayed(entries=512)
def _drawn(source: Source, at: Scope, filtered: str, place: str, args: tuple[Any, ...]) -> bool:
    found = made(source, at, place, args)
    if isinstance(found, Empty):
        empty(found.title, found.reason)
        return False
    name = slug("-".join((place.partition(":")[2], *map(str, args), at.stem)))
    html.show(heading(found.chart))
    st.plotly_chart(found.chart.figure, theme=None, config=config(at.lang, name), alt=found.chart.alt, key=name)
    below(source, at, found, filtered)
    return True


def below(source: Source, at: Scope, found: Picture, filtered: str) -> None:
    """The lines under a chart and its table behind one click."""
    html.show(origin(source, at, found, filtered), behind(found.chart.title, found.table or figures(found.chart), at.lang))


def origin(source: Source, at: Scope, found: Picture, filtered: str) -> Markup:
    """Period, filters, source and dates of a chart, in small type."""
    return html.small(Markup("<br>").join(caption(source, found.chart, at.as_of, at.lang, filtered, found.note).below))


def _file(view: View, make: Maker, args: tuple[Any, ...], about: Indicator | None = None) -> ChartFile:
    """The chart on light paper."""
    source, at = scope(view)
    found = make(source, replace(at, mode="light"), *args, **({"protect": True} if about and protected(about) else {}))
    if isinstance(found, Empty):
        raise ValueError(found.reason)
    file = chart_files.chart_file(view, found.chart, at.period, about, found.note)
    return replace(file, name=(file.name[0], slug(found.stem), *file.name[2:])) if found.stem else file


def empty(title: str, reason: str) -> None:
    """What stands in the place of a chart or table that can't be made."""
    html.show(html.section(title, level=3), Markup('<p class="im-empty">{}</p>').format(reason))


def answer(figures_: list[tuple[str, object, str]]) -> Markup:
    """The few figures that carry a page, the first one large: (what it is, figure, remark)."""
    boxes = [
        Markup('<div class="{}"><dt>{}</dt><dd>{}{}</dd></div>').format(
            "im-first" if i == 0 else "", term, value, Markup("<small>{}</small>").format(note) if note else ""
        )
        for i, (term, value, note) in enumerate(figures_)
    ]
    return Markup('<dl class="im-answer im-answer-page">{}</dl>').format(Markup("").join(boxes))


def missing(words: str) -> Markup:
    """Words in the place of a figure."""
    return Markup('<span class="im-missing">{}</span>').format(words)


def largest(groups: Sequence[tuple[str, str, int]], lang: str) -> tuple[list[tuple[str, int]], str]:
    """What is drawn of groups (key, label, count; the largest first): no more than can be read, the smallest of them taken together.

    Those without a value stand apart at the end. Also gives the line that says how many were taken together. Only for counts that may be
    added up.
    """
    named = [(label, count) for key, label, count in groups if key != EMPTY]
    small = named[MOST - 1 :] if len(named) > MOST else []
    rest = [(text("explore.rest", lang), sum(count for _, count in small))] if small else []
    apart = [(label, count) for key, label, count in groups if key == EMPTY]
    return [*named[: len(named) - len(small)], *rest, *apart], text("breakdown.merged", lang, count=len(small)) if small else ""


def page_of(rows: int, key: str, lang: str, size: int = 25) -> tuple[slice, str]:
    """The part of a long table that is shown, with a choice of pages where there are more; and a line that says so."""
    pages = -(-rows // size)
    page = st.pagination(pages, key=key) if pages > 1 else 1
    first = (page - 1) * size
    shown = text("rows.shown", lang, first=min(first + 1, rows), last=min(first + size, rows), count=formats.number(rows, 0, lang))
    return slice(first, first + size), shown
