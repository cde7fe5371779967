"""A chart as an Excel workbook: a native chart that can be changed, its figures as real numbers and days, and what they mean."""

import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter

from charts.chart import Chart, Column, Data
from charts.colours import colours
from locales import text
from reports.caption import Caption
from reports.definition import Fact
from reports.native import SIZE, native_charts, number_format
from reports.plain import fitting, printable

TEXT_ONLY = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
DAY = "dd/mm/yyyy"
TALL = SIZE["height"] // 20 + 1  # rows that a chart takes


def workbook(chart: Chart, caption: Caption, definition: Sequence[Fact], lang: str) -> bytes:
    """Three sheets: the chart with its words, the figures, the definition. Nothing in it is a formula or a link."""
    target = io.BytesIO()
    data = chart.data or _texts(chart)
    with xlsxwriter.Workbook(target, {"in_memory": True, **TEXT_ONLY}) as book:
        book.set_properties({"title": printable(caption.title), "subject": printable(caption.subtitle), "comments": printable("\n".join(caption.below))})
        names = [text(f"files.sheet.{key}", lang) for key in ("chart", "data", "definition")]
        front, figures, meaning = (book.add_worksheet(name) for name in names)
        drawn = native_charts(book, data, caption, names[1])
        _front(book, front, caption, len(drawn))
        _figures(book, figures, data, caption)
        _meaning(book, meaning, caption, definition, lang)
        for i, one in enumerate(drawn):
            front.insert_chart(i * TALL, 0, one, {"description": chart.alt, "object_position": 3})
    return target.getvalue()


def _front(book: Any, sheet: Any, caption: Caption, charts: int) -> None:
    """The chart with the words that stand around it; where nothing can be drawn, the words alone."""
    muted = book.add_format({"font_color": colours("light").muted})
    lines = [caption.subtitle, *caption.below]
    if not charts:
        sheet.write_string(0, 0, fitting(caption.title), book.add_format({"bold": True, "font_size": 14}))
    for i, line in enumerate(lines, start=charts * TALL or 1):
        sheet.write_string(i, 0, fitting(line), muted)
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 1)


def _figures(book: Any, sheet: Any, data: Data, caption: Caption) -> None:
    """The figures as a table; a hidden one is the text of its mark ("<5")."""
    right, heading = book.add_format({"align": "right"}), {"bold": True, "bottom": 1}
    left, end = book.add_format(heading), book.add_format({**heading, "align": "right"})
    kinds = {c: book.add_format({"num_format": DAY if c.kind == "day" else number_format(c)}) for c in data.columns}
    names = unique([fitting(c.label) for c in data.columns])
    for r, row in enumerate(data.rows, start=1):
        for at, (column, value) in enumerate(zip(data.columns, row, strict=True)):
            if isinstance(value, datetime | date):
                sheet.write_datetime(r, at, value, kinds[column])
            elif isinstance(value, int | float) and value == value:
                sheet.write_number(r, at, value, kinds[column])
            elif isinstance(value, str) and value:
                sheet.write_string(r, at, fitting(value), right if column.kind != "text" else None)
    for at, column in enumerate(data.columns):
        widest = max([len(names[at]) + 3, *(len(str(row[at] or "")) for row in data.rows)])
        sheet.set_column(at, at, min(60, max(11, widest if column.kind == "text" else len(names[at]) + 3)))
    headings = [{"header": n, "header_format": left if c.kind == "text" else end} for n, c in zip(names, data.columns, strict=True)]
    sheet.add_table(0, 0, max(1, len(data.rows)), len(names) - 1, {"columns": headings, "style": "Table Style Light 1", "autofilter": False})
    sheet.freeze_panes(1, 1)
    sheet.set_header(f"&L{_printed(caption.title)}")
    sheet.set_footer(f"&L{_printed(caption.below[-1] if caption.below else '')}")
    sheet.fit_to_pages(1, 0)


def _meaning(book: Any, sheet: Any, caption: Caption, definition: Sequence[Fact], lang: str) -> None:
    bold, wrap = book.add_format({"bold": True, "valign": "top"}), book.add_format({"text_wrap": True, "valign": "top"})
    own = [(text("files.fact.title", lang), caption.title), (text("files.fact.unit", lang), caption.subtitle)]
    own += [(text(f"files.fact.{key}", lang), getattr(caption, key)) for key in ("period", "filters", "source", "example", "note")]
    own.append((text("files.fact.remarks", lang), "\n".join(caption.remarks)))
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 100)
    for r, (term, words) in enumerate([pair for pair in (*own, *definition) if pair[1]]):
        sheet.write_string(r, 0, fitting(term), bold)
        sheet.write_string(r, 1, fitting(words), wrap)
    sheet.fit_to_pages(1, 0)


def unique(names: Sequence[str]) -> list[str]:
    """Headings of an Excel table, which may not be alike: the second "Value" is "Value 2"."""
    seen: dict[str, int] = {}
    found = []
    for name in names:
        seen[name.lower()] = seen.get(name.lower(), 0) + 1
        found.append(name if seen[name.lower()] == 1 else f"{name} {seen[name.lower()]}")
    return found


def _texts(chart: Chart) -> Data:
    """The figures of a chart that only has them as texts."""
    return Data(tuple(Column(name, "text") for name in chart.header), [tuple(row) for row in chart.rows])


def _printed(words: str) -> str:
    """Text for a page's header, where & means something and 255 signs are the most."""
    return printable(words).replace("&", "&&")[:240]
