"""The database behind the store: one SQLite file by default, or whatever address the setting IMPACTMONITOR_DATABASE_URL gives."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from data.errors import UserError

SETTING = "IMPACTMONITOR_DATABASE_URL"
ROOT = Path(__file__).parent.parent.parent
DEFAULT = f"sqlite:///{ROOT / 'deliveries' / 'impactmonitor.db'}"
WAIT_MS = 30_000  # how long a writer waits for another
LOCK = 0x1A9AC7  # the advisory lock under which one of several servers brings a PostgreSQL store up to date


class StoreError(UserError):
    """The store can't do what is asked; what is in it is unharmed."""


def address() -> str:
    """Where the store is."""
    return os.environ.get(SETTING) or DEFAULT


def lasts() -> bool:
    """Whether what is written here is there after a restart; on Streamlit Community Cloud, and where a setting says so, it is not."""
    return os.environ.get("IMPACTMONITOR_DISK") != "temporary" and not ROOT.is_relative_to("/mount/src")


@cache
def database(url: str) -> sa.Engine:
    """The database at an address, brought up to date; raises StoreError where that can't be done."""
    try:
        engine = _engine(url)
        _upgrade(engine)
    except (sa.exc.SQLAlchemyError, OSError) as error:
        raise StoreError("store-unreachable") from error
    return engine


@contextmanager
def reading(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A look at the database, as it stands at one moment; raises StoreError where it can't be read."""
    try:
        with engine.begin() as connection:
            yield connection
    except (sa.exc.OperationalError, sa.exc.ProgrammingError) as error:
        raise StoreError("store-unreachable") from error


@contextmanager
def writing(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A transaction that writes: it takes its turn before it reads, so that what it reads still holds when it writes.

    Raises StoreError where nothing can be written; what a rule of the database refuses stays an IntegrityError.
    """
    try:
        with engine.execution_options(writes=True).begin() as connection:
            yield connection
    except (sa.exc.OperationalError, sa.exc.ProgrammingError) as error:
        raise StoreError("store-not-written") from error


def scrub(engine: sa.Engine) -> None:
    """Take what was erased off the disk too, as far as the database lets us: SQLite leaves it in its write-ahead log until that is emptied.

    While others read, it can't be emptied; it is then at the next write or restart. A PostgreSQL clears up by itself.
    """
    if engine.dialect.name == "sqlite":
        with suppress(sa.exc.SQLAlchemyError), engine.connect() as connection:
            connection.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _engine(url: str) -> sa.Engine:
    where = sa.make_url(url)
    if where.get_backend_name() != "sqlite":
        return sa.create_engine(where, pool_pre_ping=True)
    if where.database and where.database != ":memory:":
        Path(where.database).parent.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(where)
    sa.event.listen(engine, "connect", _prepare_sqlite)
    sa.event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    """Every confirm is on disk before it is told; readers and a writer don't wait for each other."""
    connection.isolation_level = None  # transactions begin where SQLAlchemy says so, not at the first change
    for pragma in (f"busy_timeout={WAIT_MS}", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: sa.Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN")


def revisions() -> list[str]:
    """The steps of the schema, the newest last."""
    return [str(step.revision) for step in ScriptDirectory.from_config(_config()).walk_revisions()][::-1]


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config


def _upgrade(engine: sa.Engine) -> None:
    config, known = _config(), revisions()
    with engine.connect() as connection:
        now = _revision(connection)
    if now == known[-1]:
        return
    with writing(engine) as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        now = _revision(connection)
        if now is not None and now not in known:
            raise StoreError("store-newer")
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _revision(connection: sa.Connection) -> str | None:
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()
    return found
