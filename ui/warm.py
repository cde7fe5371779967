"""What the first visitor would wait for is done while the server already answers: the data read, the figures worked out, the pages' code loaded.

`ready` says when that is done; a visit that comes earlier waits for what it needs of it, and no longer.
"""

import gc
import importlib
import logging
import sys
import threading
import time

from data.events import event

FIRST = "ui.overview"
# The code of the other pages, those with most behind them last.
CODE = ("ui.behind", "ui.graphs", "ui.phase_table", "ui.network", "ui.explorer", "ui.report", "ui.delivery")
# Meanwhile a browser asks for Streamlit's own files, some sixty of them: each waits for its turn, this long at most (seconds).
TURN = 0.0005
AFTER = 0.5  # seconds in which the first page can be drawn undisturbed

ready = threading.Event()


def begin() -> threading.Thread:
    """Start in a thread of its own, which ends with the server."""
    thread = threading.Thread(target=_warm, name="warm", daemon=True)
    thread.start()
    return thread


def _warm() -> None:
    begun, head = time.monotonic(), None
    before = sys.getswitchinterval()
    sys.setswitchinterval(TURN)
    gc.disable()
    try:
        from data import stoppable

        stoppable.begin()  # its code loads beside ours
        from data.store.store import open_store
        from ui.figures import card
        from ui.remember import forget_erased
        from ui.source import example, stored

        importlib.import_module(FIRST)
        head = open_store().head()
        forget_erased()  # what is erased from here on is forgotten
        source = stored(head) if head else example()
        card(source, source.default_as_of)
        time.sleep(AFTER)
        for name in CODE:
            importlib.import_module(name)
        event("ready", version=head, seconds=time.monotonic() - begun)
    except Exception as error:  # noqa: BLE001 - the pages say it to whoever comes
        event("not-made-ready", logging.ERROR, error=error)
    finally:
        sys.setswitchinterval(before)
        gc.enable()
        # What is there now stays for good: out of the garbage collector's rounds.
        gc.collect()
        gc.freeze()
        ready.set()
