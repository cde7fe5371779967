"""A file goes in or out only with a sign-in that holds, whoever knows its address."""

import json
import time
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient
from streamlit.web.server.starlette import starlette_websocket
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from ui.access import files, people

SECRET, COOKIE = "only for tests, thirty-two signs", "_streamlit_user"
AN = {"email": "an@hub.be", "is_logged_in": True, "origin": "http://hub.be"}


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
    return TestClient(Starlette(routes=[Route("/{path:path}", _answer, methods=["GET", "PUT", "DELETE"])], middleware=[Middleware(files.Files)]))


def signed(said: dict[str, object], secret: str = SECRET) -> str:
    value = create_signed_value(secret, COOKIE, json.dumps({"iat": time.time(), **said}))
    return f"{COOKIE}={value.decode() if isinstance(value, bytes) else value}"


def answers(client: TestClient, cookie: str) -> set[int]:
    paths = (("GET", "/media/abc.csv"), ("HEAD", "/media/abc.csv"), ("GET", "//media/abc.csv"), ("GET", "/%6dedia/abc.csv"), ("PUT", "/_stcore/upload_file/s/f"),
             ("DELETE", "/_stcore/upload_file/s/f"), ("GET", "/hub/media/abc.csv"), ("GET", "/_stcore/metrics"))  # fmt: skip
    return {client.request(method, f"http://hub.be{path}", headers={"cookie": cookie}).status_code for method, path in paths}


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
