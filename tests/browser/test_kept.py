"""Every filter, the language and the objective outlive every page, going back, a reload and a copied address."""

from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from locales import text
from metrics.filters import choices
from tests.browser.conftest import settled
from tests.browser.test_every_page import choose, says, told
from ui.navigation import PAGES
from ui.source import example

pytestmark = pytest.mark.browser
LANG = "en"
DATES = {"peildatum": "2024-11-30", "periode": "eigen", "van": "2024-02-01", "tot": "2024-10-31"}
CLICKED = {"gemeente": "Geel", "subregio": "Neteland", "stroom": "Hout", "cluster": "Houtkring Kempen", "partner": "Lidwina", "type": "Onderneming"}


def go(page: Page, address: str) -> None:
    """Open a page by the menu at the top, as somebody does."""
    entry = next(p for p in PAGES if p.address == address)
    if entry.group:
        page.get_by_test_id("stTopNavSection").filter(has_text=text(f"ui.groups.{entry.group}", LANG)).click()
    kind = "stTopNavDropdownLink" if entry.group else "stTopNavLink"
    page.get_by_test_id(kind).get_by_text(text(f"ui.pages.{address}", LANG), exact=True).click()
    path = "" if entry is PAGES[0] else address
    page.wait_for_url(lambda url: urlsplit(url).path.strip("/") == path)
    settled(page)


def asked(page: Page) -> dict[str, str]:
    """What the address asks for."""
    return {key: ",".join(values) for key, values in parse_qs(urlsplit(page.url).query).items()}


@pytest.mark.campaign
def test_everything_that_is_chosen_is_kept(browser: Browser, page: Page, server: str) -> None:
    page.goto(f"{server}/cases?{urlencode(DATES)}")
    settled(page).click(".st-key-language button:has-text('en')")
    page.wait_for_url("**taal=en**")
    settled(page).click(".st-key-fase button:has-text('3')")
    page.wait_for_url("**fase=3**")
    for key, value in CLICKED.items():
        choose(page, key, value)
    go(page, "doelstellingen")
    page.click(".st-key-doelstelling button:has-text('4')")
    page.wait_for_url("**doelstelling=4**")
    wanted = {**DATES, **CLICKED, "taal": LANG, "fase": "3", "doelstelling": "4"}

    seen = {}
    for entry in PAGES:
        go(page, entry.address)
        assert wanted.items() <= asked(page).items(), entry.address
        seen[entry.address] = told(page)
    for entry in reversed(PAGES[:-1]):
        page.go_back()
        settled(page)
        assert wanted.items() <= asked(page).items(), f"back to {entry.address}"
    says(page, seen[PAGES[0].address])
    for address in ("doelstellingen", "cases", "eigen-werkmap"):
        go(page, address)
        page.reload()
        says(page, seen[address])
        assert wanted.items() <= asked(page).items(), f"reloaded {address}"
    go(page, "events")
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="nl-BE", color_scheme="light")
    other = context.new_page()
    other.goto(page.url)
    says(other, seen["events"])
    expect(other.locator(".st-key-banner-filtered")).to_contain_text("Houtkring Kempen")
    context.close()


def test_the_values_that_are_chosen_exist() -> None:
    dimensions = {
        "gemeente": "municipality",
        "subregio": "subregion",
        "stroom": "material_stream",
        "cluster": "cluster",
        "partner": "partners",
        "type": "organisation_type",
    }
    for key, value in CLICKED.items():
        assert value in choices(example().dataset, dimensions[key]), choices(example().dataset, dimensions[key])[:20]
