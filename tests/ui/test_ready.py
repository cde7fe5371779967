"""Is mijn rapport klaar?: the message, every point opened, and data of which much is missing."""

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from locales import LANGUAGES, text
from metrics.ready import CHECKS
from tests.store.confirming import cases, confirm, fresh
from tests.ui.frame import csv, open_page, own, shown
from ui.choices import POINTS
from ui.ready import SYMBOLS

EVENTS = csv("Event-ID;Titel;Datum;Bewijsstuk", "E1;Avond;15/02/2024;", "E2;<b>Middag</b>;10/03/2025;map 3")


def test_the_message_counts_the_points() -> None:
    page = shown(open_page("klaar"))
    assert f"Fase 4: 2 van {len(CHECKS)} punten in orde; 7 vragen aandacht" in page
    assert "20 van 25 met bewijsstuk" in page
    for check in CHECKS:
        assert text(f"ready.point.{check.key}") in page
    assert "0 van 5 doelstellingen hebben een tekst" in page
    assert all(s in page for s in SYMBOLS.values())


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("point", POINTS)
def test_every_point_opens(point: str, lang: str) -> None:
    for source in (None, own(("events.csv", EVENTS))):
        app = open_page("klaar", source, punt=point, taal=lang, fase="4")
        assert not app.exception
        assert not app.warning
        told = shown(app).count(text(f"ready.point.{POINTS[point]}", lang))
        if POINTS[point] == "texts" and source is not None:
            assert not told, "nobody writes a report about files that are nobody else's"
        else:
            assert told >= 2


def test_rows_without_evidence_stand_with_their_cell_and_can_be_fetched() -> None:
    app = open_page("klaar", punt="bewijsstukken-van-gerealiseerde-cases")
    page = shown(app)
    assert "AH125 K-2023-121" in page
    assert [b.proto.label for b in app.get("download_button")] == ["Download CSV", "Download Excel"]


def test_what_is_not_there_is_said() -> None:
    page = shown(open_page("klaar", own(("events.csv", EVENTS)), fase="4", peildatum="2025-03-31"))
    assert "bron ontbreekt: blad Cases" in page
    assert "1 van 2 met bewijsstuk" in page
    assert text("ready.mend.eigen-werkmap") in page
    assert "ontbreken" in page or "ontbreekt" in page


def test_a_period_across_phases_has_no_targets_to_ask_for() -> None:
    page = shown(open_page("klaar", periode="alles"))
    assert text("ready.point.targets") not in page
    assert f"van {len(CHECKS) - 1} punten in orde" in page


def test_of_a_version_the_files_come_back_with_remarks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = fresh(tmp_path)
    monkeypatch.setenv("IMPACTMONITOR_DATABASE_URL", str(store.engine.url))
    confirm(store, cases("K1", "K1", "K2"))
    app = open_page("klaar", punt="fouten-in-de-gegevens", peildatum=date(2024, 6, 30).isoformat())
    assert not app.exception
    assert any("hub" in b.label and "Verbeterversie" in b.label for b in app.button)


def test_a_link_opens_a_point_or_a_page() -> None:
    def script() -> None:
        import streamlit as st

        from ui.ready import PAGE, follow

        follow("figures")
        follow(f"{PAGE}gegevens")
        st.text(f"{st.session_state['punt']} {st.session_state['go_to']}")

    assert AppTest.from_function(script).run().text[0].value == "cijfers gegevens"
