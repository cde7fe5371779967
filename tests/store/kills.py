"""`python -m tests.store.kills ADDRESS COUNT SEED`: confirms that are killed at random moments, and what is left each time.

A program of its own with one thread, so that it can fork: each child confirms a delivery with a content that the store does not hold,
and is killed (SIGKILL) after a part of the time that a confirm takes. The moments are spread evenly from its begin until well after its
end, in random order, and how long it takes is measured anew all the time: a machine that others use is not as fast as it was. Prints one
JSON line per kill.
"""

import json
import os
import random
import signal
import statistics
import sys
import time
import zipfile
from datetime import date
from io import BytesIO

import sqlalchemy as sa

from data.content import fingerprint
from data.raw import Source
from data.store.database import database
from data.store.store import Store, open_store
from metrics.output import record
from metrics.scorecard import scorecard
from tests.store.confirming import cases, confirm, state

LAST = 1.5  # in confirms: the last moment to kill
AS_OF = date(2024, 12, 31)
CHECK = {"sqlite": "PRAGMA integrity_check", "postgresql": "SELECT 'ok'"}  # PostgreSQL itself is not killed
# A server of PostgreSQL hears a moment later that the one it worked for is gone.
BUSY = """SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
    AND backend_type = 'client backend' AND state <> 'idle' AND pid <> pg_backend_pid()"""


def main() -> None:
    """Kill, look, and say what was found."""
    address, count, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    chance = random.Random(seed)
    confirm(opened(address), delivery(chance))
    times = [_timed(address, chance) for _ in range(3)]
    for number, part in enumerate(moments(count, chance)):
        if number % 3 == 0:
            times = [*times[-2:], _timed(address, chance)]
        store = opened(address)
        before = store.head()
        child = _begun(address, chance, store)
        time.sleep(part * statistics.median(times))
        os.kill(child, signal.SIGKILL)  # one that is ready by then waits to be told apart, and takes no notice
        os.waitpid(child, 0)
        after = opened(address)
        settle(after)
        print(json.dumps(look(after, before)), flush=True)


def moments(count: int, chance: random.Random) -> list[float]:
    """When to kill, as parts of a confirm: one in each of as many equal stretches of it and the half that comes after, in random order."""
    return chance.sample([LAST * (n + chance.random()) / count for n in range(count)], count)


def _timed(address: str, chance: random.Random) -> float:
    """How long a child takes when it is left alone."""
    child, start = _begun(address, chance, opened(address)), time.perf_counter()
    os.waitpid(child, 0)
    return time.perf_counter() - start


def _begun(address: str, chance: random.Random, store: Store) -> int:
    """A child that confirms a delivery."""
    source = delivery(chance)
    store.engine.dispose()  # no connection goes along
    child = os.fork()
    if not child:
        confirm(opened(address), source)
        os._exit(0)
    return child


def opened(address: str) -> Store:
    """The store by a connection of this process alone."""
    database.cache_clear()
    return open_store(address)


def delivery(chance: random.Random) -> Source:
    """A workbook with some cases, and half a megabyte that no other has."""
    names = [f"K{n}" for n in range(chance.randint(1, 40))]
    raw = BytesIO(bytes(cases(*names).data))  # type: ignore[arg-type]
    with zipfile.ZipFile(raw, "a", zipfile.ZIP_STORED) as archive:
        archive.writestr("ballast.bin", chance.randbytes(500_000))
    return Source("hub.xlsx", raw.getvalue())


def settle(store: Store) -> None:
    """Wait until the database is done with the one that was killed."""
    if store.engine.dialect.name == "postgresql":
        with store.engine.connect() as connection:
            until = time.monotonic() + 30
            while connection.execute(sa.text(BUSY)).scalar():
                connection.rollback()  # what others do is looked up once a transaction
                assert time.monotonic() < until, "a transaction goes on without the one who began it"
                time.sleep(0.002)


def look(store: Store, before: int) -> dict[str, object]:
    """What is in the store after a kill: the line, the database's own check, and whether the latest version reads as it was confirmed."""
    head = store.head()
    version = store.version(head)
    dataset = state(store)
    again = [record(r) for r in scorecard(dataset, AS_OF)]
    counted = next(r["value"] for r in again if r["id"] == "D2.4" and r["phase"] == "4")
    with store.engine.connect() as connection:
        check = connection.execute(sa.text(CHECK[store.engine.dialect.name])).scalar()
        loose = connection.execute(sa.text("SELECT count(*) FROM files WHERE sha256 NOT IN (SELECT sha256 FROM received)")).scalar()
    return {
        "moved": head - before, "whole": check == "ok" and not loose and len(store.history()) == head, "same": fingerprint(dataset) == version.fingerprint,
        "figure": counted == len(dataset.tables["cases"]),
    }  # fmt: skip


if __name__ == "__main__":
    main()
