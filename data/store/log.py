"""The log: who did what and when. Lines are added and never changed; the database itself refuses."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal

import sqlalchemy as sa

from data.store.database import reading, writing
from data.store.schema import log

if TYPE_CHECKING:
    from data.store.store import Store

# Those of the first row are written together with what they tell; the others change nothing in the store.
Act = Literal[
    "confirm", "undo", "note", "write", "freeze", "purge",
    "upload", "report", "switch", "original", "backup", "log", "refused",
]  # fmt: skip
About = Mapping[str, Any]


@dataclass(frozen=True)
class Line:
    """One line: `about` = what it was about, as in `locales/…/log.yaml`; `at` in UTC."""

    number: int
    at: datetime
    who: str
    act: str
    about: About


def add(connection: sa.Connection, who: str, act: Act, about: About) -> None:
    """A line in a transaction that is under way: what it tells and the line are there together, or neither."""
    row = {"at": datetime.now(UTC).replace(tzinfo=None), "who": who, "act": act, "about": json.dumps(about, ensure_ascii=False, sort_keys=True)}
    connection.execute(sa.insert(log).values(row))


def note(store: "Store", who: str, act: Act, about: About) -> None:
    """A line about something that changes nothing in the store. Raises StoreError."""
    with writing(store.engine) as connection:
        add(connection, who, act, about)


def lines(store: "Store", most: int | None = None) -> list[Line]:
    """The lines, the latest first."""
    wanted = sa.select(log).order_by(log.c.id.desc())
    with reading(store.engine) as connection:
        rows = connection.execute(wanted if most is None else wanted.limit(most)).all()
    return [Line(r.id, r.at.replace(tzinfo=UTC), r.who, r.act, json.loads(r.about)) for r in rows]
