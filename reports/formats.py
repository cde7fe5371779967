"""The formats of a report by the ending of a file's name: one declaration for the command and for pages."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from data.dataset import Dataset
from reports.report.blocks import Document
from reports.report.compose import compose
from reports.report.request import Request
from reports.word.report import word


@dataclass(frozen=True)
class Order:
    """What a report is made from. The document is composed once, for however many formats."""

    dataset: Dataset
    request: Request
    template: bytes | None = None

    @cached_property
    def document(self) -> Document:
        """The report as data."""
        return compose(self.dataset, self.request)


@dataclass(frozen=True)
class Form:
    """A format: its ending without a dot, its media type, and what makes the bytes. The Excel annex takes its place here as one more."""

    ending: str
    mime: str
    make: Callable[[Order], bytes]


_OFFICE = "application/vnd.openxmlformats-officedocument"
_FORMS = (Form("docx", f"{_OFFICE}.wordprocessingml.document", lambda order: word(order.document)),)
FORMATS: Mapping[str, Form] = {form.ending: form for form in _FORMS}
