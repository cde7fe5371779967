"""`python -m data export` and `import`: a command that reads a store makes none, and one that fails leaves nothing behind."""

import json
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from data.__main__ import main
from data.store.database import SETTING
from data.store.store import open_store
from data.store.transfer import export_store
from tests.reliability.record import record
from tests.store.confirming import Place, cases, confirm, fresh


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A backup of a store with two versions, in a folder of its own."""
    folder = tmp_path / "elders"
    folder.mkdir()
    store = fresh(folder)
    confirm(store, cases("K1"))
    confirm(store, cases("K1", "K2"), "update")
    export_store(store, folder / "backup.zip")
    store.engine.dispose()
    return folder / "backup.zip"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which somebody types."""
    folder = tmp_path / "hier"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


ABSENT = {"sqlite:////{here}/weg.db": "{here}/weg.db", "sqlite:///weg.db": "{here}/weg.db", "sqlite:////{here}": "{here}"}


@pytest.mark.parametrize(("address", "named"), ABSENT.items())
def test_export_makes_no_store(address: str, named: str, here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv(SETTING, address.format(here=str(here).lstrip("/")))
    assert main(["export", "backup.zip"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert f"Er is geen gegevensopslag {named.format(here=here)}." in told.err
    assert SETTING in told.err
    assert list(here.iterdir()) == []


def test_three_slashes_where_four_were_meant_are_told(here: Path, archive: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv(SETTING, "sqlite:///srv/hub/weg.db")
    for words in (["export", "backup.zip"], ["import", str(archive)], ["doctor"]):
        assert main(words) != 0
        told = capsys.readouterr()
        assert f"{here}/srv/hub/weg.db" in told.out + told.err
        assert "sqlite:////srv/hub/weg.db" in told.out + told.err
    monkeypatch.setenv(SETTING, "sqlite:///weg.db")
    assert main(["export", "backup.zip"]) == 2
    assert "////" not in capsys.readouterr().err, "that may well be what was meant"


def test_export_leaves_a_database_of_something_else_alone(here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    with closing(sqlite3.connect(here / "ander.db")) as connection:
        connection.execute("CREATE TABLE andere (a)")
        connection.commit()
    (here / "leeg.db").touch()
    for name in ("ander.db", "leeg.db"):
        monkeypatch.setenv(SETTING, f"sqlite:///{here / name}")
        assert main(["export", "backup.zip"]) == 2
        assert f"Er is geen gegevensopslag {here / name}." in capsys.readouterr().err
    with closing(sqlite3.connect(here / "ander.db")) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("andere",)]
    assert (here / "leeg.db").stat().st_size == 0
    assert {p.name for p in here.iterdir()} == {"ander.db", "leeg.db"}


def test_a_database_on_a_server_that_is_no_store_stays_as_it_is(
    here: Path, place: Place, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(SETTING, place.address())
    assert main(["export", "backup.zip"]) == 2
    told = capsys.readouterr().err
    assert "Er is geen gegevensopslag " in told
    assert "psycopg" not in told
    assert list(here.iterdir()) == []


def test_a_relative_address_is_told_in_full(here: Path, archive: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv(SETTING, "sqlite:///nieuw.db")
    assert main(["import", str(archive)]) == 0
    assert str(here / "nieuw.db") in capsys.readouterr().out
    assert main(["export", "backup.zip"]) == 0
    told = capsys.readouterr().out
    assert str(here / "nieuw.db") in told
    assert str(here / "backup.zip") in told
    assert open_store("sqlite:///nieuw.db").head() == 2
    assert {p.name for p in here.iterdir() if not p.name.endswith(("-wal", "-shm"))} == {"nieuw.db", "backup.zip"}


def _broken(archive: Path) -> None:
    """Whole by its sums, but with a row that the database refuses."""
    with zipfile.ZipFile(archive) as good:
        parts = {name: good.read(name) for name in good.namelist()}
    found = json.loads(parts["store.json"])
    found["received"][0]["sha256"] = "weg"
    with zipfile.ZipFile(archive, "w") as bad:
        for name, raw in {**parts, "store.json": json.dumps(found).encode()}.items():
            bad.writestr(name, raw)


FAILING = {
    "missing": (lambda archive: archive.unlink(), "“backup.zip” bestaat niet"),
    "no archive": (lambda archive: archive.write_bytes(b"PK"), "geen volledige back-up"),
    "a row that is refused": (_broken, "geen volledige back-up"),
}


@pytest.mark.parametrize(("harm", "told"), FAILING.values(), ids=FAILING)
def test_an_import_that_fails_leaves_nothing_behind(
    harm, told: str, here: Path, archive: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setenv(SETTING, f"sqlite:///{here / 'nieuw.db'}")
    harm(archive)
    assert main(["import", str(archive)]) == 2
    assert told in capsys.readouterr().err
    assert list(here.iterdir()) == []
    record("store-commands", tried=len(ABSENT) + len(FAILING), failed=0)


def test_a_store_that_is_there_is_filled_only_when_it_is_empty(
    here: Path, archive: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(SETTING, f"sqlite:///{here / 'store.db'}")
    store = fresh(here)
    assert main(["import", str(archive)]) == 0
    assert store.head() == 2
    assert main(["import", str(archive)]) == 2
    assert "bevat al gegevens" in capsys.readouterr().err
    assert store.head() == 2


def test_a_store_that_appears_during_an_import_is_not_replaced(
    here: Path, archive: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As when the dashboard starts at that moment."""
    from data.store import transfer

    monkeypatch.setenv(SETTING, f"sqlite:///{here / 'store.db'}")
    count_on = transfer._count_on
    monkeypatch.setattr(transfer, "_count_on", lambda connection: (confirm(fresh(here), cases("K9")), count_on(connection)))
    assert main(["import", str(archive)]) == 2
    assert "bevat al gegevens" in capsys.readouterr().err
    assert [v.number for v in fresh(here).history()] == [1]
    assert not [p for p in here.iterdir() if ".part" in p.name]
