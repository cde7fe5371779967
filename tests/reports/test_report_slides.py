"""The presentation: a slide per objective with its key figures and a native chart, what they mean in the notes."""

import subprocess
from io import BytesIO
from pathlib import Path

import openpyxl
import pptx
import pytest
from pptx.oxml.ns import qn

from reports.report.blocks import Picture, Table
from reports.report.compose import compose
from reports.slides.presentation import ROWS, slides
from tests.reports.asked import HOSTILE, INTERIM, example, hostile, hostile_request, report, request


def deck(raw: bytes):
    return pptx.Presentation(BytesIO(raw))


def texts(slide) -> str:
    cells = [c.text_frame.text for s in slide.shapes if s.has_table for row in s.table.rows for c in row.cells]
    return "\n".join([*(s.text_frame.text for s in slide.shapes if s.has_text_frame), *cells])


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("period", [None, INTERIM])
def test_a_slide_per_objective_with_its_figures(lang: str, period) -> None:
    made = deck(slides(report(lang, period)))
    titles = [s.shapes.title.text_frame.text for s in made.slides]
    sections = [report(lang, period).section(k) for k in ("summary", *(f"objective_{n}" for n in range(1, 6)))]
    assert titles == [report(lang, period).title, *(s.title for s in sections if s)]
    for slide, section in zip(list(made.slides)[1:], sections, strict=True):
        block = section.first(Table) if section else None
        assert isinstance(block, Table)
        (table,) = [s.table for s in slide.shapes if s.has_table]
        shown = [[c.text_frame.paragraphs[0].text for c in row.cells] for row in table.rows][1:]
        assert shown == [[c.text for c in row] for row in block.rows[: ROWS["objective"]]]
        assert "maand" in slide.notes_slide.notes_text_frame.text or len(slide.notes_slide.notes_text_frame.text) > 100


def test_charts_are_native_and_described() -> None:
    made = deck(slides(report()))
    frames = [s for slide in made.slides for s in slide.shapes if s.has_chart]
    sections = [report().section(k) for k in ("summary", *(f"objective_{n}" for n in range(1, 6)))]
    pictures = [p for s in sections if s and isinstance(p := s.first(Picture), Picture)]
    assert len(frames) == len(pictures) == 6
    for frame, picture in zip(frames, pictures, strict=True):
        data = picture.chart.data
        assert data is not None
        columns = [at for at, c in enumerate(data.columns) if c.drawn]
        assert [list(s.values) for s in frame.chart.plots[0].series] == [[row[at] for row in data.rows] for at in columns]
        book = openpyxl.load_workbook(BytesIO(frame.chart.part.chart_workbook.xlsx_part.blob))
        kept = [list(r[1:]) for r in book.worksheets[0].iter_rows(min_row=2, values_only=True)]
        assert kept == [[row[at] if row[at] is None else pytest.approx(row[at]) for at in columns] for row in data.rows]
        assert frame._element.nvGraphicFramePr.cNvPr.get("descr") == picture.chart.alt


def test_values_at_the_end_of_two_lines_stand_on_two_sides() -> None:
    frames = [s for slide in deck(slides(report())).slides for s in slide.shapes if s.has_chart]
    ends = [[d.find(qn("c:dLblPos")).get("val") for d in f.chart._chartSpace.iter(qn("c:dLbl"))] for f in frames]
    assert ["t", "t", "b"] in ends
    assert ["t", "b", "t"] in ends


def test_no_text_is_more_than_text() -> None:
    made = deck(slides(compose(hostile(), hostile_request())))
    assert HOSTILE[1] in texts(made.slides[0])
    assert not [r for slide in made.slides for r in slide.part.rels.values() if r.is_external]


def test_the_same_request_gives_the_same_bytes() -> None:
    assert slides(compose(example(), request())) == slides(compose(example(), request()))


@pytest.mark.office
def test_libreoffice_opens_it(office: str, tmp_path: Path) -> None:
    (tmp_path / "r.pptx").write_bytes(slides(report()))
    done = subprocess.run(
        [office, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "pdf", "r.pptx"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert (tmp_path / "r.pdf").stat().st_size > 10_000, done.stderr
