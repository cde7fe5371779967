"""What people type arrives as they typed it, in every format: never as markup, a formula, a link or a field."""

import re
import subprocess
import zipfile
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pptx
import pytest

from data.dataset import Dataset
from metrics.periods import phase_period
from reports.formats import FORMATS, Order
from reports.report.facts import Facts
from reports.report.live import resolved
from reports.report.request import Request
from tests.metrics.build import dataset
from tests.reports.test_report_page import Page

SHORT = (
    "Jan & Piet",
    "<b>vet</b>",
    "=1+1",
    "{{ D3.8.waarde }}",
    "{% if x %}",
    "@SUM(A1)",
    "🌳 boom",
    "</td><script>x</script>",
    "&lt;al ontsnapt&gt;",
    "[a](http://x.y)",
)
LONG = "L" + "woord " * 5333 + "einde"  # 32,000 signs
TYPED = (*SHORT, LONG)


def data() -> Dataset:
    """Those texts in titles, organisations, companies, clusters, lessons, engagements, remarks, proofs and names of channels."""
    cases = [
        {
            "Case-ID": f"K{n}", "Titel": words, "Datum instroom": "2024-02-01", "Organisatie": words, "Type organisatie": "Onderneming", "Doelstellingen": "3;4",
            "Datum realisatie": "2024-03-01", "Cluster": words, "SE-bedrijf": words, "Match met": words, "Bewijsstuk": words, "Materiaalstroom": "Hout",
            "Koppen doelgroep": "7", "Type resultaat": "Nieuwe dienst", "Opmerking": words, "Reden stopzetting": words,
        }
        for n, words in enumerate(TYPED)
    ]  # fmt: skip
    return dataset({
        "Cases": cases,
        "Leerlessen": [{"Les-ID": f"L{n}", "Datum": "2024-04-01", "Les": w, "Bijsturing": w, "Status": "Open"} for n, w in enumerate(TYPED)],
        "Doorverwijzingen": [{"Case-ID": f"K{n}", "Datum": "2024-03-01", "Naar": w, "Resultaat": "Opgenomen"} for n, w in enumerate(TYPED)],
        "Communicatie": [{"Datum": "2024-03-01", "Kanaal": w, "Bereik": "5"} for w in TYPED],
    })


@cache
def made() -> dict[str, bytes]:
    """Every format of the report on them, with the same texts as what people wrote. The archive takes the others in."""
    cells = data()
    asked = Request(phase_period(cells.phases[3]), cells.phases[3].end, sources=(SHORT[1],), version=SHORT[2])
    texts = {"objective_3": {"see": "\n".join(TYPED), "aim": "Samen {{ D3.8.waarde }}"}, "context": {"context": LONG}}
    facts = Facts(cells, asked)
    written = {s: {p: resolved(w, facts) if p == "aim" else w for p, w in prompts.items()} for s, prompts in texts.items()}
    asked = Request(asked.period, asked.as_of, sources=asked.sources, version=asked.version, texts=written)
    return {ending: form.make(Order(cells, asked)) for ending, form in FORMATS.items() if ending not in ("pdf", "zip")}


def start(words: str) -> str:
    """What of a text stands in a table at least: a long one is cut there, with a sign that it goes on."""
    return words[:200]


def test_word() -> None:
    document = docx.Document(BytesIO(made()["docx"]))
    cells = {c.text for t in document.tables for row in t.rows for c in row.cells}
    assert all(any(c.startswith(start(w)) for c in cells) for w in TYPED)
    paragraphs = {p.text for p in document.paragraphs}
    assert set(TYPED) <= paragraphs, "a text that somebody wrote is never cut"
    assert any(re.fullmatch(r"Samen \d+", p) for p in paragraphs), "a figure in a text is a figure"
    assert not [r for r in document.part.rels.values() if r.is_external]
    codes = {i.text.split()[0] for i in document.element.body.iter("{*}instrText")}
    assert codes <= {"TOC", "PAGEREF", "SEQ"}


def test_powerpoint() -> None:
    deck = pptx.Presentation(BytesIO(made()["pptx"]))
    said = "\n".join(s.text_frame.text for slide in deck.slides for s in slide.shapes if s.has_text_frame)
    assert SHORT[1] in said
    assert not [r for slide in deck.slides for r in slide.part.rels.values() if r.is_external]


def test_annex() -> None:
    book = openpyxl.load_workbook(BytesIO(made()["xlsx"]))
    cells = {
        c.value: c for sheet in ("Cases", "Leerlessen", "Bewijsstukken", "Teksten") for row in book[sheet].iter_rows() for c in row if isinstance(c.value, str)
    }
    for words in TYPED:
        assert cells[words].data_type == "s", words[:30]
    assert all(not c.hyperlink for c in cells.values())
    assert "\n".join(TYPED)[:32_000] in {str(c)[:32_000] for c in cells}, "longer than Excel takes: cut with a sign"


def test_page() -> None:
    page = Page(made()["html"])
    assert {"b", "script", "a"} & set(page.tags) <= {"a"}
    assert all(start(w) in page.text for w in TYPED)
    assert LONG in page.text
    assert not [v for k, v in page.attributes if k in ("href", "src") and not v.startswith("#")]


def test_every_part_of_every_file_is_well_formed() -> None:
    for ending in ("docx", "pptx", "xlsx"):
        for name, content in _parts(made()[ending]):
            assert b"<script" not in content, (ending, name)
            assert b"DDEAUTO" not in content


def _parts(raw: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(BytesIO(raw)) as packed:
        yield from ((n, packed.read(n)) for n in packed.namelist() if n.endswith((".xml", ".rels")))


@pytest.mark.browser
def test_pdf_and_archive(tmp_path: Path) -> None:
    cells = data()
    asked = Request(phase_period(cells.phases[3]), cells.phases[3].end, texts={"objective_3": {"see": "\n".join(SHORT)}}, sources=(SHORT[1],))
    order = Order(cells, asked)
    raw = FORMATS["pdf"].make(order)
    (tmp_path / "r.pdf").write_bytes(raw)
    said = subprocess.run(["pdftotext", "-raw", str(tmp_path / "r.pdf"), "-"], capture_output=True, check=True).stdout.decode()
    assert [w for w in SHORT if not w.isascii() or w in said] == list(SHORT)
    archive = FORMATS["zip"].make(Order(cells, asked, made={**{e: c for e, c in made().items() if e != "zip"}, "pdf": raw}))
    with zipfile.ZipFile(BytesIO(archive)) as packed:
        assert packed.testzip() is None
        assert {n.rpartition(".")[2] for n in packed.namelist()} == {"docx", "xlsx", "pptx", "html", "pdf", "png", "svg"}
        drawn = "".join(packed.read(n).decode() for n in packed.namelist() if n.endswith(".svg"))
    assert not re.search(r"<(script|b)[ >]", drawn)
