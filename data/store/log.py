"""The log: who did what and when. Lines are added and never changed; the database itself refuses."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa

from data.store.change import About, Act, changing
from data.store.database import reading
from data.store.schema import log
from data.store.stored import fetched, held, moment

if TYPE_CHECKING:
    from data.store.store import Store


@dataclass(frozen=True)
class Line:
    """One line: `about` = what it was about, as in `locales/…/log.yaml`; `at` in UTC."""

    number: int
    at: datetime
    who: str
    act: str
    about: About


def note(store: "Store", who: str, act: Act, about: About) -> None:
    """A line about something that changes nothing in the store. Raises StoreError."""
    with changing(store.engine) as change:
        change.tell(who, act, about)


def count(store: "Store") -> int:
    """How many lines there are. Raises StoreError."""
    with reading(store.engine) as connection:
        return int(connection.execute(sa.select(sa.func.count()).select_from(log)).scalar_one())


def lines(store: "Store", most: int | None = None, skip: int = 0) -> list[Line]:
    """The lines, the latest first: all of them, or at most so many after the first so many. Raises StoreError."""
    wanted = sa.select(log).order_by(log.c.id.desc())
    with reading(store.engine) as connection:
        rows = fetched(connection, wanted if most is None else wanted.limit(most).offset(skip))
    return [Line(r.id, moment(r.at), r.who, r.act, held(r.about, dict)) for r in rows]
