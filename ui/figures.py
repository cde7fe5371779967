"""The figures that pages share, worked out once and kept."""

from dataclasses import dataclass
from datetime import date

from data.phases import Phase
from locales.formats import Step
from metrics.catalogue import catalogue
from metrics.periods import Period, months, quarters, years
from metrics.sanity import Sanity, broken
from metrics.scorecard import Result, scorecard
from metrics.series import Point, series
from ui.remember import remembered
from ui.source import Source

STEPS = {"month": months, "quarter": quarters, "year": years}


@dataclass(frozen=True)
class Card:
    """All results of one reference date, one per indicator and phase."""

    results: dict[tuple[str, str], Result]

    def get(self, indicator: str, phase: Phase) -> Result:
        """One indicator in one phase."""
        return self.results[indicator, phase.number]

    def of(self, phase: Phase, objective: int | None = None) -> list[Result]:
        """All indicators in one phase, of one objective where given."""
        return [r for (_, number), r in self.results.items() if number == phase.number and objective in (None, r.indicator.objective)]


@remembered(entries=32)
def card(source: Source, as_of: date) -> Card:
    """The scorecard on a day."""
    return Card({(r.indicator.id, str(r.period.phase)): r for r in scorecard(source.dataset, as_of)})


@remembered(entries=64)
def stretch(source: Source, as_of: date, period: Period) -> dict[str, Result]:
    """Every indicator in a period that is no phase; where it lies in one, `in_phase` is that phase up to the period's end."""
    return {r.indicator.id: r for r in scorecard(source.dataset, as_of, [period])}


@remembered(entries=32)
def doubts(source: Source, as_of: date) -> list[Sanity]:
    """The relations between figures that should hold and don't."""
    return broken(source.dataset, list(card(source, as_of).results.values()), as_of)


@remembered(entries=512)
def points(source: Source, indicator: str, as_of: date, step: Step, start: date, end: date, cumulative: bool = False) -> list[Point]:
    """An indicator through time, up to and including the period in which the reference date lies."""
    if start > as_of:
        return []
    running = next(p.end for p in STEPS[step](as_of, as_of))
    return series(source.dataset, catalogue()[indicator], as_of, step, start, min(end, running), cumulative)
