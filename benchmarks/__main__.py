"""`python -m benchmarks [--cases N] [--rounds N]`: reading and computing against a plain pandas read of the same file.

Every figure is a ratio of two things timed in turn in this run; the results go to `benchmarks/results.md`.
"""

import argparse
import gc
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from benchmarks.reporting import drawing, writing
from benchmarks.workbook import kept

HERE = Path(__file__).parent
AS_OF = date(2025, 3, 31)
Row = tuple[str, str, list[float], float]


def main() -> int:
    """Measure, print and write the results."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--out", type=Path, default=HERE / "results.md")
    parser.add_argument("--only", choices=("read", "pandas"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    path = kept(options.cases)
    if options.only:  # one side of the memory figure, in a process of its own
        (our_way if options.only == "read" else pandas_way)(path)
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
        return 0
    # Memory first: a child of a process that has grown starts with its parent's peak.
    peak = memory(options.cases)
    rows = [reading(path, options.rounds), peak, growth(path, options.rounds), previewing(min(options.cases, 10_000), options.rounds)]
    rows += [writing(options.rounds), drawing(options.rounds)]
    table = report(rows, options.cases, options.rounds)
    print(table)
    options.out.write_text(table, encoding="utf-8")
    return 0


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


def reading(path: Path, rounds: int) -> Row:
    """Reading, checking and computing against the pandas read, in turn."""
    pairs = [(_time(partial(our_way, path)), _time(partial(pandas_way, path))) for _ in range(rounds)]
    return ("read, check and compute", "pandas' calamine read of the same file", [a / b for a, b in pairs], 0.8)


def memory(cases: int) -> Row:
    """Peak memory of both, each in a process of its own."""
    return ("peak memory of the same", "pandas' calamine read of the same file", [_peak("read", cases) / _peak("pandas", cases)], 1.0)


def growth(path: Path, rounds: int) -> Row:
    """Computing alone on ten times the rows."""
    from benchmarks.enlarge import enlarge
    from data.reader import read
    from metrics.catalogue import indicator_names
    from metrics.scorecard import scorecard

    small = read([path], names=indicator_names())
    ratios = []
    for _ in range(rounds):
        # Copies of their own: what is worked out once per dataset counts too.
        seconds = []
        for times in (1, 10):
            data = enlarge(small, times)
            seconds.append(_time(partial(scorecard, data, AS_OF)))
        ratios.append(seconds[1] / seconds[0])
    return ("compute, ten times the cases", "compute", ratios, 11.0)


def previewing(cases: int, rounds: int) -> Row:
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
        seconds = _time(lambda: read([delivered], names=indicator_names()))
        before = earlier(read([delivered], names=indicator_names()))
        base = Base(1, Recipe().with_delivery(received_files([delivered]), before.tables, 1, "replace"), before)
        scorecard(before, AS_OF)  # the pages that show the current version did this long ago
        ratios.append(_time(lambda b=base: preview([delivered], b, "replace", NONE, AS_OF, lambda *_: [])) / seconds)
    return (f"preview of {cases} cases against the current version", "reading them", ratios, 3.0)


def report(rows: list[Row], cases: int, rounds: int) -> str:
    """The results as a page."""
    lines = [
        "# Measured", "",
        f"{cases} cases and {cases // 5} events, every column of the contract, 1 % of the cells messy; medians of {rounds} rounds in one run.",
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}.", "",
        "| what | against | ratio (lowest–highest) | at most |", "| --- | --- | --- | --- |",
    ]  # fmt: skip
    for what, against, ratios, most in rows:
        spread = f" ({min(ratios):.2f}–{max(ratios):.2f})" if len(ratios) > 1 else ""
        lines.append(f"| {what} | {against} | {statistics.median(ratios):.2f}{spread} | {most:g} |")
    return "\n".join([*lines, ""])


def _time(call: Callable[[], object]) -> float:
    gc.collect()
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def _peak(what: str, cases: int) -> float:
    """Peak memory (KiB) of a process that does only this."""
    command = [sys.executable, "-m", "benchmarks", "--cases", str(cases), "--only", what]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()[-1])


if __name__ == "__main__":
    sys.exit(main())
