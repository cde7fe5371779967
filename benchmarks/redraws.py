"""What a redraw costs over the websocket, page by page, against the bare page with as many elements of the same kinds."""

import asyncio
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from benchmarks.measured import Measured
from benchmarks.served import bare, dashboard
from benchmarks.visitor import Redraw, Visitor
from benchmarks.workbook import kept

FEW = 250  # cases of a hub
PHASES, WORDS = ("1", "2", "3"), ("een", "twee", "drie")
DAY, FIRSTS = date(2025, 3, 31), 3  # nobody looked at this day and those before it; a first look at many cases takes long
Triple = tuple[list[Redraw], list[Redraw], list[Redraw]]


@dataclass(frozen=True)
class Page:
    """The redraws of one page, round by round: each time of few cases, of many, and of the bare page.

    `same` where nothing changed, `changed` after another phase that was seen before, `new` after a reference date that nobody looked at before.
    """

    name: str
    elements: int
    same: Triple
    changed: Triple
    new: Triple

    def ratios(self) -> dict[str, list[float]]:
        """Each figure round by round."""
        found = {}
        for name, (few, many, floor) in (("warm", self.same), ("filter", self.changed), ("new", self.new)):
            found |= {name: _ratios(few, floor), f"{name}_many": _ratios(many, floor)}
        return found | {
            "size": _ratios(self.same[1], self.same[0]), "filter_size": _ratios(self.changed[1], self.changed[0]),
            "bytes": [a.bytes / b.bytes for a, b in zip(self.same[0], self.same[2], strict=True)],
        }  # fmt: skip


ASKED: dict[str, tuple[str, str, float | None]] = {
    "warm": ("warm redraw", "the bare page", 0.5), "warm_many": ("warm redraw, many cases", "the bare page", 0.5),
    "filter": ("another phase", "the bare page", 1.5), "filter_many": ("another phase, many cases", "the bare page", 1.5),
    "new": ("a day that nobody looked at before", "the bare page", None),
    "new_many": ("a day that nobody looked at before, many cases", "the bare page", None),
    "size": ("warm redraw, many cases", "few cases", 1.2), "filter_size": ("another phase, many cases", "few cases", 1.2),
    "bytes": ("bytes of a warm redraw", "the bare page", 0.5),
}  # fmt: skip


def redraws(few_cases: int, many_cases: int, rounds: int) -> list[Page]:
    """Every page of the menu, of a store with few and of one with many cases."""
    with dashboard(kept(few_cases)) as few, dashboard(kept(many_cases)) as many, bare() as floor:
        return asyncio.run(_pages(few, many, floor, rounds))


async def _pages(few: str, many: str, floor: str, rounds: int) -> list[Page]:
    async with Visitor(few) as a, Visitor(many) as b:
        await a.open()
        await b.open()
        days = (DAY - timedelta(n) for n in count(1))
        return [await _page(name, a, b, floor, rounds, days) for name in a.pages]


async def _page(name: str, a: Visitor, b: Visitor, floor: str, rounds: int, days: Iterator[date]) -> Page:
    seen = await a.open(name)
    await b.open(name)
    elements = {kind: n for kind, n in seen.kinds.items() if kind != "alert"}
    async with Visitor(floor, elements=",".join(f"{kind}.{n}" for kind, n in sorted(elements.items()))) as c:
        first = await c.open()
        assert not first.errors, first.errors
        for phase, word in zip(PHASES, WORDS, strict=True):  # every phase was seen before
            await asyncio.gather(a.choose("fase", phase), b.choose("fase", phase), c.choose("fase", word))
        changed: Triple = ([], [], [])
        for n in range(rounds):
            for visitor, words, found in zip((a, b, c), (PHASES, PHASES, WORDS), changed, strict=True):
                found.append(await visitor.choose("fase", words[n % len(words)]))
        new: Triple = ([], [], [])
        for n in range(FIRSTS):
            day = f"{next(days):%Y/%m/%d}"
            for visitor, found in zip((a, b), new, strict=False):
                found.append(await visitor.choose("peildatum", day))
            new[2].append(await c.choose("fase", WORDS[n % len(WORDS)]))
        same: Triple = ([], [], [])
        for visitor in (a, b, c):
            await visitor.again()
        for _ in range(rounds):
            for visitor, found in zip((a, b, c), same, strict=True):
                found.append(await visitor.again())
    wrong = [e for part in (same, changed, new) for redraws_ in part for r in redraws_ for e in r.errors]
    assert not wrong, (name, wrong)
    return Page(name or "overzicht", sum(elements.values()), same, changed, new)


def summary(pages: Sequence[Page]) -> list[Measured]:
    """Per figure the page in the middle, and between brackets those that cost least and most."""
    rows = []
    for key, (what, against, most) in ASKED.items():
        found = {p.name: statistics.median(p.ratios()[key]) for p in pages}
        worst = max(found, key=found.__getitem__)
        within = "" if most is None else f"{sum(v <= most for v in found.values())} of {len(found)} pages within; "
        rows.append(Measured(f"{what}: the middle page", against, list(found.values()), most, f"{within}most: {worst}"))
    return rows


def per_page(pages: Sequence[Page]) -> list[str]:
    """The medians of every page."""
    lines = [f"| page | elements | {' | '.join(ASKED)} | ms |", f"| --- |{' ---: |' * (len(ASKED) + 2)}"]
    for page in pages:
        ratios = page.ratios()
        medians = [statistics.median(ratios[key]) for key in ASKED]
        ms = statistics.median(r.seconds for r in page.same[0]) * 1000
        lines.append(f"| {page.name} | {page.elements} | {' | '.join(f'{m:.2f}' for m in medians)} | {ms:.0f} |")
    return lines


def _ratios(ours: Sequence[Redraw], floor: Sequence[Redraw]) -> list[float]:
    return [a.seconds / b.seconds for a, b in zip(ours, floor, strict=True)]
