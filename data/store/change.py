"""A change to the store: its transaction, the line in the log that goes with it, and what became of both.

There are three ends: stored, not stored, and not known, for a connection that is lost while the database says yes leaves that open. The line is
there together with what it tells, or neither is: so whether the line is there is looked up, and says which end it was.
"""

import json
import logging
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any, Literal

import sqlalchemy as sa

from data.events import event
from data.store import clock
from data.store.database import writing
from data.store.errors import NotKnownError, StoreError
from data.store.schema import log

# Those of the first row are written together with what they tell; the others change nothing in the store.
Act = Literal[
    "confirm", "undo", "note", "write", "freeze", "purge",
    "upload", "report", "switch", "original", "backup", "log", "refused",
]  # fmt: skip
About = Mapping[str, Any]
PATIENCE_S = 15.0  # how long a database may be away before nobody waits for what it did
PAUSE_S = 0.3


@dataclass
class Change:
    """What is being written: `line` = its line in the log, once it was told."""

    connection: sa.Connection
    line: Mapping[str, Any] | None = None

    def tell(self, who: str, act: Act, about: About) -> None:
        """Write the line: what it tells and the line are there together, or neither."""
        row = {"at": clock.now(), "who": who, "act": act, "about": json.dumps(about, ensure_ascii=False, sort_keys=True)}
        self.line = row | {"id": self.connection.execute(sa.insert(log).values(row).returning(log.c.id)).scalar_one()}


@contextmanager
def changing(engine: sa.Engine) -> Iterator[Change]:
    """A transaction that writes and tells the log of it. Where it ends without an error, all of it is stored.

    Raises StoreError where nothing was stored, and NotKnownError where nobody can say; what a rule of the database refuses stays an IntegrityError.
    """
    change, begun = None, time.monotonic()
    try:
        with writing(engine) as connection:
            change = Change(connection)
            yield change
    except NotKnownError as error:
        line = change.line if change else None
        stored = _stored(engine, line) if line else None
        event("store-answer-lost", logging.ERROR, found={True: "stored", False: "not-stored", None: "not-known"}[stored])
        if stored is None:
            raise NotKnownError(str(line["act"]) if line else "") from error
        if not stored:
            raise StoreError("store-not-written") from error
    if change and change.line:
        _told(change.line, time.monotonic() - begun)


def _told(line: Mapping[str, Any], seconds: float) -> None:
    """The server's log hears of it too, without who or what: the act, the version and how many files."""
    about = json.loads(line["about"])
    version, files = about.get("version"), about.get("files")
    event("stored", act=line["act"], version=version, files=len(files) if files is not None else None, seconds=seconds)


def _stored(engine: sa.Engine, line: Mapping[str, Any]) -> bool | None:
    """Whether a line is in the log; None where the database does not come back in time.

    It is looked up in a turn of its own: so what was cut off has ended by then, also where the database heard of that later.
    """
    wanted = sa.select(sa.exists().where(*(log.c[key] == value for key, value in line.items())))
    until = time.monotonic() + PATIENCE_S
    while True:
        with suppress(StoreError), writing(engine) as connection:
            return bool(connection.execute(wanted).scalar())
        if time.monotonic() > until:
            return None
        time.sleep(PAUSE_S)
