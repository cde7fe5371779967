"""Tables: one style, fixed widths, headings that repeat on every page, rows that stay whole.

A table is written as XML in one go: cell by cell through python-docx a long report would take half a minute.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from charts.colours import colours
from reports.plain import printable
from reports.report.blocks import Cell, Column, Table
from reports.word.styles import TABLE

WHOLE = 12  # up to so many rows a table is not cut by the end of a page
TWIPS = 1440 / 25.4  # per mm


def table_xml(block: Table, ids: Mapping[str, str], room: float) -> Any:
    """The table as an element, so many mm wide."""
    total = sum(c.width for c in block.columns)
    widths = [round(room * TWIPS * c.width / total) for c in block.columns]
    caption = quoteattr(printable(block.title or block.key))
    head = tuple(Cell(c.label) for c in block.columns)
    held = len(block.rows) if len(block.rows) <= WHOLE else 2
    parts = [
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="{TABLE}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>',
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>',
        f"<w:tblCaption w:val={caption}/></w:tblPr><w:tblGrid>",
        *(f'<w:gridCol w:w="{w}"/>' for w in widths),
        "</w:tblGrid>",
        _row(head, block.columns, widths, ids, "<w:cantSplit/><w:tblHeader/>", keep=True),
        *(_row(row, block.columns, widths, ids, "<w:cantSplit/>", keep=n < held) for n, row in enumerate(block.rows, start=1)),
        "</w:tbl>",
    ]
    return parse_xml("".join(parts))


def _row(row: Sequence[Cell], columns: Sequence[Column], widths: Sequence[int], ids: Mapping[str, str], properties: str, *, keep: bool) -> str:
    """A row; with `keep` it stays on one page with the next one."""
    cells = "".join(_cell(cell, column, width, ids, "<w:keepNext/>" if keep else "") for cell, column, width in zip(row, columns, widths, strict=True))
    return f"<w:tr><w:trPr>{properties}</w:trPr>{cells}</w:tr>"


def _cell(cell: Cell, column: Column, width: int, ids: Mapping[str, str], keep: str) -> str:
    tone = f'<w:rPr><w:b/><w:color w:val="{colours("light").status[cell.tone][1:]}"/></w:rPr>' if cell.tone else ""
    small = _line(cell.small, ids["Table small"], column, keep) if cell.small else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{_line(cell.text, ids["Table text"], column, keep, tone)}{small}</w:tc>'


def _line(words: str, style: str, column: Column, keep: str, look: str = "") -> str:
    side = '<w:jc w:val="right"/>' if column.figures else ""
    text = escape(printable(words))
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{keep}{side}</w:pPr><w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
