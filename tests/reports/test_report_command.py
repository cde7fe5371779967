"""`python -m reports`: a file in every format, and one sentence for what can't be."""

import hashlib
import json
import zipfile
from pathlib import Path

import docx
import pytest

from data import examples
from metrics.__main__ import main as figures
from metrics.catalogue import catalogue
from metrics.periods import phase_period
from reports import formats
from reports.__main__ import main
from reports.formats import FORMATS, Order, count, parts, stem
from tests.reports.asked import INTERIM, example, request
from tests.reports.test_report import number
from tests.reports.test_report_template import template

BOOK = str(examples.WORKBOOK)


@pytest.mark.parametrize("ending", ["docx", "pptx", "html"])
def test_the_ending_decides_the_format(ending: str, tmp_path: Path) -> None:
    out = tmp_path / f"r.{ending}"
    assert main([BOOK, "--out", str(out), "--phase", "3", "--lang", "en"]) == 0
    assert out.read_bytes() == FORMATS[ending].make(_order())


def _order() -> Order:
    """What the command asks for, but for the version: that is read from the files."""
    version = hashlib.sha256(examples.WORKBOOK.read_bytes()).hexdigest()[:8]
    return Order(example(), request(phase_period(example().phases[2]), lang="en", version=version))


@pytest.mark.parametrize("period", [["--phase", "4"], ["--phase", "2"], ["--from", "2024-07-01", "--to", "2024-12-31"]])
def test_word_tells_what_the_figures_command_tells(period: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["--as-of", "2025-03-31", *period]
    assert figures([BOOK, "--format", "json", *asked]) == 0
    told = {i["id"]: i for i in json.loads(capsys.readouterr().out)["indicators"]}
    out = tmp_path / "r.docx"
    assert main([BOOK, "--out", str(out), *asked]) == 0
    tables = [[[c.paragraphs[0].text for c in row.cells] for row in t.rows] for t in docx.Document(str(out)).tables]
    rows = [row for table in tables if {"Streefwaarde", "Stand"} <= set(table[0]) for row in table[1:]]
    seen = set()
    for row in rows:
        found, catalogued = told[row[0]], catalogue()[row[0]]
        columns = (
            {2: found["value"], 3: found["target"]} if len(row) == 6 else {2: found["value"], 3: found["in_phase"]["value"], 4: found["in_phase"]["target"]}
        )
        for at, value in columns.items():
            shown = number(row[at])
            assert (shown is None) == (value is None), row
            if value is not None and shown is not None:
                assert shown == pytest.approx(value * (100 if catalogued.percent else 1), abs=0.5 * 10**-catalogued.decimals + 1e-9), row
        seen.add(row[0])
    assert seen >= {i for i, found in told.items() if found["applicable"]}


def test_a_period_and_a_template(tmp_path: Path) -> None:
    own = tmp_path / "own.docx"
    own.write_bytes(template("{{ periode }}: {{ D3.8.getal }}, in de fase {{ D3.8.in_fase }}"))
    out = tmp_path / "r.docx"
    assert main([BOOK, "--out", str(out), "--from", "2024-07-01", "--to", "2024-12-31", "--template", str(own)]) == 0
    assert docx.Document(str(out)).paragraphs[0].text.startswith("01/07/2024 – 31/12/2024: ")


@pytest.mark.parametrize(("arguments", "sentence"), [
    ([BOOK, "--out", "r.odt"], "welk formaat"),
    ([BOOK, "--out", "r"], "welk formaat"),
    ([BOOK, "--out", "r.docx", "--phase", "9"], "Fase 9 bestaat niet"),
    ([BOOK, "--out", "r.docx", "--as-of", "31/12/2024"], "is geen datum"),
    ([BOOK, "--out", "r.docx", "--from", "2024-01-01"], "zowel het begin"),
    ([BOOK, "--out", "r.docx", "--phase", "4", "--from", "2024-01-01", "--to", "2024-02-01"], "niet allebei"),
    ([BOOK, "--out", "r.pptx", "--template", "x.docx"], "Een sjabloon"),
    ([BOOK, "--out", "r.docx", "--template", "weg.docx"], "weg.docx"),
    ([BOOK, "--out", "/nergens/r.docx"], "De map /nergens bestaat niet"),
    (["weg.xlsx", "--out", "r.docx"], "bestaat niet"),
    ([BOOK, "--lang", "fr", "--out", "r.docx"], "De opdracht klopt niet"),
    ([BOOK], "De opdracht klopt niet"),
])  # fmt: skip
def test_a_mistake_gets_one_sentence(
    arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 2
    said = capsys.readouterr().err
    assert sentence in said
    assert said.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_template_that_is_none_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "own.docx").write_bytes(b"geen Word")
    assert main([BOOK, "--out", str(tmp_path / "r.docx"), "--template", str(tmp_path / "own.docx")]) == 2
    assert "“own.docx” is geen Word-document" in capsys.readouterr().err


def test_files_are_called_after_what_is_in_them() -> None:
    assert stem(Order(example(), request()), "docx") == "rapport_fase4_2025-03-31.docx"
    assert stem(Order(example(), request(INTERIM, lang="en")), "zip") == "report_2024-07-01_2024-12-31_2025-03-31.zip"


def test_without_a_browser_the_archive_names_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "drawings", lambda report: iter(()))
    monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")
    out = tmp_path / "r.zip"
    assert main([BOOK, "--out", str(out)]) == 0
    with zipfile.ZipFile(out) as archive:
        assert {n.rpartition(".")[2] for n in archive.namelist()} == {"docx", "xlsx", "pptx", "html", "txt"}
        assert "rapport_fase4_2025-03-31.pdf" in archive.read("niet_gemaakt.txt").decode()


@pytest.mark.browser
def test_the_archive_holds_all_formats_and_every_chart() -> None:
    asked = request(parts=("summary", "social"))
    order = Order(example(), asked)
    made = list(parts(order))
    assert len(made) == count(order) == 5 + 2 * 2
    assert [m.name.rpartition(".")[2] for m in made] == ["docx", "xlsx", "pptx", "html", "pdf", "png", "svg", "png", "svg"]
    assert all(m.content for m in made)
