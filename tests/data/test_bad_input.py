"""Files that can't be opened get one sentence; files that can be are read, whatever is in them."""

import io
import pickle
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest

from data.archive import Limits
from data.errors import Unusable
from data.feedback import plain
from data.raw import Source
from data.reader import read
from data.stoppable import StoppedError
from tests.data.books import CASES, codes, csv_file, reading, workbook

ROW = ["K1", "Een vraag", "15/01/2024"]
GOOD = workbook({"Cases": [CASES, ROW]})
assert isinstance(GOOD.data, bytes)


def encrypted() -> bytes:
    """The look of a password-protected workbook: a compound file with an EncryptedPackage stream."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(2000)


def unpacking_to(size: int) -> bytes:
    """A workbook with one more member that really unpacks to `size` bytes."""
    buffer = io.BytesIO(GOOD.data)  # type: ignore[arg-type]
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/media/x.bin", "w", force_zip64=True) as member:
        piece = bytes(1 << 20)
        for _ in range(size >> 20):
            member.write(piece)
    return buffer.getvalue()


def declaring(size: int) -> bytes:
    """A small workbook whose directory says that its first member unpacks to `size` bytes (below 4 GiB in the field itself)."""
    raw = bytearray(GOOD.data)  # type: ignore[arg-type]
    at = raw.index(b"PK\x01\x02")
    while at >= 0:
        raw[at + 24 : at + 28] = struct.pack("<I", size)
        at = raw.find(b"PK\x01\x02", at + 4)
    return bytes(raw)


def lying() -> bytes:
    """An archive whose directory declares little and whose member unpacks to more than the limit."""
    raw = bytearray(unpacking_to(64 << 20))
    at = raw.rindex(b"PK\x01\x02")
    raw[at + 24 : at + 28] = struct.pack("<I", 10)
    return bytes(raw)


def other_archive() -> bytes:
    """An archive that is no spreadsheet."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("readme.txt", "niets")
    return buffer.getvalue()


def in_an_encoding_that_is_none() -> bytes:
    """A workbook part that names an encoding which nobody knows."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD.data)) as old, zipfile.ZipFile(out, "w") as new:  # type: ignore[arg-type]
        for name in old.namelist():
            text = old.read(name)
            new.writestr(name, b'<?xml version="1.0" encoding="rId1"?>' + text.partition(b"?>")[2] if name == "xl/workbook.xml" else text)
    return out.getvalue()


REFUSED = {
    "empty": (b"", "leeg"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(300), "geen spreadsheet"),
    "password": (encrypted(), "wachtwoord"),
    "truncated": (GOOD.data[: len(GOOD.data) // 2], "beschadigd"),  # type: ignore[index]
    "no archive": (b"PK\x03\x04" + bytes(50), "beschadigd"),
    "another archive": (other_archive(), "beschadigd"),
    "declares 5 GB": (declaring(0xFFFFFFF0), "uitgepakt groter"),
    "unknown encoding": (in_an_encoding_that_is_none(), "beschadigd"),
    "no known sheet": (workbook({"Blad1": [["a"], [1]]}).data, "geen enkel blad"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_opened_gets_one_dutch_sentence(what):
    raw, words = REFUSED[what]
    with pytest.raises(Unusable, match=words) as error:
        read([Source("hub.xlsx", raw)])
    assert "\n" not in error.value.message("nl")
    assert error.value.message("en") != error.value.message("nl")


def test_what_really_unpacks_is_counted_whatever_the_directory_says():
    small = Limits(unpacked_gib=32 / 1024)
    for raw in (unpacking_to(64 << 20), lying()):
        with pytest.raises(Unusable, match="uitgepakt groter"):
            read([Source("hub.xlsx", raw)], limits=small)


def test_the_limits_are_settings(monkeypatch):
    monkeypatch.setenv("IMPACTMONITOR_MAX_ROWS", "3")
    assert Limits.from_settings().rows == 3
    with pytest.raises(Unusable, match="meer dan 3 rijen"):
        read([csv_file([CASES, *[ROW] * 5])])
    with pytest.raises(Unusable, match="groter dan 0 MiB"):
        read([GOOD], limits=Limits(received_mib=0))


LIMITS = {
    "MAX_MIB": (Limits(received_mib=0.001), "groter dan 0,001 MiB", "larger than 0.001 MiB"),
    "MAX_UNPACKED_GIB": (Limits(unpacked_gib=1e-05), "groter dan 0,00001 GiB", "larger than 0.00001 GiB"),
    "MAX_ROWS": (Limits(rows=1000), "meer dan 1.000 rijen", "more than 1,000 rows"),
    "MAX_SECONDS": (Limits(seconds=0.25), "langer dan 0,25 seconden", "longer than 0.25 seconds"),
    "MAX_MEMORY_GIB": (Limits(memory_gib=0.01), "meer geheugen dan 0,01 GiB", "more memory than 0.01 GiB"),
}  # fmt: skip


@pytest.mark.parametrize("setting", LIMITS)
def test_a_limit_is_told_as_people_write_numbers_with_the_setting_that_changes_it(setting):
    limits, dutch, english = LIMITS[setting]
    error = _stopped_by(setting, limits)
    assert dutch in error.message("nl")
    assert english in error.message("en")
    for lang, who in (("nl", "wie de server beheert"), ("en", "whoever runs the server")):
        assert who in error.message(lang)
        assert f"(IMPACTMONITOR_{setting})" in error.message(lang)
    assert pickle.loads(pickle.dumps(error)).message("nl") == error.message("nl"), "it comes from the process that reads"


def _stopped_by(setting, limits):
    if setting in ("MAX_SECONDS", "MAX_MEMORY_GIB"):
        return StoppedError("file-slow" if setting == "MAX_SECONDS" else "file-heavy", 0).about(["hub.xlsx"], limits)
    with pytest.raises(Unusable) as error:
        read([csv_file([CASES, *[ROW] * 2000])] if setting == "MAX_ROWS" else [GOOD], limits=limits)
    return error.value


def test_what_fits_in_no_worksheet_is_told_without_a_setting_for_none_makes_it_longer(monkeypatch):
    monkeypatch.setattr(plain, "ROWS", 1000)
    with pytest.raises(Unusable) as error:
        plain.rebuilt(csv_file([CASES, *[ROW] * 2000]), Limits())
    assert "meer dan 1.000 rijen" in error.value.message()
    assert "IMPACTMONITOR" not in error.value.message()


def test_one_unreadable_file_does_not_stop_the_others():
    data = reading(Source("foto.xlsx", b"\x89PNG...."), GOOD)
    assert data.counts["cases"].accepted == 1
    assert codes(data)[0] == ("file-unreadable", "")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [(["bestaat-niet.xlsx"], "bestaat niet"), (["leeg.xlsx"], "leeg"), (["foto.xlsx"], "geen spreadsheet")],
)
@pytest.mark.parametrize("module", [["data", "check"], ["metrics"]])
def test_the_command_lines_say_it_in_one_line_and_exit_2(tmp_path, module, arguments, words):
    (tmp_path / "leeg.xlsx").write_bytes(b"")
    (tmp_path / "foto.xlsx").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(300))
    done = subprocess.run([sys.executable, "-m", *module, *(str(tmp_path / a) for a in arguments)], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stdout == ""
    assert words in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_workbook_full_of_formatted_empty_rows_is_read(tmp_path):
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Cases")
    sheet.append(CASES)
    sheet.append(ROW)
    path = tmp_path / "hub.xlsx"
    book.save(path)
    filled = _with_empty_cells(path.read_bytes(), 50_000)
    counts = reading(Source("hub.xlsx", filled)).counts["cases"]
    assert (counts.read, counts.blank) == (1, 0)


def _with_empty_cells(raw: bytes, rows: int) -> bytes:
    """The same workbook with `rows` more rows that hold formatted empty cells only."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name)
            if name.startswith("xl/worksheets/sheet"):
                more = b"".join(b'<row r="%d"><c r="A%d" s="0"/><c r="C%d" s="0"/></row>' % (i, i, i) for i in range(3, rows + 3))
                text = text.replace(b"</sheetData>", more + b"</sheetData>")
            new.writestr(name, text)
    return out.getvalue()


def test_200_sheets_and_names_with_emoji_are_read():
    sheets = {f"Blad {i}": [["iets"]] for i in range(198)}
    data = reading(workbook({**sheets, "Cases": [CASES, ROW], "🌱 notities": [["x"]]}, name="🌍 hub.xlsx"))
    assert data.counts["cases"].accepted == 1
    assert data.findings.count(code="sheet-unknown") == 199
    assert set(data.findings.frame()["file"]) == {"🌍 hub.xlsx"}


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_other_spreadsheet_kinds_are_read(kind):
    path = Path(__file__).parent / "kinds" / f"cases.{kind}"
    data = reading(Source(path.name, path))
    assert data.tables["cases"].frame["title"].tolist() == ["Eén vraag", "Twee"]
    assert [str(d)[:10] for d in data.tables["cases"].frame["intake_date"]] == ["2024-01-15", "2024-02-01"]
    assert data.tables["cases"].frame["tonnes_measured"].tolist() == [1.5, 1234]
