"""What pages read in the store is kept until something is written there, by whomever, and is read once while nothing is."""

import gc
import sqlite3
import weakref
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
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
from metrics.spelling import texts_of
from tests.store.confirming import cases, confirm, fresh
from tests.ui.frame import PAGES, open_page
from ui import remember, shelf
from ui.history import compared
from ui.once import anew, once, redraw
from ui.remember import forget_erased
from ui.report_frozen import since
from ui.since import Earlier, changed
from ui.source import Source, current, stored
from ui.uploads import base

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


@pytest.mark.parametrize("visited", [True, False])
def test_what_another_program_erased_is_not_kept_in_memory_either(store: Store, visited: bool) -> None:
    remember.forget()
    forget_erased()  # as at the start (ui/warm.py)
    read = weakref.ref(stored(1).dataset)
    app = open_page("overzicht") if visited else None
    confirm(store, cases("K2"))
    assert read() is not None
    elsewhere(store).purge(store.version(1).received[0].sha256, "An")
    app = app.run() if app else open_page("overzicht")
    gc.collect()
    assert read() is None
    assert not app.error


def test_a_back_up_that_is_put_back_under_a_running_program_is_what_is_seen(store: Store, tmp_path: Path) -> None:
    """It has as many versions, and other ones: what is known of a version, its data, and all that was worked out of both."""
    confirm(store, cases("K1", "K2"))
    frozen(store)
    other = fresh(tmp_path, "other")
    confirm(other, cases("K7", "K8"), who="Bo")
    confirm(other, cases("K8", "K9", "K10"), who="Bo")
    confirm(other, cases("K8", "K9", "K10", "K11"), who="Bo")
    frozen(other)
    other.undo(3, 2, "Bo", "")
    before = told()
    with closing(sqlite3.connect(tmp_path / "other.db")) as theirs, closing(sqlite3.connect(tmp_path / "store.db")) as ours:
        theirs.backup(ours)
    after = told()
    assert {name: (before[name], after[name]) for name in before} == {
        "shown": (["K1", "K2"], ["K10", "K8", "K9"]), "pinned": (["K1"], ["K7", "K8"]), "who": ("An", "Bo"), "base": (["K1", "K2"], ["K10", "K8", "K9"]),
        "compared": (1, 3), "since": (1, 2), "frozen": (0, 1),
    }  # fmt: skip


def told() -> dict[str, object]:
    """What the pages say of the data: IDs, who confirmed it, and how many rows differ."""
    with redraw():
        shown, earlier = current(), stored(1)
        (report,) = shelf.reported()
        lists = {
            "compared": compared(shown, earlier, DAY).rows["cases"],
            "frozen": since(shown, stored(report.frozen.version), report.number, report.at, DAY).rows["cases"],
        }
        return {
            "shown": ids(shown), "pinned": ids(current(1)), "who": shelf.version(2).who, "base": sorted(texts_of(base().dataset.tables["cases"], "case_id")),
            "since": len(changed(shown, Earlier(1, earlier, DAY), DAY, 60, "nl").new), **{name: len(found.new) + len(found.gone) for name, found in lists.items()},
        }  # fmt: skip


def ids(source: Source) -> list[str]:
    return sorted(texts_of(source.dataset.tables["cases"], "case_id"))


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
        anew("x")
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
