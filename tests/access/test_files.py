"""A file goes in or out only in the browser whose page was told its address, and only with a sign-in that holds."""

import json
import time
from pathlib import Path
from uuid import uuid4

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket
from streamlit.web.server.starlette import starlette_websocket
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from ui.access import files, people
from ui.headers import BROWSER

SECRET, COOKIE = "only for tests, thirty-two signs", "_streamlit_user"
MEDIA, UPLOAD = f"/media/{'0a' * 28}.csv", f"/_stcore/upload_file/{uuid4()}/{uuid4()}"
AN = {"email": "an@hub.be", "is_logged_in": True, "origin": "http://hub.be"}


async def _tell(socket: WebSocket) -> None:
    await socket.accept()
    await socket.send_bytes(f"…{MEDIA}…{UPLOAD}…".encode())
    await socket.close()


async def _answer(request: Request) -> PlainTextResponse:
    await request.body()
    return PlainTextResponse("hier")


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    """A server with sign-in, where An is a reader."""
    access = tmp_path / "access.toml"
    access.write_text('lezer = ["an@hub.be"]', encoding="utf-8")
    monkeypatch.setenv(people.SETTING, str(access))
    monkeypatch.setattr(files, "sign_in_needed", lambda: True)
    monkeypatch.setattr(starlette_websocket, "get_cookie_secret", lambda: SECRET)
    routes = [WebSocketRoute("/stream", _tell), Route("/{path:path}", _answer, methods=["GET", "PUT", "DELETE"])]
    return told(TestClient(Starlette(routes=routes, middleware=[Middleware(files.Files)]), cookies={BROWSER: "mijn"}))


def told(client: TestClient) -> TestClient:
    """A browser whose page was told these addresses."""
    with client.websocket_connect("/stream", headers={"cookie": f"{BROWSER}=mijn"}) as socket:
        assert MEDIA.encode() in socket.receive_bytes()
    return client


def signed(said: dict[str, object], secret: str = SECRET) -> str:
    value = create_signed_value(secret, COOKIE, json.dumps({"iat": time.time(), **said}))
    return f"{COOKIE}={value.decode() if isinstance(value, bytes) else value}"


def answers(client: TestClient, cookie: str, browser: str = "mijn") -> set[int]:
    paths = (
        ("GET", MEDIA),
        ("HEAD", MEDIA),
        ("GET", f"/{MEDIA}"),
        ("GET", MEDIA.replace("m", "%6d", 1)),
        ("PUT", UPLOAD),
        ("DELETE", UPLOAD),
        ("GET", f"/hub{MEDIA}"),
    )
    head = f"{BROWSER}={browser}; {cookie}"
    return {client.request(method, f"http://hub.be{path}", headers={"cookie": head}).status_code for method, path in paths}


def test_who_may_see_the_pages_gets_the_files(client: TestClient) -> None:
    assert answers(client, signed(AN)) == {200}
    people.file().write_text("lezer = []", encoding="utf-8")
    assert answers(client, signed(AN)) == {403}, "not once the right is withdrawn"
    people.file().write_text("lezer = [", encoding="utf-8")
    assert answers(client, signed(AN)) == {403}


@pytest.mark.parametrize("cookie", [
    "", f"{COOKIE}=", f"{COOKIE}=x.y.z", signed(AN, "another key, also of thirty-two signs"), signed({**AN, "iat": 0}), signed({**AN, "is_logged_in": False}),
    signed({**AN, "email": "bo@hub.be"}), signed({**AN, "email_verified": False}),
])  # fmt: skip
def test_nobody_else_does(client: TestClient, cookie: str) -> None:
    assert answers(client, cookie) == {403}
    assert client.get("http://hub.be/_stcore/health", headers={"cookie": cookie}).status_code == 200


def test_another_browser_and_another_address_get_nothing(client: TestClient) -> None:
    assert answers(client, signed(AN), "een-andere") == {403}
    assert answers(client, signed(AN), "") == {403}
    for path in (MEDIA.replace("0a", "0b"), UPLOAD[:-1] + "z", "/media/", "/media/abc.csv", "/_stcore/upload_file/s/f"):
        assert client.get(f"http://hub.be{path}", headers={"cookie": f"{BROWSER}=mijn; {signed(AN)}"}).status_code == 403, path


def test_without_sign_in_it_is_the_browser_that_counts(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "sign_in_needed", lambda: False)
    assert (answers(client, ""), answers(client, "", "een-andere")) == ({200}, {403})


def test_what_streamlit_brings_itself_is_for_everybody(client: TestClient) -> None:
    assert client.get("http://hub.be/static/media/letter.woff2", headers={"cookie": ""}).status_code == 200


def test_the_oldest_addresses_and_browsers_make_room(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "sign_in_needed", lambda: False)
    monkeypatch.setattr(files, "MOST", 1)
    told(client)
    assert client.put(f"http://hub.be{UPLOAD}", headers={"cookie": f"{BROWSER}=mijn"}).status_code == 200
    assert client.get(f"http://hub.be{MEDIA}", headers={"cookie": f"{BROWSER}=mijn"}).status_code == 403
