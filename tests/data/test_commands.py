"""What all command lines share: one sentence that says what to change, in the language asked for, as JSON for programs; and mistakes in settings."""

import json
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from data.__main__ import main as data
from data.examples import WORKBOOK
from data.settings import OURS
from data.store.store import open_store
from locales import text
from metrics.__main__ import main as metrics
from reports.__main__ import main as reports
from scripts.serving import ROOT

BOOK = str(WORKBOOK)
COMMANDS = {
    "check": (data, ["check", BOOK]), "template": (data, ["template", "OUT.xlsx"]), "feedback": (data, ["feedback", BOOK, "--out", "OUT.xlsx"]),
    "export": (data, ["export", "OUT.zip"]), "import": (data, ["import", "IN.zip"]),
    "metrics": (metrics, [BOOK]), "reports": (reports, [BOOK, "--out", "OUT.html", "--phase", "4"]),
}  # fmt: skip


@pytest.mark.parametrize("name", COMMANDS)
def test_a_mistake_in_a_setting_is_told_by_every_command_and_nothing_is_done(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("IMPACTMONITOR_DATABSE_URL", f"sqlite:///{tmp_path}/store.db")
    monkeypatch.setenv("IMPACTMONITOR_MAX_ROWS", "veel")
    main, words = COMMANDS[name]
    assert main(words) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "IMPACTMONITOR_DATABSE_URL bestaat niet. Bedoelde je IMPACTMONITOR_DATABASE_URL?" in told.err
    assert "IMPACTMONITOR_MAX_ROWS staat op “veel”" in told.err
    assert told.err.count("\n") == 2, "a line each"
    assert list(tmp_path.iterdir()) == []


def test_a_back_up_is_made_and_taken_in_whatever_is_wrong_with_settings_that_it_does_not_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    wrong = {name: "/bestaat/niet.yaml" for name in OURS if name not in ("IMPACTMONITOR_DATABASE_URL", "IMPACTMONITOR_ACCESS")}
    for name, said in wrong.items():
        monkeypatch.setenv(name, said)
    for store, words in (("a", ["export", "back-up.zip", "--lang", "en"]), ("b", ["import", "back-up.zip", "--lang", "en"])):
        monkeypatch.setenv("IMPACTMONITOR_DATABASE_URL", f"sqlite:///{tmp_path}/{store}.db")
        if store == "a":
            open_store().engine.dispose()
        assert data(words) == 0
        err = capsys.readouterr().err
        assert [line.partition(":")[0] for line in err.splitlines()] == [text("doctor.level.warning", "en")] * len(wrong)
        assert "/bestaat/niet.yaml" in err
    monkeypatch.setenv("IMPACTMONITOR_DATABASE_URL", "mysql://localhost/hub")
    assert data(["export", "andere.zip"]) == 2
    assert sorted(file.name for file in tmp_path.glob("*.zip*")) == ["back-up.zip"]


def test_all_mistakes_in_settings_are_told_to_programs_too(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("IMPACTMONITOR_DATABSE_URL", "x")
    monkeypatch.setenv("IMPACTMONITOR_MAX_ROWS", "veel")
    assert metrics([BOOK, "--format", "json"]) == 2
    error = json.loads(capsys.readouterr().out)["error"]
    assert set(error) == {"key", "message"}
    assert "Bedoelde je" in error["message"]
    assert "geheel getal" in error["message"]


@pytest.mark.parametrize("main", [data, metrics])
@pytest.mark.parametrize("form", [["--format", "json"], ["--format=json"]])
def test_with_json_an_error_is_json_and_the_sentence_is_told_too(main, form: list[str], capsys: pytest.CaptureFixture[str]) -> None:  # type: ignore[no-untyped-def]
    words = ["weg.xlsx", *form]
    assert main(["check", *words] if main is data else words) == 2
    told = capsys.readouterr()
    assert json.loads(told.out) == {"error": {"key": "file-missing", "message": told.err.strip()}}
    assert "“weg.xlsx” bestaat niet" in told.err


@pytest.mark.parametrize(
    ("words", "json_is_asked", "english"),
    [
        (["--format", "text", "--format", "json"], True, False), (["--format", "json", "--format", "text"], False, False), (["--lang", "en", "--lang", "nl"], False, False),
        (["--lang=nl", "--lang=en"], False, True), (["--", "--json"], False, False), (["--", "--format", "json"], False, False), (["--", "--lang", "en"], False, False),
        (["--format", "json", "--", "--format", "text"], True, False), (["a=--lang", "en"], False, False),
    ],
)  # fmt: skip
def test_of_an_option_that_is_there_twice_the_last_counts_and_what_follows_two_dashes_is_a_file(
    words: list[str], json_is_asked: bool, english: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    assert data(["check", "weg.xlsx", *words]) == 2
    told = capsys.readouterr()
    assert (told.out.startswith('{"error"'), "does not exist" in told.err) == (json_is_asked, english)


@pytest.mark.parametrize("words", [["check", "weg.xlsx", "--form", "json"], ["doctor", "--js"], ["check", "weg.xlsx", "--lan", "en"], ["doctor", "--sto", "x"]])
def test_an_option_is_written_in_full(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert data(words) == 2
    assert "bestaat niet. Schrijf ze zo: python -m data" in capsys.readouterr().err


def test_errors_are_in_the_language_that_was_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    for main, words in ((data, ["check", "weg.xlsx", "--lang", "en"]), (reports, ["weg.xlsx", "--out", "r.docx", "--lang=en"])):
        assert main(words) == 2
        assert "“weg.xlsx” does not exist" in capsys.readouterr().err
    assert data(["check", "--lang", "en"]) == 2
    assert "The command is not right: it lacks FILE." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("main", "words", "told"),
    [
        (data, [], "er ontbreekt command. Schrijf ze zo: python -m data "),
        (data, ["exprt"], "“exprt” kan niet. Kies uit: template, check"),
        (data, ["check"], "er ontbreekt FILE. Schrijf ze zo: python -m data check"),
        (data, ["check", BOOK, "--onzin"], "--onzin bestaat niet. Schrijf ze zo: python -m data check"),
        (data, ["feedback", BOOK, "--out"], "achter --out staat niets, of te veel"),
        (data, ["doctor", "--json=ja"], "achter --json staat niets, of te veel"),
        (metrics, [], "er ontbreekt FILE"),
        (metrics, [BOOK, "--format", "xml"], "“xml” kan niet. Kies uit: text, json, csv"),
        (metrics, [BOOK, "--form=xml"], "--form=xml bestaat niet"),
        (data, ["check", BOOK, "--lan", "en"], "--lan en bestaat niet"),
        (reports, [BOOK], "er ontbreekt --out"),
    ],
)
def test_a_command_that_is_not_right_says_what_is_not(main, words: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:  # type: ignore[no-untyped-def]
    assert main(words) == 2
    err = capsys.readouterr().err
    assert err.startswith("De opdracht klopt niet: ")
    assert told in err
    assert err.count("\n") == 1


@pytest.mark.parametrize("words", [["check", "FOLDER"], ["feedback", "FOLDER", "--out", "uit.xlsx"], ["import", "FOLDER"]])
def test_a_folder_is_no_file_and_is_not_said_to_be_missing(words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert data([str(tmp_path) if w == "FOLDER" else w for w in words]) == 2
    said = capsys.readouterr().err
    assert f"“{tmp_path.name}” is een map" in said
    assert "bestaat niet" not in said


def test_the_template_says_where_it_is_and_is_a_workbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    assert data(["template", "sjabloon.xls"]) == 2
    assert "eindigt op .xlsx" in capsys.readouterr().err
    assert data(["template", "geen map/sjabloon.xlsx"]) == 2
    assert f"De map {tmp_path}/geen map bestaat niet" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
    assert data(["template", "sjabloon.xlsx"]) == 0
    assert str(tmp_path / "sjabloon.xlsx") in capsys.readouterr().out
    assert "Cases" in openpyxl.load_workbook(tmp_path / "sjabloon.xlsx").sheetnames
    assert data(["feedback", BOOK, "--out", "uit.xlsx", "--lang", "en"]) == 0
    assert f"Written: {tmp_path / 'uit.xlsx'}" in capsys.readouterr().out


def test_a_report_never_takes_the_place_of_a_file_such_as_the_workbook_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = tmp_path / "hub.xlsx"
    book.write_bytes(WORKBOOK.read_bytes())
    assert reports([str(book), "--out", str(book), "--phase", "4"]) == 2
    assert "“hub.xlsx” bestaat al" in capsys.readouterr().err
    assert book.read_bytes() == WORKBOOK.read_bytes()
    assert reports([str(book), "--out", str(tmp_path / "rapport.html"), "--phase", "4"]) == 0
    assert f"Geschreven: {tmp_path / 'rapport.html'}" in capsys.readouterr().out


def test_who_types_a_command_sees_the_sentence_and_no_line_of_a_log(tmp_path: Path) -> None:
    settings = {**os.environ, "IMPACTMONITOR_DATABASE_URL": "postgresql://hub:geheim@127.0.0.1:1/hub"}
    command = [sys.executable, "-m", "data", "export", str(tmp_path / "backup.zip")]
    done = subprocess.run(command, cwd=ROOT, env=settings, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("De gegevensopslag is niet bereikbaar")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("name", ["check", "metrics", "reports"])
def test_a_file_that_is_given_twice_would_count_twice_and_is_refused(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy = tmp_path / "kopie.xlsx"
    copy.write_bytes(WORKBOOK.read_bytes())
    main, (*before,) = COMMANDS[name]
    words = [str(tmp_path / w) if w.startswith("OUT") else w for w in before]
    at = words.index(BOOK)
    assert main([*words[:at], BOOK, str(copy), *words[at + 1 :]]) == 2
    assert f"In “kopie.xlsx” staat net hetzelfde als in “{WORKBOOK.name}”" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == [copy]
