"""`python -m metrics --together FILE`: the figures of several stores, and a sentence for whatever is not right."""

import csv
import json
from io import StringIO
from pathlib import Path

import pytest

from data.raw import Source
from data.store.address import address
from data.store.store import open_store
from data.together import members
from locales import text
from metrics.__main__ import main
from tests.hubs.folder import HUB, write
from tests.hubs.pair import deliver, listed

KEMPEN = Path(__file__).parents[2] / "hubs" / "kempen"
MINE = Source("kempen.csv", b"Case-ID;Titel;Datum instroom;Gemeente;Gedeeld met hub\nK1;Hout;15/01/2025;Mol;Rivierenland\nK2;Glas;15/02/2025;Geel;Hub Brussel")
THEIRS = Source("rivier.csv", b"Case-ID;Titel;Datum instroom;Gemeente;Gedeeld met hub\nR1;hout;20/01/2025;Mechelen;Hub Kempen\nR2;Kurk;20/03/2025;Berlaar;")


@pytest.fixture(scope="module")
def together(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("samen")
    write(folder / "rivier")
    deliver(KEMPEN, f"sqlite:///{folder / 'kempen.db'}", MINE)
    deliver(folder / "rivier", f"sqlite:///{folder / 'rivier.db'}", THEIRS)
    return listed(folder / "samen.yaml", {str(KEMPEN): "sqlite:///kempen.db", "rivier": "sqlite:///rivier.db"})


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(arguments)
    said = capsys.readouterr()
    return code, said.out, said.err


def test_json(together: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "--together", str(together), "--as-of", "2025-03-31", "--format", "json")
    found = json.loads(out)
    assert code == 0
    assert (found["start"], found["end"], found["as_of"]) == ("2025-01-01", "2025-12-31", "2025-03-31"), "the calendar year of the reference date"
    assert [(h["name"], h["version"], h["files"], h["reason"]) for h in found["hubs"]] == [
        ("Sociaal-Circulaire Hub Kempen", 1, ["kempen.csv"], None), ("Hub Rivierenland", 1, ["rivier.csv"], None),
    ]  # fmt: skip
    rows = {row["id"]: row for row in found["indicators"]}
    assert [c["value"] for c in rows["D2.4"]["hubs"]] == [2, 2]
    assert (rows["D2.4"]["total"]["value"], rows["D2.4"]["total"]["doubles"], rows["D2.4"]["total"]["reason"]) == (3, 1, None)
    assert rows["D2.4"]["months"] == [
        {"month": "2025-01", "complete": True, "values": [1, 1]},
        {"month": "2025-02", "complete": True, "values": [1, 0]},
        {"month": "2025-03", "complete": True, "values": [0, 1]},
    ]
    assert [(c["value"], c["reason"]) for c in rows["D3.90"]["hubs"]] == [(None, "deze hub telt dit niet"), (1, None)]
    assert {(d["kept"]["case_id"], d["left_out"]["case_id"], d["left_out"]["row"], d["by"]) for d in found["doubles"]} == {("K1", "R1", 2, "title")}
    assert [(s["case_id"], s["shared_with"]) for s in found["shared_without_double"]] == [("K2", "Hub Brussel")]
    assert "telt bij elke hub mee en in het totaal een keer" in found["explanation"]
    left_out = rows["D2.4"]["total"]["left_out"]
    assert [(one["hub"], one["case_id"], one["file"], one["row"], one["value"]) for one in left_out] == [("Hub Rivierenland", "R1", "rivier.csv", 2, 1)]
    assert left_out[0]["instead"]["case_id"] == "K1"
    assert rows["D2.5"]["total"]["left_out"] == []


def test_text_and_csv_say_the_same(together: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ("--together", str(together), "--as-of", "2025-03-31", "--from", "2025-01-01", "--to", "2025-01-31")
    _, out, _ = run(capsys, *asked)
    assert "Hub Rivierenland: versie 1, bevestigd op" in out
    assert "Hub Rivierenland R1 “hout” = Sociaal-Circulaire Hub Kempen K1 “Hout”" in out
    assert next(line for line in out.splitlines() if line.startswith("D2.4")).split()[-3:] == ["1", "1", "1"]
    _, out, _ = run(capsys, *asked, "--format", "csv")
    lines = [line for line in csv.DictReader(StringIO(out)) if line["id"] == "D2.4"]
    assert [(line["hub"], line["value"], line["doubles"]) for line in lines] == [
        ("Sociaal-Circulaire Hub Kempen", "1", ""), ("Hub Rivierenland", "1", ""), ("", "1", "1"),
    ]  # fmt: skip


def test_a_hub_without_data_does_not_stop_the_others(together: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path / "leeg", hub=HUB.replace("Hub Rivierenland", "Hub Leeg").replace("[Rivierenland]", "[]"))
    write(tmp_path / "stuk", hub=HUB.replace("Hub Rivierenland", "Hub Stuk").replace("[Rivierenland]", "[]"))
    (tmp_path / "stuk.db").write_text("geen database, maar tekst die lang genoeg is om er een te lijken", encoding="utf-8")
    write(tmp_path / "weg", hub=HUB.replace("Hub Rivierenland", "Hub Weg").replace("[Rivierenland]", "[]"))
    open_store(f"sqlite:///{tmp_path / 'leeg.db'}")
    file = listed(tmp_path / "samen.yaml", {
        str(KEMPEN): f"sqlite:///{together.parent / 'kempen.db'}", "leeg": "sqlite:///leeg.db", "stuk": "sqlite:///stuk.db", "weg": "sqlite:///nergens/weg.db",
    })  # fmt: skip
    code, out, _ = run(capsys, "--together", str(file), "--as-of", "2025-03-31", "--format", "json")
    found = json.loads(out)
    assert code == 0
    assert [h["reason"] for h in found["hubs"]] == [
        None,
        "nog geen gegevens",
        text("errors.store-damaged", "nl"),
        f"De gegevensopslag {tmp_path.name}/nergens/weg.db bestaat niet. Verbeter het adres bij “store” in het bestand dat de hubs noemt, of start het dashboard van die hub een eerste keer.",
    ]
    row = next(r for r in found["indicators"] if r["id"] == "D2.4")
    assert [(c["value"], c["reason"]) for c in row["hubs"]] == [
        (2, None),
        (None, "nog geen gegevens"),
        (None, "gegevens niet bereikbaar"),
        (None, "gegevens niet bereikbaar"),
    ]
    assert row["total"]["reason"] == "geen totaal: geen cijfer van Hub Leeg, Hub Stuk, Hub Weg"
    assert not (tmp_path / "nergens").exists(), "a store that is not there is not made"


WRONG = {
    "nothing": ("", "ontbreekt “hubs”"),
    "no store": ("hubs:\n  - {folder: rivier}\n  - {folder: rivier}", "bij regel 2, ontbreekt “store”"),
    "no folder": ("hubs:\n  - {folder: nergens, store: 'sqlite:///a.db'}", "regel 2, staat de map nergens, en die is er niet"),
    "no address": ("hubs:\n  - folder: rivier\n    store: geheim wachtwoord", "regel 3, is “store” geen adres"),
    "no such kind": ("hubs:\n  - folder: rivier\n    store: bestand://geheim@x/y", "regel 3, is “store” geen adres"),
    "one": ("hubs:\n  - {folder: rivier, store: 'sqlite:///a.db'}", "staat maar een hub"),
    "twice": ("hubs:\n  - {folder: rivier, store: 'sqlite:///a.db'}\n  - {folder: rivier, store: 'sqlite:///b.db'}", "regel 3, staat Hub Rivierenland een tweede keer"),
    "one store": ("hubs:\n  - {folder: rivier, store: 'sqlite:///a.db'}\n  - {folder: ander, store: 'sqlite:///./a.db'}", "regel 3, staat dezelfde opslag een tweede keer"),
    "typing error": ("hub:\n  - {folder: rivier}", "staat “hub”: dat is geen instelling"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_a_mistake_in_the_file_is_one_sentence(case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path / "rivier")
    write(tmp_path / "ander", hub=HUB.replace("Hub Rivierenland", "Hub Ander"))
    (tmp_path / "samen.yaml").write_text(WRONG[case][0], encoding="utf-8")
    code, out, err = run(capsys, "--together", str(tmp_path / "samen.yaml"))
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert WRONG[case][1] in err
    assert "geheim" not in err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["a.xlsx"], "Geef bestanden of --together, niet allebei"),
        (["--phase", "4"], "Hubs hebben elk hun eigen fasen"),
        (["--from", "2025-01-01"], "Geef zowel het begin"),
    ],
)
def test_what_does_not_go_together(arguments: list[str], said: str, together: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "--together", str(together), *arguments)
    assert code == 2
    assert said in err


def test_an_address_is_never_shown(together: Path) -> None:
    for member in members(together):
        assert "sqlite" not in repr(member)
    assert address() not in repr(members(together))
