"""The page Rapport: texts with live figures, freezing, and what moved since."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from streamlit.testing.v1 import AppTest

from data.raw import Source
from data.store.address import SETTING
from data.store.narratives import Place, wordings, write
from data.store.reports import Frozen, freeze, reported
from data.store.schema import narratives
from data.store.store import Store, sha256_of
from metrics.bridge import definitions
from metrics.output import record
from metrics.periods import phase_period
from metrics.scorecard import scorecard
from reports.formats import FORMATS, Order
from reports.report.draft import draft
from reports.report.facts import Facts
from reports.report.live import resolved
from reports.report.request import Request
from tests.data.books import CASES, workbook
from tests.store.confirming import confirm, fresh, state
from tests.ui.frame import AS_OF, open_page, own, shown
from ui.report_frozen import again
from ui.source import name_of
from ui.uploads import Pending

HEADER = [*CASES, "Doelstellingen", "Datum begeleiding", "Datum realisatie"]
GOALS = ["Indicator", "Fase", "Streefwaarde"]


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """An empty store for each test."""
    monkeypatch.setenv(SETTING, f"sqlite:///{tmp_path / 'store'}.db")
    return fresh(tmp_path)


def hub(realised: int, target: float = 3) -> Source:
    rows = [[f"K{n}", f"Vraag {n}", "1/2/2024", "3", "1/3/2024", "1/6/2024" if n < realised else ""] for n in range(5)]
    return workbook({"Cases": [HEADER, *rows], "Doelen": [GOALS, ["D3.8", 4, target]]})


def page(**filters: str) -> AppTest:
    app = open_page("rapport", peildatum=AS_OF.isoformat(), fase="4", **filters)
    assert not app.exception
    return app


def facts(store: Store) -> Facts:
    dataset = state(store)
    return Facts(dataset, Request(phase_period(next(p for p in dataset.phases if p.number == "4")), AS_OF))


def button(app: AppTest, label: str):
    return next(b for b in app.button if b.label == label)


def test_only_confirmed_and_whole_data_can_be_frozen(store: Store) -> None:
    assert "Alleen bevestigde gegevens kun je vastleggen" in shown(page())
    confirm(store, hub(2))
    assert [b for b in page().button if b.label == "Leg vast"]
    assert "Wis eerst de filters" not in shown(page())


def test_a_draft_comes_from_the_figures_alone(store: Store) -> None:
    confirm(store, hub(1))
    told = draft(facts(store), 3)
    assert told.startswith("In fase 4 werd er {{ D3.8.getal }} circulair initiatief gerealiseerd (streefwaarde {{ D3.8.streefwaarde }})")
    assert resolved(told, facts(store)).startswith(
        "In fase 4 werd er 1 circulair initiatief gerealiseerd (streefwaarde 3), 0,1 per maand tegenover 0 in fase 3."
    )
    assert "begeleidde de Hub 5 cases" in resolved(told, facts(store))
    confirm(store, hub(2))
    assert "werden er {{ D3.8.getal }} circulaire initiatieven" in draft(facts(store), 3)
    assert "gerealiseerd (streefwaarde 3)" in resolved(told, facts(store))


def test_a_text_is_kept_with_its_author_and_says_when_its_figure_changed(store: Store) -> None:
    confirm(store, hub(2))
    app = page()
    app.selectbox(key="narrative-section").select("objective_3").run()
    button(app, "Stel een eerste tekst voor uit de cijfers").click().run()
    next(f for f in app.text_input if f.label == "Je naam").set_value("An")
    next(b for b in app.button if b.label == "Bewaar de tekst").click().run()
    assert not app.exception
    period = facts(store).period
    (kept,) = wordings(store, Place("objective_3", period.start, period.end, "see"))
    assert (kept.who, kept.figures["D3.8.getal"]) == ("An", "2")

    confirm(store, hub(4))
    again = page()
    again.selectbox(key="narrative-section").select("objective_3").run()
    assert "Cijfer gewijzigd sinds deze tekst: D3.8.getal was 2 en is nu 4" in shown(again).replace("\\", "")
    assert len(wordings(store, kept.place)) == 1


@pytest.mark.parametrize(
    ("written", "named"),
    [("{{ D9.9.waarde }}", "D9.9.waarde"), ("{{ D3.8.hoeveel }}", "D3.8.hoeveel"), ("{{D3.8}}", "{{D3.8}}"), ("{{ alles }}", "{{ alles }}")],
)
def test_a_figure_that_does_not_exist_is_named_and_nothing_is_kept(store: Store, written: str, named: str) -> None:
    confirm(store, hub(2))
    app = page()
    app.text_area[0].set_value(f"Er waren {written} dingen")
    next(f for f in app.text_input if f.label == "Je naam").set_value("An")
    next(b for b in app.button if b.label == "Bewaar de tekst").click().run()
    said = shown(app).replace("\\", "")
    assert f"Dit is geen cijfer: {named}." in said
    assert "nog niet bewaard" in said
    with store.engine.connect() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(narratives)).scalar() == 0


def test_what_was_reported_stays_and_what_moved_since_adds_up(store: Store) -> None:
    confirm(store, hub(2))
    frozen(store)
    confirm(store, hub(4, target=5))
    told = shown(page())
    assert "+2 gewijzigd: Cases rij 4 (K2), Cases rij 5 (K3)" in told
    assert "streefwaarde toen 3, nu 5" in told
    (report,) = reported(store)
    assert next(r["value"] for r in report.frozen.figures if r["id"] == "D3.8") == 2
    assert store.content(report.files[0].sha256) == b"inhoud"


def test_a_delivery_says_that_it_moves_what_was_reported(store: Store) -> None:
    confirm(store, hub(2))
    frozen(store)
    app = open_page("gegevens", peildatum=AS_OF.isoformat())
    app.session_state["pending_delivery"] = Pending((hub(4),), "replace", (), name_of(1))
    told = shown(app.run()).replace("\\", "")
    assert "Deze cijfers werden al gerapporteerd en bewegen nu: " in told
    assert "D3.8 (Fase 4)" in told


def test_a_report_is_not_ready_without_texts(store: Store) -> None:
    confirm(store, hub(2))
    assert "0 van 5 doelstellingen hebben een tekst" in shown(open_page("klaar", fase="4", peildatum=AS_OF.isoformat()))
    period = facts(store).period
    write(store, Place("objective_3", period.start, period.end, "see"), "Tekst", {}, "An")
    assert "1 van 5 doelstellingen hebben een tekst" in shown(open_page("klaar", fase="4", peildatum=AS_OF.isoformat()))


def test_one_s_own_files_have_no_texts_of_the_hub(store: Store) -> None:
    confirm(store, hub(2))
    period = facts(store).period
    write(store, Place("objective_1", period.start, period.end, "see"), "Geheim", {}, "An")
    app = open_page("rapport", own(("eigen.xlsx", bytes(hub(1).data))), peildatum=AS_OF.isoformat(), fase="4")  # type: ignore[arg-type]
    assert "Geheim" not in shown(app)
    assert "Teksten horen bij de gegevens van de Hub" in shown(app)


def frozen(store: Store) -> None:
    """Phase 4 as it stands, as the page freezes it."""
    dataset, period = state(store), facts(store).period
    figures = [record(r) for r in scorecard(dataset, AS_OF, [period])]
    settings = {"definitions": definitions(), "phases": []}
    freeze(store, Frozen(period.start, period.end, "4", AS_OF, store.head(), "", figures, settings, [], "An", ""), {"rapport.docx": b"inhoud"})


def test_a_frozen_report_is_made_again_after_three_later_deliveries(store: Store) -> None:
    confirm(store, hub(2))
    period = facts(store).period
    write(store, Place("objective_3", period.start, period.end, "see"), "Er waren {{ D3.8.getal }} initiatieven.", {"D3.8.getal": "2"}, "An")
    app = page()
    next(f for f in app.text_input if f.key is None and f.label == "Je naam").set_value("An")
    button(app, "Leg vast").click().run(timeout=180)
    assert not app.exception
    (report,) = reported(store)
    assert {f.name.rpartition(".")[2] for f in report.files} == set(FORMATS)
    for count in (3, 4, 5):
        confirm(store, hub(count))
    write(store, Place("objective_3", period.start, period.end, "see"), "Iets anders.", {}, "Bo")
    source, request = again(report)
    assert source.number == 1
    assert request.texts["objective_3"]["see"] == "Er waren 2 initiatieven."
    assert [record(r) for r in scorecard(source.dataset, request.as_of, [request.period])] == list(report.frozen.figures)
    kept = {f.name.rpartition(".")[2]: f.sha256 for f in report.files}
    for ending in ("docx", "pptx", "xlsx", "html"):
        assert sha256_of(FORMATS[ending].make(Order(source.dataset, request))) == kept[ending], ending


def test_the_edition_for_partners_says_that_written_texts_go_out_as_written(store: Store) -> None:
    confirm(store, hub(2))
    assert "Lees na of er namen in staan" not in shown(page())
    period = facts(store).period
    write(store, Place("objective_3", period.start, period.end, "see"), "Dank aan Jan.", {}, "An")
    app = page()
    assert "Lees na of er namen in staan" in shown(app)
    button(app, "Maak de editie voor partners").click().run(timeout=120)
    assert not app.exception
    assert button(app, "Maak de editie voor partners").disabled
    assert [b.key for b in app.get("download_button") if b.key.startswith("partners-")] == ["partners-html", "partners-pdf"]


def test_without_a_browser_everything_but_the_pdf_is_made(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")
    confirm(store, hub(3))
    app = page()
    button(app, "Maak het rapport").click().run(timeout=180)
    assert not app.exception
    assert "geen browser om een PDF" in shown(app)
    assert [b.key for b in app.get("download_button") if b.key.startswith("report-")] == [f"report-{e}" for e in FORMATS if e != "pdf"]
