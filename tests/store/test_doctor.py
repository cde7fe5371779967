"""`python -m data doctor` finds whatever is wrong with a store and around it, says what to do, and changes nothing."""

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
import yaml

from data.__main__ import main
from data.doctor import STAGES, Around, Finding, as_json, as_text, examine, failed
from data.store.store import Store, open_store
from locales import LANGUAGES, texts
from metrics.catalogue import catalogue, indicator_names
from metrics.scorecard import scorecard
from reports.chromium import chromium
from scripts.serving import ROOT
from tests import postgresql
from tests.reliability.record import record
from tests.store.confirming import Place, cases, confirm, fresh
from tests.store.disks import may_mount, mounted, rest
from tests.store.test_released import put

FINE = ("ok", "info")
AROUND = Around(indicator_names, lambda dataset: scorecard(dataset, date(2024, 12, 31)), [catalogue], lambda: "/usr/bin/chromium")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A healthy store that nobody uses right now."""
    store = fresh(tmp_path)
    confirm(store, cases("K1"))
    confirm(store, cases("K1", "K2"), "update")
    store.undo(2, 1, "An", "terug")
    rest(store)
    store.engine.dispose()
    (tmp_path / "store.db").chmod(0o600)
    return tmp_path / "store.db"


def told(file: Path, around: Around = AROUND) -> dict[str, Finding]:
    """What is not in order, by its code; the file is as it was afterwards."""
    before = {p.name: p.read_bytes() for p in file.parent.iterdir() if p.is_file() and not p.name.endswith("-shm")}
    found = examine(f"sqlite:///{file}", around)
    assert {p.name: p.read_bytes() for p in file.parent.iterdir() if p.is_file() and not p.name.endswith("-shm")} == before, "nothing was changed"
    for _, finding in found:
        for lang in LANGUAGES:
            assert "{" not in finding.message(lang)
    return {f.code: f for _, f in found if f.level not in FINE}


def test_a_healthy_store_is_in_order_in_every_respect(file: Path) -> None:
    found = examine(f"sqlite:///{file}", AROUND)
    assert [name for name, f in found if f.level not in FINE] == []
    assert [name for name, _ in found] == ["store", "settings", "browser", *(name for stage in STAGES for name in stage if name != "allowed")]
    assert not failed(found)
    assert as_json(found, "nl")["ok"] is True
    first, *lines = as_text(found, "nl").splitlines()
    assert first == f"nagekeken: {file}"
    assert {line.split(":")[0] for line in lines} == {"in orde"}


def forced(file: Path, *statements: str) -> None:
    """As somebody who works in the file by hand: without our rules."""
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys=OFF")
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _torn(file: Path) -> None:
    raw = bytearray(file.read_bytes())
    raw[4096 * 3 + 8 : 4096 * 5] = b"\xff" * (4096 * 2 - 8)
    file.write_bytes(bytes(raw))


def _world(file: Path) -> None:
    file.chmod(0o644)


def _leftover(file: Path) -> None:
    """As after a program that was killed, of which somebody copied a part."""
    copy = file.with_name("copy.db")
    shutil.copy(file, copy)
    with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA wal_autocheckpoint=0")
        connection.execute("CREATE TABLE IF NOT EXISTS other (a)")
        shutil.copy(f"{copy}-wal", f"{file}-wal")
    for name in ("copy.db", "copy.db-wal", "copy.db-shm"):
        file.with_name(name).unlink(missing_ok=True)


HARMS: dict[str, Callable[[Path], None]] = {
    "absent": lambda f: f.unlink(),
    "rights": _world,
    "integrity": _torn,
    "empty": lambda f: f.write_bytes(b""),
    "foreign": lambda f: (f.unlink(), sqlite3.connect(f).execute("CREATE TABLE andere (a)").connection.close())[0],
    "newer": lambda f: forced(f, "UPDATE alembic_version SET version_num = '9999'"),
    "older": lambda f: forced(f, "UPDATE alembic_version SET version_num = '0003'"),
    "tables": lambda f: forced(f, "DROP TABLE report_files"),
    "references": lambda f: forced(f, "UPDATE received SET sha256 = 'weg' WHERE version = 2"),
    "recipe": lambda f: forced(f, "UPDATE versions SET recipe = '{}' WHERE number = 2"),
    "lacks": lambda f: forced(f, "DELETE FROM files WHERE sha256 = (SELECT sha256 FROM received WHERE version = 2)"),
    "line": lambda f: forced(f, "DELETE FROM received WHERE version = 2", "DELETE FROM versions WHERE number = 2"),
    "contents": lambda f: forced(f, "UPDATE files SET content = zeroblob(size)"),
    "log": lambda f: forced(f, "DELETE FROM log WHERE id = 2"),
    "nothing": lambda f: forced(f, *(f"DELETE FROM {t}" for t in ("received", "versions", "files", "log"))),
    "leftovers": _leftover,
    "apart": lambda f: (_leftover(f), f.rename(f.with_name("opzij.db"))),
}  # fmt: skip


def test_a_store_that_is_harmed_is_told_so_with_what_to_do(file: Path) -> None:
    sound, missed = file.read_bytes(), {}
    for code, harm in HARMS.items():
        for path in file.parent.iterdir():
            path.unlink()
        file.touch(0o600)
        file.write_bytes(sound)
        harm(file)
        if code not in (found := told(file)):
            missed[code] = found
    record("doctor", tried=len(HARMS), failed=len(missed))
    assert not missed


@pytest.mark.parametrize("empty", [False, True])
def test_a_log_without_its_store_is_told_and_nobody_is_sent_to_start_the_dashboard(empty: bool, file: Path) -> None:
    """SQLite deletes such a log, and the versions in it, when it makes the file anew."""
    HARMS["apart"](file)
    if empty:
        file.touch(0o600)
    found = told(file)
    assert set(found) == {"apart"}, "and no advice beside it"
    assert found["apart"].level == "error"
    said = found["apart"].message("nl")
    assert f"{file.name}-wal" in said
    assert "Start het dashboard niet" in said


def test_who_puts_a_damaged_store_aside_hears_of_what_stands_beside_it(file: Path) -> None:
    for code in ("integrity", "references"):
        assert f"{file}-wal en {file}-shm" in _after(code, file).message("nl")


def _after(code: str, file: Path) -> Finding:
    sound = file.read_bytes()
    HARMS[code](file)
    found = told(file)[code]
    file.write_bytes(sound)
    return found


def test_a_store_that_is_no_database_is_told(file: Path) -> None:
    file.write_bytes(b"Dit is een brief." * 500)
    assert found_codes(file) == {"integrity"}


def found_codes(file: Path) -> set[str]:
    return {code for code, finding in told(file).items() if finding.level == "error"}


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    (code,) = {f.code for _, f in examine(f"sqlite:///{tmp_path}/weg/store.db", AROUND) if f.level == "error"}
    assert code == "folder"


def test_a_latest_version_that_rests_on_an_erased_file_or_has_no_figures_is_told(file: Path) -> None:
    def broken(_: object) -> object:
        raise ZeroDivisionError

    assert "figures" in told(file, Around(indicator_names, broken, [], lambda: None))
    forced(file, "UPDATE files SET content = NULL")
    assert "store-version-erased" in told(file)


def test_what_is_around_it_is_looked_at_too(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMPACTMONITOR_MAX_MIBB", "1")
    monkeypatch.setenv("IMPACTMONITOR_MAX_ROWS", "veel")
    found = told(file, Around(indicator_names, lambda _: None, [], lambda: None))
    assert {"setting-unknown", "setting-whole", "browser"} == set(found)
    assert found["browser"].level == "warning"


@pytest.mark.parametrize("mistaken", [False, True])
def test_who_may_sign_in_is_looked_at_as_the_start_of_the_dashboard_does(mistaken: bool, file: Path, tmp_path: Path) -> None:
    secrets, people = tmp_path / ".streamlit" / "secrets.toml", tmp_path / "access.toml"
    secrets.parent.mkdir()
    secret = "kort" if mistaken else "x" * 32
    secrets.write_text(
        f'[auth]\ncookie_secret = "{secret}"\nredirect_uri = "http://localhost/oauth2callback"\nclient_id = "hub"\nclient_secret = "geheim"\n'
        'server_metadata_url = "http://localhost/.well-known/openid-configuration"\n',
        encoding="utf-8",
    )
    people.write_text('lezers = ["an@hub.example"]' if mistaken else 'lezer = ["an@hub.example"]', encoding="utf-8")
    settings = {"HOME": str(tmp_path), "USERPROFILE": str(tmp_path), "IMPACTMONITOR_ACCESS": str(people)}
    command = [sys.executable, "-m", "data", "doctor", "--store", f"sqlite:///{file}"]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | settings, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.returncode == mistaken
    assert ("korter dan 32 tekens" in done.stdout, "“lezers” is geen rol" in done.stdout) == (mistaken, mistaken), "all of it at once"


def test_a_logo_that_the_hub_names_and_does_not_have_is_told(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from data.hub import load_hub

    folder = tmp_path / "hub"
    shutil.copytree(load_hub().folder, folder)
    declared = yaml.safe_load((folder / "hub.yaml").read_text(encoding="utf-8"))
    declared["phases"][0]["logos"] = ["weg.png"]
    (folder / "hub.yaml").write_text(yaml.safe_dump(declared), encoding="utf-8")
    monkeypatch.setenv("IMPACTMONITOR_HUB", str(folder))
    load_hub.cache_clear()
    try:
        assert any(logo.name == "weg.png" for brands in load_hub().brands.values() for brand in brands.values() for logo in brand.logos)
        assert "logo-missing" in told(file)
    finally:
        monkeypatch.undo()
        load_hub.cache_clear()


def test_a_disk_that_is_nearly_full_or_read_only_is_told(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if may_mount():
        with mounted(tmp_path / "disk") as small:
            shutil.copy(file, small.folder / "store.db")
            small.lock(True)
            assert {"room", "writable"} <= {f.code for _, f in examine(f"sqlite:///{small.folder}/store.db", AROUND) if f.level == "error"}
    free = shutil.disk_usage(tmp_path)
    for left, level in ((10 << 20, "error"), (100 << 20, "warning")):
        monkeypatch.setattr(shutil, "disk_usage", lambda _, left=left: free._replace(free=left))
        assert told(file)["room"].level == level
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert told(file)["writable"].level == "error"


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[str, Store]]:
    """A healthy store on PostgreSQL."""
    where = Place(tmp_path, "postgresql")
    store = fresh(where)
    confirm(store, cases("K1"))
    yield where.address(), store
    store.engine.dispose()
    postgresql.remove(where.address())


def test_a_store_on_postgresql_is_looked_at_in_the_same_way(served: tuple[str, Store]) -> None:
    address, store = served

    def codes() -> set[str]:
        return {f.code for _, f in examine(address, AROUND) if f.level not in FINE}

    assert codes() == set()
    looked = [name for name, _ in examine(address, AROUND)]
    assert looked == ["store", "settings", "browser", "reachable", "schema", "allowed", "line", "contents", "current", "log"], "no word of a file"
    with store.engine.begin() as connection:
        connection.execute(sa.text("UPDATE files SET content = 'x'"))
    assert codes() == {"contents", "store-damaged"}
    with store.engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    assert codes() == {"newer"}
    name = address.partition("?")[0].rpartition("/")[2]
    (reason,) = [f for _, f in examine(address.replace(name, "weg"), AROUND) if f.level == "error"]
    assert "niet bereikbaar" in reason.message("nl")


def test_an_older_store_is_told_and_not_brought_up_to_date(place: Place) -> None:
    found = {f.code: f.level for _, f in examine(put("0002", place), AROUND) if f.level not in FINE}
    assert found.get("older") == "warning"
    assert "error" not in found.values()
    with sa.create_engine(place.address("old").replace("postgresql://", "postgresql+psycopg://")).connect() as connection:
        assert connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar() == "0002"


def test_no_password_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    for address in ("postgresql://hub:geheim@127.0.0.1:1/hub", "postgres://127.0.0.1:1/hub?user=hub&password=geheim&sslmode=prefer"):
        found = examine(address, AROUND)
        assert "reachable" in {f.code for _, f in found}
        said = as_text(found, "nl") + json.dumps(as_json(found, "en"))
        assert "geheim" not in said
        assert "psycopg" not in said, "as people write it"
    assert as_text(found, "nl").startswith("nagekeken: postgresql://127.0.0.1:1/hub?sslmode=prefer&user=hub\n")


@pytest.mark.parametrize("address", ["nonsens", "sqlite://", "sqlite:///", "/srv/hub/impactmonitor.db"])
def test_an_address_that_is_none_is_told_of_the_option_in_which_it_stands(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--store", address]) == 1
    (line,) = [line for line in capsys.readouterr().out.splitlines() if line.startswith("FOUT")]
    assert "--store" in line
    assert "IMPACTMONITOR_DATABASE_URL" not in line


def test_a_folder_is_no_store_and_a_relative_path_is_told_in_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = examine(f"sqlite:///{tmp_path}", AROUND)
    assert [f.code for _, f in found if f.level == "error"] == ["directory"]
    assert f"{tmp_path} is een map" in as_text(found, "nl")
    found = examine("sqlite:///hub.db", AROUND)
    assert f"{tmp_path}/hub.db" in as_text(found, "nl")
    assert [f.code for _, f in found if f.level not in FINE] == ["absent"]
    found = examine("sqlite:///srv/hub.db", AROUND)
    (wrong,) = [f for _, f in found if f.level == "error"]
    assert wrong.code == "slashes"
    assert "Verbeter --store" in wrong.message("nl")
    assert "sqlite:////srv/hub.db" in wrong.message("nl")


def test_it_looks_while_others_write(file: Path) -> None:
    store = open_store(f"sqlite:///{file}")
    confirm(store, cases("K9"))
    assert told(file) == {}
    assert store.head() == 4
    store.engine.dispose()


def test_the_command_answers_people_and_programs_and_says_by_its_code_whether_all_is_well(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--store", f"sqlite:///{file}"]) == 0
    well = capsys.readouterr()
    assert well.err == ""
    assert all(re.match(r"(nagekeken|in orde|let op): ", line) for line in well.out.splitlines())
    forced(file, "UPDATE files SET content = zeroblob(size)")
    assert main(["doctor", "--store", f"sqlite:///{file}", "--json", "--lang", "en"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert answer["ok"] is False
    assert {"check", "level", "code", "message"} == set(answer["checks"][0])
    assert any(c["code"] == "contents" and "the content that came in" in c["message"] for c in answer["checks"])
    assert chromium() or any(c["code"] == "browser" for c in answer["checks"])


def test_every_sentence_is_said_somewhere() -> None:
    """A sentence without a harm in these tests would be a promise."""
    said = {key.split(".")[-1] for key in texts("nl") if key.startswith(("doctor.warning", "doctor.error"))}
    assert said == {*HARMS, "browser", "room", "writable", "folder", "reachable", "figures", "check", "directory", "slashes"}


def test_whatever_a_check_runs_into_is_told_as_that(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fall(_: object) -> Iterator[Finding]:
        raise RuntimeError
        yield

    monkeypatch.setitem(STAGES[2], "reachable", fall)
    assert told(file)["check"].params == {"kind": "RuntimeError"}
