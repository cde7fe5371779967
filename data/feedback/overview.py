"""The sheet that lists what to mend: counts and the meaning of the colours on top, then a line per finding."""

import math
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

import pandas as pd

from data.feedback.book import quoted
from data.feedback.plain import ROWS
from data.feedback.styles import COLOURS, DARK, Styles
from data.feedback.text import shown
from locales import text

HEAD = 7  # the row with the column names
WIDTHS = {"level": 15, "sheet": 18, "cell": 8, "column": 22, "value": 28, "message": 66}
MOST_LINKS = 65_530  # Excel takes a sheet with more for damaged
LINE = 15  # points
LETTERS = dict(zip(WIDTHS, "ABCDEF", strict=True))
LINK = "FF1D5FA3"


@dataclass(frozen=True)
class _Looks:
    title: int
    plain: int
    head: int
    body: int
    link: int
    level: dict[str, int]


def listing(findings: pd.DataFrame, styles: Styles, namespace: str, lang: str) -> bytes:
    """The sheet's part, for findings of which `sheet` is the name that the workbook knows it by."""
    looks = _looks(styles)
    last = HEAD + min(max(len(findings), 1), ROWS - HEAD)
    rows = [*_top(findings, looks, lang), _row(HEAD, {c: (text(f"feedback.column.{c}", lang), looks.head) for c in WIDTHS})]
    level_words = {level: text(f"findings.level.{level}", lang) for level in ("error", "warning", "info")}
    links: list[str] = []
    ordered = findings.iloc[(findings["level"] == "info").argsort(kind="stable")][: ROWS - HEAD]  # what asks for nothing comes last
    records = zip(*(ordered[c].tolist() for c in WIDTHS), strict=True)
    for number, (level, sheet, cell, column, value, message) in enumerate(records, HEAD + 1):
        linked = bool(cell) and len(links) < MOST_LINKS
        if linked:
            links.append(f'<hyperlink ref="C{number}" location={quoteattr(f"{quoted(sheet)}!{cell}")}/>')
        said = value if isinstance(value, str) else ""
        line = (level_words[level], sheet, cell, column, said, message)
        shapes = (looks.level[level], looks.body, looks.link if linked else looks.body, looks.body, looks.body, looks.body)
        lines = max(math.ceil(len(words) / WIDTHS[key]) for key, words in zip(WIDTHS, line, strict=True))
        rows.append(_row(number, dict(zip(WIDTHS, zip(line, shapes, strict=True), strict=True)), height=LINE * lines))
    if not len(findings):
        rows.append(_row(last, {"message": (text("check.clean", lang), looks.plain)}))
    columns = "".join(f'<col min="{i}" max="{i}" width="{w}" style="{looks.plain}" customWidth="1"/>' for i, w in enumerate(WIDTHS.values(), 1))
    merged = "".join(f'<mergeCell ref="{ref}"/>' for ref in ("A1:F1", "A2:F2", "B3:F3", "B4:F4", "B5:F5"))
    clickable = f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{namespace}">'
        f'<sheetPr><tabColor rgb="{COLOURS["error"]}"/><pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="A1:F{last}"/>'
        '<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0">'
        f'<pane ySplit="{HEAD}" topLeftCell="A{HEAD + 1}" activePane="bottomLeft" state="frozen"/>'
        f'<selection pane="bottomLeft" activeCell="A{HEAD + 1}" sqref="A{HEAD + 1}"/></sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols><sheetData>{"".join(rows)}</sheetData>'
        f'<autoFilter ref="A{HEAD}:F{last}"/><mergeCells count="5">{merged}</mergeCells>'
        f"{clickable}"
        '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>'
        "<headerFooter><oddFooter>&amp;R&amp;P / &amp;N</oddFooter></headerFooter>"
        f'<ignoredErrors><ignoredError sqref="A1:F{last}" numberStoredAsText="1"/></ignoredErrors></worksheet>'
    ).encode()


def _looks(styles: Styles) -> _Looks:
    return _Looks(
        title=styles.look(size=16, colour=DARK, bold=True),
        plain=styles.look(),
        head=styles.look(colour="FFFFFFFF", bold=True, fill=DARK),
        body=styles.look(line=True),
        link=styles.look(colour=LINK, link=True, line=True),
        level={level: styles.look(line=True, fill=COLOURS.get(level, "")) for level in ("error", "warning", "info")},
    )


def _top(findings: pd.DataFrame, looks: _Looks, lang: str) -> list[str]:
    """The rows above the column names; the cells before the counts have the colours they speak of."""
    rows = [
        _row(1, {"level": (text("feedback.title", lang), looks.title)}, height=26),
        _row(2, {"level": (text("feedback.what_to_do", lang), looks.plain)}, height=34),
    ]
    for number, (level, look) in enumerate(looks.level.items(), 3):
        count = int((findings["level"] == level).sum())
        said = text(f"feedback.legend.{level}", lang, count=count)
        rows.append(_row(number, {"level": (text(f"findings.level.{level}", lang), look), "sheet": (said, looks.plain)}))
    return rows


def _row(number: int, cells: dict[str, tuple[str, int]], height: int = 0) -> str:
    """A row in which every cell is text, whatever sign it begins with."""
    made = [
        f'<c r="{LETTERS[key]}{number}" s="{look}" t="inlineStr"><is><t xml:space="preserve">{escape(shown(said))}</t></is></c>'
        if said
        else f'<c r="{LETTERS[key]}{number}" s="{look}"/>'
        for key, (said, look) in cells.items()
    ]
    tall = f' ht="{height}" customHeight="1"' if height else ""
    return f'<row r="{number}"{tall}>{"".join(made)}</row>'
