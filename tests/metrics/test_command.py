"""`python -m metrics`: what other programs rely on."""

import csv
import io
import json
from pathlib import Path

import pytest

from metrics.__main__ import main

CASES = (
    "Case-ID;Titel;Datum instroom;Doelstellingen;Datum realisatie\nK1;Hout;15/01/2024;3;20/06/2024\nK2;Textiel;16/01/2024;3;31/02/2024\nK3;Glas;17/01/2024;4;\n"
)
FIELDS = ["id", "phase", "start", "end", "value", "numerator", "denominator", "used", "eligible", "applicable", "reason", "target", "expected",
          "status", "forecast", "forecast_reason"]  # fmt: skip


@pytest.fixture
def cases(tmp_path: Path) -> str:
    file = tmp_path / "cases.csv"
    file.write_text(CASES, encoding="utf-8")
    return str(file)


def run(capsys, *arguments: str):
    code = main(list(arguments))
    out = capsys.readouterr()
    return code, out.out, out.err


def test_json_for_all_phases(cases, capsys) -> None:
    code, out, err = run(capsys, cases, "--format", "json", "--as-of", "2024-12-31")
    assert (code, err) == (0, "")
    document = json.loads(out)
    assert list(document) == ["as_of", "rows", "findings", "indicators"]
    assert document["rows"] == {"Cases": {"read": 3, "accepted": 3, "rejected": 0, "blank": 0, "total": 0}}
    (finding,) = [f for f in document["findings"] if f["code"] == "date-unreadable"]
    assert list(finding) == ["level", "code", "file", "sheet", "cell", "row", "column", "value", "message"]
    assert (finding["cell"], finding["row"], finding["value"]) == ("E3", 3, "31/02/2024")
    assert len(document["indicators"]) == 42 * 4
    assert [list(i) for i in document["indicators"]] == [FIELDS] * 168
    have = {(i["id"], i["phase"]): i for i in document["indicators"]}
    assert have["D3.8", "4"]["value"] == 1
    assert have["D2.4", "4"]["value"] == 3
    assert have["D3.8", "4"]["forecast_reason"] == "te weinig gegevens"
    assert have["D1.1", "4"] | {"value": None, "reason": "bron ontbreekt", "status": "geen gegevens"} == have["D1.1", "4"]
    assert have["D5.1", "3"]["reason"] == have["D5.1", "3"]["status"] == "n.v.t."
    assert have["D3.2", "4"]["reason"] == "kolom ontbreekt: Datum begeleiding"


def test_a_period_of_ones_own(cases, capsys) -> None:
    code, out, _ = run(capsys, cases, "--format", "json", "--as-of", "2024-12-31", "--from", "2024-04-01", "--to", "2024-06-30")
    assert code == 0
    found = {i["id"]: i for i in json.loads(out)["indicators"]}
    assert len(found) == 42
    assert (found["D3.8"]["phase"], found["D3.8"]["value"], found["D2.4"]["value"]) == (None, 1, 0)
    assert found["D2.4"]["in_phase"] == {"phase": "4", "value": 3, "target": None, "expected": None, "status": "geen streefwaarde"}
    code, out, _ = run(capsys, cases, "--format", "json", "--from", "2023-12-01", "--to", "2024-06-30")
    assert "in_phase" not in json.loads(out)["indicators"][0]


def test_one_phase_as_csv_and_as_text(cases, capsys) -> None:
    code, out, _ = run(capsys, cases, "--format", "csv", "--as-of", "2024-12-31", "--phase", "4")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert code == 0
    assert [r["phase"] for r in rows] == ["4"] * 42
    assert "forecast.value" in rows[0]
    assert next(r for r in rows if r["id"] == "D2.4")["value"] == "3"
    code, out, _ = run(capsys, cases, "--as-of", "2024-12-31")
    assert code == 0
    assert "Cijfers op 31/12/2024" in out
    assert "geen streefwaarde" in out


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["--as-of", "31/12/2024"], "geen datum"),
        (["--as-of", "2024-02-30"], "geen datum"),
        (["--phase", "9"], "bestaat niet"),
        (["--from", "2024-01-01"], "--to"),
        (["--from", "2024-02-01", "--to", "2024-01-01"], "eindigt"),
        (["--phase", "4", "--from", "2024-02-01", "--to", "2024-03-01"], "niet allebei"),
        (["--format", "xml"], "opdracht"),
        (["--onzin"], "opdracht"),
    ],
)
def test_bad_arguments_are_one_dutch_sentence_and_exit_code_2(cases, capsys, arguments, word) -> None:
    code, out, err = run(capsys, cases, *arguments)
    assert (code, out) == (2, "")
    assert word in err
    assert err.count("\n") == 1


def test_no_file_and_an_unusable_file(tmp_path, capsys) -> None:
    assert run(capsys)[0] == 2
    code, out, err = run(capsys, str(tmp_path / "weg.xlsx"))
    assert (code, out, err.count("\n")) == (2, "", 1)
    picture = tmp_path / "foto.xlsx"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    code, out, err = run(capsys, str(picture))
    assert (code, out, err.count("\n")) == (2, "", 1)
