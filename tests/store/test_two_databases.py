"""What two databases do alike though they are not: a store goes from one to the other, odd signs, large contents, two at once, a lost connection."""

import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa

from data.raw import Source
from data.store import database as database_module
from data.store import sqlite_file
from data.store.address import SETTING
from data.store.database import database, writing
from data.store.errors import StoreError
from data.store.narratives import Place as Spot
from data.store.narratives import latest, wordings, write
from data.store.reports import Frozen, freeze, reported
from data.store.schema import metadata
from data.store.store import Entry, OvertakenError, Store, open_store
from data.store.transfer import export_store, import_store
from tests import postgresql
from tests.store.confirming import Place, cases, confirm, entry, fresh, ids

DAY = date(2024, 3, 1)
SPOT = Spot("intro", date(2024, 1, 1), date(2024, 12, 31), "begin")


def filled(store: Store) -> Store:
    """Some of everything that a store can hold: also a content that was purged."""
    confirm(store, cases("K1", "K2"), who="Ān Ñ “aanhaling” 🙂")
    gone = confirm(store, cases("K2", "K3", file="later.xlsx"), "update").received[0].sha256
    store.undo(2, 1, "Bo", "terug")
    for words in ("Opmerking", "Latere\nopmerking"):
        store.remark("D3.8", DAY, words, "An")
        write(store, SPOT, words, {"D3.8.waarde": "3"}, "An")
    for phase in ("4", "Fase vier, het verlengde programma", None):
        frozen = Frozen(SPOT.start, SPOT.end, phase, SPOT.end, 3, "c" * 64, [{"id": "D3.8", "value": 0.1 + 0.2}], {"a": "é\0"}, [], "An", "")
        freeze(store, frozen, {"rapport.docx": b"een", "bijlage.xlsx": b"twee"})
    store.purge(gone, "An")
    return store


def rows(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    with store.engine.connect() as connection:
        return {t.name: sorted((tuple(row) for row in connection.execute(sa.select(t))), key=repr) for t in metadata.sorted_tables}


def carried(old: Store, new: Store) -> None:
    archive = BytesIO()
    export_store(old, archive)
    import_store(new, archive)


@pytest.fixture(params=[("sqlite", "postgresql"), ("postgresql", "sqlite"), ("postgresql", "postgresql")], ids="-to-".join)
def two(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Store, Store]:
    """A store, and one elsewhere."""
    from_, to = request.param
    return fresh(Place(tmp_path, from_), "old"), fresh(Place(tmp_path, to), "new")


def test_every_row_comes_over(two: tuple[Store, Store]) -> None:
    old, new = filled(two[0]), two[1]
    carried(old, new)
    assert all(rows(old).values()), "a table that holds nothing shows nothing"
    assert rows(new) == rows(old)
    assert (new.history(), new.notes(), reported(new)) == (old.history(), old.notes(), reported(old))


def test_after_a_move_numbers_go_on(two: tuple[Store, Store]) -> None:
    old, new = filled(two[0]), two[1]
    carried(old, new)
    assert confirm(new, cases("K7")).number == 4
    new.remark("D4.1", DAY, "Nieuw", "Bo")
    write(new, SPOT, "Nieuwste", {}, "Bo")
    assert freeze(new, reported(new)[0].frozen, {}).number == 4
    assert sorted(n.text for n in new.notes()) == sorted(["Opmerking", "Latere\nopmerking", "Nieuw"])
    assert latest(new, SPOT.start, SPOT.end, "nl")[SPOT].text == "Nieuwste"
    assert [n.text for n in wordings(new, SPOT)] == ["Nieuwste", "Latere\nopmerking", "Opmerking"]


def test_the_commands_move_a_store_and_back(place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from data.__main__ import main

    old = filled(fresh(place))
    other = Place(tmp_path, "sqlite" if place.kind == "postgresql" else "postgresql")
    for n, (where, name) in enumerate([(other, "there"), (place, "back")]):
        archive = str(tmp_path / f"{n}.zip")
        assert main(["export", archive]) == 0 if n else _with(monkeypatch, place.address(), ["export", archive]) == 0
        assert _with(monkeypatch, where.address(name), ["import", archive]) == 0
    assert rows(fresh(place, "back")) == rows(old)


def _with(monkeypatch: pytest.MonkeyPatch, address: str, words: list[str]) -> int:
    from data.__main__ import main

    monkeypatch.setenv(SETTING, address)
    return main(words)


def test_signs_that_a_database_does_not_take_are_replaced_and_the_rest_is_kept(place: Place) -> None:
    store = fresh(place)
    at, made = entry(store, cases("K1", file="hub\0.xlsx"))
    version = store.confirm(at, Entry(made.recipe, "A\0n", "No\0tes", made.fingerprint, made.received))
    assert (version.who, version.note, version.received[0].name) == (
        "A\N{REPLACEMENT CHARACTER}n",
        "No\N{REPLACEMENT CHARACTER}tes",
        "hub\N{REPLACEMENT CHARACTER}.xlsx",
    )
    assert version.recipe == made.recipe, "a recipe is kept to the letter"
    assert ids(store) == ["K1"]
    store.remark("D3.8", DAY, "Half \ud83d teken", "\0")
    write(store, SPOT, "Tekst\0", {"D3.8.waarde": "\0"}, "An")
    assert [n.text for n in store.notes()] == ["Half \N{REPLACEMENT CHARACTER} teken"]
    assert latest(store, SPOT.start, SPOT.end, "nl")[SPOT].figures == {"D3.8.waarde": "\0"}


def test_moments_are_kept_to_the_microsecond_wherever_the_database_thinks_it_is(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGTZ", "Pacific/Auckland")
    monkeypatch.setattr("data.store.clock.now", lambda: datetime(2024, 7, 1, 23, 59, 59, 999_999))
    assert confirm(fresh(place), cases("K1")).at == datetime(2024, 7, 1, 23, 59, 59, 999_999, UTC)


def test_large_contents_come_back_byte_for_byte(place: Place) -> None:
    store = fresh(place)
    raw = bytes(range(256)) * (40 << 12)  # 40 MiB
    at, made = entry(store, cases("K1"))
    version = store.confirm(at, Entry(made.recipe, "An", "", made.fingerprint, (*made.received, Source("groot.bin", raw))))
    assert store.content(version.received[1].sha256) == raw


def test_who_comes_second_is_told_so_at_once_or_after_waiting(place: Place) -> None:
    """Both have begun to write before either is done."""
    store = fresh(place)
    confirm(store, cases("K1"))
    ready = [entry(store, cases("K1", f"P{n}"), who=f"P{n}") for n in range(8)]
    told: list[object] = []
    together = threading.Barrier(len(ready))

    def person(at: int, made: Entry) -> None:
        together.wait()
        try:
            told.append(store.confirm(at, made).number)
        except StoreError as error:
            told.append(type(error))

    people = [threading.Thread(target=person, args=one) for one in ready]
    for one in people:
        one.start()
    for one in people:
        one.join()
    assert sorted(map(str, told)) == sorted(map(str, [2, *[OvertakenError] * 7]))


def test_a_writer_waits_only_so_long(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (sqlite_file, database_module):
        monkeypatch.setattr(module, "WAIT_MS", 200)
    store = fresh(place)
    with writing(store.engine), pytest.raises(StoreError, match="niet schrijven"):
        store.remark("D3.8", DAY, "x", "An")
    store.remark("D3.8", DAY, "y", "An")
    assert [n.text for n in store.notes()] == ["y"]


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Store]:
    """A store on PostgreSQL with one version."""
    store = fresh(Place(tmp_path, "postgresql"))
    confirm(store, cases("K1"))
    yield store
    store.engine.dispose()


def cut(store: Store) -> None:
    """The database ends every connection, as at a restart of its server."""
    other = sa.create_engine(store.engine.url)
    with other.connect() as connection:
        connection.execute(sa.text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"))
    other.dispose()


def test_connections_that_were_lost_in_between_are_not_noticed(served: Store) -> None:
    cut(served)
    assert served.head() == 1
    cut(served)
    assert confirm(served, cases("K2")).number == 2


def test_a_connection_that_is_lost_halfway_is_said_in_one_sentence_and_then_all_works_again(served: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    made = entry(served, cases("K2"))
    real = sa.Connection.execute

    def broken(self: sa.Connection, statement: sa.Executable, *arguments: object, **more: object) -> object:
        monkeypatch.setattr(sa.Connection, "execute", real)  # once
        cut(served)
        return real(self, statement, *arguments, **more)

    monkeypatch.setattr(sa.Connection, "execute", broken)
    with pytest.raises(StoreError, match="niet schrijven"):
        served.confirm(*made)
    monkeypatch.setattr(sa.Connection, "execute", broken)
    with pytest.raises(StoreError, match="niet bereikbaar"):
        served.head()
    assert served.head() == 1
    assert served.confirm(*made).number == 2


def test_a_server_that_stops_is_said_in_one_sentence_and_when_it_is_back_all_works_again() -> None:
    with postgresql.own_server() as server:
        store = open_store(server.get_uri())
        confirm(store, cases("K1"))
        made = entry(store, cases("K2"))
        server.stop()
        for what, sentence in (
            (store.head, "niet bereikbaar"),
            (lambda: store.confirm(*made), "niet bereikbaar"),
            (lambda: store.remark("D3.8", DAY, "x", "An"), "niet schrijven"),
        ):
            with pytest.raises(StoreError, match=sentence):
                what()
        server.ensure_postgres_running()
        assert store.head() == 1
        assert store.confirm(*made).number == 2
        assert store.notes() == []


def test_a_commit_whose_answer_was_lost_is_no_failure(served: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    made = entry(served, cases("K2"))
    dialect, real, lost = served.engine.dialect, served.engine.dialect.do_commit, []

    def lose(connection: sa.engine.interfaces.DBAPIConnection) -> None:
        real(connection)
        if not lost:
            lost.append(True)
            raise psycopg.OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(dialect, "do_commit", lose)
    assert served.confirm(*made).number == 2
    assert lost
    assert served.head() == 2


def test_a_deadlock_with_others_is_told_as_overtaken_when_somebody_was_first(served: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody of ours can get into one; who works in the database by hand can."""
    mine, theirs = entry(served, cases("K2")), entry(served, cases("K3"), who="Bo")
    served.confirm(*theirs)
    failure = sa.exc.OperationalError("INSERT", {}, Exception("deadlock detected"))

    def fail(*_: object) -> None:
        raise failure

    monkeypatch.setattr("data.store.store.keep", fail)
    with pytest.raises(OvertakenError, match="Bo versie 2"):
        served.confirm(*mine)


def test_two_servers_that_start_at_once_on_an_empty_database_both_start(tmp_path: Path) -> None:
    address = Place(tmp_path, "postgresql").address()
    together, told = threading.Barrier(4), []

    def start() -> None:
        together.wait()
        told.append(Store(database.__wrapped__(address)).head())

    servers = [threading.Thread(target=start) for _ in range(4)]
    for one in servers:
        one.start()
    for one in servers:
        one.join()
    assert told == [0] * 4
    assert open_store(address).head() == 0
