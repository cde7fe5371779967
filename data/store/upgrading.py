"""The steps of the schema: which there are, which one a store is at, and how it gets to the newest.

A new store is made as `schema.py` says, at once; only an older one takes steps, and only then is Alembic loaded. Both give the same tables
(tests/store/test_released.py).
"""

import threading
from functools import cache
from pathlib import Path

import sqlalchemy as sa

from data.store.errors import StoreError
from data.store.refusing import refusals
from data.store.schema import FOREVER, metadata

MIGRATIONS = Path(__file__).parent / "migrations"
# Alembic's own table, which says the step that a database is at.
steps = sa.Table("alembic_version", sa.MetaData(), sa.Column("version_num", sa.String(32), nullable=False),
                 sa.PrimaryKeyConstraint("version_num", name="alembic_version_pkc"))  # fmt: skip
_stepping = threading.Lock()  # Alembic knows one database at a time


@cache
def revisions() -> tuple[str, ...]:
    """The steps of the schema, the newest last; each is named after its file."""
    return tuple(sorted(step.stem.removeprefix("step_") for step in (MIGRATIONS / "versions").glob("step_*.py")))


def check_not_newer(found: str | None) -> None:
    """Raise StoreError for a step that this program does not know: a newer one made it. None = no step was taken yet."""
    if found is not None and found not in revisions():
        raise StoreError("store-newer")


def upgrade(connection: sa.Connection) -> None:
    """Bring the schema up to the newest step, from whichever it is at by now; raises StoreError where a newer program made it."""
    found = revision(connection)
    check_not_newer(found)
    if found is None:
        _make(connection)
    else:
        _take_steps(connection)


def _make(connection: sa.Connection) -> None:
    metadata.create_all(connection, checkfirst=False)  # a table of that name that is there already is of something else
    for statement in refusals(connection.dialect.name, *FOREVER):
        connection.execute(sa.text(statement))
    steps.create(connection)
    connection.execute(steps.insert().values(version_num=revisions()[-1]))


def _take_steps(connection: sa.Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    with _stepping:
        command.upgrade(config, "head")


def seen(engine: sa.Engine) -> str | None:
    """The step that a database is at, at a look that takes no turn; None for a new one, or one of something else."""
    with engine.connect() as connection:
        return revision(connection)


def revision(connection: sa.Connection) -> str | None:
    """The same, on a connection."""
    if not sa.inspect(connection).has_table(steps.name):
        return None
    found: str | None = connection.execute(sa.select(steps.c.version_num)).scalar()
    return found
