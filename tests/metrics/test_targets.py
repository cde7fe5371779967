"""Targets, pace, status and forecast: worked examples by hand."""

from datetime import date
from math import exp, factorial

import pytest

from data.phases import Phase
from metrics.catalogue import catalogue
from metrics.forecast import forecast, poisson_quantile, recent
from metrics.periods import Period
from metrics.scorecard import scorecard
from metrics.series import series
from metrics.status import Standing, Status, needed_per_month, status
from metrics.targets import targets_of
from tests.metrics.build import dataset

PHASE = Phase("4", "Vier", date(2024, 1, 1), date(2024, 12, 31))  # 366 days
COUNT, SHARE, MEDIAN, LEVEL, TOTAL = (catalogue()[i] for i in ("D3.8", "D2.5", "D3.9", "D3.11", "D3.10"))


def targets(table: str):
    return targets_of(dataset({"Doelen": table}))


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2023, 6, 1), 10.0),  # before the phase: the baseline
        (date(2024, 1, 1), 10 + 20 / 182),
        (date(2024, 6, 30), 30.0),  # the milestone, at the end of its day
        (date(2024, 12, 31), 61.2),
        (date(2025, 12, 31), 61.2),  # held after the end
        (date(2024, 7, 1), 30 + 31.2 / 184),
    ],
)
def test_expected_goes_from_the_baseline_through_the_milestone_to_the_last_undated_target(day, expected) -> None:
    found = targets("""
        Indicator | Fase | Streefwaarde | Datum      | Nulmeting
        D3.8      | 4    | 40           |            | 5
        D3.8      | 4    | 30           | 2024-06-30 |
        D3.8      | 4    | 61,2         |            | 10
        D3.8      | 3    | 99           |            |
    """)
    assert found.expected(COUNT, PHASE, day) == pytest.approx(expected)
    assert found.target(COUNT, PHASE) == 61.2
    assert found.baseline(COUNT, PHASE) == 10
    assert found.milestones(COUNT, "4") == ((date(2024, 6, 30), 30.0),)


def test_milestones_alone_give_a_pace_but_no_final_target() -> None:
    found = targets("""
        Indicator | Fase | Streefwaarde | Datum
        D3.8      | 4    | 30           | 2024-06-30
    """)
    assert found.target(COUNT, PHASE) is None
    assert found.baseline(COUNT, PHASE) == 0
    assert found.expected(COUNT, PHASE, date(2024, 1, 1)) == pytest.approx(30 / 182)
    assert found.expected(COUNT, PHASE, date(2024, 12, 1)) == 30
    assert status(COUNT, Standing(True, 99, None, 30, PHASE, date(2024, 12, 1))) == "op schema"


@pytest.mark.parametrize(
    ("final", "day", "expected"),
    [
        ("90", date(2024, 1, 1), 8), ("90", date(2023, 12, 31), 2), ("90", date(2024, 12, 30), 8 + 82 * 364 / 365), ("90", date(2024, 12, 31), 90),
        ("", date(2024, 1, 1), 8), ("", date(2024, 12, 31), 70), ("", date(2025, 3, 31), 75),
    ],
)  # fmt: skip
def test_a_milestone_counts_from_the_first_day_of_the_phase_and_gives_way_to_its_final_target(final: str, day: date, expected: float) -> None:
    """On the last day, and after it, only where there is no final target; before the phase never."""
    last = f"D3.8 | 4 | {final} | |" if final else ""
    found = targets(f"""
        Indicator | Fase | Streefwaarde | Datum      | Nulmeting
        D3.8      | 4    | 5            | 2023-12-31 | 2
        D3.8      | 4    | 8            | 2024-01-01 |
        D3.8      | 4    | 70           | 2024-12-31 |
        D3.8      | 4    | 80           | 2025-06-30 |
        {last}
    """)
    assert found.expected(COUNT, PHASE, day) == pytest.approx(expected, abs=0.1)


def test_for_ratios_medians_and_levels_the_target_is_expected_at_any_time() -> None:
    for i in (SHARE, MEDIAN, LEVEL):
        found = targets(f"""
            Indicator | Fase | Streefwaarde | Nulmeting
            {i.id}    | 4    | 5            | 3
        """)
        assert found.expected(i, PHASE, date(2024, 1, 1)) == 5
        assert found.baseline(i, PHASE) == 0


def test_nothing_agreed_is_nothing_expected() -> None:
    assert targets_of(dataset({})).expected(COUNT, PHASE, date(2024, 6, 1)) is None


MID = date(2024, 7, 1)


@pytest.mark.parametrize(
    ("indicator", "standing", "word"),
    [
        (COUNT, Standing(False, None, 20, 10, PHASE, MID), "n.v.t."),
        (COUNT, Standing(True, None, 20, 10, PHASE, MID), "geen gegevens"),
        (COUNT, Standing(True, 0, 20, 0, PHASE, date(2023, 12, 31)), "nog niet gestart"),
        (COUNT, Standing(True, 5, None, None, PHASE, MID), "geen streefwaarde"),
        (COUNT, Standing(True, 20, 20, 10, PHASE, MID), "behaald"),
        (COUNT, Standing(True, 10, 20, 10.99, PHASE, MID), "op schema"),  # one that is due tomorrow is not late
        (COUNT, Standing(True, 9, 20, 10.99, PHASE, MID), "licht achter"),  # 9 >= 0,85 x 10
        (COUNT, Standing(True, 8, 20, 10, PHASE, MID), "achter"),
        (TOTAL, Standing(True, 10.9, 20, 10.99, PHASE, MID), "licht achter"),  # tonnes are not units
        (TOTAL, Standing(True, 0.1 + 0.2, 0.3, 0.3, PHASE, MID), "behaald"),
        (SHARE, Standing(True, 0.5, 0.5, 0.5, PHASE, MID), "behaald"),
        (SHARE, Standing(True, 0.425, 0.5, 0.5, PHASE, MID), "licht achter"),
        (SHARE, Standing(True, 0.42, 0.5, 0.5, PHASE, MID), "achter"),
        (MEDIAN, Standing(True, 200, 200, 200, PHASE, MID), "op schema"),
        (MEDIAN, Standing(True, 200, 200, 200, PHASE, date(2025, 1, 1), over=True), "behaald"),
        (MEDIAN, Standing(True, 235, 200, 200, PHASE, MID), "licht achter"),
        (MEDIAN, Standing(True, 236, 200, 200, PHASE, MID), "achter"),
    ],
)
def test_status_in_words(indicator, standing, word) -> None:
    assert status(indicator, standing) == word


def test_every_status_has_words_in_both_languages() -> None:
    assert [s.text("nl") for s in Status] == [s.value for s in Status]
    assert Status.SLIGHTLY_BEHIND.text("en") == "slightly behind"


def test_needed_per_remaining_month() -> None:
    at = Standing(True, 8, 20, 10, PHASE, date(2024, 7, 1))  # 183 days left, 6.01 months
    assert needed_per_month(COUNT, at) == pytest.approx(12 / (183 / 30.4375))
    assert needed_per_month(COUNT, Standing(True, 25, 20, 10, PHASE, MID)) == 0
    assert needed_per_month(COUNT, Standing(True, 8, 20, 20, PHASE, date(2025, 1, 1))) is None
    assert needed_per_month(SHARE, at) is None


def test_the_forecast_follows_the_last_180_days() -> None:
    day = date(2024, 10, 1)
    assert recent(PHASE, day) == Period(date(2024, 4, 5), day)
    assert recent(PHASE, date(2024, 1, 10)) == Period(date(2024, 1, 1), date(2024, 1, 10))
    found = forecast(COUNT, PHASE, day, actual=12, lately=9)
    assert found.value == pytest.approx(12 + 9 / 180 * 91)
    assert (found.low, found.high) == (12 + 2, 12 + 7)
    total = forecast(TOTAL, PHASE, day, actual=12, lately=9)
    assert (total.low, total.high) == (None, None)


@pytest.mark.parametrize("mean", [0.01, 0.5, 1, 4.55, 20, 99.9])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_poisson_quantiles_against_the_definition(mean, share) -> None:
    k, below = 0, exp(-mean)
    while below < share:
        k += 1
        below += exp(-mean) * mean**k / factorial(k)
    assert poisson_quantile(mean, share) == k


def test_poisson_quantiles_of_nothing_and_of_much() -> None:
    assert poisson_quantile(0, 0.9) == 0
    assert poisson_quantile(1e6, 0.9) == pytest.approx(1e6 + 1281.55, abs=2)


CASES = "Case-ID | Doelstellingen | Datum realisatie\n" + "\n".join(f"K{n} | 3 | 2024-{n:02d}-10" for n in range(1, 11))
GOALS = """
    Indicator | Fase | Streefwaarde | Nulmeting
    D3.8      | 4    | 20           | 2
"""


def test_the_scorecard_of_a_running_phase() -> None:
    data = dataset({"Cases": CASES, "Doelen": GOALS}, phases=(PHASE,))
    (found,) = scorecard(data, date(2024, 6, 30), indicators=[COUNT])
    assert (found.value, found.actual, found.target, found.baseline) == (6, 8, 20, 2)
    assert found.expected == pytest.approx(2 + 18 * 182 / 366)
    assert found.status == "achter"
    assert found.forecast is not None
    assert found.forecast.value == pytest.approx(6 + 6 / 180 * 184)  # what was counted, without the baseline
    assert found.in_phase is None


def test_on_the_last_day_the_forecast_is_what_was_counted() -> None:
    data = dataset({"Cases": CASES, "Doelen": GOALS}, phases=(PHASE,))
    (last,) = scorecard(data, PHASE.end, indicators=[COUNT])
    assert last.forecast is not None
    assert (last.forecast.value, last.forecast.low, last.forecast.high) == (10, 10, 10)
    (after,) = scorecard(data, date(2025, 1, 1), indicators=[COUNT])
    assert (after.forecast, after.forecast_reason) == (None, None)


def test_too_few_rows_for_a_forecast() -> None:
    data = dataset({"Cases": CASES, "Doelen": GOALS}, phases=(PHASE,))
    (found,) = scorecard(data, date(2024, 4, 30), indicators=[COUNT])
    assert found.forecast is None
    assert str(found.forecast_reason) == "te weinig gegevens"


def test_a_period_within_a_phase_also_shows_the_phase_so_far() -> None:
    data = dataset({"Cases": CASES, "Doelen": GOALS}, phases=(PHASE,))
    quarter = Period(date(2024, 4, 1), date(2024, 6, 30))
    (found,) = scorecard(data, date(2024, 12, 31), [quarter], [COUNT])
    assert (found.value, found.target, found.status) == (3, None, "geen streefwaarde")
    inside = found.in_phase
    assert inside is not None
    assert (inside.period.phase, inside.value, inside.target, inside.status) == ("4", 6, 20, "achter")
    assert inside.expected == pytest.approx(2 + 18 * 182 / 366)
    (across,) = scorecard(data, date(2024, 12, 31), [Period(date(2023, 12, 1), date(2024, 6, 30))], [COUNT])
    assert across.in_phase is None


def test_series_mark_what_is_not_over_and_say_nothing_about_the_future() -> None:
    data = dataset({"Cases": CASES, "Doelen": GOALS}, phases=(PHASE,))
    points = series(data, COUNT, date(2024, 5, 15), "quarter", PHASE.start, PHASE.end, cumulative=True)
    assert [(p.value, p.complete) for p in points] == [(3, True), (5, False), (None, False), (None, False)]
    assert points[-1].expected == 20
    flow = series(data, COUNT, date(2024, 5, 15), "month", date(2024, 4, 20), date(2024, 6, 5))
    assert [(p.period.start, p.period.end, p.value) for p in flow] == [
        (date(2024, 4, 20), date(2024, 4, 30), 0),
        (date(2024, 5, 1), date(2024, 5, 31), 1),
        (date(2024, 6, 1), date(2024, 6, 5), None),
    ]
    assert flow[0].expected is None
