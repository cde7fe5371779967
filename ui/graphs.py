"""The charts of an indicator. Each is built and drawn once per data version, filter, language and theme, then replayed."""

from dataclasses import replace
from datetime import date, timedelta

import streamlit as st
from markupsafe import Markup

from charts.chart import Band, Chart, Point
from charts.colours import Mode, colours
from charts.cumulative import Mark, Outlook, cumulative
from charts.locale import config
from charts.remarks import Remark, remarked
from charts.trend import trend
from data.phases import Phase
from locales import formats, text
from locales.formats import Step
from metrics.catalogue import catalogue
from metrics.indicator import Indicator
from metrics.periods import Period, phase_around
from metrics.targets import targets_of
from reports.protection import marks, told
from ui import html, words
from ui.around import behind, figures, heading
from ui.captions import caption
from ui.figures import card, points
from ui.remember import replayed
from ui.source import Source

Remarks = tuple[Remark, ...]  # what people wrote: part of the key of a drawn chart, so that it shows at once


def drawable(source: Source, name: str, as_of: date) -> bool:
    """Whether there is any figure to draw up to the reference date."""
    return any(p.value is not None for p in points(source, name, as_of, "year", *_programme(source)))


@replayed(entries=256)
def draw_trend(source: Source, name: str, as_of: date, period: Period, by: Step, lang: str, mode: Mode, filtered: str = "", remarks: Remarks = ()) -> None:
    """The trend over the whole programme, with the chosen period in colour and the rest in grey."""
    show(source, trend_chart(source, name, as_of, period, by, lang, mode, remarks), f"{name}_{by}_{as_of.isoformat()}", as_of, lang, filtered)


@replayed(entries=256)
def draw_progress(source: Source, name: str, as_of: date, number: str, lang: str, mode: Mode, filtered: str = "", remarks: Remarks = ()) -> None:
    """What was reached in the chosen phase, month by month, against the line to its target."""
    show(source, progress_chart(source, name, as_of, number, lang, mode, remarks), f"{name}_fase{number}_{as_of.isoformat()}", as_of, lang, filtered)


def trend_chart(source: Source, name: str, as_of: date, period: Period, by: Step, lang: str, mode: Mode, remarks: Remarks = (), protect: bool = False) -> Chart:
    """The trend as a chart; with `protect` small numbers of persons are hidden."""
    indicator, phases = catalogue()[name], source.dataset.phases
    phase = phase_around(phases, period)
    series = points(source, name, as_of, by, *_programme(source))
    while series and series[0].value is None:  # what nobody measured yet is no part of the picture
        series = series[1:]
    drawn = [
        Point(p.period.start, p.period.end, p.value, p.complete, _inside(p.period, period), _of(indicator, p.numerator, p.denominator, lang)) for p in series
    ]
    if protect:
        drawn = [replace(p, value=None, mark=mark) if mark else p for p, mark in zip(drawn, marks([p.value for p in drawn]), strict=True)]
    bands = [
        Band(p.number, max(p.start, drawn[0].start), min(p.end, drawn[-1].end))
        for p in phases
        if drawn and p.start <= drawn[-1].end and p.end >= drawn[0].start
    ]
    target = None if indicator.cumulative or phase is None else targets_of(source.dataset).target(indicator, phase)
    colour = colours(mode).objective[indicator.objective]
    made = trend(drawn, words.measure(indicator, lang), step=by, colour=colour, mode=mode, lang=lang, phases=bands, target=target)
    return remarked(made, remarks, drawn[0].start, drawn[-1].end, mode, lang) if drawn else made


def progress_chart(source: Source, name: str, as_of: date, number: str, lang: str, mode: Mode, remarks: Remarks = (), protect: bool = False) -> Chart:
    """The way to the target as a chart; with `protect` points that give away small numbers of persons are left out."""
    indicator, phase = catalogue()[name], _phase(source, number)
    targets = targets_of(source.dataset)
    line = targets.line(indicator, phase)
    base = targets.baseline(indicator, phase)
    series = points(source, name, as_of, "month", phase.start, phase.end, cumulative=True)
    running = bool(series) and not series[-1].complete
    actual = [Mark(min(p.period.end, as_of), base + p.value) for p in series if p.value is not None]
    if protect and actual:
        shown = told(base, [m.value for m in actual])
        running, actual = running and shown[-1], [m for m, show in zip(actual, shown, strict=True) if show]
    agreed = [*line.milestones, *([(phase.end, line.target)] if line.target is not None else [])]
    road = [Mark(phase.start - timedelta(days=1), base), *(Mark(d, v) for d, v in agreed)] if agreed else []
    result = card(source, as_of).get(name, phase)
    ends = result.forecast
    day = min(as_of, phase.end)
    made = cumulative(
        actual, road, words.measure(indicator, lang), start=phase.start, end=phase.end, running=running,
        colour=colours(mode).objective[indicator.objective], mode=mode, lang=lang,
        outlook=Outlook(phase.end, base + ends.value, *(None if v is None else base + v for v in (ends.low, ends.high))) if ends and not protect else None,
        today=Mark(day, result.expected) if result.expected is not None and day < phase.end else None, milestones=len(line.milestones),
    )  # fmt: skip
    return remarked(made, remarks, phase.start, phase.end, mode, lang)


def show(source: Source, chart: Chart, name: str, as_of: date, lang: str, filtered: str = "") -> None:
    """A chart with its words: title and unit above; period, filters, source and dates in small type below."""
    html.show(heading(chart))
    st.plotly_chart(chart.figure, theme=None, config=config(lang, name), alt=chart.alt, key=name)
    below = caption(source, chart, as_of, lang, filtered).below
    html.show(html.small(Markup("<br>").join(below)), behind(chart.title, figures(chart), lang))


def _programme(source: Source) -> tuple[date, date]:
    """The first and last day of all phases."""
    return min(p.start for p in source.dataset.phases), max(p.end for p in source.dataset.phases)


def _inside(step: Period, period: Period) -> bool:
    """Whether a column belongs to what is looked at: it begins in the phase, or has days in another period."""
    return period.start <= step.start <= period.end or (period.phase is None and step.start <= period.start <= step.end)


def _phase(source: Source, number: str) -> Phase:
    return next(p for p in source.dataset.phases if p.number == number)


def _of(indicator: Indicator, numerator: float | None, denominator: float | None, lang: str) -> str:
    if not indicator.percent or not denominator:
        return ""
    return text("words.of", lang, part=formats.number(numerator, 0, lang), whole=formats.number(denominator, 0, lang))
