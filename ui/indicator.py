"""One indicator: its figure, how it goes, what it means."""

from collections.abc import Callable

import streamlit as st
from markupsafe import Markup

from data.contract import contract
from locales import formats, text
from locales.formats import Step
from metrics.definitions import fiche as explained
from metrics.indicator import Indicator
from metrics.scorecard import Result
from ui import chart_files, choices, drawing, graphs, html, standing, words
from ui.choosing import offer
from ui.scope import step
from ui.view import View

COURSES = ("beide", "periode", "opgeteld")


def head(view: View, indicator: Indicator) -> None:
    """Name, question and figures of the indicator in the chosen phase or period."""
    title = html.section(f"{indicator.id} · {indicator.name[view.lang]}", indicator.question[view.lang])
    box = Markup('<div id="indicator" class="im-indicator" style="--im-accent:var(--im-o{})">{}</div>')
    html.show(box.format(indicator.objective, Markup("<div>{}</div>").format(title) + _answer(view, indicator)))


def charts(view: View, indicator: Indicator, remarks: graphs.Remarks) -> None:
    """The trend and, for what grows through a phase, the way to the target, with the remarks of staff."""
    found = standing.result(view, indicator.id)
    if found is None or view.phase is None:
        return
    if not graphs.drawable(view.source, indicator.id, view.as_of):
        reason = words.missing(found, view.source.dataset, view.lang)
        html.show(Markup('<p class="im-empty">{}</p>').format(text("indicator.empty", view.lang, reason=reason)))
        return
    phase = view.about
    grows = indicator.cumulative and standing.compared(found).actual is not None and phase is not None and phase.start <= view.as_of
    with st.container(horizontal=True, gap="medium", key="course"):
        by = step(view.lang)
        course = offer(choices.COURSE, *_courses(view.lang)) if grows else "periode"
    places = st.columns(2, gap="large") if course == "beide" else [st.container()] * 2
    if course != "opgeteld":
        with places[0]:
            _trend(view, indicator, by, remarks)
    if course != "periode":
        with places[1]:
            _progress(view, indicator, remarks)


def _trend(view: View, indicator: Indicator, by: Step, remarks: graphs.Remarks) -> None:
    if view.period is not None:
        graphs.draw_trend(view.source, indicator.id, view.as_of, view.period, by, view.lang, view.mode, view.filtered, remarks)
        chart_files.trend_menu(view, indicator, view.period, by)


def _progress(view: View, indicator: Indicator, remarks: graphs.Remarks) -> None:
    if view.about is not None:
        graphs.draw_progress(view.source, indicator.id, view.as_of, view.about.number, view.lang, view.mode, view.filtered, remarks)
        chart_files.progress_menu(view, indicator, view.about)


def fiche(indicator: Indicator, lang: str) -> None:
    """What the indicator means: what counts, what doesn't, what changed about that since when, and where it comes from."""
    sheets = ", ".join(dict.fromkeys(contract()[p.source].title(lang) for p in indicator.parts))
    pairs = [(text(f"indicator.fiche.{key}", lang), getattr(indicator, key)[lang]) for key in ("definition", "counts", "excludes")]
    changed = Markup("<br>").join(f"{formats.day(day)}: {what}" for day, what in explained(indicator, lang).changes)
    pairs += [(text("indicator.fiche.changes", lang), changed)] if changed else []
    rest = [
        (text("indicator.fiche.unit", lang), indicator.unit[lang]),
        (text("indicator.fiche.level", lang), text(f"metrics.level.{indicator.level}", lang)),
        (text("indicator.fiche.direction", lang), text(f"indicator.direction.{indicator.direction}", lang)),
        (text("indicator.fiche.sheets", lang), sheets),
    ]
    facts = html.small(" · ".join(f"{term}: {value}" for term, value in rest))
    html.show(html.section(text("indicator.fiche.title", lang)), html.definitions(pairs, "im-fiche", boxed=True), facts)


def _courses(lang: str) -> tuple[str, tuple[str, ...], str, Callable[[str], str]]:
    """The choice between a figure per period, what they add up to, or both."""
    return text("breakdown.course", lang), COURSES, COURSES[0], lambda c: text(f"breakdown.courses.{c}", lang)


def _answer(view: View, indicator: Indicator) -> Markup:
    found = standing.result(view, indicator.id)
    if found is None:
        return Markup("")
    first, *rest = _figures(view, found) if view.free is None else _period_figures(view, found)
    pair = Markup("<div><dt>{}</dt><dd>{}</dd></div>")
    boxes = Markup('<div class="im-first"><dt>{}</dt><dd>{}</dd></div>').format(*first) + Markup("").join(pair.format(*p) for p in rest if p[1])
    return Markup('<dl class="im-answer">{}</dl>').format(boxes)


def _figures(view: View, result: Result) -> list[tuple[str, object]]:
    """What stands beside the name, the figure itself first; an empty one is left out."""
    lang = view.lang
    phase = text("indicator.in_phase", lang, number=result.period.phase)
    return [(phase, _shown(view, result)), *_held(view, result), (text("indicator.forecast", lang), words.forecast(result, lang))]


def _period_figures(view: View, result: Result) -> list[tuple[str, object]]:
    """The same for a period that is no phase: its own figure, then the phase up to its end against the target."""
    lang, period = view.lang, result.period
    own = [(text("indicator.in_period", lang, span=formats.span(period.start, period.end)), _shown(view, result))]
    if result.in_phase is None:
        return [*own, (text("objective.column.target", lang), drawing.missing(text("indicator.across", lang)))]
    so_far = text("indicator.so_far", lang, number=result.in_phase.period.phase)
    return [*own, (so_far, _shown(view, result.in_phase)), *_held(view, result.in_phase)]


def _shown(view: View, result: Result) -> Markup:
    """A figure with what it is made of, or why it is not there."""
    lang, indicator = view.lang, result.indicator
    details = [
        words.parts(result, lang) if indicator.percent and result.denominator else "",
        words.coverage(result, lang) if not indicator.percent else "",
        text("indicator.baseline", lang, value=words.figure(result.baseline, indicator, lang)) if result.baseline else "",
    ]
    value = words.figure(result.actual, indicator, lang) or drawing.missing(words.missing(result, view.source.dataset, lang))
    return Markup("{}<small>{}</small>").format(value, " · ".join(d for d in details if d))


def _held(view: View, result: Result) -> list[tuple[str, object]]:
    """How a figure stands against its target."""
    lang, indicator = view.lang, result.indicator
    expected = text("indicator.expected", lang, day=formats.day(min(view.as_of, result.period.end)))
    return [
        (text("objective.column.status", lang), words.status(result.status, lang)),
        (text("objective.column.target", lang), words.figure(result.target, indicator, lang)),
        (expected, words.figure(result.expected, indicator, lang) if indicator.cumulative else ""),
        (text("indicator.pace", lang), words.needed(result, lang)),
    ]
