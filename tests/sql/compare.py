"""The engine's figures beside those of DuckDB: for every indicator each phase and each month."""

from collections.abc import Sequence
from datetime import date
from math import isclose, isnan

from data.dataset import Dataset
from metrics.engine import evaluate
from metrics.indicator import Indicator, Sum
from metrics.periods import phase_period
from metrics.series import series
from tests.sql.questions import Figure, answers, months, phases
from tests.sql.tables import Tables


def differences(dataset: Dataset, as_of: date, indicators: Sequence[Indicator], grouped: bool = False) -> tuple[int, list[str]]:
    """How many figures were compared, and in a line each those that differ: indicator, period, engine's figure, DuckDB's.

    `grouped`: DuckDB answers with one statement for all indicators that one pass over the rows can answer.
    """
    tables = Tables(dataset, indicators)
    spans, calendar = phases(tables, as_of), months(tables, as_of)
    by_phase, by_month = answers(tables, indicators, spans, grouped), answers(tables, indicators, calendar, grouped)
    found = []
    for indicator in indicators:
        points = series(dataset, indicator, as_of, "month", calendar.start, calendar.stop)
        by_engine = [Figure(p.value, p.numerator, p.denominator) for p in points]
        theirs = [f._replace(used=None, eligible=None) for f in by_month[indicator.id]]
        found += _unlike(indicator, [p.number for p in dataset.phases], of_engine(dataset, indicator, as_of), by_phase[indicator.id])
        found += _unlike(indicator, [p.period.label for p in points], by_engine, theirs)
    return len(indicators) * (len(spans) + len(calendar)), found


def of_engine(dataset: Dataset, indicator: Indicator, as_of: date) -> list[Figure]:
    """The engine's figure in each phase, with `used` and `eligible` where the definitions ask for them: for sums that have a value."""
    values = evaluate(dataset, indicator, [phase_period(p) for p in dataset.phases], as_of)
    figures = []
    for n, value in enumerate(values.value.tolist()):
        counted = isinstance(indicator.aggregation, Sum) and not isnan(value)
        rows = (int(values.used[n]), int(values.eligible[n])) if counted else (None, None)
        figures.append(Figure(_number(value), _number(values.numerator[n]), _number(values.denominator[n]), *rows))
    return figures


def alike(a: Figure, b: Figure) -> bool:
    """Whether two figures are one; sums in another order may differ in their last digits."""
    return all(x is y is None or (x is not None and y is not None and isclose(x, y, rel_tol=1e-9, abs_tol=1e-9)) for x, y in zip(a, b, strict=True))


def _unlike(indicator: Indicator, periods: Sequence[str], ours: Sequence[Figure], theirs: Sequence[Figure]) -> list[str]:
    lines = zip(periods, ours, theirs, strict=True)
    return [f"{indicator.id} in {period}: engine {tuple(a)}, DuckDB {tuple(b)}" for period, a, b in lines if not alike(a, b)]


def _number(value: float) -> float | None:
    return None if isnan(value) else float(value)
