"""A whole store in one archive, to keep safe or to move to another database. Writing one is safe while the store is in use.

The archive holds `store.json` (versions, notes, reports and log, line by line as in the database) and `files/<SHA-256>` (the files as received).
An archive of an older store lacks the tables that came later, which are then empty; one of a newer store is refused.
It holds everything that people delivered, personal columns too: it is confidential.
"""

import json
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any

import sqlalchemy as sa

from data.store.database import StoreError, absent, database, file_of, place, reading, revisions, scrub, short_of_a_slash, writing
from data.store.schema import ERASED, files, log, metadata, narratives, notes, received, report_files, reports, versions
from data.store.store import Store, open_store, sha256_of
from data.store.stored import fetched

FORMAT = 1
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
                ((content,),) = fetched(connection, sa.select(files.c.content).where(files.c.sha256 == entry["sha256"]))
                archive.writestr(f"files/{entry['sha256']}", bytes(content))
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
    if file is None or file.exists():
        return _fill(open_store(url), archive)
    folder, part = file.parent, file.with_name(f"{file.name}.part")
    made = not folder.exists()
    try:
        _remove(part)
        count = _filled(part, archive)
        if file.exists():
            raise StoreError("store-not-empty")
        part.rename(file)
    finally:
        _remove(part)
        if made:
            with suppress(OSError):  # it holds the store
                folder.rmdir()
    return count


def _filled(file: Path, archive: Archive) -> int:
    """A store in a file of its own, which nobody has open afterwards."""
    store = open_store(f"sqlite:///{file}")
    try:
        count = _fill(store, archive)
        scrub(store.engine)
    finally:
        store.engine.dispose()
        database.cache_clear()
    return count


def _remove(file: Path) -> None:
    for end in ("", "-wal", "-shm", "-journal"):
        file.with_name(file.name + end).unlink(missing_ok=True)


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
            if any(connection.execute(sa.select(sa.exists().select_from(table))).scalar() for table in metadata.sorted_tables):
                raise StoreError("store-not-empty")
            _insert(connection, files, [{"sha256": e["sha256"], "size": e["size"], "content": contents[e["sha256"]]} for e in found["files"]])
            for table in LISTED:
                rows = [_today(table, row) for row in found.get(table.name, ())]
                _insert(connection, table, [{c.name: _read(c, row[c.name]) for c in table.columns} for row in rows])
            _count_on(connection)
    except (sa.exc.SQLAlchemyError, KeyError, ValueError) as error:
        raise StoreError("store-archive") from error
    return len(found["versions"])


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
