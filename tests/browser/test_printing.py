"""On paper stands what the page says, in the colours of paper, and nothing to click on."""

import re

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import settled

pytestmark = pytest.mark.browser
HIDDEN = ("[data-testid=stHeader]", ".st-key-bar", ".st-key-since-choice", ".im-button", ".stDownloadButton", "details.im-whole > summary")


@pytest.mark.parametrize(
    ("address", "scheme"),
    [
        ("sinds?sinds-dag=2024-03-31", "dark"),
        ("klaar?punt=bewijsstukken-van-events", "light"),
        pytest.param("sinds?sinds-dag=2024-03-31", "light", marks=pytest.mark.campaign),
        pytest.param("klaar?punt=bewijsstukken-van-events", "dark", marks=pytest.mark.campaign),
    ],
)
def test_a_page_on_paper(browser: Browser, server: str, address: str, scheme: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="nl-BE", color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{server}/{address}")
    page.wait_for_selector(".im-root table")
    settled(page).emulate_media(media="print")
    assert [s for s in HIDDEN if page.locator(s).locator("visible=true").count()] == []
    assert page.locator(".im-head h1, .im-label, table").locator("visible=true").count() > 3
    assert page.evaluate("getComputedStyle(document.querySelector('.im-head h1')).color") == "rgb(21, 36, 31)", "dark on white in both modes"
    assert page.evaluate("getComputedStyle(document.querySelector('.stApp')).backgroundColor") == "rgb(255, 255, 255)"
    for table in page.locator("details.im-whole table").all():
        assert table.is_visible(), "on paper nobody can open what is folded"
    made = page.pdf(prefer_css_page_size=True)
    pages = len(re.findall(rb"/Type\s*/Page\b", made))
    assert 1 <= pages <= 9
    assert re.search(rb"/MediaBox \[0 0 59[45][.\d]* 84[12]", made), "A4"
    context.close()
