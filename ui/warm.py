"""What the first visitor would wait for is done while the server already answers: the data read, the figures worked out, the pages' code loaded.

`ready` says when that is done; a visit that comes earlier waits for what it needs of it, and no longer.
"""

import gc
import importlib
import logging
import threading

from data import stoppable
from data.store.store import open_store
from ui.figures import card
from ui.source import example, stored

LOG = logging.getLogger("impactmonitor")
# The pages' code, those with most behind them last.
CODE = ("ui.matrix", "ui.overview", "ui.behind", "ui.graphs", "ui.phase_table", "ui.network", "ui.explorer", "ui.report", "ui.delivery")

ready = threading.Event()


def begin() -> threading.Thread:
    """Start in a thread of its own, which ends with the server."""
    thread = threading.Thread(target=_warm, name="warm", daemon=True)
    thread.start()
    return thread


def _warm() -> None:
    try:
        stoppable.begin()  # its code loads beside ours
        importlib.import_module(CODE[0])
        head = open_store().head()
        source = stored(head) if head else example()
        card(source, source.default_as_of)
        for name in CODE[1:]:
            importlib.import_module(name)
    except Exception:  # the pages say it to whoever comes
        LOG.exception("not made ready")
    finally:
        # What is there now stays for good: out of the garbage collector's rounds.
        gc.collect()
        gc.freeze()
        ready.set()
