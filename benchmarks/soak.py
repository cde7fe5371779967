"""`python -m benchmarks.soak [--minutes 30] [--visitors 50]`: whether it stays as it is when it runs for long.

Visitors change a filter every few seconds. Each minute somebody drops a workbook and looks at its preview, and a colleague confirms a next
version, so that all that was worked out of the one before is worked out anew. Meanwhile one visitor redraws the bare page each second: how
long that takes tells how fast the machine is at that moment. Printed per minute: the server's memory, and how long was waited.
"""

import argparse
import asyncio
import statistics
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from tempfile import TemporaryDirectory

from benchmarks.crowd import PAUSE, elements_of, visiting
from benchmarks.redraws import FEW, PHASES
from benchmarks.served import bare, delivery, memory, opened
from benchmarks.visitor import Visitor
from benchmarks.workbook import kept

SETTLED = 5  # minutes after which memory must be flat
FLAT = 0.05
SLOWER = 0.1  # a difference between thirds of the time that the measuring itself makes
MIB = 2**20


@dataclass(frozen=True)
class Minute:
    """Memory in bytes at its end, waiting times in seconds; `floor` = the median of the bare page."""

    memory: int
    p50: float
    p95: float
    floor: float
    redraws: int

    def __str__(self) -> str:
        waited = f"p50 {self.p50 * 1000:.0f} ms, p95 {self.p95 * 1000:.0f} ms, the bare page {self.floor * 1000:.0f} ms"
        return f"{self.memory / MIB:.0f} MiB, {waited}, {self.redraws} redraws"


def main() -> int:
    """Run it; 1 where memory is not flat, something went wrong or the end is slower than the beginning."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak")
    parser.add_argument("--minutes", type=int, default=30)
    parser.add_argument("--visitors", type=int, default=50)
    options = parser.parse_args()
    with TemporaryDirectory(prefix="impactmonitor-bench-") as folder, bare() as floor:
        store, workbook = f"sqlite:///{folder}/store.db", kept(FEW)
        with opened(store, workbook) as address:
            elements = asyncio.run(elements_of(address))
            found, errors = asyncio.run(_soak(address, floor, elements[0], delivery(store, workbook), options.visitors, options.minutes))
    later = found[SETTLED - 1 :] if len(found) > SETTLED else found
    grown = max(m.memory for m in later) / later[0].memory - 1
    first, last = _thirds(later)
    slower = _waited(last) / _waited(first) - 1
    print(
        f"from minute {SETTLED} on: memory {grown:+.1%} at most; "
        f"p95 {_p95(first) * 1000:.0f} ms in the first third and {_p95(last) * 1000:.0f} ms in the last, "
        f"against the bare page {slower:+.0%}; {len(errors)} errors"
    )
    print(*errors[:5], sep="\n")
    return int(grown > FLAT or bool(errors) or slower > SLOWER)


def _thirds(minutes: Sequence[Minute]) -> tuple[Sequence[Minute], Sequence[Minute]]:
    """The first and the last."""
    part = len(minutes) // 3 or 1
    return minutes[:part], minutes[-part:]


def _p95(minutes: Sequence[Minute]) -> float:
    return statistics.median(m.p95 for m in minutes)


def _waited(minutes: Sequence[Minute]) -> float:
    """How long was waited, against the bare page in the same minutes."""
    return statistics.median(m.p95 / m.floor for m in minutes)


async def _soak(address: str, floor: str, elements: str, confirm: Callable[[], object], visitors: int, minutes: int) -> tuple[list[Minute], list[str]]:
    seconds: list[float] = []
    plain: list[float] = []
    errors: list[str] = []
    end = asyncio.get_running_loop().time() + minutes * 60
    tasks = [asyncio.create_task(visiting(address, n, PHASES, {}, n * PAUSE / visitors, end, seconds, errors)) for n in range(visitors)]
    tasks += [asyncio.create_task(_uploads(address, confirm, end, errors)), asyncio.create_task(_redrawing(floor, elements, end, plain))]
    found = []
    for minute in range(minutes):
        await asyncio.sleep(60)
        seen, seconds[:] = list(seconds), []
        cut = statistics.quantiles(seen, n=100, method="inclusive")
        found.append(Minute(memory(address), cut[49], cut[94], statistics.median(plain), len(seen)))
        plain.clear()
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


async def _redrawing(floor: str, elements: str, end: float, seconds: list[float]) -> None:
    async with Visitor(floor, elements=elements) as visitor:
        await visitor.open()
        while asyncio.get_running_loop().time() < end:
            seconds.append((await visitor.again()).seconds)
            await asyncio.sleep(1)


if __name__ == "__main__":
    sys.exit(main())
