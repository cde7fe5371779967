"""What the work brought about for people: jobs in heads and FTE, realised and expected apart, and the social-economy companies."""

from markupsafe import Markup

from charts.bars import Panel, bars
from charts.chart import Measure, Point
from charts.colours import colours
from charts.trend import trend
from locales import formats, text
from locales.formats import Step
from metrics.breakdown import Group
from metrics.catalogue import catalogue
from metrics.indicator import Indicator
from metrics.series import series
from reports.protection import marks, note
from ui import behind, drawing, html, words
from ui.amounts import Amount, amount, split
from ui.behind import Figure
from ui.drawing import Empty, Picture
from ui.figures import STEPS
from ui.html import Column
from ui.remember import remembered
from ui.scope import Scope, counted, sentence
from ui.source import Source

# Which indicator is which figure of this page.
REALISED, HEADS, FTE, EXPECTED, UNCOUNTED = "D3.8", "D4.4", "D4.5", "D4.6", "D4.8"
MEASURED, ESTIMATED, UNMEASURED, CO2 = "D3.10", "D3.11", "D3.13", "D3.12"
COMPANIES, VALUE, SERVICES, ASSIGNMENTS = "D4.3", "D4.7", "D4.1", "D4.2"


def head(source: Source, at: Scope) -> None:
    """The message: what was realised, in initiatives, people and material."""
    lang = at.lang
    done, heads, tonnes = (amount(source, at, name) for name in (REALISED, HEADS, MEASURED))
    clauses = [
        counted("impact.said.realised", done.value, lang) if done.value is not None else "",
        counted("impact.said.heads", heads.value, lang) if heads.value is not None else "",
        text("impact.said.tonnes", lang, value=words.figure(tonnes.value, tonnes.indicator, lang)) if tonnes.value is not None else "",
    ]
    html.head(text("impact.overline", lang, day=formats.day(at.as_of)), sentence(at.name, clauses, done.absent(source, lang), lang))


def jobs(source: Source, at: Scope) -> None:
    """Jobs in heads and in FTE, each figure for itself."""
    lang = at.lang
    html.show(html.section(text("impact.jobs.title", lang), text("impact.jobs.line", lang)))
    figures = ((HEADS, "heads"), (FTE, "fte"), (UNCOUNTED, "uncounted"), (EXPECTED, "expected"))
    behind.answer([box(source, at, name, key) for name, key in figures], "impact-jobs", lang)
    html.show(html.small(text("scope.confidential", lang)))


def fte_of(source: Source, at: Scope) -> Picture | Empty:
    """FTE realised, realised but not yet counted, and expected: three figures on one scale, never added."""
    lang = at.lang
    title = text("impact.fte.title", lang)
    found = [amount(source, at, name) for name in (FTE, UNCOUNTED, EXPECTED)]
    if all(f.value is None for f in found):
        return Empty(title, found[0].absent(source, lang))
    measure = words.measure(found[0].indicator, lang)
    panel = Panel(
        Measure(text("impact.fte.measure", lang), measure.unit, measure.decimals, label=measure.label), [f.value for f in found],
        colours(at.mode).objective[4], [f.absent(source, lang) for f in found],
        hollow=frozenset({1, 2}),
    )  # fmt: skip
    names = [text(f"impact.fte.{k}", lang) for k in ("realised", "uncounted", "expected")]
    subtitle = text("impact.fte.subtitle", lang)
    return Picture(bars(title, subtitle, names, [panel], label=text("impact.fte.label", lang), mode=at.mode, lang=lang, period=at.span, names=24))


def heads_of(source: Source, at: Scope, step: Step, protect: bool = False) -> Picture | Empty:
    """Jobs in heads per step of the period; with `protect` small numbers of persons are hidden."""
    lang, indicator = at.lang, catalogue()[HEADS]
    whole = amount(source, at, HEADS)
    if whole.value is None or at.period.start > at.as_of:
        return Empty(indicator.name[lang], whole.absent(source, lang))
    running = next(p.end for p in STEPS[step](at.as_of, at.as_of))
    found = series(source.dataset, indicator, at.as_of, step, at.period.start, min(at.period.end, running))
    hidden = marks([p.value for p in found]) if protect else ("",) * len(found)
    points = [Point(p.period.start, p.period.end, None if mark else p.value, p.complete, mark=mark) for p, mark in zip(found, hidden, strict=True)]
    chart = trend(points, words.measure(indicator, lang), step=step, colour=colours(at.mode).objective[4], mode=at.mode, lang=lang)
    return Picture(chart, note=note(hidden, lang))


def counting_heads() -> Indicator:
    """The indicator that counts persons: its picture leaves the house without small numbers."""
    return catalogue()[HEADS]


def economy(source: Source, at: Scope) -> None:
    """What it brought for social-economy companies."""
    lang = at.lang
    boxes = [box(source, at, name, key) for name, key in ((COMPANIES, "companies"), (VALUE, "value"), (SERVICES, "services"), (ASSIGNMENTS, "assignments"))]
    html.show(html.section(text("impact.economy.title", lang), text("impact.economy.line", lang)))
    behind.answer(boxes, "impact-economy", lang)


@remembered(entries=32)
def _involved(source: Source, at: Scope) -> list[tuple[Group, Group | None]]:
    """Each company with its cases, and with their contract value."""
    cases, values = (split(source, at, name, "se_companies") for name in (REALISED, VALUE))
    worth = {g.key: g for g in values}
    return [(g, worth.get(g.key)) for g in cases if g.key]


def companies(source: Source, at: Scope) -> Markup:
    """The companies involved, with the cases and the contract value of those cases; a page at a time."""
    lang, named = at.lang, _involved(source, at)
    if not named:
        return Markup('<p class="im-empty">{}</p>').format(_no_companies(amount(source, at, COMPANIES), source, lang))
    columns = [Column(text(f"impact.column.{c}", lang), css) for c, css in (("company", ""), ("cases", "im-n"), ("value", "im-n"))]
    part, shown = drawing.page_of(len(named), f"companies-page-{at.stem}", lang)
    rows = [(company.label, formats.number(company.value, 0, lang), _value(worth, at)) for company, worth in named[part]]
    return html.table(columns, rows, caption=text("impact.economy.caption", lang) + (f" · {shown}" if len(named) > len(rows) else ""))


def _value(group: Group | None, at: Scope) -> str:
    return "–" if group is None or not group.value else formats.with_unit(group.value, "euro", 0, lang=at.lang)


def _no_companies(found: Amount, source: Source, lang: str) -> str:
    return found.absent(source, lang) if found.value is None else text("impact.economy.none", lang)


def box(source: Source, at: Scope, name: str, key: str) -> Figure:
    """The figure of an indicator with its remark, and of how many rows it is."""
    found = amount(source, at, name)
    notes = [text(f"impact.note.{key}", at.lang), found.coverage(at.lang)]
    return Figure(text(f"impact.figure.{key}", at.lang), found.shown(source, at.lang), " · ".join(n for n in notes if n), name)
