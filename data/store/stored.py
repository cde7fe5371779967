"""What stands in the cells of a store, made into what was written: SQLite keeps anything anywhere, and a damaged file holds what nobody wrote.

That is told in a sentence (StoreError). The nets are around single cells and around nothing else of ours, so that a mistake in the program stays one.
"""

import hashlib
import json
import logging
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar

import sqlalchemy as sa

from data.events import event
from data.store.errors import StoreError
from data.store.recipe import Recipe

T = TypeVar("T")


def fetched(connection: sa.Connection, wanted: sa.Select[Any]) -> Sequence[Any]:
    """The rows of a question; raises StoreError where a cell can't be made into the day, moment or bytes of its column."""
    result = connection.execute(wanted)
    try:
        return result.all()
    except (ValueError, TypeError, OverflowError) as error:  # of SQLAlchemy, which makes them
        raise _damaged(error) from error


def moment(cell: object) -> datetime:
    """A moment in UTC."""
    if not isinstance(cell, datetime):
        raise _damaged()
    return cell.replace(tzinfo=UTC)


def held(cell: object, kind: type[T]) -> T:
    """What was written as JSON: a list or a mapping."""
    try:
        found = json.loads(cell) if isinstance(cell, str) else None
    except (ValueError, RecursionError) as error:
        raise _damaged(error) from error
    if not isinstance(found, kind):
        raise _damaged()
    return found


def recipe(cell: str) -> Recipe:
    """The recipe of a version."""
    try:
        return Recipe.from_json(cell)
    except (ValueError, RecursionError) as error:
        raise _damaged(error) from error


def content(cell: object, sha256: str) -> bytes:
    """A file as it was received: the bytes of this fingerprint."""
    if not isinstance(cell, bytes) or hashlib.sha256(cell).hexdigest() != sha256:
        raise _damaged()
    return cell


def _damaged(error: Exception | None = None) -> StoreError:
    event("store-damaged", logging.ERROR, error=error)
    return StoreError("store-damaged")
