"""From a dataset and a request to the document that every format renders."""

from data.dataset import Dataset
from data.errors import UserError
from locales import formats
from metrics.disclosure import THRESHOLD
from reports.report.blocks import Brand, Document, Section
from reports.report.facts import Facts
from reports.report.partners import for_partners
from reports.report.parts import BUILDERS
from reports.report.request import Request

PICTURES = (".png", ".jpg", ".jpeg")  # what every format can show


def compose(dataset: Dataset, request: Request) -> Document:
    """The whole report, in the order in which the funder expects its parts; raises UserError where a logo is missing."""
    facts = Facts(dataset, request)
    hub, phase = dataset.hub, facts.phase
    sections: list[Section] = [s for part, build in BUILDERS.items() if part in request.parts for s in build(facts)]
    brand = hub.brand(phase.number if phase else "", request.lang)
    title = facts.t("title.interim" if facts.interim else "title.phase" if phase else "title.period")
    for logo in brand.logos:
        if logo.suffix.casefold() not in PICTURES or not logo.is_file():
            raise UserError("logo-missing", file=logo.name)
    report = Document(
        title, _subtitle(facts), request.lang, request.as_of,
        Brand(hub.name, hub.promoter, phase.funder if phase else "", brand.logos, brand.mentions), _about(facts), tuple(sections), facts.source, facts.example,
    )  # fmt: skip
    return for_partners(report, facts.names) if request.outside else report


def _subtitle(facts: Facts) -> str:
    """Which period, and in which phase it lies."""
    phase = facts.phase
    if phase is None or facts.interim:
        within = f" · {facts.t('phase', number=phase.number)}" if phase else ""
        return formats.span(facts.period.start, facts.period.end) + within
    number = facts.t("phase", number=phase.number)
    name = f" {phase.name}" if phase.name not in ("", number) else ""
    return f"{number}{name} · {formats.span(phase.start, phase.end)}"


def _about(facts: Facts) -> tuple[tuple[str, str], ...]:
    """What the report says about itself."""
    hub, phase, request = facts.dataset.hub, facts.phase, facts.request
    found = {
        "hub": hub.name,
        "promoter": hub.promoter,
        "funder": phase.funder if phase else "",
        "phase": _phase(facts),
        "period": formats.span(facts.period.start, facts.period.end),
        "as_of": formats.day(facts.as_of),
        "sources": ", ".join(request.sources),
        "version": request.version,
        "filters": request.filters,
        "accounting": _accounting(facts),
        "edition": facts.t("partner.about", limit=THRESHOLD) if request.outside else "",
        "example": facts.example,
    }
    return tuple((facts.t(f"about.{key}"), value) for key, value in found.items() if value)


def _phase(facts: Facts) -> str:
    phase = facts.phase
    if phase is None:
        return ""
    return f"{phase.number}{' · ' + phase.name if phase.name else ''} ({formats.span(phase.start, phase.end)})"


def _accounting(facts: Facts) -> str:
    """How many rows were delivered, and how many of them could not be read."""
    counts = facts.dataset.counts.values()
    accepted, rejected = sum(c.accepted for c in counts), sum(c.rejected for c in counts)
    return facts.t("about.rows", accepted=formats.number(accepted, 0, facts.lang), rejected=formats.number(rejected, 0, facts.lang))
