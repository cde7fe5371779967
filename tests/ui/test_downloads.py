"""The menu under a chart: nothing is made before it is opened, and without a browser the page says what still works."""

import logging

import pytest
from streamlit.testing.v1 import AppTest

from locales import LANGUAGES, text
from ui.downloads import later


def script(lang: str, opened: bool) -> None:
    from tests.reports.charts import file, trending
    from ui import downloads

    if opened:
        downloads._choices(file(trending()), "x", lang)
    else:
        downloads.menu("x", lambda: 1 / 0, lang)  # type: ignore[arg-type, return-value]


def labels(lang: str, opened: bool = True) -> tuple[list[str], AppTest]:
    app = AppTest.from_function(script, args=(lang, opened)).run(timeout=30)
    assert not app.exception
    return [element.proto.label for element in app.get("download_button")], app


def test_a_closed_menu_makes_nothing() -> None:
    assert labels("nl", opened=False)[0] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_a_browser_the_figures_can_still_be_fetched(lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")
    found, app = labels(lang)
    assert found == ["Excel", "CSV"]
    assert app.info[0].value == text("files.no_browser", lang)
    assert not app.radio


@pytest.mark.browser
def test_with_a_browser_all_formats_and_sizes_are_offered(chromium: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM", chromium)
    found, app = labels("nl")
    assert found == ["PNG", "SVG", "PDF", "Excel", "CSV"]
    assert len(app.radio[0].options) == 3


def test_what_goes_wrong_in_a_download_is_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    def fail() -> bytes:
        raise ValueError("no")

    with caplog.at_level(logging.ERROR, "impactmonitor"), pytest.raises(ValueError, match="no"):
        later(fail)()
    assert "download-failed" in caplog.text
