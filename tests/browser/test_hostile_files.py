"""Files that would take the server down, dropped on the page: a sentence for who dropped them, nothing stored, and the page goes on for everybody."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from data.store.store import open_store
from locales import text
from scripts.serving import drawn, serve
from tests.browser.conftest import settled
from tests.fuzz.specimens import SPECIMENS

pytestmark = [pytest.mark.browser, pytest.mark.campaign]
NAMES = {"row_4294967295": "file-fatal", "csv_of_one_wide_line_and_many_short_ones": "file-heavy", "entities_that_multiply": "file-corrupt"}


@pytest.fixture(scope="module")
def small_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """A server that may take little, and its store."""
    store = f"sqlite:///{tmp_path_factory.mktemp('small')}/store.db"
    with serve(store=store, IMPACTMONITOR_MAX_MEMORY_GIB="0.4") as address:
        yield address, store


def test_a_hostile_file_gets_a_sentence_and_the_next_one_is_read(small_server: tuple[str, str], page: Page, tmp_path: Path) -> None:
    address, store = small_server
    page.goto(f"{address}/gegevens")
    drawn(page)
    for name, key in NAMES.items():
        file, make = SPECIMENS[name]
        path = tmp_path / file
        path.write_bytes(make())
        page.set_input_files("input[type=file]", path)
        sentence = page.get_by_text(text(f"errors.{key}", "nl", file=file, limit="0,4"), exact=True)
        expect(sentence).to_be_visible(timeout=60_000)
        page.get_by_role("button", name=text("upload.stop", "nl")).click()
        expect(sentence).to_have_count(0)
        settled(page)
    assert open_store(store).head() == 0
    page.set_input_files("input[type=file]", Path("data/examples/voorbeeld.xlsx"))
    expect(page.get_by_text(text("upload.decide", "nl"))).to_be_visible(timeout=60_000)
