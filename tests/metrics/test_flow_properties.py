"""What must hold for the flow of cases whatever the data."""

from datetime import date

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from metrics.columns import day_number
from metrics.flow import dwell, funnel
from metrics.periods import Period
from metrics.stages import ALL, STAGES, stage_now, stays
from metrics.stalled import stalled, stop_reasons
from metrics.stock import stock
from tests.metrics.build import dataset
from tests.metrics.random_data import DAYS
from tests.random_examples import tried

QUICK = tried(8, 25, large=True)
DATES = st.sampled_from([date.fromisoformat(d) for d in DAYS])
HEADERS = ["Datum instroom", "Datum begeleiding", "Datum testtraject", "Datum project", "Datum realisatie", "Datum verankering", "Datum stopzetting"]


@st.composite
def cases(draw):
    """Cases with any dates in any order, some columns absent."""
    headers = draw(st.lists(st.sampled_from(HEADERS), min_size=1, unique=True))
    rows = draw(st.lists(st.lists(st.just("") | st.sampled_from(DAYS), min_size=len(headers), max_size=len(headers)), max_size=12))
    lines = [["Case-ID", "Reden stopzetting", *headers], *([f"K{n}", draw(st.sampled_from(["", "tijd", "Tijd"])), *r] for n, r in enumerate(rows))]
    return {"Cases": "\n".join(" | ".join(line) for line in lines)}


def recounted(data, day: date) -> list[int]:
    """How many cases stand in each stage, found the slow way: the highest stage whose date has come."""
    frame = data.tables["cases"].frame
    counts = [0] * len(ALL)
    until = np.datetime64(day)
    given = [(i, frame[f"{s}_date"].to_numpy()) for i, s in enumerate(ALL) if f"{s}_date" in frame]
    for row in range(len(frame)):
        come = [i for i, days in given if days[row] <= until]  # no date is before no day
        if come:
            counts[max(come)] += 1
    return counts


@QUICK
@given(cases(), DATES, DATES)
def test_every_case_is_in_one_stage_on_any_day(content, as_of, other) -> None:
    data, day = dataset(content), min(as_of, other)
    known = stays(data, as_of)
    here = known.stage[(known.enter <= day_number(day)) & (known.leave > day_number(day))]
    assert np.bincount(here, minlength=len(ALL)).tolist() == recounted(data, day)
    assert np.bincount(stage_now(data, as_of) + 1, minlength=len(ALL) + 1)[1:].tolist() == recounted(data, as_of)


@QUICK
@given(cases(), DATES, st.sampled_from(["month", "quarter", "year"]), DATES, DATES)
def test_stock_and_flow_add_up_and_equal_a_recount(content, as_of, step, one, other) -> None:
    data = dataset(content)
    for bounds in ((None, None), sorted((one, other))):
        found = stock(data, as_of, step, *bounds)
        assert (found.end == found.start + found.came - found.left).all()
        assert (found.start[1:] == found.end[:-1]).all()
        places = [ALL.index(s) for s in found.stages]
        for n, period in enumerate(found.periods):
            assert found.end[n].tolist() == [recounted(data, min(period.end, as_of))[p] for p in places]
        assert len(found.frame()) == found.end.size


@QUICK
@given(cases(), DATES, DATES, DATES)
def test_the_funnel_never_grows_and_adds_up(content, as_of, one, other) -> None:
    data, period = dataset(content), Period(*sorted((one, other)))
    found = funnel(data, period, as_of)
    known = [s.reached for s in found.steps if s.reached is not None]
    assert known == sorted(known, reverse=True)
    if found.total is not None:
        assert known[0] == found.total
        assert sum(s.now or 0 for s in found.steps) + (found.stopped or 0) == found.total
    for step, after in zip(found.steps, found.steps[1:], strict=False):
        if step.to_next:
            assert (step.to_next.numerator, step.to_next.denominator) == (after.reached, step.reached)
            assert step.to_next.value is None or 0 <= step.to_next.value <= 1


@QUICK
@given(cases(), DATES, DATES, DATES)
def test_finished_and_open_stays_are_all_stays(content, as_of, one, other) -> None:
    data = dataset(content)
    known = stays(data, as_of)
    for d in dwell(data, as_of).stays:
        if d.finished is not None:
            assert d.finished + d.open == np.count_nonzero(known.stage == STAGES.index(d.stage))
            assert d.finished == 0 or d.q1 <= d.median <= d.q3
    cut = min(one, other)  # ended up to a day, and after it: together all that ended
    early, late = (dwell(data, as_of, Period(a, b)).stays for a, b in ((date(2000, 1, 1), cut), (date.fromordinal(cut.toordinal() + 1), date(2030, 1, 1))))
    assert [(a.finished or 0) + (b.finished or 0) for a, b in zip(early, late, strict=True)] == [d.finished or 0 for d in dwell(data, as_of).stays]


@QUICK
@given(cases(), DATES, st.integers(0, 400))
def test_stalled_and_stopped_cases_stand_there(content, as_of, days) -> None:
    data = dataset(content)
    now = stage_now(data, as_of)
    for c in stalled(data, as_of, days).cases:
        assert ALL[now[c.row]] == c.stage
        assert c.days == (as_of - c.since).days > days
    stops = stop_reasons(data, Period(date(2000, 1, 1), date(2030, 1, 1)), as_of)
    if stops.total is not None:
        assert sum(r.count for r in stops.reasons) == stops.total == np.count_nonzero(now == ALL.index("stopped"))
