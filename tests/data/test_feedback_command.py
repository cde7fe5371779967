"""`python -m data feedback`: other spreadsheets come back as .xlsx, and no mistake costs anybody a file."""

import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from data import feedback
from data.__main__ import main
from data.raw import Source
from tests.data.books import CASES, csv_file, workbook
from tests.data.test_feedback import TITLE, about_cells, cells, level_of, opened, remarks
from tests.data.test_feedback_package import with_macros

KINDS = Path(__file__).parent / "kinds"
ROWS = [
    ["Onze cases", "", ""],
    [*CASES, "Ton gemeten", "Bron"],
    ["K1", "Eén; twee", "gisteren", "1,5", "Event"],
    ["007", "=1+1", "1/2/2024", "20", "Lucht"],
    ["K3", "", "2024-03-01", "veel", ""],
]
FAULTY = workbook({"Cases": [CASES, ["K1", "x", "gisteren"]]})


def command(*arguments: object) -> int:
    return main(["feedback", *map(str, arguments)])


def coloured(book: Workbook) -> set[str]:
    return {c.coordinate for c in cells(book) if level_of(c)}


@pytest.mark.parametrize("name", ["cases.csv", "cases_van_de_hub_met_een_wel_heel_lange_naam_2024.csv", "[cases] 2024?.csv"])
def test_a_csv_comes_back_as_a_workbook_with_the_same_cells(name: str) -> None:
    source = csv_file(ROWS, name)
    data, findings = remarks(source)
    result = Source("uit.xlsx", feedback.build(source, findings))
    assert feedback.suffix(source) == ".xlsx"
    book = opened(result)
    assert coloured(book) == set(about_cells(findings)["cell"]) == {"C3", "E4", "B5", "D5"}
    sheet = book.worksheets[0]
    assert [[c.value for c in row] for row in sheet.iter_rows(max_row=4)] == [
        ["Onze cases", None, None, None, None],
        ROWS[1],
        ["K1", "Eén; twee", "gisteren", "1,5", "Event"],
        ["007", "=1+1", "1/2/2024", 20, "Lucht"],
    ]
    assert sheet["B4"].data_type == "s"
    assert {h.hyperlink.location for row in book[TITLE].iter_rows() for h in row if h.hyperlink} >= {f"'{sheet.title}'!C3"}
    again = remarks(result)
    assert list(again[1].frame()["message"]) == list(findings.frame()["message"])
    assert again[0].tables["cases"].frame.equals(data.tables["cases"].frame)


@pytest.mark.parametrize("kind", ["ods", "xls"])
def test_other_kinds_come_back_with_real_dates_and_numbers(kind: str) -> None:
    source = Source(f"cases.{kind}", KINDS / f"cases.{kind}")
    data, findings = remarks(source)
    result = Source("cases.xlsx", feedback.build(source, findings))
    again, found = remarks(result)
    assert again.tables["cases"].frame.equals(data.tables["cases"].frame)
    assert list(found.frame()["cell"]) == list(findings.frame()["cell"])
    kinds = {c.data_type for c in cells(opened(result)) if c.value is not None}
    assert kinds == {"s", "n", "d"}


def test_writes_the_workbook_and_leaves_the_file_alone(tmp_path: Path) -> None:
    file, out = tmp_path / "hub.xlsx", tmp_path / "hub verbeterd.xlsx"
    assert isinstance(FAULTY.data, bytes)
    file.write_bytes(FAULTY.data)
    assert command(file, "--out", out) == 0
    assert file.read_bytes() == FAULTY.data
    book = openpyxl.load_workbook(out)
    assert coloured(book) == {"C2"}
    english = tmp_path / "mended.xlsx"
    assert command(file, "--out", english, "--lang", "en") == 0
    assert openpyxl.load_workbook(english).sheetnames[-1] == "To mend"


def test_no_other_file_is_overwritten_either(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, mine = tmp_path / "hub.xlsx", tmp_path / "mijn werk.xlsx"
    assert isinstance(FAULTY.data, bytes)
    file.write_bytes(FAULTY.data)
    mine.write_bytes(b"een maand werk")
    for arguments in (["feedback", str(file), "--out", str(mine)], ["template", str(mine)]):
        assert main(arguments) == 2
        assert "“mijn werk.xlsx” bestaat al" in capsys.readouterr().err
        assert mine.read_bytes() == b"een maand werk"


def test_the_file_itself_is_never_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, link = tmp_path / "hub.xlsx", tmp_path / "link.xlsx"
    assert isinstance(FAULTY.data, bytes)
    file.write_bytes(FAULTY.data)
    link.symlink_to(file)
    for out in (file, tmp_path / "." / "hub.xlsx", link):
        assert command(file, "--out", out) == 2
        assert "een andere naam" in capsys.readouterr().err
    assert file.read_bytes() == FAULTY.data


def test_a_name_that_excel_would_not_open_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    macros = with_macros()
    assert isinstance(macros.data, bytes)
    (tmp_path / "hub.xlsm").write_bytes(macros.data)
    (tmp_path / "cases.csv").write_bytes(csv_file(ROWS).data)  # type: ignore[arg-type]
    assert command(tmp_path / "hub.xlsm", "--out", tmp_path / "uit.xlsx") == 2
    assert "eindigt op .xlsm" in capsys.readouterr().err
    assert command(tmp_path / "cases.csv", "--out", tmp_path / "uit.csv") == 2
    assert "eindigt op .xlsx" in capsys.readouterr().err
    assert command(tmp_path / "hub.xlsm", "--out", tmp_path / "uit.XLSM") == 0
    assert command(tmp_path / "cases.csv", "--out", tmp_path / "uit.xlsx") == 0
    assert sorted(p.name for p in tmp_path.iterdir()) == ["cases.csv", "hub.xlsm", "uit.XLSM", "uit.xlsx"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "bestaat niet"),
        (b"", "leeg"),
        (b"PK\x03\x04" + bytes(50), "beschadigd"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(2000), "wachtwoord"),
        (workbook({"Blad1": [["a"], [1]]}).data, "geen enkel blad"),
    ],
)
def test_what_cannot_be_used_gets_one_sentence(content: bytes | None, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, out = tmp_path / "hub.xlsx", tmp_path / "uit.xlsx"
    if content is not None:
        file.write_bytes(content)
    assert command(file, "--out", out) == 2
    said = capsys.readouterr().err
    assert words in said
    assert said.count("\n") == 1
    assert not out.exists()


def test_as_a_program_it_says_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, out = tmp_path / "hub.xlsx", tmp_path / "uit.xlsx"
    file.write_bytes(b"PK\x03\x04" + bytes(50))
    assert command(file, "--out", out) == 2
    done = subprocess.run([sys.executable, "-m", "data", "feedback", str(file), "--out", str(out)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", capsys.readouterr().err)
    assert not out.exists()


def test_a_folder_that_is_not_there_and_no_out_get_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert isinstance(FAULTY.data, bytes)
    (tmp_path / "hub.xlsx").write_bytes(FAULTY.data)
    assert command(tmp_path / "hub.xlsx", "--out", tmp_path / "geen map" / "uit.xlsx") == 2
    assert f"De map {tmp_path}/geen map bestaat niet" in capsys.readouterr().err
    assert command(tmp_path / "hub.xlsx") == 2
    assert "De opdracht klopt niet" in capsys.readouterr().err
