"""The report as data: every part in its order, the figures of the engine, and what may not be said."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from data.errors import UserError
from data.hub import Brand, load_hub
from metrics.periods import Period, phase_period
from metrics.scorecard import Result, scorecard
from reports.report.blocks import Paragraph, Picture, Slot, Table
from reports.report.compose import compose
from reports.report.request import KINDS, PARTS, Request, Wanted
from tests.metrics.build import dataset
from tests.reports.asked import ACROSS, CITIZEN, INTERIM, example, hostile, hostile_request, report, request

OBJECTIVES = [f"objective_{n}" for n in range(1, 6)]


def number(words: str) -> float | None:
    """The number that a Dutch text begins with."""
    found = re.match(r"-?[\d.]+(?:,\d+)?", words)
    return float(found[0].replace(".", "").replace(",", ".")) if found else None


def same(shown: str, value: float | None, result: Result) -> bool:
    """Whether a text tells a value, rounded as the indicator is."""
    if value is None:
        return number(shown) is None
    scale = 100 if result.indicator.percent else 1
    told = number(shown)
    return told is not None and abs(told - value * scale) <= 0.5 * 10**-result.indicator.decimals + 1e-9


def tables(document) -> dict[str, Table]:
    return {b.key: b for b in document.blocks() if isinstance(b, Table)}


def everything(document) -> str:
    return repr([*document.sections, document.facts])


def test_the_parts_stand_in_the_order_that_the_funder_expects() -> None:
    keys = [s.key for s in report().sections if s.level == 1]
    assert keys == list(PARTS)
    assert [s.key for s in report().sections if s.level == 2][:5] == OBJECTIVES
    assert [s.key for s in report().sections][-4:] == ["annex_phases", "annex_sheets", "annex_evidence", "annex_abbreviations"]


@pytest.mark.parametrize("phase", [0, 1, 2, 3])
def test_a_phase_tells_the_figures_of_the_engine(phase: int) -> None:
    period = phase_period(example().phases[phase])
    asked = request(period, lang="nl")
    found = {r.indicator.id: r for r in scorecard(example(), asked.as_of, [period])}
    shown = tables(compose(example(), asked))
    seen = set()
    for key in OBJECTIVES:
        for row in shown[f"{key}.table"].rows if f"{key}.table" in shown else ():
            result = found[row[0].text]
            assert same(row[2].text, result.value, result), row
            assert same(row[3].text, result.target, result), row
            assert row[5].text.endswith(result.status.text("nl"))
            seen.add(result.indicator.id)
    assert seen == {i for i, r in found.items() if r.applicable}


def test_an_interim_report_shows_the_period_beside_the_phase_so_far() -> None:
    found = {r.indicator.id: r for r in scorecard(example(), request().as_of, [INTERIM])}
    document = report("nl", INTERIM)
    table = tables(document)["objective_3.table"]
    assert [c.label for c in table.columns][2:4] == ["In de periode", "In fase 4 tot 31/12/2024"]
    for row in table.rows:
        result = found[row[0].text]
        inside = result.in_phase
        assert inside is not None
        assert same(row[2].text, result.value, result)
        assert same(row[3].text, inside.value, result)
        assert same(row[4].text, inside.target, result)
        assert row[6].text.endswith(inside.status.text("nl"))
    assert document.title == "Tussentijds rapport"


def test_a_period_over_two_phases_has_no_targets() -> None:
    document = report("nl", ACROSS)
    assert len(tables(document)["objective_3.table"].columns) == 3
    assert "streefwaarde om ze mee te vergelijken" in everything(document)


def test_objective_5_is_not_applicable_before_it_existed_and_never_0() -> None:
    section = report("nl", phase_period(example().phases[0])).section("objective_5")
    assert section is not None
    assert not [b for b in section.blocks if isinstance(b, Table)]
    assert any(isinstance(b, Paragraph) and b.kind == "missing" for b in section.blocks)


def test_absent_data_is_named_and_never_0() -> None:
    alone = dataset({"Events": "Event-ID | Titel | Datum | Doelstellingen\nE1 | Een | 2024-02-01 | 1"})
    document = compose(alone, Request(phase_period(alone.phases[3]), date(2024, 12, 31)))
    shown = tables(document)
    rows = {row[0].text: row[2].text for key in OBJECTIVES for row in shown[f"{key}.table"].rows}
    assert (rows["D1.1"], rows["D2.1"]) == ("1", "0")
    assert rows["D3.8"] == "bron ontbreekt: blad Cases"
    assert {row[0].text for row in shown["deviations.without"].rows} >= {"D3.8", "D2.4", "D5.1"}
    assert "het blad Cases is niet aangeleverd" in everything(document)


def test_no_data_at_all_still_makes_a_report() -> None:
    empty = dataset({"Cases": "Case-ID | Titel | Datum instroom"})
    for period in (phase_period(empty.phases[3]), ACROSS, Period(date(2030, 1, 1), date(2030, 6, 30))):
        assert compose(empty, Request(period, date(2024, 12, 31))).sections


def test_a_citizen_is_never_named() -> None:
    assert CITIZEN not in everything(compose(hostile(), hostile_request()))


def test_small_numbers_of_persons_are_marked() -> None:
    few = dataset({"Cases": (
        "Case-ID | Titel | Datum instroom | Datum realisatie | Doelstellingen | SE-bedrijf | Koppen doelgroep\nK1 | a | 2024-01-02 | 2024-02-01 | 4 | X | 3"
    )})  # fmt: skip
    document = compose(few, Request(phase_period(few.phases[3]), date(2024, 12, 31)))
    row = next(r for r in tables(document)["objective_4.table"].rows if r[0].text == "D4.4")
    assert row[2].text == "3 personen (vertrouwelijk)"
    assert "minder dan 5 personen" in " ".join(tables(document)["objective_4.table"].below)


def test_the_example_says_that_it_is_made_up() -> None:
    document = report()
    assert "verzonnen" in document.example
    assert all("voorbeeldgegevens" in b.below[-1] for b in document.blocks() if isinstance(b, Picture))


def test_phases_are_compared_per_month_only() -> None:
    picture = next(b for b in report().pictures() if b.key == "D3.8.phases")
    assert picture.chart.data is not None
    values = [row[1] for row in picture.chart.data.rows]
    whole = [r.value for r in scorecard(example(), request().as_of) if r.indicator.id == "D3.8"]
    assert values != whole
    assert values[2] == pytest.approx(whole[2] / 12, rel=0.01)  # type: ignore[operator]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_chart_can_be_asked_for(kind: str) -> None:
    charts = {3: (Wanted(kind, "" if kind == "degree" else "D3.8"),)}  # type: ignore[arg-type]
    section = compose(example(), request(charts=charts)).section("objective_3")
    assert section is not None
    assert [b for b in section.blocks if isinstance(b, Picture)]


def test_a_chart_that_can_not_be_drawn_says_so() -> None:
    section = compose(example(), request(charts={3: (Wanted("progress", "D3.7"),)})).section("objective_3")
    assert section is not None
    assert any(isinstance(b, Paragraph) and b.kind == "missing" and "D3.7" in b.text for b in section.blocks)


def test_parts_indicators_and_words_are_as_asked() -> None:
    asked = request(parts=("results",), indicators={3: ("D3.8", "D3.1"), 1: ()}, texts={"objective_3": {"see": "Wij zien dit."}})
    document = compose(example(), asked)
    assert [s.key for s in document.sections] == ["results", "objective_2", "objective_3", "objective_4", "objective_5"]
    assert [row[0].text for row in tables(document)["objective_3.table"].rows] == ["D3.8", "D3.1"]
    assert [b.text for b in document.blocks() if isinstance(b, Slot) and b.key == "objective_3.see"] == ["Wij zien dit."]


@pytest.mark.parametrize("parts", [PARTS, ("results",), ("lessons", "summary")])
def test_the_questions_without_a_text_are_those_that_word_shows(parts: tuple[str, ...]) -> None:
    asked = request(parts=parts, indicators={1: ()}, texts={"objective_3": {"see": "Dit."}, "lessons": {"obstacles": ""}})
    slots = [b for b in compose(example(), asked).blocks() if isinstance(b, Slot)]
    assert asked.unwritten() == sum(not s.text for s in slots) > 0


def test_logos_and_mentions_follow_the_phase() -> None:
    assert load_hub().brand("1", "nl").mentions == ("Met steun van ESF en Vlaanderen Circulair",)
    assert load_hub().brand("9", "nl") == Brand()
    assert report("en").brand.mentions == ("With the support of the Flemish government",)


def test_a_logo_that_is_not_there_is_named() -> None:
    hub = replace(load_hub(), brands={"4": {"nl": Brand((Path("weg.png"),))}})
    with pytest.raises(UserError, match=r"weg\.png"):
        compose(replace(example(), hub=hub), request())


def test_one_is_told_in_the_singular() -> None:
    asked = request(indicators={1: ("D1.1",), **dict.fromkeys(range(2, 6), ())})
    said = [b.text for b in compose(example(), asked).blocks() if isinstance(b, Paragraph)]
    assert "Op 31/03/2025 behaald of op schema: 1 van de 1 indicator met een streefwaarde." in said
