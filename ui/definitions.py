"""The sheet (fiche) of every indicator: what it asks, what it means, where it comes from, what counts and what changed about it."""

from collections.abc import Sequence
from functools import cache

from markupsafe import Markup

from data.names import fold
from locales import formats, text
from metrics.catalogue import catalogue
from metrics.definitions import Fiche, Source, fiche
from metrics.indicator import Indicator
from ui import choices, html
from ui.choosing import search
from ui.finished import finished
from ui.navigation import indicator_link
from ui.view import View

FEW = 3  # so many found sheets stand open


def box(lang: str) -> None:
    """The box to search in; it stands below the message that it changes."""
    search(choices.DEFINITION, text("definitions.search", lang), text("definitions.hint", lang), width=420)


def head(lang: str, words: str, found: Sequence[Indicator]) -> None:
    """The message: how many sheets there are, or how many hold the words."""
    everything = len(catalogue())
    if words and not found:
        said = text("definitions.said.nothing", lang, words=words)
    elif words:
        said = text("definitions.said.one" if len(found) == 1 else "definitions.said.found", lang, count=len(found), all=everything, words=words)
    else:
        said = text("definitions.said.all", lang, count=everything)
    html.head(text("definitions.overline", lang), said)


def matching(words: str, lang: str) -> list[Indicator]:
    """The indicators whose sheet holds every word, whatever the case and the accents; all of them without words."""
    wanted = fold(words).split()
    return [i for i in catalogue().values() if all(w in _folded(i.id, lang) for w in wanted)]


@finished(entries=64)
def sheets(view: View, names: tuple[str, ...]) -> Markup:
    """The sheets of these indicators by objective, each behind its name; a few of them stand open."""
    found = [catalogue()[n] for n in names]
    made = Markup("")
    for objective in dict.fromkeys(i.objective for i in found):
        mine = [i for i in found if i.objective == objective]
        title = f"{objective} · {text(f'ui.objectives.{objective}', view.lang)}"
        items = Markup("").join(_sheet(view, i, shown=len(found) <= FEW) for i in mine)
        made += Markup('<section class="im-sheets" style="--im-accent:var(--im-o{})"><h2 class="im-section">{}</h2>{}</section>').format(
            objective, title, items
        )
    return made or Markup('<p class="im-empty">{}</p>').format(text("definitions.nothing", view.lang))


def _sheet(view: View, indicator: Indicator, *, shown: bool) -> Markup:
    lang, it = view.lang, fiche(indicator, view.lang)
    kern = Markup('<span class="im-kern">{}</span>').format(text("objective.lead", lang)) if indicator.lead else ""
    figures = Markup('<p><a href="{}" data-open="{}" target="_self">{}</a></p>').format(
        indicator_link(it.id), it.id, text("definitions.figures", lang, name=it.name)
    )
    return Markup('<details class="im-sheet" id="{}"{}><summary><b>{}</b> {}{}<small>{}</small></summary>{}{}</details>').format(
        it.id, Markup(" open") if shown else "", it.id, it.name, kern, it.question, html.definitions(_pairs(it, lang), "im-lines"), figures
    )


def _pairs(it: Fiche, lang: str) -> list[tuple[str, object]]:
    """The lines of a sheet, in the order in which one reads them."""
    level = f"{it.level} · {text('definitions.is_level', lang)}" if it.is_level else it.level
    pairs = [
        ("definition", it.definition), ("counts", it.counts), ("excludes", it.excludes), ("value", it.value), ("unit", it.unit),
        ("level", level), ("direction", it.direction), ("columns", _lines([_columns(s) for s in it.sources])),
        ("dates", _lines([", ".join(dict.fromkeys(d for s in it.sources for d in s.dates))])),
        ("left_out", _lines([f"{s.sheet}: {'; '.join(s.left_out)}" for s in it.sources if s.left_out])),
        ("changes", _lines([f"{formats.day(day)}: {what}" for day, what in it.changes] or [text("definitions.unchanged", lang)])),
    ]  # fmt: skip
    return [(text(f"definitions.term.{key}", lang), value) for key, value in pairs if value]


def _columns(source: Source) -> str:
    return f"{source.sheet}: {', '.join(source.columns)}" if source.columns else source.sheet


def _lines(lines: Sequence[str]) -> Markup:
    """Several lines in one place."""
    return Markup("<br>").join(lines)


@cache
def _folded(name: str, lang: str) -> str:
    """All words of a sheet, as names are compared."""
    it = fiche(catalogue()[name], lang)
    words = [it.id, it.name, it.question, it.definition, it.unit, it.level, it.value, it.counts, it.excludes]
    words += [w for s in it.sources for w in (s.sheet, *s.columns, *s.left_out)]
    return fold(" ".join([*words, *(what for _, what in it.changes)]))
