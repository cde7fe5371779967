"""What is said of a store that can't do what is asked, and how what a database answers becomes that."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from data.errors import UserError
from data.events import event

# Anything that a database answers but "this breaks a rule of yours", and no connection free within half a minute.
FAILURES = (sa.exc.DBAPIError, sa.exc.TimeoutError)
DAMAGED = (11, 26)  # what SQLite says of a file: malformed, no database
SHOWN = ("confirm", "undo", "note", "write", "freeze", "purge")  # acts of which somebody can see on a page whether they were done


class StoreError(UserError):
    """The store can't do what is asked; what is in it is unharmed."""


class NotKnownError(StoreError):
    """The connection was lost while the database said yes: what was written may be there or not. `act` = what was done, as the log calls it."""

    def __init__(self, act: str = "") -> None:
        super().__init__(f"store-not-known-{act}" if act in SHOWN else "store-not-known")


@contextmanager
def opening() -> Iterator[None]:
    """Around a first look at a database: raises StoreError where it can't be opened."""
    try:
        yield
    except (sa.exc.SQLAlchemyError, OSError) as error:
        # For whoever looks after the server: host, port and reason, as the database or the system words them. There is no password in it.
        event("store-not-opened", logging.ERROR, reason=str(getattr(error, "orig", error)).strip().partition("\n")[0])
        raise failed(error, "store-unreachable") from error
    except UnicodeError as error:  # SQLite tells of a damaged schema in the bytes that it found there
        raise StoreError("store-damaged") from error


def failed(error: Exception, key: str) -> StoreError:
    """What a database answered, in a sentence: `key`, unless it says that the store itself is damaged. The log tells by what it was."""
    said = getattr(error, "orig", None)
    code = getattr(said, "sqlite_errorname", None) or f"sqlstate-{getattr(said, 'sqlstate', None) or 'none'}"
    event("store-refused", logging.ERROR, code=code)
    return StoreError("store-damaged" if damaged(error) else key)


def damaged(error: Exception) -> bool:
    """Whether a database says by this that its own files are damaged."""
    said = getattr(error, "orig", None)
    return sqlite_code(error) in DAMAGED or str(getattr(said, "sqlstate", "")) in ("XX001", "XX002")


def without(error: BaseException | None) -> bool:
    """Whether a database says by this that it has no such table or column."""
    said = getattr(error, "orig", None)
    return sqlite_code(error) == 1 or str(getattr(said, "sqlstate", "")) in ("42P01", "42703")


def sqlite_code(error: BaseException | None) -> int:
    """What SQLite calls an error; 0 for one of anything else."""
    return (getattr(getattr(error, "orig", error), "sqlite_errorcode", 0) or 0) & 0xFF
