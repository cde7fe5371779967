"""The charts of an indicator as files: drawn anew for light paper, small numbers of persons hidden."""

from functools import partial

from charts.chart import Chart
from data.phases import Phase
from locales import text
from locales.formats import Step
from metrics.disclosure import THRESHOLD, protected
from metrics.indicator import Indicator
from metrics.periods import Period, phase_period
from reports import protection
from reports.chart_files import ChartFile
from reports.definition import definition
from reports.names import slug
from ui import downloads, graphs, notes
from ui.captions import caption
from ui.view import View


def trend_menu(view: View, indicator: Indicator, period: Period, by: Step) -> None:
    """The downloads of the trend."""
    downloads.menu(f"trend-{indicator.id}", partial(_trend, view, indicator, period, by), view.lang)


def progress_menu(view: View, indicator: Indicator, phase: Phase) -> None:
    """The downloads of the way to the target."""
    downloads.menu(f"progress-{indicator.id}", partial(_progress, view, indicator, phase), view.lang)


def chart_file(view: View, chart: Chart, period: Period, indicator: Indicator | None = None, note: str = "") -> ChartFile:
    """Any chart (drawn in light mode) as files, with the words of this visit."""
    phase = slug(text("ui.phase", view.lang, number=period.phase)).replace("-", "") if period.phase else ""
    part = phase or f"{period.start.isoformat()}_{period.end.isoformat()}"
    name = (indicator.id if indicator else "", slug(chart.title), part, view.as_of.isoformat())
    meaning = definition(indicator, view.lang) if indicator else ()
    return ChartFile(chart, caption(view.source, chart, view.as_of, view.lang, view.filtered, note), name, view.lang, meaning)


def _trend(view: View, indicator: Indicator, period: Period, by: Step) -> ChartFile:
    hide, said = protected(indicator), notes.remarks(notes.written(view.source, indicator.id))
    chart = graphs.trend_chart(view.source, indicator.id, view.as_of, period, by, view.lang, "light", said, protect=hide)
    used = [value for row in chart.data.rows for value in row if isinstance(value, str)] if hide and chart.data else []
    return chart_file(view, chart, period, indicator, protection.note(used, view.lang))


def _progress(view: View, indicator: Indicator, phase: Phase) -> ChartFile:
    hide, said = protected(indicator), notes.remarks(notes.written(view.source, indicator.id))
    chart = graphs.progress_chart(view.source, indicator.id, view.as_of, phase.number, view.lang, "light", said, protect=hide)
    return chart_file(view, chart, phase_period(phase), indicator, text("files.thinned", view.lang, limit=THRESHOLD) if hide else "")
