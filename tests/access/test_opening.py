"""The dashboard never opens to a network without sign-in: it does not start there, and whoever comes from elsewhere gets no answer."""

import asyncio
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect
from streamlit.config import set_option
from streamlit.runtime.secrets import Secrets
from websockets.exceptions import InvalidStatus

from data.settings import mistakes
from scripts.serving import ROOT, free_port, serve
from tests.access.wire import Person, Wire
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


@pytest.mark.parametrize(("secret", "words"), [
    ("", "ontbreekt cookie_secret"), ("…", "cookie_secret nog het voorbeeld"), ("geheim", "korter dan 32 tekens"), ("x" * 31, "korter dan 32 tekens"),
])  # fmt: skip
def test_a_sign_in_that_anybody_could_forge_is_a_mistake(secret: str, words: str, tmp_path) -> None:  # type: ignore[no-untyped-def]
    people, secrets = tmp_path / "access.toml", tmp_path / "secrets.toml"
    people.write_text("lezer = []", encoding="utf-8")
    secrets.write_text(f'[auth]\ncookie_secret = "{secret}"\n', encoding="utf-8")
    assert words in started("127.0.0.1", "--secrets.files", str(secrets), IMPACTMONITOR_ACCESS=str(people))


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


GOOD = (
    '[auth]\ncookie_secret = "{}"\nredirect_uri = "{}/oauth2callback"\nclient_id = "hub"\nclient_secret = "geheim"\n'
    'server_metadata_url = "https://login.voorbeeld.be/.well-known/openid-configuration"\n'
)
# How a file with the section [auth] can't be read, and what the sentence says of it.
UNREADABLE: dict[str, tuple[Callable[[Path], Any], str]] = {
    "quotes": (lambda file: file.write_text('[auth]\ncookie_secret = "geheim van ons\n', encoding="utf-8"), "aanhalingstekens"),
    "signs": (lambda file: file.write_bytes("# éen\n".encode("cp1252")), "UTF-8"),
    "notepad": (lambda file: file.write_text(GOOD.format("x" * 32, "http://localhost"), encoding="utf-16"), "UTF-8"),
    "folder": (lambda file: file.mkdir(), "leesrecht"),
    "circle": (lambda file: file.symlink_to(file), "leesrecht"),  # another file that is there and can't be opened, for a root user too
    "text": (lambda file: file.write_text('auth = "geheim van ons"\n', encoding="utf-8"), "[auth]"),
    "nothing": (lambda file: file.write_text('auth = ""\n', encoding="utf-8"), "[auth]"),
    "deep": (lambda file: file.write_text(f"x = {'[' * 9999}\n", encoding="utf-8"), "aanhalingstekens"),
    "digits": (lambda file: file.write_text(f"x = {'1' * 5000}\n", encoding="utf-8"), "aanhalingstekens"),
}


@pytest.fixture
def secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where the file with the section [auth] belongs, for a process that did not read it yet."""
    before = st.get_option("secrets.files")
    monkeypatch.setattr(st, "secrets", Secrets())
    monkeypatch.setattr(opening, "_ONCE", type(opening._ONCE)())
    set_option("secrets.files", [str(tmp_path / "secrets.toml")])
    yield tmp_path / "secrets.toml"
    set_option("secrets.files", before)


@pytest.mark.parametrize("kind", UNREADABLE)
def test_settings_of_the_sign_in_that_can_t_be_read_are_one_mistake_and_nobody_comes_in(kind: str, secrets: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not one more sentence that has nothing to do with it: who follows that opens the doors."""
    break_it, words = UNREADABLE[kind]
    break_it(secrets)
    people = secrets.with_name("access.toml")
    people.write_text("lezer = []", encoding="utf-8")
    monkeypatch.setenv("IMPACTMONITOR_ACCESS", str(people))
    before = st.get_option("server.address")
    set_option("server.address", "0.0.0.0")
    try:
        (error,) = mistakes(*opening.CHECKS, environment={})
    finally:
        set_option("server.address", before)
    assert (error.key, words in error.message(), "secrets.toml" in error.message()) == ("access-secrets", True, True)
    assert "geheim van ons" not in error.message() + error.message("en")
    assert TestClient(APP, client=("127.0.0.1", 5000), headers={"host": "localhost"}).get("/").text == error.message()
    monkeypatch.setenv(opening.SETTING, opening.MEANT)
    assert TestClient(APP, client=("10.0.0.5", 5000)).get("/").status_code == 503


@pytest.mark.parametrize("kind", [*UNREADABLE, "gone", "empty"])
def test_a_sign_in_that_was_there_stays_whatever_becomes_of_its_file(kind: str, secrets: Path) -> None:
    secrets.write_text(GOOD.format("x" * 32, "http://localhost"), encoding="utf-8")
    client = TestClient(APP, client=("127.0.0.1", 5000), headers={"host": "localhost"})
    assert opening.sign_in_needed()
    assert client.get("/").text == "cijfers"
    secrets.unlink()
    {**UNREADABLE, "gone": (lambda _: None, ""), "empty": (Path.touch, "")}[kind][0](secrets)
    st.secrets._reset()  # type: ignore[attr-defined]  # as Streamlit does when it sees that the file changed
    answer = client.get("/")
    assert (answer.status_code, "cijfers" in answer.text, "secrets.toml" in answer.text) == (503, False, True)
    with pytest.raises(WebSocketDisconnect), client.websocket_connect("/stream") as socket:
        socket.receive_text()
    if secrets.is_dir():
        secrets.rmdir()
    secrets.unlink(missing_ok=True)
    secrets.write_text(GOOD.format("x" * 32, "http://localhost"), encoding="utf-8")
    st.secrets._reset()  # type: ignore[attr-defined]
    assert client.get("/").text == "cijfers"


@pytest.mark.parametrize("kind", ["quotes", "signs"])
def test_a_server_with_settings_of_the_sign_in_that_can_t_be_read_does_not_start(kind: str, tmp_path: Path) -> None:
    secrets = tmp_path / "secrets.toml"
    UNREADABLE[kind][0](secrets)
    told = started("127.0.0.1", "--secrets.files", str(secrets))
    assert "Het bestand secrets.toml" in told
    assert "geheim van ons" not in told
    assert "IMPACTMONITOR_WITHOUT_SIGN_IN" not in told


@pytest.mark.parametrize("kind", ["quotes", "signs"])
def test_an_edit_with_a_typing_error_lets_nobody_into_a_server_that_runs(kind: str, tmp_path: Path) -> None:
    """Who had the page open is told too, and is not let in either."""
    secrets, people, port = tmp_path / "secrets.toml", tmp_path / "access.toml", free_port()
    good = GOOD.format("x" * 32, f"http://127.0.0.1:{port}")
    secrets.write_text(good, encoding="utf-8")
    people.write_text("lezer = []", encoding="utf-8")
    with serve(port=port, options=("--secrets.files", str(secrets)), IMPACTMONITOR_ACCESS=str(people)) as address, Wire(Person(address, {})) as wire:
        wire.ask()
        assert "sign-in" in wire.ids
        UNREADABLE[kind][0](secrets)
        assert "Het bestand secrets.toml" in _refused(address), "not within the time in which Streamlit sees it"
        with pytest.raises(InvalidStatus), Wire(Person(address, {})):
            pass
        assert b"met de instellingen van de aanmelding kan niet gebruikt worden" in wire.ask().wire
        secrets.write_text(good, encoding="utf-8")
        assert urllib.request.urlopen(address, timeout=20).status == 200


def _refused(address: str) -> str:
    """What a server says as soon as it refuses."""
    for _ in range(120):
        try:
            with urllib.request.urlopen(address, timeout=20):
                time.sleep(0.25)
        except urllib.error.HTTPError as error:
            return error.read().decode()
    return ""


@pytest.mark.parametrize("broken", [False, True])
def test_the_doctor_looks_at_the_sign_in_of_this_dashboard_from_whatever_folder_it_runs_and_at_all_else_too(broken: bool, tmp_path: Path) -> None:
    (tmp_path / ".streamlit").mkdir()
    if broken:
        UNREADABLE["signs"][0](tmp_path / ".streamlit" / "secrets.toml")
    command = [sys.executable, "-m", "data", "doctor", "--store", f"sqlite:///{tmp_path}/store.db"]
    settings = {"PYTHONPATH": str(ROOT), "HOME": str(tmp_path), "USERPROFILE": str(tmp_path)}
    done = subprocess.run(command, cwd=tmp_path, env=os.environ | settings, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (broken, "")
    assert done.stdout.count("FOUT: ") == done.stdout.count("Bewaar het bestand opnieuw als UTF-8") == broken
    assert "voor iedereen" not in done.stdout
    assert "Er is nog geen opslag" in done.stdout


@pytest.mark.parametrize(("change", "words"), [
    ({"client_id": "client_idd"}, "In [auth] ontbreekt client_id; er staat wel client_idd."),
    ({"cookie_secret": "cookie_secrt"}, "In [auth] ontbreekt cookie_secret; er staat wel cookie_secrt."),
    ({"client_secret": "iets_heel_anders"}, "In [auth] ontbreekt client_secret: zonder"),
    ({'"hub"': '"…"'}, "bij client_id nog het voorbeeld"), ({"login.voorbeeld.be": "AANMELDINGSDIENST"}, "bij server_metadata_url nog het voorbeeld"),
    ({"https://impact": "http:/impact"}, "Bij redirect_uri in [auth] hoort een volledig adres, zoals https://"),
    ({"oauth2callback": "oauth2callbak"}, "Bij redirect_uri in [auth] hoort een volledig adres"),
    ({'"https://login': '"login'}, "Bij server_metadata_url in [auth] hoort een volledig adres"),
    ({"impact.voorbeeld.be/": "impact.voorbeeld.be:abc/"}, "Bij redirect_uri in [auth] hoort een volledig adres"),
    ({'oauth2callback"': 'oauth2callback "'}, "Bij redirect_uri in [auth] hoort een volledig adres"),
    ({'client_id = "hub"': 'client_kwargs = { prompt = "login" }'}, "In [auth] ontbreekt client_id: zonder"),
])  # fmt: skip
def test_a_sign_in_that_cannot_work_is_told_before_a_door_opens(change: dict[str, str], words: str, secrets: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = GOOD.format("x" * 40, "https://impact.voorbeeld.be")
    secrets.write_text(said, encoding="utf-8")
    assert [e for e in mistakes(*opening.CHECKS, environment={}) if "[auth]" in e.message()] == []
    for old, new in change.items():
        assert old in said
        said = said.replace(old, new)
    secrets.write_text(said, encoding="utf-8")
    monkeypatch.setattr(st, "secrets", Secrets())
    assert [words.lower() in e.message().lower() for e in mistakes(*opening.CHECKS, environment={}) if "[auth]" in e.message()] == [True]


@pytest.mark.parametrize("change", [
    {}, {"https://impact.voorbeeld.be": "http://localhost:{port}"}, {"/.well-known/openid-configuration": "/.well-known/oauth-authorization-server"},
    {'configuration"': 'configuration?appid=3"'}, {"client_id": "client_kwargs = { prompt = 'login' }\nclient_id"},
    {"client_id": "\n[auth.default]\nclient_id"},
])  # fmt: skip
def test_a_sign_in_that_streamlit_takes_is_no_mistake(change: dict[str, str], secrets: Path) -> None:
    said = GOOD.format("x" * 40, "https://impact.voorbeeld.be")
    for old, new in change.items():
        assert old in said
        said = said.replace(old, new)
    secrets.write_text(said, encoding="utf-8")
    assert [e.message() for e in mistakes(*opening.CHECKS, environment={}) if "[auth]" in e.message()] == []
