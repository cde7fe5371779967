"""Excel's own charts over cells of the annex, in the colours of the Hub on light paper."""

from collections.abc import Sequence
from typing import Any

from metrics.indicator import Indicator
from reports.annex.style import Style, number_format

SMALL = 9  # points
HEIGHT = 350  # pixels
WIDE, NARROW = 600, 530
TALLEST = 13  # so many quarters carry their values


def quarters_chart(book: Any, style: Style, sheet: str, rows: tuple[int, int], indicator: Indicator, title: str, hollow: Sequence[bool]) -> Any:
    """Columns per quarter; a quarter that still runs is hollow."""
    colour = style.colours.objective[indicator.objective]
    chart = book.add_chart({"type": "column"})
    points = [{"fill": {"color": style.colours.background if h else colour}, "border": {"color": colour}} for h in hollow]
    series: dict[str, Any] = {
        "name": title, "categories": [sheet, rows[0], 1, rows[1], 1], "values": [sheet, rows[0], 5, rows[1], 5], "gap": 40,
        "fill": {"color": colour}, "points": points,
    }  # fmt: skip
    if len(hollow) <= TALLEST:
        series["data_labels"] = {"value": True, "font": {"size": SMALL}, "num_format": number_format(indicator)}
    chart.add_series(series)
    _dress(chart, style, title, NARROW)
    chart.set_x_axis({**_plain(style), "line": {"color": style.colours.border}, "major_tick_mark": "none"})
    chart.set_y_axis({**_plain(style), **_grid(style), "num_format": number_format(indicator), "min": 0})
    return chart


def reached_chart(book: Any, style: Style, sheet: str, first: int, last: int, objective: int, title: str) -> Any:
    """Lying bars of what was reached as a share of the target, in the order of the table."""
    chart = book.add_chart({"type": "bar"})
    chart.add_series({
        "name": title,
        "categories": [sheet, first, 1, last, 1],
        "values": [sheet, first, 3, last, 3],
        "gap": 40,
        "fill": {"color": style.colours.objective[objective]},
        "data_labels": {"value": True, "font": {"size": SMALL}, "num_format": "0%"},
    })
    _dress(chart, style, title, WIDE)
    chart.set_x_axis({**_plain(style), **_grid(style), "num_format": "0%", "min": 0})
    chart.set_y_axis({**_plain(style), "reverse": True, "crossing": "max", "line": {"color": style.colours.border}, "major_tick_mark": "none"})
    return chart


def _plain(style: Style) -> dict[str, Any]:
    return {"num_font": {"size": SMALL, "color": style.colours.muted}}


def _grid(style: Style) -> dict[str, Any]:
    return {"line": {"none": True}, "major_gridlines": {"visible": True, "line": {"color": style.colours.grid}}}


def _dress(chart: Any, style: Style, title: str, width: int) -> None:
    chart.set_title({"name": title, "name_font": {"size": 12, "bold": True, "color": style.colours.text}, "overlay": False})
    chart.set_legend({"none": True})
    chart.set_size({"width": width, "height": HEIGHT})
    chart.set_chartarea({"border": {"none": True}})
    chart.show_blanks_as("gap")
