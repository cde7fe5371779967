"""A chart as files: one object with everything that is needed, so that a file can be made later and elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from charts.chart import Chart, Column, Data, Value
from locales import text
from reports.caption import Caption
from reports.csv import csv_bytes
from reports.definition import Fact
from reports.images import picture
from reports.names import file_name
from reports.presets import Preset
from reports.protection import MARKS
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
    """The figures with a last column that says where they come from, and a remark beside hidden ones.

    Percentages stand as 62,5 with "(%)" in the heading.
    """
    caption, data, origin = file.caption, file.chart.data, text("files.origin", file.lang)
    if data is None:
        return csv_bytes([*file.chart.header, origin], ([*row, caption.origin] for row in file.chart.rows))
    header = [f"{c.label} (%)" if c.kind == "percentage" else c.label for c in data.columns]
    if not caption.note:
        return csv_bytes([*header, origin], ([*_row(data.columns, row), caption.origin] for row in data.rows))
    about = [caption.note if _marked(data, row) else "" for row in data.rows]
    if not any(about):  # nothing stands in the place of what was left out
        about = [caption.note] * len(data.rows)
    rows = ([*_row(data.columns, row), note, caption.origin] for row, note in zip(data.rows, about, strict=True))
    return csv_bytes([*header, text("files.note", file.lang), origin], rows)


def _row(columns: Sequence[Column], row: Sequence[Value]) -> list[Value]:
    return [v * 100 if c.kind == "percentage" and isinstance(v, int | float) else v for c, v in zip(columns, row, strict=True)]


def _marked(data: Data, row: Sequence[Value]) -> bool:
    """Whether a figure of the row is hidden: then a mark stands in its place."""
    return any(column.kind != "text" and value in MARKS for column, value in zip(data.columns, row, strict=True))
