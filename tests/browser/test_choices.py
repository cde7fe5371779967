"""What is chosen in a page stands in the address: it survives another page, back, reload and a copied address."""

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import settled

pytestmark = [pytest.mark.browser, pytest.mark.campaign]


def chosen(page: Page) -> str:
    """The list of cases as it is found."""
    page.wait_for_selector("text=Zoek op woord")
    return settled(page).inner_text(".im-table caption")


def test_a_search_survives_another_page_back_reload_and_a_copied_address(page: Page, browser: Browser, server: str) -> None:
    page.goto(f"{server}/cases")
    settled(page).click(".st-key-seen-deel button >> text=Alle cases")
    page.wait_for_selector("text=Zoek op woord")
    settled(page).fill(".st-key-seen-zoek input", "folie")
    page.keyboard.press("Enter")
    page.wait_for_url("**zoek=folie*")
    page.wait_for_timeout(1500)
    found = chosen(page)
    assert "deel=lijst" in page.url
    assert "240 cases" not in found
    page.reload()
    assert chosen(page) == found
    address = page.url
    settled(page).click("[data-testid=stTopNavLink] >> text=Overzicht")
    page.wait_for_selector(".im-matrix")
    settled(page).go_back()
    assert chosen(page) == found
    context = browser.new_context(locale="nl-BE")
    other = context.new_page()
    other.goto(address)
    assert chosen(other) == found
    context.close()


def test_a_period_chosen_on_the_overview_goes_along_to_the_objective(page: Page, server: str) -> None:
    page.goto(server)
    settled(page).click(".st-key-period-choice button")
    page.click("[role=option] >> text=vorig kwartaal")
    page.wait_for_url("**periode=vorig-kwartaal*")
    page.wait_for_selector("text=streefwaarden van fase 4")
    settled(page).click('a[data-open="3|"]')
    page.wait_for_url("**/doelstellingen?*")
    page.wait_for_selector("text=In de periode 01/10/2024 – 31/12/2024")
    assert "periode=vorig-kwartaal" in page.url
    page.reload()
    assert "Alle indicatoren in de periode 01/10/2024 – 31/12/2024" in settled(page).inner_text("body")
    page.goto(f"{server}/?periode=vorig-kwartaal")
    settled(page).click('a[data-open="3|2"]')
    page.wait_for_selector("text=Bereikt in fase 2")
    assert "periode=" not in page.url
