"""Versions: a straight line, each as it was confirmed, none lost and none changed."""

from datetime import date

import pytest
import sqlalchemy as sa

from data.content import fingerprint
from data.decisions import Decisions
from data.difference import differences
from data.raw import Source
from data.reader import read
from data.store.database import database
from data.store.errors import StoreError
from data.store.recipe import Recipe
from data.store.schema import versions
from data.store.store import Entry, OvertakenError, received_files
from metrics.catalogue import indicator_names
from tests.data.books import CASES, csv_file, reading, workbook
from tests.store.confirming import Place, cases, confirm, entry, fresh, ids, state

POSTS = ["Datum", "Kanaal"]


def test_a_confirmed_delivery_is_read_back_the_same(place: Place) -> None:
    store = fresh(place)
    assert store.head() == 0
    source = cases("K1", "K2")
    version = confirm(store, source)
    assert (version.number, version.who, version.kind, version.accounting) == (1, "An", "upload", {"Cases": {"read": 1}})
    assert [(f.name, store.content(f.sha256)) for f in version.received] == [("hub.xlsx", source.data)]
    assert fingerprint(state(store)) == version.fingerprint
    assert store.seen(version.received[0].sha256) == 1


def test_of_two_who_build_on_one_version_the_second_is_told_what_the_first_did(place: Place) -> None:
    store = fresh(place)
    confirm(store, cases("K1"))
    mine, theirs = entry(store, cases("K1", "K2"), who="An"), entry(store, cases("K1", "K3"), who="Bo")
    store.confirm(*theirs)
    with pytest.raises(OvertakenError, match="Bo versie 2") as told:
        store.confirm(*mine)
    assert told.value.version.number == 2
    assert ids(store) == ["K1", "K3"]
    assert store.seen(mine[1].recipe.layers[0].files[0].sha256) is None, "nothing of the second is kept"
    assert store.engine.connect().execute(sa.text("SELECT count(*) FROM files")).scalar() == 2


def test_the_database_itself_keeps_the_line_straight(place: Place) -> None:
    store = fresh(place)
    confirm(store, cases("K1"))
    confirm(store, cases("K2"))
    row = {"at": date(2024, 1, 1), "who": "", "note": "", "kind": "undo", "recipe": "{}", "accounting": "{}", "fingerprint": ""}
    for number, parent in ((3, 1), (4, 2), (4, 3), (1, None), (3, None), (0, None)):
        with pytest.raises(sa.exc.IntegrityError), store.engine.begin() as connection:
            connection.execute(sa.insert(versions).values(number=number, parent=parent, **row))
    for statement in (
        "UPDATE versions SET note = 'x'",
        "DELETE FROM versions",
        "UPDATE received SET name = 'x'",
        "DELETE FROM received",
        *(["TRUNCATE versions, received, reports, report_files"] if place.kind == "postgresql" else []),
    ):
        with pytest.raises(sa.exc.DatabaseError), store.engine.begin() as connection:
            connection.execute(sa.text(statement))
    assert [v.number for v in store.history()] == [2, 1]


def test_undo_is_a_new_version_with_the_exact_earlier_state(place: Place) -> None:
    store = fresh(place)
    first = confirm(store, cases("K1", "K2"))
    confirm(store, cases("K9"))
    back = store.undo(2, 1, "Bo", "verkeerd bestand")
    assert (back.number, back.kind, back.note, back.received) == (3, "undo", "verkeerd bestand", ())
    assert back.fingerprint == first.fingerprint == fingerprint(state(store))
    assert back.recipe.digest == first.recipe.digest
    with pytest.raises(OvertakenError):
        store.undo(2, 1, "An", "nog eens")


def test_replacing_leaves_the_sheets_that_did_not_come(place: Place) -> None:
    store = fresh(place)
    confirm(store, cases("K1", Communicatie=[POSTS, ["1/2/2024", "Web"]]))
    confirm(store, cases("K2", "K3"))
    dataset = state(store)
    assert ids(store) == ["K2", "K3"]
    assert len(dataset.tables["communication"]) == 1
    assert dataset.tables["communication"].parts[0].file == "hub (v1).xlsx", "two files of one name are told apart"
    assert dataset.tables["cases"].parts[0].file == "hub.xlsx"
    assert dataset.counts["cases"].read == 2


def test_updating_by_id_replaces_rows_adds_rows_and_removes_none(place: Place) -> None:
    store = fresh(place)
    goals = ["Indicator", "Fase", "Streefwaarde"]
    confirm(store, cases("K1", "K2", Communicatie=[POSTS, ["1/2/2024", "Web"], ["1/2/2024", "Web"]], Doelen=[goals, ["D3.8", 4, 20]]))
    later = cases("k-2", "K3", file="nieuw.xlsx", Communicatie=[POSTS, ["01-02-2024", "Web"], ["3/2/2024", "Blad"]], Doelen=[goals, ["D4.1", 4, 5]])
    version = confirm(store, later, "update")
    dataset = state(store)
    assert sorted(ids(store)) == ["K1", "K2", "K3"]
    table = dataset.tables["cases"]
    assert {table.where(i)[0] for i in range(len(table)) if table.frame["title"].iloc[i] == "Vraag k-2"} == {"nieuw.xlsx"}
    assert len(dataset.tables["communication"]) == 3, "a post that is there already is not added, two equal ones stay two"
    assert dataset.tables["targets"].frame["indicator"].tolist() == ["D4.1"], "a sheet of settings is replaced"
    assert dataset.findings.count("error") == 0
    assert fingerprint(dataset) == version.fingerprint
    confirm(store, cases("K8"), "replace")
    assert ids(store) == ["K8"]
    assert len(state(store).tables["communication"]) == 3


def test_decisions_belong_to_a_version(place: Place) -> None:
    store = fresh(place)
    at, made = entry(store, cases("K1"))
    decided = Recipe(made.recipe.layers, Decisions().with_name("A bv", "B"))
    store.confirm(at, Entry(decided, "An", "", made.fingerprint, made.received))
    assert store.version(1).recipe.decisions.names == {"A bv": "B"}
    assert store.version(1).recipe == decided


def test_a_remark_is_changed_and_taken_back_without_losing_what_was_said(place: Place) -> None:
    store = fresh(place)
    thread = store.remark("D3.8", date(2024, 3, 1), "Werf ligt stil", "An")
    store.remark("D4.1", date(2024, 1, 1), "Iets anders", "An")
    store.remark("D3.8", date(2024, 3, 2), "Werf lag stil", "Bo", thread)
    (note,) = store.notes("D3.8")
    assert (note.day, note.text, note.who) == (date(2024, 3, 2), "Werf lag stil", "Bo")
    store.remark("D3.8", note.day, note.text, "Bo", thread, withdrawn=True)
    assert [n.text for n in store.notes()] == ["Iets anders"]
    assert store.engine.connect().execute(sa.text("SELECT count(*) FROM notes")).scalar() == 4


def test_a_store_of_a_newer_program_is_refused_and_left_alone(place: Place) -> None:
    store = fresh(place)
    confirm(store, cases("K1"))
    with store.engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    database.cache_clear()
    with pytest.raises(StoreError, match="nieuwere versie"):
        fresh(place)


def test_no_version_rests_on_a_file_that_is_not_in_the_store(place: Place) -> None:
    """As when a back-up is put back between the look at a delivery and its confirm: what it comes on top of is another version of that number."""
    store, other = fresh(place), fresh(place, "other")
    confirm(store, cases("K1"))
    confirm(other, cases("K2"))
    made = entry(other, cases("K3"), "update")
    with pytest.raises(StoreError, match="andere back-up"):
        store.confirm(*made)
    assert store.head() == 1


# By kind of database: how to ask it what it does with a commit, and what it has to answer.
SAFE = {
    "sqlite": {"PRAGMA journal_mode": "wal", "PRAGMA synchronous": 2, "PRAGMA foreign_keys": 1},
    "postgresql": {"SHOW synchronous_commit": "on", "SHOW fsync": "on"},
}


def test_what_is_confirmed_is_on_disk(place: Place) -> None:
    with fresh(place).engine.connect() as connection:
        assert {q: connection.execute(sa.text(q)).scalar() for q in SAFE[place.kind]} == SAFE[place.kind]


def csv_cases(*names: str) -> Source:
    return csv_file([CASES, *([n, f"Vraag {n}", "15/01/2024"] for n in names)], "cases.csv")


def test_a_csv_of_an_earlier_delivery_is_still_read_when_the_name_comes_again(place: Place) -> None:
    store = fresh(place)
    confirm(store, csv_cases("K1"))
    version = confirm(store, csv_cases("K2"), "update")
    assert sorted(ids(store)) == ["K1", "K2"]
    assert {p.file for p in state(store).tables["cases"].parts} == {"cases (v1).csv", "cases.csv"}
    assert fingerprint(state(store)) == version.fingerprint
    assert state(store).findings.count("error") == 0


def test_one_content_under_two_names_is_two_files(place: Place) -> None:
    store = fresh(place)
    source = cases("K1")
    files = [source, Source("kopie.xlsx", source.data)]
    recipe = Recipe().with_delivery(received_files(files), {"cases"}, 1, "replace")
    dataset = read(store.sources(recipe, files), names=indicator_names())
    store.confirm(0, Entry(recipe, "An", "", fingerprint(dataset), tuple(files)))
    assert fingerprint(state(store)) == store.version(1).fingerprint
    assert [p.file for p in state(store).tables["cases"].parts] == ["hub.xlsx", "kopie.xlsx"]


def test_an_update_with_fewer_columns_empties_none(place: Place) -> None:
    store = fresh(place)
    wide = [*CASES, "Datum realisatie", "Ton gemeten"]
    posts = ["Datum", "Kanaal", "Titel"]
    confirm(store, workbook({"Cases": [wide, ["K1", "Oud", "1/2/2024", "1/6/2024", 5]], "Communicatie": [posts, ["1/2/2024", "Web", "Nieuws"]]}))
    confirm(store, workbook({"Cases": [CASES, ["K1", "Nieuw", "1/2/2024"]], "Communicatie": [posts[:2], ["1/2/2024", "Web"]]}, "smal.xlsx"), "update")
    frame = state(store).tables["cases"].frame
    assert (frame["title"].tolist(), frame["tonnes_measured"].tolist(), str(frame["realised_date"].iloc[0].date())) == (["Nieuw"], [5.0], "2024-06-01")
    assert len(state(store).tables["communication"]) == 1
    confirm(store, workbook({"Cases": [wide, ["K1", "Nieuw", "1/2/2024", "", ""]]}, "breed.xlsx"), "update")
    assert state(store).tables["cases"].frame["tonnes_measured"].isna().all(), "a cell that was emptied is empty"


def test_zero_and_empty_are_two(place: Place) -> None:
    header = [*CASES, "Ton gemeten"]
    one, other = (reading(workbook({"Cases": [header, ["K1", "a", "1/2/2024", v]]})) for v in (0, ""))
    assert fingerprint(one) != fingerprint(other)
    assert differences(one, other)["cases"].changed.tolist() == [0]


def test_a_database_that_goes_away_is_said_in_one_sentence(place: Place) -> None:
    store = fresh(place)
    confirm(store, cases("K1"))
    with store.engine.begin() as connection:
        connection.execute(sa.text("ALTER TABLE notes RENAME TO elsewhere"))
    with pytest.raises(StoreError, match="niet bereikbaar"):
        store.notes()
    with pytest.raises(StoreError, match="niet schrijven"):
        store.remark("D3.8", date(2024, 1, 1), "x", "An")
