"""Writes the blocks of a report at the end of a Word document."""

from dataclasses import dataclass, field
from functools import singledispatchmethod

from docx.document import Document
from docx.shared import Mm
from docx.text.paragraph import Paragraph as WordParagraph

from charts.chart import Data
from locales import text
from reports.plain import printable
from reports.report.blocks import Block, Heading, Items, Paragraph, Picture, Slot, Table
from reports.word.charts import add_chart
from reports.word.fields import field as word_field
from reports.word.styles import ROOM, ids
from reports.word.tables import table_xml

STYLES = {"": "Normal", "lead": "Lead", "note": "Source", "missing": "Missing"}
ROW, FIXED, SMALLEST, LARGEST = 5.5, 9.0, 24.0, 120.0  # mm: per bar, around them, and how low or high a chart may be
UPRIGHT = 49.0  # mm: the height of a chart with columns or lines


@dataclass
class Writer:
    """Writes to one document and counts its tables, figures and charts."""

    document: Document
    lang: str
    counts: dict[str, int] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.ids = ids(self.document)
        section = self.document.sections[-1]
        wide = (section.page_width or Mm(ROOM)) - (section.left_margin or 0) - (section.right_margin or 0)
        self.room = wide / Mm(1)

    def table(self, block: Table) -> None:
        """A table alone."""
        self.document.element.body.insert_element_before(table_xml(block, self.ids, self.room), "w:sectPr")

    @singledispatchmethod
    def write(self, block: Block) -> None:
        """Write one block."""
        raise TypeError(type(block).__name__)

    @write.register
    def _paragraph(self, block: Paragraph) -> None:
        self._lines(block.text, STYLES[block.kind])

    @write.register
    def _heading(self, block: Heading) -> None:
        self.add(block.text, "Heading 3")

    @write.register
    def _items(self, block: Items) -> None:
        for line in block.lines:
            self.add(line, "List Bullet")

    @write.register
    def _slot(self, block: Slot) -> None:
        self.add(block.prompt, "Prompt")
        if block.text:
            self._lines(block.text, "Normal")
        else:
            self.add(text("report.to_fill", self.lang, prompt=block.prompt), "To fill in")

    @write.register
    def _table(self, block: Table) -> None:
        if not block.rows:
            self._caption("table", block.title)
            self._lines(block.empty, "Missing")
            return
        if block.title:
            self._caption("table", block.title)
        self.table(block)
        self._below(block.below)

    @write.register
    def _picture(self, block: Picture) -> None:
        self._caption("figure", block.title)
        place = self.document.add_paragraph()
        place.paragraph_format.keep_with_next = True
        place.paragraph_format.space_after = 0
        self.counts["chart"] = self.counts.get("chart", 0) + 1
        add_chart(self.document, place, block.chart, self.counts["chart"], self.lang, self.room, height(block.chart.data))
        self._below(block.below)

    def _caption(self, kind: str, title: str) -> None:
        """A caption with a number that Word keeps."""
        self.counts[kind] = self.counts.get(kind, 0) + 1
        paragraph = self.add("", "Caption")
        paragraph.paragraph_format.keep_with_next = True  # whatever a team's own style says
        word = text(f"report.caption.{kind}", self.lang)
        paragraph.add_run(f"{word} ")
        word_field(paragraph, f"SEQ {word} \\* ARABIC", str(self.counts[kind]))
        paragraph.add_run(f". {printable(title)}")

    def _below(self, lines: tuple[str, ...]) -> None:
        """The lines under a table or chart, the last one with space after it."""
        for line in lines:
            last = self._lines(line, "Source")
            last.paragraph_format.keep_with_next = line is not lines[-1]
        if lines:
            last.paragraph_format.space_after = 152400  # 12 points
        else:
            self.add("", "Source")

    def _lines(self, words: str, style: str) -> WordParagraph:
        """A text, of which every line is a paragraph; the last of them."""
        *first, last = words.split("\n")
        for line in first:
            self.add(line, style)
        return self.add(last, style)

    def add(self, words: str, style: str) -> WordParagraph:
        """A paragraph at the end; python-docx would look its style up in all styles, each time."""
        paragraph = self.document.add_paragraph(printable(words))
        paragraph._p.style = self.ids[style]
        return paragraph


def height(data: Data | None) -> float:
    """How high a chart is, in mm: lying bars need room per bar."""
    if data is None or not any(c.drawn == "bars" for c in data.columns):
        return UPRIGHT
    return min(LARGEST, max(SMALLEST, FIXED + ROW * len(data.rows)))
