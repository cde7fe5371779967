"""The store: what was confirmed, by whom and when, and the files as they were received."""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal
from uuid import uuid4

import sqlalchemy as sa

from data.archive import Limits, content
from data.raw import Source
from data.store import clock
from data.store.address import address
from data.store.change import changing
from data.store.database import asking, check_revision, database, reading
from data.store.errors import NotKnownError, StoreError, without
from data.store.recipe import File, Recipe
from data.store.schema import ERASED, files, log, notes, only, received, versions
from data.store.sqlite_file import scrub
from data.store.stored import content as content_of
from data.store.stored import fetched, held, moment
from data.store.stored import recipe as recipe_of
from data.store.upgrading import revision, steps

Accounting = Mapping[str, Mapping[str, int]]
Kind = Literal["upload", "undo"]
# How the store stands, and whether the tables are still ours: every redraw asks it.
_LAST = sa.select(log.c.id).order_by(log.c.id.desc()).limit(1)
_LOOK = sa.select(
    sa.func.max(versions.c.number),
    _LAST.scalar_subquery(),
    _LAST.with_only_columns(log.c.at).scalar_subquery(),
    sa.select(steps.c.version_num).scalar_subquery(),
)


@dataclass(frozen=True)
class Mark:
    """How a store stood: its latest version, and the last line of its log. As long as both are the same, nothing was written there:
    every change of a store is told in its log (only an empty store is filled without), and the moment tells two stores apart of which one was put
    in the place of the other.
    """

    version: int
    line: int
    at: datetime | None


class OvertakenError(StoreError):
    """Somebody confirmed in the meantime; `version` is what stands there now."""

    def __init__(self, version: "Version") -> None:
        super().__init__("store-overtaken", number=version.number, who=version.who)
        self.version = version


@dataclass(frozen=True)
class Version:
    """One confirmed state. `at` in UTC; `received` = what came in with it; `accounting` = sheet -> read, accepted … of what came in."""

    number: int
    at: datetime
    who: str
    note: str
    kind: Kind
    recipe: Recipe
    accounting: Accounting
    fingerprint: str
    received: tuple[File, ...]


@dataclass(frozen=True)
class Entry:
    """What is to become a version: the files as received, the recipe that takes them up, and who answers for it.

    `back_to` = the version whose content comes back, for an undo.
    """

    recipe: Recipe
    who: str
    note: str
    fingerprint: str
    received: tuple[Source, ...] = ()
    accounting: Accounting | None = None
    kind: Kind = "upload"
    back_to: int | None = None


@dataclass(frozen=True)
class Note:
    """A dated remark on an indicator, as it stands now."""

    thread: str
    indicator: str
    day: date
    text: str
    who: str
    at: datetime


@dataclass(frozen=True)
class Kept:
    """A file as it was received: `version` = the last one with which it came in, `size` in bytes; `purged` = its content is gone."""

    name: str
    sha256: str
    version: int
    size: int
    purged: bool


@dataclass(frozen=True)
class Store:
    """The versions in one database; `actor` = who stands in the log, where that says more than the name under what is written."""

    engine: sa.Engine
    actor: str = ""

    def head(self) -> int:
        """The number of the latest version; 0 when there is none yet."""
        return self.look().version

    def look(self) -> Mark:
        """How the store stands: one question, for what happens at every redraw.

        Raises StoreError where the tables are not those of this program any more.
        """
        try:
            with asking(self.engine) as connection:
                number, line, at, found = connection.execute(_LOOK).one()
        except StoreError as error:
            if without(error.__cause__):  # an older store that was put back lacks what the question is about
                with asking(self.engine) as connection:
                    check_revision(revision(connection))
            raise
        check_revision(found)
        return Mark(int(number or 0), int(line or 0), at)

    def version(self, number: int) -> Version:
        """One version; raises StoreError when there is none of that number."""
        found = self.history(number)
        if not found:
            raise StoreError("store-no-version", number=number)
        return found[0]

    def history(self, number: int | None = None) -> list[Version]:
        """All versions (or the one), the latest first."""
        with reading(self.engine) as connection:
            return _history(connection, number)

    def confirm(self, base: int, entry: Entry) -> Version:
        """Make the entry the next version after `base`, whole or not at all.

        Raises OvertakenError when `base` is no longer the latest, and StoreError where the entry rests on a file whose content is not
        there: nothing is written then. Raises NotKnownError where the database went away in between and nobody can say.
        """
        contents = [(s.name, _bytes(s)) for s in entry.received]
        row = {
            "number": base + 1, "parent": base or None, "at": clock.now(), "who": entry.who, "note": entry.note, "kind": entry.kind,
            "recipe": entry.recipe.as_json(), "accounting": json.dumps(entry.accounting or {}, sort_keys=True), "fingerprint": entry.fingerprint,
        }  # fmt: skip
        try:
            with changing(self.engine) as change:
                connection = change.connection
                connection.execute(sa.insert(versions).values(row))  # first: of two at once the second is refused here
                for position, (name, raw) in enumerate(contents):
                    sha = keep(connection, raw)
                    connection.execute(sa.insert(received).values(version=base + 1, position=position, name=name, sha256=sha))
                _whole(connection, entry.recipe.contents, hold=True)
                about = {"version": base + 1} | ({"files": [name for name, _ in contents]} if entry.kind == "upload" else {"to": entry.back_to})
                change.tell(self.actor or entry.who, "confirm" if entry.kind == "upload" else "undo", about)
                (made,) = _history(connection, base + 1)  # before the commit: once it is stored, nothing can go wrong any more
        except NotKnownError:
            raise
        except (sa.exc.IntegrityError, StoreError) as error:
            if self.head() != base:
                raise OvertakenError(self.version(self.head())) from error
            if isinstance(error, StoreError):
                raise
            raise StoreError("store-not-written") from error
        return made

    def undo(self, base: int, to: int, who: str, note: str) -> Version:
        """A new version with the content of an earlier one."""
        earlier = self.version(to)
        return self.confirm(base, Entry(earlier.recipe, who, note, earlier.fingerprint, kind="undo", back_to=to))

    def content(self, sha256: str) -> bytes:
        """A file as it was received; raises StoreError when its content was purged."""
        with reading(self.engine) as connection:
            rows = fetched(connection, sa.select(files.c.content).where(files.c.sha256 == sha256))
        raw = rows[0].content if rows else None
        if raw is None:
            raise StoreError("store-no-content")
        return content_of(raw, sha256)

    def kept(self) -> list[Kept]:
        """Every file that came in, under the name it last had, the latest first."""
        newest = sa.select(received.c.sha256, sa.func.max(received.c.version).label("version")).group_by(received.c.sha256).subquery()
        found = (
            sa
            .select(received.c.name, newest.c.sha256, newest.c.version, files.c.size, ERASED.label("purged"))
            .join(newest, sa.and_(newest.c.sha256 == received.c.sha256, newest.c.version == received.c.version))
            .join(files, files.c.sha256 == received.c.sha256)
            .order_by(newest.c.version.desc(), received.c.position)
        )
        with reading(self.engine) as connection:
            rows = fetched(connection, found)
        there = {r.sha256: Kept(r.name, r.sha256, r.version, r.size, r.purged) for r in reversed(rows)}
        return sorted(there.values(), key=lambda k: -k.version)

    def purge(self, sha256: str, who: str) -> None:
        """Take the content of a file away for good; its fingerprint, name and accounting stay, and earlier versions that rest on it can't be read.

        Raises StoreError where the latest version rests on it, and NotKnownError where nobody can say whether it was done.
        """
        try:
            self._take_away(sha256, who)
        except NotKnownError:
            scrub(self.engine)  # it may be gone, and then it is to be gone from the disk too
            raise
        scrub(self.engine)

    def _take_away(self, sha256: str, who: str) -> None:
        with changing(self.engine) as change:
            connection = change.connection
            # First: a version that somebody confirms right now either sees that the content is gone, or is seen here.
            connection.execute(sa.update(files).where(files.c.sha256 == sha256).values(content=None))
            recipe = connection.execute(sa.select(versions.c.recipe).order_by(versions.c.number.desc()).limit(1)).scalar()
            if recipe and sha256 in recipe_of(recipe).contents:
                raise StoreError("store-in-use")
            name = connection.execute(sa.select(received.c.name).where(received.c.sha256 == sha256).order_by(received.c.version.desc())).scalar()
            change.tell(self.actor or who, "purge", {"file": name or "", "sha256": sha256})

    def erased(self) -> frozenset[str]:
        """The fingerprints of the files whose content was erased."""
        with reading(self.engine) as connection:
            return frozenset(connection.execute(sa.select(files.c.sha256).where(ERASED)).scalars())

    def sources(self, recipe: Recipe, fresh: Sequence[Source] = ()) -> list[Source]:
        """The files of a recipe for the reader, in order; `fresh` are files that are not in the store yet. Raises StoreError."""
        at_hand = {sha256_of(_bytes(s)): _bytes(s) for s in fresh}
        with reading(self.engine) as connection:
            _whole(connection, recipe.contents - at_hand.keys())
        names = recipe.shown_names()
        last = len(recipe.layers) - 1
        return [
            Source(names[n, position], at_hand.get(f.sha256) or self.content(f.sha256), None if n == last else layer.tables, n)
            for n, layer in enumerate(recipe.layers)
            for position, f in enumerate(layer.files)
        ]

    def seen(self, sha256: str) -> int | None:
        """The latest version with which this very file came in."""
        with reading(self.engine) as connection:
            found: int | None = connection.execute(sa.select(sa.func.max(received.c.version)).where(received.c.sha256 == sha256)).scalar()
        return found

    def notes(self, indicator: str | None = None) -> list[Note]:
        """The remarks as they stand now (of one indicator where given), in order of their day."""
        newest = sa.select(sa.func.max(notes.c.id)).group_by(notes.c.thread)
        wanted = sa.select(notes).where(notes.c.id.in_(newest), sa.not_(notes.c.withdrawn)).order_by(notes.c.day, notes.c.id)
        with reading(self.engine) as connection:
            rows = fetched(connection, wanted if indicator is None else wanted.where(notes.c.indicator == indicator))
        return [Note(r.thread, r.indicator, r.day, r.text, r.who, moment(r.at)) for r in rows]

    def remark(self, indicator: str, day: date, text: str, who: str, thread: str | None = None, *, withdrawn: bool = False) -> str:
        """Write a remark, or a later wording of the remark in `thread`; gives its thread. With `withdrawn` it is shown no longer."""
        name = thread or uuid4().hex
        row = {"thread": name, "indicator": indicator, "day": day, "text": text, "who": who, "at": clock.now(), "withdrawn": withdrawn}
        with changing(self.engine) as change:
            change.connection.execute(sa.insert(notes).values(row))
            change.tell(self.actor or who, "note", {"indicator": indicator, "withdrawn": withdrawn})
        return name


def open_store(url: str | None = None) -> Store:
    """The store at an address, by default the one of the settings."""
    return Store(database(url or address()))


def _history(connection: sa.Connection, number: int | None) -> list[Version]:
    """All versions (or the one), the latest first."""
    rows = fetched(connection, sa.select(versions).where(only(versions.c.number, number)).order_by(versions.c.number.desc()))
    came: dict[int, list[File]] = {}
    for row in fetched(connection, sa.select(received).where(only(received.c.version, number)).order_by(received.c.version, received.c.position)):
        came.setdefault(row.version, []).append(File(row.name, row.sha256))
    return [_version(row, tuple(came.get(row.number, ()))) for row in rows]


def _whole(connection: sa.Connection, contents: Collection[str], *, hold: bool = False) -> None:
    """Raise StoreError where a content is not there: erased, or never in this store (a back-up was put back since the recipe was made).

    `hold` = they stay there until the end of the transaction, whoever wants to erase one.
    """
    wanted = sa.select(files.c.sha256, ERASED).where(files.c.sha256.in_(contents))
    there = {sha: bool(erased) for sha, erased in connection.execute(wanted.with_for_update(read=True) if hold else wanted)}
    if any(there.values()):
        raise StoreError("store-version-erased")
    if set(contents) - set(there):
        raise StoreError("store-other")


def keep(connection: sa.Connection, raw: bytes) -> str:
    """Put a content in the store unless it is there; gives its SHA-256. A content that was purged and comes in again is there again."""
    sha = sha256_of(raw)
    there = connection.execute(sa.select(sa.not_(ERASED)).where(files.c.sha256 == sha)).scalar()
    if there is None:
        connection.execute(sa.insert(files).values(sha256=sha, size=len(raw), content=raw))
    elif not there:
        connection.execute(sa.update(files).where(files.c.sha256 == sha).values(content=raw))
    return sha


def sha256_of(raw: bytes) -> str:
    """The fingerprint of a file."""
    return hashlib.sha256(raw).hexdigest()


def received_files(sources: Sequence[Source]) -> tuple[File, ...]:
    """Files by name and fingerprint."""
    return tuple(File(s.name, sha256_of(_bytes(s))) for s in sources)


def _bytes(source: Source) -> bytes:
    return source.data if isinstance(source.data, bytes) else content(source.name, Path(source.data), Limits.from_settings())


def _version(row: Any, came: tuple[File, ...]) -> Version:
    return Version(
        row.number, moment(row.at), row.who, row.note, row.kind, recipe_of(row.recipe), held(row.accounting, dict), row.fingerprint, came,
    )  # fmt: skip
