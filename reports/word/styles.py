"""The styles of the document: declared once, so that whoever opens it changes them in one place."""

from dataclasses import dataclass
from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from charts.colours import colours

FONT = "Arial"
TABLE = "Impactmonitor"
PAGE = (210, 297)  # A4 in mm
MARGINS = (25, 20, 22, 22)  # above, below, left, right
ROOM = PAGE[0] - MARGINS[2] - MARGINS[3]  # mm for text
BUILT_IN = ("toc 1", "toc 2")  # styles that Word knows by these names, and that the plain document lacks
LANGUAGES = {"nl": "nl-BE", "en": "en-GB"}


@dataclass(frozen=True)
class Look:
    """A paragraph style: size in points, colour by its name in charts/colours.yaml, space before and after in points,
    and for what nobody may overlook a shade behind it.
    """

    name: str
    size: float
    colour: str = "text"
    bold: bool = False
    italic: bool = False
    before: float = 0
    after: float = 0
    keep: bool = False
    based: str = "Normal"
    leading: float = 1.15
    shade: str = ""


LOOKS = (
    Look("Normal", 10, after=6),
    Look("Title", 30, "primary", bold=True, after=4, leading=1.05),
    Look("Subtitle", 14, "muted", after=18),
    Look("Heading 1", 19, "primary", bold=True, before=18, after=8, keep=True, leading=1.05),
    Look("Heading 2", 14, "text", bold=True, before=14, after=6, keep=True, leading=1.05),
    Look("Heading 3", 11, "text", bold=True, before=10, after=4, keep=True),
    Look("Caption", 9, "text", bold=True, before=10, after=3, keep=True),
    Look("Lead", 12, "text", after=8),
    Look("Source", 7.5, "muted", after=1, leading=1.05),
    Look("Prompt", 10, "text", bold=True, before=4, after=1, keep=True),
    Look("To fill in", 10, "text", after=3, shade="FFF2B3"),
    Look("Missing", 10, "muted", italic=True, after=6),
    Look("Contents", 13, "primary", bold=True, after=8, keep=True),
    Look("toc 1", 10, "text", bold=True, before=5, after=1),
    Look("toc 2", 10, "text", after=1),
    Look("Table text", 8.5, "text", after=0, leading=1.05),
    Look("Table small", 7, "muted", after=0, leading=1.05),
    Look("Header", 8, "muted", after=0),
    Look("Footer", 8, "muted", after=0),
    Look("List Bullet", 10, after=3),
)


def apply(document: Document, lang: str) -> None:
    """Put the styles, the page and the language in a new document."""
    for look in LOOKS:
        _style(document, look)
    _contents_indent(document)
    document.styles.element.append(parse_xml(_table_style()))
    _language(document, LANGUAGES[lang])
    section = document.sections[0]
    section.page_width, section.page_height = Mm(PAGE[0]), Mm(PAGE[1])
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = (Mm(m) for m in MARGINS)
    section.header_distance = section.footer_distance = Mm(10)


def complete(document: Document) -> None:
    """Add the styles that a team's own document does not have; those that it has stay as they are."""
    names = {s.name for s in document.styles}
    for look in LOOKS:
        if look.name not in names:
            _style(document, look)
    if TABLE not in names:
        document.styles.element.append(parse_xml(_table_style()))


def ids(document: Document) -> dict[str, str]:
    """The name by which the XML knows each of our styles: a Dutch Word calls Heading 1 "Kop1" there."""
    return {look.name: str(document.styles[look.name].style_id) for look in LOOKS}


def _style(document: Document, look: Look) -> None:
    styles = document.styles
    known = look.name in (s.name for s in styles)
    style: Any = styles[look.name] if known else styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH, builtin=look.name in BUILT_IN)
    if not known:
        style.base_style, style.quick_style, style.hidden = styles[look.based], True, False
    properties = style.element.get_or_add_rPr()
    for old in list(properties):
        properties.remove(old)
    for tag in ("w:pBdr", "w:tabs"):  # the line under a title, the stops of a header
        for old in style.element.get_or_add_pPr().findall(qn(tag)):
            style.element.pPr.remove(old)
    style.font.name, style.font.size, style.font.bold, style.font.italic = FONT, Pt(look.size), look.bold, look.italic
    style.font.color.rgb = RGBColor.from_string(getattr(colours("light"), look.colour).lstrip("#").upper())
    for script in ("w:cs", "w:eastAsia"):
        style.element.rPr.rFonts.set(qn(script), FONT)
    form = style.paragraph_format
    form.space_before, form.space_after, form.line_spacing, form.keep_with_next = Pt(look.before), Pt(look.after), look.leading, look.keep
    form.widow_control = True
    if look.shade:
        shade = parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{look.shade}"/>')
        style.element.pPr.insert_element_before(shade, "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc")


def _contents_indent(document: Document) -> None:
    """The second level of the contents stands in; both have their page at the right edge, behind dots."""
    for level, indent in (("toc 1", 0), ("toc 2", 6)):
        form = document.styles[level].paragraph_format
        form.left_indent = Mm(indent)
        form.tab_stops.add_tab_stop(Mm(ROOM), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)


def _language(document: Document, code: str) -> None:
    """The language of spelling checks and screen readers: of the whole document, whatever a style says."""
    defaults = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for old in document.styles.element.iter(qn("w:lang")):
        old.set(qn("w:val"), code)
    if defaults.find(qn("w:lang")) is None:
        lang = OxmlElement("w:lang")
        lang.set(qn("w:val"), code)
        defaults.append(lang)
    theme = document.settings.element.find(qn("w:themeFontLang"))
    if theme is not None:
        theme.set(qn("w:val"), code)


def _table_style() -> str:
    """Lines between rows, a darker one under the headings, nothing upright."""
    c = colours("light")
    line = '<w:{0} w:val="single" w:sz="{1}" w:space="0" w:color="{2}"/>'
    rows = line.format("bottom", 4, c.border[1:]) + line.format("insideH", 4, c.border[1:])
    head = line.format("top", 8, c.text[1:]) + line.format("bottom", 8, c.text[1:])
    return (
        f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="{TABLE}"><w:name w:val="{TABLE}"/><w:basedOn w:val="TableNormal"/>'
        f'<w:qFormat/><w:tblPr><w:tblBorders>{rows}</w:tblBorders><w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="70" w:type="dxa"/>'
        '<w:bottom w:w="40" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tblPr/><w:tcPr>'
        f'<w:tcBorders>{head}</w:tcBorders><w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>'
        "</w:style>"
    )
