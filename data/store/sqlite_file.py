"""What is SQLite's own: a store is a file there, which people move, delete and put back, with files beside it that belong to it."""

import logging
import os
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

import sqlalchemy as sa

from data.events import event
from data.store.address import check_folder, file_of
from data.store.errors import StoreError, sqlite_code

WAIT_MS = 30_000  # how long a writer waits for another
PRIVATE = 0o660  # less what the user of the dashboard takes off (umask)
BESIDE = ("-journal", "-wal", "-shm")  # what SQLite keeps beside a file, by the end of its name
BUSY = (5, 6, 15)  # what SQLite says of a file that another is at work in: busy, locked, a race that it lost too often

T = TypeVar("T")
_making = threading.Lock()


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


def sqlite_engine(where: sa.URL) -> sa.Engine:
    """The file at an address, made where it is not there; raises StoreError where its folder is missing, or a log stands beside a file that is away."""
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
    sa.event.listen(engine, "connect", _prepare)
    sa.event.listen(engine, "begin", _begin)
    _guard(engine, File(Path(where.database or "")))
    return engine


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


def _prepare(connection: Any, _record: object) -> None:
    """Every confirm is on disk before it is told; readers and a writer don't wait for each other."""
    connection.isolation_level = None  # transactions begin where SQLAlchemy says so, not at the first change
    connection.execute(f"PRAGMA busy_timeout={WAIT_MS}")
    in_turn(lambda: connection.execute("PRAGMA journal_mode=WAL"))
    for pragma in ("synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: sa.Connection) -> None:
    how = connection.get_execution_options()
    if not how.get("alone"):
        connection.exec_driver_sql("BEGIN IMMEDIATE" if how.get("writes") else "BEGIN")


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
            if sqlite_code(error) not in BUSY or time.monotonic() > until:
                raise
            time.sleep(0.02)


def untouched(file: Path) -> sa.Engine:
    """A way to read a file that writes nothing, not even beside it where nobody is at work in it."""
    uri = f"file:{quote(str(file))}?mode=ro{'' if beside(file) else '&immutable=1'}"
    return sa.create_engine("sqlite://", creator=lambda: sqlite3.connect(uri, uri=True, timeout=10, check_same_thread=False), poolclass=sa.pool.NullPool)


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


def scrub(engine: sa.Engine) -> None:
    """Take what was erased off the disk too, as far as the database lets us: SQLite leaves it in its write-ahead log until that is emptied.

    While others read, it can't be emptied; it is then at the next write or restart. A PostgreSQL clears up by itself.
    """
    if engine.dialect.name == "sqlite":
        with suppress(sa.exc.SQLAlchemyError, sqlite3.Error), engine.connect() as connection:
            connection.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
