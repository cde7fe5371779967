"""`python -m data import` puts a back-up back whole or not at all, whatever stands there, comes in between or lacks room."""

import errno
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from data.__main__ import main
from data.store.address import SETTING
from data.store.database import database, existing
from data.store.errors import StoreError
from data.store.sqlite_file import scrub
from data.store.store import open_store
from data.store.transfer import import_into
from scripts.serving import ROOT
from tests.store.confirming import cases, confirm, fresh
from tests.store.disks import Disk, Limited, may_mount, mounted, rest


def _killed(here: Path) -> None:
    """Four versions confirmed by a program that was killed: they stand in the log beside the file."""
    script = (
        "import os, sys; from pathlib import Path; from tests.store.confirming import cases, confirm, fresh\n"
        "store = fresh(Path(sys.argv[1]))\n"
        "for n in range(4): confirm(store, cases(f'OUD{n}'))\n"
        "os._exit(9)"
    )
    assert subprocess.run([sys.executable, "-c", script, str(here)], cwd=ROOT, check=False).returncode == 9
    assert (here / "store.db-wal").stat().st_size


def test_the_log_of_an_old_store_is_never_played_into_a_new_one(
    here: Path, archive: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(SETTING, f"sqlite:///{here / 'store.db'}")
    _killed(here)
    (here / "store.db").rename(here / "opzij.db")
    left = {p.name: p.read_bytes() for p in here.iterdir()}
    assert main(["import", str(archive)]) == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "store.db-wal, store.db-shm" in told
    assert "leg ze opzij" in told
    with pytest.raises(StoreError, match=r"store\.db-wal"):
        open_store()  # SQLite deletes the log where the file that it belongs to is empty
    assert {p.name: p.read_bytes() for p in here.iterdir()} == left, "the versions in it are still there"
    for end in ("-wal", "-shm"):
        (here / f"store.db{end}").rename(here / f"opzij.db{end}")
    assert main(["import", str(archive)]) == 0
    assert len(open_store().history()) == 2
    assert len(fresh(here, "opzij").history()) == 4


def test_a_file_that_is_called_like_half_an_import_is_of_somebody_else(here: Path, archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SETTING, f"sqlite:///{here / 'store.db'}")
    (here / "store.db.part").write_text("van mij")
    assert main(["import", str(archive)]) == 0
    assert (here / "store.db.part").read_text() == "van mij"


def test_of_imports_at_once_one_fills_the_store_and_the_others_say_that_it_is_filled(here: Path, archive: Path) -> None:
    for turn in range(5):
        address = f"sqlite:///{here / f'{turn}.db'}"
        together = threading.Barrier(4)
        with ThreadPoolExecutor(4) as people:
            told = list(people.map(lambda _, address=address, together=together: _restored(address, archive, together), range(4)))
        assert sorted(told, key=str) == [2, "store-not-empty", "store-not-empty", "store-not-empty"]
        assert open_store(address).head() == 2
    assert {p.name for p in here.iterdir() if not p.name.endswith(("-wal", "-shm"))} == {f"{turn}.db" for turn in range(5)}


def _restored(address: str, archive: Path, together: threading.Barrier) -> int | str:
    together.wait()
    try:
        return import_into(address, archive)
    except StoreError as error:
        return error.key


def test_a_store_that_appears_at_the_very_last_moment_is_not_replaced(here: Path, archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    link = os.link

    def late(*names: Path) -> None:
        confirm(fresh(here), cases("K9"))
        link(*names)

    monkeypatch.setattr(os, "link", late)
    with pytest.raises(StoreError, match="bevat al gegevens"):
        import_into(f"sqlite:///{here / 'store.db'}", archive)
    assert fresh(here).head() == 1


def test_a_disk_without_hard_links_is_filled_too(here: Path, archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: Path) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refused)
    assert import_into(f"sqlite:///{here / 'store.db'}", archive) == 2
    assert fresh(here).head() == 2


def test_a_folder_may_be_called_anything(here: Path, archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("wat?", "50%41", "a#b", "a@b c"):
        (here / name).mkdir()
        monkeypatch.chdir(here / name)
        assert import_into("sqlite:///store.db", archive) == 2
        assert open_store("sqlite:///store.db").head() == 2
        database.cache_clear()


def test_a_link_to_where_the_store_will_be_stays_a_link(here: Path, archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "schijf").mkdir()
    for name, fill in (("store", lambda url: import_into(url, archive)), ("ander", lambda url: confirm(open_store(url), cases("K1")))):
        (here / f"{name}.db").symlink_to(here / "schijf" / f"{name}.db")
        fill(f"sqlite:///{here / f'{name}.db'}")
        assert (here / f"{name}.db").is_symlink()
        assert (here / "schijf" / f"{name}.db").stat().st_mode & 0o007 == 0
    (here / "los.db").symlink_to(here / "weg" / "los.db")
    for do in (lambda url: import_into(url, archive), open_store):
        with pytest.raises(StoreError, match="map van de gegevensopslag bestaat niet"):
            do(f"sqlite:///{here / 'los.db'}")
        assert (here / "los.db").is_symlink()


@pytest.fixture(params=["limited", *(["mounted"] if may_mount() else [])])
def disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Disk]:
    """A disk that can be filled."""
    if request.param == "limited":
        (tmp_path / "disk").mkdir()
        made = Limited(tmp_path / "disk")
        yield made
        made.clear()
    else:
        with mounted(tmp_path / "disk") as small:
            yield small


def test_an_import_on_a_disk_that_is_full_says_that_nothing_was_restored(
    disk: Disk, archive: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(SETTING, f"sqlite:///{disk.folder / 'store.db'}")
    ends = set()
    for left in (0, 8 << 10, 40 << 10, 80 << 10, 120 << 10, 150 << 10, 200 << 10, 260 << 10, 330 << 10, 2 << 20):
        disk.fill(left)
        code = main(["import", str(archive)])
        disk.clear()
        told = capsys.readouterr().err
        if code:
            assert "Er is niets gewijzigd" in told, left
            assert list(disk.folder.iterdir()) == []
        else:
            assert open_store().head() == 2, left
            database.cache_clear()
            for path in disk.folder.iterdir():
                path.unlink()
        ends.add(code)
    assert ends == {0, 2}, "the sizes lie around the moment itself"


def test_an_import_into_an_empty_store_on_a_full_disk_says_it_too(disk: Disk, archive: Path) -> None:
    address = f"sqlite:///{disk.folder / 'store.db'}"
    store = open_store(address)
    rest(store)
    disk.fill()
    with pytest.raises(StoreError, match="Er is niets gewijzigd"):
        import_into(address, archive)
    disk.clear()
    assert import_into(address, archive) == 2
    store.engine.dispose()


def test_a_purge_on_a_disk_that_is_full_after_it_is_done(disk: Disk) -> None:
    store = open_store(f"sqlite:///{disk.folder / 'store.db'}")
    confirm(store, cases("K1"))
    disk.fill()
    scrub(store.engine)
    disk.clear()
    store.engine.dispose()


LONG = "n" * 300


@pytest.mark.parametrize(
    ("words", "address", "told"),
    [
        (["export", "backup.zip"], f"{{here}}/{LONG}.db", "niet bereikbaar"),
        (["import", "{archive}"], f"{{here}}/{LONG}.db", "niet bereikbaar"),
        (["import", "{archive}"], "{here}/brief/store.db", "map van de gegevensopslag bestaat niet"),
        (["import", f"{LONG}.zip"], "{here}/store.db", "bestaat niet"),
    ],
)
def test_a_path_that_can_t_be_is_told_in_one_sentence(  # type: ignore[no-untyped-def]
    words, address: str, told: str, here: Path, archive: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "brief").touch()
    monkeypatch.setenv(SETTING, f"sqlite:///{address.format(here=here)}")
    assert main([word.format(archive=archive) for word in words]) == 2
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert told in err
    assert [p.name for p in here.iterdir()] == ["brief"]


def test_a_folder_of_another_user_is_told_in_one_sentence(archive: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A system never forbids root anything, so that it is said here what it says to others."""

    def forbidden(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    address = "sqlite:////srv/anders/store.db"
    monkeypatch.setenv(SETTING, address)
    stat = Path.stat
    monkeypatch.setattr(Path, "stat", lambda self, **how: forbidden() if "anders" in str(self) else stat(self, **how))
    monkeypatch.chdir(archive.parent)
    for words in (["export", "uit.zip"], ["import", str(archive)]):
        assert main(words) == 2
        assert "niet bereikbaar" in capsys.readouterr().err
    for look in (existing, partial(import_into, source=archive)):  # the settings are right, and then it is taken away
        with pytest.raises(StoreError, match="niet bereikbaar"):
            look(address)
