"""A whole store in one archive, to keep safe or to move to another database. Writing one is safe while the store is in use.

The archive holds `store.json` (versions, notes, reports and log, line by line as in the database) and `files/<SHA-256>` (the files as received).
An archive of an older store lacks the tables that came later, which are then empty; one of a newer store is refused.
It holds everything that people delivered, personal columns too: it is confidential.
"""

import json
import os
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

import sqlalchemy as sa

from data.store.address import absent, check_folder, file_of, place, short_of_a_slash
from data.store.database import opened, reading, writing
from data.store.errors import NotKnownError, StoreError, opening
from data.store.schema import ERASED, files, log, metadata, narratives, notes, received, report_files, reports, versions
from data.store.sqlite_file import beside, left_beside, scrub
from data.store.store import Store, open_store, sha256_of
from data.store.stored import content, fetched
from data.store.upgrading import revisions

FORMAT = 1
UNFINISHED = ("store-unreachable", "store-not-known")  # what is said of a store that is being made, of which nothing is kept then
LISTED = (versions, received, notes, narratives, reports, report_files, log)  # in an order in which each finds what it refers to


def export_store(store: Store, target: Path | IO[bytes]) -> int:
    """Write the archive as the store stands at one moment; gives the number of versions in it."""
    with reading(store.engine) as connection, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        found: dict[str, Any] = {"format": FORMAT, "schema": revisions()[-1]}
        for table in LISTED:
            rows = fetched(connection, sa.select(table).order_by(*table.primary_key))
            found[table.name] = [{key: _written(value) for key, value in row._mapping.items()} for row in rows]
        sizes = fetched(connection, sa.select(files.c.sha256, files.c.size, ERASED).order_by(files.c.sha256))
        found["files"] = [{"sha256": sha, "size": size, "purged": bool(purged)} for sha, size, purged in sizes]
        archive.writestr("store.json", json.dumps(found, ensure_ascii=False, indent=1))
        for entry in found["files"]:
            if not entry["purged"]:
                ((cell,),) = fetched(connection, sa.select(files.c.content).where(files.c.sha256 == entry["sha256"]))
                archive.writestr(f"files/{entry['sha256']}", content(cell, entry["sha256"]))
    return len(found["versions"])


@dataclass(frozen=True)
class Archive:
    """What an archive holds: the rows by table, and the files by SHA-256 (None for one that was erased)."""

    rows: Mapping[str, Any]
    contents: Mapping[str, bytes | None]


def import_into(url: str, source: Path) -> int:
    """Fill the empty store at an address, as `import_store` does. One in a file that is not there yet appears whole, or not at all."""
    archive, where = unpacked(source), place(url)
    file = file_of(where)
    if short_of_a_slash(where):
        raise absent(where)
    with opening():
        ready = file is None or file.exists()
    if file is None or ready:
        return _fill(open_store(url), archive)
    made = not file.parent.exists()
    try:
        with opening():
            check_folder(file)
            if beside(file) and not file.exists():  # SQLite would play the log of the store that stood here into the new one
                raise left_beside(file)
        return _put(where, file, archive)
    finally:
        if made:
            with suppress(OSError):  # it holds the store
                file.parent.rmdir()


def _put(where: sa.URL, file: Path, archive: Archive) -> int:
    """Fill a store in a folder of its own, and put it in its place once it is whole. Raises StoreError where nothing was restored."""
    try:
        with TemporaryDirectory(prefix="import-", dir=file.parent, ignore_cleanup_errors=True) as folder:
            part = Path(folder, file.name)
            count = _filled(where.set(database=str(part)), archive)
            if beside(part):  # there was no room to write its log into it
                raise StoreError("store-not-written")
            if _linked(part, file):
                return count
    except OSError as error:
        raise StoreError("store-not-written") from error
    except StoreError as error:
        if error.key not in UNFINISHED:
            raise
        raise StoreError("store-not-written") from error
    return _filled(where, archive)


def _linked(part: Path, file: Path) -> bool:
    """Give a file its name, never that of another; False on a disk that can't do so. Raises StoreError where the name was taken meanwhile."""
    try:
        os.link(part, file)
    except FileExistsError as error:
        raise StoreError("store-not-empty") from error
    except OSError:
        return False
    return True


def _filled(where: sa.URL, archive: Archive) -> int:
    """A store in a file that nobody has open afterwards."""
    engine = opened(where)
    try:
        count = _fill(Store(engine), archive)
        scrub(engine)
    finally:
        engine.dispose()
    return count


def import_store(store: Store, source: Path | IO[bytes]) -> int:
    """Fill an empty store from an archive, whole or not at all; gives the number of versions. Raises StoreError."""
    return _fill(store, unpacked(source))


def unpacked(source: Path | IO[bytes]) -> Archive:
    """What an archive holds; raises StoreError for one that is not whole, or of a newer program."""
    try:
        with zipfile.ZipFile(source) as archive:
            found = json.loads(archive.read("store.json"))
            contents = {e["sha256"]: None if e["purged"] else archive.read(f"files/{e['sha256']}") for e in found["files"]}
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise StoreError("store-archive") from error
    if found.get("format") == FORMAT and found.get("schema", revisions()[0]) not in revisions():
        raise StoreError("store-newer")
    if found.get("format") != FORMAT or any(raw is not None and sha256_of(raw) != sha for sha, raw in contents.items()):
        raise StoreError("store-archive")
    return Archive(found, contents)


def _fill(store: Store, archive: Archive) -> int:
    found, contents = archive.rows, archive.contents
    try:
        with writing(store.engine) as connection:
            if _holds(connection):
                raise StoreError("store-not-empty")
            _insert(connection, files, [{"sha256": e["sha256"], "size": e["size"], "content": contents[e["sha256"]]} for e in found["files"]])
            for table in LISTED:
                rows = [_today(table, row) for row in found.get(table.name, ())]
                _insert(connection, table, [{c.name: _read(c, row[c.name]) for c in table.columns} for row in rows])
            _count_on(connection)
    except NotKnownError as error:
        if not _arrived(store, error):
            raise StoreError("store-not-written") from error
    except (sa.exc.SQLAlchemyError, KeyError, ValueError) as error:
        raise StoreError("store-archive") from error
    return len(found["versions"])


def _arrived(store: Store, lost: NotKnownError) -> bool:
    """Whether what was written to an empty store is there after all, seen in a turn of its own; raises `lost` where that can't be said."""
    try:
        with writing(store.engine) as connection:
            return _holds(connection)
    except StoreError:
        raise lost from None


def _holds(connection: sa.Connection) -> bool:
    return any(connection.execute(sa.select(sa.exists().select_from(table))).scalar() for table in metadata.sorted_tables)


def _today(table: sa.Table, row: dict[str, Any]) -> dict[str, Any]:
    """A row of an older archive as a row of today: the first texts stood at the number of an objective (step 0004 does it in a store)."""
    return row | {"section": f"objective_{row['objective']}"} if table is narratives and "objective" in row else row


def _insert(connection: sa.Connection, table: sa.Table, rows: list[dict[str, Any]]) -> None:
    for row in rows:
        connection.execute(sa.insert(table).values(row))


def _count_on(connection: sa.Connection) -> None:
    """Rows that come later get numbers after those that came with the archive. SQLite sees to that by itself; PostgreSQL counts apart from the rows."""
    if connection.dialect.name == "postgresql":
        for table in LISTED:
            column = table.autoincrement_column
            if column is not None:
                sequence = sa.func.pg_get_serial_sequence(table.name, column.name)
                connection.execute(sa.select(sa.func.setval(sequence, sa.func.coalesce(sa.func.max(column), 0) + 1, False)))


def _written(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _read(column: sa.Column[Any], value: Any) -> Any:
    match column.type:
        case sa.DateTime():
            return datetime.fromisoformat(value)
        case sa.Date():
            return date.fromisoformat(value)
    return value
