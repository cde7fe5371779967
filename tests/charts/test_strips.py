"""Strips: one scale for all, the running month hollow, absent apart from 0, and what is hidden drawn nowhere."""

from datetime import date

from charts.chart import Measure, Point
from charts.strips import Strip, strips
from metrics.periods import months

MONTHS = months(date(2024, 1, 1), date(2024, 3, 31))


def strip(name: str, *values: float | None, reason: str = "", mark: str = "") -> Strip:
    points = [Point(m.start, m.end, v, m.end <= date(2024, 3, 5)) for m, v in zip(MONTHS, values, strict=False)]
    return Strip(name, [Point(p.start, p.end, None, p.complete, mark=mark) if mark and p.value == 2 else p for p in points], reason)


def drawn(*found: Strip, ratio: bool = False):
    return strips("Cases per maand", "cases", found, Measure("Cases", ratio=ratio), label="Maand", colour="#123456", mode="light", lang="nl")


def test_every_hub_has_the_same_scale() -> None:
    made = drawn(strip("A", 1, 0, 8), strip("B", 1, None, 2))
    assert made.figure.layout.yaxis.range == made.figure.layout.yaxis2.range
    assert made.figure.layout.yaxis.range[0] == 0
    assert [list(t.y) for t in made.figure.data] == [[1, 0, 8], [1, None, 2]]
    assert list(made.figure.data[0].marker.color) == ["#123456", "#123456", "#ffffff"], "the running month is hollow"
    assert made.rows == [("januari 2024", "1", "1"), ("februari 2024", "0", "geen gegevens"), ("maart 2024", "8", "2")]
    assert [c.colour for c in made.data.columns[1:]] != ["#123456", "#123456"], "tints tell hubs apart in one native chart"


def test_a_hub_without_figures_says_why() -> None:
    made = drawn(strip("A", 1, 0, 8), strip("B", reason="nog geen gegevens"))
    assert "nog geen gegevens" in [a.text for a in made.figure.layout.annotations]
    assert made.rows[0] == ("januari 2024", "1", "nog geen gegevens")
    assert made.data.rows[0] == ("januari 2024", 1, None)
    assert "B: nog geen gegevens." in made.alt


def test_what_is_hidden_is_drawn_nowhere() -> None:
    made = drawn(strip("A", 1, 2, 8, mark="<5"), ratio=True)
    assert list(made.figure.data[0].y) == [1, None, 8]
    assert made.data.rows[1] == ("februari 2024", "<5")
    assert "&lt;5" in [a.text for a in made.figure.layout.annotations]
