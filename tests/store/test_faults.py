"""What can happen to a store while it is used: each time one sentence, nothing half, and all works again once it is over."""

import multiprocessing
import random
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from data.errors import UserError
from data.store import clock, sqlite_file
from data.store import database as database_module
from data.store.address import SETTING
from data.store.database import as_it_is, database, existing
from data.store.errors import StoreError
from data.store.log import lines
from data.store.narratives import latest, wordings, write
from data.store.reports import freeze, reported
from data.store.sqlite_file import beside, in_turn
from data.store.store import Store, open_store
from data.store.upgrading import revisions
from tests import postgresql
from tests.reliability.record import record
from tests.store.confirming import Place, cases, confirm, entry, fresh, state
from tests.store.disks import Disk, Limited, may_mount, mounted, rest
from tests.store.kills import delivery
from tests.store.test_lost_commits import ACTS, FROZEN, filled
from tests.store.test_two_databases import DAY, SPOT, cut, rows

MOUNTS = may_mount()
Acts = dict[str, tuple[Callable[[Store], object], Callable[[Store], int]]]


def acts(store: Store) -> Acts:
    """Everything that people write, with a delivery that was read before anything goes wrong."""
    ready = entry(store, cases("K3"))
    return ACTS | {"confirm": (lambda s: s.confirm(*ready), lambda s: s.head() - 2)}


# --- a disk that is full, or may not be written


@pytest.fixture(params=["limited", *(["mounted"] if MOUNTS else [])])
def disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Disk]:
    """A disk that can be filled: always by a limit of the system, and where we may also a disk that is really full."""
    if request.param == "limited":
        made = Limited(tmp_path)
        yield made
        made.clear()
    else:
        with mounted(tmp_path / "disk") as small:
            yield small


def test_a_full_disk_is_told_for_whatever_is_written_and_then_all_works_again(disk: Disk) -> None:
    store = filled(open_store(f"sqlite:///{disk.folder / 'store.db'}"))
    tried = 0
    for act, (do, count) in acts(store).items():
        rest(store)
        before = rows(store)
        disk.fill()
        try:
            with pytest.raises(StoreError, match=r"kon niet schrijven.*Er is niets gewijzigd"):
                do(store)
            assert rows(store) == before, f"{act}: and what is there can be read"
        finally:
            disk.clear()
        done = count(store)
        do(store)
        assert count(store) == done + 1, act
        tried += 1
    store.engine.dispose()
    record(f"faults_disk_full_{type(disk).__name__.lower()}", tried=tried, failed=0)


def test_a_disk_that_is_full_halfway_stores_all_of_a_version_or_nothing(disk: Disk) -> None:
    """The room that is left ends somewhere in the middle of what a confirm of half a megabyte writes."""
    store = fresh_on(disk)
    chance = random.Random(7)
    ends = set()
    for left in (8 << 10, 40 << 10, 100 << 10, 300 << 10, 560 << 10, 1200 << 10):
        rest(store)
        before = rows(store)
        at, made = entry(store, delivery(chance))
        disk.fill(left)
        try:
            store.confirm(at, made)
        except StoreError as error:
            disk.clear()
            assert (error.key, rows(store)) == ("store-not-written", before)  # noqa: PT017 - of two ends each is right
            ends.add("refused")
        else:
            disk.clear()
            assert store.head() == at + 1
            state(store)
            ends.add("stored")
    assert ends == {"refused", "stored"}, "the sizes lie around the moment itself"
    store.engine.dispose()


def fresh_on(disk: Disk) -> Store:
    store = open_store(f"sqlite:///{disk.folder / 'store.db'}")
    confirm(store, cases("K1"))
    return store


@pytest.fixture
def read_only(tmp_path: Path) -> Iterator[tuple[Path, Callable[[bool], None]]]:
    """A folder, and how to make it read-only: a disk that is, or the rights of a file where we are not root, or what SQLite itself says of one."""
    if MOUNTS:
        with mounted(tmp_path / "disk") as small:
            yield small.folder, small.lock
        return
    folder = tmp_path / "disk"
    folder.mkdir()

    def lock(locked: bool) -> None:
        for path in (*folder.iterdir(), folder):
            path.chmod((0o500 if locked else 0o700) if path.is_dir() else 0o400 if locked else 0o600)
        database.cache_clear()

    yield folder, lock
    lock(False)


def test_a_disk_that_became_read_only_is_told_for_whatever_is_written(read_only: tuple[Path, Callable[[bool], None]]) -> None:
    folder, lock = read_only
    address = f"sqlite:///{folder / 'store.db'}"
    store = filled(open_store(address))
    before, ready = rows(store), acts(store)
    store.engine.dispose()
    lock(True)
    told = []
    for act, (do, _) in ready.items():
        with pytest.raises(StoreError) as error:
            do(open_store(address))
        told.append((act, str(error.value)))
    assert all("kon niet schrijven" in words or "niet bereikbaar" in words or "alleen-lezen" in words for _, words in told), told
    store.engine.dispose()
    lock(False)
    database.cache_clear()
    assert rows(open_store(address)) == before
    assert confirm(open_store(address), cases("K4")).number == 3
    database(address).dispose()
    record("faults_read_only", tried=len(told), failed=0)


def test_a_folder_of_the_hub_s_own_files_may_be_read_only(read_only: tuple[Path, Callable[[bool], None]]) -> None:
    """Nothing is ever written there."""
    from data.hub import load_hub

    folder, lock = read_only
    shutil.copytree(load_hub().folder, folder / "hub")
    lock(True)
    try:
        assert load_hub(folder / "hub").name == load_hub().name
    finally:
        lock(False)


def test_a_default_folder_that_can_t_be_made_is_told(read_only: tuple[Path, Callable[[bool], None]], monkeypatch: pytest.MonkeyPatch) -> None:
    folder, lock = read_only
    monkeypatch.setattr("data.store.address.DEFAULT", f"sqlite:///{folder / 'deliveries' / 'impactmonitor.db'}")
    monkeypatch.delenv(SETTING)
    lock(True)
    try:
        with pytest.raises(StoreError, match="niet bereikbaar"):
            open_store()
    finally:
        lock(False)


# --- a file that is moved, deleted, replaced or damaged while the server runs


def unlinked(file: Path) -> None:
    file.unlink()


def renamed(file: Path) -> None:
    file.rename(file.with_name("elders.db"))


def replaced(file: Path) -> None:
    """By another store, as when somebody puts back a copy."""
    other = open_store(f"sqlite:///{file.with_name('copy.db')}")
    confirm(other, cases("ANDERE"))
    rest(other)
    other.engine.dispose()
    file.rename(file.with_name("elders.db"))
    file.with_name("copy.db").rename(file)


def emptied(file: Path) -> None:
    file.rename(file.with_name("elders.db"))
    file.touch()


@pytest.mark.parametrize("how", [unlinked, renamed, replaced, emptied])
def test_a_file_that_is_gone_or_another_is_never_written_and_all_works_again_when_it_is_back(how: Callable[[Path], None], tmp_path: Path) -> None:
    store = filled(fresh(tmp_path))
    file = tmp_path / "store.db"
    before, ready = rows(store), acts(store)
    how(file)
    there = file.read_bytes() if file.exists() else None
    for act, (do, count) in ready.items():
        for what in (do, count):
            with pytest.raises(StoreError, match="weg of vervangen"):
                what(store)
            assert (file.read_bytes() if file.exists() else None) == there, f"{act}: what stands there now is not touched"
    if how is unlinked:
        return
    left = {p.name for p in tmp_path.iterdir() if p.stat().st_size} - {"elders.db", "store.db"}
    assert not [name for name in left if name.endswith("-wal")], "what the old file still had to write is in it, and not in the way of the new one"
    (tmp_path / "elders.db").replace(file)
    assert rows(store) == before
    assert confirm(store, cases("K3")).number == 3
    record("faults_moved", tried=4, failed=0, note=f"in four ways, {len(ACTS)} acts each")


def test_a_file_that_goes_just_before_the_commit_is_not_told_as_stored(tmp_path: Path) -> None:
    store = filled(fresh(tmp_path))
    file = tmp_path / "store.db"

    def away(_connection: sa.Connection, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("INSERT INTO log"):  # the last of it
            file.rename(tmp_path / "elders.db")

    sa.event.listen(store.engine, "before_cursor_execute", away)
    with pytest.raises(StoreError, match="weg of vervangen"):
        store.remark("D3.8", DAY, "x", "An")
    (tmp_path / "elders.db").rename(file)
    assert store.notes() == []


LOOKS: tuple[Callable[[Store], object], ...] = (
    lambda s: s.head(), lambda s: s.history(), lambda s: s.kept(), lambda s: s.notes(), lambda s: reported(s), lambda s: lines(s),
    lambda s: latest(s, SPOT.start, SPOT.end, "nl"), lambda s: wordings(s, SPOT), lambda s: state(s), lambda s: state(s, 1),
    lambda s: [s.content(k.sha256) for k in s.kept()],
)  # fmt: skip


@pytest.mark.parametrize("count", [20, pytest.param(600, marks=pytest.mark.campaign)])
def test_a_damaged_file_is_told_in_a_sentence_and_never_read_as_something_else(count: int, tmp_path: Path) -> None:
    store = filled(fresh(tmp_path))
    store.remark("D3.8", DAY, "Opmerking", "An")
    write(store, SPOT, "Tekst", {}, "An")
    freeze(store, FROZEN, {"rapport.docx": b"een"})
    rest(store)
    store.engine.dispose()
    sound = (tmp_path / "store.db").read_bytes()
    begun, told, failed = time.monotonic(), 0, {}
    for seed in range(count):
        sentences, strange = _looked(sound, random.Random(seed), tmp_path / f"{seed}.db", seed)
        told += sentences
        if strange:
            failed[seed] = strange
    assert told, "some of it was seen"
    record("faults_damaged", tried=count, failed=len(failed), seed=f"0-{count - 1}", seconds=time.monotonic() - begun, note=f"{told:,} sentences")
    assert not failed


def _looked(sound: bytes, chance: random.Random, file: Path, seed: int) -> tuple[int, list[str]]:
    """How many looks at a damaged copy end in a sentence, and what else any of them ends in."""
    raw = bytearray(sound)
    for _ in range(chance.choice((1, 20, 400))):
        raw[chance.randrange(len(raw))] = chance.randrange(256)
    file.write_bytes(bytes(raw[: chance.randrange(len(raw))] if seed % 5 == 0 else raw))
    told, strange = 0, []
    for look in (*LOOKS, *(do for do, _ in ACTS.values())):
        try:
            look(open_store(f"sqlite:///{file}"))
        except UserError:
            told += 1
        except Exception as error:  # noqa: BLE001 - that is what is looked for
            strange.append(repr(error)[:300])
    if database.cache_info().currsize:
        database.cache_clear()
    file.unlink()
    return told, strange


def test_a_content_that_is_no_longer_what_came_in_is_not_read(tmp_path: Path) -> None:
    store = filled(fresh(tmp_path))
    sha = store.version(2).received[0].sha256
    with store.engine.begin() as connection:
        connection.execute(sa.text("UPDATE files SET content = CAST(replace(CAST(content AS TEXT), 'a', 'b') AS BLOB) WHERE sha256 = :sha"), {"sha": sha})
    with pytest.raises(StoreError, match="beschadigd"):
        state(store)


# --- a PostgreSQL that goes away between any two statements


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Store]:
    """A store on PostgreSQL with two versions."""
    place = Place(tmp_path, "postgresql")
    store = filled(fresh(place))
    yield store
    store.engine.dispose()
    postgresql.remove(place.address())


class Cut:
    """Ends all connections just before statement number `at`."""

    def __init__(self, store: Store) -> None:
        self.store, self.seen, self.at = store, 0, -1
        sa.event.listen(store.engine, "before_cursor_execute", self._count)

    def _count(self, *_: object) -> None:
        self.seen += 1
        if self.seen == self.at:
            cut(self.store)

    def before(self, at: int) -> None:
        """From now on."""
        self.seen, self.at = 0, at


@pytest.mark.campaign
def test_a_database_that_goes_between_any_two_statements_leaves_all_or_nothing(served: Store) -> None:
    lose = Cut(served)
    tried = refused = 0
    for act in ACTS:
        at, more = 0, True
        while more:
            do, count = acts(served)[act]
            at += 1
            before, done = rows(served), count(served)
            lose.before(at)
            try:
                do(served)
            except StoreError as error:
                lose.before(-1)
                assert error.key in {"store-not-written", "store-unreachable"}, act  # noqa: PT017 - of two ends each is right
                assert rows(served) == before, f"{act}, statement {at}"
                refused += 1
            else:
                more = lose.seen >= at  # it was cut and all went well all the same, or there are no more statements
                lose.before(-1)
                assert count(served) == done + 1, act
            tried += 1
            assert at < 100
    assert refused > len(ACTS)
    record("faults_postgresql_cut", tried=tried, failed=0, note=f"{refused} were told as not written, the others were stored")


# --- a clock that is set back


@pytest.fixture
def backwards(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each time it is read the clock stands a day earlier."""
    moments = iter(datetime(2025, 6, 1) - timedelta(days=n) for n in range(1000))
    monkeypatch.setattr(clock, "now", lambda: next(moments))


def test_what_came_last_is_the_latest_whatever_the_clock_says(place: Place, backwards: None) -> None:
    store = fresh(place)
    made = [confirm(store, cases(f"K{n}")) for n in range(4)]
    assert [v.number for v in made] == [1, 2, 3, 4]
    assert all(later.at < earlier.at for earlier, later in pairwise(made)), "the clock did go back"
    assert store.head() == 4
    assert [v.number for v in store.history()] == [4, 3, 2, 1]
    assert state(store).tables["cases"].frame["case_id"].tolist() == ["K3"]
    for words in ("eerst", "daarna"):
        write(store, SPOT, words, {}, "An")
    thread = store.remark("D3.8", date(2024, 1, 1), "eerst", "An")
    store.remark("D3.8", date(2024, 1, 1), "daarna", "An", thread)
    assert [n.text for n in store.notes()] == ["daarna"]
    assert latest(store, SPOT.start, SPOT.end, "nl")[SPOT].text == "daarna"
    assert [freeze(store, FROZEN, {}).number for _ in range(2)] == [1, 2]
    assert [r.number for r in reported(store)] == [2, 1]
    assert [line.act for line in lines(store)] == ["freeze", "freeze", "note", "note", "write", "write", *["confirm"] * 4]
    assert store.undo(4, 1, "An", "").number == 5
    assert [k.name for k in store.kept()] == ["hub.xlsx"] * 4
    assert [k.version for k in store.kept()] == [4, 3, 2, 1]


def test_time_is_read_in_one_place() -> None:
    root = Path(__file__).parents[2]
    found = {p.relative_to(root).as_posix() for p in (root / "data").rglob("*.py") if "datetime.now" in p.read_text(encoding="utf-8")}
    assert found == {"data/store/clock.py"}


# --- two programs on one store


def test_a_store_that_a_newer_program_changed_meanwhile_is_left_alone(place: Place) -> None:
    store = filled(fresh(place))
    before, ready = rows(store), acts(store)
    _revision(store, "9999")
    for act, (do, _) in ready.items():
        with pytest.raises(StoreError, match="nieuwere versie"):
            do(store)
        assert rows(store) == before, act
    with pytest.raises(StoreError, match="nieuwere versie"):
        store.head()
    database.cache_clear()
    with pytest.raises(StoreError, match="nieuwere versie"):
        open_store(place.address())
    record("faults_newer", tried=2, failed=0, note=f"{len(ACTS)} acts on each database")
    _revision(store, revisions()[-1])
    assert confirm(store, cases("K3")).number == 3


def _revision(store: Store, revision: str) -> None:
    with store.engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})


def test_many_that_begin_at_once_on_a_new_store_all_begin(place: Place) -> None:
    """As several programs started by one button; each with connections of its own."""
    for turn in range(20 if place.kind == "sqlite" else 1):
        assert _begun(place.address(f"new{turn}")) == [0] * 6


def test_a_log_that_is_gone_as_soon_as_it_was_seen_is_no_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever begins on the same new file makes one and takes it away again."""
    monkeypatch.setattr(Path, "exists", lambda _: True)
    assert beside(tmp_path / "new.db") == {}


def test_who_begins_while_another_is_at_work_in_the_file_waits_for_its_turn(tmp_path: Path) -> None:
    """SQLite says "locked" at once where a file becomes one with a write-ahead log, whatever it was told about waiting."""
    file = tmp_path / "new.db"
    other = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    done = threading.Timer(0.5, other.execute, ("COMMIT",))
    done.start()
    assert open_store(f"sqlite:///{file}").head() == 0
    done.join()
    other.close()


@pytest.mark.parametrize("code", [sqlite3.SQLITE_BUSY, sqlite3.SQLITE_BUSY_RECOVERY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL])
def test_a_race_that_sqlite_gives_up_is_run_again(code: int) -> None:
    """It tells one that many begin at once by SQLITE_PROTOCOL, after seconds; no test can have it do so."""
    answers = [_said(code), sa.exc.OperationalError("SELECT", {}, _said(code))]

    def look() -> str:
        if answers:
            raise answers.pop()
        return "seen"

    assert in_turn(look) == "seen"
    with pytest.raises(sqlite3.OperationalError):
        in_turn(lambda: (_ for _ in ()).throw(_said(sqlite3.SQLITE_FULL)))


@pytest.mark.parametrize("look", [existing, as_it_is.__wrapped__])
def test_who_looks_at_a_store_that_others_begin_on_waits_for_its_turn(look: Callable[[str], object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store, seen, answers = fresh(tmp_path), database_module.seen, [_said(sqlite3.SQLITE_LOCKED)]
    monkeypatch.setattr(database_module, "seen", lambda engine: (_ for _ in ()).throw(answers.pop()) if answers else seen(engine))
    assert look(f"sqlite:///{tmp_path / 'store.db'}")
    assert not answers
    store.engine.dispose()


def _said(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("locking protocol")
    error.sqlite_errorcode = code
    return error


def test_who_looks_whether_the_file_is_there_takes_no_lock_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A system takes all locks of a program on a file away when any part of it closes that file; another program could then write too."""
    monkeypatch.setattr(Path, "exists", lambda _: False)  # as it was a moment ago, before another thread made the file
    file = tmp_path / "store.db"
    mine = sqlite3.connect(file, isolation_level=None)
    mine.execute("BEGIN EXCLUSIVE")
    sqlite_file._private(file)
    script = f"import sqlite3; sqlite3.connect({str(file)!r}, timeout=0).execute('BEGIN IMMEDIATE')"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=60)
    assert "database is locked" in done.stderr
    mine.close()


@pytest.mark.campaign
def test_programs_that_begin_at_once_on_one_empty_file_all_begin_and_write(tmp_path: Path) -> None:
    """Eight of them, while as many others keep the computer busy; half of them end at once, which has SQLite tidy up among those that begin."""
    context, begun, programs, turns = multiprocessing.get_context("fork"), time.monotonic(), 8, 60
    together, told = context.Barrier(programs), context.Queue()
    busy = [context.Process(target=_burn, daemon=True) for _ in range(programs)]
    people = [context.Process(target=_begin, args=(tmp_path, turns, n, together, told)) for n in range(programs)]
    for one in (*busy, *people):
        one.start()
    failed = [said for _ in people for said in told.get(timeout=600)]
    for one in people:
        one.join()
    for one in busy:
        one.kill()
    written = [len(open_store(f"sqlite:///{tmp_path / f'{turn}.db'}").notes()) for turn in range(turns)]
    record("faults_begin", tried=programs * turns, failed=len(failed), seconds=time.monotonic() - begun)
    assert failed == []
    assert written == [programs] * turns


def _begin(folder: Path, turns: int, number: int, together: Any, told: Any) -> None:
    failed = []
    for turn in range(turns):
        together.wait()
        try:
            store = Store(database.__wrapped__(f"sqlite:///{folder / f'{turn}.db'}"))
            store.remark("D3.8", DAY, "Opmerking", f"Persoon {number}")
            if (number + turn) % 2:
                store.engine.dispose()
        except Exception as error:  # noqa: BLE001 - that is what is looked for
            failed.append(f"{error!r} after {error.__cause__!r}")
    told.put(failed)


def _burn() -> None:
    while True:
        sum(range(20_000))


def _begun(address: str) -> list[object]:
    together, told = threading.Barrier(6), []

    def start() -> None:
        together.wait()
        try:
            told.append(Store(database.__wrapped__(address)).head())
        except UserError as error:
            told.append(str(error))

    people = [threading.Thread(target=start) for _ in range(6)]
    for one in people:
        one.start()
    for one in people:
        one.join()
    return told
