"""The stretches of days for which the annex gives figures, with the names of the cells that hold their days."""

from dataclasses import dataclass

from data.dataset import Dataset
from data.phases import Phase
from locales import formats, text
from metrics.periods import Period, phase_around, phase_period
from reports.annex.names import Names
from reports.annex.request import Request


@dataclass(frozen=True)
class Days:
    """The first day, the last day, and the last day that counts (the earlier of the last day and the reference date), as Excel expressions."""

    start: str
    end: str
    until: str


@dataclass(frozen=True)
class Span:
    """One stretch. `phase` is the phase against whose targets it is held, `day` the cell with the day on which that is done.

    `whole` = the stretch is that phase; else it is the phase so far, up to the end of the reporting period.
    """

    title: str
    period: Period
    phase: Phase | None
    days: Days
    day: str
    chosen: bool
    whole: bool = True


@dataclass(frozen=True)
class Calendar:
    """All stretches, and the cells of the reference date and of the first day of objective 5."""

    spans: tuple[Span, ...]
    as_of: str
    objective_5: str

    @property
    def focus(self) -> Span:
        """Where the report stands against targets: the chosen phase, or the phase so far; the period itself where it lies in no phase."""
        return next((s for s in self.spans if not s.whole), next((s for s in self.spans if s.chosen), self.spans[-1]))

    def of_phase(self, number: str) -> Span:
        """The stretch that is this phase."""
        return next(s for s in self.spans if s.whole and s.phase is not None and s.phase.number == number)


def calendar(dataset: Dataset, request: Request, lang: str, names: Names) -> Calendar:
    """Every phase, then the reporting period where it is no phase, then the phase so far where the period lies in one."""
    as_of, five = names.give(text("annex.name.as_of", lang)), names.give(text("annex.name.objective_5", lang))
    found = [_span(_phase_title(p, lang), phase_period(p), p, as_of, request, lang, names) for p in dataset.phases]
    if request.period.phase is None:
        found.append(_span(text("annex.span.period", lang), request.period, None, as_of, request, lang, names))
        around = phase_around(dataset.phases, request.period)
        if around is not None:
            so_far = Period(around.start, request.period.end, around.name, around.number)
            title = text("annex.span.so_far", lang, number=around.number, day=formats.day(so_far.end))
            found.append(_span(title, so_far, around, as_of, request, lang, names, whole=False))
    return Calendar(tuple(found), as_of, five)


def _phase_title(phase: Phase, lang: str) -> str:
    return text("annex.span.phase", lang, number=phase.number)


def _span(title: str, period: Period, phase: Phase | None, as_of: str, request: Request, lang: str, names: Names, *, whole: bool = True) -> Span:
    stem = title if whole else text("annex.name.so_far", lang, number=phase.number if phase else "")
    start, end, until = (names.give(stem, text(f"annex.name.{what}", lang)) for what in ("start", "end", "until"))
    day = as_of if whole else names.give(stem, text("annex.name.day", lang))
    chosen = period == request.period or (whole and period.phase is not None and period.phase == request.period.phase)
    return Span(title, period, phase, Days(start, end, until), day, chosen, whole)
