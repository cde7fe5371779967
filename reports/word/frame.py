"""What stands around the text: the first page, the table of contents, the header with logo and the footer with page numbers."""

from pathlib import Path

from docx.document import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.section import _Footer, _Header
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from locales import text
from reports.plain import printable
from reports.report.blocks import Cell, Column, Table, cells
from reports.report.blocks import Document as Report
from reports.word.fields import contents, field
from reports.word.styles import ROOM
from reports.word.writer import Writer

LOGO, SMALL_LOGO = 18, 9  # mm high


def cover(writer: Writer, report: Report) -> None:
    """Title, whose report it is, and what it says about itself."""
    _logos(writer.add("", "Normal"), report.brand.logos, report.brand.hub, LOGO)
    title = writer.add(report.title, "Title")
    title.paragraph_format.space_before = Mm(36)
    writer.add(report.subtitle, "Subtitle")
    for mention in report.brand.mentions:
        writer.add(mention, "Lead")
    writer.add(text("report.about.title", report.lang), "Contents").paragraph_format.space_before = Mm(20)
    columns = (Column(text("report.annex.term", report.lang), 1.0), Column(text("report.about.value", report.lang), 3.4))
    writer.table(Table("about", text("report.about.title", report.lang), columns, tuple(cells(Cell(term), said) for term, said in report.facts)))


def table_of_contents(writer: Writer, report: Report, names: dict[str, str]) -> None:
    """The contents on a page of their own; `names` are the bookmarks of the sections."""
    heading = writer.add(text("report.contents", report.lang), "Contents")
    heading.paragraph_format.page_break_before = True
    contents(writer.add("", "toc 1"), [(s.level, s.title, names[s.key]) for s in report.sections], writer.ids)


def running(document: Document, report: Report) -> None:
    """Header and footer of every page; the first page has only the footer."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    head = _only(section.header)
    _logos(head, report.brand.logos, report.brand.hub, SMALL_LOGO)
    head.add_run(f"\t{printable(report.title)} · {printable(report.subtitle)}")
    _line_below(head)
    for footer in (section.footer, section.first_page_footer):
        foot = _only(footer)
        foot.add_run(printable(report.example or " · ".join(report.brand.mentions)) + "\t")
        before, between, after = text("report.page", report.lang, page="\0", pages="\0").split("\0")
        foot.add_run(before)
        field(foot, "PAGE", "1")
        foot.add_run(between)
        field(foot, "NUMPAGES", "1")
        foot.add_run(after)


def _only(place: _Header | _Footer) -> Paragraph:
    """The one paragraph of a header or footer, with a stop at the right edge."""
    place.is_linked_to_previous = False
    paragraph: Paragraph = place.paragraphs[0]
    stops = paragraph.paragraph_format.tab_stops
    stops.add_tab_stop(Mm(ROOM), WD_TAB_ALIGNMENT.RIGHT)
    return paragraph


def _logos(paragraph: Paragraph, logos: tuple[Path, ...], name: str, height: float) -> None:
    """The logos beside each other, or the name where there are none."""
    for logo in logos:
        paragraph.add_run().add_picture(str(logo), height=Mm(height))
        paragraph.add_run("   ")
    if not logos:
        paragraph.add_run(printable(name)).bold = True


def _line_below(paragraph: Paragraph) -> None:
    border = f'<w:pBdr {nsdecls("w")}><w:bottom w:val="single" w:sz="4" w:space="4" w:color="D3DCD8"/></w:pBdr>'
    paragraph._p.get_or_add_pPr().insert_element_before(parse_xml(border), "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr")
