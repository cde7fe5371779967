"""Cached figures. Example data is computed once for everybody; one's own files only within the visit, and gone with it.

The keys are the data's version and plain values. What comes out is shared: never change it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Concatenate, ParamSpec, TypeVar

import streamlit as st

from data.phases import Phase
from locales.formats import Step
from metrics.catalogue import catalogue
from metrics.periods import Period, months, quarters, years
from metrics.sanity import Sanity, broken
from metrics.scorecard import Result, scorecard
from metrics.series import Point, series
from ui.source import Source

P = ParamSpec("P")
R = TypeVar("R")
STEPS = {"month": months, "quarter": quarters, "year": years}


def remembered(entries: int) -> Callable[[Callable[Concatenate[Source, P], R]], Callable[Concatenate[Source, P], R]]:
    """Remember what a function makes of a source; `entries` results at most, for all visits together or within one."""

    def wrap(function: Callable[Concatenate[Source, P], R]) -> Callable[Concatenate[Source, P], R]:
        def compute(version: str, _source: Source, *args: P.args, **kwargs: P.kwargs) -> R:  # noqa: ARG001 - the version is the key
            return function(_source, *args, **kwargs)

        # Streamlit tells caches apart by the name of the function.
        compute.__module__, compute.__qualname__ = function.__module__, function.__qualname__

        shared = st.cache_resource(max_entries=entries, show_spinner=False)(compute)
        own = st.cache_resource(max_entries=entries, show_spinner=False, scope="session")(compute)

        def call(source: Source, *args: P.args, **kwargs: P.kwargs) -> R:
            return (own if source.own else shared)(source.version, source, *args, **kwargs)

        return call

    return wrap


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
