"""Twelve hubs with ten years each, looked at together: the first view against a plain pandas read of their workbooks, then redraws."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

import pandas as pd

from benchmarks.measured import Measured
from benchmarks.served import AS_STREAMLIT, BARE, confirmed
from benchmarks.visitor import Redraw, Visitor
from benchmarks.workbook import write
from data.together import SETTING
from scripts.serving import ROOT, serve

HUBS, YEARS, A_YEAR = 12, 10, 250  # cases of a hub in a year
PLAIN = "pandas' calamine read of their files"
KEMPEN = ROOT / "hubs" / "kempen"
ADDRESS = {"samen-peildatum": "2025-03-31", "samen-van": "2021-01-01", "samen-tot": "2025-03-31"}


def joined(rounds: int, hubs: int = HUBS) -> list[Measured]:
    """The first view of the page of hubs together, and what redrawing it costs."""
    with TemporaryDirectory(prefix="impactmonitor-bench-") as folder:
        books = [write(Path(folder) / f"hub{n}.xlsx", YEARS * A_YEAR, seed=n) for n in range(hubs)]
        firsts, plain, same = [], [], ([], [])
        for turn in range(rounds):
            first, again = asyncio.run(_visit(Path(folder), books, turn))
            firsts.append(first)
            same[0].extend(again[0])
            same[1].extend(again[1])
            begin = time.perf_counter()
            for book in books:
                assert pd.read_excel(book, engine="calamine", sheet_name=None)
            plain.append(time.perf_counter() - begin)
    cases = hubs * YEARS * A_YEAR
    what = f"{hubs} hubs with {YEARS} years each ({cases:,} cases)"
    ms = sorted(r.seconds for r in same[0])[len(same[0]) // 2] * 1000
    return [
        Measured(f"first view of {what}", PLAIN, [a / b for a, b in zip(firsts, plain, strict=True)], None, f"{min(firsts):.1f} s"),
        Measured("warm redraw of the same", "the bare page", [a.seconds / b.seconds for a, b in zip(*same, strict=True)], None, f"{ms:.0f} ms"),
    ]  # fmt: skip


async def _visit(folder: Path, books: list[Path], turn: int) -> tuple[float, tuple[list[Redraw], list[Redraw]]]:
    with _several(folder / str(turn), books) as address, serve(BARE, options=AS_STREAMLIT) as floor:
        async with Visitor(address, **ADDRESS) as visitor:
            seen = await visitor.open("samen")
            assert not seen.errors, seen.errors
            elements = ",".join(f"{kind}.{n}" for kind, n in sorted(seen.kinds.items()) if kind != "alert")
            async with Visitor(floor, elements=elements) as bare:
                await bare.open()
                pairs: tuple[list[Redraw], list[Redraw]] = ([], [])
                for _ in range(10):
                    pairs[0].append(await visitor.again())
                    pairs[1].append(await bare.again())
        return seen.seconds, pairs


@contextmanager
def _several(folder: Path, books: list[Path]) -> Iterator[str]:
    """A dashboard over so many hubs, each with a name of its own and its workbook confirmed."""
    lines = ["hubs:"]
    for n, book in enumerate(books):
        hub = folder / f"hub{n}"
        copytree(KEMPEN, hub)
        said = (hub / "hub.yaml").read_text(encoding="utf-8")
        said = said.replace("name: Sociaal-Circulaire Hub Kempen", f"name: Voorbeeldhub {n}", 1).replace("also: [Hub Kempen, SC Hub Kempen, Kempen]\n", "", 1)
        (hub / "hub.yaml").write_text(said, encoding="utf-8")
        confirmed(f"sqlite:///{folder}/store{n}.db", book)
        lines.append(f"  - {{folder: hub{n}, store: 'sqlite:///store{n}.db'}}")
    (folder / "samen.yaml").write_text("\n".join(lines), encoding="utf-8")
    with serve(store=f"sqlite:///{folder}/store0.db", **{SETTING: str(folder / "samen.yaml")}) as address:
        yield address
