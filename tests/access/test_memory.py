"""What is too large is refused without being kept: a file that says so, one that lies about it, and a message."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed

from scripts.serving import free_port, launch, stop, wait
from tests.access.attempts import BOUNDARY, FORM
from tests.access.wire import XSRF, Wire, anybody, spoken
from tests.reliability.record import record

pytestmark = pytest.mark.campaign
MB = 2**20
PIECE = b"x" * MB


def size(process: int) -> float:
    """What a process keeps in memory, in MB."""
    line = next(line for line in Path(f"/proc/{process}/status").read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[str, int]]:
    """A dashboard as it is set up, and the number of its process."""
    port = free_port()
    process = launch(port, f"sqlite:///{tmp_path / 'store.db'}")
    wait(f"http://127.0.0.1:{port}", process)
    yield f"http://127.0.0.1:{port}", process.pid
    stop(process)


def _sends(wire: Wire, message: bytes) -> None:
    wire.socket.send(message)
    wire.ask("definities")


def test_what_is_too_large_is_not_kept(server: tuple[str, int]) -> None:
    address, process = server
    person = anybody(address)
    largest, wrong, tried = 0.0, [], 0
    with Wire(person) as wire:
        wire.ask("eigen-werkmap")
        before = size(process)
        for told in ({"Content-Length": str(260 * MB)}, {"Transfer-Encoding": "chunked"}, {"Transfer-Encoding": "chunked"}):
            url, _ = wire.uploads("groot.xlsx")
            headers = {"Cookie": person.header, "Origin": address, "X-Xsrftoken": person.cookies[XSRF], "Content-Type": FORM, **told}
            head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="f"; filename="groot.xlsx"\r\n\r\n'.encode()
            body = ([head] + [PIECE] * 260) if "Content-Length" in told else [f"{len(part):x}\r\n".encode() + part + b"\r\n" for part in [head, *[PIECE] * 260]]
            tried += 1
            wrong += [] if spoken(address, f"PUT {url}", headers, body).status == 413 else [str(told)]
            largest = max(largest, size(process) - before)
        for megabytes in (20, 60, 100):
            tried += 1
            with Wire(person) as other:
                other.ask("definities")
                with pytest.raises((ConnectionClosed, ConnectionError)):
                    _sends(other, PIECE * megabytes)
            largest = max(largest, size(process) - before)
        wire.ask("definities")
    record("access-too-large", tried=tried, failed=len(wrong), note=f"the server kept {largest:.0f} MB more at most")
    assert wrong == []
    assert largest < 150
