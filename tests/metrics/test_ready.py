"""What still misses before a report: each check on data small enough to see what is wrong."""

from dataclasses import replace
from datetime import date

import pytest

from data.findings import Block, Findings
from data.phases import Phase
from locales import LANGUAGES, text
from metrics.periods import Period, phase_period
from metrics.ready import CHECKS, Ask, ready
from tests.metrics.build import dataset

PHASE = Phase("4", "nu", date(2024, 1, 1), date(2024, 12, 31))
CASES = """
    Case-ID | Titel    | Datum instroom | Datum realisatie | Doelstellingen | Bewijsstuk
    K1      | Hout     | 2024-01-10     | 2024-02-01       | 3              | map 1
    K2      | Textiel  | 2024-02-10     | 2024-05-01       | 3;4            |
    K3      | Plastics | 2024-05-10     | 2025-02-01       | 3              |
    K4      | Glas     | 2023-05-10     | 2023-06-01       | 3              |
    K5      | Metaal   | 2024-05-10     |                  | 3              |
"""
EVENTS = "Event-ID | Titel | Datum\nE1 | Avond | 2024-02-01\nE2 | Middag | 2024-03-01"
TARGETS = "Indicator | Fase | Streefwaarde\nD3.8 | 4 | 8"
DATA = dataset({"Cases": CASES, "Events": EVENTS, "Doelen": TARGETS}, phases=(PHASE,))


def found(data=DATA, as_of: date = date(2024, 6, 30), period: Period | None = None, phase: Phase | None = PHASE):
    return ready(Ask(data, period or phase_period(PHASE), phase, as_of))


def test_evidence_is_asked_of_what_was_realised_in_the_period_up_to_the_day() -> None:
    outcome = found()["evidence-cases"]
    assert (outcome.state, outcome.good, outcome.of) == ("attention", 1, 2), "K3 is later, K4 before the phase, K5 not realised"
    assert [(i.name, i.count, i.of) for i in outcome.items] == [("3", 1, 2), ("4", 0, 1)]
    assert outcome.rows.to_numpy().tolist() == [["test.xlsx", "Cases", "F3", "K2", "Textiel"]]
    later = found(as_of=date(2025, 3, 1), period=Period(date(2024, 1, 1), date(2025, 3, 1)), phase=None)["evidence-cases"]
    assert (later.good, later.of) == (1, 3)


def test_without_the_column_every_row_misses_it_and_without_the_sheet_it_says_so() -> None:
    events = found()["evidence-events"]
    assert (events.state, events.good, events.of, len(events.rows)) == ("missing", 0, 2, 2)
    assert list(events.rows["cell"]) == ["A2", "A3"]
    anchoring = found()["evidence-anchoring"]
    assert (anchoring.state, str(anchoring.reason)) == ("missing", "bron ontbreekt")


def test_nothing_to_prove_is_in_order() -> None:
    quiet = Period(date(2022, 1, 1), date(2022, 12, 31))
    assert [found(period=quiet)[k].state for k in ("evidence-cases", "evidence-events")] == ["ready", "ready"]


def test_stale_sheets_are_those_without_a_recent_date() -> None:
    outcome = found()["fresh"]
    assert (outcome.state, outcome.good, outcome.of) == ("attention", 1, 2), "the sheet with targets needs no new rows"
    assert [(i.name, i.day, i.count) for i in outcome.items] == [("events", date(2024, 3, 1), 121)]
    assert found(as_of=date(2024, 3, 15))["fresh"].state == "ready"
    assert found(as_of=date(2020, 1, 1))["fresh"].state == "missing", "nothing had happened yet"
    assert found(as_of=date(2026, 1, 1))["fresh"].items[-1].count == 305, "reckoned from the end of a period that is over"


def test_indicators_without_target_and_without_figure_are_named() -> None:
    known = found()
    assert known["targets"].good == 1
    assert "D3.8" not in [i.name for i in known["targets"].items]
    assert {i.name: str(i.reason) for i in known["figures"].items}["D2.3"] == "bron ontbreekt"
    assert known["figures"].good + len(known["figures"].items) == known["figures"].of
    assert "targets" not in found(phase=None, period=Period(date(2023, 6, 1), date(2024, 6, 1))), "a period across phases has none"


def test_a_period_within_the_phase_is_held_against_the_targets_of_the_phase() -> None:
    assert found(period=Period(date(2024, 1, 1), date(2024, 3, 31)))["targets"].good == 1


def test_open_findings_are_counted_by_kind() -> None:
    blocks = (
        Block("value-unknown", "test.xlsx", "Cases", "Bron", "F", [2, 3], ["x", "y"]),  # type: ignore[arg-type]
        Block("date-order", "test.xlsx", "Cases", "Datum", "C", [2], ["x"]),  # type: ignore[arg-type]
        Block("sheet-unknown", "test.xlsx", "Blad9"),
    )
    known = found(replace(DATA, findings=Findings(blocks)))
    assert [(i.name, i.count) for i in known["errors"].items] == [("value-unknown", 2)]
    assert ("date-order", 1) in [(i.name, i.count) for i in known["warnings"].items], "beside the dates after the reference date"
    assert (known["errors"].state, found()["errors"].state) == ("attention", "ready")


def test_figures_that_contradict_each_other() -> None:
    odd = dataset({
        "Subsidiedossiers": "Dossier-ID | Datum ingediend | Uitkomst | Datum beslissing\nS1 | 2025-02-01 | Goedgekeurd | 2024-05-01",
    }, phases=(PHASE,))  # fmt: skip
    assert found()["relations"].state == "ready"
    assert [i.name for i in found(odd, as_of=date(2024, 12, 31))["relations"].items] == ["approvals"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_check_has_its_words(lang: str) -> None:
    for check in CHECKS:
        assert text(f"ready.point.{check.key}", lang)
        assert text(f"ready.none.{check.key}", lang)
