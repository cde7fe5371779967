"""Text that bites, in every file that leaves the dashboard: no cell computes, nothing is fetched or opened, and what stands there is the text."""

import csv
import io
import re
import subprocess
import zipfile
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path, PurePosixPath

import openpyxl
import pytest

from data.__main__ import main as data_command
from data.dataset import Dataset
from data.hub import load_hub
from data.raw import Source
from data.reader import read
from metrics.catalogue import indicator_names
from metrics.periods import phase_period
from reports.csv import csv_bytes
from reports.formats import FORMATS, Order
from reports.names import file_name, slug
from reports.plain import printable
from reports.report.request import Request
from reports.table import table_bytes
from tests.content.biting import HALF, RAW, TEXTS, biting_hub, faulty, sign, texts, workbook
from tests.reliability.record import record
from tests.reports.test_report_page import Page

PORT = 9  # nobody listens there
LIVE = (
    " =1+1",
    "\n=1+1",
    "\x00=1+1",
    "\u200b=1+1",
    "\ufeff=1+1",
    "\xa0=1+1",
    "a,=1+1",
    "a\t=1+1",
    "a|=1+1",
    '",=1+1',
    "a\r=1+1",
    "a\u2028=1+1",
    "-",
    "+",
    "'=1+1",
    "−1",
    "=" * 5000,
)
ALL = (*(w.replace("PORT", str(PORT)) for w in TEXTS), *RAW, HALF, *LIVE)
FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]")


def same(words: str) -> str:
    """A text without the apostrophes that keep it from computing."""
    return re.sub(r"(?:^|(?<=[;,|\t\r\n]))'", "", words)


def converted(office: str, file: Path, ending: str) -> str:
    """A file as LibreOffice understands it, as one flat XML; CSV with `;` between, in UTF-8, and with formulas where it sees any."""
    form = ("--infilter=CSV:59,34,76,1,,0,false,false,false,false,false,-1,true",) if file.suffix == ".csv" else ()
    command = [
        office,
        f"-env:UserInstallation={(file.parent / 'profile').as_uri()}",
        "--headless",
        *form,
        "--convert-to",
        ending,
        "--outdir",
        str(file.parent / "made"),
        str(file),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return (file.parent / "made" / f"{file.stem}.{ending}").read_text(encoding="utf-8")


def test_csv_holds_each_text_in_a_cell_of_its_own_and_none_that_computes() -> None:
    raw = csv_bytes([*ALL], [[words, 1.5, words] for words in ALL]).decode("utf-8-sig")
    head, *rows = list(csv.reader(io.StringIO(raw, newline=""), delimiter=";"))
    assert [same(cell) for cell in head] == [same(printable(words)) for words in ALL]
    assert [same(row[0]) for row in rows] == [same(printable(words)) for words in ALL]
    assert {(len(row), row[1]) for row in rows} == {(3, "1,5")}
    for between in ";,\t|":  # whichever separator a program believes in
        cells = [cell for row in csv.reader(io.StringIO(raw, newline=""), delimiter=between) for cell in row]
        assert not [cell for cell in cells if FORMULA.match(cell) and (between == ";" or (re.search(r"[(|!]", cell) and '";' not in cell))], between


@pytest.mark.campaign
@pytest.mark.office
def test_opened_in_an_office_no_cell_computes_and_the_text_is_the_text(office: str, tmp_path: Path) -> None:
    """As people open them: CSV with its separator, and Excel's own form."""
    rows = [[words, words] for words in ALL]
    (tmp_path / "t.csv").write_bytes(csv_bytes(["Tekst", "=2+2"], rows))
    (tmp_path / "t.xlsx").write_bytes(table_bytes("Rijen", ["Tekst", "=2+2"], rows))
    wrong = []
    for name in ("t.csv", "t.xlsx"):
        flat = converted(office, tmp_path / name, "fods")
        wrong += [f"{name}: a formula {found}" for found in re.findall(r'table:formula="([^"]*)"', flat)]
        wrong += [f"{name}: a link {found}" for found in re.findall(r"<text:a [^>]*", flat)]
        wrong += [f"{name}: {words[:40]!r} is not there" for words in TEXTS if sign(words) not in flat]
    record("content-exports", tried=2 * 2 * len(ALL), failed=len(wrong), note="in CSV and in Excel, opened by LibreOffice")
    assert wrong == []


def test_a_table_for_excel_holds_each_text_as_text() -> None:
    book = openpyxl.load_workbook(io.BytesIO(table_bytes("Rijen", ["Kop", "=1+1", "<b>"], [[words, 1, words] for words in ALL])))
    _, *rows = book.active.iter_rows()
    assert len(rows) == len(ALL)
    assert {cell.data_type for row in rows for cell in row} == {"s", "n"}
    assert not [cell for row in rows for cell in row if cell.hyperlink]


@cache
def dataset(own: str = "") -> Dataset:
    hub = load_hub(Path(own)) if own else load_hub()
    return read([Source("<b class=bijt>B98.xlsx", workbook(PORT))], hub, indicator_names(Path(own) / "indicators") if own else indicator_names())


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Every format that needs no browser, for a hub that bites itself."""
    data = dataset(str(biting_hub(tmp_path_factory.mktemp("hub") / "rivier", PORT)))
    words = "\n".join((*texts(PORT), *RAW))
    asked = Request(
        phase_period(data.phases[0]),
        date(2024, 12, 31),
        sources=(texts(PORT)[0],),
        version="=1+1",
        texts={"objective_3": {"see": words}, "context": {"context": words}},
    )
    return {ending: form.make(Order(data, asked)) for ending, form in FORMATS.items() if ending not in ("pdf", "zip")}


@pytest.mark.parametrize("ending", sorted(FORMATS.keys() - {"pdf", "zip"}))
def test_no_report_runs_opens_or_fetches_anything(made: dict[str, bytes], ending: str) -> None:
    raw = made[ending]
    if ending == "html":
        page = Page(raw)
        assert not {"script", "iframe", "object", "img", "link", "base", "form"} & set(page.tags)
        assert not [value for key, value in page.attributes if (key == "class" and "bijt" in value) or key.startswith("on")]
        assert not [value for key, value in page.attributes if key in ("href", "src") and not value.startswith(("#", "data:image/"))]
        return
    for name, content in parts(raw):
        assert b'TargetMode="External"' not in content, name
        assert not re.search(rb"<[^>]*\bclass=bijt", content), name
        assert not re.search(rb"<f>[^<]*(?:cmd|HYPERLINK|WEBSERVICE|bijt)", content), name
    if ending == "docx":
        codes = [code for name, content in parts(raw) if name == "word/document.xml" for code in re.findall(rb"instrText[^>]*>\s*(\w+)", content)]
        assert set(codes) <= {b"TOC", b"PAGEREF", b"SEQ"}


def parts(raw: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        yield from ((name, packed.read(name)) for name in packed.namelist() if name.endswith((".xml", ".rels")))


@pytest.mark.office
@pytest.mark.campaign
@pytest.mark.parametrize("ending", ["docx", "pptx", "xlsx"])
def test_an_office_opens_every_report_and_the_texts_are_there(office: str, made: dict[str, bytes], ending: str, tmp_path: Path) -> None:
    (tmp_path / f"r.{ending}").write_bytes(made[ending])
    flat = converted(office, tmp_path / f"r.{ending}", {"docx": "fodt", "pptx": "fodp", "xlsx": "fods"}[ending])
    assert not re.findall(r'xlink:href="(?!#)[^"]*bijt', flat)
    assert not re.findall(r'table:formula="[^"]*(?:cmd|WEBSERVICE|HYPERLINK|bijt)', flat)
    seen = [sign(words) for words in TEXTS if sign(words) in flat]
    assert len(seen) >= (1 if ending == "pptx" else len(TEXTS))


@pytest.mark.parametrize("words", ALL, ids=range(len(ALL)))
def test_a_name_of_a_file_stays_in_its_folder(words: str) -> None:
    for name in (file_name(words, extension="csv"), file_name("D3.8", slug(words), words, extension="xlsx")):
        assert re.fullmatch(r"[A-Za-z0-9._-]+", name)
        assert not name.startswith(".")
        assert ".." not in name
        assert PurePosixPath(name).name == name


def test_a_command_says_each_thing_on_a_line_of_its_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "cases\x1b[31m\u202egro\nERROR valse regel.csv"
    file.write_bytes(faulty(PORT))
    data_command(["check", str(file)])
    data_command(["check", str(tmp_path / "niet\x1b[31m\nERROR valse regel.csv")])
    out, err = capsys.readouterr()
    assert "B01" in out
    for line in (out + err).split("\n"):
        assert line.isprintable() or "\u200d" in line or "\ufe0f" in line, repr(line[:200])
        assert not line.startswith("ERROR")


@pytest.mark.browser
@pytest.mark.campaign
def test_pdf_and_pictures_hold_the_texts_and_nothing_else(tmp_path: Path) -> None:
    data = dataset()
    asked = Request(phase_period(data.phases[3]), date(2025, 3, 31), sources=(texts(PORT)[0],), texts={"objective_3": {"see": "\n".join(texts(PORT))}})
    order = Order(data, asked)
    raw = FORMATS["pdf"].make(order)
    (tmp_path / "r.pdf").write_bytes(raw)
    assert b"/JavaScript" not in raw
    assert b"/URI" not in raw
    said = subprocess.run(["pdftotext", "-raw", str(tmp_path / "r.pdf"), "-"], capture_output=True, check=True).stdout.decode()
    assert [sign(words) for words in TEXTS if sign(words) not in said and sign(words)[::-1] not in said] == [], "one is turned around by its own signs"
    with zipfile.ZipFile(io.BytesIO(FORMATS["zip"].make(Order(data, asked, made={"pdf": raw})))) as packed:
        for name in packed.namelist():
            assert not name.startswith(("/", "\\")), name
            assert ".." not in name.split("/"), name
            if name.endswith(".svg"):
                drawn = packed.read(name).decode()
                assert not re.search(r"<(script|a|b|image|foreignObject)[ >]|<[^>]*(?:class=.?bijt|\son\w+=)", drawn), name
