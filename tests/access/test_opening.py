"""The dashboard never opens to a network without sign-in: it does not start there, and whoever comes from elsewhere gets no answer."""

import asyncio
import os
import subprocess
import sys

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from scripts.serving import ROOT, free_port
from ui.access import opening


async def _figures(_request: object) -> PlainTextResponse:
    return PlainTextResponse("cijfers")


async def _stream(socket: WebSocket) -> None:
    await socket.accept()
    await socket.send_text("cijfers")
    await socket.close()


APP = Starlette(routes=[Route("/", _figures), WebSocketRoute("/stream", _stream)], middleware=[Middleware(opening.Doors)])


@pytest.mark.parametrize("host", ["10.0.0.5", "2001:db8::5", "testclient"])
def test_a_visit_from_elsewhere_gets_no_answer(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    client = TestClient(APP, client=(host, 5000))
    answer = client.get("/")
    assert (answer.status_code, "cijfers" in answer.text) == (403, False)
    assert "zonder aanmelding" in answer.text
    with pytest.raises(WebSocketDisconnect), client.websocket_connect("/stream") as socket:
        socket.receive_text()
    monkeypatch.setenv(opening.SETTING, opening.MEANT)
    assert client.get("/").text == "cijfers"


@pytest.mark.parametrize("header", [
    {"host": "evil.example"}, {"host": "evil.example:8501", "origin": "http://evil.example:8501"}, {"host": "127.0.0.1.evil.example"}, {"host": ""},
    {"x-forwarded-for": "203.0.113.9"}, {"x-forwarded-for": "127.0.0.1, 203.0.113.9"}, {"x-real-ip": "203.0.113.9"}, {"forwarded": "for=203.0.113.9"},
])  # fmt: skip
def test_a_page_from_elsewhere_or_a_proxy_gets_no_answer_either(header: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A site whose name was made to point at this computer comes from this computer; so does a proxy on it that lets the network in."""
    client = TestClient(APP, client=("127.0.0.1", 5000), headers={"host": "127.0.0.1:8501"} | header)
    assert client.get("/").status_code == 403
    with pytest.raises(WebSocketDisconnect), client.websocket_connect("/stream") as socket:
        socket.receive_text()
    monkeypatch.setenv(opening.SETTING, opening.MEANT)
    assert client.get("/").text == "cijfers"


@pytest.mark.parametrize(("host", "origin", "status"), [
    ("localhost:8501", "http://localhost:8501", 200), ("localhost", "http://localhost", 200), ("localhost:443", "https://localhost", 200),
    ("localhost", "https://localhost:443", 200), ("LOCALHOST:80", "http://localhost", 200), ("localhost:8501", "http://localhost:8502", 403),
    ("localhost", "http://localhost:8501", 403), ("localhost:8501", "http://evil.example", 403), ("localhost:8501", "http://[", 403),
    ("localhost:8501", "http://localhost:x", 403), ("localhost:8501", "null", 403), ("localhost:8501", "file://localhost:8501", 403), ("localhost:8501", "", 403),
    ("localhost:8501", "http://a@localhost:8501", 403), ("localhost:8501", "http://localhost:8501/?x", 403),
])  # fmt: skip
def test_a_page_of_another_site_gets_no_answer(host: str, origin: str, status: int) -> None:
    """The same site is the same name and port, whether or not the usual port is written; what is no site is another one."""
    client = TestClient(APP, client=("127.0.0.1", 5000), headers={"host": host, "origin": origin})
    assert client.get("/").status_code == status


def test_a_visit_that_does_not_say_where_it_comes_from_gets_no_answer() -> None:
    """As through a socket file, behind which anybody may be."""
    sent: list[dict[str, object]] = []

    async def keep(message: dict[str, object]) -> None:
        sent.append(message)

    async def receive() -> dict[str, object]:
        return {"type": "http.request"}

    scope = {"type": "http", "method": "GET", "path": "/", "headers": [(b"host", b"localhost")], "client": None, "query_string": b""}
    asyncio.run(opening.Doors(APP)(scope, receive, keep))  # type: ignore[arg-type]
    assert sent[0]["status"] == 403


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "::ffff:127.0.0.1"])
def test_this_computer_by_any_of_its_names(host: str) -> None:
    for name in ("localhost", "localhost:8501", "127.0.0.1:8501", "[::1]:8501", "LOCALHOST"):
        assert TestClient(APP, client=(host, 5000), headers={"host": name}).get("/").text == "cijfers"


def test_a_visit_from_this_computer_is_let_in() -> None:
    client = TestClient(APP, client=("127.0.0.1", 5000), headers={"host": "localhost:8501"})
    assert client.get("/").text == "cijfers"
    with client.websocket_connect("/stream") as socket:
        assert socket.receive_text() == "cijfers"


def started(address: str, *options: str, **settings: str) -> str:
    """What a server says that does not start."""
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.headless", "true", "--server.address", address,
               "--server.port", str(free_port()), *options]  # fmt: skip
    found = subprocess.run(command, cwd=ROOT, env={**os.environ, **settings}, capture_output=True, text=True, timeout=60)
    assert found.returncode != 0
    assert "Traceback" not in found.stderr + found.stdout
    return found.stderr + found.stdout


def test_a_server_for_the_network_does_not_start_without_sign_in() -> None:
    assert "zonder aanmelding" in started("0.0.0.0")


@pytest.mark.parametrize("secret", ["", "…", "geheim", "x" * 31])
def test_a_sign_in_that_anybody_could_forge_is_a_mistake(secret: str, tmp_path) -> None:  # type: ignore[no-untyped-def]
    people, secrets = tmp_path / "access.toml", tmp_path / "secrets.toml"
    people.write_text("lezer = []", encoding="utf-8")
    secrets.write_text(f'[auth]\ncookie_secret = "{secret}"\n', encoding="utf-8")
    assert "korter dan 32 tekens" in started("127.0.0.1", "--secrets.files", str(secrets), IMPACTMONITOR_ACCESS=str(people))


def test_a_list_of_people_without_sign_in_is_a_mistake(tmp_path) -> None:  # type: ignore[no-untyped-def]
    people = tmp_path / "access.toml"
    people.write_text("lezer = []", encoding="utf-8")
    assert "geen aanmelding ingesteld" in started("127.0.0.1", IMPACTMONITOR_ACCESS=str(people))


def test_all_that_is_wrong_with_the_sign_in_is_told_at_once(tmp_path) -> None:  # type: ignore[no-untyped-def]
    secrets = tmp_path / "secrets.toml"
    secrets.write_text('[auth]\ncookie_secret = "kort"\n', encoding="utf-8")
    told = started("127.0.0.1", "--secrets.files", str(secrets), IMPACTMONITOR_ACCESS=str(tmp_path / "weg.toml"))
    assert "korter dan 32 tekens" in told
    assert "het bestand weg.toml met wie er toegang heeft, ontbreekt" in told


def test_settings_of_the_sign_in_that_can_t_be_read_are_a_mistake_and_not_a_dashboard_without_it(tmp_path) -> None:  # type: ignore[no-untyped-def]
    secrets = tmp_path / "secrets.toml"
    secrets.write_text('[auth]\ncookie_secret = "geheim van ons\n', encoding="utf-8")
    told = started("127.0.0.1", "--secrets.files", str(secrets))
    assert "Het bestand secrets.toml" in told
    assert "geheim van ons" not in told
