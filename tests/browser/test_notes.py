"""A remark that one visitor writes stands on the chart of another."""

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import settled

pytestmark = [pytest.mark.browser, pytest.mark.campaign]
ADDRESS = "doelstellingen?doelstelling=3&indicator=D3.8&taal=nl"
WORDS = "Beurs in Geel <b>veel</b> vragen"


def numbers(page: Page) -> list[str]:
    """The numbers in the charts: of their labels only these tell something to who points at them."""
    page.wait_for_selector(".js-plotly-plot .main-svg")
    return page.locator(".annotation [style*='pointer-events: all'] text").all_text_contents()


def test_a_remark_is_seen_in_a_second_visit(page: Page, browser: Browser, own_server: str) -> None:
    page.goto(f"{own_server}/{ADDRESS}")
    settled(page)
    assert numbers(page) == []
    page.click("text=Schrijf, wijzig of trek in")
    page.fill("[class*=st-key-note-words] textarea", WORDS)
    page.fill("[class*=st-key-note-who] input", "An")
    page.click("button >> text=Bewaar de opmerking")
    page.wait_for_selector("text=De opmerking is bewaard")
    context = browser.new_context(locale="nl-BE", viewport={"width": 1280, "height": 900})
    other = context.new_page()
    other.goto(f"{own_server}/{ADDRESS}")
    other.wait_for_selector(f"text={WORDS}")
    assert numbers(settled(other)) == ["1", "1"], "on the trend and on the way to the target"
    assert other.inner_text("body").count(f"1 · 31/03/2025: {WORDS} (An)") == 2, "as text, below both"
    context.close()
