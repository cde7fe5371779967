"""What is measured over the wire: dashboards with so many cases, and the bare page, each a server of its own."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import psutil

from scripts.serving import ROOT, serve
from ui.addresses import READY

BARE = ROOT / "benchmarks" / "bare" / "app.py"
# The bare page has the same settings, but for what the dashboard chose to have less to send.
AS_STREAMLIT = ("--global.minCachedMessageSize", "10000")


@contextmanager
def bare() -> Iterator[str]:
    """The floor."""
    with serve(BARE, options=AS_STREAMLIT) as address:
        yield address


@contextmanager
def dashboard(workbook: Path | None = None) -> Iterator[str]:
    """A dashboard with a workbook confirmed in its store; with the example where there is none."""
    with TemporaryDirectory(prefix="impactmonitor-bench-") as folder, opened(f"sqlite:///{folder}/store.db", workbook) as address:
        yield address


@contextmanager
def opened(store: str, workbook: Path | None = None) -> Iterator[str]:
    """The same on a store of one's own, in which more can be confirmed."""
    if workbook is not None:
        confirmed(store, workbook)
    with serve(store=store, path=READY) as address:  # nothing is measured of what it still makes ready
        yield address


def confirmed(store: str, workbook: Path) -> None:
    """Make a workbook the first version of a store."""
    delivery(store, workbook)()


def delivery(store: str, workbook: Path) -> Callable[[], object]:
    """Read a workbook; what comes out makes it the next version of a store, each time that it is called."""
    from data.content import fingerprint
    from data.raw import Source
    from data.reader import read
    from data.store.recipe import Recipe
    from data.store.store import Entry, open_store, received_files
    from metrics.catalogue import indicator_names

    source = Source(workbook.name, workbook)
    found = read([source], names=indicator_names())
    print_ = fingerprint(found)

    def confirm() -> object:
        head = open_store(store).head()
        recipe = Recipe().with_delivery(received_files([source]), found.tables, head + 1, "replace")
        return open_store(store).confirm(head, Entry(recipe, "Bench", "", print_, (source,)))

    return confirm


def process(address: str) -> psutil.Process:
    """The process that serves at an address of this machine."""
    port = urlsplit(address).port
    return next(psutil.Process(c.pid) for c in psutil.net_connections("tcp") if c.laddr.port == port and c.status == psutil.CONN_LISTEN and c.pid)


def memory(address: str) -> int:
    """What the server holds in memory, in bytes."""
    return int(process(address).memory_info().rss)
