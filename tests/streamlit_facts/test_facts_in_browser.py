"""Facts about Streamlit that only show in a browser, tried on a small app of two pages."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from scripts.serving import serve

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def small() -> Iterator[str]:
    with serve(Path(__file__).with_name("small_app.py")) as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


def test_bound_parameters_survive_a_page_change_and_unbound_ones_vanish(page: Page, small: str) -> None:
    page.goto(f"{small}/?fase=2&los=1")
    page.wait_for_selector("text=page one")
    page.click("[data-testid=stTopNavLink] >> text=two")
    page.wait_for_selector("text=page two, phase 2")
    page.wait_for_timeout(500)
    assert "fase=2" in page.url
    assert "los" not in page.url


def test_switching_page_keeps_bound_filters_only_with_empty_query_params(page: Page, small: str) -> None:
    page.goto(f"{small}/?fase=2")
    page.wait_for_selector("text=page one")
    page.click("button >> text='switch'")
    page.wait_for_selector("text=page two, phase 2")
    page.wait_for_timeout(500)
    assert "fase=2" in page.url


def test_plain_switching_with_a_bound_filter_in_the_address_fails(page: Page, small: str) -> None:
    page.goto(f"{small}/?fase=2")
    page.wait_for_selector("text=page one")
    page.click("button >> text='plain switch'")
    page.wait_for_selector("[data-testid=stException], [data-testid=stAlert]")


def test_our_html_is_cleaned_of_drawings_and_scripts(page: Page, small: str) -> None:
    """ui/links.py draws the matrix, since st.html leaves out SVG."""
    page.goto(small)
    page.wait_for_selector("#bold")
    assert page.locator("#drawn").count() == 0
    assert page.get_attribute("#bold", "onclick") is None
    assert page.title() != "hacked"
