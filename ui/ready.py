"""The page Is mijn rapport klaar?: every check with its state, what it found in a sentence, and below it what to mend."""

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from data import examples
from data.contract import contract
from data.raw import Source as File
from data.store.store import open_store
from locales import formats, text
from metrics.catalogue import catalogue
from metrics.ready import BY_KEY, OBJECTIVES, STALE, Ask, Item, Outcome, ready
from ui import choices, html, mend, navigation, rows, shelf
from ui.finished import finished
from ui.html import Column
from ui.links import linked
from ui.navigation import indicator_link, link, open_indicator
from ui.remember import remembered
from ui.scope import Scope, scope, why
from ui.source import Source, own_files
from ui.view import View

SYMBOLS = {"ready": "✓", "attention": "◐", "missing": "∅"}
COLOURS = {"ready": "good", "attention": "slightly_behind", "missing": "behind"}
FINDINGS = ("errors", "warnings")
SHEETS = {"evidence-cases": "cases", "evidence-events": "events", "evidence-anchoring": "anchoring"}
PAGE = "page:"


@remembered(entries=32)
def looked(source: Source, at: Scope, phase: str, texts: frozenset[int] | None) -> dict[str, Outcome]:
    """What every check found."""
    about = next((p for p in source.dataset.phases if p.number == phase), None)
    return ready(Ask(source.dataset, at.period, about, at.as_of, texts))


def written(view: View) -> frozenset[int] | None:
    """The objectives about which the report of this period has a text."""
    source, at = scope(view)
    if source.own:
        return None
    sections = {place.section for place in shelf.texts(at.period.start, at.period.end, at.lang)}
    return frozenset(n for n in OBJECTIVES if f"objective_{n}" in sections)


def head(view: View, texts: frozenset[int] | None) -> None:
    """The message of the page: how many points are in order; `texts` = what `written` gave."""
    _, at = scope(view)
    states = [o.state for o in _found(view, texts).values()]
    good = states.count("ready")
    rest = [text(f"ready.said.{key}.{'one' if n == 1 else 'many'}", view.lang, count=n) for key in ("attention", "missing") if (n := states.count(key))]
    said = text("ready.said.good", view.lang, name=at.name, good=good, count=len(states))
    html.head(text("ready.overline", view.lang, day=formats.day(view.as_of)), "; ".join([said, ", ".join(rest)]) if rest else said)


@finished(entries=64)
def points(view: View, texts: frozenset[int] | None) -> Markup:
    """The list: point and what was found, state, and where one mends it."""
    found = _found(view, texts)
    heads = [Column(text(f"ready.column.{k}", view.lang)) for k in ("point", "state", "ways")]
    return html.table(heads, [(_point(key, o, view.lang), _state(o, view.lang), _mend(view, key, o)) for key, o in found.items()])


def follow(asked: str) -> None:
    """For a callback: open a point on this page, or the page where it is mended."""
    if asked.startswith(PAGE):
        navigation.go(asked.removeprefix(PAGE))
    else:
        choices.POINT.choose(asked)


def opened(view: View, texts: frozenset[int] | None) -> None:
    """What the point that was opened found, one by one."""
    key = choices.POINT.chosen() or ""
    outcome = _found(view, texts).get(key)
    if outcome is None:
        return
    source, at = scope(view)
    with st.container(key="ready-point"):
        title = html.section(text(f"ready.point.{key}", at.lang), sentence(key, outcome, at.lang))
        linked(Markup('<div id="ready-point">{}</div>').format(title) + _items(key, outcome, at), f"ready-{key}", at.lang, open_indicator)
        if len(outcome.rows):
            rows.plain(outcome.rows, "_".join((key, at.stem)), at.lang, f"ready-rows-{key}")
        if key in FINDINGS and outcome.of:
            mend.draw(view, _files(source), "original" if source.number else "see")


def sentence(key: str, outcome: Outcome, lang: str) -> str:
    """What a check found."""
    if outcome.reason is not None:
        return why(outcome.reason, SHEETS.get(key, "cases"), lang)
    if not outcome.of:
        return text(f"ready.none.{key}", lang)
    counts = {"good": formats.number(outcome.good, 0, lang), "count": formats.number(outcome.of, 0, lang)}
    known = f"ready.found.{key}"
    return text(f"{known}.{'one' if outcome.of == 1 else 'many'}" if key in (*FINDINGS, "relations") else known, lang, **counts, days=STALE)


def _found(view: View, texts: frozenset[int] | None) -> dict[str, Outcome]:
    source, at = scope(view)
    return looked(source, at, view.about.number if view.about else "", texts)


def _state(outcome: Outcome, lang: str) -> Markup:
    """A state: a symbol and a word, the colour comes on top."""
    pattern = Markup('<span class="im-status im-{}"><i aria-hidden="true">{}</i>{}</span>')
    return pattern.format(COLOURS[outcome.state], SYMBOLS[outcome.state], text(f"ready.state.{outcome.state}", lang))


def _point(key: str, outcome: Outcome, lang: str) -> Markup:
    """A point, as a link where there is more to see, and what was found."""
    name = text(f"ready.point.{key}", lang)
    found = Markup('<div class="im-small">{}</div>').format(sentence(key, outcome, lang))
    if not outcome.items and not len(outcome.rows):
        return Markup("{}{}").format(name, found)
    where = link("klaar", **{choices.POINT.key: choices.POINT.word(key)})
    return Markup('<a class="im-case" href="{}" data-open="{}" data-then="ready-point" target="_self">{}</a>{}').format(where, key, name, found)


def _mend(view: View, key: str, outcome: Outcome) -> Markup:
    """The way to where one mends what is not in order."""
    if outcome.state == "ready":
        return Markup("")
    page = BY_KEY[key].page if BY_KEY[key].page != "gegevens" or not view.source.own else "eigen-werkmap"
    pattern = Markup('<a class="im-case" href="{}" data-open="{}{}" target="_self">{}</a>')
    return pattern.format(link(page), PAGE, page, text(f"ready.mend.{page}", view.lang))


def _items(key: str, outcome: Outcome, at: Scope) -> Markup:
    """What a check found, as a table."""
    lang = at.lang
    if key in FINDINGS or not outcome.items:
        return Markup("")
    made: Sequence[Sequence[object]]
    match key:
        case "fresh":
            names, made = ("sheet", "newest", "days"), [_sheet(i, lang) for i in outcome.items]
        case "targets" | "figures":
            names, made = ("indicator", "why"), [(_indicator(i.name, lang), _why(key, i, lang)) for i in outcome.items]
        case "relations":
            names, made = ("indicator", "why"), [_relation(i, lang) for i in outcome.items]
        case _:
            names, made = ("objective", "proven", "rows"), [(_objective(i.name, lang), i.count, i.of) for i in outcome.items]
    numeric = ("days", "proven", "rows")
    return html.table([Column(text(f"ready.column.{n}", lang), "im-n" if n in numeric else "") for n in names], made)


def _sheet(item: Item, lang: str) -> tuple[object, ...]:
    days = formats.number(item.count, 0, lang) if item.day else "–"
    return contract()[item.name].title(lang), formats.day(item.day) or text("ready.no_record", lang), days


def _why(key: str, item: Item, lang: str) -> str:
    if key == "targets":
        return text("metrics.status.no-target", lang)
    return why(item.reason, catalogue()[item.name].parts[0].source, lang)


def _relation(item: Item, lang: str) -> tuple[object, ...]:
    ids = item.broken.ids if item.broken else ()
    return Markup(", ").join(_indicator(i, lang) for i in ids), item.broken.text(lang) if item.broken else ""


def _objective(number: str, lang: str) -> str:
    return f"{number} · {text(f'ui.objectives.{number}', lang)}"


def _indicator(name: str, lang: str) -> Markup:
    pattern = Markup('<a class="im-case" href="{}" data-open="{}" target="_self">{} · {}</a>')
    return pattern.format(indicator_link(name), name, name, catalogue()[name].name[lang])


def _files(source: Source) -> Sequence[File]:
    """The files that the data came from, to give back with remarks."""
    if source.own:
        return own_files()
    if source.number:
        return open_store().sources(shelf.version(source.number).recipe)
    return [File(examples.WORKBOOK.name, examples.WORKBOOK)]
