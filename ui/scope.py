"""What the analysis pages are about: the data and the period of this redraw, how the period is called, and why a figure is absent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from charts.colours import Mode
from data.contract import contract
from locales import formats, text
from locales.formats import Step
from metrics.engine import Reason
from metrics.periods import Period, phase_period
from ui import choices
from ui.choosing import offer
from ui.source import Source
from ui.view import View

STEPS: tuple[Step, ...] = ("month", "quarter", "year")


@dataclass(frozen=True)
class Scope:
    """The period, day, language and mode that decide every figure of a page beside its data; small, so that it keys a cache."""

    period: Period
    as_of: date
    lang: str
    mode: Mode

    @property
    def name(self) -> str:
        """The period as a sentence begins with it: "Fase 4", or its two days."""
        return text("ui.phase", self.lang, number=self.period.phase) if self.period.phase else formats.span(self.period.start, self.period.end)

    @property
    def within(self) -> str:
        """The same within a sentence: "fase 4"."""
        return self.name[:1].lower() + self.name[1:]

    @property
    def span(self) -> str:
        """The period in days, as it stands under a chart."""
        return formats.span(self.period.start, self.period.end)

    @property
    def until(self) -> date:
        """The last day that is counted: the period's end, or the reference date where that comes first."""
        return min(self.period.end, self.as_of)

    @property
    def stem(self) -> str:
        """How files and keys about this period are called."""
        name = f"fase{self.period.phase}" if self.period.phase else f"{self.period.start.isoformat()}_{self.period.end.isoformat()}"
        return f"{name}_{self.as_of.isoformat()}"


def scope(view: View) -> tuple[Source, Scope]:
    """The (filtered) data and what it is looked at through; without phases the last year."""
    period = getattr(view, "period", None) or (phase_period(view.phase) if view.phase else Period(view.as_of - timedelta(days=365), view.as_of))
    return view.source, Scope(period, view.as_of, view.lang, view.mode)


def step(lang: str) -> Step:
    """The choice of month, quarter or year."""
    asked = offer(choices.STEP, text("indicator.step", lang), STEPS, "quarter", lambda s: text(f"indicator.per.{s}", lang))
    return next((s for s in STEPS if s == asked), "quarter")


def why(reason: Reason | None, sheet: str, lang: str) -> str:
    """Why there is no figure, naming the sheet that is not there."""
    if reason is None:
        return text("metrics.status.no-data", lang)
    if reason.key == "source-absent":
        return text("words.source_absent", lang, sheet=contract()[sheet].title(lang))
    return reason.text(lang)


def sentence(name: str, clauses: Sequence[str], otherwise: str, lang: str) -> str:
    """A message from what is known: "Fase 4: a, b en c"; `otherwise` where nothing is."""
    known = [c for c in clauses if c]
    if not known:
        return f"{name}: {text('scope.no_figures', lang, reason=otherwise)}"
    last = text("scope.and", lang, first=", ".join(known[:-1]), last=known[-1]) if len(known) > 1 else known[0]
    return f"{name}: {last}"


def counted(key: str, count: float, lang: str, **more: object) -> str:
    """A text with a count in it, in the singular for one: `key.one` and `key.many`."""
    return text(f"{key}.one" if count == 1 else f"{key}.many", lang, count=formats.number(count, 0, lang), **more)
