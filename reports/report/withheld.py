"""Figures about persons in the edition for partners: which of them are told, and results without the others.

Every stretch of days over which a report tells a figure is declared here, with the weightiest first; over any other it tells none.
"""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np

from data.dataset import Dataset
from data.phases import Phase
from metrics.compare import Cell
from metrics.disclosure import suppress_spans
from metrics.engine import Reason, evaluate
from metrics.indicator import Indicator
from metrics.periods import Period
from metrics.scorecard import Result
from metrics.status import Status

WITHHELD = Reason("withheld")
Span = tuple[date, date]


def told(dataset: Dataset, indicator: Indicator, period: Period, phase: Phase | None, as_of: date) -> frozenset[Span]:
    """The stretches over which the figure is told: none is small, and none gives a small one away. `phase` is the period, or lies around it."""
    until = min(period.end, as_of)
    asked = [(phase.start, until)] if phase else []
    asked += [(period.start, until), *((p.start, min(p.end, until)) for p in dataset.phases), *((p.start, min(p.end, as_of)) for p in dataset.phases)]
    spans = [(start, end) for start, end in dict.fromkeys(asked) if start <= end]
    figures = np.nan_to_num(evaluate(dataset, indicator, [Period(*span) for span in spans], as_of).value)
    days = [(start.toordinal(), (end + timedelta(days=1)).toordinal(), float(v)) for (start, end), v in zip(spans, figures, strict=True)]
    return frozenset(span for span, hidden in zip(spans, suppress_spans(days), strict=True) if not hidden)


def kept(result: Result, spans: frozenset[Span], as_of: date) -> Result:
    """The result as partners see it. A forecast gives away the pace of the last days, so there is none."""
    inside = kept(result.in_phase, spans, as_of) if result.in_phase else None
    open_ = replace(result, forecast=None, forecast_reason=None, in_phase=inside)
    if result.value is None or (result.period.start, min(result.period.end, as_of)) in spans:
        return open_
    return replace(
        open_, value=None, numerator=None, denominator=None, actual=None, status=Status.NO_DATA, needed_per_month=None, reason=WITHHELD,
    )  # fmt: skip


def kept_cell(cell: Cell, spans: frozenset[Span], as_of: date) -> Cell:
    """One phase as partners see it."""
    if cell.value is None or (cell.phase.start, min(cell.phase.end, as_of)) in spans:
        return cell
    return replace(cell, value=None, per_month=None, numerator=None, denominator=None, reason=WITHHELD)
