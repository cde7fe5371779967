"""The edition of the report for partners without an account: a web page and a PDF to send."""

from dataclasses import replace

from metrics.disclosure import THRESHOLD
from reports.formats import FORMATS
from reports.report.request import Request
from ui import html
from ui.report import offered, texts
from ui.scope import scope
from ui.texts import t
from ui.view import View


def draw(view: View, request: Request) -> None:
    """What the edition leaves out, the button that makes it, and its files once they are there."""
    source, _ = scope(view)
    outside = replace(request, edition="partner")
    outside = replace(outside, texts=texts(source, outside))
    forms = [form for form in FORMATS.values() if form.outside]
    html.show(html.section(t("reporting.partners"), t("reporting.partners_line", limit=THRESHOLD)))
    if outside.texts:
        html.show(html.small(t("reporting.partners_texts")))
    offered(source, outside, forms, "partners", t("reporting.partners_make"))
