"""The steps of the schema: which there are, which one a store is at, and how it gets to the newest."""

import threading
from functools import cache
from pathlib import Path

import sqlalchemy as sa

from data.store.errors import StoreError

MIGRATIONS = Path(__file__).parent / "migrations"
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
    check_not_newer(revision(connection))
    _take_steps(connection)


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
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()
    return found
