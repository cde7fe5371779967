"""The charts as specs: what is drawn, what is left open, and the words around it."""

from datetime import date

import pytest

from charts.chart import Band, Chart, Measure, Point, plain
from charts.colours import MODES, Mode, colours
from charts.cumulative import Mark, cumulative
from charts.locale import config
from charts.spark import spark
from charts.template import template
from charts.trend import trend
from locales import LANGUAGES

COUNT = Measure("Netwerkmomenten", "", 0, label="aantal")
RATE = Measure("Goedkeuringsgraad", "", 0, percentage=True, ratio=True, label="%")
START, END = date(2024, 1, 1), date(2024, 12, 31)
POINTS = [
    Point(date(2024, 1, 1), date(2024, 3, 31), 4, focus=False),
    Point(date(2024, 4, 1), date(2024, 6, 30), None),
    Point(date(2024, 7, 1), date(2024, 9, 30), 7.0, complete=False),
]


def _trend(measure: Measure = COUNT, mode: Mode = "light", lang: str = "nl", target: float | None = None) -> Chart:
    bands = [Band("3", date(2024, 1, 1), date(2024, 5, 31)), Band("4", date(2024, 6, 1), date(2024, 9, 30))]
    return trend(POINTS, measure, step="quarter", colour="#114281", mode=mode, lang=lang, phases=bands, target=target)


def test_the_running_period_is_hollow_and_other_phases_are_grey() -> None:
    bars = _trend().figure.to_plotly_json()["data"][0]
    assert bars["marker"]["color"] == [colours("light").context, "#114281", "rgba(0,0,0,0)"]
    assert bars["marker"]["line"]["width"] == [0, 0, 1.5]


def test_an_absent_value_is_a_gap_never_a_zero() -> None:
    for measure in (COUNT, RATE):
        drawn = _trend(measure).figure.to_plotly_json()["data"][0]
        assert list(drawn["y"]) == [4, None, 7.0]
    assert drawn["connectgaps"] is False


def test_the_words_around_a_trend() -> None:
    chart = _trend()
    assert chart.title == "Netwerkmomenten per kwartaal"
    assert chart.subtitle == "aantal · open vorm = periode die nog loopt"
    assert chart.alt == "Netwerkmomenten per kwartaal, van 1e kwartaal 2024 tot 3e kwartaal 2024. Hoogste waarde: 7 in 3e kwartaal 2024. Laatste waarde: 7."
    assert [r[1] for r in chart.rows] == ["4", "geen gegevens", "7"]


def test_a_chart_without_data_says_so() -> None:
    empty = [Point(START, END, None)]
    chart = trend(empty, COUNT, step="year", colour="#114281", mode="light", lang="nl")
    assert chart.figure.to_plotly_json()["data"] == []
    assert "geen gegevens" in chart.alt
    assert "geen gegevens" in cumulative([], [], COUNT, start=START, end=END, running=False, colour="#114281", mode="light", lang="nl").alt


def test_bars_begin_at_zero_in_every_mode() -> None:
    for mode in MODES:
        layout = _trend(mode=mode).figure.to_plotly_json()["layout"]
        assert layout["yaxis"]["range"][0] == 0
        assert layout["template"] == template(mode)
        assert layout["separators"] == ",."


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_way_to_the_target(lang: str) -> None:
    actual = [Mark(date(2024, 3, 31), 5), Mark(date(2024, 5, 15), 9)]
    line = [Mark(date(2023, 12, 31), 2), Mark(date(2024, 6, 30), 8), Mark(END, 20)]
    chart = cumulative(actual, line, COUNT, start=START, end=END, running=True, colour="#114281", mode="light", lang=lang)
    dashed, solid = chart.figure.to_plotly_json()["data"]
    assert list(dashed["y"]) == [2, 8, 20]
    assert dashed["line"]["dash"] == "dash"
    assert solid["marker"]["color"][-1] == colours("light").background, "the running month is hollow"
    assert "20" in chart.alt
    assert chart.rows[0] == ("31/03/2024", "5", "5")


def test_without_a_target_there_is_no_line() -> None:
    chart = cumulative([Mark(END, 3)], [], COUNT, start=START, end=END, running=False, colour="#114281", mode="light", lang="nl")
    assert len(chart.figure.to_plotly_json()["data"]) == 1
    assert "geen streefwaarde" in chart.subtitle


def test_spreadsheet_text_is_no_markup_in_a_chart() -> None:
    assert plain("<b>Proef</b> & meer") == "&lt;b&gt;Proef&lt;/b&gt; &amp; meer"
    bad = [Band("<i>x</i>", START, date(2024, 6, 30)), Band("y", date(2024, 7, 1), END)]
    chart = trend([Point(START, END, 1, note="<a href='x'>y</a>")], COUNT, step="year", colour="#114281", mode="light", lang="nl", phases=bad)
    assert "<i>" not in str(chart.figure.to_plotly_json())
    assert "<a href" not in str(chart.figure.to_plotly_json()["data"][0]["hovertext"])


def test_a_spark_leaves_gaps_and_keeps_zero_visible() -> None:
    drawn = spark([1, None, 0, 4], running=True)
    assert drawn.count("<rect") == 3
    assert drawn.count('fill="none"') == 1
    assert 'height="1.0"' in drawn
    assert spark([None, None]) == ""


def test_plotly_speaks_dutch() -> None:
    dutch = config("nl", "naam")["locales"]["nl"]
    assert dutch["format"]["months"][2] == "maart"
    assert dutch["format"]["days"][0] == "zondag"
    assert dutch["format"]["decimal"] == ","
    assert dutch["dictionary"]["Download plot as a PNG"] == "Afbeelding bewaren"
