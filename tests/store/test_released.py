"""Every store that an earlier program made becomes one of today, with all that people wrote in it as it was and the same figures.

The stores are in released/, each made by the program of its time (tests/store/release.py); `0002-objectives` and `0003-before` are of programs
whose steps had another shape than those of the same number have now.
"""

import json
import shutil
import sqlite3
import threading
from contextlib import closing
from datetime import date
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa

from data.store import upgrading
from data.store.database import database, reading
from data.store.errors import StoreError
from data.store.log import lines
from data.store.narratives import latest
from data.store.reports import reported
from data.store.schema import FOREVER
from data.store.store import Store, open_store
from data.store.upgrading import revisions
from tests.reliability.record import record
from tests.store.confirming import Place, cases, confirm, fresh
from tests.store.release import AS_OF, HERE, PERIOD, figures

RELEASED = sorted(p.stem for p in HERE.glob("*.db"))
KINDS = ("sqlite", "postgresql")
MORE: dict[str, tuple[pytest.MarkDecorator, ...]] = {"sqlite": (), "postgresql": (pytest.mark.campaign,)}
BOTH = [pytest.param(p, name, marks=() if (p, name) == ("postgresql", "0002-objectives") else MORE[p]) for p in KINDS for name in RELEASED]
Rows = dict[str, list[tuple[object, ...]]]


def put(name: str, place: Place) -> str:
    """The address of a copy of a released store."""
    if place.kind == "sqlite":
        shutil.copy(HERE / f"{name}.db", place.folder / "old.db")
        return place.address("old")
    address = place.address("old")
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute((HERE / f"{name}.sql").read_text(encoding="utf-8"))  # type: ignore[arg-type]
    return address


def everything(address: str) -> Rows:
    """Every row of every table, whatever tables there are, as the database itself tells them."""
    engine = sa.create_engine(address.replace("postgresql://", "postgresql+psycopg://"))
    tables = sa.MetaData()
    tables.reflect(engine)
    with engine.connect() as connection:
        found = {t.name: sorted((tuple(row) for row in connection.execute(sa.select(t))), key=repr) for t in tables.sorted_tables}
    engine.dispose()
    return {name: rows for name, rows in found.items() if name != "alembic_version"}


def test_there_is_a_store_of_every_step_and_none_is_forgotten() -> None:
    """A step that is added needs the store of the program before it, made by `python -m tests.store.release NAME` before the step is there."""
    assert {name.partition("-")[0] for name in RELEASED} == set(revisions())
    for name in RELEASED:
        assert (HERE / f"{name}.sql").is_file()
        assert (HERE / f"{name}.json").is_file()
        with sa.create_engine(f"sqlite:///{HERE / name}.db").connect() as connection:
            assert connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar() == name.partition("-")[0]


@pytest.mark.parametrize(("place", "name"), BOTH, indirect=["place"])
def test_all_that_people_wrote_is_there_as_it_was_and_the_figures_are_the_same(name: str, place: Place) -> None:
    address = put(name, place)
    before = everything(address)
    store = open_store(address)
    after = everything(address)
    for table, rows in before.items():
        if name == "0002-objectives" and table == "narratives":
            rows = [(number, f"objective_{section}", *rest) for number, section, *rest in rows]
        assert after[table] == rows, table
    assert all(before[t] for t in before)
    kept = json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))
    assert figures(store) == kept
    assert [v.number for v in store.history()] == sorted(map(int, kept), reverse=True)
    assert [n.text for n in store.notes()] == ["Latere woorden"]
    if "narratives" in before:
        assert {p.section: n.text for p, n in latest(store, *PERIOD, "nl").items()} == {"objective_3": "Latere tekst"}
    if "reports" in before:
        (report,) = reported(store)
        assert (report.number, report.frozen.as_of, report.frozen.note) == (1, AS_OF, "verstuurd")
        assert {f.name: store.content(f.sha256) for f in report.files} == {"rapport.docx": b"een rapport", "bijlage.xlsx": b"een bijlage"}
    assert len(lines(store)) == len(before.get("log", ()))
    record(f"upgrade_{place.kind}", tried=len(RELEASED), failed=0, note=f"{', '.join(RELEASED)}: every row and figure")


@pytest.mark.parametrize(("place", "name"), BOTH, indirect=["place"])
def test_what_is_written_next_goes_on_from_there_and_the_tables_are_those_of_a_new_store(name: str, place: Place) -> None:
    store = open_store(put(name, place))
    assert confirm(store, cases("K9")).number == store.head()
    store.remark("D3.8", date(2024, 8, 1), "Nieuw", "Dirk")
    assert lines(store)[0].act == "note"
    assert shape(store) == shape(fresh(place, "new"))


def test_a_new_store_has_the_tables_that_all_steps_make(place: Place) -> None:
    """It takes none of them: what a step adds stands in the schema too, in the same words for the rules that SQLite keeps as they were written."""
    stepped = place.address("stepped")
    engine = sa.create_engine(stepped.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as connection:
        upgrading._take_steps(connection)
    engine.dispose()
    assert shape(fresh(place, "stepped")) == shape(fresh(place, "new"))


# By kind of database: its triggers, each with what it does.
TRIGGERS = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
}


def shape(store: Store) -> dict[str, object]:
    """The tables as the database tells them: columns, keys, rules (PostgreSQL writes what they say in other words after a dump), and what it refuses."""
    inspector, kind = sa.inspect(store.engine), store.engine.dialect.name
    with reading(store.engine) as connection:
        refused = sorted(map(tuple, connection.execute(sa.text(TRIGGERS[kind]))))
    assert len(refused) == len(FOREVER) * 2
    tables = {
        t: [
            sorted((c["name"], str(c["type"]), c["nullable"]) for c in inspector.get_columns(t)),
            inspector.get_pk_constraint(t),
            sorted(str((k["name"], k["constrained_columns"], k["referred_table"], k["referred_columns"])) for k in inspector.get_foreign_keys(t)),
            sorted((str(c["name"]), c["sqltext"] if kind == "sqlite" else "") for c in inspector.get_check_constraints(t)),
            sorted((str(i["name"]), i["column_names"]) for i in inspector.get_indexes(t)),
        ]
        for t in inspector.get_table_names()
    }
    return tables | {"refused": refused}


@pytest.mark.parametrize(("place", "name"), [pytest.param(p, "0001", marks=MORE[p]) for p in KINDS], indirect=["place"])
def test_many_programs_that_bring_one_store_up_to_date_at_once_while_others_read_it(name: str, place: Place) -> None:
    """One does it and the others wait for it; who reads the old tables meanwhile sees what was there."""
    address = put(name, place)
    before = everything(address)
    together, told, seen = threading.Barrier(6), [], []
    stop = threading.Event()
    reader = sa.create_engine(address.replace("postgresql://", "postgresql+psycopg://"))

    def read() -> None:
        together.wait()
        while not stop.is_set():
            with reader.connect() as connection:
                seen.append(connection.execute(sa.text("SELECT max(number) FROM versions")).scalar())

    def start() -> None:
        together.wait()
        told.append(Store(database.__wrapped__(address)).head())

    people = [threading.Thread(target=start) for _ in range(4)]
    readers = [threading.Thread(target=read) for _ in range(2)]
    for one in (*people, *readers):
        one.start()
    for one in people:
        one.join()
    stop.set()
    for one in readers:
        one.join()
    reader.dispose()
    assert told == [4] * 4
    assert set(seen) == {4}
    after = everything(address)
    assert after["versions"] == before["versions"]
    assert after["notes"] == before["notes"]


@pytest.mark.parametrize("place", [pytest.param(p, marks=MORE[p]) for p in KINDS], indirect=True)
def test_a_store_that_can_t_be_brought_up_to_date_is_as_it_was(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk is full after some of the steps: nothing of them stays, and the same program reads it once there is room."""
    address = put("0001", place)
    before = everything(address)
    real = upgrading._take_steps

    def full(connection: sa.Connection) -> None:
        real(connection)
        raise sa.exc.OperationalError("CREATE TABLE", {}, Exception("disk full"))

    with monkeypatch.context() as patch:
        patch.setattr(upgrading, "_take_steps", full)
        with pytest.raises(StoreError):
            open_store(address)
    assert everything(address) == before
    assert open_store(address).head() == 4


def test_an_older_store_that_is_put_back_under_a_running_program_is_brought_up_to_date(tmp_path: Path) -> None:
    """As by SQLite's own `.restore`, which leaves the file the same one: whoever comes first is told so, and then all goes on."""
    address = f"sqlite:///{tmp_path / 'store.db'}"
    running = open_store(address)
    with closing(sqlite3.connect(f"file:{HERE / '0001.db'}?immutable=1", uri=True)) as old, closing(sqlite3.connect(tmp_path / "store.db")) as file:
        old.backup(file)
    with pytest.raises(StoreError, match="niet bereikbaar"):
        running.head()
    assert open_store(address).head() == 4


def test_the_folder_holds_nothing_else() -> None:
    assert {p.suffix for p in HERE.iterdir()} == {".db", ".sql", ".json"}
