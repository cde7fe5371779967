"""Whatever is tried to get past the doors is refused: every line of `attempts.py`, on a real server with a real provider."""

from collections.abc import Iterator
from dataclasses import dataclass

import httpx
import pytest

from data.store.store import Store
from scripts.signing_in import PEOPLE, guarded
from tests.access.attempts import ATTEMPTS, Attempt, Scene, admin, confidential, file, looks, made, media, pressed, reader, resumed
from tests.access.wire import anybody, signed_in
from tests.reliability.record import record

pytestmark = pytest.mark.provider


@pytest.fixture(scope="module")
def scene(store: Store) -> Iterator[Scene]:
    """A dashboard that takes files up to 1 MB, everybody signed in."""
    with guarded(str(store.engine.url), ("--server.maxUploadSize", "1")) as hub:
        yield Scene(hub, anybody(hub.address), {who: signed_in(hub.address, who) for who in PEOPLE})


@dataclass
class Tally:
    """How many were tried, and how many got past."""

    tried: int = 0
    refused: int = 0


@pytest.fixture(scope="module")
def tally() -> Iterator[Tally]:
    """Counted over the whole table, and kept when all of it was tried."""
    found = Tally()
    yield found
    if found.tried == len(ATTEMPTS):
        record("access-refused", tried=found.tried, failed=found.tried - found.refused)


def each_time(attempt: Attempt) -> bool:
    """Of what is tried in many spellings one or two are tried each time, the rest in the campaign."""
    alike = (
        [a for a in ATTEMPTS if (a.kind, a.what.split(" ")[0]) == (attempt.kind, attempt.what.split(" ")[0])]
        if attempt.kind != "path"
        else [a for a in ATTEMPTS if a.kind == "path"]
    )
    return attempt in alike[:2] and "MB" not in attempt.what


@pytest.mark.parametrize("attempt", [pytest.param(a, id=str(a), marks=() if each_time(a) else pytest.mark.campaign) for a in ATTEMPTS])
def test_it_is_refused(attempt: Attempt, scene: Scene, tally: Tally) -> None:
    tally.tried += 1
    assert attempt.tries(scene) in attempt.refused
    tally.refused += 1


def test_who_may_see_it_does(scene: Scene) -> None:
    """The attempts would prove nothing where the dashboard let nobody in."""
    assert looks(scene, scene.reader) == looks(scene, scene.admin) == "inside"
    assert made()(scene) == "inside", "a cookie that is made as the dashboard makes it"
    assert resumed(scene, admin, gone=True) == "inside"
    assert file(reader)(scene) == file(reader, pieces=True)(scene) == "inside"
    for watched in ("/leeft", "/gereed", "/gezond"):  # a watcher knows the server by its number
        assert httpx.get(f"{scene.hub.address}{watched}", headers={"host": "10.0.0.5:8501"}).status_code == 200
    assert media(reader)(scene) == confidential(admin)(scene) == "inside"
    assert all(
        pressed(scene, page, key, "beheerder") == "inside" for page, key in (("versies", "received-2-0"), ("gegevens", "backup"), ("logboek", "log-csv"))
    )
