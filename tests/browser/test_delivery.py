"""A delivery from the first look to the undo, as somebody does it each month, and two people at once."""

from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect

from data.template import build
from scripts.serving import drawn
from tests.browser.conftest import settled
from tests.browser.test_layout import FAULTS

pytestmark = pytest.mark.browser
FIRST = "tbody tr:has-text('D3.8')"


def book(folder: Path, name: str, *realised: object) -> Path:
    """The template with one case per date of realisation."""
    target = folder / name
    build(target, "nl")
    opened = openpyxl.load_workbook(target)
    sheet = opened["Cases"]
    headers = {c.value: c.column for row in sheet.iter_rows(max_row=5) for c in row if isinstance(c.value, str)}
    top = next(row[0].row for row in sheet.iter_rows(max_row=5) if row[0].value == "Case-ID")
    for n, day in enumerate(realised, start=1):
        values = {
            "Case-ID": f"K{n}",
            "Titel": f"Vraag {n}",
            "Datum instroom": date(2024, 1, n),
            "Doelstellingen": "3",
            "Status": "Gerealiseerd",
            "Datum realisatie": day,
        }
        for header, value in values.items():
            sheet.cell(top + n, headers[header]).value = value
    opened.save(target)
    return target


def drop(page: Page, file: Path) -> None:
    page.set_input_files("input[type=file]", file)
    page.wait_for_selector("text=Bevestigen of stoppen", timeout=60_000)
    settled(page)


def confirm(page: Page, name: str, number: int) -> None:
    page.get_by_label("Je naam").fill(name)
    page.get_by_role("button", name="Bevestigen", exact=True).click()
    page.wait_for_selector(f"text=Versie {number} is bewaard")
    settled(page)


def neat(page: Page) -> None:
    """Nothing is cut off or overlaps, on a wide screen and on a phone."""
    wide = page.viewport_size
    assert wide
    for width in (wide["width"], 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert not drawn(page).evaluate(FAULTS)
    page.set_viewport_size(wide)
    drawn(page)


def realised(page: Page, server: str) -> str:
    """The leading figure of objective 3 in phase 4, as the overview shows it."""
    page.goto(f"{server}/overzicht?fase=4&peildatum=2025-03-31")
    return settled(page).inner_text('a[data-open="3|4"] .im-big').split()[0]


def test_from_a_messy_file_to_a_mended_one_confirmed_and_undone(page: Page, own_server: str, tmp_path: Path) -> None:
    day = date(2024, 6, 1)
    page.goto(f"{own_server}/gegevens?peildatum=2025-03-31")
    settled(page)
    assert "Nog geen gegevens van jullie Hub" in page.inner_text("h1")
    drop(page, book(tmp_path, "maart.xlsx", day, day))
    assert "Dit wordt de eerste versie" in page.inner_text("body")
    confirm(page, "An", 1)
    assert realised(page, own_server) == "2"

    messy = book(tmp_path, "april.xlsx", day, day, "31/02/2024")
    page.goto(f"{own_server}/gegevens?peildatum=2025-03-31")
    drop(settled(page), messy)
    page.click("text=Datum niet leesbaar")
    page.wait_for_selector("text=“31/02/2024” is geen datum")
    assert page.locator(FIRST).count() == 0, "the figure does not move yet"
    neat(page)
    with page.expect_download() as waiting:
        page.click("[class*=st-key-marked-] button")
    assert waiting.value.suggested_filename == "april_verbeterversie.xlsx"
    waiting.value.save_as(tmp_path / "verbeterd.xlsx")
    page.get_by_role("button", name="Stoppen, niets bewaren").click()
    expect(page.locator("text=Bevestigen of stoppen")).to_have_count(0)
    assert realised(page, own_server) == "2", "nothing was stored"

    marked = openpyxl.load_workbook(BytesIO((tmp_path / "verbeterd.xlsx").read_bytes()))
    assert "Te verbeteren" in marked.sheetnames
    (cell,) = (c for row in marked["Cases"].iter_rows() for c in row if c.value == "31/02/2024")
    assert cell.comment is not None
    assert "geen datum" in cell.comment.text
    cell.value = date(2024, 2, 29)
    marked.save(tmp_path / "verbeterd.xlsx")

    page.goto(f"{own_server}/gegevens?peildatum=2025-03-31")
    drop(settled(page), tmp_path / "verbeterd.xlsx")
    change = page.locator(FIRST).first.inner_text()
    assert "\t2\t3\t" in change.replace("\n", "\t").replace("\t\t", "\t")
    assert "K3" in change
    assert page.locator("text=Datum niet leesbaar").count() == 0
    confirm(page, "An", 2)
    assert realised(page, own_server) == "3"

    page.goto(f"{own_server}/versies?peildatum=2025-03-31")
    settled(page)
    assert "verbeterd.xlsx" in page.locator("table").first.inner_text()
    neat(page)
    page.locator(".st-key-version-one").get_by_role("combobox").click()
    page.get_by_role("option", name="Versie 1 ").click()
    settled(page)
    page.get_by_label("Je naam").fill("An")
    page.get_by_role("button", name="Zet versie 1 terug").click()
    page.wait_for_selector("text=Teruggezet: versie 3")
    assert realised(page, own_server) == "2"
    page.goto(f"{own_server}/overzicht?fase=4&peildatum=2025-03-31&versie=2")
    settled(page)
    assert page.inner_text('a[data-open="3|4"] .im-big').split()[0] == "3"
    assert "Vastgezet: de stand van" in page.inner_text("body")
    page.get_by_role("button", name="Naar de laatste versie").click()
    expect(page.locator('a[data-open="3|4"] .im-big')).to_contain_text("2")


def test_of_two_people_the_second_is_told_and_decides_again(browser: Browser, page: Page, own_server: str, tmp_path: Path) -> None:
    day = date(2024, 6, 1)
    page.goto(f"{own_server}/gegevens?peildatum=2025-03-31")
    drop(settled(page), book(tmp_path, "an.xlsx", day))
    other = browser.new_context(locale="nl-BE").new_page()
    other.goto(f"{own_server}/gegevens?peildatum=2025-03-31")
    drop(settled(other), book(tmp_path, "bo.xlsx", day, day, day, day))
    last = int(other.evaluate("document.body.innerText.match(/Versie (\\d+)/)[1]"))
    confirm(other, "Bo", last + 1)

    page.get_by_label("Je naam").fill("An")
    page.get_by_role("button", name="Bevestigen", exact=True).click()
    page.wait_for_selector(f"text=Intussen bevestigde Bo versie {last + 1}")
    settled(page)
    assert f"Wat Bo veranderde in versie {last + 1}" in page.inner_text("body")
    assert page.get_by_role("button", name="Bevestigen", exact=True).is_disabled()
    page.get_by_role("button", name="Gezien, ga verder").click()
    settled(page)
    expect(page.get_by_role("button", name="Bevestigen", exact=True)).to_be_enabled()
    confirm(page, "An", last + 2)
    assert realised(page, own_server) == "1"
    other.context.close()


def test_a_backup_comes_from_the_page(page: Page, own_server: str, tmp_path: Path) -> None:
    page.goto(f"{own_server}/gegevens")
    settled(page)
    with page.expect_download() as waiting:
        page.click(".st-key-backup button")
    waiting.value.save_as(tmp_path / "backup.zip")
    assert (tmp_path / "backup.zip").read_bytes().startswith(b"PK")
