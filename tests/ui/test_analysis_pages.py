"""The analysis pages over all kinds of data, in both languages: never an exception, what is missing is said, figures equal the metrics."""

import pytest

from data.contract import contract
from locales import LANGUAGES, formats, text
from metrics.flow import funnel
from metrics.periods import phase_period
from metrics.stalled import stalled
from tests.ui.frame import open_page, shown
from tests.ui.test_pages import source
from ui.source import Source, example


def expected() -> tuple[Source, object, object]:
    data = example()
    return data, phase_period(data.dataset.phases[3]), data.default_as_of


def has(page: str, *pieces: str) -> None:
    for piece in pieces:
        assert piece in page, piece


@pytest.mark.parametrize(("page", "kind", "sheet"), [("cases", "only events", "cases")])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_absent_sheet_is_named_with_what_the_page_would_show(page: str, kind: str, sheet: str, lang: str) -> None:
    app = open_page(page, source(kind), taal=lang)
    assert not app.exception
    has(shown(app), text("words.source_absent", lang, sheet=contract()[sheet].title(lang)), text(f"{page}.empty", lang))


def test_the_flow_on_the_page_is_that_of_the_metrics() -> None:
    data, period, day = expected()
    found = funnel(data.dataset, period, day)  # type: ignore[arg-type]
    page = shown(open_page("cases", fase="4"))
    has(page, f"{found.total} vragen kwamen binnen")
    for step in found.steps[:-1]:
        assert step.to_next is not None
        has(page, f"({step.to_next.numerator} van {step.to_next.denominator})")
    standing = len(stalled(data.dataset, day).cases)  # type: ignore[arg-type]
    has(page, text("cases.stalled.count.many", "nl", count=formats.number(standing), days=90))
    shorter = open_page("cases", fase="4")
    shorter.number_input(key="stalled-days").set_value(365).run()
    longer = len(stalled(data.dataset, day, 365).cases)  # type: ignore[arg-type]
    has(shown(shorter), text("cases.stalled.count.many", "nl", count=formats.number(longer), days=365))


def test_the_stock_in_the_table_adds_up() -> None:
    app = open_page("cases", fase="4")
    app.selectbox(key="balance-stage").select("guidance").run()
    assert not app.exception
    has(shown(app), "Wat erbij kwam en wegging: begeleiding")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_case_in_the_address_shows_its_card(lang: str) -> None:
    app = open_page("cases", case="K-2024-209", taal=lang, fase="4")
    assert not app.exception
    page = shown(app)
    has(page, "K-2024-209", text("cases.card.timeline", lang), text("cases.card.counts", lang, period=text("ui.phase", lang, number=4)))
    has(page, "D4.1", "voorbeeld.xlsx")
    app.button(key="card-back").click().run()
    has(shown(app), text("cases.funnel.title", lang))


def test_a_case_that_is_not_there_is_named() -> None:
    app = open_page("cases", case="K-0000-000")
    assert "K-0000-000" in " ".join(w.value.replace("\\", "") for w in app.warning)


def test_all_cases_can_be_searched_and_filtered() -> None:
    app = open_page("cases")
    app.button_group(key="cases-part").select("list").run()
    assert not app.exception
    has(shown(app), text("cases.explorer.count.many", "nl", count="240"))
    app.text_input(key="explorer-words").set_value("folie turnhout").run()
    page = shown(app)
    has(page, "folie")
    assert text("cases.explorer.count.many", "nl", count="240") not in page
    app.text_input(key="explorer-words").set_value("bestaat nergens").run()
    has(shown(app), text("cases.explorer.none"))
