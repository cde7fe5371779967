"""Fasen, Definities and the breakdown on Doelstellingen: both languages, all kinds of data, and the figures of `metrics`."""

import re
from dataclasses import replace
from datetime import date

import pytest

from charts.chart import Chart
from data.contract import contract
from locales import LANGUAGES, formats, text
from metrics.breakdown import breakdown, dimensions
from metrics.catalogue import catalogue
from metrics.compare import movers, phases
from metrics.definitions import fiche
from metrics.indicator import Change
from metrics.periods import phase_period
from tests.ui.frame import open_page, own, shown
from tests.ui.test_pages import CASES, KINDS, source
from ui import breakdown as split
from ui import graphs, html
from ui import indicator as page_part
from ui.drawing import Empty, Picture
from ui.phase_words import rate
from ui.scope import Scope
from ui.source import example

SOURCE = example()
AS_OF = SOURCE.default_as_of
PHASES = SOURCE.dataset.phases


def scope(number: str = "4", lang: str = "nl") -> Scope:
    return Scope(phase_period(next(p for p in PHASES if p.number == number)), AS_OF, lang, "light")


def chart_of(made: Picture | Empty) -> Chart:
    assert isinstance(made, Picture)
    return made.chart


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("shape", split.SHAPES)
def test_no_form_of_the_breakdown_breaks(shape: str, lang: str, kind: str) -> None:
    for objective in ("1", "4"):
        app = open_page("doelstellingen", source(kind), taal=lang, vorm=shape, doelstelling=objective, verloop="opgeteld")
        assert not app.exception
        assert text("breakdown.title", lang) in shown(app)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_phases_are_told_in_totals_and_compared_per_month(lang: str) -> None:
    page = shown(open_page("fasen", taal=lang))
    for comparison in phases(SOURCE.dataset, AS_OF):
        if comparison.indicator.lead:
            told = [
                f"{formats.number(c.value, 0, lang)} {text('phases.per_month', lang, value=rate(c.per_month, lang))}"
                if c.value is not None
                else text("metrics.status.not-applicable", lang)
                for c in comparison.cells
            ]
            assert " ".join([comparison.indicator.name[lang], text("objective.lead", lang), *told]) in page
    first = next(m for m in movers(SOURCE.dataset, PHASES[2], PHASES[3], AS_OF).movers)
    assert f"{first.indicator.name[lang]} {rate(first.before, lang)} → {rate(first.after, lang)}" in page


def test_not_applicable_is_never_0() -> None:
    page = shown(open_page("fasen"))
    assert "Lokale besturen met engagement kern n.v.t. n.v.t. n.v.t. 13" in page
    assert re.search(r"Leerlessen n\.v\.t\. n\.v\.t\. n\.v\.t\. \d", page)


def test_two_phases_are_chosen_in_the_address() -> None:
    page = shown(open_page("fasen", fase="3", vergelijk="2"))
    found = movers(SOURCE.dataset, PHASES[1], PHASES[2], AS_OF).movers
    assert f"In fase 3 halen {sum(m.change > 0 for m in found)} van de {len(found)} indicatoren meer per maand dan in fase 2" in page
    assert "Wat het meest veranderde van fase 2 naar fase 3" in page
    assert "Wat het meest veranderde van fase 1 naar fase 4" in shown(open_page("fasen", vergelijk="1"))
    same = open_page("fasen", fase="3", vergelijk="3")
    assert not same.exception
    assert "van fase 2 naar fase 3" in shown(same), "a phase is not compared with itself"


def test_a_phase_that_has_not_begun_is_said() -> None:
    page = shown(open_page("fasen", peildatum="2023-06-30"))
    assert "Fase 4 begint op 01/01/2024" in page
    assert "nog niet gestart" in page


def test_one_phase_has_nothing_to_compare_with() -> None:
    one = b"Fase;Naam;Start;Einde\r\nA;<b>Proef</b>;01/01/2024;31/12/2024\r\n"
    app = open_page("fasen", own(("cases.csv", CASES), ("fasen.csv", one)))
    assert not app.exception
    assert text("phases.said.one") in shown(app)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_indicatorhas_its_sheet(lang: str) -> None:
    app = open_page("definities", taal=lang)
    page = re.sub(r"\s+", " ", shown(app))
    for indicator in catalogue().values():
        it = fiche(indicator, lang)
        for words in (it.name, it.question, it.definition, it.counts, it.excludes, it.value):
            assert " ".join(words.split()) in page, (indicator.id, words)
    assert text("definitions.unchanged", lang) in page


def test_searching_finds_the_sheets_that_hold_every_word() -> None:
    app = open_page("definities")
    app.text_input(key="seen-zoek-definitie").input("JOBS doelgroep").run()
    page = shown(app)
    assert "Jobs doelgroepwerknemers (koppen)" in page
    assert "Netwerkmomenten" not in page
    app.text_input(key="seen-zoek-definitie").input("<b>zeppelin</b>").run()
    assert not app.exception
    assert "Geen enkele indicator gaat over “<b>zeppelin</b>”" in shown(app)
    assert "<b>zeppelin" not in "".join(str(getattr(e.proto, "body", "")) for e in app if hasattr(e, "proto"))


@pytest.mark.parametrize("name", ["D2.4", "D3.7", "D1.3", "D3.9", "D5.6", "D4.7"])
def test_the_bars_show_the_figures_of_metrics(name: str) -> None:
    indicator = catalogue()[name]
    for by in dimensions(indicator, SOURCE.dataset)[:6]:
        chart = chart_of(split.bars_of(SOURCE, scope(), name, by))
        groups = breakdown(SOURCE.dataset, indicator, scope().period, AS_OF, by)
        drawn = {str(row[0]).split(" · ")[0]: row[1] for row in chart.data.rows}
        for group in groups if len(groups) <= 7 else []:
            assert drawn[group.label] == group.value
        assert len(drawn) <= 8


def test_phases_are_compared_per_month_and_years_as_they_are() -> None:
    panels = chart_of(split.multiples_of(SOURCE, scope(), "D2.4", "source")).data.rows
    cells = phases(SOURCE.dataset, AS_OF, [catalogue()["D2.4"]])[0].cells
    for n, cell in enumerate(cells):
        assert sum(float(row[n + 1] or 0) for row in panels) == pytest.approx(cell.per_month)
    years = chart_of(split.heat_of(SOURCE, scope(), "D2.4", "source"))
    assert years.header[1:] == ("2021", "2022", "2023", "2024", "2025")
    assert sum(float(v or 0) for row in years.data.rows for v in row[1:]) == sum(c.value or 0 for c in cells)


def test_a_phase_without_the_objective_says_so_in_the_breakdown() -> None:
    chart = chart_of(split.multiples_of(SOURCE, scope(), "D5.4", "subregion"))
    assert {row[1] for row in chart.rows} == {"n.v.t."}
    assert {row[1] for row in chart.data.rows} == {None}


def test_small_numbers_of_persons_stay_out_of_files() -> None:
    for make in (split.bars_of, split.multiples_of, split.heat_of):
        seen = chart_of(make(SOURCE, scope(), "D4.4", "municipality")).data.rows
        kept = chart_of(make(SOURCE, scope(), "D4.4", "municipality", protect=True)).data.rows
        assert any(v == "<5" for row in kept for v in row)
        assert not any(v == "<5" for row in seen for v in row)


def test_what_the_address_asks_wrong_is_named() -> None:
    app = open_page("doelstellingen", verdeling="schoenmaat", vorm="taart")
    said = " ".join(w.value for w in app.warning)
    assert "schoenmaat" in said
    assert "taart" in said
    assert not app.exception


def test_the_way_to_the_target_shows_forecast_today_and_milestones() -> None:
    made = graphs.progress_chart(SOURCE, "D3.8", AS_OF, "4", "nl", "light")
    labels = " ".join(a["text"] for a in made.figure.layout.annotations) if hasattr(made.figure.layout, "annotations") else ""
    for words in ("prognose 27 (24 tot 30)", "verwacht: 20", "mijlpaal 12", "streefwaarde 28"):
        assert words in labels
    assert made.data.columns[-3].label == "Prognose"
    last = made.data.rows[-1]
    assert last[-2:] == (24, 30)
    over = graphs.progress_chart(SOURCE, "D3.8", AS_OF, "3", "nl", "light")
    assert len(over.data.columns) < len(made.data.columns), "a phase that is over has no forecast"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_change_of_definition_stands_with_its_day_on_the_sheet(lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    changes = (
        Change(date(2023, 1, 1), {"nl": "Ook hergebruik telt <b>mee</b>.", "en": "Reuse counts <b>too</b>."}), Change(date(2024, 7, 1), {"nl": "Zonder arbeidszorg.", "en": "Without unpaid care."}),
    )  # fmt: skip
    drawn: list[str] = []
    monkeypatch.setattr(html, "show", lambda *pieces: drawn.extend(pieces))
    page_part.fiche(replace(catalogue()["D4.4"], changes=changes), lang)
    sheet = "".join(drawn)
    assert text("indicator.fiche.changes", lang) in sheet
    assert sheet.index("01/07/2024: ") < sheet.index("01/01/2023: "), "the latest first"
    assert "<b>mee</b>" not in sheet
    drawn.clear()
    page_part.fiche(catalogue()["D4.4"], lang)
    assert text("indicator.fiche.changes", lang) not in "".join(drawn)


GROUPINGS = (
    "municipality", "source", "organisation_type", "sector", "material_stream", "r_strategy", "status", "cluster", "scale", "partners", "event_type", "channel", "pillar",
)  # fmt: skip


def test_an_indicatoris_split_by_every_grouping_its_source_has() -> None:
    for indicator in catalogue().values():
        keys = [k.column for k in getattr(indicator.aggregation, "keys", ())]
        sheets = [contract()[p.source].by_key for p in indicator.parts]
        wanted = {g for g in GROUPINGS if all(g in sheet for sheet in sheets) and g not in keys}
        offered = set(dimensions(indicator, SOURCE.dataset))
        assert wanted <= offered, (indicator.id, wanted - offered)
        assert "municipality" not in wanted or "subregion" in offered
