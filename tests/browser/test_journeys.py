"""What people do: from the matrix to an objective, their own workbook, the switch of language, a phone."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from data import examples
from data.template import build
from tests.browser.conftest import settled

pytestmark = pytest.mark.browser
PHONE = {"width": 390, "height": 844}


def test_a_click_on_a_cell_opens_the_objective_in_that_phase(page: Page, server: str) -> None:
    page.goto(f"{server}/?peildatum=2025-01-31&taal=nl")
    settled(page).click('a[data-open="4|3"]')
    page.wait_for_url("**/doelstellingen?*")
    text = settled(page).inner_text("body")
    assert "Doelstelling 4 in fase 3:" in text
    assert "31/01/2025" in text
    for part in ("fase=3", "doelstelling=4", "peildatum=2025-01-31"):
        assert part in page.url


def test_cells_are_reached_and_opened_with_the_keyboard(page: Page, server: str) -> None:
    page.goto(server)
    settled(page)
    page.locator('a[data-open="2|4"]').focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/doelstellingen?*")
    assert "Doelstelling 2 in fase 4" in settled(page).inner_text("body")


def test_a_cell_is_a_real_link(page: Page, server: str) -> None:
    page.goto(server)
    where = settled(page).get_attribute('a[data-open="3|2"]', "href")
    page.goto(f"{server}/{where}")
    text = settled(page).inner_text("body")
    assert "Doelstelling 3 in fase 2:" in text


def test_filters_survive_page_change_back_and_reload(page: Page, server: str) -> None:
    page.goto(f"{server}/doelstellingen?fase=2&doelstelling=3&taal=en")
    settled(page).click("[data-testid=stTopNavLink] >> text=Overview")
    expect(page.locator("h1")).to_contain_text("Phase 2:")
    page.reload()
    assert "Phase 2:" in settled(page).inner_text("h1")
    page.go_back()
    expect(page.locator("h1")).to_contain_text("Objective 3 in phase 2")


def test_choosing_an_indicator_keeps_the_address_true(page: Page, server: str) -> None:
    page.goto(f"{server}/doelstellingen?doelstelling=3")
    settled(page).click('a[data-open="D3.10"]')
    page.wait_for_selector("text=D3.10 · Materiaal in de kringloop (gemeten)")
    assert "indicator=D3.10" in page.url
    settled(page)
    page.click("text=Telt mee:")
    page.wait_for_selector(".im-table td.im-cell")
    assert page.locator(".im-table td.im-cell").first.inner_text().startswith("P"), "the cell of Ton gemeten"


def test_one_s_own_workbook_is_read_shown_and_left(page: Page, server: str, tmp_path: Path) -> None:
    own = tmp_path / "mijn hub <b>.xlsx"
    own.write_bytes(examples.WORKBOOK.read_bytes())
    page.goto(f"{server}/eigen-werkmap")
    settled(page).set_input_files("input[type=file]", own)
    page.wait_for_selector("text=rijen tellen mee", timeout=60_000)
    assert "mijn hub <b>.xlsx" in page.inner_text("body"), "a name is text, not markup"
    assert page.locator(".im-table").first.inner_text().count("\n") > 5
    page.click("text=Bekijk het overzicht")
    page.wait_for_selector(".im-matrix")
    text = settled(page).inner_text("body")
    assert "JE EIGEN WERKMAP" in text.upper()
    assert "voorbeeldgegevens" not in text.replace("Terug naar de voorbeeldgegevens", "")
    page.click('a[data-open="3|4"]')
    page.wait_for_url("**/doelstellingen?*")
    assert "Je eigen werkmap" in settled(page).inner_text("body"), "one's own data stays through a click on a cell"
    page.click("text=Terug naar de voorbeeldgegevens")
    page.wait_for_selector("text=Dit zijn verzonnen cijfers")


def test_leaving_one_s_own_workbook_on_its_own_page_forgets_the_files(page: Page, server: str) -> None:
    page.goto(f"{server}/eigen-werkmap")
    settled(page).set_input_files("input[type=file]", examples.WORKBOOK)
    page.wait_for_selector("text=rijen tellen mee", timeout=60_000)
    settled(page).click("text=Terug naar de voorbeeldgegevens")
    page.wait_for_selector("text=Zie meteen wat er in je eigen bestanden zit")
    assert "Dit zijn verzonnen cijfers" in settled(page).inner_text("body")


def test_the_language_switch_turns_the_page_and_the_address(page: Page, server: str) -> None:
    page.goto(f"{server}/doelstellingen?doelstelling=2")
    settled(page).click(".st-key-language button >> text=en")
    page.wait_for_selector("text=All indicators in phase")
    text = settled(page).inner_text("body")
    assert "taal=en" in page.url
    assert page.title() == "Objectives · Impactmonitor"
    assert "Doelstelling" not in text
    assert "Overview" in text


def test_a_picture_is_refused_in_one_sentence(page: Page, server: str, tmp_path: Path) -> None:
    picture = tmp_path / "foto.xlsx"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 2000)
    page.goto(f"{server}/eigen-werkmap")
    settled(page).set_input_files("input[type=file]", picture)
    page.wait_for_selector("text=is geen spreadsheet")
    assert "Traceback" not in page.inner_text("body")


def test_the_template_can_be_fetched(page: Page, server: str, tmp_path: Path) -> None:
    page.goto(server)
    settled(page)
    with page.expect_download() as waiting:
        page.click("text=Haal het sjabloon")
    got = tmp_path / "got.xlsx"
    waiting.value.save_as(got)
    build(tmp_path / "own.xlsx", "nl")
    assert waiting.value.suggested_filename == "impactmonitor_sjabloon.xlsx"
    assert abs(got.stat().st_size - (tmp_path / "own.xlsx").stat().st_size) < 5000


def test_a_phone_shows_one_phase_and_never_scrolls_sideways(browser: Browser, server: str) -> None:
    context = browser.new_context(viewport=PHONE, locale="nl-BE")
    page = context.new_page()
    for address in ("/?fase=3", "/doelstellingen?doelstelling=3&fase=3", "/eigen-werkmap"):
        page.goto(server + address)
        settled(page)
        assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= PHONE["width"]
        if address.startswith("/?"):
            assert page.locator(".im-matrix thead th:visible").count() == 2
            assert "Fase 3" in page.locator(".im-matrix thead").inner_text()
    context.close()


def test_a_browser_keeps_the_stylesheet_for_as_long_as_it_is_the_same(page: Page, server: str) -> None:
    with page.expect_response(lambda answer: "/stijl.css?" in answer.url) as waiting:
        page.goto(f"{server}/cases")
    answer = waiting.value
    assert (answer.status, answer.headers["content-type"].partition(";")[0]) == (200, "text/css")
    assert "immutable" in answer.headers["cache-control"]
    assert page.request.get(f"{server}/stijl.css?of-another-server").headers["cache-control"] == "no-cache"
    settled(page)
    assert page.evaluate("[...document.styleSheets].map((sheet) => sheet.href).filter(Boolean).at(-1)") == answer.url, "after what Streamlit writes"
    assert page.locator(".im-head h1").first.evaluate("(e) => getComputedStyle(e).marginTop") == "0px"


def test_the_page_says_its_language_and_the_server_is_careful(page: Page, server: str) -> None:
    answer = page.goto(server)
    assert answer is not None
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert '<html lang="nl"' in answer.text()
    page.goto(f"{server}/?taal=en")
    settled(page)
    assert page.evaluate("document.documentElement.lang") == "en"
    health = page.request.get(f"{server}/gezond")
    assert health.json() == {"status": "ok", "ready": True}  # the page above waited for the data
