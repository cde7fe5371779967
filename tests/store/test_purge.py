"""Erasing the content of a file: it is gone from the disk too, and nothing that rests on it can become what everybody looks at."""

from contextlib import nullcontext
from pathlib import Path

import pytest

from data.raw import Source
from data.store.errors import NotKnownError, StoreError
from data.store.log import lines
from data.store.recipe import Recipe
from data.store.store import Entry, Store, received_files
from tests.store.confirming import cases, confirm, fresh, lost, state

MARK = "Onmiskenbaar Teken"


@pytest.fixture
def purged(tmp_path: Path) -> Store:
    """A store of two versions, of which the first rests on a file that was erased."""
    store = fresh(tmp_path)
    confirm(store, cases("K1"))
    confirm(store, cases("K2"))
    store.purge(store.version(1).received[0].sha256, "An")
    return store


def test_a_version_whose_content_was_erased_cannot_come_back(purged: Store) -> None:
    before = lines(purged)
    with pytest.raises(StoreError, match="gewist"):
        purged.undo(2, 1, "An", "")
    assert purged.head() == 2
    assert lines(purged) == before, "and the log tells of nothing that did not happen"
    assert state(purged, 2).tables["cases"].frame["case_id"].tolist() == ["K2"]


def test_a_version_whose_content_was_erased_says_so(purged: Store) -> None:
    with pytest.raises(StoreError, match="Deze versie steunt op een bestand waarvan de inhoud gewist werd"):
        purged.sources(purged.version(1).recipe)


def test_a_file_that_is_delivered_again_is_there_again(purged: Store) -> None:
    confirm(purged, cases("K1"))
    assert purged.undo(3, 1, "An", "").number == 4


@pytest.mark.parametrize("known", [True, False])
def test_what_was_erased_is_gone_from_the_disk(known: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the answer was lost, and nobody can say whether it was erased."""
    store = fresh(tmp_path)
    for base, content in enumerate((MARK.encode() * 5000, b"niets")):
        file = Source(f"{base}.csv", content)
        recipe = Recipe().with_delivery(received_files([file]), ["cases"], base + 1, "replace")
        store.confirm(base, Entry(recipe, "An", "", "0" * 64, (file,)))
    assert any(MARK.encode() in found.read_bytes() for found in tmp_path.rglob("*") if found.is_file())
    if not known:
        lost(monkeypatch)
    with nullcontext() if known else pytest.raises(NotKnownError):
        store.purge(store.version(1).received[0].sha256, "An")
    assert [found.name for found in tmp_path.rglob("*") if found.is_file() and MARK.encode() in found.read_bytes()] == []
