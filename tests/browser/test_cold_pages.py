"""Each page opened by its address on a server that nobody visited yet."""

import pytest
from playwright.sync_api import Browser

from scripts.serving import serve
from tests.browser.conftest import WIDE, settled

pytestmark = [pytest.mark.browser, pytest.mark.campaign]


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/", "indicatoren op schema of behaald"),
        ("/overzicht?taal=en", "indicators on track or reached"),
        ("/doelstellingen?doelstelling=4&fase=3&indicator=D4.7&peildatum=2024-06-30", "D4.7 · Contractwaarde voor SE-bedrijven"),
        ("/eigen-werkmap", "Zie meteen wat er in je eigen bestanden zit"),
    ],
)  # fmt: skip
def test_a_deep_link_works_on_a_cold_server(browser: Browser, address: str, said: str) -> None:
    outside = []
    page = browser.new_context(viewport=WIDE, locale="nl-BE", color_scheme="light").new_page()  # nothing of another server is in it
    with serve() as base:
        page.on("request", lambda r: None if r.url.startswith((base, base.replace("http", "ws"), "data:", "blob:")) else outside.append(r.url))
        page.goto(base + address)
        assert said in settled(page).inner_text("body")
        assert "voorbeeldgegevens" in page.inner_text("body") or "example data" in page.inner_text("body")
        assert page.locator("[role=dialog]").count() == 0, "no page is said not to exist"
        wide = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        page.context.close()
    assert wide[0] <= wide[1], "the page never scrolls sideways"
    assert outside == [], "nothing comes from outside"
