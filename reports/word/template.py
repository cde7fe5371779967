"""A team's own Word document as template: its fields are checked, then filled in. Fields are all there is: nothing in a template is run."""

import re
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.text.paragraph import Paragraph
from docxtpl import DocxTemplate
from jinja2 import TemplateSyntaxError, nodes
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree

from data.archive import Limits, open_archive
from data.dataset import Dataset
from data.errors import Unusable, UserError
from locales import text
from reports.plain import printable
from reports.report.blocks import Block
from reports.report.compose import compose
from reports.report.facts import Facts
from reports.report.fields import Value, known, values
from reports.report.request import PARTS, Request
from reports.word import styles
from reports.word.report import properties, saved
from reports.word.writer import Writer

LARGEST = 20 << 20  # bytes of a template
LIMITS = Limits(received_mib=20, unpacked_gib=0.1)
BEGIN, END = "\ue000", "\ue001"  # around the name of a block, until it is put in its place; no text of a report holds these signs
_MARK = re.compile(f"{BEGIN}(.*?){END}")
_FIELD = re.compile(r"\{\{\s*([\w.]+)\s*\}\}")
_DOCTYPE = tuple("<!DOCTYPE".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))
_BROKEN = (KeyError, ValueError, AttributeError, PackageNotFoundError, zipfile.BadZipFile, etree.XMLSyntaxError, OSError)


def check_template(raw: bytes, name: str = "", lang: str = "nl") -> tuple[str, ...]:
    """What is wrong with the fields of a template, one sentence each; nothing where it can be filled.

    Raises UserError where it is no Word document, too large, or not safe to open.
    """
    fields = known()
    problems: dict[str, None] = {}
    template = _opened(raw, name)
    problems |= {text("report.template.in_cell", lang, field=field): None for field in _in_cells(template.docx) if fields.get(field)}
    for body, xml in _sources(template):
        try:
            found = list(_expressions(SandboxedEnvironment(autoescape=True).parse(xml)))
        except TemplateSyntaxError:
            problems[text("report.template.syntax", lang)] = None
            continue
        for field in found:
            if field is None:
                problems[text("report.template.no_field", lang)] = None
            elif field not in fields:
                problems[text("report.template.unknown", lang, field=printable(field), near=_near(field, fields))] = None
            elif fields[field] and not body:
                problems[text("report.template.in_header", lang, field=field)] = None
    return tuple(problems)


def filled(raw: bytes, dataset: Dataset, request: Request, name: str = "") -> bytes:
    """The template with everything filled in; raises UserError with what `check_template` says."""
    problems = check_template(raw, name, request.lang)
    if problems:
        raise UserError("template-fields", problems=" ".join(problems))
    whole = Request(**{**vars(request), "parts": PARTS})  # a template says itself what it shows
    report = compose(dataset, whole)
    found = values(Facts(dataset, whole), report)
    template = _opened(raw, name)
    template.render(_context(found), SandboxedEnvironment(autoescape=True), autoescape=True)
    document: Document = template.docx
    styles.complete(document)
    _place(document, {key: value for key, value in found.items() if not isinstance(value, str)}, request.lang)
    properties(document, report)
    return saved(document)


def _opened(raw: bytes, name: str) -> DocxTemplate:
    """The template, once it is known to be a Word document that is safe to open."""
    if raw[:4] != b"PK\x03\x04":
        raise UserError("template-no-word", file=name)
    if len(raw) > LARGEST:
        raise UserError("template-large", file=name)
    try:
        archive = open_archive(name, raw, LIMITS)
    except Unusable as error:
        raise UserError("template-large" if error.key == "file-unpacks" else "template-corrupt", file=name) from error
    try:
        texts = [archive.read(m) for m in archive.infolist() if m.filename.endswith((".xml", ".rels"))]
        if any(mark in content for content in texts for mark in _DOCTYPE):
            raise UserError("template-unsafe", file=name)
        if "word/document.xml" not in archive.namelist():
            raise UserError("template-no-word", file=name)
        template = DocxTemplate(BytesIO(raw))
        template.init_docx()
    except (*_BROKEN, NotImplementedError) as error:
        raise UserError("template-corrupt", file=name) from error
    return template


def _sources(template: DocxTemplate) -> Iterator[tuple[bool, str]]:
    """The texts of the template as docxtpl reads them: (whether it is the body, XML)."""
    yield True, template.patch_xml(template.get_xml())
    for uri in (template.HEADER_URI, template.FOOTER_URI):
        for _, part in template.get_headers_footers(uri):
            yield False, template.patch_xml(template.get_part_xml(part))


def _in_cells(document: Document) -> list[str]:
    """The fields within tables, where a table or chart has no room."""
    return [field for cell in document.element.body.iter("{*}tc") for field in _FIELD.findall("".join(cell.itertext()))]


def _expressions(tree: nodes.Template) -> Iterator[str | None]:
    """The name of every field; None for whatever is no field."""
    for node in tree.body:
        if not isinstance(node, nodes.Output):
            yield None
            continue
        for part in node.nodes:
            if not isinstance(part, nodes.TemplateData):
                yield _name(part)


def _name(node: nodes.Node) -> str | None:
    """A field's name with its points: D3.8.waarde is the part "waarde" of part 8 of D3."""
    match node:
        case nodes.Name():
            return str(node.name)
        case nodes.Getattr():
            inner, last = _name(node.node), node.attr
        case nodes.Getitem(arg=nodes.Const()) as item:
            inner, last = _name(item.node), str(item.arg.value)  # type: ignore[attr-defined]
        case _:
            return None
    return None if inner is None else f"{inner}.{last}"


def _near(field: str, fields: Mapping[str, bool]) -> str:
    """The fields that begin or end like this one."""
    first, _, last = field.rpartition(".")
    near = [f for f in fields if first and f.rpartition(".")[0] == first] or [f for f in fields if f.rpartition(".")[2] == last]
    return ", ".join((near or [f for f in fields if "." not in f])[:6])


def _context(found: Mapping[str, Value]) -> dict[str, Any]:
    """The fields as docxtpl looks them up: one level per point, and blocks as a mark that is replaced later."""
    context: dict[Any, Any] = {}
    for field, value in found.items():
        *path, last = (int(step) if step.isdigit() else step for step in field.split("."))
        place = context
        for step in path:
            place = place.setdefault(step, {})
        place[last] = printable(value) if isinstance(value, str) else f"{BEGIN}{field}{END}"
    return context


def _place(document: Document, blocks: Mapping[str, tuple[Block, ...]], lang: str) -> None:
    """Put blocks where their marks stand: before that paragraph, which goes where nothing else is in it."""
    writer = Writer(document, lang)
    body = document.element.body
    for element in [p for p in body.iter("{*}p") if BEGIN in "".join(p.itertext())]:
        paragraph = Paragraph(element, document._body)
        for field in _MARK.findall(paragraph.text):
            before = len(body)
            for block in blocks[field]:
                writer.write(block)
            for made in list(body)[before - 1 : -1] if body[-1].tag.endswith("}sectPr") else list(body)[before:]:
                element.addprevious(made)
        rest = _MARK.sub("", paragraph.text).strip()
        if rest:
            for run in paragraph.runs:
                run.text = _MARK.sub("", run.text)
        else:
            element.getparent().remove(element)
