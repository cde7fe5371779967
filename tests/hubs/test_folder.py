"""A hub's folder: what it may hold, and one sentence with the file and the line for whatever is not right."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa

from charts import colours
from data.declared import SettingsError
from data.hub import load_hub
from data.store.database import as_it_is
from data.store.errors import StoreError
from data.store.store import open_store
from metrics.catalogue import catalogue
from tests.hubs.folder import AREA, HUB, write

ROOT = Path(__file__).parents[2]


def test_a_hub_is_a_folder(tmp_path: Path) -> None:
    hub = load_hub(write(tmp_path / "rivier"))
    assert (hub.name, hub.also, [p.number for p in hub.phases], [m.name for m in hub.municipalities]) == (
        "Hub Rivierenland", ("Rivierenland",), ["1", "2"], ["Mechelen", "Berlaar"],
    )  # fmt: skip
    ours = catalogue()
    theirs = catalogue(hub.folder / "indicators")
    assert set(theirs) - set(ours) == {"D3.90"}


def test_an_area_may_come_from_a_belgian_excel(tmp_path: Path) -> None:
    written = "\ufeff" + AREA.replace(",", ";").replace("51.", "51,").replace("4.", "4,")
    assert load_hub(write(tmp_path / "rivier", area=written)).municipalities == load_hub(write(tmp_path / "other")).municipalities


WRONG = {
    "name": (HUB.replace("name: Hub Rivierenland\n", ""), "hub.yaml, bij regel 1, ontbreekt “name”. Schrijf bijvoorbeeld: name: Hub Voorbeeld"),
    "typing error": (HUB.replace("promoter", "promotor"), "regel 3, staat “promotor”: dat is geen instelling"),
    "no day": (HUB.replace("2024-07-01, end", "1 juli 2024, end"), "regel 8, klopt “start” niet. Schrijf bijvoorbeeld: start: 2025-01-01"),
    "turned": (HUB.replace("end: 2025-06-30", "end: 2024-06-30"), "regel 8, eindigt fase 1 (2024-06-30) voor ze begint (2024-07-01)"),
    "twice": (HUB.replace('phase: "2"', 'phase: "1"'), "regel 9, staat fase 1 een tweede keer"),
    "overlap": (HUB.replace("2025-07-01", "2025-06-01"), "regel 9, begint fase 2 voor fase 1 gedaan is (2025-06-30)"),
    "one language": (HUB.replace(", en: River land", ""), "regel 4, klopt “area_name” niet"),
    "no phases": (HUB.partition("phases:")[0] + "phases: []\n", "regel 7, ontbreekt “phases”"),
    "no list": (HUB.replace("[Rivierenland]", "Rivierenland"), "regel 2, klopt “also” niet. Schrijf bijvoorbeeld: also: [Voorbeeldhub, De Voorbeelden]"),
    "no yaml": (HUB.replace("{nl: Rivierenland", "{nl: [Rivierenland"), "rond regel 4, klopt de schrijfwijze niet"),
    "empty": ("", "ontbreekt “name”. Schrijf bijvoorbeeld: name: Hub Voorbeeld"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_mistake_in_hub_yaml_is_one_sentence_with_its_line(case: str, tmp_path: Path) -> None:
    written, said = WRONG[case]
    with pytest.raises(SettingsError) as error:
        load_hub(write(tmp_path / "rivier", hub=written))
    assert "rivier/hub.yaml" in str(error.value)
    assert said in str(error.value)
    assert "{" not in error.value.message("en").replace('{phase: "1"', "").replace("{nl: regio", "").replace("{from_phase", "")


AREAS = {
    "column": (AREA.replace(",lon", ""), "ontbreekt de kolom lon. De eerste regel moet zijn: nis,gemeente,subregio,lat,lon,inwoners_2024"),
    "number": (AREA.replace("51.1181", "51°"), "regel 3, klopt de kolom lat niet (“51°”)"),
    "heads": (AREA.replace("11815", "elfduizend"), "regel 3, klopt de kolom inwoners_2024 niet"),
    "twice": (AREA + "12025,Mechelen,Stad,51.0281,4.4803,88463\n", "regel 4, staat Mechelen een tweede keer"),
    "hole": (AREA.replace(",Netestreek,", ",,"), "regel 3, klopt de kolom subregio niet"),
    "none": (AREA.partition("\n")[0] + "\n", "staat geen enkele gemeente"),
}


@pytest.mark.parametrize("case", AREAS)
def test_a_mistake_in_the_area_is_one_sentence_with_its_line(case: str, tmp_path: Path) -> None:
    written, said = AREAS[case]
    with pytest.raises(SettingsError) as error:
        load_hub(write(tmp_path / "rivier", area=written))
    assert "rivier/area.csv" in str(error.value)
    assert said in str(error.value)


def where(**condition: object) -> dict[str, object]:
    return {"parts": [{"source": "cases", "date": "intake_date", "where": [condition]}]}


def distinct(keys: list[object], **more: object) -> dict[str, object]:
    return {"aggregation": {"distinct": {"keys": keys, **more}}}


def times(**changed: str) -> dict[str, object]:
    return {"aggregation": {"sum": {"column": "tonnes_measured", "times": {"sheet": "factors", "by": "material_stream", "column": "factor", **changed}}}}


OWN = [
    ({"unit": None}, "indicator D3.90 niet: “unit”"),
    ({"level": "heel veel"}, "indicator D3.90 niet: “level”"),
    ({"eenheid": "x"}, "indicator D3.90 niet: “eenheid”"),
    ({"id": "X1"}, "indicator X1 niet: “id”"),
    ({"parts": [{"source": "cases", "date": "intake_day"}]}, "indicator D3.90 de kolom “intake_day”"),
    ({"parts": [{"source": "cases", "date": "intake_date", "where": [{"column": "colour", "is_not": "rood"}]}]}, "de kolom “colour”"),
    ({"aggregation": {"sum": {"column": "weight"}}}, "de kolom “weight”"),
    (
        {"parts": [{"source": "cases", "date": "organisation"}]},
        "bij regel {date}, gebruikt indicator D3.90 de kolom “organisation” van het blad Cases als datum",
    ),
    ({"parts": [{"source": "cases", "date": ["intake_date", "intake_day"]}]}, "de kolom “intake_day”"),
    ({"parts": [{"source": "cases", "date": "title.date"}]}, "de kolom “title.date”"),
    (where(column="title", above=3), "de kolom “title” van het blad Cases als getal"),
    (where(column="tonnes_measured", **{"is": "3"}), "de kolom “tonnes_measured” van het blad Cases als naam"),
    (where(column="title", includes=3), "de kolom “title” van het blad Cases als doelstellingen"),
    (where(column="title", not_yet=True), "de kolom “title” van het blad Cases als datum"),
    (where(column="title", listed_in="factors"), "de kolom “title”"),
    (where(column="contact_name", filled=True), "de kolom “contact_name”, en die wordt nooit bewaard"),
    ({"aggregation": {"sum": {"column": "organisation"}}}, "de kolom “organisation” van het blad Cases als getal"),
    ({"aggregation": {"mean": {"column": "tonnes_measured", "weight": "intake_date"}}}, "de kolom “intake_date” van het blad Cases als getal"),
    ({"aggregation": {"median_days": {"since": "sector"}}}, "de kolom “sector” van het blad Cases als datum"),
    ({"aggregation": {"share": {"where": [{"column": "sector", "reached": True}]}}}, "de kolom “sector” van het blad Cases als datum"),
    ({"aggregation": {"share_of_area": {"column": "intake_date"}}}, "de kolom “intake_date” van het blad Cases als gemeente"),
    ({"aggregation": {"share_of_area": {"column": "sector"}}}, "de kolom “sector” van het blad Cases als gemeente"),
    (where(column="sector", in_area=True), "de kolom “sector” van het blad Cases als gemeente"),
    (where(column="material_stream", in_area=True), "de kolom “material_stream” van het blad Cases als gemeente"),
    (
        where(column="material_stream", **{"is": ["Hout", "Houdt"]}),
        "naar “Houdt” in de kolom “material_stream” van het blad Cases, en dat staat niet in de keuzelijst. Kies uit: Hout, Textiel,",
    ),
    (where(column="material_stream", is_not="Kleding"), "naar “Kleding”"),
    ({"parts": [{"source": "subsidies", "date": "submitted_date", "where": [{"column": "outcome", "is": "Goedgekeurt"}]}]}, "naar “Goedgekeurt”"),
    ({"aggregation": {"share": {"where": [{"column": "material_stream", "is": "Houdt"}]}}}, "naar “Houdt”"),
    (
        {"parts": [{"source": "attendance", "date": "event_id.date", "where": [{"column": "event_id.role", "is_not": "Deelgenome"}]}]},
        "naar “Deelgenome” in de kolom “event_id.role” van het blad Events",
    ),
    (
        {"parts": [{"source": "cases", "date": "intake_date"}, {"source": "cases", "date": "realised_date"}]},
        "telt indicator D3.90 het blad Cases een tweede keer",
    ),
    (
        {"parts": [{"source": s, "date": d} for s, d in (("cases", "intake_date"), ("events", "date"), ("cases", "intake_date"))]},
        "het blad Cases een tweede keer",
    ),
    (distinct(["intake_date"]), "de kolom “intake_date” van het blad Cases als naam"),
    (distinct([{"column": "nothing", "otherwise": "case_id"}, "cluster"]), "de kolom “nothing”"),
    (distinct([{"column": "cluster", "otherwise": "nothing"}, "cluster"]), "de kolom “nothing”"),
    (distinct(["cluster"], carried={"rows": 2, "dated": "nothing"}), "de kolom “nothing”"),
    (distinct(["cluster"], carried={"rows": 2, "dated": "sector"}), "de kolom “sector” van het blad Cases als datum"),
    (distinct([{"column": "cluster", "otherwise": "case_id"}]), "“otherwise” bij maar een kolom"),
    (distinct(["cluster", "sector"], carried={"rows": 2, "dated": "intake_date"}), "“carried” bij twee kolommen"),
    (times(column="nothing"), "de kolom “nothing”"),
    (times(column="basis"), "de kolom “basis” van het blad Factoren als getal"),
    (times(by="sector"), "de kolom “sector”"),
    ({"parts": [{"source": s, "date": "date"} for s in ("events", "communication")], "aggregation": {"sum": {"column": "reach"}}}, "meer dan een blad"),
    ({"changes": [{"date": "vroeger", "nl": "Zo was het eerst.", "en": "So it was before."}]}, "klopt “date” niet"),
    ({"name": {"nl": "Netwerkmomenten", "en": "Networks"}}, "heeft indicator D3.90 dezelfde naam als D1.1"),
]


@pytest.mark.parametrize(("changed", "said"), OWN)
def test_a_mistake_in_an_indicator_is_one_sentence(changed: dict[str, object], said: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as error:
        catalogue(write(tmp_path / "rivier", **changed) / "indicators")
    written = (tmp_path / "rivier" / "indicators" / "own.yaml").read_text(encoding="utf-8").splitlines()
    at = next((n for n, line in enumerate(written, 1) if "date: organisation" in line), 0)
    assert "rivier/indicators/own.yaml" in str(error.value)
    assert said.replace("{date}", str(at)) in str(error.value)
    assert "{" not in error.value.message("en")


@pytest.mark.parametrize(
    "changed",
    [
        where(column="material_stream", **{"is": ["hout", "TEXTIEL"]}),
        where(column="municipality", **{"is": "Mechelen"}),
        where(column="municipality", in_area=True),
        where(column="sector", is_not="Om het even"),
        {"aggregation": {"share_of_area": {"column": "municipality"}}},
        {"parts": [{"source": "cases", "date": "intake_date"}, {"source": "events", "date": "date"}]},
    ],
)
def test_what_the_engine_can_count_is_no_mistake(changed: dict[str, object], tmp_path: Path) -> None:
    assert "D3.90" in catalogue(write(tmp_path / "rivier", **changed) / "indicators")


def test_a_number_stands_once_in_a_hubs_own_folder(tmp_path: Path) -> None:
    folder = write(tmp_path / "rivier") / "indicators"
    content = (folder / "own.yaml").read_text(encoding="utf-8").replace("objective: 3\n", "")
    (folder / "own.yaml").write_text("objective: 3\n" + content, encoding="utf-8")
    (folder / "second.yaml").write_text(
        "objective: 3\n" + content.replace("Doorgegeven cases", "Iets anders").replace("Cases passed on", "Else"), encoding="utf-8"
    )
    with pytest.raises(SettingsError, match=r"second\.yaml.*indicator D3\.90 een tweede keer.*own\.yaml"):
        catalogue(folder)
    (folder / "second.yaml").unlink()
    (folder / "own.yaml").write_text(
        "objective: 3\n" + content + content.partition("indicators:\n")[2].replace("Doorgegeven", "Andere").replace("passed on", "else"), encoding="utf-8"
    )
    with pytest.raises(SettingsError, match=r"own\.yaml, bij regel \d\d, staat indicator D3\.90 een tweede keer"):
        catalogue(folder)


def test_what_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="bestaat niet"):
        load_hub(tmp_path / "nergens")
    folder = write(tmp_path / "rivier")
    (folder / "area.csv").unlink()
    with pytest.raises(SettingsError, match=r"rivier/area\.csv ontbreekt"):
        load_hub(folder)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("light: {primary: groen}", "regel 1, is “primary” geen kleur"),
        ("licht: {}", "“licht”: dat is geen instelling"),
        ("light:\n  objective: {7: '#000000'}", "regel 2, staat “7”"),
        ("light:\n  status: '#000000'", "regel 2, klopt “status” niet"),
    ],
)
def test_a_mistake_in_the_colours_is_one_sentence(written: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "colours.yaml").write_text(written, encoding="utf-8")
    with pytest.raises(SettingsError) as error:
        colours._laid_over(colours.load(colours.FILE), colours.declared(tmp_path / "colours.yaml"))
    assert said in str(error.value)


def test_only_what_a_hub_says_otherwise_differs(tmp_path: Path) -> None:
    (tmp_path / "colours.yaml").write_text('light:\n  primary: "#7A1F5C"\n  objective: {3: "#7a1f5c"}\n', encoding="utf-8")
    ours = colours.load(colours.FILE)
    found = colours._laid_over(ours, colours.declared(tmp_path / "colours.yaml"))
    assert found["light"]["primary"] == found["light"]["objective"][3] == "#7a1f5c"
    assert found["light"]["objective"][1] == ours["light"]["objective"][1]
    assert found["dark"] == ours["dark"]


@pytest.mark.parametrize("command", [["metrics", "data/examples/voorbeeld.xlsx"], ["data", "check", "data/examples/voorbeeld.xlsx"]])
def test_commands_say_it_without_a_traceback(command: list[str], tmp_path: Path) -> None:
    folder = write(tmp_path / "rivier", hub=HUB.replace("promoter", "promotor"))
    done = run([sys.executable, "-m", *command], folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert "“promotor”: dat is geen instelling" in done.stderr


def test_no_server_starts_with_it(tmp_path: Path) -> None:
    folder = write(tmp_path / "rivier", level="heel veel")
    done = run([sys.executable, "-c", "import dashboard"], folder)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "indicator D3.90 niet: “level”" in done.stderr


def run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {"IMPACTMONITOR_HUB": str(folder), "PATH": str(Path(shutil.which("sh") or "/bin/sh").parent)}
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env=environment, stdin=subprocess.DEVNULL)


def test_the_store_of_another_hub_is_read_as_it_is_and_never_brought_up_to_date(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path}/hub.db"
    store = open_store(address)
    with store.engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '0002'"))
    store.engine.dispose()
    with pytest.raises(StoreError, match="andere versie van dit programma"):
        as_it_is(address)
    with sa.create_engine(address).connect() as connection:
        assert connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar() == "0002"


def test_a_database_of_something_else_that_is_taken_for_a_hub_s_store_stays_as_it_is(tmp_path: Path) -> None:
    with sa.create_engine(f"sqlite:///{tmp_path}/ander.db").begin() as connection:
        connection.execute(sa.text("CREATE TABLE andere (a)"))
    before = (tmp_path / "ander.db").read_bytes()
    with pytest.raises(StoreError, match="andere versie van dit programma"):
        as_it_is(f"sqlite:///{tmp_path}/ander.db")
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == {"ander.db": before}
