"""All formats of a report in one archive, with every chart as a picture."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from data.errors import UserError
from locales import text
from reports.archive import packed
from reports.caption import Caption
from reports.images import pictures
from reports.names import file_name, slug
from reports.presets import preset
from reports.renderer import Format, renderer
from reports.report.blocks import Document, Picture

SIZE = "a4-half"
KINDS: tuple[Format, ...] = ("png", "svg")


@dataclass(frozen=True)
class Part:
    """A file of the archive; `content` None where it could not be made, for the `reason`."""

    name: str
    content: bytes | None
    reason: str = ""


def drawings(report: Document) -> Iterator[Part]:
    """Every chart as PNG and SVG, one after the other, so that a page can tell how far it is."""
    for number, block in enumerate(report.pictures(), start=1):
        names = [f"{text('report.bundle.charts', report.lang)}/{file_name(f'{number:02d}', slug(block.title), extension=kind)}" for kind in KINDS]
        try:
            made = pictures(block.chart, caption(report, block), preset(SIZE), KINDS, report.lang, renderer())
        except UserError as error:
            yield from (Part(name, None, error.message(report.lang)) for name in names)
        else:
            yield from map(Part, names, made)


def caption(report: Document, block: Picture) -> Caption:
    """The words around a chart of a report as a picture of its own."""
    return Caption(block.title, block.chart.subtitle, block.chart.period, "", report.example, report.source)


def archive(report: Document, parts: Sequence[Part]) -> bytes:
    """The archive; what could not be made is named in a text file, so that nothing is left out in silence."""
    members = [(part.name, part.content) for part in parts if part.content is not None]
    failed: dict[str, list[str]] = {}
    for part in parts:
        if part.content is None:
            failed.setdefault(part.reason, []).append(part.name)
    if failed:
        lines = [f"{reason}\n" + "".join(f"- {name}\n" for name in names) for reason, names in failed.items()]
        members.append((text("report.bundle.missing", report.lang), "\n".join(lines).encode()))
    return packed(members)
