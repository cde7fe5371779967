"""Small charts to make files of."""

from datetime import date, timedelta

from charts.chart import Band, Chart, Measure, Point
from charts.cumulative import Mark, cumulative
from charts.trend import trend
from metrics.periods import months, quarters
from reports.caption import Caption
from reports.chart_files import ChartFile

COUNT = Measure("Gerealiseerde initiatieven", "", 0, label="aantal")
RATE = Measure("Goedkeuringsgraad", "", 1, percentage=True, ratio=True, label="%")
TONNES = Measure("=Materiaal", "ton", 1, label="ton")
START, END = date(2023, 1, 1), date(2024, 12, 31)


def trending(
    measure: Measure = COUNT, values: tuple[float | None, ...] = (1, None, 0, 4, 3, 1234.5, 7, 2), lang: str = "nl", target: float | None = None
) -> Chart:
    """Eight quarters in two phases, the last one still running."""
    points = [Point(p.start, p.end, v, p.start < date(2024, 10, 1), p.start >= date(2024, 1, 1)) for p, v in zip(quarters(START, END), values, strict=True)]
    bands = [Band("3", START, date(2023, 12, 31)), Band("4", date(2024, 1, 1), END)]
    return trend(points, measure, step="quarter", colour="#095f37", mode="light", lang=lang, phases=bands, target=target)


def progress(lang: str = "nl") -> Chart:
    """A year month by month on the way to a target."""
    actual = [Mark(p.end, float(i * 3)) for i, p in enumerate(months(date(2024, 1, 1), date(2024, 9, 30)))]
    line = [Mark(date(2023, 12, 31), 0), Mark(date(2024, 6, 15), 12), Mark(END, 40)]
    first = actual[0].day.replace(day=1)
    return cumulative(actual, line, COUNT, start=first, end=END + timedelta(0), running=False, colour="#095f37", mode="light", lang=lang)


def file(chart: Chart, note: str = "", title: str = "") -> ChartFile:
    """The chart ready to leave, with words in every place."""
    caption = Caption(
        title or chart.title, chart.subtitle, chart.period, "gemeente Geel & Mol", "voorbeeldgegevens", "Bron: eigen.xlsx · stand op 31/12/2024", note
    )
    return ChartFile(chart, caption, ("D3.8", "realisaties", "fase4", "2024-12-31"), "nl", (("Definitie", "=1+1"),))
