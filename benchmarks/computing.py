"""Reading, checking and computing against a plain pandas read of the same file; how computing grows; what a preview costs."""

import gc
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from benchmarks.measured import Measured
from benchmarks.workbook import kept

AS_OF = date(2025, 3, 31)
FLOOR = "pandas' calamine read of the same file"


def our_way(path: Path) -> None:
    """Read, check and compute all indicators for every phase."""
    from data.checks import future_dates
    from data.reader import read
    from metrics.catalogue import indicator_names
    from metrics.scorecard import scorecard

    dataset = read([path], names=indicator_names())
    assert dataset.findings + future_dates(dataset, AS_OF)
    assert scorecard(dataset, AS_OF)


def pandas_way(path: Path) -> None:
    """The floor: the same file as plain frames, nothing understood."""
    import pandas as pd

    assert pd.read_excel(path, engine="calamine", sheet_name=None)


SIDES = {"ours": our_way, "pandas": pandas_way}


def reading(cases: int, rounds: int) -> Measured:
    """Reading, checking and computing against the pandas read, in turn."""
    path = kept(cases)
    pairs = [(seconds(partial(our_way, path)), seconds(partial(pandas_way, path))) for _ in range(rounds)]
    return Measured(f"read, check and compute {cases} cases", FLOOR, [a / b for a, b in pairs], 0.8, f"{min(a for a, _ in pairs):.1f} s")


def memory(cases: int) -> Measured:
    """Peak memory of both, each in a process of its own."""
    return Measured("peak memory of the same", FLOOR, [_peak("ours", cases) / _peak("pandas", cases)], 1.0)


def growth(cases: int, rounds: int) -> Measured:
    """Computing alone on ten times the rows."""
    from benchmarks.enlarge import enlarge
    from data.reader import read
    from metrics.catalogue import indicator_names
    from metrics.scorecard import scorecard

    small = read([kept(cases)], names=indicator_names())
    ratios = []
    for _ in range(rounds):
        # Copies of their own: what is worked out once per dataset counts too.
        took = []
        for times in (1, 10):
            data = enlarge(small, times)
            took.append(seconds(partial(scorecard, data, AS_OF)))
        ratios.append(took[1] / took[0])
    return Measured(f"compute {10 * cases} cases", f"compute {cases} cases", ratios, 11.0)


def previewing(cases: int, rounds: int) -> Measured:
    """What a delivery would change, against reading it; the version that it comes on top of is in memory, as it is on a server."""
    from benchmarks.earlier import earlier
    from data.decisions import NONE
    from data.raw import Source
    from data.reader import read
    from data.store.recipe import Recipe
    from data.store.store import received_files
    from metrics.catalogue import indicator_names
    from metrics.preview import Base, preview
    from metrics.scorecard import scorecard

    path = kept(cases)
    delivered = Source(path.name, path.read_bytes())
    ratios = []
    for _ in range(rounds):
        floor = seconds(lambda: read([delivered], names=indicator_names()))
        before = earlier(read([delivered], names=indicator_names()))
        base = Base(1, Recipe().with_delivery(received_files([delivered]), before.tables, 1, "replace"), before)
        scorecard(before, AS_OF)  # the pages that show the current version did this long ago
        ratios.append(seconds(lambda b=base: preview([delivered], b, "replace", NONE, AS_OF, lambda *_: [])) / floor)
    return Measured(f"preview of {cases} cases on top of last month's", "reading them", ratios, 3.0)


def seconds(call: Callable[[], object]) -> float:
    """How long it takes, with nothing left to clear up from before."""
    gc.collect()
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def _peak(side: str, cases: int) -> float:
    """Peak memory (KiB) of a process that does only this, and of those it starts."""
    command = [sys.executable, "-m", "benchmarks.computing", side, str(cases)]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()[-1])


if __name__ == "__main__":  # one side of the memory figure
    SIDES[sys.argv[1]](kept(int(sys.argv[2])))
    # The process that asks and the one that reads for it, each at its highest.
    print(sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))
