"""What is asked of a report."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from metrics.catalogue import catalogue
from metrics.indicator import Indicator
from metrics.periods import Period

PARTS = (
    "summary", "context", "results", "flow", "cases", "social", "ecological", "outreach", "lessons", "anchoring", "deviations", "annexes",
)  # fmt: skip
OBJECTIVES = (1, 2, 3, 4, 5)
# The questions under which people write, per place in the report.
PROMPTS: Mapping[str, tuple[str, ...]] = {
    "context": ("context",),
    **{f"objective_{n}": ("see", "aim", "adjust") for n in OBJECTIVES},
    "lessons": ("obstacles",),
    "anchoring": ("outlook",),
    "deviations": ("why",),
}
Edition = Literal["funder", "partner"]
EDITIONS: tuple[Edition, ...] = ("funder", "partner")  # partners get no names of organisations and no small numbers of persons
Kind = Literal["progress", "phases", "trend", "degree"]
KINDS: tuple[Kind, ...] = ("progress", "phases", "trend", "degree")


@dataclass(frozen=True)
class Wanted:
    """A chart under an objective: the way to the target ("progress"), phases side by side per month ("phases"), per quarter ("trend"), or how
    much of each target is reached ("degree", which is about all indicators of the objective).
    """

    kind: Kind
    indicator: str = ""


@dataclass(frozen=True)
class Request:
    """What is asked. `period` is a phase (then `phase` is its number) or any two days; nothing after `as_of` counts.

    `indicators` and `charts` are per objective, by default all indicators and the charts of `usual`. `texts` is place -> prompt -> text
    (see `PROMPTS`). `sources` are the names of the files, `version` names the data, `filters` what they were narrowed to, in words;
    `example` = the data is fictional.
    """

    period: Period
    as_of: date
    lang: str = "nl"
    parts: tuple[str, ...] = PARTS
    indicators: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    charts: Mapping[int, tuple[Wanted, ...]] = field(default_factory=dict)
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    sources: tuple[str, ...] = ()
    version: str = ""
    filters: str = ""
    example: bool = False
    edition: Edition = "funder"

    @property
    def outside(self) -> bool:
        """Whether it goes to people who may not see names and small numbers."""
        return self.edition == "partner"

    def chosen(self, objective: int) -> tuple[Indicator, ...]:
        """The indicators of an objective, the leading one first."""
        known = catalogue()
        mine = [i for i in known.values() if i.objective == objective]
        wanted = self.indicators.get(objective)
        kept = mine if wanted is None else [i for i in mine if i.id in wanted]
        return tuple(sorted(kept, key=lambda i: not i.lead))

    def unwritten(self) -> int:
        """How many questions in the parts that are asked have no text yet: Word asks to fill them in."""
        places = [p for p in PROMPTS if p in self.parts or ("results" in self.parts and p.startswith("objective_") and self.chosen(int(p[-1])))]
        return sum(not self.texts.get(place, {}).get(prompt) for place in places for prompt in PROMPTS[place])

    def pictures(self, objective: int) -> tuple[Wanted, ...]:
        """The charts of an objective."""
        return self.charts.get(objective, usual(self.chosen(objective)))


def usual(indicators: tuple[Indicator, ...]) -> tuple[Wanted, ...]:
    """The charts under an objective unless others are asked for: the leading indicator on its way to the target, and phase by phase."""
    lead = next((i for i in indicators if i.lead), next(iter(indicators), None))
    return (Wanted("progress", lead.id), Wanted("phases", lead.id)) if lead else ()
