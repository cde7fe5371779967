"""The words around a chart, from what the visit looks at: the same on screen and in files."""

from datetime import date

from charts.chart import Chart
from locales import formats, text
from reports.caption import Caption
from ui.source import Source


def caption(source: Source, chart: Chart, as_of: date, lang: str, filtered: str = "", note: str = "") -> Caption:
    """Title and unit of the chart, its period, the filters in words, and where the figures come from."""
    origin = text("files.source", lang, names=", ".join(source.names), day=formats.day(as_of), version=source.label)
    example = text("ui.example.label", lang) if source.fictional else ""
    return Caption(chart.title, chart.subtitle, chart.period, filtered, example, origin, note, chart.remarks)
