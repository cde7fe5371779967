"""The formats of a report by the ending of a file's name: one declaration for the command and for pages."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from data.dataset import Dataset
from data.errors import UserError
from locales import text
from reports.annex import Request as AnnexRequest
from reports.annex import annex
from reports.bundle import Part, archive, drawings
from reports.names import file_name
from reports.page.html import html
from reports.page.pdf import pdf
from reports.report.blocks import Document
from reports.report.compose import compose
from reports.report.request import Request
from reports.slides.presentation import slides
from reports.word.report import word
from reports.word.template import filled


@dataclass(frozen=True)
class Order:
    """What a report is made from: the data, what is asked, and for Word a team's own template.

    The document is composed once, for however many formats; `made` are files (by ending) that are there already and go into the archive as they are.
    """

    dataset: Dataset
    request: Request
    template: bytes | None = None
    template_name: str = ""
    made: Mapping[str, bytes] = field(default_factory=dict)

    @cached_property
    def document(self) -> Document:
        """The report as data."""
        return compose(self.dataset, self.request)


@dataclass(frozen=True)
class Form:
    """A format: its ending without a dot, its media type, and what makes the bytes; raises UserError where that can't be done.

    `outside`: the edition for partners exists in it, since it shows no more than the document does.
    """

    ending: str
    mime: str
    make: Callable[[Order], bytes]
    outside: bool = False


def parts(order: Order) -> Iterator[Part]:
    """The files of the archive, one after the other: every format, then every chart."""
    for form in _SINGLE:
        name = stem(order, form.ending)
        try:
            yield Part(name, order.made.get(form.ending) or form.make(order))
        except UserError as error:
            yield Part(name, None, error.message(order.request.lang))
    yield from drawings(order.document)


def count(order: Order) -> int:
    """How many files `parts` gives."""
    return len(_SINGLE) + 2 * sum(1 for _ in order.document.pictures())


def stem(order: Order, ending: str) -> str:
    """How the file is called: rapport_fase4_2025-03-31.docx, or rapport_partners_fase4_…."""
    period, lang = order.request.period, order.request.lang
    edition = (text("report.file_partner", lang),) if order.request.outside else ()
    about = (text("report.file_phase", lang, number=period.phase),) if period.phase else (period.start.isoformat(), period.end.isoformat())
    return file_name(text("report.file", lang), *edition, *about, order.request.as_of.isoformat(), extension=ending)


def _word(order: Order) -> bytes:
    return word(order.document) if order.template is None else filled(order.template, order.dataset, order.request, order.template_name)


_OFFICE = "application/vnd.openxmlformats-officedocument"


def _annex(order: Order) -> bytes:
    asked = order.request
    return annex(order.dataset, AnnexRequest(asked.as_of, asked.period, asked.sources, asked.version, asked.example, asked.texts), asked.lang)


_SINGLE = (
    Form("docx", f"{_OFFICE}.wordprocessingml.document", _word),
    Form("xlsx", f"{_OFFICE}.spreadsheetml.sheet", _annex),
    Form("pptx", f"{_OFFICE}.presentationml.presentation", lambda order: slides(order.document)),
    Form("html", "text/html", lambda order: html(order.document), outside=True),
    Form("pdf", "application/pdf", lambda order: pdf(order.document), outside=True),
)
_ARCHIVE = Form("zip", "application/zip", lambda order: archive(order.document, list(parts(order))))
FORMATS: Mapping[str, Form] = {form.ending: form for form in (*_SINGLE, _ARCHIVE)}
