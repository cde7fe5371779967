"""A chart as files: one object with everything that is needed, so that a file can be made later and elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from charts.chart import Chart, Column, Value
from locales import text
from reports.caption import Caption
from reports.csv import csv_bytes
from reports.definition import Fact
from reports.images import picture
from reports.names import file_name
from reports.presets import Preset
from reports.renderer import Format, renderer
from reports.workbook import workbook

Kind = Literal["png", "svg", "pdf", "xlsx", "csv"]
PICTURES: tuple[Format, ...] = get_args(Format)
TABLES: tuple[Kind, ...] = ("xlsx", "csv")
MIME: dict[Kind, str] = {
    "png": "image/png",
    "svg": "image/svg+xml",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
}


@dataclass(frozen=True)
class ChartFile:
    """A chart ready to leave the house: drawn for light paper, with the figures that may be shown.

    `name` are the parts of its file name (indicator, what it shows, phase, day); `definition` what the figures mean.
    """

    chart: Chart
    caption: Caption
    name: tuple[str, ...]
    lang: str
    definition: tuple[Fact, ...] = ()

    def file_name(self, kind: Kind, preset: Preset) -> str:
        """D3.8_realisaties_fase4_2024-12-31_a4.png; a table has no size."""
        return file_name(*self.name, preset.key if kind in PICTURES else "", extension=kind)


def made(file: ChartFile, kind: Kind, preset: Preset) -> bytes:
    """The file's bytes; raises UserError where a picture can't be made. Needs no session: it may run in any thread."""
    if kind == "xlsx":
        return workbook(file.chart, file.caption, file.definition, file.lang)
    if kind == "csv":
        return _csv(file)
    return picture(file.chart, file.caption, preset, kind, file.lang, renderer())


def _csv(file: ChartFile) -> bytes:
    """The figures with a last column that says where they come from. Percentages stand as 62,5 with "(%)" in the heading."""
    source = file.caption.below[-1] if file.caption.below else ""
    origin = text("files.origin", file.lang)
    if file.chart.data is None:
        return csv_bytes([*file.chart.header, origin], ([*row, source] for row in file.chart.rows))
    columns = file.chart.data.columns
    header = [f"{c.label} (%)" if c.kind == "percentage" else c.label for c in columns]
    note = [file.caption.note] if file.caption.note else []
    names = [text("files.note", file.lang)] if note else []
    return csv_bytes([*header, *names, origin], ([*_row(columns, row), *note, source] for row in file.chart.data.rows))


def _row(columns: Sequence[Column], row: Sequence[Value]) -> list[Value]:
    return [v * 100 if c.kind == "percentage" and isinstance(v, int | float) else v for c, v in zip(columns, row, strict=True)]
