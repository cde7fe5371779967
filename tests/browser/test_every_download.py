"""Every chart's files, fetched by clicking: they arrive, open and hold the figures of `metrics`."""

import re
import struct
from io import BytesIO

import openpyxl
import pandas as pd
import pytest
from playwright.sync_api import Page

from reports.presets import DOTS, preset
from tests.browser.conftest import each, settled
from tests.browser.declared import AS_OF, PAGES, Expected, Picture, Shown
from ui.source import example

EACH_TIME: set[str] = set()  # the chart of an objective is fetched in test_chart_downloads.py
pytestmark = pytest.mark.browser
KEYS = "[...document.querySelectorAll('[class*=st-key-download-]')].map((e) => e.className.match(/st-key-download-(\\S+)/)[1])"


def fetch(page: Page, kind: str, key: str) -> tuple[str, bytes]:
    """Click the button of a file and take what arrives."""
    with page.expect_download(timeout=60_000) as waiting:
        page.click(f".st-key-{kind}-{key} button")
    with waiting.value.path().open("rb") as file:
        return waiting.value.suggested_filename, file.read()


def column(shown: pd.Series) -> Expected:
    """A column as numbers where they are numbers, as words where a figure is hidden, None where there is none."""
    values = [None if pd.isna(v) or v == "" else v for v in shown.tolist()]
    return [float(v.replace(",", ".")) if isinstance(v, str) and re.fullmatch(r"-?[\d,]+", v) else v for v in values]


def same(found: Expected, chart: Picture) -> None:
    """The figures of a file are those of the metrics."""
    wanted = chart.expected(example().dataset)
    if chart.added:
        found = [sum(float(v) for v in found if v is not None)]
    assert [v if isinstance(v, str) or v is None else pytest.approx(v) for v in wanted] == found


@pytest.mark.parametrize("shown", each({p.address.partition("?")[0]: p for p in PAGES if p.charts}, EACH_TIME))
def test_every_file_of_every_chart_holds_the_figures_of_the_metrics(page: Page, server: str, shown: Shown) -> None:
    page.set_viewport_size({"width": 1280, "height": 3000})
    page.goto(f"{server}/{shown.address}")
    settled(page)
    assert set(page.evaluate(KEYS)) == {c.key for c in shown.charts}, "every chart of the page is declared"
    for number, chart in enumerate(shown.charts):
        page.click(f".st-key-download-{chart.key} button")
        page.wait_for_selector(f".st-key-csv-{chart.key} button")
        _tables(page, chart)
        if number == 0:
            _pictures(page, chart, page.locator(".im-chart-head h3").first.inner_text())
        page.keyboard.press("Escape")
        page.wait_for_selector(f".st-key-csv-{chart.key} button", state="detached")


def _tables(page: Page, chart: Picture) -> None:
    name, csv = fetch(page, "csv", chart.key)
    assert name.endswith(f"_{AS_OF.isoformat()}.csv")
    table = pd.read_csv(BytesIO(csv), sep=";", encoding="utf-8-sig", dtype=str)
    same(column(table[chart.column]), chart)
    assert table["Bron"].str.contains("voorbeeld.xlsx").all()

    name, xlsx = fetch(page, "xlsx", chart.key)
    assert name.endswith(f"_{AS_OF.isoformat()}.xlsx")
    book = openpyxl.load_workbook(BytesIO(xlsx))
    assert len(book.worksheets[0]._charts) == chart.panels
    head, *rows = book["Cijfers"].iter_rows(values_only=True)
    place = head.index(chart.column)
    same([row[place] for row in rows if any(v is not None for v in row)], chart)


def _pictures(page: Page, chart: Picture, title: str) -> None:
    name, png = fetch(page, "png", chart.key)
    assert name.endswith("_a4-half.png")
    assert struct.unpack(">II", png[16:24]) == preset("a4-half").pixels(DOTS)
    _, svg = fetch(page, "svg", chart.key)
    words = re.sub(r"<[^>]+>", " ", svg.decode())
    assert title in re.sub(r"\s+", " ", words)
    assert re.search(r"Bron: [^·]*voorbeeld\.xlsx", words)
    assert f"stand op {AS_OF:%d/%m/%Y}" in words
