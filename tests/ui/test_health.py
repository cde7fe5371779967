"""Whoever watches over the server can tell one that lives from one that is ready, and is never kept waiting."""

import asyncio
import threading
import time

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from data.errors import UserError
from data.store.store import open_store
from scripts.serving import free_port, launch, stop, wait
from tests import postgresql
from tests.store.confirming import cases, confirm
from ui import health, warm
from ui.addresses import ALIVE, CONFIDENTIAL, HEALTH, READY
from ui.navigation import PAGES

APP = Starlette(routes=health.ROUTES)


def standing(client: TestClient) -> list[tuple[int, str]]:
    return [(a.status_code, a.json()["status"]) for a in map(client.get, ("/leeft", "/gereed", "/gezond"))]


def test_a_store_that_stops_is_told_and_one_that_is_back_too_and_the_process_lives_all_the_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warm.ready, "is_set", lambda: True)
    with postgresql.own_server() as server, TestClient(APP) as client:
        monkeypatch.setenv("IMPACTMONITOR_DATABASE_URL", server.get_uri())
        monkeypatch.setattr(health, "store", health.Probe(lambda: open_store().head(), fresh=0))
        confirm(open_store(), cases("K1"))
        assert standing(client) == [(200, "ok"), (200, "ready"), (200, "ok")]
        server.stop()
        assert standing(client) == [(200, "ok"), (503, "store-unreachable"), (200, "ok")]
        assert "niet bereikbaar" in client.get("/gereed").json()["reason"]
        server.ensure_postgres_running()
        assert standing(client) == [(200, "ok"), (200, "ready"), (200, "ok")]


def test_while_it_starts_it_lives_and_is_not_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warm.ready, "is_set", lambda: False)
    with TestClient(APP) as client:
        assert standing(client) == [(200, "ok"), (503, "starting"), (200, "ok")]
        answer = client.get("/gereed")
        assert (answer.headers["cache-control"], answer.headers["retry-after"]) == ("no-store", "2")
        assert client.get("/gezond").json() == {"status": "ok", "ready": False}


def test_a_store_that_does_not_answer_keeps_nobody_waiting_and_is_asked_by_one_alone() -> None:
    go, asked = threading.Event(), []

    def look() -> None:
        asked.append(threading.get_ident())
        go.wait(30)

    probe = health.Probe(look, limit=0.05)

    async def crowd() -> list[UserError | None]:
        return list(await asyncio.gather(*(probe.wrong() for _ in range(50))))

    found = [*asyncio.run(crowd()), *asyncio.run(crowd())]
    assert {error.key for error in found if error} == {"store-unreachable"}
    assert len(found) == 100
    assert len(asked) == 1
    go.set()
    while not probe._asked.done():  # type: ignore[union-attr]
        time.sleep(0.01)
    assert asyncio.run(probe.wrong()) is None


def test_an_answer_holds_for_a_moment() -> None:
    asked: list[int] = []
    probe = health.Probe(lambda: asked.append(1), fresh=60)
    assert [asyncio.run(probe.wrong()) for _ in range(20)] == [None] * 20
    assert len(asked) == 1


def test_whatever_goes_wrong_is_not_ready(caplog: pytest.LogCaptureFixture) -> None:
    found = asyncio.run(health.Probe(lambda: {}["Quirina"]).wrong())
    assert found is not None
    assert found.key == "store-unreachable"


@pytest.mark.campaign
def test_a_server_that_can_t_reach_its_store_lives_and_says_why_it_is_not_ready() -> None:
    import json
    import urllib.error
    import urllib.request

    port = free_port()
    server = launch(port, "postgresql://hub@127.0.0.1:1/hub")
    try:
        wait(f"http://127.0.0.1:{port}", server)
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/leeft", timeout=10) as alive:
            assert alive.status == 200
        for _ in range(300):
            with pytest.raises(urllib.error.HTTPError) as told:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/gereed", timeout=10)
            found = json.load(told.value)
            if found["status"] != "starting":
                break
            time.sleep(0.1)
        assert (told.value.code, found["status"]) == (503, "store-unreachable")
    finally:
        stop(server)


def test_no_address_for_watchers_is_that_of_a_page() -> None:
    """It would take the page's place for who comes by a link."""
    assert not {ALIVE, READY, HEALTH, f"/{CONFIDENTIAL}"} & {f"/{page.address}" for page in PAGES}
