"""Every setting is declared once, and a mistake in one gets a sentence at the start, all of them at once."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from data import settings
from data.archive import Limits
from data.settings import OURS, SETTINGS, WrongSettingError, mistakes
from scripts.serving import free_port

ROOT = Path(__file__).parent.parent
FOLDERS = ("data", "metrics", "charts", "reports", "ui", "pages", "locales")
SOURCES = [p for folder in (*FOLDERS, "scripts", "deploy") for p in (ROOT / folder).rglob("*.*")]


def test_every_setting_that_the_program_reads_is_declared_and_every_one_that_is_declared_is_read() -> None:
    texts = [p.read_text(encoding="utf-8") for p in SOURCES if p.suffix in {".py", ".yaml", ".example", ".service"} and p.name != "settings.py"]
    used = {name for text in texts for name in re.findall(r"IMPACTMONITOR_[A-Z_]+", text)}
    assert used == set(OURS)


def test_no_module_of_the_product_looks_into_the_environment_by_itself() -> None:
    """What they ask there is asked of `data.settings`, which knows no other names than the declared ones: so the page lists them all."""
    product = [ROOT / "dashboard.py", *(p for folder in FOLDERS for p in (ROOT / folder).rglob("*.py"))]
    looking = {p.relative_to(ROOT).as_posix() for p in product if _looks(ast.parse(p.read_text(encoding="utf-8")))}
    assert looking == {"data/settings.py"}


def _looks(module: ast.Module) -> bool:
    asked = {n.attr for n in ast.walk(module) if isinstance(n, ast.Attribute)}
    taken = {name.name for n in ast.walk(module) if isinstance(n, ast.ImportFrom) and n.module == "os" for name in n.names}
    return bool((asked | taken) & {"environ", "environb", "getenv", "getenvb"})


def test_a_setting_that_is_not_declared_can_t_be_asked() -> None:
    with pytest.raises(KeyError):
        settings.value("IMPACTMONITOR_OTHER")


def test_the_browser_is_a_setting_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """It has a name that others use as well: what looks like it is theirs, and no mistake."""
    monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")
    assert settings.value("CHROMIUM") == "/nowhere/chromium"
    assert "`CHROMIUM`" in settings.page()
    assert mistakes(environment={"CHROMIUM_": "x", "CHROMIUMS": "x", "CHROMIUM": "/nowhere/chromium"}) == []
    (error,) = mistakes(environment={"IMPACTMONITOR_CHROMIUM": "x"})
    assert "IMPACTMONITOR_CHROMIUM bestaat niet" in error.message()


@pytest.mark.parametrize("name", ["IMPACTMONITOR_MAX_MIB", "IMPACTMONITOR_MAX_UNPACKED_GIB", "IMPACTMONITOR_MAX_SECONDS", "IMPACTMONITOR_MAX_MEMORY_GIB"])
@pytest.mark.parametrize(("said", "meant"), [("1,5", 1.5), ("1.5", 1.5), ("3", 3), ("0,001", 0.001), ("0.500", 0.5), ("1.0625", 1.0625), ("1000", 1000)])
def test_decimals_are_written_with_a_comma_or_a_point(monkeypatch: pytest.MonkeyPatch, name: str, said: str, meant: float) -> None:
    monkeypatch.setenv(name, said)
    assert mistakes(environment={name: said}) == []
    assert settings.number(name, 1) == meant
    assert meant in vars(Limits.from_settings()).values()


@pytest.mark.parametrize("said", ["1,5", "1.5", "3.000.000", "1e3", "3_000", "٣"])
def test_rows_are_whole_and_anything_else_is_told(said: str) -> None:
    (error,) = mistakes(environment={"IMPACTMONITOR_MAX_ROWS": said})
    assert f"staat op “{said}”. Schrijf een geheel getal boven 0, zoals 3000000" in error.message()


def test_thousands_with_points_and_commas_are_told() -> None:
    (error,) = mistakes(environment={"IMPACTMONITOR_MAX_MIB": "1.000,5"})
    assert "Schrijf een getal boven 0, zoals 200" in error.message()


@pytest.mark.parametrize("said", ["1.000", "1,000", "12.500", "200,000"])
def test_what_may_be_thousands_or_decimals_is_not_guessed(said: str) -> None:
    (error,) = mistakes(environment={"IMPACTMONITOR_MAX_MIB": said})
    assert f"staat op “{said}”" in error.message()
    assert "tussen duizendtallen kunnen niet" in error.message()


@pytest.mark.parametrize("said", ["1_0", "٣", "١,٥", "1e3", "inf", "0x10", "1.5.5", "1,"])
def test_a_number_is_written_in_digits_as_people_here_write_them(said: str) -> None:
    (error,) = mistakes(environment={"IMPACTMONITOR_MAX_MIB": said})
    assert f"staat op “{said}”. Schrijf een getal boven 0, zoals 200" in error.message()


def test_the_page_is_up_to_date() -> None:
    assert settings.PAGE.read_text(encoding="utf-8") == settings.page(), "run `make docs`"
    assert settings.page("en") != settings.page()


WRONG = {
    "IMPACTMONITOR_DATABASE_URL": ("mysql://hub:geheim@localhost/hub", "geen adres van een databank"),
    "IMPACTMONITOR_DISK": ("tijdelijk", "Schrijf temporary"),
    "IMPACTMONITOR_HUB": ("/bestaat/niet", "map van de hub, /bestaat/niet, bestaat niet"),
    "IMPACTMONITOR_TOGETHER": ("/bestaat/niet.yaml", "bestaat/niet.yaml ontbreekt"),
    "IMPACTMONITOR_WITHOUT_SIGN_IN": ("ja", "Schrijf iedereen-mag-alles"),
    "IMPACTMONITOR_MAX_MIB": ("200 MB", "staat op “200 MB”. Schrijf een getal boven 0, zoals 200"),
    "IMPACTMONITOR_MAX_UNPACKED_GIB": ("nan", "staat op “nan”. Schrijf een getal boven 0"),
    "IMPACTMONITOR_MAX_ROWS": ("-1", "staat op “-1”"),
    "IMPACTMONITOR_MAX_SECONDS": ("0", "staat op “0”. Schrijf een getal boven 0"),
    "IMPACTMONITOR_MAX_MEMORY_GIB": ("4 GB", "staat op “4 GB”. Schrijf een getal boven 0"),
    "IMPACTMONITOR_LOG": ("xml", "Schrijf text, json"),
    "IMPACTMONITOR_DATABASE_PASSWORD": ("p@ss", "enkel letters en cijfers"),
}  # fmt: skip


@pytest.mark.parametrize("name", [s.name for s in SETTINGS])
def test_a_value_that_can_t_be_used_is_told_in_one_sentence(name: str) -> None:
    if name not in WRONG:
        assert name in {"IMPACTMONITOR_ACCESS", "CHROMIUM"}, "their own checks tell (tests/access/test_opening.py, tests/store/test_doctor.py)"
        return
    value, words = WRONG[name]
    (error,) = mistakes(environment={name: value})
    assert words in error.message()
    assert "geheim" not in error.message()
    assert error.message("en") != error.message()
    assert mistakes(environment={name: ""}) == [], "set to nothing is not set"


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("IMPACTMONITOR_DATABSE_URL", "IMPACTMONITOR_DATABASE_URL"),
        ("IMPACTMONITOR_MAXMIB", "IMPACTMONITOR_MAX_MIB"),
        ("impactmonitor_hub", "IMPACTMONITOR_HUB"),
        ("IMPACTMONITR_HUB", "IMPACTMONITOR_HUB"),
        ("IMPACTMONITOR_WITHOUT_SIGNIN", "IMPACTMONITOR_WITHOUT_SIGN_IN"),
    ],
)
def test_a_typing_error_in_a_name_is_told_with_the_name_that_was_meant(name: str, nearest: str) -> None:
    (error,) = mistakes(environment={name: "x", "PATH": "/bin", "LANG": "nl_BE"})
    assert f"{name} bestaat niet. Bedoelde je {nearest}?" in error.message()


def test_good_settings_have_nothing_wrong(tmp_path: Path) -> None:
    here = {"IMPACTMONITOR_HUB": str(ROOT / "hubs" / "kempen"), "IMPACTMONITOR_DATABASE_URL": f"sqlite:///{tmp_path}/nieuw.db"}
    good = {s.name: s.example for s in SETTINGS} | here
    del good["IMPACTMONITOR_TOGETHER"]
    assert mistakes(environment=good) == []


@pytest.mark.parametrize(("address", "words"), [
    ("sqlite:///{}", "IMPACTMONITOR_DATABASE_URL"), ("sqlite:///{}/weg/store.db", "De map van de gegevensopslag bestaat niet"),
    ("sqlite:///srv-die-er-niet-is/hub/store.db", "schrijf vier schuine strepen"), ("sqlite:///:memory:", "is geen adres van een databank"),
    ("sqlite:///file:store.db?uri=true", "is geen adres van een databank"), ("sqlite:///{}/store.db?uri=true", "is geen adres van een databank"),
])  # fmt: skip
def test_a_file_where_no_store_can_be_is_told_before_the_start(address: str, words: str, tmp_path: Path) -> None:
    (error,) = mistakes(environment={"IMPACTMONITOR_DATABASE_URL": address.format(tmp_path)})
    assert words in error.message()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["IMPACTMONITOR_SERVICE_HOST", "IMPACTMONITOR_SERVICE_PORT_HTTP", "IMPACTMONITOR_PORT", "IMPACTMONITOR_PORT_8501_TCP_ADDR"])
def test_what_others_set_beside_us_is_no_mistake(name: str) -> None:
    assert mistakes(environment={name: "10.0.0.5"}) == []


def test_a_command_tells_it_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMPACTMONITOR_MAX_ROWS", "veel")
    with pytest.raises(WrongSettingError, match="geheel getal"):
        Limits.from_settings()
    monkeypatch.setenv("IMPACTMONITOR_MAX_ROWS", "")
    assert Limits.from_settings() == Limits()


def test_no_server_starts_and_all_mistakes_are_told_at_once() -> None:
    wrong = {name: value for name, (value, _) in WRONG.items()} | {"IMPACTMONITOR_HUBB": "x"}
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(free_port()), "--server.headless", "true"]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | wrong, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    for _, words in [*WRONG.values(), ("", "Bedoelde je IMPACTMONITOR_HUB?")]:
        assert done.stderr.count(words) == 1, words
    assert "geheim" not in done.stderr


@pytest.mark.parametrize(
    "address", ["sqlite:///{}/nieuw.db", "sqlite:///deliveries/nieuw.db", "postgresql://hub:geheim@server/hub%40kempen", "sqlite:///{}/een%20map.db?timeout=5"]
)
def test_a_store_that_can_be_made_is_no_mistake(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert mistakes(environment={"IMPACTMONITOR_DATABASE_URL": address.format(tmp_path)}) == []
