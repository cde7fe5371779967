"""Every file of a chart as a person fetches it: it arrives, it opens, and it holds the figures that the page is about."""

import re
import struct
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from playwright.sync_api import Page, expect

from data import examples
from metrics.catalogue import catalogue
from metrics.periods import quarters
from metrics.series import series
from reports.presets import DOTS, preset
from tests.browser.conftest import settled
from ui.source import example

pytestmark = pytest.mark.browser
INDICATOR = "D4.1"
AS_OF = examples.AS_OF
MOST_CLICKS = 4


def opened(page: Page, server: str, lang: str = "nl", indicator: str = INDICATOR) -> None:
    page.goto(f"{server}/doelstellingen?doelstelling={indicator[1]}&indicator={indicator}&fase=4&taal={lang}")
    settled(page).click(f".st-key-download-trend-{indicator.replace('.', '-')} button")
    page.wait_for_selector("[data-testid=stDownloadButton]")
    settled(page)


def fetched(page: Page, kind: str, target: Path, indicator: str = INDICATOR) -> tuple[str, bytes]:
    with page.expect_download(timeout=60_000) as waiting:
        page.click(f".st-key-{kind}-trend-{indicator.replace('.', '-')} button")
    waiting.value.save_as(target / kind)
    return waiting.value.suggested_filename, (target / kind).read_bytes()


def figures(indicator: str = INDICATOR) -> list[float | None]:
    """The quarters of the indicator, reckoned without any page."""
    dataset = example().dataset
    start = min(p.start for p in dataset.phases)
    return [p.value for p in series(dataset, catalogue()[indicator], AS_OF, "quarter", start, quarters(AS_OF, AS_OF)[0].end)]


def test_every_file_of_a_chart_arrives_and_holds_its_figures(page: Page, server: str, tmp_path: Path) -> None:
    opened(page, server)
    name, png = fetched(page, "png", tmp_path)
    assert re.fullmatch(rf"D4\.1_[a-z0-9-]+_fase4_{AS_OF.isoformat()}_a4-half\.png", name)
    assert struct.unpack(">II", png[16:24]) == preset("a4-half").pixels(DOTS)
    assert struct.unpack(">I", png[png.index(b"pHYs") + 4 :][:4])[0] == round(300 / 0.0254)

    _, svg = fetched(page, "svg", tmp_path)
    words = svg.decode()
    for piece in ("Nieuwe circulaire diensten per kwartaal", "voorbeeldgegevens", "Bron: voorbeeld.xlsx", "stand op 31/03/2025", "Fase 4"):
        assert piece in words, piece

    _, pdf = fetched(page, "pdf", tmp_path)
    assert pdf.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1

    _, xlsx = fetched(page, "xlsx", tmp_path)
    book = openpyxl.load_workbook(BytesIO(xlsx))
    assert book.sheetnames == ["Grafiek", "Cijfers", "Definitie"]
    assert len(book["Grafiek"]._charts) == 1
    expected = figures()
    rows = list(book["Cijfers"].iter_rows(min_row=2, values_only=True))
    assert [r[3] for r in rows] == expected[-len(rows) :]

    name, csv = fetched(page, "csv", tmp_path)
    assert name.endswith(f"{AS_OF.isoformat()}.csv")
    table = pd.read_csv(BytesIO(csv), sep=";", decimal=",", encoding="utf-8-sig", parse_dates=["Van"])
    assert table["Nieuwe circulaire diensten"].tolist() == expected[-len(table) :]
    assert table["Van"].iloc[-1].date() == date(2025, 1, 1)


def test_another_size_and_language_is_another_picture(page: Page, server: str, tmp_path: Path) -> None:
    opened(page, server, lang="en")
    page.click("label:has-text('Slide (16:9)')")
    expect(page.get_by_role("radio", name="Slide (16:9)")).to_be_checked()
    settled(page)
    name, png = fetched(page, "png", tmp_path)
    assert name.endswith("_16x9.png")
    assert "_phase4_" in name
    assert struct.unpack(">II", png[16:24]) == preset("16x9").pixels(DOTS)


def test_small_numbers_of_persons_do_not_leave_the_house(page: Page, server: str, tmp_path: Path) -> None:
    opened(page, server, indicator="D4.4")
    assert any(v is not None and 0 < v < 5 for v in figures("D4.4")), "the example has something to hide"
    _, csv = fetched(page, "csv", tmp_path, "D4.4")
    table = pd.read_csv(BytesIO(csv), sep=";", decimal=",", encoding="utf-8-sig", dtype=str)
    shown = table["Jobs doelgroepwerknemers (koppen)"].tolist()
    assert "<5" in shown
    assert not {"1", "2", "3", "4"} & set(shown)
    _, svg = fetched(page, "svg", tmp_path, "D4.4")
    assert "&lt;5 = minder dan 5 personen" in svg.decode()


def test_the_chart_of_objective_4_for_word_takes_at_most_four_clicks(page: Page, server: str) -> None:
    clicks = 0
    page.goto(server)
    settled(page)
    for target in ('a[data-open="4|4"]', "[class*=st-key-download-trend-] button"):
        page.click(target)
        clicks += 1
        settled(page)
    with page.expect_download(timeout=60_000) as waiting:
        page.click("[class*=st-key-png-trend-] button")
        clicks += 1
    assert waiting.value.suggested_filename.startswith("D4.")
    assert clicks <= MOST_CLICKS
