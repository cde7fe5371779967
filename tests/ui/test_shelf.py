"""What pages read in the store is kept until something is written there, by whomever, and is read once while nothing is."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from data.store import address
from data.store.database import database
from data.store.log import note
from data.store.narratives import Place, write
from data.store.reports import Frozen, freeze
from data.store.store import Store
from tests.store.confirming import cases, confirm, fresh
from tests.ui.frame import PAGES, open_page
from ui import shelf
from ui.once import anew, once, redraw, said

DAY = date(2024, 3, 1)
SPOT = Place("intro", date(2024, 1, 1), date(2024, 12, 31), "begin")
READS: dict[str, Callable[[], object]] = {
    "latest": shelf.latest, "history": shelf.history, "erased": shelf.erased, "files": shelf.files, "reported": shelf.reported,
    "texts": lambda: shelf.texts(SPOT.start, SPOT.end, "nl"), "wordings": lambda: shelf.wordings(SPOT), "notes": lambda: shelf.notes("D3.8"),
    "line_count": shelf.line_count, "lines": lambda: shelf.lines(100, 0),
}  # fmt: skip


def frozen(store: Store) -> None:
    freeze(store, Frozen(SPOT.start, SPOT.end, "4", SPOT.end, store.head(), "c" * 64, [], {"definitions": {}}, [], "An", ""), {})


def purged(store: Store) -> None:
    confirm(store, cases("K3"))
    store.purge(store.version(1).received[0].sha256, "An")


# Whatever is written, with what then reads otherwise; a line in the log does so always.
WRITTEN: dict[str, tuple[Callable[[Store], object], set[str]]] = {
    "confirm": (lambda store: confirm(store, cases("K1", "K2")), {"latest", "history", "files"}),
    "undo": (lambda store: store.undo(1, 1, "An", ""), {"latest", "history"}),
    "note": (lambda store: store.remark("D3.8", DAY, "Een opmerking", "An"), {"notes"}),
    "write": (lambda store: write(store, SPOT, "Een tekst", {}, "An"), {"texts", "wordings"}),
    "freeze": (frozen, {"reported"}),
    "purge": (purged, {"latest", "history", "files", "erased"}),
    "refused": (lambda store: note(store, "An", "refused", {"action": "log"}), set()),
}


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    made = fresh(tmp_path)
    monkeypatch.setenv(address.SETTING, f"sqlite:///{tmp_path / 'store.db'}")
    confirm(made, cases("K1"))
    return made


def elsewhere(store: Store) -> Store:
    """The same store as another program has it open."""
    return Store(sa.create_engine(store.engine.url))


def seen() -> dict[str, object]:
    return {name: read() for name, read in READS.items()}


@pytest.mark.parametrize("act", WRITTEN)
def test_what_is_written_by_another_program_is_there_at_the_next_redraw(store: Store, act: str) -> None:
    do, other = WRITTEN[act]
    with redraw():
        before = seen()
    do(elsewhere(store))
    with redraw():
        after = seen()
    assert {name for name in READS if before[name] != after[name]} == other | {"line_count", "lines"}


def test_a_redraw_shows_one_moment_of_the_store_until_it_writes_itself(store: Store) -> None:
    with redraw():
        assert not shelf.notes("D3.8")
        store.remark("D3.8", DAY, "Van een ander", "Bo")
        assert not shelf.notes("D3.8")
        shelf.about_to_write()
        assert [n.text for n in shelf.notes("D3.8")] == ["Van een ander"]
        store.remark("D3.8", DAY, "Van hier", "An")
        assert [n.text for n in shelf.notes("D3.8")] == ["Van een ander", "Van hier"]


def test_another_store_at_the_same_address_is_another_store(store: Store, tmp_path: Path) -> None:
    store.remark("D3.8", DAY, "In de eerste", "An")
    assert [n.text for n in shelf.notes("D3.8")] == ["In de eerste"]
    store.engine.dispose()
    for file in tmp_path.glob("store.db*"):
        file.unlink()
    database.cache_clear()
    other = fresh(tmp_path)
    confirm(other, cases("K1"))
    other.remark("D3.8", DAY, "In de tweede", "An")
    assert [n.text for n in shelf.notes("D3.8")] == ["In de tweede"], "as many versions and lines, and other ones"


@pytest.mark.parametrize("page", PAGES)
def test_a_page_where_nothing_changed_looks_at_the_store_once(store: Store, page: str) -> None:
    store.remark("D3.8", DAY, "Een opmerking", "An")
    write(store, SPOT, "Een tekst", {}, "An")
    frozen(store)
    app = open_page(page)
    app.run()
    begun: list[object] = []
    sa.event.listen(store.engine, "begin", begun.append)
    app.run()
    assert not app.exception
    assert len(begun) == 1


def test_something_is_asked_once_in_a_redraw_unless_it_is_about_to_change() -> None:
    asked: list[int] = []

    def look() -> int:
        asked.append(len(asked))
        return asked[-1]

    assert (once("x", look), once("x", look)) == (0, 1), "outside a redraw nothing is kept"
    with redraw():
        assert (once("x", look), once("x", look), once("y", look)) == (2, 2, 3)
        said("x", 100)
        assert once("x", look) == 100
        anew("x")
        said("x", 100)
        assert (once("x", look), once("x", look), once("y", look)) == (4, 5, 3)
    with redraw():
        assert once("x", look) == 6


def test_each_question_has_an_answer_of_its_own(store: Store) -> None:
    write(store, SPOT, "Een tekst", {}, "An")
    assert shelf.texts(start=SPOT.start, end=SPOT.end, lang="nl") != shelf.texts(start=SPOT.start, end=SPOT.end, lang="en")


def test_what_was_read_can_be_forgotten_while_others_read(store: Store) -> None:
    with ThreadPoolExecutor(4) as pool:
        readers = [pool.submit(lambda: [shelf.notes(f"D3.{n % 90}") for n in range(300)]) for _ in range(3)]
        clearing = pool.submit(lambda: [shelf.forget() for _ in range(3000)])
        for done in (*readers, clearing):
            done.result()
