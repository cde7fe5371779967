"""What a redraw costs over the websocket, page by page, against the bare page with as many elements of the same kinds."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.measured import Measured
from benchmarks.served import bare, dashboard
from benchmarks.visitor import Redraw, Visitor
from benchmarks.workbook import kept

FEW = 250  # cases of a hub
PHASES, WORDS = ("1", "2", "3"), ("een", "twee", "drie")


@dataclass(frozen=True)
class Page:
    """The redraws of one page, round by round: of few cases, of many, and of the bare page."""

    name: str
    elements: int
    few: Sequence[Redraw]
    many: Sequence[Redraw]
    bare: Sequence[Redraw]
    changed: tuple[Sequence[Redraw], Sequence[Redraw], Sequence[Redraw]]  # the same after another phase was chosen

    def ratios(self) -> dict[str, list[float]]:
        """Each figure round by round."""
        few, many, floor = self.changed
        return {
            "warm": _ratios(self.few, self.bare), "warm_many": _ratios(self.many, self.bare),
            "filter": _ratios(few, floor), "filter_many": _ratios(many, floor),
            "size": _ratios(self.many, self.few), "filter_size": _ratios(many, few),
            "bytes": [a.bytes / b.bytes for a, b in zip(self.few, self.bare, strict=True)],
        }  # fmt: skip


ASKED = {
    "warm": ("warm redraw", "the bare page", 0.5), "warm_many": ("warm redraw, many cases", "the bare page", 0.5),
    "filter": ("another phase", "the bare page", 1.5), "filter_many": ("another phase, many cases", "the bare page", 1.5),
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
        return [await _page(name, a, b, floor, rounds) for name in a.pages]


async def _page(name: str, a: Visitor, b: Visitor, floor: str, rounds: int) -> Page:
    seen = await a.open(name)
    await b.open(name)
    elements = {kind: n for kind, n in seen.kinds.items() if kind != "alert"}
    async with Visitor(floor, elements=",".join(f"{kind}.{n}" for kind, n in sorted(elements.items()))) as c:
        first = await c.open()
        assert not first.errors, first.errors
        for phase, word in zip(PHASES, WORDS, strict=True):  # every phase was seen before
            await asyncio.gather(a.choose("fase", phase), b.choose("fase", phase), c.choose("fase", word))
        changed: tuple[list[Redraw], list[Redraw], list[Redraw]] = ([], [], [])
        for n in range(rounds):
            for visitor, words, found in zip((a, b, c), (PHASES, PHASES, WORDS), changed, strict=True):
                found.append(await visitor.choose("fase", words[n % len(words)]))
        same: tuple[list[Redraw], list[Redraw], list[Redraw]] = ([], [], [])
        for visitor in (a, b, c):
            await visitor.again()
        for _ in range(rounds):
            for visitor, found in zip((a, b, c), same, strict=True):
                found.append(await visitor.again())
    wrong = [e for r in (*same[0], *same[1], *changed[0], *changed[1]) for e in r.errors]
    assert not wrong, (name, wrong)
    return Page(name or "overzicht", sum(elements.values()), *same, changed)


def summary(pages: Sequence[Page]) -> list[Measured]:
    """Per figure the median page and the slowest one."""
    rows = []
    for key, (what, against, most) in ASKED.items():
        found = {p.name: sorted(p.ratios()[key])[len(p.few) // 2] for p in pages}
        worst = max(found, key=found.__getitem__)
        within = sum(v <= most for v in found.values())
        rows.append(Measured(f"{what}: every page", against, list(found.values()), most, f"{within} of {len(found)} pages within; most: {worst}"))
    return rows


def per_page(pages: Sequence[Page]) -> list[str]:
    """The medians of every page."""
    lines = [f"| page | elements | {' | '.join(ASKED)} | ms |", f"| --- |{' ---: |' * (len(ASKED) + 2)}"]
    for page in pages:
        medians = [sorted(values)[len(values) // 2] for values in page.ratios().values()]
        ms = sorted(r.seconds for r in page.few)[len(page.few) // 2] * 1000
        lines.append(f"| {page.name} | {page.elements} | {' | '.join(f'{m:.2f}' for m in medians)} | {ms:.0f} |")
    return lines


def _ratios(ours: Sequence[Redraw], floor: Sequence[Redraw]) -> list[float]:
    return [a.seconds / b.seconds for a, b in zip(ours, floor, strict=True)]
