"""Sinds de vorige keer: between two versions, between two days, and with nothing to compare."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from locales import text
from tests.store.confirming import cases, confirm, fresh
from tests.ui.frame import csv, open_page, own, shown
from ui.since import month_before


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A store of our own that the pages look at."""
    made = fresh(tmp_path)
    monkeypatch.setenv("IMPACTMONITOR_DATABASE_URL", str(made.engine.url))
    return made


def test_by_default_the_version_before_the_one_that_is_shown(store) -> None:
    for ids in (["K1", "K2"], ["K1", "K2", "K3"], ["K1", "K2", "K3", "K4", "K5"]):
        confirm(store, cases(*ids))
    today = f"{datetime.now(UTC).astimezone():%d/%m/%Y}"
    app = open_page("sinds")
    assert not app.exception
    page = shown(app)
    assert f"Sinds versie 2 ({today}):" in page
    assert "2 nieuwe cases" in page
    assert "K5" in page
    further = shown(open_page("sinds", **{"sinds-versie": "1"}))
    assert "Sinds versie 1" in further
    assert "3 nieuwe cases" in further
    assert "Sinds versie 1" in shown(open_page("sinds", versie="2")), "the one before the version that the visit looks at"
    day = shown(open_page("sinds", sinds="dag", **{"sinds-dag": "2024-02-01"}))
    assert "Sinds 01/02/2024:" in day


def test_choosing_on_the_page_goes_into_the_address(store) -> None:
    for ids in (["K1"], ["K1", "K2"], ["K1", "K2", "K3"]):
        confirm(store, cases(*ids))
    app = open_page("sinds")
    app.selectbox(key="seen-sinds-versie").select("1").run()
    assert app.session_state["sinds-versie"] == "1"
    app.button_group(key="seen-sinds").select("day").run()
    assert app.session_state["sinds"] == "dag"
    assert not app.exception
    assert text("since.day", "nl") in shown(app)


def test_one_version_is_held_against_itself_a_month_ago(store) -> None:
    confirm(store, cases("K1"))
    app = open_page("sinds", peildatum="2025-03-31")
    assert "Sinds 28/02/2025:" in shown(app)
    assert not [w for w in app.segmented_control if w.key == "seen-sinds"]


def test_a_changed_target_is_told_old_and_new(store) -> None:
    for target in (20, 25):
        confirm(store, cases("K1", Doelen=[["Indicator", "Fase", "Streefwaarde"], ["D3.8", 4, target]]))
    page = shown(open_page("sinds"))
    assert text("difference.settings", "nl") in page
    assert "20 25" in page


def test_new_mistakes_are_told_with_their_cells_and_the_way_to_mend_them(store) -> None:
    confirm(store, cases("K1", "K2"))
    confirm(store, cases("K1", "K2", "K2", ""))
    app = open_page("sinds")
    page = shown(app)
    assert not app.exception
    assert text("findings.id-missing.title") + ": van 0 naar 1" in page
    assert text("since.problems.mend") in page
    data = " ".join(str(getattr(e.proto, "json", "")) for e in app if getattr(e, "proto", None) is not None)
    assert "punt=fouten-in-de-gegevens" in data


def test_a_day_after_the_reference_date_is_said_and_not_used() -> None:
    app = open_page("sinds", **{"sinds-dag": "2030-01-01"})
    assert any("ligt na de peildatum" in w.value for w in app.warning)
    assert "Sinds 28/02/2025:" in shown(app)


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_without_cases_and_without_a_phase_that_ran_it_says_so(lang: str) -> None:
    events = own(("events.csv", csv("Event-ID;Titel;Datum", "E1;Avond;15/02/2024")))
    app = open_page("sinds", events, taal=lang, peildatum="2019-06-30")
    page = shown(app)
    assert not app.exception
    assert text("since.no_phase", lang, day="31/05/2019") not in page
    assert text("since.no_phase", lang, day="30/05/2019") in page
    assert text("words.source_absent", lang, sheet="Cases") in page


def test_every_line_leads_on() -> None:
    page = open_page("sinds")
    data = " ".join(str(getattr(e.proto, "json", "")) for e in page if getattr(e, "proto", None) is not None)
    assert "case=K-2025-236" in data, "a new case opens its card"
    assert "indicator=D3.1" in data, "a status opens its indicator"


@pytest.mark.parametrize(("day", "before"), [
    (date(2025, 3, 31), date(2025, 2, 28)), (date(2024, 3, 30), date(2024, 2, 29)), (date(2025, 1, 15), date(2024, 12, 15)), (date(2025, 5, 31), date(2025, 4, 30)),
])  # fmt: skip
def test_a_month_before(day: date, before: date) -> None:
    assert month_before(day) == before
