"""The database behind the store, opened, read and written: a SQLite file or a PostgreSQL, as its address says.

Each has its own way to let a transaction that reads see one moment, and one that writes take its turn (READS, ASKS, WRITES). What else is SQLite's own stands
in `sqlite_file.py`, and what is PostgreSQL's own at the end of this module.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import sqlalchemy as sa

from data.store.address import absent, file_of, place
from data.store.errors import FAILURES, NotKnownError, StoreError, failed, opening
from data.store.sqlite_file import WAIT_MS, in_turn, left_beside, log_alone, sqlite_engine, untouched
from data.store.upgrading import check_not_newer, revision, revisions, seen, upgrade

LOCK = 0x1A9AC7  # the advisory lock by which those who write to a PostgreSQL store, from any server, take turns
CONNECT_S = 10  # how long a server of a database may take to answer
ALIVE = {"keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3, "tcp_user_timeout": 60_000}  # a cable that is pulled out is noticed
IDLE = "1min"  # a transaction that does nothing for so long is of a server that died: the database ends it, and frees what it held
# Reading sees one moment, also over several questions. Writing sees what was written by the time its turn came.
# A single question needs no transaction for that: without one a server is asked once in place of three times.
ASKS: dict[str, dict[str, Any]] = {"sqlite": {"alone": True}, "postgresql": {"isolation_level": "AUTOCOMMIT"}}
READS: dict[str, dict[str, Any]] = {"sqlite": {}, "postgresql": {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}}
WRITES: dict[str, dict[str, Any]] = {"sqlite": {"writes": True}, "postgresql": {"writes": True, "isolation_level": "READ COMMITTED"}}


@cache
def database(url: str) -> sa.Engine:
    """The database at an address, brought up to date; raises StoreError where that can't be done."""
    return opened(place(url))


def opened(where: sa.URL) -> sa.Engine:
    """The same, anew at each call."""
    with opening():
        engine = _engine(where)
        if in_turn(lambda: seen(engine)) != revisions()[-1]:
            with _turn(engine) as connection:
                upgrade(connection)  # another server may have done it while this one waited for its turn
    return engine


def existing(url: str) -> sa.Engine:
    """The same where there is a store. Raises StoreError where there is none: a command that only reads one never makes one of a mistyped address."""
    where = place(url)
    if not _is_there(where):
        raise absent(where)
    return database(url)


@cache
def as_it_is(url: str) -> sa.Engine:
    """The database of somebody else: read as it stands, and never made or brought up to date, for their own program may be older.

    Raises StoreError where it can't be reached or is of another version.
    """
    where = place(url)
    if _standing(where) != revisions()[-1]:
        raise StoreError("store-other-version")
    with opening():
        return _engine(where)


def _is_there(where: sa.URL) -> bool:
    """Whether somebody made a store there; raises StoreError where it can't be opened."""
    file = file_of(where)
    with opening():
        if file and not (file.is_file() and file.stat().st_size):
            return False
    return _standing(where) is not None


def _standing(where: sa.URL) -> str | None:
    """The revision of what stands there, None for a database of something else: nothing is changed in it, for it may be just that."""
    file = file_of(where)
    with opening():
        if file and log_alone(file):
            raise left_beside(file)
        engine = untouched(file) if file else _engine(where)
        try:
            return in_turn(lambda: seen(engine))
        finally:
            engine.dispose()


@contextmanager
def reading(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A look at the database, as it stands at one moment; raises StoreError where it can't be read."""
    with _looking(engine, READS) as connection:
        yield connection


@contextmanager
def asking(engine: sa.Engine) -> Iterator[sa.Connection]:
    """The same for one question."""
    with _looking(engine, ASKS) as connection:
        yield connection


@contextmanager
def _looking(engine: sa.Engine, how: dict[str, dict[str, Any]]) -> Iterator[sa.Connection]:
    try:
        with engine.connect() as connection, connection.execution_options(**how[engine.dialect.name]).begin():
            yield connection
    except FAILURES as error:
        raise failed(error, "store-unreachable") from error


@contextmanager
def writing(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A transaction that writes: it takes its turn before it reads, so that what it reads still holds when it writes.

    Raises StoreError where nothing was written, and NotKnownError where that is not sure; what a rule of the database refuses stays an IntegrityError.
    """
    with _turn(engine) as connection:
        check_revision(revision(connection))
        yield connection


@contextmanager
def _turn(engine: sa.Engine) -> Iterator[sa.Connection]:
    """The same for a store of any revision."""
    committing = False
    try:
        with engine.execution_options(**WRITES[engine.dialect.name]).begin() as connection:
            yield connection
            committing = True
    except sa.exc.IntegrityError:
        raise
    except FAILURES as error:
        raise (NotKnownError() if committing else failed(error, "store-not-written")) from error
    except UnicodeDecodeError as error:
        raise StoreError("store-damaged") from error


def check_revision(found: str | None) -> None:
    """Raise StoreError where the tables are not those of this program: another one, newer or older, may have come upon them since they were opened."""
    if found == revisions()[-1]:
        return
    check_not_newer(found)
    database.cache_clear()  # an older store was put back: whoever opens it next brings it up to date
    raise StoreError("store-unreachable")


def _engine(where: sa.URL) -> sa.Engine:
    return sqlite_engine(where) if where.get_backend_name() == "sqlite" else _postgresql(where)


def _postgresql(where: sa.URL) -> sa.Engine:
    # Statements are not prepared on the server, so that a pooler between (pgbouncer) may hand each transaction another connection.
    options = {"connect_timeout": CONNECT_S, "application_name": "impactmonitor", "prepare_threshold": None, **ALIVE}
    engine = sa.create_engine(where, pool_pre_ping=True, connect_args={k: v for k, v in options.items() if k not in where.query})
    sa.event.listen(engine, "begin", _begin_postgresql)
    return engine


def _begin_postgresql(connection: sa.Connection) -> None:
    """Who writes waits for the others, as in SQLite: so no two lock each other out, and whole numbers come in the order of the commits."""
    if connection.get_execution_options().get("writes"):
        limits = f"SET LOCAL lock_timeout = {WAIT_MS}; SET LOCAL idle_in_transaction_session_timeout = '{IDLE}'"
        connection.exec_driver_sql(f"{limits}; SELECT pg_advisory_xact_lock({LOCK})")
