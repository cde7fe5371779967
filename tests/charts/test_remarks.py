"""Remarks on charts: a number at the day, the words below, in the alternative text and beside the figures."""

from datetime import date

import pytest

from charts.remarks import STEP, Remark, remarked
from tests.reports.charts import END, START, progress, trending

FAIR = Remark(1, date(2024, 2, 10), "<b>Beurs</b> & co", "An")
MANY = (FAIR, Remark(2, date(2024, 2, 20), "Nieuwsbrief", "Bo"), Remark(3, date(2024, 11, 3), "Slotdag", "An"), Remark(4, date(2026, 1, 1), "Later", "An"))


def numbers(chart) -> dict[str, dict]:
    return {a["text"]: a for a in chart.figure.to_plotly_json()["layout"]["annotations"] if a.get("borderwidth")}


def test_a_remark_stands_as_a_number_at_its_day() -> None:
    for chart, start in ((trending(), START), (progress(), date(2024, 1, 1))):
        made = remarked(chart, MANY, start, END, "light", "nl")
        drawn = numbers(made)
        assert {n: a["x"] for n, a in drawn.items()} == {"1": "2024-02-10", "2": "2024-02-20", "3": "2024-11-03"}, "what lies beyond the axis is not drawn"
        assert [drawn[n]["yshift"] for n in "123"] == [0, -STEP, 0], "numbers close together stand below one another"
        assert drawn["1"]["hovertext"] == "&lt;b&gt;Beurs&lt;/b&gt; &amp; co", "text, no markup"
        assert made.remarks[0] == "1 · 10/02/2024: <b>Beurs</b> & co (An)"
        assert "Opmerkingen: 1 · 10/02/2024" in made.alt
        assert numbers(chart) == {}, "the chart itself is shared, and stays as it is"


def test_the_figures_carry_them_beside_the_row_of_their_day() -> None:
    made = remarked(trending(), MANY, START, END, "light", "nl").data
    assert made is not None
    assert made.columns[-1].label == "Opmerkingen"
    said = {row[0]: row[-1] for row in made.rows if row[-1]}
    assert list(said) == ["1e kwartaal 2024", "4e kwartaal 2024"]
    assert said["1e kwartaal 2024"] == "1 · 10/02/2024: <b>Beurs</b> & co (An); 2 · 20/02/2024: Nieuwsbrief (Bo)"
    way = remarked(progress(), MANY, START, END, "light", "nl").data
    assert way is not None
    assert [row[0] for row in way.rows if row[-1]] == [date(2024, 2, 29), date(2024, 12, 31)]


@pytest.mark.parametrize("remarks", [(), (Remark(1, date(2020, 1, 1), "Vroeger", "An"),)])
def test_without_a_remark_about_its_days_a_chart_is_as_it_was(remarks: tuple[Remark, ...]) -> None:
    chart = trending()
    assert remarked(chart, remarks, START, END, "light", "nl") is chart
