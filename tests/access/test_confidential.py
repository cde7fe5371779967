"""The route of confidential downloads, without a browser: an address works once, for the browser and the sign-in that asked for it."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
import streamlit as st
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from data.store.address import SETTING as STORE
from data.store.log import lines
from data.store.store import Store
from tests.store.confirming import fresh
from ui import confidential
from ui.access import people, visitor
from ui.headers import BROWSER

MINE = {BROWSER: "mijn-browser", "_streamlit_user": "mijn-aanmelding"}
LIST = 'lezer = ["@hub.be"]\nbeheerder = ["an@hub.be"]\n'


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """An empty store, with sign-in: An is signed in as administrator."""
    found = fresh(tmp_path)
    access = tmp_path / "access.toml"
    access.write_text(LIST, encoding="utf-8")
    monkeypatch.setenv(STORE, str(found.engine.url))
    monkeypatch.setenv(people.SETTING, str(access))
    monkeypatch.setattr(visitor, "sign_in_needed", lambda: True)
    signed_in(monkeypatch, "an@hub.be")
    return found


def signed_in(monkeypatch: pytest.MonkeyPatch, email: str) -> None:
    said = {"is_logged_in": True, "email": email, "iat": time.time()}
    monkeypatch.setattr(st, "user", type("User", (), {"to_dict": staticmethod(lambda: said)}))


@pytest.fixture
def client() -> TestClient:
    app = Starlette(routes=[Route(f"/{confidential.CONFIDENTIAL}/{{token}}", confidential.fetch)])
    return TestClient(app, raise_server_exceptions=False)


def ask(client: TestClient, token: str, cookies: dict[str, str], method: str = "GET") -> int:
    """The status of an answer."""
    head = "; ".join(f"{k}={v}" for k, v in cookies.items()).encode("latin-1")
    return client.request(method, f"/{confidential.CONFIDENTIAL}/{token}", headers={b"cookie": head}).status_code  # type: ignore[dict-item]


def token(make: Callable[[], bytes] = lambda: b"vertrouwelijk", cookies: dict[str, str] = MINE, name: str = "a.xlsx") -> str:
    return confidential.issue("original", make, name, ("original", {"version": 1, "file": name}), confidential.known(cookies))


def test_an_address_works_once(store: Store, client: TestClient) -> None:
    made = token()
    assert [ask(client, made, MINE) for _ in range(2)] == [200, 404]
    assert [line.act for line in lines(store)] == ["original"]


@pytest.mark.parametrize("cookies", [
    {}, {BROWSER: "andere"} , {BROWSER: "mijn-browser"}, {**MINE, "_streamlit_user": "andere-aanmelding"}, {**MINE, BROWSER: ""}, {BROWSER: "é"},
    {**MINE, "_streamlit_user__1": "meer"},
])  # fmt: skip
def test_an_address_is_for_the_browser_and_the_sign_in_that_asked(store: Store, client: TestClient, cookies: dict[str, str]) -> None:
    made = token()
    assert ask(client, made, cookies) == 404
    assert ask(client, made, MINE) == 200, "and whoever asked still gets it"


def test_a_browser_without_the_sign_gets_nothing(store: Store, client: TestClient) -> None:
    assert ask(client, token(cookies={}), {}) == 404


def test_looking_whether_it_is_there_does_not_use_it_up(store: Store, client: TestClient) -> None:
    made = token()
    assert ask(client, made, MINE, "HEAD") == 405
    assert not lines(store)
    assert ask(client, made, MINE) == 200


@pytest.mark.parametrize("path", ["", "..", "%2e%2e/%2e%2e", "a/b", "x" * 5000, "%00"])
def test_a_path_that_is_no_address_gives_nothing(client: TestClient, path: str) -> None:
    assert ask(client, path, MINE) == 404


def test_a_name_can_not_break_out_of_its_header(store: Store, client: TestClient) -> None:
    made = token(name='a"\r\nset-cookie: x=1;\u202e.xlsx')
    answer = client.get(f"/{confidential.CONFIDENTIAL}/{made}", headers={"cookie": "; ".join(f"{k}={v}" for k, v in MINE.items())})
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''a%22%0D%0Aset-cookie%3A%20x%3D1%3B%E2%80%AE.xlsx"
    assert "set-cookie" not in answer.headers


def test_who_lost_the_right_or_whose_sign_in_ended_gets_nothing_and_it_is_in_the_log(store: Store, client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    late, gone, signed = token(), token(), time.time()
    with monkeypatch.context() as patch:
        patch.setattr(visitor.time, "time", lambda: signed + 13 * 3600)
        assert ask(client, late, MINE) == 403
    people.file().write_text('lezer = ["@hub.be"]', encoding="utf-8")
    assert ask(client, gone, MINE) == 403
    assert [(line.who, line.act, line.about) for line in lines(store)] == [("an@hub.be", "refused", {"action": "original"})]


def test_who_tries_again_and_again_does_not_fill_the_log(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    signed_in(monkeypatch, "piet@hub.be")
    for _ in range(20):
        st.session_state.clear()  # a page that is opened anew is another visit
        with pytest.raises(visitor.RefusedError):
            visitor.require("log")
    assert [(line.who, line.act) for line in lines(store)] == [("piet@hub.be", "refused")]
    later = time.monotonic() + visitor.AGAIN + 1
    with monkeypatch.context() as patch:
        patch.setattr(visitor.time, "monotonic", lambda: later)
        with pytest.raises(visitor.RefusedError):
            visitor.require("log")
    assert len(lines(store)) == 2


def test_who_asks_for_very_much_pushes_out_only_what_is_their_own(store: Store, client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    people.file().write_text('beheerder = ["@hub.be"]\n', encoding="utf-8")
    mine = token()
    signed_in(monkeypatch, "piet@hub.be")
    theirs = {**MINE, BROWSER: "ander"}
    many = [token(cookies=theirs) for _ in range(confidential.MOST + 20)]
    assert ask(client, mine, MINE) == 200
    assert [ask(client, made, theirs) for made in (many[0], many[19], many[20], many[-1])] == [404, 404, 200, 200]


def test_without_sign_in_each_browser_counts_for_itself(store: Store, client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visitor, "sign_in_needed", lambda: False)
    cookies = {BROWSER: "mijn-browser"}
    mine = token(cookies=cookies)
    for _ in range(confidential.MOST):
        token(cookies={BROWSER: "ander"})
    assert ask(client, mine, cookies) == 200
