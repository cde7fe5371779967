"""The figures of one report, computed once, and the words that every table under them shares."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from data.dataset import Dataset
from data.phases import Phase
from locales import formats, text
from metrics.catalogue import catalogue
from metrics.compare import Cell
from metrics.compare import cells as compared
from metrics.disclosure import THRESHOLD, personal, protected, small
from metrics.indicator import Indicator
from metrics.periods import Period, phase_around
from metrics.scorecard import Result, scorecard
from reports import words
from reports.report.blocks import Slot
from reports.report.partners import Names
from reports.report.request import PROMPTS, Request
from reports.report.withheld import WITHHELD, Span, kept, kept_cell, told

NAMED = 3  # files that a line under a table names; the first page names them all


@dataclass(frozen=True)
class Facts:
    """A dataset looked at through a request."""

    dataset: Dataset
    request: Request

    @property
    def lang(self) -> str:
        """The language of the report."""
        return self.request.lang

    @property
    def period(self) -> Period:
        """The period that is reported."""
        return self.request.period

    @property
    def as_of(self) -> date:
        """The reference date."""
        return self.request.as_of

    @property
    def until(self) -> date:
        """The last day that counts: the period's end, or the reference date where that comes first."""
        return min(self.period.end, self.as_of)

    @property
    def day(self) -> str:
        """That day as it is written."""
        return formats.day(self.until)

    @property
    def interim(self) -> bool:
        """Whether the period is a part of a phase: then it is shown beside the phase so far."""
        return self.period.phase is None and self.phase is not None

    @cached_property
    def phase(self) -> Phase | None:
        """The phase that the period is, or lies in."""
        if self.period.phase is not None:
            return next((p for p in self.dataset.phases if p.number == self.period.phase), None)
        return phase_around(self.dataset.phases, self.period)

    @cached_property
    def results(self) -> dict[str, Result]:
        """Every indicator in the period, by id; for partners without the small numbers of persons."""
        found = {r.indicator.id: r for r in scorecard(self.dataset, self.as_of, [self.period])}
        return found | {name: kept(found[name], spans, self.as_of) for name, spans in self._told.items()}

    @cached_property
    def _told(self) -> dict[str, frozenset[Span]]:
        """For partners: per indicator about persons the stretches of days over which its figure is told."""
        watched = [i for i in catalogue().values() if self.discreet(i)]
        return {i.id: told(self.dataset, i, self.period, self.phase, self.as_of) for i in watched}

    @cached_property
    def names(self) -> Names:
        """What is never told to partners."""
        return Names(self.dataset, self.lang)

    def discreet(self, indicator: Indicator) -> bool:
        """Whether the figures of the indicator are told with care: those about persons, to partners."""
        return self.request.outside and personal(indicator)

    def cells(self, indicator: Indicator, phases: Sequence[Phase]) -> tuple[Cell, ...]:
        """The indicator in some phases."""
        found = compared(self.dataset, indicator, phases, self.as_of)
        return tuple(kept_cell(c, self._told[indicator.id], self.as_of) for c in found) if self.discreet(indicator) else found

    def of(self, indicators: Sequence[Indicator]) -> list[Result]:
        """The results of some indicators."""
        return [self.results[i.id] for i in indicators]

    @cached_property
    def chosen(self) -> list[Result]:
        """The results of all indicators that the report is about, by objective."""
        return [self.results[i.id] for n in range(1, 6) for i in self.request.chosen(n)]

    @cached_property
    def leads(self) -> list[Result]:
        """The leading indicator of each objective."""
        return [self.results[i.id] for i in catalogue().values() if i.lead]

    def t(self, key: str, **params: object) -> str:
        """A text of the report in its language."""
        return text(f"report.{key}", self.lang, **params)

    def counted(self, key: str, count: int, **params: object) -> str:
        """A text with a count in it, in the singular for one: `key.one` and `key.many`."""
        return self.t(f"{key}.one" if count == 1 else f"{key}.many", count=self.count(count), **params)

    @cached_property
    def name(self) -> str:
        """The period in words: "fase 4 (01/01/2024 – 30/06/2025)" or its two days."""
        days = formats.span(self.period.start, self.period.end)
        return self.t("phase_days", number=self.period.phase, days=days) if self.period.phase else days

    @cached_property
    def source(self) -> str:
        """Where the figures come from, of when, and of which version of the data."""
        names, rest = self.request.sources[:NAMED], self.request.sources[NAMED:]
        shown = ", ".join(names) + (self.t("more_files", count=len(rest)) if rest else "")
        return text("files.source", self.lang, names=shown, day=formats.day(self.as_of), version=self.request.version or "–")

    @cached_property
    def example(self) -> str:
        """The line that says that the figures are made up; empty for real ones."""
        return self.t("example") if self.request.example else ""

    def below(self, *lines: str) -> tuple[str, ...]:
        """The lines under a table or chart: what is particular to it, then filters, source and date."""
        origin = " · ".join(p for p in (self.request.filters, text("ui.example.label", self.lang) if self.request.example else "", self.source) if p)
        return (*(line for line in lines if line), origin)

    def value(self, result: Result) -> str:
        """What was counted in the result's period, or why there is no figure; small numbers of persons are marked as confidential."""
        if result.value is None:
            return words.missing(result, self.dataset, self.lang)
        return self.figure(result.indicator, result.value)

    def figure(self, indicator: Indicator, amount: float, unit: bool = True) -> str:
        """A figure of an indicator, marked where it is a small number of persons."""
        shown = words.figure(amount, indicator, self.lang, with_unit=unit)
        return f"{shown} {self.t('confidential')}" if _few(indicator, amount) else shown

    def confidential(self, result: Result) -> bool:
        """Whether the figure is a small number of persons."""
        return _few(result.indicator, result.value)

    def standing(self, result: Result) -> str:
        """How the result stands, in words; a dash where its figure is not told."""
        return "–" if result.reason == WITHHELD else result.status.text(self.lang)

    def confidential_note(self, results: Iterable[Result | Cell]) -> str:
        """What is said of small numbers of persons, where there are any."""
        results = list(results)
        if any(r.reason == WITHHELD for r in results):
            return self.t("withheld_note", limit=THRESHOLD)
        return self.t("confidential_note", limit=THRESHOLD) if any(isinstance(r, Result) and self.confidential(r) for r in results) else ""

    @property
    def previous(self) -> Phase | None:
        """The phase before the one that is reported."""
        phases = self.dataset.phases
        return phases[phases.index(self.phase) - 1] if self.phase in phases[1:] else None

    def per_month(self, indicator: Indicator, *, before: bool) -> str:
        """What was counted per month in the phase, or in the one before it: phases differ in length. Empty where there is no such figure."""
        phase = self.previous if before else self.phase
        rate = self.cells(indicator, [phase])[0].per_month if phase else None
        return "" if rate is None else formats.number(rate, 1, self.lang)

    def of_what(self, result: Result) -> str:
        """What a share is of ("26 van 42"), or how many of the rows had a value ("41 van 45 cases")."""
        if result.value is None:
            return ""
        if result.indicator.percent and result.denominator:
            return words.parts(result, self.lang)
        return words.coverage(result, self.lang)

    def count(self, amount: float | None) -> str:
        """A whole number; a dash where there is none to give."""
        return "–" if amount is None else formats.number(amount, 0, self.lang)

    def slots(self, place: str) -> tuple[Slot, ...]:
        """Room for people's own words, with what was written."""
        own = self.request.texts.get(place, {})
        return tuple(Slot(f"{place}.{prompt}", self.t(f"prompt.{prompt}"), own.get(prompt, "")) for prompt in PROMPTS[place])


def _few(indicator: Indicator, amount: float | None) -> bool:
    return amount is not None and protected(indicator) and bool(small([amount])[0])


def held(result: Result) -> Result:
    """What is held against the target: the phase up to the period's end where the period is a part of it."""
    return result.in_phase or result
