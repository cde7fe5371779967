"""`python -m data export` and `import`: a command that reads a store makes none, and one that fails leaves nothing behind."""

import errno
import json
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from data.__main__ import main
from data.store import transfer
from data.store.address import SETTING
from data.store.store import Store, open_store
from tests.reliability.record import record
from tests.store.confirming import Place, cases, confirm, fresh


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
    before = {p.name: p.read_bytes() for p in here.iterdir()}
    for name in ("ander.db", "leeg.db"):
        monkeypatch.setenv(SETTING, f"sqlite:///{here / name}")
        assert main(["export", "backup.zip"]) == 2
        assert f"Er is geen gegevensopslag {here / name}." in capsys.readouterr().err
    assert {p.name: p.read_bytes() for p in here.iterdir()} == before


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


Harm = Callable[[Path], object]
NOTHING: Harm = Path.exists
# By what is wrong: what is typed, the address of the store, what happens to the archive before, and what is said.
FAILING: dict[str, tuple[str, str, Harm, str]] = {
    "a name with a mistake": ("export uit.zip", "/{here}/weg.db", NOTHING, "Er is geen gegevensopslag {here}/weg.db."),
    "a relative one": ("export uit.zip", "weg.db", NOTHING, "Er is geen gegevensopslag {here}/weg.db."),
    "a folder": ("export uit.zip", "/{here}", NOTHING, "Er is geen gegevensopslag {here}."),
    "an archive that is missing": ("import {archive}", "/{here}/nieuw.db", Path.unlink, "“backup.zip” bestaat niet"),
    "no archive": ("import {archive}", "/{here}/nieuw.db", lambda archive: archive.write_bytes(b"PK"), "geen volledige back-up"),
    "a row that is refused": ("import {archive}", "/{here}/nieuw.db", _broken, "geen volledige back-up"),
}


def test_a_command_that_fails_says_so_and_leaves_nothing_behind(
    here: Path, archive: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    sound, wrong = archive.read_bytes(), {}
    for name, (words, address, harm, said) in FAILING.items():
        archive.write_bytes(sound)
        harm(archive)
        monkeypatch.setenv(SETTING, f"sqlite:///{address.format(here=str(here).lstrip('/'))}")
        code, told = main(words.format(archive=archive).split()), capsys.readouterr()
        if (code, told.out, said.format(here=here) in told.err, list(here.iterdir())) != (2, "", True, []):
            wrong[name] = told
    record("store-commands", tried=len(FAILING), failed=len(wrong))
    assert not wrong


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


@pytest.fixture
def stored(tmp_path: Path) -> Store:
    """A store with one version, in a folder of its own."""
    (tmp_path / "opslag").mkdir()
    made = fresh(tmp_path / "opslag")
    confirm(made, cases("K1"))
    return made


def test_a_backup_is_for_whoever_made_it_and_takes_no_file_away(here: Path, stored: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SETTING, str(stored.engine.url))
    (here / "backup.zip.part").write_text("van mij")
    assert main(["export", "backup.zip"]) == 0
    assert (here / "backup.zip").stat().st_mode & 0o777 == 0o600
    assert (here / "backup.zip.part").read_text() == "van mij"
    assert {p.name for p in here.iterdir()} == {"backup.zip", "backup.zip.part"}


def test_a_file_that_appears_during_an_export_stays(here: Path, stored: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv(SETTING, str(stored.engine.url))
    before = transfer.export_store

    def meanwhile(*asked: Any) -> int:
        (here / "backup.zip").write_text("van een ander")
        return before(*asked)

    monkeypatch.setattr(transfer, "export_store", meanwhile)
    assert main(["export", "backup.zip"]) == 2
    assert "bestaat al" in capsys.readouterr().err
    assert (here / "backup.zip").read_text() == "van een ander"


def test_a_name_that_no_disk_takes_is_told(here: Path, stored: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv(SETTING, str(stored.engine.url))
    assert main(["export", f"{'a' * 300}.zip"]) == 2
    assert "kon niet geschreven worden" in capsys.readouterr().err


def test_where_an_archive_can_t_get_its_name_nothing_is_left(
    here: Path, stored: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Half a back-up, or an empty one, would pass for a whole one."""

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setenv(SETTING, str(stored.engine.url))
    monkeypatch.setattr(Path, "replace", full)
    assert main(["export", "backup.zip"]) == 2
    assert "kon niet geschreven worden" in capsys.readouterr().err
    assert list(here.iterdir()) == []
