"""Any period on Overzicht and Doelstellingen: the figures of `python -m metrics --from … --to …`, and targets only where there are any."""

import json
from datetime import date

import pytest

from data import examples
from locales import LANGUAGES, formats, text
from metrics.__main__ import main
from metrics.breakdown import breakdown
from metrics.catalogue import catalogue
from metrics.periods import Period, phase_period
from metrics.scorecard import scorecard
from tests.ui.frame import open_page, own, shown
from tests.ui.test_pages import CASES, KINDS, source
from ui import breakdown as split
from ui import graphs, words
from ui.rows import traced
from ui.scope import Scope
from ui.source import example
from ui.words import SYMBOLS

SOURCE = example()
AS_OF = SOURCE.default_as_of
INSIDE, ACROSS, EARLY = (date(2024, 4, 1), date(2024, 9, 30)), (date(2022, 7, 1), date(2023, 6, 30)), (date(2022, 1, 1), date(2022, 3, 31))


def asked(days: tuple[date, date], **more: str) -> dict[str, str]:
    return {"periode": "eigen", "van": days[0].isoformat(), "tot": days[1].isoformat(), **more}


def flat(words_: str) -> str:
    return " ".join(words_.split())


@pytest.mark.parametrize("objective", ["1", "2", "3", "4", "5"])
@pytest.mark.parametrize("days", [INSIDE, ACROSS, EARLY])
def test_the_table_is_that_of_the_command_line(days: tuple[date, date], objective: str, capsys: pytest.CaptureFixture[str]) -> None:
    main([str(examples.WORKBOOK), "--format", "json", "--as-of", AS_OF.isoformat(), "--from", days[0].isoformat(), "--to", days[1].isoformat()])
    told = {i["id"]: i for i in json.loads(capsys.readouterr().out)["indicators"] if i["id"][1] == objective}
    page = flat(shown(open_page("doelstellingen", **asked(days, doelstelling=objective))))
    symbols = {status.value: f"{symbol} {status.value}" for status, symbol in SYMBOLS.items()}
    for name, line in told.items():
        indicator = catalogue()[name]

        def value(of: dict[str, object], about: dict[str, object] = line, indicator: object = indicator) -> str:
            if of["value"] is None:
                return str(about["reason"] or "geen gegevens")
            shown_ = words.figure(of["value"], indicator, "nl")  # type: ignore[arg-type]
            if about is of and indicator.percent and of["denominator"]:  # type: ignore[attr-defined]
                shown_ += f" ({formats.number(of['numerator'])} van {formats.number(of['denominator'])})"  # type: ignore[arg-type]
            return shown_

        lead = " kern" if indicator.lead else ""
        row = f"{indicator.name['nl']}{lead} {value(line)}"
        assert flat(row) in page, row
        inside = line.get("in_phase")
        if inside is not None and inside["value"] is not None and not indicator.percent:
            after = words.figure(inside["target"], indicator, "nl", with_unit=False)
            assert flat(f"{row} {value(inside)} {symbols[inside['status']]} {after}") in page


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_period_in_one_phase_shows_both_itself_and_the_phase_so_far(lang: str) -> None:
    page = shown(open_page("doelstellingen", **asked(INSIDE, doelstelling="3", taal=lang)))
    span = formats.span(*INSIDE)
    found = scorecard(SOURCE.dataset, AS_OF, [Period(*INSIDE)], [catalogue()["D3.8"]])[0]
    assert found.in_phase is not None
    for piece in (
        text("indicator.in_period", lang, span=span), text("indicator.so_far", lang, number=4), text("objective.title_period", lang, span=span),
        text("objective.line_within", lang, number=4, day=formats.day(INSIDE[1])), formats.number(found.value), formats.number(found.in_phase.value),
    ):  # fmt: skip
        assert piece in page, piece
    assert text("indicator.in_phase", lang, number=4) not in page


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_period_across_phases_has_no_target(lang: str) -> None:
    for name in ("overzicht", "doelstellingen"):
        page = shown(open_page(name, **asked(ACROSS, taal=lang)))
        assert formats.span(*ACROSS) in page
    assert text("objective.line_across", lang) in page
    assert text("indicator.across", lang) in page
    assert text("overview.attention.no_phase", lang) in shown(open_page("overzicht", **asked(ACROSS, taal=lang)))


def test_the_overview_gains_a_column_for_the_period() -> None:
    before, page = shown(open_page("overzicht")), shown(open_page("overzicht", **asked(INSIDE)))
    results = {r.indicator.id: r for r in scorecard(SOURCE.dataset, AS_OF, [Period(*INSIDE)])}
    assert "in de periode" not in before
    for name in ("D1.1", "D2.4", "D3.8", "D4.1", "D5.4"):
        found = results[name]
        assert found.in_phase is not None
        unit = words.figure(found.in_phase.target, found.indicator, "nl")
        told = f"{formats.number(found.value)} in de periode {found.indicator.name['nl']} fase tot nu: {formats.number(found.in_phase.value)} van {unit}"
        assert flat(told) in flat(page)
    compared = [r.in_phase for r in results.values() if r.in_phase and r.in_phase.status.compared]
    late = sum(r.status in words.LATE for r in compared)
    assert f"{formats.span(*INSIDE)}, fase 4 tot nu: {len(compared) - late} van {len(compared)} indicatoren op schema of behaald; {late} vragen" in page
    assert "In fase 4 tot en met 30/09/2024, tegenover de streefwaarde." in page


def test_not_applicable_no_data_and_0_stay_apart() -> None:
    page = shown(open_page("overzicht", **asked(EARLY)))
    assert "n.v.t. bestond nog niet in deze periode" in page
    table = shown(open_page("doelstellingen", **asked(EARLY, doelstelling="5")))
    assert "deze doelstelling bestond nog niet" in table
    assert "Leerlessen n.v.t. n.v.t. – n.v.t." in table
    only = shown(open_page("doelstellingen", source("only cases"), **asked(INSIDE, doelstelling="1")))
    assert "Netwerkmomenten kern bron ontbreekt: blad Events" in only
    nothing = shown(open_page("doelstellingen", source("no rows"), **asked(INSIDE, doelstelling="3")))
    assert "Gerealiseerde circulaire initiatieven kern 0 0 ◇ geen streefwaarde" in nothing


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("period", ["kwartaal", "vorig-kwartaal", "jaar", "alles"])
@pytest.mark.parametrize("page", ["overzicht", "doelstellingen"])
def test_no_period_breaks_a_page(page: str, period: str, kind: str) -> None:
    app = open_page(page, source(kind), periode=period, doelstelling="4")
    assert not app.exception
    assert not app.error


def test_a_period_that_has_not_begun_says_so() -> None:
    later = (date(2025, 5, 1), date(2025, 5, 31))
    assert "de periode begint pas op 01/05/2025" in shown(open_page("overzicht", **asked(later)))


def test_the_trend_shows_the_period_in_colour_and_the_rest_in_grey() -> None:
    for days, by, first, last in (
        (INSIDE, "month", "2024-04-01", "2024-09-30"),
        ((date(2024, 2, 10), date(2024, 2, 20)), "quarter", "2024-01-01", "2024-03-31"),
    ):
        chart = graphs.trend_chart(SOURCE, "D2.4", AS_OF, Period(*days), by, "nl", "light")  # type: ignore[arg-type]
        colours = chart.data.columns[3].colours
        strong = [row[1:3] for row, tone in zip(chart.data.rows, colours, strict=True) if tone != colours[0]]
        assert strong[0][0].isoformat() == first
        assert strong[-1][1].isoformat() == last
    phase = phase_period(SOURCE.dataset.phases[2])
    colours = graphs.trend_chart(SOURCE, "D2.4", AS_OF, phase, "year", "nl", "light").data.columns[3].colours
    assert len({*colours}) == 2


def test_the_breakdown_and_the_rows_are_about_the_period() -> None:
    at = Scope(Period(*INSIDE), AS_OF, "nl", "light")
    made = split.bars_of(SOURCE, at, "D2.4", "source")
    groups = breakdown(SOURCE.dataset, catalogue()["D2.4"], at.period, AS_OF, "source")
    assert sum(float(row[1] or 0) for row in made.chart.data.rows) == sum(g.value or 0 for g in groups)  # type: ignore[union-attr]
    result = scorecard(SOURCE.dataset, AS_OF, [at.period], [catalogue()["D2.4"]])[0]
    assert len(traced(SOURCE, at, "D2.4").parts[0].included) == result.value
    page = shown(open_page("doelstellingen", **asked(INSIDE, doelstelling="2")))
    assert f"Telt mee: {formats.number(result.value)}" in page
    assert f"Vragen en ideeën, {formats.span(*INSIDE)}: elke rij" in page
    assert "Deze periode" in json.dumps([b.options for b in open_page("doelstellingen", **asked(INSIDE)).button_group], default=str)


def test_all_phases_together_is_a_period_within_the_only_phase() -> None:
    phases = b"Fase;Naam;Start;Einde\r\nA;Proef;01/01/2024;31/12/2024\r\n"
    app = open_page("overzicht", own(("cases.csv", CASES), ("fasen.csv", phases)), periode="alles")
    assert not app.exception
    assert "01/01/2024 – 31/12/2024, fase A tot nu" in shown(app)
