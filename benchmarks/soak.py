"""`python -m benchmarks.soak [--minutes 30] [--visitors 50]`: whether it stays as it is when it runs for long.

Visitors change a filter every few seconds, and each minute somebody drops a workbook and looks at its preview. Printed per minute: the
server's memory, and how long the visitors waited.
"""

import argparse
import asyncio
import statistics
import sys
from dataclasses import dataclass

from benchmarks.crowd import PAUSE, elements_of, visiting
from benchmarks.redraws import FEW, PHASES
from benchmarks.served import dashboard, memory
from benchmarks.visitor import Visitor
from benchmarks.workbook import kept

SETTLED = 5  # minutes after which memory must be flat
FLAT = 0.05


@dataclass(frozen=True)
class Minute:
    """Memory in bytes at its end, waiting times in seconds."""

    memory: int
    p50: float
    p95: float
    redraws: int


def main() -> int:
    """Run it; 1 where memory is not flat, something went wrong or the end is slower than the beginning."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak")
    parser.add_argument("--minutes", type=int, default=30)
    parser.add_argument("--visitors", type=int, default=50)
    options = parser.parse_args()
    with dashboard(kept(FEW)) as address:
        asyncio.run(elements_of(address))
        found, errors = asyncio.run(_soak(address, options.visitors, options.minutes))
    later = found[SETTLED:] or found
    grown = max(m.memory for m in later) / later[0].memory - 1
    first, last = (statistics.median(m.p95 for m in part) for part in (later[: len(later) // 3 or 1], later[-(len(later) // 3 or 1) :]))
    print(f"memory from minute {SETTLED} on: {grown:+.1%} at most; p95 {first * 1000:.0f} ms at first, {last * 1000:.0f} ms at the end; {len(errors)} errors")
    print(*errors[:5], sep="\n")
    return int(grown > FLAT or bool(errors))


async def _soak(address: str, visitors: int, minutes: int) -> tuple[list[Minute], list[str]]:
    seconds: list[float] = []
    errors: list[str] = []
    end = asyncio.get_running_loop().time() + minutes * 60
    tasks = [asyncio.create_task(visiting(address, n, PHASES, {}, n * PAUSE / visitors, end, seconds, errors)) for n in range(visitors)]
    tasks.append(asyncio.create_task(_uploads(address, end, errors)))
    found = []
    for minute in range(minutes):
        await asyncio.sleep(60)
        seen, seconds[:] = list(seconds), []
        cut = statistics.quantiles(seen, n=100, method="inclusive")
        found.append(Minute(memory(address), cut[49], cut[94], len(seen)))
        m = found[-1]
        print(
            f"minute {minute + 1}: {m.memory / 2**20:.0f} MiB, p50 {m.p50 * 1000:.0f} ms, p95 {m.p95 * 1000:.0f} ms, {m.redraws} redraws, {len(errors)} errors",
            flush=True,
        )
    await asyncio.gather(*tasks)
    return found, errors


async def _uploads(address: str, end: float, errors: list[str]) -> None:
    """Each minute somebody new drops a workbook, looks at the preview and goes."""
    content, number = kept(FEW).read_bytes(), 0
    while asyncio.get_running_loop().time() < end:
        try:
            async with Visitor(address) as visitor:
                await visitor.open()
                await visitor.open("gegevens")
                errors.extend((await visitor.upload(f"levering-{number}.xlsx", content)).errors)
        except Exception as error:  # noqa: BLE001 - a figure of the measurement
            errors.append(f"upload {type(error).__name__}: {error}")
        number += 1
        await asyncio.sleep(60)


if __name__ == "__main__":
    sys.exit(main())
