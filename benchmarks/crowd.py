"""Many visitors at once, each changing a filter every few seconds: how long they wait, what goes wrong, and what each costs in memory."""

import asyncio
import random
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.measured import Measured
from benchmarks.redraws import FEW, PHASES, WORDS
from benchmarks.served import bare, dashboard, memory
from benchmarks.visitor import Visitor
from benchmarks.workbook import kept

PAUSE = 5.0  # seconds between two changes of a filter
PAGES = ("", "doelstellingen", "fasen", "cases", "events", "impact")  # what visitors look at, each at one of them
SEED = 11


@dataclass(frozen=True)
class Crowd:
    """What so many visitors saw: their redraws in seconds, errors, and the server's memory in bytes before and with them."""

    visitors: int
    seconds: Sequence[float]
    errors: Sequence[str]
    before: int
    with_them: int

    def percentile(self, part: int) -> float:
        """p50, p95, p99 in seconds."""
        return statistics.quantiles(self.seconds, n=100, method="inclusive")[part - 1]

    @property
    def each(self) -> float:
        """Memory per visitor in bytes."""
        return (self.with_them - self.before) / self.visitors


def crowds(visitors: int, minutes: float) -> tuple[Crowd, Crowd]:
    """The same crowd at a dashboard with a store of a hub's size, and at the bare page with as many elements as the pages have."""
    with dashboard(kept(FEW)) as ours:
        elements = asyncio.run(elements_of(ours))
        at_ours = asyncio.run(crowd(ours, visitors, minutes, PHASES, [{}] * len(PAGES)))
    with bare() as floor:
        asyncio.run(_warm(floor, elements))
        at_floor = asyncio.run(crowd(floor, visitors, minutes, WORDS, [{"elements": e} for e in elements]))
    return at_ours, at_floor


async def elements_of(address: str) -> list[str]:
    """What each page draws, as the bare page takes it; every page was seen before the crowd comes."""
    async with Visitor(address) as visitor:
        await visitor.open()
        found = []
        for page in PAGES:
            kinds = (await visitor.open(page)).kinds
            for phase in PHASES:
                await visitor.choose("fase", phase)
            found.append(",".join(f"{kind}.{n}" for kind, n in sorted(kinds.items()) if kind != "alert"))
        return found


async def _warm(address: str, elements: Sequence[str]) -> None:
    for asked in elements:
        async with Visitor(address, elements=asked) as visitor:
            await visitor.open()


async def crowd(address: str, visitors: int, minutes: float, words: Sequence[str], asked: Sequence[dict[str, str]]) -> Crowd:
    """Let them come one by one, then change a filter every few seconds until the time is over."""
    chance = random.Random(SEED)
    before = memory(address)
    seconds: list[float] = []
    errors: list[str] = []
    begun = asyncio.get_running_loop().time()
    arriving = min(20.0, visitors * 0.2)
    end = begun + arriving + minutes * 60
    weighed, *_ = await asyncio.gather(_weigh(address, end), *(
        visiting(address, n, words, asked[n % len(asked)], arriving * n / visitors, end, seconds, errors, counts=begun + arriving + chance.random() * PAUSE)
        for n in range(visitors)
    ))  # fmt: skip
    return Crowd(visitors, seconds, errors, before, weighed)


async def _weigh(address: str, end: float) -> int:
    """The server's memory at the end, while all are still there."""
    await asyncio.sleep(end - asyncio.get_running_loop().time())
    return memory(address)


async def visiting(
    address: str, number: int, words: Sequence[str], asked: dict[str, str], wait: float, end: float, seconds: list[float], errors: list[str],
    counts: float = 0.0,
) -> None:  # fmt: skip
    """One visitor, who comes after `wait` seconds and, from the moment `counts` on, changes a filter every few seconds."""
    now = asyncio.get_running_loop().time
    await asyncio.sleep(wait)
    try:
        async with Visitor(address, **asked) as visitor:
            await visitor.open()
            if not asked:
                await visitor.open(PAGES[number % len(PAGES)])
            await asyncio.sleep(max(0.0, counts - now()))
            turn = number
            while now() < end:
                turn += 1
                found = await visitor.choose("fase", words[turn % len(words)])
                seconds.append(found.seconds)
                errors.extend(found.errors)
                await asyncio.sleep(max(0.0, PAUSE - found.seconds))
    except Exception as error:  # noqa: BLE001 - one visitor's failure is a figure of the measurement
        errors.append(f"{type(error).__name__}: {error}")


def rows(ours: Crowd, floor: Crowd) -> list[Measured]:
    """The crowd against the same crowd at the bare page."""
    errors = f"{len(ours.errors)} / {len(floor.errors)} errors"
    about = f"{ours.visitors} visitors, another phase every {PAUSE:.0f} s"
    shown = ", ".join(f"p{p} {ours.percentile(p) * 1000:.0f} / {floor.percentile(p) * 1000:.0f} ms" for p in (50, 95, 99))
    return [
        Measured(f"{about}: p95", "the bare page", [ours.percentile(95) / floor.percentile(95)], 1.2, f"{shown}; {errors}"),
        Measured(
            "server memory per extra visitor", "the bare page", [ours.each / floor.each], 2.0, f"{ours.each / 2**20:.2f} / {floor.each / 2**20:.2f} MiB"
        ),
    ]  # fmt: skip
