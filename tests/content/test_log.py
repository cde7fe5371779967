"""What the server writes in its log while texts that bite pass through it: none of them, nobody's data, and no line that somebody else wrote."""

from pathlib import Path

import httpx
import pytest
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from scripts.serving import free_port, launch, stop, wait
from tests.access.wire import XSRF, Wire, anybody, spoken
from tests.content.biting import TEXTS, Trap, everything, faulty, sign, trap
from tests.reliability.record import record
from ui.navigation import PAGES

pytestmark = pytest.mark.campaign
FORGED = "%0aERROR valse regel\x1b[31m bijt"


def test_nothing_of_it_is_in_the_log(tmp_path: Path) -> None:
    port, log = free_port(), tmp_path / "log"
    with trap() as caught:
        biting = everything(tmp_path, caught.port)
        server = launch(port, biting.kempen, log=log)
        address = f"http://127.0.0.1:{port}"
        try:
            wait(address, server)
            _visit(address, caught)
        finally:
            stop(server)
    said = log.read_text(encoding="utf-8")
    wrong = [f"{words[:40]!r} is in the log" for words in TEXTS if sign(words) in said]
    wrong += [line for line in said.split("\n") if "bijt" in line or "valse regel" in line or not line.isprintable()]
    record("content-log", tried=len(TEXTS) * (len(PAGES) + 1), failed=len(wrong), note=f"{len(said.splitlines())} lines")
    assert wrong == [], said
    assert "Traceback" not in said


def _visit(address: str, caught: Trap) -> None:
    person = anybody(address)
    for entry in PAGES:
        with Wire(person) as wire:
            wire.ask(entry.address, f"case={FORGED}&gemeente={FORGED}")
    with Wire(person) as wire:
        wire.ask("gegevens")
        key = next(k for k in wire.ids if k.startswith("delivery-"))
        name = "B98\nERROR valse regel bijt.csv"
        url, state = wire.uploads(name)
        files = {"f": (name, faulty(caught.port))}
        httpx.put(address + url, files=files, headers={"X-Xsrftoken": person.cookies[XSRF], "Origin": address}, cookies=dict(person.cookies))
        state.id = wire.ids[key]
        wire.widgets[key] = state
        wire.send(wire.message())
    for headers in ({"Host": f"evil{FORGED}"}, {"Origin": f"http://evil{FORGED}"}, {"Cookie": f"x={FORGED}"}):
        spoken(address, f"GET /{FORGED.replace(' ', '+')}", headers)
    with pytest.raises((ConnectionClosed, InvalidHandshake)), Wire(person, origin="http://bijt.example") as wire:
        wire.ask()
    with Wire(person) as wire:
        wire.ask()
        wire.socket.send(f"ERROR {FORGED}".encode())
        with pytest.raises(ConnectionClosed):
            wire.ask()
