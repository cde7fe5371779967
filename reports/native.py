"""Excel's own chart of a chart's figures: same kind, same colours, same words on the axes."""

from typing import Any

from charts.chart import Column, Data
from charts.colours import colours
from reports.caption import Caption

KINDS = {"columns": "column", "bars": "bar", "line": "line", "points": "line", "dashed": "line"}
LABELLED = 13  # up to so many rows every column carries its value
SMALL = 9  # points
SIZE = {"width": 900, "height": 420}  # pixels


def number_format(column: Column) -> str:
    """How Excel writes a column; the signs for thousands and decimals are those of the reader's own Excel."""
    decimals = "." + "0" * column.decimals if column.decimals else ""
    return f"0{decimals}%" if column.kind == "percentage" else f"#,##0{decimals}"


def native_chart(book: Any, data: Data, caption: Caption, sheet: str) -> Any | None:
    """The chart for the figures in `sheet` (headings in its first row); None where there is nothing to draw."""
    drawn = [(at, c) for at, c in enumerate(data.columns) if c.drawn]
    if not drawn or not data.rows:
        return None
    kinds = list(dict.fromkeys(KINDS[c.drawn] for _, c in drawn))
    charts = {kind: book.add_chart({"type": kind}) for kind in kinds}
    for at, column in drawn:
        charts[KINDS[column.drawn]].add_series(_series(data, at, column, sheet))
    main, *others = charts.values()
    for other in others:
        main.combine(other)
    _dress(main, data, drawn[0][1], caption)
    if len(drawn) == 1:
        main.set_legend({"none": True})
    else:
        main.set_legend({"position": "bottom", "font": {"size": SMALL}})
    return main


def _series(data: Data, at: int, column: Column, sheet: str) -> dict[str, Any]:
    last = len(data.rows)
    series: dict[str, Any] = {"name": [sheet, 0, at], "categories": [sheet, 1, 0, last, 0], "values": [sheet, 1, at, last, at]}
    if column.drawn in ("columns", "bars"):
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


def _dress(chart: Any, data: Data, column: Column, caption: Caption) -> None:
    """Title, axes and grid."""
    c = colours("light")
    plain = {"size": SMALL, "color": c.muted}
    named = {**plain, "bold": False}
    first = data.columns[0]
    along: dict[str, Any] = {"name": first.label, "name_font": named, "num_font": plain, "line": {"color": c.border}, "major_tick_mark": "none"}
    if first.kind == "day":
        along |= {"date_axis": True, "num_format": "mmm yyyy", "major_unit": 3 if len(data.rows) > LABELLED else 1, "major_unit_type": "months"}
    value = {
        "name": data.axis, "name_font": named, "num_font": plain, "num_format": number_format(column), "min": 0, "line": {"none": True},
        "major_gridlines": {"visible": True, "line": {"color": c.grid}},
    }  # fmt: skip
    chart.set_x_axis(along | ({"reverse": True, "crossing": "max"} if column.drawn == "bars" else {}))
    chart.set_y_axis(value)
    chart.set_title({"name": caption.title, "name_font": {"size": 13, "bold": True, "color": c.text}, "overlay": False})
    chart.set_size(SIZE)
    chart.show_blanks_as("gap" if data.gaps else "span")
    chart.set_chartarea({"border": {"none": True}})
