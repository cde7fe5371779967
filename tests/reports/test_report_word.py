"""The Word document: it opens, its figures and charts are those of the report, and no text is more than text."""

import re
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from lxml import etree
from PIL import Image

from reports.report.blocks import Table
from reports.report.compose import compose
from reports.report.request import Request
from reports.word import styles
from reports.word.report import word
from tests.metrics.build import dataset
from tests.reports.asked import HOSTILE, INTERIM, example, hostile, hostile_request, report, request

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def opened(raw: bytes):
    return docx.Document(BytesIO(raw))


def charts(document) -> list:
    return [r.target_part for r in document.part.rels.values() if r.reltype == RELATIONSHIP_TYPE.CHART]


def workbook(chart) -> openpyxl.Workbook:
    (relation,) = chart.rels.values()
    return openpyxl.load_workbook(BytesIO(relation.target_part.blob))


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("period", [None, INTERIM])
def test_its_tables_are_those_of_the_report(lang: str, period) -> None:
    document = opened(word(report(lang, period)))
    expected = [b for b in report(lang, period).blocks() if isinstance(b, Table) and b.rows]
    found = document.tables[1:]  # the first one is about the document itself
    assert len(found) == len(expected)
    for table, block in zip(found, expected, strict=True):
        shown = [[c.paragraphs[0].text for c in row.cells] for row in table.rows] if len(block.rows) < 30 else []
        assert not shown or shown == [[c.label for c in block.columns], *([c.text for c in row] for row in block.rows)]


def test_rows_stay_whole_and_headings_are_repeated() -> None:
    for table in opened(word(report())).element.body.iter(f"{W}tbl"):
        rows = list(table.iter(f"{W}tr"))
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
        assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True] + [False] * (len(rows) - 1)


def test_charts_are_native_and_their_workbooks_hold_the_figures() -> None:
    made = charts(opened(word(report())))
    drawn = list(report().pictures())
    assert len(made) == len(drawn) > 8
    for chart, picture in zip(made, drawn, strict=True):
        data = picture.chart.data
        assert data is not None
        columns = [at for at, c in enumerate(data.columns) if c.drawn]
        head, *rows = workbook(chart).worksheets[0].iter_rows(values_only=True)
        assert list(head[1:]) == [data.columns[at].label for at in columns]
        assert [[*r[1:]] for r in rows] == [[pytest.approx(row[at]) if row[at] is not None else None for at in columns] for row in data.rows]
        cached = [float(v.text) for v in etree.fromstring(chart.blob).iterfind(f".//{C}val//{C}v")]
        assert cached == pytest.approx([row[at] for at in columns for row in data.rows if row[at] is not None])


def test_charts_speak_dutch_and_describe_themselves() -> None:
    document = opened(word(report()))
    for chart in charts(document):
        tree = etree.fromstring(chart.blob)
        assert tree.find(f"{C}lang").get("val") == "nl-BE"
        assert all(f.get("formatCode").startswith("[$-813]") for f in tree.iter(f"{C}numFmt") if f.get("formatCode") != "General")
    described = [p.get("descr") for p in document.element.body.iter("{*}docPr")]
    assert described == [b.chart.alt for b in report().pictures()]
    assert len({p.get("id") for p in document.element.body.iter("{*}docPr")}) == len(described)


def test_captions_pages_and_contents_are_fields() -> None:
    document = opened(word(report()))
    codes = [t.text.strip() for t in document.element.body.iter(f"{W}instrText")]
    captions = [p.text for p in document.paragraphs if p.style.name == "Caption"]
    assert captions[0].startswith("Tabel 1. Kerncijfers")
    assert len([c for c in codes if c.startswith("SEQ ")]) == len(captions)
    assert [c for c in codes if c.startswith("TOC ")] == ['TOC \\o "1-2" \\h \\z \\u']
    names = {b.get(f"{W}name") for b in document.element.body.iter(f"{W}bookmarkStart")}
    assert {c.split()[1] for c in codes if c.startswith("PAGEREF")} == names
    footer = "".join(t.text for t in document.sections[0].footer._element.iter(f"{W}instrText"))
    assert {"PAGE", "NUMPAGES"} <= set(footer.split())


def test_every_field_is_closed() -> None:
    for root in (opened(word(report())).element.body, opened(word(report())).sections[0].footer._element):
        depth = 0
        for mark in root.iter(f"{W}fldChar"):
            depth += {"begin": 1, "separate": 0, "end": -1}[mark.get(f"{W}fldCharType")]
            assert depth >= 0
        assert depth == 0


@pytest.mark.parametrize(("lang", "code"), [("nl", "nl-BE"), ("en", "en-GB")])
def test_language_properties_and_styles(lang: str, code: str) -> None:
    document = opened(word(report(lang)))
    assert {e.get(f"{W}val") for e in document.styles.element.iter(f"{W}lang")} == {code}
    assert document.core_properties.language == code
    assert document.core_properties.author == "Blenders vzw"
    used = {p.style.name for p in document.paragraphs}
    assert {"Heading 1", "Heading 2", "Heading 3", "Caption", "Source", "toc 1"} <= used <= {look.name for look in styles.LOOKS}
    assert {t.style.name for t in document.tables} == {styles.TABLE}


def test_no_text_becomes_markup_a_field_or_a_formula() -> None:
    raw = word(compose(hostile(), hostile_request()))
    document = opened(raw)
    body = "\n".join(t.text or "" for t in document.element.body.iter(f"{W}t"))
    assert all(words in body for words in HOSTILE[:6])
    assert not [c.text for c in document.element.body.iter(f"{W}instrText") if "HYPERLINK" in c.text]
    links = [r for r in document.part.rels.values() if r.is_external]
    assert links == []
    for chart in charts(document):
        assert all(cell.data_type != "f" for row in workbook(chart).worksheets[0].iter_rows() for cell in row)


def test_signs_that_xml_can_not_hold_are_left_out() -> None:
    odd = dataset({"Cases": [{"Case-ID": "K1", "Titel": "a\x0bb\ue000c\x01", "Datum instroom": "2024-02-01", "Datum realisatie": "2024-03-01"}]})
    assert "abc" in "".join(t.text or "" for t in opened(word(compose(odd, Request(request().period, request().as_of)))).element.body.iter(f"{W}t"))


def test_the_same_request_gives_the_same_bytes() -> None:
    assert word(compose(example(), request())) == word(compose(example(), request()))


def test_empty_prompts_can_be_filled_in_and_written_ones_stand_there() -> None:
    texts = {"objective_3": {"see": "Eerste alinea.\nTweede alinea."}}
    shown = [(p.style.name, p.text) for p in opened(word(compose(example(), request(texts=texts)))).paragraphs]
    at = shown.index(("Normal", "Eerste alinea."))
    assert shown[at + 1] == ("Normal", "Tweede alinea.")
    assert shown[at + 3] == ("To fill in", "[Vul hier aan: Waar willen we naartoe?]")


def test_a_logo_stands_in_the_header(tmp_path: Path) -> None:
    logo = tmp_path / "logo.png"
    Image.new("RGB", (300, 100), "#095f37").save(logo)
    made = report()
    with_logo = type(made)(**{**vars(made), "brand": type(made.brand)(**{**vars(made.brand), "logos": (logo,)})})
    with zipfile.ZipFile(BytesIO(word(with_logo))) as archive:
        assert [n for n in archive.namelist() if re.match(r"word/media/.*\.png", n)]
        assert b"blip" in archive.read("word/header1.xml")


@pytest.mark.office
def test_libreoffice_opens_it(office: str, tmp_path: Path) -> None:
    (tmp_path / "r.docx").write_bytes(word(report()))
    done = subprocess.run(
        [office, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "pdf", "r.docx"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert (tmp_path / "r.pdf").stat().st_size > 50_000, done.stderr
