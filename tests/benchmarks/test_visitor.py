"""The load generator speaks to the dashboard as a browser does, and what the browser has already is not sent again."""

import asyncio
from collections.abc import Iterator

import pytest

from benchmarks.served import bare, dashboard
from benchmarks.visitor import Redraw, Visitor
from ui.navigation import PAGES


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A dashboard with the example."""
    with dashboard() as found:
        yield found


async def _visit(address: str) -> dict[str, tuple[Redraw, Redraw, Redraw]]:
    """Every page of the menu: when it is opened, once more, and with another phase."""
    async with Visitor(address) as visitor:
        opened = await visitor.open()
        found = {}
        for page in visitor.pages:
            first = opened if not page else await visitor.open(page)
            found[page or PAGES[0].address] = (first, await visitor.again(), await visitor.choose("fase", "2"))
            await visitor.choose("fase", "4")
        return found


def test_every_page_answers_and_sends_only_what_the_browser_has_not(address: str) -> None:
    found = asyncio.run(_visit(address))
    assert set(found) == {p.address for p in PAGES}
    for page, (first, again, other) in found.items():
        assert not [*first.errors, *again.errors, *other.errors], page
        assert again.kinds == first.kinds, page  # the same page, put together anew
        assert again.bytes < 20_000, (page, again.bytes)
    overview, once_more, other = found[PAGES[0].address]
    assert once_more.bytes < overview.bytes / 4
    assert once_more.bytes < other.bytes, "the figures of another phase are sent"
    first, once_more, other = found["bewaring"]
    assert other.bytes == once_more.bytes < first.bytes, "what is the same in every phase is not"


def test_a_file_is_dropped_as_a_browser_drops_it(address: str) -> None:
    async def drop() -> Redraw:
        async with Visitor(address) as visitor:
            await visitor.open()
            await visitor.open("eigen-werkmap")
            return await visitor.upload("leeg.csv", b"Case-ID;Titel;Datum instroom\nK1;Vraag;15/01/2024\n")

    found = asyncio.run(drop())
    assert not found.errors
    assert found.kinds["arrow_data_frame"] or found.kinds["html"] > 3


def test_the_bare_page_draws_what_is_asked(address: str) -> None:
    async def look(floor: str) -> tuple[Redraw, Redraw]:
        async with Visitor(address) as visitor:
            await visitor.open()
            ours = await visitor.open("cases")
        asked = ",".join(f"{kind}.{n}" for kind, n in ours.kinds.items() if kind != "alert")
        async with Visitor(floor, elements=asked) as visitor:
            return ours, await visitor.open()

    with bare() as floor:
        ours, drawn = asyncio.run(look(floor))
    assert not drawn.errors
    assert {k: n for k, n in ours.kinds.items() if not k.startswith("block:")} == {k: n for k, n in drawn.kinds.items() if not k.startswith("block:")}
