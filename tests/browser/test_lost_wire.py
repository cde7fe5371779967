"""A delivery over a bad connection: slow, cut halfway, or lost just when somebody confirms. All of it is stored or nothing, and the page says which."""

import random
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from data.store.store import Store, open_store
from scripts.serving import serve
from tests.browser.conftest import settled
from tests.browser.test_delivery import book, drop
from tests.browser.wire import Wire, wired
from tests.reliability.record import record
from tests.store.confirming import state

pytestmark = pytest.mark.browser
DAY = date(2024, 6, 1)
TIMES = 14  # the connection is lost at another moment each time
UPLOAD = "gegevens?peildatum=2025-03-31"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a store that both the server and the test see."""
    return f"sqlite:///{tmp_path_factory.mktemp('wire')}/store.db"


@pytest.fixture(scope="module")
def wire(place: str) -> Iterator[Wire]:
    """A server behind a wire."""
    with serve(store=place) as address, wired(address) as made:
        yield made


@pytest.fixture
def store(place: str) -> Store:
    """What the server writes."""
    return open_store(place)


@pytest.fixture
def visit(browser: Browser, wire: Wire) -> Iterator[Page]:
    """A visit of its own on the page Gegevens."""
    context = browser.new_context(locale="nl-BE", viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{wire.address}/{UPLOAD}")
    yield settled(page)
    wire.slow, wire.left = 0.0, None
    context.close()


def heavy(folder: Path, name: str, *days: object) -> Path:
    """A workbook with a few hundred kilobytes that don't compress."""
    import zipfile

    file = book(folder, name, *days)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_STORED) as archive:
        archive.writestr("xl/media/foto.bin", random.Random(name).randbytes(200_000))
    return file


@pytest.mark.campaign
def test_an_upload_that_is_cut_halfway_stores_nothing_and_the_next_one_works(visit: Page, wire: Wire, store: Store, tmp_path: Path) -> None:
    before = store.head()
    file = heavy(tmp_path, "maart.xlsx", DAY)
    wire.left = 100_000
    visit.set_input_files("input[type=file]", file)
    visit.wait_for_timeout(1500)
    settled(visit)
    assert wire.left is None, "it was cut"
    assert "Traceback" not in visit.inner_text("body")
    assert store.head() == before
    visit.goto(f"{wire.address}/{UPLOAD}")
    drop(settled(visit), file)
    assert store.head() == before, "and nothing is stored before somebody says so"


@pytest.mark.campaign
def test_an_upload_that_comes_in_drops_is_waited_for_while_others_are_served(browser: Browser, visit: Page, wire: Wire, tmp_path: Path) -> None:
    wire.slow = 0.02  # some two seconds for the file
    visit.set_input_files("input[type=file]", heavy(tmp_path, "traag.xlsx", DAY))
    other = browser.new_context().new_page()
    assert other.goto(f"http://127.0.0.1:{wire.to}/leeft").status == 200  # type: ignore[union-attr]
    other.context.close()
    visit.wait_for_selector("text=Bevestigen of stoppen", timeout=60_000)


@pytest.mark.campaign
def test_a_connection_that_is_lost_just_when_somebody_confirms(browser: Browser, wire: Wire, store: Store, tmp_path: Path) -> None:
    """The page comes back by itself, and says what became of it: the version is there, whole, or it is not and can be confirmed again."""
    stored = told = 0
    for turn in range(TIMES):
        context = browser.new_context(locale="nl-BE", viewport={"width": 1280, "height": 900})
        page = context.new_page()
        page.goto(f"{wire.address}/{UPLOAD}")
        drop(settled(page), book(tmp_path, f"{turn}.xlsx", *[DAY] * (turn % 3 + 1), date(2024, 6, 2 + turn % 20)))
        before = store.head()
        page.get_by_label("Je naam").fill("An")
        page.get_by_role("button", name="Bevestigen", exact=True).click(no_wait_after=True)
        page.wait_for_timeout((150, 40, 90, 0, 250, 400, 700)[turn % 7])
        wire.cut()
        page.wait_for_selector("[data-test-connection-state=CONNECTED]", timeout=60_000)
        settled(page)
        page.wait_for_timeout(800)
        settled(page)
        after = store.head()
        assert after - before in (0, 1)
        if after:
            state(store)
        words = page.inner_text("body")
        if after > before:
            stored += 1
            assert store.version(after).received[0].name == f"{turn}.xlsx"
            assert re.search(rf"[Vv]ersie {after}\b", words), words[:1500]
            assert "Intussen bevestigde" not in words, "one's own version is not that of somebody else"
            told += f"Versie {after} is bewaard" in words
        else:
            assert page.get_by_role("button", name="Bevestigen", exact=True).count(), words[:1500]
        context.close()
    record("faults_lost_confirm", tried=TIMES, failed=0, note=f"{stored} stored, {TIMES - stored} not; {told} were told so on the page that came back")
