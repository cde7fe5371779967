"""Any indicator's figure in any period, with how many of the rows it comes from, and split by a dimension."""

from dataclasses import dataclass
from math import isnan

from locales import formats, text
from metrics.breakdown import Group, breakdown
from metrics.catalogue import catalogue
from metrics.engine import Reason, evaluate, needs
from metrics.indicator import Indicator
from ui import drawing, words
from ui.remember import remembered
from ui.scope import Scope, why
from ui.source import Source


@dataclass(frozen=True)
class Amount:
    """One figure; `value` None with the reason. `used` of the `eligible` rows had what it needs."""

    indicator: Indicator
    value: float | None
    used: int
    eligible: int
    reason: Reason | None

    def shown(self, source: Source, lang: str, unit: bool = True) -> object:
        """The figure with its unit, or why it is not there."""
        if self.value is not None:
            return words.figure(self.value, self.indicator, lang, with_unit=unit)
        return drawing.missing(self.absent(source, lang))

    def absent(self, source: Source, lang: str) -> str:
        """Why there is no figure, naming the sheet."""
        sheet = next((s for s, _ in needs(self.indicator) if s not in source.dataset.tables), self.indicator.parts[0].source)
        return why(self.reason, sheet, lang)

    def coverage(self, lang: str) -> str:
        """Of how many rows: "ingevuld bij 12 van 22 cases"; empty for a plain count."""
        if self.value is None or not self.eligible or self.indicator.kind == "rows":
            return ""
        part = text("words.of", lang, part=formats.number(self.used, 0, lang), whole=formats.number(self.eligible, 0, lang))
        return text("scope.of_stated", lang, part=f"{part} {text(f'words.rows.{self.indicator.parts[0].source}', lang)}")


@remembered(entries=256)
def amount(source: Source, at: Scope, name: str) -> Amount:
    """The figure of an indicator in the period."""
    indicator = catalogue()[name]
    found = evaluate(source.dataset, indicator, [at.period], at.as_of)
    value = float(found.value[0])
    return Amount(indicator, None if isnan(value) else value, int(found.used[0]), int(found.eligible[0]), found.reason[0])


@remembered(entries=128)
def split(source: Source, at: Scope, name: str, by: str) -> list[Group]:
    """The figure per group of a dimension."""
    return breakdown(source.dataset, catalogue()[name], at.period, at.as_of, by, at.lang)
