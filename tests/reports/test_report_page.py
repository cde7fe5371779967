"""The web page and its PDF: complete by itself, escaped, with the figures of the report."""

import re
from html.parser import HTMLParser

import pytest

from data.errors import UserError
from reports.page import pdf as printing
from reports.page.html import html
from reports.page.pdf import pdf
from reports.page.svg import drawing
from reports.report.blocks import Table
from reports.report.compose import compose
from tests.reports.asked import HOSTILE, INTERIM, example, hostile, hostile_request, report, request


class Page(HTMLParser):
    """The tags, attributes and cells of a page."""

    def __init__(self, raw: bytes) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.cells: list[str] = []
        self.text = ""
        self._open = ""
        self.feed(raw.decode())

    def handle_starttag(self, tag, attrs) -> None:
        self.tags.append(tag)
        self.attributes += [(k, v or "") for k, v in attrs]
        if tag in ("td", "th"):
            self.cells.append("")
        self._open = tag

    def handle_endtag(self, tag) -> None:
        self._open = "td" if tag == "span" else ""

    def handle_data(self, data) -> None:
        self.text += data
        if self._open in ("td", "th") or (self._open == "span" and self.cells):
            self.cells[-1] += data


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("period", [None, INTERIM])
def test_its_cells_are_those_of_the_report(lang: str, period) -> None:
    document = report(lang, period)
    blocks = [b for b in document.blocks() if isinstance(b, Table) and b.rows]
    expected = [text for b in blocks for text in (*(c.label for c in b.columns), *(c.text for row in b.rows for c in row))]
    assert Page(html(document)).cells[2 + 2 * len(document.facts) :] == expected


def test_nothing_is_fetched_from_outside() -> None:
    page = Page(html(report()))
    assert {"script", "link", "iframe", "object", "img"}.isdisjoint(page.tags)
    addresses = [v for k, v in page.attributes if k in ("src", "href", "action")]
    assert all(v.startswith(("#", "data:")) for v in addresses)
    assert not re.search(rb"url\(|@import|https?://", html(report()))


def test_no_text_becomes_markup() -> None:
    page = Page(html(compose(hostile(), hostile_request())))
    assert "b" not in page.tags
    assert all(words in page.text for words in HOSTILE[:6])


def test_charts_are_drawn_with_a_description() -> None:
    page = Page(html(report()))
    assert page.tags.count("svg") == sum(1 for _ in report().pictures()) > 8
    assert {v for k, v in page.attributes if k == "aria-label"} >= {p.chart.alt for p in report().pictures()}


def test_values_at_the_end_of_two_lines_do_not_cover_each_other() -> None:
    """The forecast and the target of D3.8 end close together."""
    data = next(p for p in report().pictures() if p.key == "D3.8.progress").chart.data
    assert data is not None
    placed = re.findall(r'<text x="(6\d\d\.\d)" y="([\d.]+)" text-anchor="start"[^>]*>([\d.,]+)<', str(drawing(data, "", "nl")))
    assert [name for *_, name in placed] == ["28", "27"]
    assert abs(float(placed[0][1]) - float(placed[1][1])) >= 11


def test_links_of_the_contents_lead_somewhere() -> None:
    page = Page(html(report()))
    ids = {v for k, v in page.attributes if k == "id"}
    assert {v[1:] for k, v in page.attributes if k == "href"} <= ids


def test_empty_prompts_are_left_out() -> None:
    assert "Wat zien we?" not in Page(html(report())).text
    assert "Wat zien we?" in Page(html(compose(example(), request(texts={"objective_1": {"see": "Dit."}})))).text


def test_every_chart_of_every_language_can_be_drawn() -> None:
    for lang in ("nl", "en"):
        for picture in report(lang).pictures():
            assert picture.chart.data is not None
            assert "<rect" in drawing(picture.chart.data, "", lang) or "<polyline" in drawing(picture.chart.data, "", lang)


def test_without_a_browser_there_is_no_pdf_but_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")
    with pytest.raises(UserError, match="geen browser om een PDF"):
        pdf(report())


@pytest.mark.browser
def test_the_pdf_is_tagged_and_the_same_each_time() -> None:
    one = pdf(report())
    assert one[:5] == b"%PDF-"
    assert b"/MarkInfo" in one or b"/StructTreeRoot" in one
    assert b"20250331000000" in one
    assert one == pdf(report())


@pytest.mark.browser
def test_a_browser_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "LIMIT", 0.01)
    with pytest.raises(UserError, match="PDF kon niet"):
        pdf(report())
