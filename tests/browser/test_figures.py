"""From a figure to its rows in one click, with mouse and keyboard; the rows as files; the map as a way to choose a municipality."""

import csv
import io
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Page

from metrics.behind import behind
from metrics.caselists import Ask
from metrics.periods import phase_period
from tests.browser.conftest import settled
from ui.source import example

pytestmark = pytest.mark.browser


def test_a_figure_opens_its_rows_and_they_can_be_taken_away(page: Page, server: str, tmp_path: Path) -> None:
    source = example()
    ask = Ask(phase_period(source.dataset.phases[3]), source.default_as_of)
    rows = behind(source.dataset, "stopgezet", ask).parts[0].included
    page.goto(f"{server}/cases?fase=4")
    settled(page).click('a[data-open="stopgezet"] >> nth=0')
    page.wait_for_selector("#figure-rows")
    page.wait_for_url("**cijfer=stopgezet*")
    shown = settled(page).inner_text(".st-key-figure-included table")
    for line in rows.head(5).to_dict("records"):
        assert f"{line['file']}\t{line['sheet']}\t{line['cell']}\t{line['id']}" in shown
    for kind in ("csv", "xlsx"):
        with page.expect_download() as waiting:
            page.click(f".st-key-figure-included-{kind} button")
        assert waiting.value.suggested_filename == f"stopgezet_fase4_2025-03-31_telt_mee.{kind}"
        waiting.value.save_as(tmp_path / f"rows.{kind}")
    told = list(csv.reader(io.StringIO((tmp_path / "rows.csv").read_text(encoding="utf-8-sig")), delimiter=";"))
    sheet = openpyxl.load_workbook(tmp_path / "rows.xlsx").active
    assert len(told) - 1 == sheet.max_row - 1 == len(rows)
    assert [line[2] for line in told[1:]] == [c.value for c in sheet["C"][1:]] == list(rows["cell"])
    page.click("text=Sluit de rijen")
    page.wait_for_selector("#figure-rows", state="detached")
    settled(page).locator('a[data-open="stilstaand"]').first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("text=De rijen achter cases langer dan 90 dagen")


def test_a_figure_that_is_an_indicator_opens_it_with_period_and_filters(page: Page, server: str) -> None:
    page.goto(f"{server}/impact?periode=jaar&gemeente=Geel")
    settled(page).click('a[data-open="D3.10"]')
    page.wait_for_url("**/doelstellingen?*")
    page.wait_for_selector("text=D3.10 · Materiaal in de kringloop (gemeten)")
    for part in ("periode=jaar", "gemeente=Geel", "indicator=D3.10", "doelstelling=3"):
        assert part in page.url, part
    assert "In de periode 01/01/2025 – 31/12/2025" in settled(page).inner_text("body")


def test_a_click_on_the_map_chooses_a_municipality(page: Page, server: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 1400})  # the whole map in sight
    page.goto(f"{server}/kaart?fase=4")
    settled(page).wait_for_selector(".js-plotly-plot .point")
    for name in ("Turnhout", "Geel"):
        where = page.evaluate(
            """name => {
              const plot = document.querySelector(".js-plotly-plot");
              for (const [t, trace] of plot.data.entries()) {
                const n = (trace.customdata || []).findIndex((d) => (Array.isArray(d) ? d[0] : d) === name);
                if (n < 0) continue;
                const box = plot.querySelectorAll(".scatterlayer .trace")[t].querySelectorAll(".point")[n].getBoundingClientRect();
                return [box.x + box.width / 2, box.y + box.height / 2];
              }
            }""",
            name,
        )
        page.mouse.click(*where)
        page.wait_for_selector(f"text=De rijen van {name}")
        page.wait_for_url(f"**plaats={name}*")
        settled(page)
        page.wait_for_timeout(800)
    page.click("text=Toon alle pagina's alleen voor Geel")
    page.wait_for_url("**gemeente=Geel*")
    assert "Je ziet alleen: gemeente Geel" in settled(page).inner_text("body")


def test_a_municipality_is_chosen_with_the_keyboard_too(page: Page, server: str) -> None:
    page.goto(f"{server}/kaart?fase=4")
    settled(page).locator('a[data-open="Turnhout"]').focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("text=De rijen van Turnhout")
    assert "plaats=Turnhout" in page.url
    settled(page).focus(".st-key-seen-plaats input")
    page.keyboard.press("Control+a")
    page.keyboard.type("Mol")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=De rijen van Mol")


def test_the_menu_with_its_groups_works_on_a_phone(browser: Browser, server: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="nl-BE")
    page = context.new_page()
    page.goto(server)
    settled(page).click("[data-testid=stExpandSidebarButton]")
    menu = page.locator("[data-testid=stSidebar]")
    menu.locator("text=Bekijk je eigen werkmap").wait_for()
    words = menu.inner_text()
    assert words.index("Analyse") < words.index("Gegevens") < words.index("Definities") < words.index("Bekijk je eigen werkmap")
    menu.locator("text=Bekijk je eigen werkmap").click()
    page.wait_for_url("**/eigen-werkmap*")
    assert "Zie meteen wat er in je eigen bestanden zit" in settled(page).inner_text("body")
    context.close()
