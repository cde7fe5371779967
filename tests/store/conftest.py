"""The store's tests run on both databases."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from data.store.transfer import export_store
from tests import postgresql
from tests.store.confirming import Place, cases, confirm, fresh


@pytest.fixture(params=("sqlite", "postgresql"))
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """Where a test has its stores: as many as it names, each empty, and gone afterwards."""
    made = Place(tmp_path, request.param)
    yield made
    if request.param == "postgresql":
        for name in made.names:
            postgresql.remove(made.address(name))


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A backup of a store with two versions, in a folder of its own."""
    folder = tmp_path / "elders"
    folder.mkdir()
    store = fresh(folder)
    confirm(store, cases("K1"))
    confirm(store, cases("K1", "K2"), "update")
    export_store(store, folder / "backup.zip")
    store.engine.dispose()
    return folder / "backup.zip"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which somebody types."""
    folder = tmp_path / "hier"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder
