"""What was reported: figures, texts and files as they were, and never changed afterwards."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from data.store import clock
from data.store.change import changing
from data.store.database import reading
from data.store.recipe import File
from data.store.schema import only, report_files, reports
from data.store.store import Store, keep
from data.store.stored import fetched, held, moment

Record = Mapping[str, Any]


@dataclass(frozen=True)
class Frozen:
    """A period as it is reported. `figures` = one record per indicator (as `python -m metrics` gives them), `catalogue` = a fingerprint
    of the definitions, `settings` = phases and factors, `texts` = the narrative; `version` = the data that it was made from.
    """

    start: date
    end: date
    phase: str | None
    as_of: date
    version: int
    catalogue: str
    figures: Sequence[Record]
    settings: Record
    texts: Sequence[Record]
    who: str
    note: str


@dataclass(frozen=True)
class Report:
    """A frozen report with its number, the moment (UTC) and the files that were made."""

    number: int
    at: datetime
    frozen: Frozen
    files: tuple[File, ...]


def freeze(store: Store, frozen: Frozen, files: Mapping[str, bytes]) -> Report:
    """Keep a report with its files, whole or not at all. Raises StoreError."""
    row = {
        **vars(frozen), "figures": json.dumps(list(frozen.figures), ensure_ascii=False), "settings": json.dumps(frozen.settings, ensure_ascii=False),
        "texts": json.dumps(list(frozen.texts), ensure_ascii=False), "at": clock.now(),
    }  # fmt: skip
    with changing(store.engine) as change:
        connection = change.connection
        # Counted here and not by the database: PostgreSQL would skip the number of a report that was broken off.
        number = int(connection.execute(sa.select(sa.func.coalesce(sa.func.max(reports.c.number), 0) + 1)).scalar_one())
        connection.execute(sa.insert(reports).values(row | {"number": number}))
        for name, raw in files.items():
            connection.execute(sa.insert(report_files).values(report=number, name=name, sha256=keep(connection, raw)))
        change.tell(store.actor or frozen.who, "freeze", {"report": number, "version": frozen.version})
        (made,) = _found(connection, number)  # before the commit: once it is stored, nothing can go wrong any more
    return made


def reported(store: Store) -> list[Report]:
    """All frozen reports, the latest first."""
    with reading(store.engine) as connection:
        return _found(connection)


def covers(report: Report, start: date, end: date) -> bool:
    """Whether a report is about days of this stretch."""
    return report.frozen.start <= end and start <= report.frozen.end


def _found(connection: sa.Connection, number: int | None = None) -> list[Report]:
    """All reports (or the one), the latest first."""
    rows = fetched(connection, sa.select(reports).where(only(reports.c.number, number)).order_by(reports.c.number.desc()))
    made: dict[int, list[File]] = {}
    for row in fetched(connection, sa.select(report_files).where(only(report_files.c.report, number)).order_by(report_files.c.report, report_files.c.name)):
        made.setdefault(row.report, []).append(File(row.name, row.sha256))
    return [_report(row, tuple(made.get(row.number, ()))) for row in rows]


def _report(row: Any, files: tuple[File, ...]) -> Report:
    plain = {key: getattr(row, key) for key in ("start", "end", "phase", "as_of", "version", "catalogue", "who", "note")}
    frozen = Frozen(**plain, figures=held(row.figures, list), settings=held(row.settings, dict), texts=held(row.texts, list))
    return Report(row.number, moment(row.at), frozen, files)
