"""What must hold whatever the data: checked on random sheets."""

from datetime import date
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.contract import contract
from metrics.breakdown import breakdown, dimensions
from metrics.catalogue import catalogue
from metrics.engine import evaluate
from metrics.indicator import Rows, Sum
from metrics.periods import Period, months, phase_period
from metrics.series import series
from metrics.trace import trace
from tests.metrics.build import dataset
from tests.metrics.random_data import DAYS, sheets
from tests.random_examples import tried

QUICK = tried(4, 8, large=True)
DATES = st.sampled_from([date.fromisoformat(d) for d in DAYS])
ALL = list(catalogue().values())


@st.composite
def periods(draw) -> Period:
    first, last = sorted((draw(DATES), draw(DATES)))
    return Period(first, last)


def figures(data, period, as_of):
    return {i.id: [np.nan_to_num(a, nan=-1).tolist() for a in (v.value, v.numerator, v.denominator, v.used, v.eligible)]
            for i in ALL for v in [evaluate(data, i, [period], as_of)]}  # fmt: skip


@QUICK
@given(sheets(), periods(), DATES, st.integers(0, 99))
def test_the_order_of_the_rows_never_shows(content, period, as_of, seed) -> None:
    shuffled = {name: Random(seed).sample(rows, len(rows)) if name != "Factoren" else rows for name, rows in content.items()}
    assert figures(dataset(content), period, as_of) == figures(dataset(shuffled), period, as_of)


@QUICK
@given(sheets(), periods(), DATES)
def test_the_trace_holds_every_row_once_and_agrees_with_the_figure(content, period, as_of) -> None:
    data = dataset(content)
    for i in ALL:
        values = evaluate(data, i, [period], as_of)
        found = trace(data, i, period, as_of)
        assert [len(p.rows) for p in found.parts] == [len(data.tables[p.source]) for p in i.parts]
        if values.applicable[0]:
            assert sum(len(p.included) for p in found.parts) == values.used[0]
        if isinstance(i.aggregation, Rows) and values.applicable[0]:
            assert len(found.parts[0].included) == values.value[0]
        if isinstance(i.aggregation, Sum) and values.applicable[0]:
            assert found.parts[0].included["value"].sum() == pytest.approx(values.value[0])


@QUICK
@given(sheets(), periods(), DATES)
def test_the_parts_of_a_breakdown_add_up(content, period, as_of) -> None:
    data = dataset(content)
    for i in ALL:
        if not isinstance(i.aggregation, Rows | Sum):
            continue
        whole = evaluate(data, i, [period], as_of)
        for by in dimensions(i, data):
            column = contract()[i.parts[0].source].by_key.get(by if by != "subregion" else "municipality")
            if column is None or column.multiple or column.type == "objectives" or not whole.applicable[0]:
                continue
            groups = breakdown(data, i, period, as_of, by)
            assert sum(g.value or 0 for g in groups) == pytest.approx(whole.value[0]), (i.id, by)


@QUICK
@given(sheets(), DATES)
def test_a_cumulative_series_ends_at_the_figure_of_its_period(content, as_of) -> None:
    data = dataset(content)
    phase = data.phases[2]
    for i in ALL:
        points = series(data, i, as_of, "month", phase.start, phase.end, cumulative=True)
        begun = [p for p in points if p.value is not None]
        whole = evaluate(data, i, [phase_period(phase)], as_of)
        if begun and not i.is_level and not np.isnan(whole.value[0]):
            assert begun[-1].value == pytest.approx(whole.value[0])


@QUICK
@given(sheets(), DATES)
def test_many_periods_at_once_equal_each_by_itself(content, as_of) -> None:
    data = dataset(content)
    asked = [*months(date(2023, 1, 1), date(2023, 6, 30)), Period(date(2023, 2, 10), date(2024, 1, 15)), Period(date(2022, 1, 1), date(2025, 1, 1))]
    for i in ALL:
        together = evaluate(data, i, asked, as_of)
        alone = [evaluate(data, i, [p], as_of) for p in asked]
        np.testing.assert_array_equal(together.value, [a.value[0] for a in alone])
        np.testing.assert_array_equal(together.eligible, [a.eligible[0] for a in alone])
