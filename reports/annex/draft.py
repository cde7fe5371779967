"""What every sheet of the annex is made from."""

from dataclasses import dataclass
from typing import Any

from data.dataset import Dataset
from locales import text
from metrics.catalogue import catalogue
from metrics.engine import absent
from metrics.indicator import Indicator
from metrics.periods import phase_period
from metrics.scorecard import Result, scorecard
from metrics.targets import Targets, targets_of
from reports.annex.figures import Formulas, Scene
from reports.annex.helpers import Helpers
from reports.annex.names import Names
from reports.annex.request import Request
from reports.annex.sources import Sources
from reports.annex.spans import Calendar, Span, calendar
from reports.annex.style import printed


@dataclass(frozen=True)
class Draft:
    """The data, what is asked, and the formulas with their results. `names` gives out names of cells, `nearly` is one of them."""

    dataset: Dataset
    request: Request
    lang: str
    names: Names
    calendar: Calendar
    sources: Sources
    helpers: Helpers
    scene: Scene
    indicators: tuple[Indicator, ...]
    formulas: dict[tuple[str, Span], Formulas]
    results: dict[tuple[str, Span], Result]
    nearly: str
    targets: Targets

    def text(self, key: str, **words: object) -> str:
        """A text of the annex."""
        return text(f"annex.{key}", self.lang, **words)

    def style_page(self, sheet: Any, *, repeat: int | None = None, wide: float = 0, kept: int = 2) -> None:
        """Page set-up with the hub, that it is confidential, and that it is an example where it is."""
        words = self.text("page"), self.text("of")
        right = [text("ui.example.label", self.lang)] * self.request.fictional + [self.text("confidential")]
        printed(sheet, f"{self.dataset.hub.name} · {self.text('title')}", " · ".join(right), words, repeat=repeat, wide=wide, kept=kept)


def draft(dataset: Dataset, request: Request, lang: str) -> Draft:
    """Everything but the file itself."""
    names = Names()
    days = calendar(dataset, request, lang, names)
    nearly = names.give(text("annex.name.nearly", lang))
    sources = Sources(dataset, lang, names)
    helpers = Helpers(sources)
    scene = Scene(helpers, days.as_of, days.objective_5)
    indicators = tuple(catalogue().values())
    formulas = {
        (i.id, span): scene.figure(i, span.days) for i in indicators if absent(dataset, i) is None for span in days.spans
    }  # fmt: skip
    return Draft(
        dataset,
        request,
        lang,
        names,
        days,
        sources,
        helpers,
        scene,
        indicators,
        formulas,
        _results(dataset, request, days, indicators),
        nearly,
        targets_of(dataset),
    )


def _results(dataset: Dataset, request: Request, days: Calendar, indicators: tuple[Indicator, ...]) -> dict[tuple[str, Span], Result]:
    found: dict[tuple[str, Span], Result] = {}
    whole = {s.phase.number: s for s in days.spans if s.whole and s.phase is not None}
    for result in scorecard(dataset, request.as_of, [phase_period(p) for p in dataset.phases], indicators):
        found[result.indicator.id, whole[result.period.phase or ""]] = result
    own = [s for s in days.spans if s.phase is None]
    so_far = [s for s in days.spans if not s.whole]
    for result in scorecard(dataset, request.as_of, [request.period], indicators) if own else []:
        found[result.indicator.id, own[0]] = result
        if result.in_phase is not None:
            found[result.indicator.id, so_far[0]] = result.in_phase
    return found
