"""A dashboard of our own on a free port, how the browser is started, and when a page is drawn: for the screenshots and the browser tests."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page

ROOT = Path(__file__).parent.parent
ALIVE = "/_stcore/health"
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
# A page is drawn when the script has ended, every element, chart and piece of our own HTML is there, and nothing moved for a while.
# The end of a script alone says too little: the browser hears late that one began, and fills the elements after it ended.
DRAWN = """(quiet) => {
  if (!window.imWatch) {
    window.imMoved = performance.now();
    window.imWatch = new MutationObserver(() => { window.imMoved = performance.now(); });
    window.imWatch.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  }
  const all = (css, test) => [...document.querySelectorAll(css)].every(test);
  return document.querySelector("[data-testid=stApp]")?.dataset.testScriptState === "notRunning"
    && document.querySelector(".im-head h1, [data-testid=stAlert]") !== null
    && document.querySelector("[data-testid=stSkeleton], [data-stale=true]") === null
    && document.querySelector(".im-button")?.textContent.length > 3
    && all(".stElementContainer", (box) => box.firstElementChild?.innerHTML || box.firstElementChild?.matches("iframe"))
    && all(".stPlotlyChart", (chart) => chart.querySelector(".main-svg"))
    && all(".im-root", (root) => root.dataset.shown !== undefined)
    && performance.now() - window.imMoved > quiet;
}"""
QUIET = 300  # milliseconds
PATIENCE = 60.0  # seconds


def drawn(page: Page, timeout: int = 60_000) -> Page:
    """Wait until the page has been drawn to its end."""
    page.evaluate("window.imMoved = performance.now()")  # what was quiet until now says nothing about what comes
    page.wait_for_function(DRAWN, arg=QUIET, timeout=timeout, polling=50)
    return page


@contextmanager
def serve(
    script: Path = ROOT / "dashboard.py", store: str = "", port: int = 0, options: Sequence[str] = (), log: Path | None = None, path: str = ALIVE, **more: str
) -> Iterator[str]:
    """Serve a script with `streamlit run` on a port of this machine (a free one); gives its address, and stops the server afterwards.

    `store` is the address of its database; without one it has an empty store of its own, that is gone with the server. `options` go to
    Streamlit, `more` are settings in its environment; what it says goes to the file `log`. It is there once it says yes at `path`.
    """
    own = TemporaryDirectory(prefix="impactmonitor-")
    number = port or free_port()
    server = launch(number, store or f"sqlite:///{own.name}/store.db", script, options, log, **more)
    try:
        address = f"http://127.0.0.1:{number}"
        wait(address, server, path)
        yield address
    finally:
        stop(server)
        own.cleanup()


def free_port() -> int:
    """A port of this machine that nobody uses now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def launch(
    port: int, store: str, script: Path = ROOT / "dashboard.py", options: Sequence[str] = (), log: Path | None = None, **more: str
) -> subprocess.Popen[bytes]:
    """Begin to serve a script on a port, with its database at an address; what it says goes to `log`, or nowhere."""
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port), "--server.headless", "true", *options]
    settings = {**os.environ, "IMPACTMONITOR_DATABASE_URL": store, **more}
    with (log or Path(os.devnull)).open("ab") as said:
        # Streamlit with our own options, without a shell.
        return subprocess.Popen(command, cwd=ROOT, env=settings, stdout=said, stderr=said, start_new_session=True)  # nosec B603


def stop(server: subprocess.Popen[bytes]) -> None:
    """End a server, unless it ended by itself."""
    with suppress(ProcessLookupError):
        os.kill(server.pid, signal.SIGTERM)
    server.wait(timeout=20)


def wait(address: str, server: subprocess.Popen[bytes], path: str = ALIVE) -> None:
    """Wait until a server answers, or says yes to something else; raises RuntimeError when it stopped."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if server.poll() is not None:
            raise RuntimeError("the server stopped at once")
        with suppress(OSError), urllib.request.urlopen(address + path, timeout=2):  # an address of this computer  # nosec B310
            return
        time.sleep(0.02)
    raise TimeoutError(address)
