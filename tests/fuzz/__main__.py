"""Workbooks at random against everything that reads them: `python -m tests.fuzz --count 20000 --seed 1`.

Every kind gets its part of the count. What goes wrong is printed with the words that repeat it: `python -m tests.fuzz --only xml --seed 73 --count 1`.
"""

import argparse
import faulthandler
import os
import sys
import time
import traceback
import warnings

from tests.fuzz.holds import SETTINGS, STOPPED, Counted, holds
from tests.fuzz.odd import KINDS_OF_CHANGE, made
from tests.reliability.record import record

DEEP = 20  # of so many one is computed, stored, read back and marked too; a failure is repeated in full
HANGS = 300  # seconds in which a file must be done with, whatever the limits say: then the run itself stops, and says where


def main() -> int:
    """Try them, say what went wrong, and keep the figures when asked."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--count", type=int, default=20_000, help="how many workbooks in all")
    parser.add_argument("--seed", type=int, default=1, help="the first seed; the others follow")
    parser.add_argument("--only", choices=KINDS_OF_CHANGE, nargs="+", help="some ways of making them")
    parser.add_argument("--deep", type=int, default=DEEP, help="of so many one is computed, stored and marked too")
    options = parser.parse_args()
    os.environ.update(SETTINGS)
    warnings.simplefilter("ignore")
    kinds = options.only or KINDS_OF_CHANGE
    each = max(1, options.count // len(kinds))
    failed = sum(run(kind, options.seed, each, 1 if options.count <= len(kinds) else options.deep) for kind in kinds)
    return 1 if failed else 0


def run(kind: str, first: int, count: int, deep: int) -> int:
    """All of one kind; gives how many went wrong."""
    begin, failed, counted = time.monotonic(), 0, Counted()
    for seed in range(first, first + count):
        faulthandler.dump_traceback_later(HANGS, exit=True)
        try:
            how = holds(made(kind, seed), deep=seed % deep == 0)
        except Exception:  # noqa: BLE001 - whatever it is, it is what we look for
            failed += 1
            print(f"FAILED --only {kind} --seed {seed} --count 1\n{traceback.format_exc()}", flush=True)
            continue
        counted.add(how)
        if how in STOPPED:
            print(f"{how}: --only {kind} --seed {seed} --count 1", flush=True)
        if seed % 500 == 0:
            print(f"{kind} {seed}: {counted}", file=sys.stderr, flush=True)
    faulthandler.cancel_dump_traceback_later()
    seconds = time.monotonic() - begin
    print(f"{kind}: {count} tried, {failed} failed, {seconds:.0f} s; {counted}", flush=True)
    record(f"fuzz_{kind}", tried=count, failed=failed, seed=f"{first}–{first + count - 1}", seconds=seconds, note=str(counted))
    return failed


if __name__ == "__main__":
    sys.exit(main())
