"""A whole store in one archive and back: the same versions, files, figures and fingerprints."""

import json
import zipfile
from datetime import date
from io import BytesIO

import pytest
import sqlalchemy as sa

from data.content import fingerprint
from data.store.database import reading
from data.store.errors import StoreError
from data.store.transfer import export_store, import_store
from metrics.output import record
from metrics.scorecard import scorecard
from tests.store.confirming import Place, cases, confirm, fresh, state

AS_OF = date(2024, 12, 31)


@pytest.fixture
def archive(place: Place) -> bytes:
    """The archive of a store with three versions and a remark."""
    store = fresh(place)
    confirm(store, cases("K1", "K2", Communicatie=[["Datum", "Kanaal"], ["1/2/2024", "Web"]]))
    confirm(store, cases("K2", "K3"), "update")
    store.undo(2, 1, "Bo", "terug")
    store.remark("D3.8", date(2024, 1, 1), "Opmerking", "An")
    target = BytesIO()
    assert export_store(store, target) == 3
    return target.getvalue()


def test_a_store_comes_back_the_same(place: Place, archive: bytes) -> None:
    old, new = fresh(place), fresh(place, "other")
    assert import_store(new, BytesIO(archive)) == 3
    assert new.history() == old.history()
    assert new.notes() == old.notes()
    for version in old.history():
        there, here = state(old, version.number), state(new, version.number)
        assert fingerprint(here) == fingerprint(there) == version.fingerprint
        assert [record(r) for r in scorecard(here, AS_OF)] == [record(r) for r in scorecard(there, AS_OF)]
        assert [new.content(f.sha256) for f in version.received] == [old.content(f.sha256) for f in version.received]
    again = BytesIO()
    export_store(new, again)
    with zipfile.ZipFile(again) as one, zipfile.ZipFile(BytesIO(archive)) as other:
        assert {n: one.read(n) for n in one.namelist()} == {n: other.read(n) for n in other.namelist()}


def test_only_an_empty_store_is_filled(place: Place, archive: bytes) -> None:
    store = fresh(place)
    with pytest.raises(StoreError, match="bevat al gegevens"):
        import_store(store, BytesIO(archive))
    assert store.head() == 3


def test_a_damaged_archive_is_refused_and_nothing_is_written(place: Place, archive: bytes) -> None:
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(archive)) as good, zipfile.ZipFile(target, "w") as bad:
        for name in good.namelist():
            bad.writestr(name, b"iets anders" if name.startswith("files/") else good.read(name))
    store = fresh(place, "other")
    for raw in (target.getvalue(), archive[: len(archive) // 2], b"geen archief"):
        with pytest.raises(StoreError, match="geen volledige back-up"):
            import_store(store, BytesIO(raw))
        assert store.head() == 0


def test_an_archive_is_whole_while_others_confirm(place: Place) -> None:
    store = fresh(place)
    confirm(store, cases("K1"))
    target = BytesIO()

    class Meddling(BytesIO):
        """Somebody confirms while the archive is being written."""

        done = False

        def write(self, data: bytes) -> int:  # type: ignore[override]
            if not self.done:
                self.done = True
                confirm(store, cases("K1", "K2"))
            return super().write(data)

    target = Meddling()
    assert export_store(store, target) == 1
    assert store.head() == 2
    other = fresh(place, "other")
    assert import_store(other, target) == 1
    assert fingerprint(state(other)) == other.version(1).fingerprint


def test_an_archive_is_of_one_moment(place: Place) -> None:
    store = fresh(place)
    confirm(store, cases("K1"))

    meddled: list[bool] = []

    def meddle(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        """Somebody confirms once the versions were listed."""
        if "FROM versions" in statement and not meddled:
            meddled.append(True)
            confirm(store, cases("K1", "K2"))

    sa.event.listen(store.engine, "after_cursor_execute", meddle)
    target = BytesIO()
    export_store(store, target)
    found = json.loads(zipfile.ZipFile(target).read("store.json"))
    assert (store.head(), len(found["versions"]), len(found["received"]), len(found["files"])) == (2, 1, 1, 1)


def test_an_archive_of_an_older_store_is_taken_and_one_of_a_newer_store_refused(place: Place, archive: bytes) -> None:
    def with_(change) -> BytesIO:
        target = BytesIO()
        with zipfile.ZipFile(BytesIO(archive)) as good, zipfile.ZipFile(target, "w") as made:
            for name in good.namelist():
                made.writestr(name, json.dumps(change(json.loads(good.read(name)))) if name == "store.json" else good.read(name))
        return target

    older = {"narratives", "reports", "report_files", "schema"}
    assert import_store(fresh(place, "old"), with_(lambda found: {k: v for k, v in found.items() if k not in older})) == 3
    text = {
        "id": 1,
        "start": "2024-01-01",
        "end": "2024-12-31",
        "prompt": "what",
        "lang": "nl",
        "text": "Woorden",
        "figures": "{}",
        "who": "An",
        "at": "2025-01-01T00:00:00",
    }
    first = fresh(place, "first")
    assert import_store(first, with_(lambda found: {**found, "narratives": [text | {"objective": 3}], "schema": "0002"})) == 3
    with reading(first.engine) as connection:
        assert connection.execute(sa.text("SELECT section, text FROM narratives")).all() == [("objective_3", "Woorden")]
    with pytest.raises(StoreError, match="nieuwere versie"):
        import_store(fresh(place, "new"), with_(lambda found: {**found, "schema": "9999"}))
