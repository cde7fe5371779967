"""The flow of cases from question to anchored: how many come how far, how long it takes, and why they stop."""

from markupsafe import Markup

from charts.bars import Panel, bars
from charts.chart import Measure
from charts.colours import colours
from charts.funnel import Stage, conversion
from charts.funnel import funnel as funnel_chart
from charts.ranges import Range, ranges
from locales import formats, text
from metrics.flow import Funnel, dwell, funnel
from metrics.stages import WORKING, stage_label
from metrics.stalled import Stops, stop_reasons
from ui import behind, choices, drawing, html
from ui.behind import Figure
from ui.caseload import still
from ui.choosing import offer
from ui.drawing import Empty, Picture
from ui.html import Column
from ui.remember import remembered
from ui.scope import Scope, counted, sentence, why
from ui.source import Source

SHEET = "cases"
# What opens the rows of each step of the flow.
FUNNEL = ("D2.4", "tot-begeleiding", "tot-testtraject", "tot-project", "tot-realisatie", "tot-verankering")


@remembered(entries=64)
def flow(source: Source, at: Scope) -> Funnel:
    """The funnel of the period."""
    return funnel(source.dataset, at.period, at.as_of)


@remembered(entries=64)
def stops(source: Source, at: Scope) -> Stops:
    """The cases that stopped in the period."""
    return stop_reasons(source.dataset, at.period, at.as_of, at.lang)


def part(lang: str) -> str:
    """The choice between the flow and the list of all cases."""
    return offer(choices.PART, text("cases.part.label", lang), ("flow", "list"), "flow", lambda p: text(f"cases.part.{p}", lang)) or "flow"


def reached(found: Funnel, stage: str) -> int | None:
    """How many of the cases came as far as a stage."""
    return next((s.reached for s in found.steps if s.stage == stage), None)


def head(source: Source, at: Scope, days: int) -> None:
    """The message and the few figures that carry it."""
    lang, found, stopped = at.lang, flow(source, at), stops(source, at)
    standing = still(source, at.as_of, days)
    guided, realised = reached(found, "guidance"), reached(found, "realised")
    clauses = [
        counted("cases.said.total", found.total, lang) if found.total is not None else "",
        counted("cases.said.guided", guided, lang) if guided is not None else "",
        counted("cases.said.realised", realised, lang) if realised is not None else "",
    ]
    html.head(text("cases.overline", lang, day=formats.day(at.as_of)), sentence(at.name, clauses, why(found.reason, SHEET, lang), lang))
    if found.total is None:
        return
    steps = {s.stage: s for s in found.steps}
    of_total = {k: conversion((s.of_total.numerator, s.of_total.denominator), lang) if (s := steps[k]).of_total else "" for k in ("guidance", "realised")}
    working = sum(s.now or 0 for s in found.steps if s.stage in WORKING)
    behind.answer([
        Figure(text("cases.figure.total", lang), _number(found.total, steps["intake"].reason, at), text("cases.figure.total_note", lang, span=at.span), "D2.4"),
        Figure(text("cases.figure.guided", lang), _number(guided, steps["guidance"].reason, at), of_total["guidance"], "tot-begeleiding"),
        Figure(text("cases.figure.realised", lang), _number(realised, steps["realised"].reason, at), of_total["realised"], "tot-realisatie"),
        Figure(text("cases.figure.working", lang), _number(working, None, at), text("cases.figure.working_note", lang, day=formats.day(at.as_of)), "in-handen"),
        Figure(text("cases.figure.stopped", lang), _number(stopped.total, stopped.reason, at), text("cases.figure.stopped_note", lang), "stopgezet"),
        Figure(text("cases.figure.stalled", lang), _number(None if standing.reason else len(standing.cases), standing.reason, at),
         text("cases.figure.stalled_note", lang, days=days), "stilstaand"),
    ], "cases-figures", lang)  # fmt: skip


def funnel_of(source: Source, at: Scope) -> Picture | Empty:
    """How many of the cases that came in reached each stage."""
    lang, found = at.lang, flow(source, at)
    stages = [
        Stage(stage_label(s.stage, lang), s.reached, (s.to_next.numerator, s.to_next.denominator) if s.to_next else None, why(s.reason, SHEET, lang))
        for s in found.steps
    ]
    title, subtitle = text("cases.funnel.title", lang), text("cases.funnel.subtitle", lang)
    if found.total is None:
        return Empty(title, why(found.reason, SHEET, lang))
    chart = funnel_chart(title, subtitle, stages, colour=colours(at.mode).primary, mode=at.mode, lang=lang, period=at.span)
    return Picture(chart, funnel_table(found, lang))


def funnel_table(found: Funnel, lang: str) -> Markup:
    """Every stage with the numbers that the chart has no room for; where cases stand now adds up to the total."""
    columns = [Column(text(f"cases.column.{c}", lang), css) for c, css in (
        ("stage", ""), ("reached", "im-n"), ("onward", "im-n"), ("of_total", "im-n"), ("dated", "im-n"), ("now", "im-n"),
    )]  # fmt: skip
    rows = [
        (
            stage_label(s.stage, lang), _shown(s.reached, lang), conversion((s.to_next.numerator, s.to_next.denominator), lang) if s.to_next else "",
            conversion((s.of_total.numerator, s.of_total.denominator), lang) if s.of_total else "", _shown(s.dated, lang), _shown(s.now, lang),
        )
        for s in found.steps
    ]  # fmt: skip
    rows.append((stage_label("stopped", lang), "", "", "", "", _shown(found.stopped, lang)))
    rows.append((text("charts.total", lang), "", "", "", "", _shown(found.total, lang)))
    return html.table(columns, rows)


def dwell_of(source: Source, at: Scope) -> Picture | Empty:
    """How long cases stayed in each stage."""
    lang, found = at.lang, dwell(source.dataset, at.as_of, at.period)
    title, subtitle = text("cases.dwell.title", lang), text("cases.dwell.subtitle", lang)
    if found.reason:
        return Empty(title, why(found.reason, SHEET, lang))
    groups = []
    for stay in found.stays:
        note = why(stay.reason, SHEET, lang)
        if stay.finished is not None:
            by_stop = text("cases.dwell.by_stop", lang, count=stay.by_stop) if stay.by_stop else ""
            finished, lasting = (formats.number(n, 0, lang) for n in (stay.finished, stay.open))
            note = text("cases.dwell.note", lang, finished=finished, by_stop=by_stop, open=lasting)
        groups.append(Range(stage_label(stay.stage, lang), stay.q1, stay.median, stay.q3, note))
    chart = ranges(
        title, subtitle, groups, unit=text("cases.days", lang), label=text("cases.column.stage", lang), colour=colours(at.mode).primary, mode=at.mode,
        lang=lang, period=at.span,
    )  # fmt: skip
    return Picture(chart)


def stops_of(source: Source, at: Scope) -> Picture | Empty:
    """Why cases stopped in the period, and how far they were."""
    lang, found = at.lang, stops(source, at)
    title = text("cases.stops.title", lang)
    if not found.total:
        return Empty(title, why(found.reason, SHEET, lang) if found.reason else text("cases.stops.none", lang))
    drawn, note = drawing.largest([(r.key, r.label, r.count) for r in found.reasons], lang)
    panel = Panel(Measure(text("cases.stops.measure", lang)), [count for _, count in drawn], colours(at.mode).context)
    subtitle = counted("cases.stops.subtitle", found.total, lang)
    label = text("cases.stops.reason", lang)
    chart = bars(title, subtitle, [name for name, _ in drawn], [panel], label=label, mode=at.mode, lang=lang, period=at.span, names=30)
    columns = [Column(label), Column(panel.measure.name, "im-n"), Column(text("cases.stops.stages", lang))]
    rows = [(r.label, _shown(r.count, lang), ", ".join(f"{stage_label(s, lang)} {n}" for s, n in r.stages.items())) for r in found.reasons]
    lacks = why(found.missing[0], SHEET, lang) if found.missing else ""
    return Picture(chart, html.table(columns, rows), " ".join(filter(None, (note, lacks))))


def _shown(count: int | None, lang: str) -> str:
    return text("scope.unknown", lang) if count is None else formats.number(count, 0, lang)


def _number(count: int | None, reason: object, at: Scope) -> object:
    return formats.number(count, 0, at.lang) if count is not None else drawing.missing(why(reason, SHEET, at.lang))  # type: ignore[arg-type]
