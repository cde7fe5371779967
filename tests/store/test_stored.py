"""What stands in the store and was never written by this program is told as damage; a mistake in the program stays a mistake."""

import shutil
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
import sqlalchemy as sa

from data.store import log, narratives, recipe, reports
from data.store import store as module
from data.store.database import reading
from data.store.errors import StoreError
from data.store.log import lines
from data.store.narratives import latest, wordings, write
from data.store.reports import freeze, reported
from data.store.store import Store, open_store
from data.store.transfer import export_store
from tests.store.confirming import fresh
from tests.store.disks import rest
from tests.store.test_lost_commits import FROZEN, filled
from tests.store.test_two_databases import DAY, SPOT

Look = Callable[[Store], object]
LOOKS: dict[str, Look] = {
    "versions": lambda s: s.history(),
    "notes": lambda s: s.notes(),
    "narratives": lambda s: (latest(s, SPOT.start, SPOT.end, "nl"), wordings(s, SPOT)),
    "reports": reported,
    "log": lines,
}  # fmt: skip
MISTAKES = (TypeError, KeyError, AttributeError, ValueError, OverflowError, RecursionError)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that holds one of everything, in which rows can be harmed."""
    folder = tmp_path_factory.mktemp("made")
    store = filled(fresh(folder))
    store.remark("D3.8", DAY, "Opmerking", "An")
    write(store, SPOT, "Tekst", {}, "An")
    freeze(store, FROZEN, {"rapport.docx": b"een"})
    with store.engine.begin() as connection:
        for name in connection.execute(sa.text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars().all():
            connection.execute(sa.text(f"DROP TRIGGER {name}"))
    rest(store)
    store.engine.dispose()
    return folder / "store.db"


@pytest.fixture
def full(made: Path, tmp_path: Path) -> Store:
    """A copy of it."""
    return open_store(f"sqlite:///{shutil.copy(made, tmp_path)}")


def _harm(store: Store, table: str, column: str, value: object) -> None:
    with store.engine.begin() as connection:
        connection.execute(sa.text("PRAGMA ignore_check_constraints=ON"))
        connection.execute(sa.text(f'UPDATE {table} SET "{column}" = :value'), {"value": value})


MOMENTS = [(table, "at", value) for table in LOOKS for value in (12, "gisteren", b"\x00\xff", "2024-13-45 00:00:00.000000")]
DAYS = [(table, column, 12) for table, column in (("notes", "day"), ("reports", "start"), ("reports", "as_of"))]
JSON = [
    (table, column, value)
    for table, column in (("versions", "accounting"), ("narratives", "figures"), ("reports", "figures"), ("reports", "settings"), ("log", "about"))
    for value in ("{", "3", "null", b"\x00\xff", "[" * 100_000)
]
RECIPES = [
    ("versions", "recipe", value)
    for value in (
        "{",
        "[]",
        "{}",
        '{"layers": 3, "decisions": {}}',
        '{"layers": [{}], "decisions": {}}',
        '{"layers": [{"files": [3], "tables": [], "version": 1}], "decisions": {}}',
        '{"layers": [{"files": [["a"]], "tables": [], "version": 1}], "decisions": {}}',
        '{"layers": [], "decisions": 3}',
        '{"layers": [], "decisions": {"apart": [1]}}',
        b"\x00",
        "[" * 100_000,
    )
]


@pytest.mark.parametrize(("table", "column", "value"), [*MOMENTS, *DAYS, *JSON, *RECIPES])
def test_a_cell_that_this_program_never_wrote_is_told_as_damage(full: Store, table: str, column: str, value: object) -> None:
    _harm(full, table, column, value)
    with pytest.raises(StoreError) as error:
        LOOKS[table](full)
    assert error.value.key == "store-damaged"


@pytest.mark.parametrize("value", [12, "tekst", 1.5, b"iets anders"])
def test_a_content_that_this_program_never_wrote_is_told_as_damage(full: Store, value: object) -> None:
    _harm(full, "files", "content", value)
    for look in (lambda: full.content(full.version(1).received[0].sha256), lambda: export_store(full, BytesIO())):
        with pytest.raises(StoreError) as error:
            look()
        assert error.value.key == "store-damaged"


def test_a_recipe_that_is_damaged_stops_an_erasure(full: Store) -> None:
    sha = full.version(1).received[0].sha256
    _harm(full, "versions", "recipe", "{}")
    with pytest.raises(StoreError, match="beschadigd"):
        full.purge(sha, "An")
    assert full.content(sha)


def test_a_back_up_of_a_damaged_store_tells_it_too(full: Store) -> None:
    _harm(full, "notes", "day", 12)
    with pytest.raises(StoreError, match="beschadigd"):
        export_store(full, BytesIO())


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_in_the_program_while_it_reads_is_no_damage(full: Store, mistake: type[Exception]) -> None:
    with pytest.raises(mistake), reading(full.engine):
        raise mistake


@pytest.mark.parametrize("mistake", MISTAKES)
@pytest.mark.parametrize(
    ("where", "name", "table"),
    [(module, "Version", "versions"), (module, "Note", "notes"), (narratives, "Narrative", "narratives"), (reports, "Report", "reports"), (log, "Line", "log")],
)
def test_a_mistake_in_what_makes_something_of_a_row_is_no_damage(
    full: Store, monkeypatch: pytest.MonkeyPatch, where: object, name: str, table: str, mistake: type[Exception]
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise mistake

    monkeypatch.setattr(where, name, broken)
    with pytest.raises(mistake):
        LOOKS[table](full)


@pytest.mark.parametrize("mistake", [KeyError, TypeError, AttributeError])
@pytest.mark.parametrize("name", ["File", "Layer"])
def test_a_mistake_in_what_makes_a_recipe_is_no_damage(full: Store, monkeypatch: pytest.MonkeyPatch, name: str, mistake: type[Exception]) -> None:
    def broken(*_: object, **__: object) -> None:
        raise mistake

    monkeypatch.setattr(recipe, name, broken)
    with pytest.raises(mistake):
        full.history()
