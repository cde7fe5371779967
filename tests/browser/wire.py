"""A wire between a browser and a dashboard that a test can make slow, or cut."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

PIECE = 2048


@dataclass
class Wire:
    """`slow` = seconds that each piece of two kilobytes to the dashboard takes; `left` = so many bytes more of what is sent in large pieces, then it is cut."""

    port: int
    to: int
    slow: float = 0.0
    left: int | None = None
    pairs: list[tuple[socket.socket, socket.socket]] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def address(self) -> str:
        """What the browser opens."""
        return f"http://127.0.0.1:{self.port}"

    def cut(self) -> None:
        """Every connection at once, the websocket too; new ones are let through."""
        with self.lock:
            pairs, self.pairs = self.pairs, []
        for pair in pairs:
            for end in pair:
                with suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)
                end.close()

    def carry(self, browser: socket.socket) -> None:
        """A connection of the browser, until either side ends it."""
        try:
            server = socket.create_connection(("127.0.0.1", self.to))
        except OSError:
            browser.close()
            return
        with self.lock:
            self.pairs.append((browser, server))
        threading.Thread(target=self._pass, args=(browser, server, True), daemon=True).start()
        threading.Thread(target=self._pass, args=(server, browser, False), daemon=True).start()

    def _pass(self, source: socket.socket, target: socket.socket, up: bool) -> None:
        with suppress(OSError):
            while piece := source.recv(PIECE if up else 65536):
                if up and self.slow:
                    time.sleep(self.slow)
                if up and self.left is not None and len(piece) == PIECE:  # of a file; what a click sends is smaller
                    self.left -= len(piece)
                    if self.left < 0:
                        self.left = None
                        self.cut()
                        return
                target.sendall(piece)
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


@contextmanager
def wired(address: str) -> Iterator[Wire]:
    """A wire to a dashboard."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        wire = Wire(door.getsockname()[1], int(address.rpartition(":")[2]))

        def accept() -> None:
            with suppress(OSError):
                while True:
                    wire.carry(door.accept()[0])

        threading.Thread(target=accept, daemon=True).start()
        yield wire
        with suppress(OSError):
            door.shutdown(socket.SHUT_RDWR)
        wire.cut()
