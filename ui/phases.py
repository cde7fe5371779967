"""Phases side by side: they differ in length, so totals are only given, and compared is what each reached per month."""

from charts.changes import Change, changes
from charts.chart import Measure
from charts.colours import colours
from charts.phased import Block, phased
from data.phases import Phase
from locales import formats, text
from metrics.compare import Comparison, Movers, movers, phases, shifts
from ui import choices, html
from ui.choosing import offer
from ui.drawing import Empty, Picture
from ui.phase_words import behind, change
from ui.remember import remembered
from ui.scope import Scope
from ui.source import Source
from ui.view import View

MOST = 10  # movers in the chart


@remembered(entries=32)
def compared(source: Source, at: Scope) -> list[Comparison]:
    """Every indicator in every phase."""
    return phases(source.dataset, at.as_of)


@remembered(entries=64)
def moved(source: Source, at: Scope, before: str, after: str) -> tuple[Movers, Movers]:
    """What changed per month, and what changed in shares, means and levels."""
    first, second = (next(p for p in source.dataset.phases if p.number == n) for n in (before, after))
    return movers(source.dataset, first, second, at.as_of), shifts(source.dataset, first, second, at.as_of)


def pair(view: View) -> tuple[Phase, Phase] | None:
    """The phase that is held against another, and the chosen phase itself; None where there are not two."""
    known = list(view.source.dataset.phases)
    if view.phase is None or len(known) < 2:
        return None
    place = known.index(view.phase)
    asked = next((p for p in known if p.number == choices.OTHER.chosen() and p is not view.phase), None)
    return asked or known[place - 1 if place else 1], view.phase


def other(view: View, two: tuple[Phase, Phase]) -> None:
    """The choice of the phase to compare with."""
    lang, known = view.lang, view.source.dataset.phases
    usual = known[max(known.index(two[1]) - 1, 0)] if known.index(two[1]) else known[1]
    options = [p.number for p in known if p is not two[1]]
    offer(
        choices.OTHER, text("phases.other", lang), options, usual.number, lambda n: text("ui.phase", lang, number=n), long=len(options) > 4, shown=True
    )  # fmt: skip


def head(view: View, at: Scope, two: tuple[Phase, Phase] | None) -> None:
    """The message: how many indicators go faster than in the other phase, and which one most."""
    html.head(text("phases.overline", view.lang, day=formats.day(at.as_of)), _sentence(view, at, two))


def _sentence(view: View, at: Scope, two: tuple[Phase, Phase] | None) -> str:
    lang = view.lang
    if two is None:
        return text("phases.said.one", lang)
    names = {"before": two[0].number, "after": two[1].number}
    late = next((p for p in two if p.start > at.as_of), None)
    if late is not None:
        return text("phases.said.not_begun", lang, number=late.number, day=formats.day(late.start))
    found = moved(view.source, at, two[0].number, two[1].number)[0].movers
    if not found:
        return text("phases.said.nothing", lang, **names)
    up = [m for m in found if m.change > 0]
    said = text("phases.said.up", lang, up=len(up), count=len(found), **names)
    top = next((m for m in found if m.indicator.lead and m.change), None)
    if top is None:
        return said
    return said + text("phases.said.rises" if top.change > 0 else "phases.said.falls", lang, name=top.indicator.name[lang], change=change(top, lang))


def leads_of(source: Source, at: Scope) -> Picture | Empty:
    """The leading indicators, per month in each phase."""
    lang = at.lang
    title, leads = text("phases.leads.title", lang), [c for c in compared(source, at) if c.indicator.lead and c.indicator.cumulative]
    if not leads or not any(cell.per_month is not None for c in leads for cell in c.cells):
        return Empty(title, text("phases.no_data", lang))
    shown = [c.phase for c in leads[0].cells]
    blocks = [
        Block(
            Measure(c.indicator.name[lang], decimals=2), [cell.per_month for cell in c.cells], [behind(cell, c.indicator, lang) for cell in c.cells],
            colours(at.mode).objective[c.indicator.objective],
        )
        for c in leads
    ]  # fmt: skip
    names = [text("ui.phase", lang, number=p.number) for p in shown]
    focus = next((n for n, p in enumerate(shown) if p.number == at.period.phase), None)
    made = phased(
        title, text("phases.leads.subtitle", lang), names, blocks, focus=focus, hollow=[p.start <= at.as_of < p.end for p in shown],
        label=text("ui.filters.phase", lang), mode=at.mode, lang=lang, period=formats.span(shown[0].start, min(shown[-1].end, at.as_of)),
    )  # fmt: skip
    return Picture(made)


def movers_of(source: Source, at: Scope, before: str, after: str) -> Picture | Empty:
    """The largest changes per month between two phases."""
    lang, found = at.lang, [m for m in moved(source, at, before, after)[0].movers if m.change][:MOST]
    title = text("phases.movers.title", lang, before=before, after=after)
    if not found:
        return Empty(title, text("phases.movers.none", lang))
    tones = colours(at.mode).objective
    lines = [
        Change(m.indicator.name[lang], m.before, m.after, change(m, lang, unit=True), m.relative, tones[m.indicator.objective]) for m in found
    ]  # fmt: skip
    names = (text("objective.column.indicator", lang), *(text("ui.phase", lang, number=n) for n in (before, after)))
    made = changes(
        title, text("phases.movers.subtitle", lang), lines, names=names, less=text("phases.movers.less", lang), more=text("phases.movers.more", lang),
        mode=at.mode, lang=lang, period=" → ".join(names[1:]),
    )  # fmt: skip
    return Picture(made)
