"""Who clicks from page to page without waiting sees the last page whole.

Nearly every message names what the browser already has instead of sending it again (.streamlit/config.toml). What the browser has thrown away
in the meantime it can't show: Streamlit's page then stops with "Cached ForwardMsg MISS" and hangs.
"""

from itertools import cycle, islice

import pytest
from playwright.sync_api import Page, expect

from locales import text
from tests.browser.conftest import settled
from tests.browser.declared import PAGES as SHOWN
from tests.browser.test_every_page import says, told
from ui.navigation import PAGES

pytestmark = pytest.mark.browser
ROUND = ("doelstellingen", "cases", "overzicht", "impact")
SWITCHES = 15
# Clicks in the menu as fast as it opens; a link that was just replaced would load its page anew, which is another test.
CLICKS = """async (steps) => {
  window.addEventListener("click", (event) => { if (event.target.closest("a")) event.preventDefault(); });
  const pause = (time) => new Promise((done) => setTimeout(done, time));
  const there = async (id, label) => {
    for (let n = 0; n < 400; n++) {
      const found = [...document.querySelectorAll(`[data-testid=${id}]`)].find((e) => e.textContent.trim().endsWith(label));
      if (found) return found;
      await pause(5);
    }
    throw new Error(`not in the menu: ${label}`);
  };
  for (const [section, label, wait] of steps) {
    if (section) {
      (await there("stTopNavSection", section)).click();
      await pause(30);
    }
    (await there(section ? "stTopNavDropdownLink" : "stTopNavLink", label)).click();
    await pause(wait);
  }
}"""

AWAY = 20  # redraws without a page, then it is asked again
# A connection on which everything that the server says comes this much later.
LATE = """(() => {
  const Real = window.WebSocket;
  const late = (hear) => (event) => setTimeout(() => hear(event), 400);
  window.WebSocket = class extends Real {
    set onmessage(hear) { super.onmessage = hear && late(hear); }
    get onmessage() { return super.onmessage; }
    addEventListener(type, hear, ...more) { super.addEventListener(type, type === "message" ? late(hear) : hear, ...more); }
  };
})()"""


def step(address: str, wait: int) -> tuple[str, str, int]:
    """A click on a page of the menu: its group, its name, and how long one looks at it (milliseconds)."""
    entry = next(p for p in PAGES if p.address == address)
    return text(f"ui.groups.{entry.group}", "nl") if entry.group else "", text(f"ui.pages.{address}", "nl"), wait


@pytest.mark.parametrize("waits", [(0,), pytest.param((0, 300, 80, 600, 150), marks=pytest.mark.campaign)], ids=["at once", "now and then a look"])
def test_the_last_of_many_pages_is_whole(page: Page, server: str, waits: tuple[int, ...]) -> None:
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.goto(server)
    settled(page)
    calm = {}
    for address in ROUND:
        page.evaluate(CLICKS, [step(address, 200)])
        calm[address] = told(page)
    assert len({tuple(words) for words in calm.values()}) == len(ROUND)
    way = list(islice(cycle(ROUND), SWITCHES))
    page.evaluate(CLICKS, [step(address, wait) for address, wait in zip(way, cycle(waits), strict=False)])
    says(page, calm[way[-1]])
    for words in next(p.words for p in SHOWN if p.address.partition("?")[0] == way[-1]):
        expect(page.locator("body")).to_contain_text(words)
    assert page.locator("[data-testid=stException], [data-testid=stAlertContentError], [role=dialog]").count() == 0
    assert broken == []


@pytest.mark.campaign
def test_what_the_browser_says_it_has_is_still_there_when_the_answer_comes(page: Page, server: str) -> None:
    """On a slow connection: the page before ends while the click on the next one, with the list of what the browser has, is on its way.

    What was unused for as long as the browser keeps things is then thrown away though the answer names it.
    """
    broken: list[str] = []
    page.on("console", lambda line: broken.append(line.text) if "MISS" in line.text else None)
    page.add_init_script(LATE)
    page.goto(server)
    settled(page)
    page.evaluate(CLICKS, [step("impact", 700)])
    settled(page)
    page.evaluate(CLICKS, [step("doelstellingen", 700)])
    calm = told(page)
    for address in islice(cycle(("cases", "overzicht")), AWAY - 1):
        page.evaluate(CLICKS, [step(address, 700)])
        settled(page)
    page.evaluate(CLICKS, [step("impact", 200), step("doelstellingen", 900)])
    assert broken == []
    says(page, calm)
