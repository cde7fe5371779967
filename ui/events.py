"""Events and whom they reached: attendances and different organisations always beside each other."""

from charts.bars import Panel, bars
from charts.chart import Measure, Point
from charts.colours import colours
from charts.labels import mixed
from charts.trend import trend
from locales import formats, text
from locales.formats import Step
from metrics.reach import DIMENSIONS, Audiences, Counted, Reach, ReachPoint, Satisfaction, audience, by, over_time, reach, satisfaction
from ui import behind, choices, drawing, html
from ui.behind import Figure
from ui.choosing import offer
from ui.drawing import Empty, Picture
from ui.html import Column
from ui.remember import remembered
from ui.scope import Scope, counted, sentence, why
from ui.source import Source

SHEETS = {"events": "events", "attendances": "events", "organisations": "attendance"}
MOST = 12  # municipalities that are drawn one by one


@remembered(entries=64)
def reached(source: Source, at: Scope) -> Reach:
    """The own events of the period and whom they reached."""
    return reach(source.dataset, at.period, at.as_of)


@remembered(entries=64)
def steps(source: Source, at: Scope, step: Step) -> list[ReachPoint]:
    """The same per calendar step."""
    return over_time(source.dataset, at.as_of, step, at.period.start, at.period.end)


@remembered(entries=64)
def audiences(source: Source, at: Scope) -> Audiences:
    """The same by audience."""
    return audience(source.dataset, at.period, at.as_of, at.lang)


@remembered(entries=64)
def satisfied(source: Source, at: Scope) -> Satisfaction:
    """How satisfied people were."""
    return satisfaction(source.dataset, at.period, at.as_of)


def head(source: Source, at: Scope) -> None:
    """The message and the few figures that carry it."""
    lang, found = at.lang, reached(source, at)
    score = satisfied(source, at)
    clauses = [
        counted(f"events.said.{k}", figure.value, lang) if (figure := getattr(found, k)).value is not None else ""
        for k in ("events", "attendances", "organisations")
    ]
    html.head(text("events.overline", lang, day=formats.day(at.as_of)), sentence(at.name, clauses, why(found.events.reason, "events", lang), lang))
    of = formats.number(found.events.value, 0, lang)
    listed = text("events.figure.listed", lang, part=formats.number(found.listed.value, 0, lang), whole=of) if found.listed.value else ""
    stated = text("events.figure.stated", lang, part=formats.number(found.attendances.used, 0, lang), whole=of) if found.attendances.used else ""
    behind.answer([
        Figure(text("events.figure.events", lang), figure_of(found, "events", lang), text("events.figure.own", lang), "events"),
        Figure(text("events.figure.attendances", lang), figure_of(found, "attendances", lang), stated, "deelnames"),
        Figure(text("events.figure.organisations", lang), figure_of(found, "organisations", lang), listed, "unieke-organisaties"),
        Figure(text("events.figure.satisfaction", lang), *_score(score, lang), "tevredenheid"),
    ], "events-figures", lang)  # fmt: skip


def figure_of(found: Reach, key: str, lang: str) -> object:
    """One of the figures, or why it is not there."""
    figure: Counted = getattr(found, key)
    return formats.number(figure.value, 0, lang) if figure.value is not None else drawing.missing(why(figure.reason, SHEETS[key], lang))


def through_time(source: Source, at: Scope, step: Step, key: str) -> Picture | Empty:
    """Events, attendances or different organisations per month, quarter or year of the period."""
    lang, found = at.lang, steps(source, at, step)
    measure = Measure(text(f"events.measure.{key}", lang), label=text(f"events.label.{key}", lang))
    values: list[Counted] = [getattr(p.reach, key) for p in found]
    if not any(v.value is not None for v in values):
        reason = values[0].reason if values else None
        return Empty(measure.name, why(reason, SHEETS[key], lang))
    points = [
        Point(p.period.start, p.period.end, v.value, p.complete, note="" if v.value is not None else why(v.reason, SHEETS[key], lang), mark=_mark(v, lang))
        for p, v in zip(found, values, strict=True)
    ]
    return Picture(trend(points, measure, step=step, colour=_tones(at)[key], mode=at.mode, lang=lang))


def dimension_asked(lang: str) -> str:
    """The heading, and the choice by what the reach is split."""
    html.show(html.section(text("events.by.title", lang), text("events.by.line", lang)))
    asked = offer(choices.REACH, text("events.by.label", lang), DIMENSIONS, DIMENSIONS[0], lambda d: text(f"events.by.{d}", lang))
    return asked or DIMENSIONS[0]


def split(source: Source, at: Scope, dimension: str) -> Picture | Empty:
    """Events with the pair of attendances and organisations, by type, pillar, place or objective."""
    lang = at.lang
    title = text("events.by.chart", lang, dimension=text(f"events.by.{dimension}", lang).lower())
    groups = by(source.dataset, at.period, at.as_of, dimension, lang)
    if not groups:
        return Empty(title, why(reached(source, at).events.reason, "events", lang) if reached(source, at).events.value is None else text("events.none", lang))
    named = groups[:MOST]
    panels = [
        Panel(Measure(text(f"events.measure.{k}", lang)), [getattr(g.reach, k).value for g in named], tone, [_mark(getattr(g.reach, k), lang) for g in named])
        for k, tone in _tones(at).items()
    ]
    subtitle = text("events.by.subtitle", lang)
    if len(groups) > MOST:
        subtitle += text("events.by.rest", lang, count=len(groups) - MOST)
    label = text(f"events.by.{dimension}", lang)
    names = [_named(g.label, dimension, lang) for g in named]
    chart = bars(title, subtitle, names, panels, label=label, mode=at.mode, lang=lang, period=at.span, names=16)
    columns = [Column(label), *(Column(p.measure.name, "im-n") for p in panels)]
    rows = [(_named(g.label, dimension, lang), *(_shown(getattr(g.reach, k), lang) for k in _tones(at))) for g in groups]
    return Picture(chart, html.table(columns, rows), text("events.by.note", lang))


def audience_of(source: Source, at: Scope) -> Picture | Empty:
    """The attendances of each audience beside the different organisations of that kind."""
    lang, found = at.lang, audiences(source, at)
    title = text("events.audience.title", lang)
    known = [g for g in found.groups if g.attendances.value or g.organisations.value]
    if not known:
        return Empty(title, why(found.reason or (found.groups[0].attendances.reason if found.groups else None), "events", lang))
    tones = _tones(at)
    panels = [
        Panel(Measure(text(f"events.measure.{k}", lang)), [getattr(g, k).value for g in known], tones[k], [_mark(getattr(g, k), lang) for g in known])
        for k in ("attendances", "organisations")
    ]
    note = text("events.audience.unstated", lang, count=formats.number(found.unstated, 0, lang)) if found.unstated else ""
    chart = bars(
        title, text("events.audience.subtitle", lang), [g.label for g in known], panels, label=title, mode=at.mode, lang=lang, period=at.span, names=16
    )
    return Picture(chart, note=note)


def _tones(at: Scope) -> dict[str, str]:
    """A tone per figure, the same in every chart of the page."""
    c = colours(at.mode)
    return {"events": c.context, "attendances": c.primary, "organisations": mixed(c.link, c.background, 0.15)}


def _score(score: Satisfaction, lang: str) -> tuple[object, str]:
    if score.value is None:
        return drawing.missing(why(score.reason, "events", lang)), ""
    note = text("events.figure.score_note", lang, part=score.events, whole=score.of_events, n=formats.number(score.attendances, 0, lang))
    return text("events.figure.score", lang, value=formats.number(score.value, 1, lang)), note


def _named(label: str, dimension: str, lang: str) -> str:
    return text("metrics.group.objective", lang, number=label) if dimension == "objectives" and label.isdigit() else label


def _mark(figure: Counted, lang: str) -> str:
    """What stands in the place of a bar, in a few words."""
    if figure.value is not None:
        return ""
    return text("events.no_list" if figure.reason and figure.reason.key == "no-list" else "scope.unknown", lang)


def _shown(figure: Counted, lang: str) -> str:
    return formats.number(figure.value, 0, lang) if figure.value is not None else _mark(figure, lang)
