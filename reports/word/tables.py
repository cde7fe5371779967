"""Tables: one style, fixed widths, headings that repeat on every page, rows that stay whole.

A table is written as XML in one go: cell by cell through python-docx a long report would take half a minute.
"""

from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from charts.colours import colours
from reports.plain import printable
from reports.report.blocks import Cell, Column, Table
from reports.word.styles import ROOM, TABLE, style_id

TWIPS = 1440 / 25.4  # per mm


def table_xml(block: Table, room: float = ROOM) -> Any:
    """The table as an element, so many mm wide."""
    total = sum(c.width for c in block.columns)
    widths = [round(room * TWIPS * c.width / total) for c in block.columns]
    caption = quoteattr(printable(block.title or block.key))
    head = tuple(Cell(c.label) for c in block.columns)
    parts = [
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="{TABLE}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>',
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>',
        f"<w:tblCaption w:val={caption}/></w:tblPr><w:tblGrid>",
        *(f'<w:gridCol w:w="{w}"/>' for w in widths),
        "</w:tblGrid>",
        _row(head, block.columns, widths, "<w:cantSplit/><w:tblHeader/>"),
        *(_row(row, block.columns, widths, "<w:cantSplit/>") for row in block.rows),
        "</w:tbl>",
    ]
    return parse_xml("".join(parts))


def _row(row: Sequence[Cell], columns: Sequence[Column], widths: Sequence[int], properties: str) -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(map(_cell, row, columns, widths))}</w:tr>"


def _cell(cell: Cell, column: Column, width: int) -> str:
    tone = f'<w:rPr><w:b/><w:color w:val="{colours("light").status[cell.tone][1:]}"/></w:rPr>' if cell.tone else ""
    small = _line(cell.small, "Table small", column, "") if cell.small else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{_line(cell.text, "Table text", column, tone)}{small}</w:tc>'


def _line(words: str, style: str, column: Column, look: str) -> str:
    side = '<w:jc w:val="right"/>' if column.figures else ""
    text = escape(printable(words))
    return f'<w:p><w:pPr><w:pStyle w:val="{style_id(style)}"/>{side}</w:pPr><w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
