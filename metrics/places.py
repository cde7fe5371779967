"""A figure on the map: per municipality of the area, absolute and per 10,000 inhabitants, with what lies outside it apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from data.contract import contract
from data.dataset import Dataset
from data.hub import Municipality
from metrics.breakdown import breakdown
from metrics.catalogue import catalogue
from metrics.engine import Reason, absent, evaluate, lacking
from metrics.indicator import Distinct, Indicator, Part, Rows, Sum
from metrics.periods import Period

INHABITANTS = 10_000
MUNICIPALITY = "municipality"


@dataclass(frozen=True)
class Place:
    """One municipality; `per_10000` = value per 10,000 inhabitants as the hub's configuration has them, None without inhabitants."""

    municipality: Municipality
    value: float
    per_10000: float | None


@dataclass(frozen=True)
class Places:
    """All municipalities of the area in their order. `outside` lies outside the area, `unknown` has no municipality.

    `adds_up` says that places, outside and unknown together are the total: always for rows and sums; one name can be in two places.
    """

    places: tuple[Place, ...] = ()
    outside: float = 0.0
    unknown: float = 0.0
    total: float | None = None
    adds_up: bool = True
    reason: Reason | None = None


def mappable(dataset: Dataset) -> list[Indicator]:
    """The indicators that can be put on the map with this data."""
    return [i for i in catalogue().values() if _path(dataset, i)[1] is None and absent(dataset, i) is None]


def places(dataset: Dataset, indicator: Indicator, period: Period, as_of: date) -> Places:
    """The figure per municipality. A municipality without rows has 0, since the sheet says of its rows where they are."""
    by, why = _path(dataset, indicator)
    whole = evaluate(dataset, indicator, [period], as_of)
    reason = whole.reason[0] or why
    if reason is not None:
        return Places(reason=reason)
    groups = {g.key: g.value or 0.0 for g in breakdown(dataset, indicator, period, as_of, by)}
    area = dataset.hub.municipalities
    found = tuple(Place(m, groups.get(m.name, 0.0), _rate(groups.get(m.name, 0.0), m.inhabitants)) for m in area)
    names = {m.name for m in area} | {""}
    outside = sum(value for key, value in groups.items() if key not in names)
    pairs = isinstance(indicator.aggregation, Distinct)
    return Places(found, outside, groups.get("", 0.0), float(whole.value[0]), not pairs)


def _rate(value: float, inhabitants: int) -> float | None:
    return value / inhabitants * INHABITANTS if inhabitants else None


def _path(dataset: Dataset, indicator: Indicator) -> tuple[str, Reason | None]:
    """By which column the indicator's rows have a municipality: their own, or that of the case or event they refer to."""
    if not isinstance(indicator.aggregation, Rows | Sum | Distinct):
        return "", Reason("no-count")
    options = [_options(part) for part in indicator.parts]
    common = [o for o in options[0] if all(o in other for other in options[1:])]
    if not common:
        return "", Reason("no-place")
    needed = [[_place(part, path) for part in indicator.parts] for path in common]
    for path, places_of in zip(common, needed, strict=True):
        if lacking(dataset, places_of) is None:
            return path, None
    return common[0], lacking(dataset, needed[0])


def _options(part: Part) -> Sequence[str]:
    sheet = contract()[part.source]
    linked = [f"{c.key}.{MUNICIPALITY}" for c in sheet.columns if c.references and MUNICIPALITY in contract()[c.references].by_key]
    return [MUNICIPALITY, *linked] if MUNICIPALITY in sheet.by_key else linked


def _place(part: Part, path: str) -> tuple[str, str]:
    link, dot, _ = path.rpartition(".")
    return (contract()[part.source].by_key[link].references or "" if dot else part.source), MUNICIPALITY
