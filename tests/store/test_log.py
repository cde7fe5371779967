"""The log grows with whatever is done and is never changed; the content of a file can be erased, and nothing else with it."""

from dataclasses import replace

import pytest
import sqlalchemy as sa

from data.store.errors import StoreError
from data.store.log import count, lines, note
from data.store.narratives import write
from data.store.schema import log
from data.store.transfer import export_store, import_store
from tests.store.confirming import Place, cases, confirm, fresh, ids
from tests.store.test_two_databases import DAY, SPOT


def told(store) -> list[tuple[str, str]]:  # type: ignore[no-untyped-def]
    return [(line.act, line.who) for line in reversed(lines(store))]


def test_whatever_is_written_is_in_the_log_with_it(place: Place) -> None:
    store = fresh(place)
    confirm(store, cases("K1"), who="An")
    confirm(store, cases("K1", "K2"), who="Bo")
    store.undo(2, 1, "Cas", "terug")
    thread = store.remark("D3.8", DAY, "Een opmerking", "Dirk")
    store.remark("D3.8", DAY, "Een opmerking", "Els", thread, withdrawn=True)
    write(store, SPOT, "Een tekst", {}, "Fien")
    note(store, "Gust", "refused", {"action": "log"})
    assert told(store) == [
        ("confirm", "An"), ("confirm", "Bo"), ("undo", "Cas"), ("note", "Dirk"), ("note", "Els"), ("write", "Fien"), ("refused", "Gust"),
    ]  # fmt: skip
    assert lines(store)[4].about == {"version": 3, "to": 1}
    assert [[line.number for line in lines(store, 2, skip)] for skip in (0, 2, 6, 9)] == [[7, 6], [5, 4], [1], []]
    assert count(store) == 7


def test_what_was_refused_by_the_store_leaves_no_line_of_something_done(place: Place) -> None:
    store = fresh(place)
    confirm(store, cases("K1"))
    with pytest.raises(StoreError):
        store.undo(0, 1, "An", "")
    assert [act for act, _ in told(store)] == ["confirm"]


@pytest.mark.parametrize("change", [sa.update(log).values(who="Niemand"), sa.delete(log)])
def test_no_line_is_changed_or_removed(place: Place, change: sa.Update | sa.Delete) -> None:
    store = fresh(place)
    confirm(store, cases("K1"), who="An")
    with pytest.raises(sa.exc.DBAPIError), store.engine.begin() as connection:
        connection.execute(change)
    assert told(store) == [("confirm", "An")]


def test_who_signed_in_stands_in_the_log_with_the_address(place: Place) -> None:
    store = replace(fresh(place), actor="An Ders (an@hub.example)")
    confirm(store, cases("K1"), who="An Ders")
    assert (store.version(1).who, lines(store)[0].who) == ("An Ders", "An Ders (an@hub.example)")


def test_the_content_of_an_earlier_file_goes_and_its_fingerprint_and_accounting_stay(place: Place) -> None:
    store = fresh(place)
    confirm(store, cases("K1", file="eerste.xlsx"))
    confirm(store, cases("K2", file="tweede.xlsx"))
    first, second = store.version(1).received[0].sha256, store.version(2).received[0].sha256
    with pytest.raises(StoreError, match="De laatste versie steunt op dit bestand"):
        store.purge(second, "An")
    store.purge(first, "An")
    with pytest.raises(StoreError, match="gewist"):
        store.content(first)
    assert [(k.name, k.purged) for k in store.kept()] == [("tweede.xlsx", False), ("eerste.xlsx", True)]
    assert store.version(1).received[0].sha256 == first
    assert store.version(1).accounting
    assert ids(store) == ["K2"]
    assert (lines(store)[0].act, lines(store)[0].about) == ("purge", {"file": "eerste.xlsx", "sha256": first})


def test_an_erased_content_stays_erased_in_a_copy_and_the_log_goes_along(place: Place, tmp_path) -> None:  # type: ignore[no-untyped-def]
    store = fresh(place)
    confirm(store, cases("K1", file="eerste.xlsx"))
    confirm(store, cases("K2", file="tweede.xlsx"))
    store.purge(store.version(1).received[0].sha256, "An")
    export_store(store, tmp_path / "kopie.zip")
    other = fresh(place, "kopie")
    import_store(other, tmp_path / "kopie.zip")
    assert [(k.name, k.purged) for k in other.kept()] == [("tweede.xlsx", False), ("eerste.xlsx", True)]
    assert told(other) == told(store)
    note(other, "An", "refused", {"action": "see"})
    assert lines(other)[0].number == lines(store)[0].number + 1
