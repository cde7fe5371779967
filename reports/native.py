"""Excel's own chart of a chart's figures: same kind, same colours, same words on the axes."""

from collections.abc import Sequence
from typing import Any

from charts.chart import Column, Data
from charts.colours import colours
from reports.caption import Caption

# How a column is drawn -> the kind of Excel's chart, and its variant.
KINDS = {"columns": ("column", ""), "stacked": ("column", "stacked"), "bars": ("bar", ""), "line": ("line", ""), "points": ("line", ""), "dashed": ("line", "")}
LABELLED = 13  # up to so many rows every column carries its value
SMALL = 9  # points
SIZE = {"width": 900, "height": 420}  # pixels


def number_format(column: Column) -> str:
    """How Excel writes a column; the signs for thousands and decimals are those of the reader's own Excel."""
    decimals = "." + "0" * column.decimals if column.decimals else ""
    return f"0{decimals}%" if column.kind == "percentage" else f"#,##0{decimals}"


def native_charts(book: Any, data: Data, caption: Caption, sheet: str) -> list[Any]:
    """The charts for the figures in `sheet` (headings in its first row): one, or one per column where each has its own scale."""
    drawn = [(at, c) for at, c in enumerate(data.columns) if c.drawn]
    if not drawn or not data.rows:
        return []
    if not data.panels:
        return [_chart(book, data, drawn, caption.title, sheet)]
    return [_chart(book, data, [one], f"{caption.title}: {one[1].label}", sheet) for one in drawn]


def _chart(book: Any, data: Data, drawn: Sequence[tuple[int, Column]], title: str, sheet: str) -> Any:
    charts: dict[tuple[str, str], Any] = {}
    for at, column in drawn:
        kind, variant = KINDS[column.drawn]
        if (kind, variant) not in charts:
            charts[kind, variant] = book.add_chart({"type": kind, "subtype": variant} if variant else {"type": kind})
        charts[kind, variant].add_series(_series(data, at, column, sheet))
    main, *others = charts.values()
    for other in others:
        main.combine(other)
    _dress(main, data, drawn[0][1], title)
    if len(drawn) == 1:
        main.set_legend({"none": True})
    else:
        main.set_legend({"position": "bottom", "font": {"size": SMALL}})
    return main


def _series(data: Data, at: int, column: Column, sheet: str) -> dict[str, Any]:
    last = len(data.rows)
    series: dict[str, Any] = {"name": [sheet, 0, at], "categories": [sheet, 1, 0, last, 0], "values": [sheet, 1, at, last, at]}
    if column.drawn in ("columns", "stacked", "bars"):
        series |= {"gap": 40, "fill": {"color": column.colour}}
        if column.colours:
            series["points"] = [_point(column, i) for i in range(last)]
        if last <= LABELLED:
            marked = [{"value": row[at]} if isinstance(row[at], str) else None for row in data.rows]
            series["data_labels"] = {"value": True, "font": {"size": SMALL}, "num_format": number_format(column), "custom": marked}
    elif column.drawn == "dashed":
        series |= {"line": {"color": column.colour, "width": 1.25, "dash_type": "dash"}, "marker": {"type": "none"}}
    else:
        marker = {"type": "circle", "size": 6, "fill": {"color": column.colour}, "border": {"color": column.colour}}
        series |= {"line": {"color": column.colour, "width": 2 if column.drawn == "line" else 1}, "marker": marker}
        if column.colours:
            series["points"] = [_point(column, i) for i in range(last)]
    return series


def _point(column: Column, row: int) -> dict[str, Any]:
    """The colour of one row: hollow while its period runs."""
    colour = column.colours[row]
    hollow = bool(column.hollow) and column.hollow[row]
    return {"fill": {"color": colours("light").background if hollow else colour}, "border": {"color": colour}}


def _dress(chart: Any, data: Data, column: Column, title: str) -> None:
    """Title, axes and grid."""
    c = colours("light")
    plain = {"size": SMALL, "color": c.muted}
    named = {**plain, "bold": False}
    first = data.columns[0]
    along: dict[str, Any] = {"name": first.label, "name_font": named, "num_font": plain, "line": {"color": c.border}, "major_tick_mark": "none"}
    if first.kind == "day":
        along |= {"date_axis": True, "num_format": "mmm yyyy", "major_unit": 3 if len(data.rows) > LABELLED else 1, "major_unit_type": "months"}
    name = "" if data.panels or data.axis == first.label else data.axis
    value = {"name": name, "name_font": named, "num_font": plain, "num_format": number_format(column), "min": 0, "line": {"none": True}}
    value["major_gridlines"] = {"visible": True, "line": {"color": c.grid}}
    if column.drawn == "bars":  # lying: the first row on top, as on screen
        chart.set_x_axis(value)
        chart.set_y_axis(along | {"reverse": True, "crossing": "max"})
    else:
        chart.set_x_axis(along)
        chart.set_y_axis(value)
    chart.set_title({"name": title, "name_font": {"size": 13, "bold": True, "color": c.text}, "overlay": False})
    chart.set_size(SIZE)
    chart.show_blanks_as("gap" if data.gaps else "span")
    chart.set_chartarea({"border": {"none": True}})
