"""`python -m benchmarks.soak [--minutes 30] [--visitors 50]`: whether it stays as it is when it runs for long.

Visitors change a filter every few seconds. Each minute somebody drops a workbook and looks at its preview, and a colleague confirms a next
version, so that all that was worked out of the one before is worked out anew. Printed per minute: the server's memory, and how long was waited.
In the end a server that just started on the same store is asked the same in turn: how much slower the one that ran all that time has become,
whatever else the machine is doing.
"""

import argparse
import asyncio
import statistics
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from tempfile import TemporaryDirectory

from benchmarks.crowd import PAGES, PAUSE, elements_of, visiting
from benchmarks.redraws import FEW, PHASES
from benchmarks.served import delivery, memory, opened
from benchmarks.visitor import Visitor
from benchmarks.workbook import kept

SETTLED = 5  # minutes after which memory must be flat
FLAT = 0.05
SLOWER = 0.1  # what two servers that are equally old differ at most
ROUNDS = 45  # redraws of each page to compare the old and the new server
MIB = 2**20


@dataclass(frozen=True)
class Minute:
    """Memory in bytes at its end, waiting times in seconds."""

    memory: int
    p50: float
    p95: float
    redraws: int

    def __str__(self) -> str:
        return f"{self.memory / MIB:.0f} MiB, p50 {self.p50 * 1000:.0f} ms, p95 {self.p95 * 1000:.0f} ms, {self.redraws} redraws"


def main() -> int:
    """Run it; 1 where memory is not flat, something went wrong or the server has become slower."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak")
    parser.add_argument("--minutes", type=int, default=30)
    parser.add_argument("--visitors", type=int, default=50)
    options = parser.parse_args()
    with TemporaryDirectory(prefix="impactmonitor-bench-") as folder:
        store, workbook = f"sqlite:///{folder}/store.db", kept(FEW)
        with opened(store, workbook) as address:
            asyncio.run(elements_of(address))
            found, errors = asyncio.run(_soak(address, delivery(store, workbook), options.visitors, options.minutes))
            with opened(store) as fresh:
                aged = asyncio.run(_against(address, fresh))
    later = found[SETTLED - 1 :] if len(found) > SETTLED else found
    grown = max(m.memory for m in later) / later[0].memory - 1
    print(f"memory from minute {SETTLED} on: {grown:+.1%} at most; {len(errors)} errors")
    print(f"a redraw against a server that just started: {statistics.median(aged):.2f} ({min(aged):.2f}-{max(aged):.2f}, by page)")
    print(*errors[:5], sep="\n")
    return int(grown > FLAT or bool(errors) or statistics.median(aged) > 1 + SLOWER)


async def _soak(address: str, confirm: Callable[[], object], visitors: int, minutes: int) -> tuple[list[Minute], list[str]]:
    seconds: list[float] = []
    errors: list[str] = []
    end = asyncio.get_running_loop().time() + minutes * 60
    tasks = [asyncio.create_task(visiting(address, n, PHASES, {}, n * PAUSE / visitors, end, seconds, errors)) for n in range(visitors)]
    tasks.append(asyncio.create_task(_uploads(address, confirm, end, errors)))
    found = []
    for minute in range(minutes):
        await asyncio.sleep(60)
        seen, seconds[:] = list(seconds), []
        cut = statistics.quantiles(seen, n=100, method="inclusive")
        found.append(Minute(memory(address), cut[49], cut[94], len(seen)))
        print(f"minute {minute + 1}: {found[-1]}, {len(errors)} errors", flush=True)
    await asyncio.gather(*tasks)
    return found, errors


async def _uploads(address: str, confirm: Callable[[], object], end: float, errors: list[str]) -> None:
    """Each minute somebody new drops a workbook, looks at the preview and goes; half a minute later a colleague confirms."""
    content, number = kept(FEW).read_bytes(), 0
    while asyncio.get_running_loop().time() < end:
        try:
            async with Visitor(address) as visitor:
                await visitor.open()
                await visitor.open("gegevens")
                seen = await visitor.upload(f"levering-{number}.xlsx", content)
                errors.extend(seen.errors or ([] if seen.kinds["block:form"] else ["there is no preview"]))
            await asyncio.sleep(30)
            await asyncio.to_thread(confirm)
        except Exception as error:  # noqa: BLE001 - a figure of the measurement
            errors.append(f"upload {type(error).__name__}: {error}")
        number += 1
        await asyncio.sleep(30)


async def _against(address: str, fresh: str) -> Sequence[float]:
    """What a change of phase takes on the one against the other, by page."""
    await elements_of(address)
    await elements_of(fresh)
    ratios = []
    async with Visitor(address) as old, Visitor(fresh) as new:
        for page in PAGES:
            for visitor in (old, new):
                await visitor.open()
                await visitor.open(page)
            waited: tuple[list[float], list[float]] = ([], [])
            for n in range(ROUNDS):
                for visitor, seconds in zip((old, new), waited, strict=True):
                    seconds.append((await visitor.choose("fase", PHASES[n % len(PHASES)])).seconds)
            ratios.append(statistics.median(waited[0]) / statistics.median(waited[1]))
    return ratios


if __name__ == "__main__":
    sys.exit(main())
