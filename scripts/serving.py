"""A dashboard of our own on a free port, and how the browser is started: for the screenshots and the browser tests."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@contextmanager
def serve(script: Path = ROOT / "dashboard.py", store: str = "") -> Iterator[str]:
    """Serve a script with `streamlit run` on a free port of this machine; gives its address, and stops the server afterwards.

    `store` is the address of its database; without one it has an empty store of its own, that is gone with the server.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", port, "--server.headless", "true"]
    own = TemporaryDirectory(prefix="impactmonitor-")
    settings = {**os.environ, "IMPACTMONITOR_DATABASE_URL": store or f"sqlite:///{own.name}/store.db"}
    server = subprocess.Popen(command, cwd=ROOT, env=settings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(address, server)
        yield address
    finally:
        with suppress(ProcessLookupError):
            os.kill(server.pid, signal.SIGTERM)
        server.wait(timeout=20)
        own.cleanup()


def _wait(address: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(240):
        if server.poll() is not None:
            raise RuntimeError("the server stopped at once")
        with suppress(OSError), urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):
            return
        time.sleep(0.25)
    raise TimeoutError(address)
