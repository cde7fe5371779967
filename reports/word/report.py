"""The whole report as one .docx."""

from datetime import datetime, time
from io import BytesIO

import docx
from docx.document import Document
from docx.shared import RGBColor

from reports.archive import timeless
from reports.plain import printable
from reports.report.blocks import Document as Report
from reports.report.blocks import Paragraph, Section
from reports.word import frame, styles
from reports.word.fields import bookmark
from reports.word.writer import Writer


def word(report: Report) -> bytes:
    """The document's bytes; the same report gives the same bytes."""
    document = docx.Document()
    styles.apply(document, report.lang)
    properties(document, report)
    names = {section.key: f"_Part{n}" for n, section in enumerate(report.sections, start=1)}
    writer = Writer(document, report.lang)
    frame.cover(writer, report)
    frame.running(document, report)
    frame.table_of_contents(writer, report, names)
    for number, section in enumerate(report.sections, start=1):
        _section(writer, section, names[section.key], number, first=number == 1)
    return saved(document)


def saved(document: Document) -> bytes:
    """A document's bytes, without the time at which they were made."""
    target = BytesIO()
    document.save(target)
    return timeless(target.getvalue())


def properties(document: Document, report: Report) -> None:
    """Title, author, language and the reference date as its day, so that nothing depends on the clock."""
    core, moment = document.core_properties, datetime.combine(report.day, time())
    core.title, core.subject = printable(f"{report.title} · {report.subtitle}"), printable(report.brand.hub)
    core.author = core.last_modified_by = printable(report.brand.promoter)
    core.comments, core.keywords, core.language = printable(report.example or report.source), "", styles.LANGUAGES[report.lang]
    core.created = core.modified = moment
    core.revision = 1


def _section(writer: Writer, section: Section, name: str, number: int, *, first: bool) -> None:
    heading = writer.add(section.title, f"Heading {section.level}")
    heading.paragraph_format.page_break_before = section.apart or first
    if section.colour:
        heading.runs[0].font.color.rgb = RGBColor.from_string(section.colour.lstrip("#").upper())
    bookmark(heading, name, number)
    leading = True
    for block in section.blocks:
        writer.write(block)
        leading = leading and isinstance(block, Paragraph)
        if leading and len(section.blocks) > 1:  # a heading with a line stays with what it is about
            writer.document.paragraphs[-1].paragraph_format.keep_with_next = True
