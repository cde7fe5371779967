"""The whole presentation as one .pptx."""

from datetime import datetime, time
from io import BytesIO
from typing import Any

import pptx
from pptx.oxml.ns import qn
from pptx.util import Emu

from charts.colours import colours
from locales import text
from reports.archive import timeless
from reports.plain import printable
from reports.report.blocks import Document, Paragraph, Picture, Section, Table
from reports.slides import shapes

WIDE, HIGH = Emu(12192000), Emu(6858000)  # 16:9
LANGUAGES = {"nl": "nl-BE", "en": "en-GB"}
ROWS = {"summary": 5, "objective": 8}  # rows of a table that a slide can hold


def slides(report: Document) -> bytes:
    """The presentation's bytes; the same report gives the same bytes."""
    deck: Any = pptx.Presentation()
    deck.slide_width, deck.slide_height = WIDE, HIGH
    _properties(deck, report)
    _title(deck, report)
    for section in report.sections:
        if section.key == "summary":
            _figures(deck, report, section, colours("light").primary, ROWS["summary"])
        elif section.colour:
            _figures(deck, report, section, section.colour, ROWS["objective"])
    for slide in deck.slides:
        _language(slide, LANGUAGES[report.lang])
    target = BytesIO()
    deck.save(target)
    return timeless(target.getvalue())


def _language(slide: Any, code: str) -> None:
    """The language of every text, for spelling checks and screen readers."""
    parts = [slide._element, *([slide.notes_slide._element] if slide.has_notes_slide else [])]
    for properties in (p for part in parts for p in part.iter(qn("a:rPr"))):
        properties.set("lang", code)


def _properties(deck: Any, report: Document) -> None:
    core, moment = deck.core_properties, datetime.combine(report.day, time())
    core.title, core.subject = printable(f"{report.title} · {report.subtitle}"), printable(report.brand.hub)
    core.author = core.last_modified_by = printable(report.brand.promoter)
    core.comments, core.language = printable(report.example or report.source), LANGUAGES[report.lang]
    core.created = core.modified = moment
    core.revision = 1


def _title(deck: Any, report: Document) -> None:
    """Whose report it is, about what, and who pays."""
    slide = shapes.slide(deck)
    shapes.band(slide, colours("light").primary, WIDE)
    if report.brand.logos:
        shapes.logos(slide, report.brand.logos)
    else:
        shapes.words(slide, [(report.brand.hub, 16, True, "muted")], top=0.7, height=0.5)
    shapes.heading(slide, report.title, top=2.2, height=1.1, size=40, colour=colours("light").primary)
    lines = [(report.subtitle, 20, False, "text"), *((m, 14, False, "muted") for m in report.brand.mentions)]
    shapes.words(slide, lines, top=3.4, height=1.6)
    shapes.words(slide, [(line, 12, False, "muted") for line in (report.example, report.source) if line], top=6.4, height=0.7)


def _figures(deck: Any, report: Document, section: Section, colour: str, most: int) -> None:
    """The key figures of a section to the left, its first chart to the right; what they mean in the notes."""
    slide = shapes.slide(deck)
    shapes.band(slide, colour, WIDE)
    shapes.heading(slide, section.title, top=0.2, height=0.9, size=24, colour=colour)
    lead = next((b.text for b in section.blocks if isinstance(b, Paragraph)), "")
    shapes.words(slide, [(lead, 14, False, "text")], top=1.05, height=0.6)
    table, picture = section.first(Table), section.first(Picture)
    left = 0.6 if picture else 1.0
    if isinstance(table, Table):
        shapes.table(slide, table, most, colour, part=left)
    if isinstance(picture, Picture):
        shapes.chart(slide, picture, report.lang, part=left, alone=not isinstance(table, Table))
    below = [report.example] if report.example else []
    if isinstance(table, Table) and len(table.rows) > most:
        below.append(text("report.slides.shown", report.lang, shown=most, count=len(table.rows)))
    shapes.words(slide, [(" · ".join([*below, report.source]), 9, False, "muted")], top=6.95, height=0.35)
    if section.notes:
        lines = [text("report.slides.notes", report.lang), *section.notes, *(table.below if table else ())]
        slide.notes_slide.notes_text_frame.text = "\n".join(map(printable, lines))
