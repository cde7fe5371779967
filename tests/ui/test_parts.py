"""The parts that pages are made of: words for results, HTML, CSV, and charts that are built once."""

import csv as reader
import io

import pytest
from markupsafe import Markup

from metrics.catalogue import catalogue
from metrics.status import Status
from reports.csv import csv_bytes
from tests.ui.frame import open_page
from ui import graphs, html, words
from ui.figures import card
from ui.html import Column
from ui.source import example, newest


def test_every_status_has_a_word_and_a_symbol_of_its_own() -> None:
    assert set(words.SYMBOLS) == set(Status)
    assert len(set(words.SYMBOLS.values())) == len(Status)
    for status in Status:
        shown = Markup(words.status(status, "nl")).striptags()
        assert shown == words.SYMBOLS[status] + status.value


def test_a_share_says_what_it_is_of() -> None:
    source = example()
    board = card(source, source.default_as_of)
    phase = source.dataset.phases[3]
    result = board.get("D3.7", phase)
    assert words.value(result, source.dataset, "nl") == f"86\u00a0% ({result.numerator:.0f} van {result.denominator:.0f})"
    assert words.coverage(board.get("D3.10", phase), "nl").endswith(" cases")
    assert words.coverage(board.get("D3.8", phase), "nl") == ""


def test_html_is_escaped_everywhere() -> None:
    bad = "<script>alert(1)</script>"
    made = html.table([Column(bad, 'x"y')], [[bad]], caption=bad) + html.section(bad, bad) + html.small(bad) + html.definitions([(bad, bad)], boxed=True)
    assert "<script>" not in made
    assert 'class="x"y"' not in made


def test_csv_opens_well_in_a_belgian_excel() -> None:
    raw = csv_bytes(["Naam", "Waarde"], [["Café; “De <b>", 1234.5], ["=1+1", None], ["-", 3], ["@x", float("nan")]])
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(reader.reader(io.StringIO(raw.decode("utf-8-sig")), delimiter=";"))
    assert rows == [["Naam", "Waarde"], ["Café; “De <b>", "1234,5"], ["'=1+1", ""], ["'-", "3"], ["'@x", ""]]


def test_finished_charts_are_replayed_not_rebuilt(monkeypatch: pytest.MonkeyPatch) -> None:
    builds = []

    def counted(*args: object, **kwargs: object) -> object:
        builds.append(1)
        return original(*args, **kwargs)  # type: ignore[arg-type]

    original = graphs.trend
    monkeypatch.setattr(graphs, "trend", counted)
    app = open_page("doelstellingen", doelstelling="2", peildatum="2025-02-14")
    first = len(builds)
    app.run()
    app.run()
    assert first == 1
    assert len(builds) == 1
    app.button_group(key="seen-per").select("year").run()
    assert len(builds) == 2


def test_the_newest_entry_is_not_after_the_reference_date() -> None:
    source = example()
    found = newest(source.dataset, source.default_as_of)
    assert found is not None
    assert found <= source.default_as_of


def test_every_indicator_can_be_told_in_both_languages() -> None:
    source = example()
    for result in card(source, source.default_as_of).results.values():
        for lang in ("nl", "en"):
            assert words.value(result, source.dataset, lang)
            assert words.measure(result.indicator, lang).name == catalogue()[result.indicator.id].name[lang]
