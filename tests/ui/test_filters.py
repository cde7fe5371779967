"""Filters on rows and the period: from the address to the figures, said in words, and cleared again."""

from datetime import date

from data.phases import Phase
from locales import formats
from metrics.catalogue import catalogue
from metrics.filters import Filter, narrowed
from metrics.scorecard import scorecard
from tests.ui.frame import open_page, shown
from ui.period import preset
from ui.source import example

PHASES = (Phase("1", "Proef", date(2023, 1, 1), date(2023, 12, 31)), Phase("2", "Groei", date(2024, 1, 1), date(2025, 6, 30)))


def test_a_filter_from_the_address_changes_the_figures_and_is_said_in_words() -> None:
    app = open_page("doelstellingen", gemeente="Geel", doelstelling="2")
    page = shown(app)
    data = narrowed(example().dataset, Filter.of({"municipality": ("Geel",)}))
    result = next(r for r in scorecard(data, example().default_as_of, indicators=[catalogue()["D2.4"]]) if r.period.phase == "4")
    assert "Je ziet alleen: gemeente Geel." in page
    assert f" {formats.number(result.value)} " in page
    assert "deze bron kent de gekozen filter niet" in page
    assert "geen streefwaarde" in page


def test_filters_are_cleared_with_one_click() -> None:
    app = open_page("overzicht", gemeente="Geel", stroom="Hout")
    assert "gemeente Geel · materiaalstroom Hout" in shown(app)
    app.button(key="clear-filters").click().run()
    assert "Je ziet alleen" not in shown(app)


def test_a_preset_is_a_stretch_of_the_calendar() -> None:
    day = date(2025, 2, 10)
    asked = {name: preset(name, PHASES, PHASES[1], day) for name in ("fase", "kwartaal", "vorig-kwartaal", "jaar", "alles")}
    assert {name: (p.start, p.end) for name, p in asked.items() if p} == {
        "fase": (date(2024, 1, 1), date(2025, 6, 30)), "kwartaal": (date(2025, 1, 1), date(2025, 3, 31)),
        "vorig-kwartaal": (date(2024, 10, 1), date(2024, 12, 31)), "jaar": (date(2025, 1, 1), date(2025, 12, 31)), "alles": (date(2023, 1, 1), date(2025, 6, 30)),
    }  # fmt: skip
    assert preset("fase", (), None, day) is None
