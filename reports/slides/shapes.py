"""What stands on a slide. Measures are in inches on a slide of 13.33 by 7.5; texts are plain."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Emu, Inches, Pt

from charts.colours import colours
from reports.office_chart import dress, native
from reports.plain import printable
from reports.report.blocks import Cell, Column, Picture, Table

FONT = "Arial"
EDGE, WIDTH = 0.6, 12.13
TOP, BOTTOM = 1.75, 6.85  # between which figures stand
TITLE_ONLY = 5  # the layout with nothing but a title
LINE = 0.14
Words = tuple[str, float, bool, str]  # text, points, bold, colour by its name


def slide(deck: Any) -> Any:
    """A new slide with only a title."""
    return deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY])


def band(slide: Any, colour: str, width: Emu) -> None:
    """A line of colour along the top: that of the objective."""
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, 0, 0, width, Inches(LINE))
    shape.fill.solid()
    shape.fill.fore_color.rgb = _rgb(colour)
    shape.line.fill.background()
    _decoration(shape)


def heading(slide: Any, title: str, *, top: float, height: float, size: float, colour: str) -> None:
    """The slide's title, which screen readers and the outline know it by."""
    shape = slide.shapes.title
    shape.left, shape.top, shape.width, shape.height = Inches(EDGE), Inches(top), Inches(WIDTH), Inches(height)
    frame = shape.text_frame
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.MIDDLE
    frame.margin_left = frame.margin_right = 0
    _write(frame.paragraphs[0], (title, size, True, colour))
    frame.paragraphs[0].alignment = PP_ALIGN.LEFT


def words(slide: Any, lines: Sequence[Words], *, top: float, height: float) -> None:
    """Lines of text."""
    frame = slide.shapes.add_textbox(Inches(EDGE), Inches(top), Inches(WIDTH), Inches(height)).text_frame
    frame.word_wrap, frame.margin_left, frame.margin_right = True, 0, 0
    for n, line in enumerate(lines):
        _write(frame.paragraphs[0] if n == 0 else frame.add_paragraph(), line)


def logos(slide: Any, files: Sequence[Path]) -> None:
    """The logos beside each other."""
    left = Inches(EDGE)
    for file in files:
        picture = slide.shapes.add_picture(str(file), left, Inches(0.6), height=Inches(0.8))
        left += picture.width + Inches(0.4)


def table(slide: Any, block: Table, most: int, colour: str, *, part: float) -> None:
    """The first rows of a table over a part of the width."""
    rows, width = block.rows[:most], WIDTH * part - 0.2
    frame = slide.shapes.add_table(1 + len(rows), len(block.columns), Inches(EDGE), Inches(TOP), Inches(width), Inches(0.4 * (1 + len(rows))))
    frame.name = printable(block.title)
    made = frame.table
    for band_ in ("horz_banding", "vert_banding", "first_col"):
        setattr(made, band_, False)
    total = sum(c.width for c in block.columns)
    for column, wanted in zip(made.columns, block.columns, strict=True):
        column.width = Inches(width * wanted.width / total)
    for r, row in enumerate([tuple(Cell(c.label) for c in block.columns), *rows]):
        for place, cell, column in zip(made.rows[r].cells, row, block.columns, strict=True):
            _cell(place, cell, column, colour if r == 0 else "")


def chart(slide: Any, picture: Picture, lang: str, *, part: float, alone: bool) -> None:
    """A native chart with its title, beside the table or alone."""
    data = picture.chart.data
    made = native(data, lang) if data else None
    if data is None or made is None:
        return
    left = EDGE if alone else EDGE + WIDTH * part
    width = WIDTH if alone else WIDTH * (1 - part)
    title = slide.shapes.add_textbox(Inches(left), Inches(TOP - 0.05), Inches(width), Inches(0.55)).text_frame
    title.word_wrap = True
    _write(title.paragraphs[0], (picture.title, 12, True, "text"))
    frame = slide.shapes.add_chart(made.kind, Inches(left), Inches(TOP + 0.5), Inches(width), Inches(BOTTOM - TOP - 0.6), made.data)
    frame.chart.part.chart_workbook.update_from_xlsx_blob(made.workbook)
    dress(frame.chart, data, lang, 11)
    properties = frame._element.nvGraphicFramePr.cNvPr
    properties.set("descr", printable(picture.chart.alt))


def _cell(place: Any, cell: Cell, column: Column, head: str) -> None:
    c = colours("light")
    place.fill.background()
    place.margin_left = place.margin_right = Inches(0.04)
    place.margin_top = place.margin_bottom = Inches(0.03)
    place.vertical_anchor = MSO_ANCHOR.BOTTOM if head else MSO_ANCHOR.MIDDLE
    tone = head or (c.status[cell.tone] if cell.tone else c.text)
    frame = place.text_frame
    _write(frame.paragraphs[0], (cell.text, 8 if head else 10.5, bool(head or cell.tone), tone))
    if cell.small:
        _write(frame.add_paragraph(), (cell.small, 8, False, "muted"))
    if column.figures:
        for paragraph in frame.paragraphs:
            paragraph.alignment = PP_ALIGN.RIGHT


def _write(paragraph: Any, line: Words) -> None:
    said, size, bold, colour = line
    run = paragraph.add_run()
    run.text = printable(said)
    run.font.name, run.font.size, run.font.bold = FONT, Pt(size), bold
    run.font.color.rgb = _rgb(getattr(colours("light"), colour, colour))


def _decoration(shape: Any) -> None:
    """Nothing to read aloud."""
    shape.shadow.inherit = False
    shape._element.nvSpPr.cNvPr.set("descr", "")


def _rgb(colour: str) -> RGBColor:
    return RGBColor(*bytes.fromhex(colour.lstrip("#")))
