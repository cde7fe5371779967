"""A connection that is lost while the database says yes: what is told is what became of it, whatever was being written."""

import logging
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from data.store import change as module
from data.store.change import changing
from data.store.errors import NotKnownError, StoreError
from data.store.log import lines, note
from data.store.narratives import latest, write
from data.store.reports import Frozen, freeze, reported
from data.store.store import Store, open_store
from tests import postgresql
from tests.store.confirming import Place, cases, confirm, entry, fresh
from tests.store.test_two_databases import DAY, SPOT, cut

FROZEN = Frozen(SPOT.start, SPOT.end, "4", SPOT.end, 2, "c" * 64, [], {}, [], "An", "")
# Of everything that people write: how, and how often it is there. It begins with two versions.
ACTS: dict[str, tuple[Callable[[Store], object], Callable[[Store], int]]] = {
    "confirm": (lambda s: s.confirm(*entry(s, cases("K3"))), lambda s: s.head() - 2),
    "undo": (lambda s: s.undo(s.head(), 2, "An", "terug"), lambda s: s.head() - 2),
    "note": (lambda s: s.remark("D3.8", DAY, "Opmerking", "An"), lambda s: len(s.notes())),
    "write": (lambda s: write(s, SPOT, "Tekst", {}, "An"), lambda s: len(latest(s, SPOT.start, SPOT.end, "nl"))),
    "freeze": (lambda s: freeze(s, FROZEN, {"rapport.docx": b"een"}), lambda s: len(reported(s))),
    "purge": (lambda s: s.purge(s.version(1).received[0].sha256, "An"), lambda s: sum(k.purged for k in s.kept())),
    "upload": (lambda s: note(s, "An", "upload", {"files": []}), lambda s: sum(line.act == "upload" for line in lines(s))),
}  # fmt: skip
Lose = Callable[..., None]


def filled(store: Store) -> Store:
    confirm(store, cases("K1"))
    confirm(store, cases("K2"))
    return store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store on PostgreSQL with two versions."""
    place = Place(tmp_path, "postgresql")
    found = filled(fresh(place))
    yield found
    found.engine.dispose()
    postgresql.remove(place.address())


@pytest.fixture
def lose(monkeypatch: pytest.MonkeyPatch) -> Lose:
    """Lets the database end the connection of the next commit, before it is asked for or once it was done."""

    def arm(store: Store, when: str, then: Callable[[], object] = lambda: None) -> None:
        real, done = store.engine.dialect.do_commit, []

        def commit(connection) -> None:  # type: ignore[no-untyped-def]
            if done or connection.read_only or connection.autocommit:  # who only looks
                return real(connection)
            done.append(True)
            if when == "after":
                real(connection)
            cut(store)
            then()
            connection.execute("SELECT 1")  # the driver hears only now, and in its own words
            raise AssertionError("the connection was still there")

        monkeypatch.setattr(store.engine.dialect, "do_commit", commit)

    return arm


@pytest.mark.parametrize("act", ACTS)
def test_what_was_stored_is_told_as_stored(store: Store, lose: Lose, act: str) -> None:
    do, count = ACTS[act]
    lose(store, "after")
    do(store)
    assert count(store) == 1
    assert lines(store)[0].act == act


@pytest.mark.parametrize("act", ACTS)
def test_what_was_not_stored_is_told_as_not_stored(store: Store, lose: Lose, act: str) -> None:
    do, count = ACTS[act]
    before = len(lines(store))
    lose(store, "before")
    with pytest.raises(StoreError, match="Er is niets gewijzigd"):
        do(store)
    assert (count(store), len(lines(store))) == (0, before)
    do(store)
    assert count(store) == 1


SAID = {
    "confirm": "of je versie bevestigd is, is niet bekend. Kijk straks op de pagina Versies",
    "undo": "of de versie teruggezet is, is niet bekend. Kijk straks op de pagina Versies",
    "note": "of je opmerking bewaard is, is niet bekend. Kijk straks in de lijst met opmerkingen",
    "write": "of je tekst bewaard is, is niet bekend. Kijk straks op de pagina Rapport",
    "freeze": "of het rapport vastgelegd is, is niet bekend. Kijk straks op de pagina Rapport",
    "purge": "of de inhoud gewist is, is niet bekend. Kijk straks op de pagina Wat we bewaren",
    "upload": "of het bewaard is, is niet bekend. Kijk straks eerst of het er staat",
}


@pytest.fixture
def away(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits long for a database that stays away."""
    monkeypatch.setattr(module, "PATIENCE_S", 0.5)


def test_where_the_database_stays_away_nobody_says_that_nothing_changed(lose: Lose, away: None, caplog: pytest.LogCaptureFixture) -> None:
    with postgresql.own_server() as server:
        store = filled(open_store(server.get_uri()))
        for act, (do, count) in ACTS.items():
            before = count(store)
            with caplog.at_level(logging.ERROR):
                lose(store, "after", server.stop)
                with pytest.raises(NotKnownError, match=SAID[act]) as told:
                    do(store)
            assert "niets gewijzigd" not in str(told.value)
            server.ensure_postgres_running()
            assert count(store) == before + 1, "and it was there: who looks finds it"
    assert "store-answer-lost found=not-known" in caplog.text


def test_a_database_that_is_back_within_the_patience_is_asked(lose: Lose) -> None:
    with postgresql.own_server() as server:
        store = filled(open_store(server.get_uri()))
        back = threading.Timer(1.0, server.ensure_postgres_running)

        def restart() -> None:
            server.stop()
            back.start()

        lose(store, "after", restart)
        assert freeze(store, FROZEN, {}).number == 1
        back.join()
        assert len(reported(store)) == 1


SLOW = """
CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(1.5); RETURN NULL; END $$;
CREATE CONSTRAINT TRIGGER slow AFTER INSERT ON notes DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION slow();
"""


def test_a_commit_that_goes_on_after_its_connection_was_lost_is_waited_for(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The cable is pulled out while the database is at it; it hears of that only when it is ready, and what it did stands."""
    with store.engine.begin() as connection:
        connection.exec_driver_sql(SLOW)
    real, begun = store.engine.dialect.do_commit, []

    def commit(connection) -> None:  # type: ignore[no-untyped-def]
        if begun or connection.read_only or connection.autocommit:
            return real(connection)
        begun.append(True)
        pulled = threading.Timer(0.5, _pull, args=(connection.driver_connection.fileno(),))
        pulled.start()
        try:
            real(connection)
        finally:
            pulled.join()

    monkeypatch.setattr(store.engine.dialect, "do_commit", commit)
    store.remark("D3.8", DAY, "Opmerking", "An")
    assert begun
    assert [n.text for n in store.notes()] == ["Opmerking"]


def _pull(number: int) -> None:
    end = socket.socket(fileno=number)
    end.shutdown(socket.SHUT_RDWR)
    end.detach()


def test_what_comes_back_after_a_confirm_needs_no_database_any_more(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lost right after the answer: what was stored is told, and not that the store can't be reached."""
    made = entry(store, cases("K3"))
    real = store.engine.dialect.do_commit
    with monkeypatch.context() as patch:

        def commit(connection) -> None:  # type: ignore[no-untyped-def]
            real(connection)
            patch.setattr("data.store.store.reading", _away)

        patch.setattr(store.engine.dialect, "do_commit", commit)
        assert store.confirm(*made).number == 3


def _away(*_: object) -> None:
    raise StoreError("store-unreachable")


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_commit_that_the_database_itself_refuses_stored_nothing(tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    store = filled(fresh(Place(tmp_path, kind)))
    real, refused = store.engine.dialect.do_commit, []

    def commit(connection) -> None:  # type: ignore[no-untyped-def]
        if refused:
            return real(connection)
        refused.append(True)
        raise store.engine.dialect.dbapi.OperationalError("disk full")

    monkeypatch.setattr(store.engine.dialect, "do_commit", commit)
    with pytest.raises(StoreError, match="Er is niets gewijzigd"):
        store.remark("D3.8", DAY, "Opmerking", "An")
    assert store.notes() == []


def test_a_change_that_tells_the_log_nothing_is_never_called_stored(store: Store, lose: Lose) -> None:
    lose(store, "after")
    with pytest.raises(NotKnownError, match="of het bewaard is, is niet bekend"), changing(store.engine) as change:
        change.connection.execute(sa.text("SELECT 1"))
