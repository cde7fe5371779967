"""The database behind the store: one SQLite file by default, or the SQLite file or PostgreSQL that the setting IMPACTMONITOR_DATABASE_URL gives.

What differs between the two stands in this module alone: how a transaction that reads sees one moment, and how one that writes takes its turn.
"""

import logging
import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

import sqlalchemy as sa

from data.errors import UserError
from data.events import event
from data.settings import value

SETTING = "IMPACTMONITOR_DATABASE_URL"
ROOT = Path(__file__).parent.parent.parent
MIGRATIONS = Path(__file__).parent / "migrations"
DEFAULT = f"sqlite:///{ROOT / 'deliveries' / 'impactmonitor.db'}"
WAIT_MS = 30_000  # how long a writer waits for another
LOCK = 0x1A9AC7  # the advisory lock by which those who write to a PostgreSQL store, from any server, take turns
CONNECT_S = 10  # how long a server of a database may take to answer
ALIVE = {"keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3, "tcp_user_timeout": 60_000}  # a cable that is pulled out is noticed
IDLE = "1min"  # a transaction that does nothing for so long is of a server that died: the database ends it, and frees what it held
DRIVERS = {"sqlite": "sqlite", "postgres": "postgresql+psycopg", "postgresql": "postgresql+psycopg"}  # by what people write before "://"
HERE = ("", "localhost", "127.0.0.1", "::1")
# Reading sees one moment, also over several questions. Writing sees what was written by the time its turn came.
READS: dict[str, dict[str, Any]] = {"sqlite": {}, "postgresql": {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}}
WRITES: dict[str, dict[str, Any]] = {"sqlite": {"writes": True}, "postgresql": {"writes": True, "isolation_level": "READ COMMITTED"}}
# Anything that a database answers but "this breaks a rule of yours", and no connection free within half a minute.
PRIVATE = 0o660  # less what the user of the dashboard takes off (umask)
BESIDE = ("-journal", "-wal", "-shm")  # what SQLite keeps beside a file, by the end of its name
BUSY = (5, 6, 15)  # what SQLite says of a file that another is at work in: busy, locked, a race that it lost too often
DAMAGED = (11, 26)  # what SQLite says of a file: malformed, no database
FAILURES = (sa.exc.DBAPIError, sa.exc.TimeoutError)
LOOK = ("confirm", "undo", "note", "write", "freeze", "purge")  # acts of which somebody can see on a page whether they were done


T = TypeVar("T")
_making = threading.Lock()
_stepping = threading.Lock()  # Alembic knows one database at a time


class StoreError(UserError):
    """The store can't do what is asked; what is in it is unharmed."""


class File:
    """The SQLite file of an engine, told apart from any other that may stand in its place later: it is moved, deleted or put back by people.

    A connection goes on with the file that it opened, wherever that went: what is written there is lost for who opens the store anew.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._opened: tuple[int, int] | None = None

    def opened(self) -> None:
        """Remember which file it is; called with the first connection, which makes it where it is not there."""
        self._opened = self._opened or self._now()

    def check(self) -> None:
        """Raise StoreError where it is gone, or another one."""
        if self._opened and self._now() != self._opened:
            raise StoreError("store-moved")

    def _now(self) -> tuple[int, int] | None:
        try:
            found = self._path.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino


class NotKnownError(StoreError):
    """The connection was lost while the database said yes: what was written may be there or not. `act` = what was done, as the log calls it."""

    def __init__(self, act: str = "") -> None:
        super().__init__(f"store-not-known-{act}" if act in LOOK else "store-not-known")


def address() -> str:
    """Where the store is."""
    return value(SETTING) or DEFAULT


def elsewhere() -> str:
    """The name of the server that holds the store; empty where that is this one."""
    where = place(address())
    host = str(where.host or where.query.get("host") or "")
    return "" if host.startswith("/") or host in HERE else host


def lasts() -> bool:
    """Whether what is written is there after a restart: a file is not on Streamlit Community Cloud, and where a setting says so."""
    on_disk = place(address()).get_backend_name() == "sqlite"
    return not on_disk or (value("IMPACTMONITOR_DISK") != "temporary" and not ROOT.is_relative_to("/mount/src"))


@cache
def database(url: str) -> sa.Engine:
    """The database at an address, brought up to date; raises StoreError where that can't be done."""
    return opened(place(url))


def opened(where: sa.URL) -> sa.Engine:
    """The same, anew at each call."""
    with opening():
        engine = _engine(where)
        _upgrade(engine)
    return engine


def existing(url: str) -> sa.Engine:
    """The same where there is a store. Raises StoreError where there is none: a command that only reads one never makes one of a mistyped address."""
    where = place(url)
    if not _is_there(where):
        raise absent(where)
    return database(url)


def absent(where: sa.URL) -> StoreError:
    """That there is no store at an address, with the address that was probably meant."""
    return StoreError("store-absent-slashes" if short_of_a_slash(where) else "store-absent", store=told(where), setting=SETTING, meant=with_a_slash(where))


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


@contextmanager
def opening() -> Iterator[None]:
    """Around a first look at a database: raises StoreError where it can't be opened."""
    try:
        yield
    except (sa.exc.SQLAlchemyError, OSError) as error:
        # For whoever looks after the server: host, port and reason, as the database or the system words them. There is no password in it.
        event("store-not-opened", logging.ERROR, reason=str(getattr(error, "orig", error)).strip().partition("\n")[0])
        raise _failed(error, "store-unreachable") from error
    except UnicodeError as error:  # SQLite tells of a damaged schema in the bytes that it found there
        raise StoreError("store-damaged") from error


@contextmanager
def reading(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A look at the database, as it stands at one moment; raises StoreError where it can't be read."""
    try:
        with engine.execution_options(**READS[engine.dialect.name]).begin() as connection:
            yield connection
    except FAILURES as error:
        raise _failed(error, "store-unreachable") from error


@contextmanager
def writing(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A transaction that writes: it takes its turn before it reads, so that what it reads still holds when it writes.

    Raises StoreError where nothing was written, and NotKnownError where that is not sure; what a rule of the database refuses stays an IntegrityError.
    """
    with _turn(engine) as connection:
        check_revision(_revision(connection))
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
        raise (NotKnownError() if committing else _failed(error, "store-not-written")) from error
    except UnicodeDecodeError as error:
        raise StoreError("store-damaged") from error


def check_revision(found: str | None) -> None:
    """Raise StoreError where the tables are not those of this program: another one, newer or older, may have come upon them since they were opened."""
    if found == revisions()[-1]:
        return
    if found is not None and found not in revisions():
        raise StoreError("store-newer")
    database.cache_clear()  # an older store was put back: whoever opens it next brings it up to date
    raise StoreError("store-unreachable")


def _failed(error: Exception, key: str) -> StoreError:
    """What a database answered, in a sentence: `key`, unless it says that the store itself is damaged. The log tells by what it was."""
    said = getattr(error, "orig", None)
    code = getattr(said, "sqlite_errorname", None) or f"sqlstate-{getattr(said, 'sqlstate', None) or 'none'}"
    event("store-refused", logging.ERROR, code=code)
    return StoreError("store-damaged" if damaged(error) else key)


def damaged(error: Exception) -> bool:
    """Whether a database says by this that its own files are damaged."""
    said = getattr(error, "orig", None)
    return _code(error) in DAMAGED or str(getattr(said, "sqlstate", "")) in ("XX001", "XX002")


def _code(error: Exception) -> int:
    """What SQLite calls an error; 0 for one of anything else."""
    return (getattr(getattr(error, "orig", error), "sqlite_errorcode", 0) or 0) & 0xFF


def only(column: sa.Column[int], number: int | None) -> sa.ColumnElement[bool]:
    """The condition for the rows of one number; without one for all."""
    return sa.true() if number is None else column == number


def place(url: str) -> sa.URL:
    """What people paste, as the address that the program uses; raises StoreError for anything that is no address of SQLite or PostgreSQL."""
    try:
        where = sa.make_url(url.strip().strip("\"'"))
        driver = DRIVERS[where.drivername.partition("+")[0].lower()]
        if driver != "sqlite":
            _check_server(where, url.partition("?")[0])
        elif where.host or where.database in (None, "", ":memory:") or str(where.database).startswith("file:") or "uri" in where.query:
            # What is kept in memory is gone at the next start, and SQLite reads an address of its own otherwise than we read the name of a file.
            raise StoreError("store-address", setting=SETTING)
    except (sa.exc.ArgumentError, ValueError, KeyError) as error:
        raise StoreError("store-address", setting=SETTING) from error
    return where.set(drivername=driver)


def file_of(where: sa.URL) -> Path | None:
    """The file of a store, where it is one, by its full path; what a link leads to, as SQLite does, also where nothing stands there yet."""
    return Path(os.path.realpath(where.database or "")) if where.get_backend_name() == "sqlite" else None


def beside(file: Path) -> dict[str, int]:
    """What stands beside the file of a store and belongs to it, or to one that stood there before: the end of its name -> bytes."""
    found = {}
    for end in BESIDE:
        with suppress(FileNotFoundError):  # another program that begins now makes them and takes them away
            found[end] = file.with_name(file.name + end).stat().st_size
    return found


def log_alone(file: Path) -> bool:
    """Whether a log stands beside a file that is away or empty. It may hold the last versions, and SQLite deletes it when it opens such a file.

    The log first: where another program makes the store at this moment, the file is there before its log is.
    """
    return bool(beside(file).get("-wal")) and not (file.exists() and file.stat().st_size)


def left_beside(file: Path) -> StoreError:
    """That such files stand there, with their names."""
    return StoreError("store-beside", store=str(file), files=", ".join(file.name + end for end in beside(file)))


def told(where: sa.URL) -> str:
    """An address as people know it: the file with its full path, or what they write themselves, without the password."""
    file = file_of(where)
    if file:
        return str(file)
    return where.set(drivername="postgresql").difference_update_query(_secret()).render_as_string(hide_password=True)


def _secret() -> list[str]:
    """The options of a PostgreSQL that its library says to show as stars."""
    from psycopg.pq import Conninfo

    return [option.keyword.decode() for option in Conninfo.get_defaults() if option.dispchar == b"*"]


def short_of_a_slash(where: sa.URL) -> bool:
    """Whether an address is of a file in a folder that is not here, as when sqlite:///srv/hub.db was written for sqlite:////srv/hub.db."""
    file = file_of(where)
    return file is not None and not Path(where.database or "").is_absolute() and not (file.parent.is_dir() or _default_folder(file))


def with_a_slash(where: sa.URL) -> str:
    """What was meant there."""
    return f"sqlite:////{where.database}"


def scrub(engine: sa.Engine) -> None:
    """Take what was erased off the disk too, as far as the database lets us: SQLite leaves it in its write-ahead log until that is emptied.

    While others read, it can't be emptied; it is then at the next write or restart. A PostgreSQL clears up by itself.
    """
    if engine.dialect.name == "sqlite":
        with suppress(sa.exc.SQLAlchemyError, sqlite3.Error), engine.connect() as connection:
            connection.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


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
            return in_turn(lambda: _seen(engine))
        finally:
            engine.dispose()


def untouched(file: Path) -> sa.Engine:
    """A way to read a file that writes nothing, not even beside it where nobody is at work in it."""
    uri = f"file:{quote(str(file))}?mode=ro{'' if beside(file) else '&immutable=1'}"
    return sa.create_engine("sqlite://", creator=lambda: sqlite3.connect(uri, uri=True, timeout=10, check_same_thread=False), poolclass=sa.pool.NullPool)


def _engine(where: sa.URL) -> sa.Engine:
    return _sqlite(where) if where.get_backend_name() == "sqlite" else _postgresql(where)


def _sqlite(where: sa.URL) -> sa.Engine:
    file = file_of(where)
    assert file is not None
    try:
        check_folder(file)
    except StoreError:
        event("store-folder-missing", logging.ERROR)
        raise
    if log_alone(file):
        raise left_beside(file)
    _private(file)
    engine = sa.create_engine(where)
    sa.event.listen(engine, "connect", _prepare_sqlite)
    sa.event.listen(engine, "begin", _begin_sqlite)
    _guard(engine, File(Path(where.database or "")))
    return engine


def _default_folder(file: Path) -> bool:
    """Whether a file belongs in the folder of the default store, which is made where it is not there."""
    default = file_of(place(DEFAULT))
    return default is not None and file.parent == default.parent


def check_folder(file: Path) -> None:
    """Raise StoreError where the folder of a store is not there; that of the default one is made."""
    if _default_folder(file):
        file.parent.mkdir(parents=True, exist_ok=True)
    elif not file.parent.is_dir():  # a typing error in the setting would otherwise look like an empty hub
        raise StoreError("store-folder", setting=SETTING)


def check_place(url: str) -> None:
    """Raise StoreError for an address that is none, or of a file where no file can be: no start mends that."""
    where = place(url)
    file = file_of(where)
    if file is None:
        return
    with opening():
        if short_of_a_slash(where) or file.is_dir():
            raise absent(where)
        check_folder(file)


def _private(file: Path) -> None:
    """A file that is made is not for everybody on the server to read; SQLite gives those that it makes beside it the same rights.

    One that is there is not even opened: closing it would take away what locks other threads have on it (POSIX), and let another program write.
    """
    with _making, suppress(FileExistsError):
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_RDWR, PRIVATE))


def _guard(engine: sa.Engine, file: File) -> None:
    """Before a connection is used, and again before it says that something is stored, look whether the file is still the one that people see."""

    def taken(connection: Any, _record: object, _proxy: object) -> None:
        try:
            file.check()
        except StoreError:
            with suppress(sa.exc.DBAPIError, engine.dialect.dbapi.Error):  # type: ignore[union-attr]
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # the old file whole, and nothing left in the way of a new one
            raise

    sa.event.listen(engine, "do_connect", lambda *_: file.check())
    sa.event.listen(engine, "connect", lambda *_: file.opened())
    sa.event.listen(engine, "checkout", taken)
    sa.event.listen(engine, "commit", lambda _: file.check())


def _postgresql(where: sa.URL) -> sa.Engine:
    # Statements are not prepared on the server, so that a pooler between (pgbouncer) may hand each transaction another connection.
    options = {"connect_timeout": CONNECT_S, "application_name": "impactmonitor", "prepare_threshold": None, **ALIVE}
    engine = sa.create_engine(where, pool_pre_ping=True, connect_args={k: v for k, v in options.items() if k not in where.query})
    sa.event.listen(engine, "begin", _begin_postgresql)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    """Every confirm is on disk before it is told; readers and a writer don't wait for each other."""
    connection.isolation_level = None  # transactions begin where SQLAlchemy says so, not at the first change
    connection.execute(f"PRAGMA busy_timeout={WAIT_MS}")
    in_turn(lambda: connection.execute("PRAGMA journal_mode=WAL"))
    for pragma in ("synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")


def in_turn(do: Callable[[], T]) -> T:
    """What `do` gives, tried again while another is at work in the file.

    Several programs that begin at once on a new file are in each other's way, and SQLite does not wait for its turn in all that it does: to make a
    file one with a write-ahead log it reads first and then writes, which it refuses at once where another is about to write.
    """
    until = time.monotonic() + WAIT_MS / 1000
    while True:
        try:
            return do()
        except (sqlite3.OperationalError, sa.exc.OperationalError) as error:
            if _code(error) not in BUSY or time.monotonic() > until:
                raise
            time.sleep(0.02)


def _begin_sqlite(connection: sa.Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN")


def _begin_postgresql(connection: sa.Connection) -> None:
    """Who writes waits for the others, as in SQLite: so no two lock each other out, and whole numbers come in the order of the commits."""
    if connection.get_execution_options().get("writes"):
        limits = f"SET LOCAL lock_timeout = {WAIT_MS}; SET LOCAL idle_in_transaction_session_timeout = '{IDLE}'"
        connection.exec_driver_sql(f"{limits}; SELECT pg_advisory_xact_lock({LOCK})")


@cache
def revisions() -> tuple[str, ...]:
    """The steps of the schema, the newest last; each is named after its file."""
    return tuple(sorted(step.stem.removeprefix("step_") for step in (MIGRATIONS / "versions").glob("step_*.py")))


def _check_server(where: sa.URL, written: str) -> None:
    """Raise ValueError where PostgreSQL does not know the options behind "?", or where a name would tell the end of a password with an @ in it.

    `written` = the address as it was written, up to its options: an @ of a name itself is written %40.
    """
    from psycopg import ProgrammingError
    from psycopg.conninfo import make_conninfo

    if written.count("@") > 1:
        raise ValueError
    try:
        make_conninfo("", **dict.fromkeys(where.query, "1"))
    except ProgrammingError as error:
        raise ValueError from error


def _upgrade(engine: sa.Engine) -> None:
    known = revisions()
    now = in_turn(lambda: _seen(engine))
    if now == known[-1]:
        return
    with _turn(engine) as connection:
        now = _revision(connection)  # another server may have done it while this one waited for its turn
        if now is not None and now not in known:
            raise StoreError("store-newer")
        _take_steps(connection)


def _seen(engine: sa.Engine) -> str | None:
    with engine.connect() as connection:
        return _revision(connection)


def _take_steps(connection: sa.Connection) -> None:
    """Bring the schema up to the newest step."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    with _stepping:
        command.upgrade(config, "head")


def _revision(connection: sa.Connection) -> str | None:
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()
    return found
