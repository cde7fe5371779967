"""How things stand in what the page looks at: a phase, or another period and the phase it lies in up to its end.

A period that is no phase has no targets of its own, so what was reached in it is never held against one.
"""

from locales import formats, text
from metrics.catalogue import catalogue
from metrics.scorecard import Result
from metrics.status import Status
from ui.figures import card, stretch
from ui.view import View


def results(view: View, objective: int | None = None) -> list[Result]:
    """Every indicator (of an objective) in the period itself."""
    if view.free is not None:
        return [r for r in stretch(view.source, view.as_of, view.free).values() if objective in (None, r.indicator.objective)]
    return card(view.source, view.as_of).of(view.phase, objective) if view.phase else []


def result(view: View, name: str) -> Result | None:
    """One indicator in the period itself."""
    return next((r for r in results(view, catalogue()[name].objective) if r.indicator.id == name), None)


def compared(found: Result) -> Result:
    """What is held against the target: the phase up to the period's end where the period is another one."""
    return found.in_phase or found


def against(view: View, objective: int | None = None) -> list[Result]:
    """Every indicator (of an objective) as it is held against its target."""
    return [compared(r) for r in results(view, objective)]


def name(view: View, objective: int | None = None) -> str:
    """What is looked at, as a sentence begins with it."""
    lang, period = view.lang, view.free
    if period is None:
        number = view.phase.number if view.phase else ""
        return text("ui.objective_in_phase", lang, objective=objective, number=number) if objective else text("ui.phase", lang, number=number)
    span = formats.span(period.start, period.end)
    about = text("period.so_far_in", lang, span=span, number=view.about.number) if view.about else span
    return text("period.objective", lang, objective=objective, period=about) if objective else about


def sentence(view: View, objective: int | None = None) -> str:
    """How many indicators are on track or reached, and how many need attention; or why that can't be said."""
    lang, period = view.lang, view.period
    if period is None:
        return text("overview.no_phases", lang)
    found = against(view, objective)
    late, compared_ = behind(found)
    if all(r.status is Status.NOT_APPLICABLE for r in found):
        key = "not_applicable" if view.free is None else "not_applicable_period"
    elif period.start > view.as_of:
        key = "not_started" if view.free is None else "period_not_started"
    elif compared_:
        key = "all_good" if not late else "one_late" if late == 1 else "late"
    else:
        key = _untold(view, found)
    known = sum(r.actual is not None for r in found)
    count = compared_ or known
    return text(
        f"overview.sentence.{key}",
        lang,
        phase=name(view, objective),
        good=compared_ - late,
        count=count,
        all=len(found),
        late=late,
        day=formats.day(period.start),
    )


def behind(found: list[Result]) -> tuple[int, int]:
    """How many are behind (slightly or more), of how many that have a target to compare with."""
    held = [r for r in found if r.status.compared]
    return sum(r.status in (Status.BEHIND, Status.SLIGHTLY_BEHIND) for r in held), len(held)


def _untold(view: View, found: list[Result]) -> str:
    """Why nothing is compared."""
    if not any(r.actual is not None for r in found):
        return "no_data"
    if view.filtered:
        return "filtered"
    return "no_targets" if view.about else "no_phase"
