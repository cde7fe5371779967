"""Each page on the running server: what stands on it, what a filter that somebody clicks changes, and what a copied address shows."""

import json
import re
from contextlib import suppress
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect
from playwright.sync_api import TimeoutError as TooLate

from metrics.filters import Filter, narrowed
from tests.browser.conftest import each, settled
from tests.browser.declared import PAGES, PHASE, Shown
from ui.navigation import PAGES as MENU
from ui.source import example

pytestmark = pytest.mark.browser
PLACE = "Geel"
EACH_TIME: set[str] = set()  # a filter that is clicked: browser/test_journeys.py
FIGURES = ".im-head, .im-answer, .im-matrix, .im-table, .im-list, .im-source, .im-empty"  # what a page says in words and figures


def read(page: Page, place: str) -> float:
    """The first number that stands in a place on the page, written in Dutch."""
    shown = page.locator(place).first.inner_text()
    found = re.search(r"\d[\d.]*(,\d+)?", shown)
    assert found, shown
    return float(found.group().replace(".", "").replace(",", "."))


def told(page: Page) -> list[str]:
    """Everything that the page says."""
    return settled(page).locator(FIGURES).all_inner_texts()


def says(page: Page, wanted: list[str]) -> None:
    """The page says this, at once or when it has been drawn to its end."""
    assert wanted
    settled(page)
    with suppress(TooLate):
        page.wait_for_function("([css, wanted]) => JSON.stringify([...document.querySelectorAll(css)].map((e) => e.innerText)) === wanted",
                               arg=[FIGURES, json.dumps(wanted, ensure_ascii=False, separators=(",", ":"))], timeout=10_000)  # fmt: skip
    assert told(page) == wanted


def choose(page: Page, key: str, value: str) -> None:
    """Choose a value in a filter, as somebody does with the mouse and the keys."""
    field = settled(page).locator(f".st-key-seen-{key} input")
    if not field.is_visible():
        page.click(".st-key-narrowing button")
    field.fill(value)
    page.get_by_role("option", name=value, exact=True).click()
    page.wait_for_url(re.compile(rf"[?&]{key}="))
    page.keyboard.press("Escape")
    expect(page.locator(".st-key-banner-filtered")).to_be_visible()
    settled(page)


def test_every_page_of_the_menu_is_looked_at() -> None:
    assert [p.address.partition("?")[0] for p in PAGES] == [p.address for p in MENU]


@pytest.mark.parametrize("shown", each({p.address.partition("?")[0]: p for p in PAGES if p.figure}, EACH_TIME))
def test_a_page_shows_its_figures_and_a_filter_that_is_clicked_changes_them(browser: Browser, page: Page, server: str, shown: Shown) -> None:
    assert shown.figure
    page.goto(f"{server}/{shown.address}")
    _says(page, shown)
    whole = shown.figure.expected(example().dataset)
    assert read(page, shown.figure.place) == pytest.approx(whole)
    choose(page, "gemeente", PLACE)
    part = shown.figure.expected(narrowed(example().dataset, Filter.of({"municipality": (PLACE,)})))
    assert part is not None
    assert part != whole, "the filter has something to change"
    assert read(page, shown.figure.place) == pytest.approx(part)
    assert parse_qs(urlsplit(page.url).query)["gemeente"] == [PLACE]
    _same_elsewhere(browser, page)


@pytest.mark.parametrize("shown", each({p.address.partition("?")[0]: p for p in PAGES if not p.figure}))
def test_a_page_without_filters_shows_what_it_is_for_and_its_address_the_same(browser: Browser, page: Page, server: str, shown: Shown) -> None:
    page.goto(f"{server}/{shown.address}{'&' if '?' in shown.address else '?'}fase={PHASE.number}&gemeente={PLACE}")
    _says(page, shown)
    _same_elsewhere(browser, page)


def _says(page: Page, shown: Shown) -> None:
    settled(page)
    for words in shown.words:
        expect(page.locator("body")).to_contain_text(words)


def _same_elsewhere(browser: Browser, page: Page) -> None:
    """The address, opened by somebody else, says the same."""
    here = told(page)
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="nl-BE", color_scheme="light")
    other = context.new_page()
    other.goto(page.url)
    says(other, here)
    context.close()
