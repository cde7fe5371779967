"""A cold server of our own on a free port, and a browser to look at it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from scripts.serving import drawn, serve


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh visit: a wide screen, light, Belgian Dutch."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="nl-BE", color_scheme="light", accept_downloads=True)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """A server shared by the tests of a module."""
    with serve() as address:
        yield address


def settled(page: Page, timeout: int = 60_000) -> Page:
    """Wait until the page has been drawn to its end."""
    return drawn(page, timeout)
