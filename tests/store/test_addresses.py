"""Which addresses are taken, and what is said of one that is wrong, or of a database that can't be reached."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from psycopg.pq import Conninfo

from data.store.address import SETTING, elsewhere, lasts, place, told
from data.store.errors import StoreError
from data.store.store import open_store
from scripts.serving import ROOT
from tests.store.confirming import cases, confirm, fresh


@pytest.mark.parametrize(
    ("pasted", "used"),
    [
        ("postgres://hub:geheim@db.voorbeeld.be:5433/hub?sslmode=require", "postgresql+psycopg://hub:geheim@db.voorbeeld.be:5433/hub?sslmode=require"),
        ("postgresql://hub@/hub?host=/run/postgresql", "postgresql+psycopg://hub@/hub?host=%2Frun%2Fpostgresql"),
        ("postgresql+psycopg2://hub:p%40ss@localhost/hub", "postgresql+psycopg://hub:p%40ss@localhost/hub"),
        ("  'postgresql+psycopg://hub@localhost/hub'\n", "postgresql+psycopg://hub@localhost/hub"),
        ("POSTGRES://hub@localhost/hub", "postgresql+psycopg://hub@localhost/hub"),
        ("sqlite:////srv/hub/impactmonitor.db", "sqlite:////srv/hub/impactmonitor.db"),
    ],
)
def test_what_people_paste_is_taken(pasted: str, used: str) -> None:
    assert place(pasted).render_as_string(hide_password=False) == used


WRONG = [
    "impactmonitor.db",
    "/srv/hub/impactmonitor.db",
    "mysql://hub:geheim@localhost/hub",
    "postgresql://hub:geheim@localhost:poort/hub",
    "postgresql://hub:zeer@geheim@localhost/hub",
    "postgresql://hub:zeer@ge/heim@localhost/hub",
    "postgresql://hub:zeer@geheim/nog@localhost/hub?sslmode=prefer",
    "jdbc:postgresql://localhost/hub?user=hub&password=geheim",
    "postgresql://hub:geheim@localhost/hub?bestaat_niet=1",
    "sqlite://",
    "sqlite:///",
    "sqlite:///:memory:",
    "sqlite://srv/hub.db",
]


@pytest.mark.parametrize("pasted", WRONG)
def test_a_wrong_address_is_said_in_one_sentence_without_the_password(pasted: str) -> None:
    with pytest.raises(StoreError, match=f"instelling {SETTING} is geen adres") as error:
        open_store(pasted)
    assert "geheim" not in str(error.value)


@pytest.mark.parametrize("where", ["postgresql://hub:geheim@127.0.0.1:1/hub", "postgresql://hub@/hub?host=/bestaat/niet"])
def test_a_store_that_can_t_be_reached_is_said_in_one_sentence(where: str, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(StoreError, match="niet bereikbaar"):
        open_store(where)
    assert "connection" in caplog.text, "whoever looks after the server reads why"
    assert "geheim" not in caplog.text


def test_a_typing_error_in_the_folder_is_no_empty_hub(tmp_path: Path) -> None:
    (tmp_path / "vol").write_text("geen map")
    for folder in ("vol", "bestaat-niet"):
        with pytest.raises(StoreError, match="map van de gegevensopslag bestaat niet"):
            open_store(f"sqlite:///{tmp_path}/{folder}/store.db")
    assert [f.name for f in tmp_path.iterdir()] == ["vol"]


def test_what_a_database_keeps_secret_is_never_told() -> None:
    """Whatever the library of PostgreSQL that is here calls so, also one that came later than this test."""
    secret = [option.keyword.decode() for option in Conninfo.get_defaults() if option.dispchar == b"*"]
    assert {"password", "sslpassword"} <= set(secret)
    where = place("postgresql://hub:geheim@localhost/hub?sslmode=prefer&" + "&".join(f"{name}=geheim" for name in secret))
    assert told(where) == "postgresql://hub:***@localhost/hub?sslmode=prefer"


def test_a_file_that_is_made_is_not_for_everybody_to_read(tmp_path: Path) -> None:
    confirm(fresh(tmp_path), cases("K1"))
    assert {p.name: p.stat().st_mode & 0o007 for p in tmp_path.iterdir()} == {"store.db": 0, "store.db-wal": 0, "store.db-shm": 0}


def test_the_command_line_says_it_too(tmp_path: Path) -> None:
    settings = {**os.environ, SETTING: "mysql://hub:geheim@localhost/hub"}
    command = [sys.executable, "-m", "data", "export", str(tmp_path / "backup.zip")]
    done = subprocess.run(command, cwd=ROOT, env=settings, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "geen adres van een databank" in done.stderr
    assert "geheim" not in done.stderr


@pytest.mark.parametrize(("where", "stays"), [("postgresql://hub@localhost/hub", True), ("sqlite:///store.db", False), ("", False)])
def test_a_disk_that_does_not_last_says_nothing_of_a_database_elsewhere(where: str, stays: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMPACTMONITOR_DISK", "temporary")
    monkeypatch.setenv(SETTING, where)
    assert lasts() is stays


@pytest.mark.parametrize(
    ("where", "server"),
    [
        ("postgres://hub:geheim@db.voorbeeld.be:5433/hub", "db.voorbeeld.be"),
        ("postgresql://hub@localhost/hub", ""),
        ("postgresql://hub@/hub?host=/run/postgresql", ""),
        ("", ""),
    ],
)
def test_a_page_can_say_on_which_server_the_versions_are(where: str, server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SETTING, where)
    assert elsewhere() == server
