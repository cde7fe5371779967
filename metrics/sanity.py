"""Relations between figures that must hold in the real world; where one is broken, the data holds a mistake."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from data.dataset import Dataset
from locales import text
from locales.formats import number
from metrics.catalogue import catalogue
from metrics.engine import evaluate
from metrics.indicator import Condition, Indicator, Part, Rows
from metrics.periods import Period
from metrics.scorecard import Result

BEGINNING = date(2000, 1, 1)  # no cell holds an earlier day


@dataclass(frozen=True)
class Sanity:
    """A broken relation: `left` should be at most `right` in this period. `ids` are the indicators concerned."""

    key: str
    ids: tuple[str, ...]
    period: Period
    left: float
    right: float

    def text(self, lang: str = "nl") -> str:
        """What is wrong and where to look."""
        return text(f"metrics.sanity.{self.key}", lang, left=number(self.left, 2, lang), right=number(self.right, 2, lang))


def broken(dataset: Dataset, results: Sequence[Result], as_of: date) -> list[Sanity]:
    """The relations that do not hold, for every period in the results."""
    values = {(r.indicator.id, r.period): r.value for r in results}
    found = []
    for period in dict.fromkeys(r.period for r in results):
        for key, left, right in _relations(dataset, period, as_of):
            known = [values.get((i, period)) for i in left]
            total = sum(v for v in known if v is not None)
            if None not in known and right is not None and total > right:
                found.append(Sanity(key, left, period, total, right))
    return found


def _relations(dataset: Dataset, period: Period, as_of: date) -> list[tuple[str, tuple[str, ...], float | None]]:
    """Each relation: its key, the indicators whose sum is bounded, and the bound."""
    known = catalogue()
    realised = _variant(known["D3.8"], Part("cases", ("realised_date",)))
    bodies = _value(dataset, _beyond_municipalities(dataset, known["D5.4"]), period, as_of)
    submitted = _value(dataset, known["D3.5"], Period(BEGINNING, period.end), as_of)
    area = len(dataset.hub.municipalities)
    return [
        ("authorities", ("D5.4",), None if bodies is None else area + bodies),
        ("services", ("D4.1", "D4.2"), _value(dataset, realised, period, as_of)),
        ("approvals", ("D3.6",), submitted),
    ]


def _beyond_municipalities(dataset: Dataset, authorities: Indicator) -> Indicator:
    """The authorities whose Gemeente is empty or outside the area: provinces, intermunicipal bodies and the like."""
    names = tuple(m.name for m in dataset.hub.municipalities)
    return replace(authorities, parts=(Part("anchoring", ("date",), (Condition("municipality", "is_not", names),)),))


def _variant(like: Indicator, part: Part) -> Indicator:
    return replace(like, parts=(part,), aggregation=Rows())


def _value(dataset: Dataset, indicator: Indicator, period: Period, as_of: date) -> float | None:
    values = evaluate(dataset, indicator, [period], as_of)
    return None if values.reason[0] is not None else float(values.value[0])
