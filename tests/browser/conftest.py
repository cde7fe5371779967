"""A cold server of our own on a free port, and a browser to look at it."""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from data.store.store import open_store
from scripts.serving import drawn, serve
from tests.hubs.pair import example_pair

# The pages that are looked at each time; what is tried on every page alike is for the others a campaign.
EACH_TIME = frozenset({"overzicht"})
WIDE: ViewportSize = {"width": 1280, "height": 900}


def each(pages: Mapping[str, object], each_time: Collection[str] = EACH_TIME) -> list[object]:
    """Pages (name -> what is asked of it) as parameters of a test that tries the same on every page."""
    return [pytest.param(asked, id=name, marks=() if name.partition("?")[0] in each_time else (pytest.mark.campaign,)) for name, asked in pages.items()]


@pytest.fixture
def page(visit: Page) -> Iterator[Page]:
    """A visit by somebody who was not here before: a wide screen, light, Belgian Dutch, and nothing that a page keeps in the browser.

    It is the window of `visit`: each address is a new session, and what the window loaded it need not load again. A test with a server of its
    own opens a window of its own too: a page whose server is gone goes on asking for it.
    """
    visit.set_viewport_size(WIDE)
    visit.emulate_media(media="null", color_scheme="light")
    visit.context.clear_cookies()
    yield visit
    visit.evaluate("localStorage.clear(); sessionStorage.clear()")


@pytest.fixture(scope="module")
def visit(browser: Browser) -> Iterator[Page]:
    """One window that goes from address to address: what it loaded once it has, and each address is a new session."""
    context = browser.new_context(viewport=WIDE, locale="nl-BE", color_scheme="light", accept_downloads=True)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def together(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file that takes the example's hub and a smaller one together."""
    return example_pair(tmp_path_factory.mktemp("together"))


@pytest.fixture(scope="session")
def server(together: Path) -> Iterator[str]:
    """A server shared by all tests that only look; it shows every page, that of the hubs together too."""
    place = f"sqlite:///{together.parent / 'looked-at.db'}"
    with serve(store=place, IMPACTMONITOR_TOGETHER=str(together)) as address:
        yield address
    store = open_store(place)
    assert (store.head(), store.notes()) == (0, []), "a test that delivers or writes takes `own_server`"


@pytest.fixture(scope="module")
def own_server() -> Iterator[str]:
    """A server for the tests of a module that deliver or write."""
    with serve() as address:
        yield address


def settled(page: Page, timeout: int = 60_000) -> Page:
    """Wait until the page has been drawn to its end."""
    return drawn(page, timeout)
