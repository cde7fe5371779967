"""The flow of cases: funnel, dwell time, stalled cases and reasons for stopping, on a table that a person can check."""

from datetime import date

import pytest

from metrics.flow import Ratio, dwell, funnel
from metrics.periods import Period
from metrics.stages import STAGES, stage_now
from metrics.stalled import stalled, stop_reasons
from tests.metrics.build import dataset

YEAR, AS_OF = Period(date(2024, 1, 1), date(2024, 12, 31)), date(2024, 12, 31)
# K3 skipped the trial; K4 stopped; K5 has its dates out of order; K6 plans to be realised; K7 came in before; K8 has no intake
CASES = """
    Case-ID | Titel | Datum instroom | Datum begeleiding | Datum testtraject | Datum project | Datum realisatie | Datum verankering | Datum stopzetting | Reden stopzetting | Status
    K1      | een   | 2024-01-01     |                   |                   |               |                  |                   |                   |                   | On hold
    K2      | twee  | 2024-01-01     | 2024-01-11        | 2024-03-01        |               |                  |                   |                   |                   |
    K3      | drie  | 2024-02-01     | 2024-02-21        |                   | 2024-06-01    | 2024-10-01       | 2024-12-01        |                   |                   |
    K4      | vier  | 2024-03-01     | 2024-03-31        |                   |               |                  |                   | 2024-05-01        | Geen budget       |
    K5      | vijf  | 2024-04-01     | 2024-07-01        |                   | 2024-05-01    |                  |                   |                   |                   |
    K6      | zes   | 2024-12-01     |                   |                   |               | 2025-03-01       |                   |                   |                   |
    K7      | zeven | 2023-06-01     |                   |                   |               |                  |                   | 2024-06-01        | geen  budget      |
    K8      | acht  |                | 2024-11-01        |                   |               |                  |                   | 2024-12-05        |                   |
"""
DATA = dataset({"Cases": CASES})


def test_where_each_case_stands() -> None:
    assert [(*STAGES, "stopped")[s] for s in stage_now(DATA, AS_OF)] == ["intake", "trial", "anchored", "stopped", "project", "intake", "stopped", "stopped"]
    assert stage_now(DATA, date(2023, 5, 31)).tolist() == [-1] * 8


def test_the_funnel_follows_the_cases_that_came_in() -> None:
    found = funnel(DATA, YEAR, AS_OF)
    assert (found.total, found.stopped) == (6, 1)
    assert [(s.stage, s.reached, s.dated, s.now) for s in found.steps] == [
        ("intake", 6, 6, 2), ("guidance", 4, 4, 0), ("trial", 3, 1, 1), ("project", 2, 2, 1), ("realised", 1, 1, 0), ("anchored", 1, 1, 1),
    ]  # fmt: skip
    assert found.steps[1].to_next == Ratio(3, 4)
    assert found.steps[1].of_total == Ratio(4, 6)
    assert found.steps[-1].to_next is None


def test_what_is_planned_counts_once_its_day_has_come() -> None:
    assert [s.reached for s in funnel(DATA, YEAR, date(2025, 3, 1)).steps] == [6, 5, 4, 3, 2, 1]


def test_a_conversion_of_nothing_is_no_figure() -> None:
    empty = funnel(DATA, Period(date(2020, 1, 1), date(2020, 12, 31)), AS_OF)
    assert empty.total == 0
    assert {s.to_next.value for s in empty.steps[:-1]} == {None}


def test_dwell_is_of_finished_stays_and_says_how_many_are_open() -> None:
    found = {d.stage: (d.median, d.q1, d.q3, d.finished, d.by_stop, d.open) for d in dwell(DATA, AS_OF).stays}
    assert found["intake"] == (30, 20, 30, 5, 1, 2)  # 10, 20, 30, 30 (K5 goes straight to project) and 366 days for K7, which stopped
    assert found["guidance"] == (42.0, 33.25, 62.75, 4, 2, 0)  # 31 (K4), 34 (K8), 50 (K2), 101 (K3)
    assert found["trial"] == (None, None, None, 0, 0, 1)
    assert found["realised"] == (61, 61, 61, 1, 0, 0)


def test_dwell_of_the_stays_that_ended_in_a_period() -> None:
    found = dwell(DATA, AS_OF, Period(date(2024, 1, 1), date(2024, 1, 31))).stays
    assert [(d.finished, d.open) for d in found] == [(1, 2), (0, 1), (0, 0), (0, 0), (0, 0)]  # K1 and K7 wait, K2 went on


def test_stalled_cases_come_longest_first() -> None:
    found = stalled(DATA, AS_OF, 90).cases
    assert [(c.id, c.stage, c.since, c.days, c.status) for c in found] == [
        ("K1", "intake", date(2024, 1, 1), 365, "On hold"),
        ("K2", "trial", date(2024, 3, 1), 305, ""),
        ("K5", "project", date(2024, 5, 1), 244, ""),
    ]
    assert [c.id for c in stalled(DATA, AS_OF, 305).cases] == ["K1"]


def test_why_cases_stopped_and_how_far_they_were() -> None:
    found = stop_reasons(DATA, YEAR, AS_OF)
    assert found.total == 3
    assert [(r.key, r.label, r.count, r.stages) for r in found.reasons] == [
        ("geen budget", "Geen budget", 2, {"intake": 1, "guidance": 1}),
        ("", "niet ingevuld", 1, {"guidance": 1}),
    ]
    assert stop_reasons(DATA, YEAR, AS_OF, "en").reasons[-1].label == "not filled in"


def test_an_absent_column_is_not_a_stage_of_zero_cases() -> None:
    found = funnel(dataset({"Cases": "Case-ID | Datum instroom | Datum project\nK1 | 2024-01-01 | 2024-02-01"}), YEAR, AS_OF)
    assert [s.reached for s in found.steps] == [1, None, None, 1, None, None]
    assert [str(s.reason) for s in found.steps[1:3]] == ["kolom ontbreekt: Datum begeleiding", "kolom ontbreekt: Datum testtraject"]
    assert found.steps[0].to_next is None
    assert found.stopped is None


@pytest.mark.parametrize("sheets", [{}, {"Events": "Event-ID | Datum\nE1 | 2024-01-01"}])
def test_without_cases_there_is_a_reason(sheets) -> None:
    data = dataset(sheets)
    for found in (funnel(data, YEAR, AS_OF), dwell(data, AS_OF), stalled(data, AS_OF), stop_reasons(data, YEAR, AS_OF)):
        assert str(found.reason) == "bron ontbreekt"
