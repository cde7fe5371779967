"""How long from `streamlit run` until a browser shows the first page whole, against the bare page with as many elements."""

import asyncio
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, sync_playwright

from benchmarks.measured import Measured
from benchmarks.served import AS_STREAMLIT, BARE, dashboard
from benchmarks.visitor import Visitor
from reports.chromium import chromium
from scripts.serving import FLAGS, ROOT, free_port, launch, stop, wait

# The script has ended and what it drew is there: our own pages by their headline, the bare page by its last element.
WHOLE = """(last) => document.querySelector("[data-testid=stApp]")?.dataset.testScriptState === "notRunning"
  && document.querySelector("[data-testid=stSkeleton]") === null && document.querySelector(last) !== null"""


def starting(rounds: int) -> Measured:
    """Both in turn, each with a server and a window of its own."""
    plain = f"?elements={asyncio.run(_overview())}"
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium(), args=FLAGS)
        _start(browser, BARE, plain, ".stSelectbox", AS_STREAMLIT)  # what the disk reads once
        pairs = [
            (_start(browser, ROOT / "dashboard.py", "", ".im-matrix", ()), _start(browser, BARE, plain, ".stSelectbox", AS_STREAMLIT)) for _ in range(rounds)
        ]
        browser.close()
    note = f"{sorted(a for a, _ in pairs)[rounds // 2]:.1f} s"
    return Measured("from `streamlit run` to the first page whole in a browser", "the bare page", [a / b for a, b in pairs], 1.3, note)


async def _overview() -> str:
    """What the first page of a hub without data draws, as the bare page takes it; the select box, by which one sees that it is whole, comes last."""
    with dashboard() as address:
        async with Visitor(address) as visitor:
            kinds = (await visitor.open()).kinds
    return ",".join(f"{kind}.{n}" for kind, n in sorted(kinds.items()))


def _start(browser: Browser, script: Path, path: str, last: str, options: tuple[str, ...]) -> float:
    """Seconds from the start of the server until the page is there."""
    with TemporaryDirectory(prefix="impactmonitor-bench-") as folder:
        port = free_port()
        context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="nl-BE")
        page = context.new_page()
        begin = time.perf_counter()
        server = launch(port, f"sqlite:///{folder}/store.db", script, options)
        try:
            wait(f"http://127.0.0.1:{port}", server)
            page.goto(f"http://127.0.0.1:{port}/{path}")
            page.wait_for_function(WHOLE, arg=last, timeout=120_000, polling=20)
            return time.perf_counter() - begin
        finally:
            context.close()
            stop(server)
