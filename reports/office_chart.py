"""A chart's figures as the native chart of Word and PowerPoint: the chart's XML, and the workbook that opens when somebody edits it."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import xlsxwriter
from lxml import etree
from pptx.chart.chart import Chart as NativeChart
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_LINE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from charts.chart import Column, Data, Value
from charts.colours import colours
from reports.native import LABELLED
from reports.native import number_format as plain_format
from reports.plain import printable
from reports.workbook import TEXT_ONLY

KINDS = {
    "bars": XL_CHART_TYPE.BAR_CLUSTERED, "columns": XL_CHART_TYPE.COLUMN_CLUSTERED, "stacked": XL_CHART_TYPE.COLUMN_STACKED,
    "line": XL_CHART_TYPE.LINE_MARKERS, "points": XL_CHART_TYPE.LINE_MARKERS, "dashed": XL_CHART_TYPE.LINE_MARKERS,
}  # fmt: skip
LOCALES = {"nl": ("nl-BE", "[$-813]"), "en": ("en-GB", "[$-809]")}
SHEET = "Sheet1"  # what the XML of python-pptx refers to
MADE = datetime(2000, 1, 1)
FONT = "Arial"


@dataclass(frozen=True)
class Native:
    """A chart as XML with its workbook. `kind` is that of Office; the data are there for what makes the XML itself (PowerPoint)."""

    kind: XL_CHART_TYPE
    data: CategoryChartData
    workbook: bytes


def native(data: Data, lang: str) -> Native | None:
    """The chart of these figures; None where nothing of them is drawn."""
    drawn = _drawn(data)
    if not drawn or not data.rows:
        return None
    categories = CategoryChartData(number_format=_format(drawn[0][1], lang))
    categories.categories = [_category(row[0]) for row in data.rows]
    if data.columns[0].kind == "day":
        categories.categories.number_format = f"{LOCALES[lang][1]}mmm yyyy"
    for at, column in drawn:
        categories.add_series(printable(column.label), [_figure(row[at]) for row in data.rows], _format(column, lang))
    return Native(KINDS[drawn[0][1].drawn], categories, _workbook(data, drawn, lang))


def part_xml(data: Data, lang: str, points: float) -> tuple[bytes, bytes] | None:
    """The chart as the XML of a part whose first relation is its workbook, with that workbook; text of so many points."""
    made = native(data, lang)
    if made is None:
        return None
    space = parse_xml(made.data.xml_bytes(made.kind))
    dress(NativeChart(space, None), data, lang, points)
    space.get_or_add_externalData().rId = "rId1"
    return etree.tostring(space, xml_declaration=True, encoding="UTF-8", standalone=True), made.workbook


def dress(chart: Any, data: Data, lang: str, points: float) -> None:
    """Colours, axes, labels and language, as on screen."""
    c, drawn = colours("light"), [column for _, column in _drawn(data)]
    chart.font.name, chart.font.size, chart.font.color.rgb = FONT, Pt(points), _rgb(c.muted)
    chart.has_title = False
    chart.has_legend = len(drawn) > 1
    if chart.has_legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    lying = drawn[0].drawn == "bars"
    _axes(chart, data, drawn[0], lang, lying=lying)
    ends = {at: _end([row[at] for row in data.rows]) for at, _ in _drawn(data)}
    for series, (at, column) in zip(chart.plots[0].series, _drawn(data), strict=True):
        under = any(at != other and end[0] == ends[at][0] and (end[1], -other) > (ends[at][1], -at) for other, end in ends.items())
        _series(series, column, [row[at] for row in data.rows], lang, points, under=under)
    if drawn[0].drawn in ("bars", "columns", "stacked"):
        chart.plots[0].gap_width = 45
    _settings(chart, data, lang)


def _axes(chart: Any, data: Data, column: Column, lang: str, *, lying: bool) -> None:
    c = colours("light")
    value, category = chart.value_axis, chart.category_axis
    value.minimum_scale = 0
    value.has_major_gridlines = not lying
    value.visible = not lying
    value.major_tick_mark = XL_TICK_MARK.NONE
    value.tick_labels.number_format, value.tick_labels.number_format_is_linked = _format(column, lang), False
    value.format.line.fill.background()
    if not lying:
        value.major_gridlines.format.line.color.rgb, value.major_gridlines.format.line.width = _rgb(c.grid), Pt(0.75)
    category.has_major_gridlines = False
    category.major_tick_mark = XL_TICK_MARK.NONE
    category.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    category.format.line.color.rgb = _rgb(c.border)
    category.reverse_order = lying  # the first row on top
    if data.columns[0].kind == "day":
        category.tick_labels.number_format, category.tick_labels.number_format_is_linked = f"{LOCALES[lang][1]}mmm yyyy", False


def _series(series: Any, column: Column, values: Sequence[Value], lang: str, points: float, *, under: bool) -> None:
    if column.drawn in ("bars", "columns", "stacked"):
        _solid(series.format, column.colour, hollow=False)
        for i, colour in enumerate(column.colours):
            _solid(series.points[i].format, colour, hollow=bool(column.hollow) and column.hollow[i])
        if len(values) <= LABELLED and column.drawn != "stacked":
            _label(series.data_labels, column, lang, points)
        return
    series.smooth = False
    line = series.format.line
    line.color.rgb = _rgb(column.colour)
    dashed = column.drawn == "dashed"
    line.width = Pt(1.25 if dashed else 2.25)
    if dashed:
        line.dash_style = MSO_LINE.DASH
        series.marker.style = XL_MARKER_STYLE.NONE
    else:
        series.marker.style, series.marker.size = XL_MARKER_STYLE.CIRCLE, 5
        _solid(series.marker.format, column.colour, hollow=False)
    at, _ = _end(values)
    if at >= 0:
        _last(series, at, column, points, under=under)


def _label(labels: Any, column: Column, lang: str, points: float) -> None:
    labels.show_value = True
    labels.number_format, labels.number_format_is_linked = _format(column, lang), False
    labels.position = XL_LABEL_POSITION.OUTSIDE_END
    labels.font.size, labels.font.color.rgb = Pt(points), _rgb(colours("light").text)


def _end(values: Sequence[Value]) -> tuple[int, float]:
    """The row and figure at which a line ends; row -1 where it has none."""
    return next(((i, amount) for i in range(len(values) - 1, -1, -1) if (amount := _figure(values[i])) is not None), (-1, 0.0))


def _last(series: Any, at: int, column: Column, points: float, *, under: bool) -> None:
    """The value beside the last point of a line: `under` it where another line ends above, so that the two don't cover each other."""
    label = series.points[at].data_label
    label.position = XL_LABEL_POSITION.BELOW if under else XL_LABEL_POSITION.ABOVE
    label.font.size, label.font.bold, label.font.color.rgb = Pt(points), column.drawn != "dashed", _rgb(column.colour)
    element = label._dLbl  # what a label shows has a public name for a whole series only
    for tag, shown in (("c:showLegendKey", "0"), ("c:showVal", "1"), ("c:showCatName", "0"), ("c:showSerName", "0"), ("c:showPercent", "0")):
        found = element.find(qn(tag))
        if found is not None:
            found.set("val", shown)


def _settings(chart: Any, data: Data, lang: str) -> None:
    """What python-pptx has no words for: language, square corners, no frame, and lines over rows without a figure."""
    space = chart._chartSpace  # the element behind the chart has no public name
    first = space.find(qn("c:date1904"))
    at = 0 if first is None else list(space).index(first) + 1
    for tag, val in reversed((("c:lang", LOCALES[lang][0]), ("c:roundedCorners", "0"))):
        for old in space.findall(qn(tag)):
            space.remove(old)
        element = etree.SubElement(space, qn(tag))
        element.set("val", val)
        space.insert(at, element)
    frame = parse_xml(f"<c:spPr {nsdecls('c', 'a')}><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>")
    for old in space.findall(qn("c:spPr")):
        space.remove(old)
    space.find(qn("c:chart")).addnext(frame)
    dates = space.find(f".//{qn('c:dateAx')}")
    if dates is not None:
        _by_month(dates, 3 if len(data.rows) > LABELLED else 1)
    blanks = space.find(f".//{qn('c:dispBlanksAs')}")
    if blanks is not None:
        blanks.set("val", "gap" if data.gaps else "span")


def _by_month(axis: Any, months: int) -> None:
    """Days along the axis, with a label every so many months."""
    for tag in ("c:baseTimeUnit", "c:majorUnit", "c:majorTimeUnit"):
        for old in axis.findall(qn(tag)):
            axis.remove(old)
    for tag, val in (("c:baseTimeUnit", "days"), ("c:majorUnit", str(months)), ("c:majorTimeUnit", "months")):
        etree.SubElement(axis, qn(tag)).set("val", val)


def _solid(form: Any, colour: str, *, hollow: bool) -> None:
    form.fill.solid()
    form.fill.fore_color.rgb = _rgb(colours("light").background if hollow else colour)
    form.line.color.rgb = _rgb(colour)


def _workbook(data: Data, drawn: Sequence[tuple[int, Column]], lang: str) -> bytes:
    """The figures behind the chart, as numbers and days; nothing in it is a formula or a link."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, **TEXT_ONLY}) as book:
        book.set_properties({"created": MADE})
        sheet, day = book.add_worksheet(SHEET), book.add_format({"num_format": "dd/mm/yyyy"})
        for r, row in enumerate(data.rows, start=1):
            label = _category(row[0])
            if isinstance(label, date):
                sheet.write_datetime(r, 0, label, day)
            else:
                sheet.write_string(r, 0, label)
        for c, (at, column) in enumerate(drawn, start=1):
            shown = book.add_format({"num_format": _format(column, lang)})
            sheet.write_string(0, c, printable(column.label))
            for r, row in enumerate(data.rows, start=1):
                amount = _figure(row[at])
                if amount is not None:
                    sheet.write_number(r, c, amount, shown)
        sheet.set_column(0, 0, 34)
        sheet.set_column(1, len(drawn), 16)
    return target.getvalue()


def _format(column: Column, lang: str) -> str:
    """How a figure is written, in the language of the report: Word follows the reader's own settings, other programs what stands here."""
    return LOCALES[lang][1] + plain_format(column)


def _drawn(data: Data) -> list[tuple[int, Column]]:
    return [(at, column) for at, column in enumerate(data.columns) if column.drawn]


def _category(value: Value) -> date | str:
    return value if isinstance(value, date) else printable(str(value))


def _figure(value: Value) -> float | None:
    """A number; None for no figure and for what stands in its place."""
    return float(value) if isinstance(value, int | float) and value == value else None


def _rgb(colour: str) -> RGBColor:
    return RGBColor(*bytes.fromhex(colour.lstrip("#")))
