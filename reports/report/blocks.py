"""What a report is made of, whatever the format: sections of blocks. All texts are plain; nothing in them is markup, a field or a formula."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from charts.chart import Chart


@dataclass(frozen=True)
class Paragraph:
    """A paragraph. `kind`: "" = running text, "lead" = the message of a part, "note" = small type, "missing" = what is not there and why."""

    text: str
    kind: str = ""


@dataclass(frozen=True)
class Heading:
    """A heading below that of a section, which stands in the table of contents too."""

    text: str


@dataclass(frozen=True)
class Items:
    """A list of short lines."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Cell:
    """A cell of a table. `small` is a second line in small type; `tone` is a colour of charts/colours.yaml (a status: "good", "behind" …)."""

    text: str
    small: str = ""
    tone: str = ""


@dataclass(frozen=True)
class Column:
    """A column of a table: its heading, its width against the others, and whether it holds figures, which stand to the right."""

    label: str
    width: float = 1.0
    figures: bool = False


@dataclass(frozen=True)
class Table:
    """A table with its caption; `below` are the lines under it (coverage, what marks mean, source). `key` names it in a team's own template.

    Without rows `empty` says why there are none; without a title it belongs to the heading above it and has no caption.
    """

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    below: tuple[str, ...] = ()
    empty: str = ""


@dataclass(frozen=True)
class Picture:
    """A chart with its caption: its figures (`chart.data`) become a native chart where the format has one; `below` are the lines under it."""

    key: str
    title: str
    chart: Chart
    below: tuple[str, ...] = ()


@dataclass(frozen=True)
class Slot:
    """A place for people's own words under a prompt. Empty, it is shown only where it can still be filled in (Word)."""

    key: str
    prompt: str
    text: str = ""


Block = Paragraph | Heading | Items | Table | Picture | Slot


@dataclass(frozen=True)
class Section:
    """A part of the report, or (`level` 2) what lies within one. `colour` is that of an objective, `notes` explain its figures to a speaker.

    `apart` says that it begins on a new page.
    """

    key: str
    title: str
    blocks: tuple[Block, ...]
    level: int = 1
    colour: str = ""
    notes: tuple[str, ...] = ()
    apart: bool = False

    def first(self, kind: type[Table] | type[Picture]) -> Table | Picture | None:
        """The first table or picture."""
        return next((b for b in self.blocks if isinstance(b, kind)), None)


@dataclass(frozen=True)
class Brand:
    """Whose report it is and who pays, for one phase: shown at the top of every page. `logos` are picture files, `mentions` obligatory lines."""

    hub: str
    promoter: str
    funder: str = ""
    logos: tuple[Path, ...] = ()
    mentions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Document:
    """The whole report. `facts` = (term, text) about the document itself; `example` is the line that says that the figures are made up, or ""."""

    title: str
    subtitle: str
    lang: str
    day: date
    brand: Brand
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    source: str
    example: str = ""

    def section(self, key: str) -> Section | None:
        """The section of a key."""
        return next((s for s in self.sections if s.key == key), None)

    def blocks(self) -> Iterator[Block]:
        """Every block, in order."""
        for section in self.sections:
            yield from section.blocks

    def pictures(self) -> Iterator[Picture]:
        """Every chart, in order."""
        return (b for b in self.blocks() if isinstance(b, Picture))


def cells(*texts: str | Cell) -> tuple[Cell, ...]:
    """A row from texts and cells."""
    return tuple(t if isinstance(t, Cell) else Cell(t) for t in texts)
