"""What the tests of the store share: small deliveries, and how they become versions."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import sqlalchemy as sa

from data.content import fingerprint
from data.raw import Source
from data.reader import read
from data.store import change, database
from data.store.errors import NotKnownError
from data.store.recipe import Mode, Recipe
from data.store.store import Entry, Store, Version, open_store, received_files
from metrics.catalogue import indicator_names
from tests import postgresql
from tests.data.books import CASES, workbook


@dataclass(frozen=True)
class Place:
    """Where stores are: files in a folder, or databases of a PostgreSQL. `names` are those that were asked for."""

    folder: Path
    kind: str = "sqlite"
    names: set[str] = field(default_factory=set)

    def address(self, name: str = "store") -> str:
        """The address of a store, as the setting would hold it."""
        self.names.add(name)
        file = self.folder / f"{name}.db"
        return f"sqlite:///{file}" if self.kind == "sqlite" else postgresql.database_of(str(file))


def fresh(where: Place | Path, name: str = "store") -> Store:
    """An empty store; it is the same one when it is asked for again."""
    place = where if isinstance(where, Place) else Place(where)
    return open_store(place.address(name))


def cases(*names: str, file: str = "hub.xlsx", **sheets: list[list[object]]) -> Source:
    """A workbook with one case per name; the name is its ID."""
    return workbook({"Cases": [CASES, *([n, f"Vraag {n}", "15/01/2024"] for n in names)], **sheets}, file)


def entry(store: Store, source: Source, mode: Mode = "replace", who: str = "An", base: int | None = None) -> tuple[int, Entry]:
    """A delivery on top of a version (by default the latest), ready to be confirmed."""
    at = store.head() if base is None else base
    before = store.version(at).recipe if at else Recipe()
    tables = read([source], names=indicator_names()).tables
    recipe = before.with_delivery(received_files([source]), tables, at + 1, mode)
    state = read(store.sources(recipe, [source]), names=indicator_names(), decisions=recipe.decisions)
    return at, Entry(recipe, who, "", fingerprint(state), (source,), {"Cases": {"read": 1}})


def confirm(store: Store, source: Source, mode: Mode = "replace", who: str = "An") -> Version:
    """A delivery as the next version."""
    return store.confirm(*entry(store, source, mode, who))


def state(store: Store, number: int | None = None):
    """The dataset of a version, read anew from what the store holds."""
    recipe = store.version(store.head() if number is None else number).recipe
    return read(store.sources(recipe), names=indicator_names(), decisions=recipe.decisions)


def ids(store: Store, number: int | None = None) -> list[str]:
    """The Case-IDs of a version."""
    return state(store, number).tables["cases"].frame["case_id"].tolist()


def lost(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on the answer to what is written is lost once it was done, and what became of it can't be looked up."""

    @contextmanager
    def writing(engine: sa.Engine) -> Iterator[sa.Connection]:
        with database.writing(engine) as connection:
            yield connection
        raise NotKnownError

    monkeypatch.setattr(change, "writing", writing)
    monkeypatch.setattr(change, "_stored", lambda *_: None)
