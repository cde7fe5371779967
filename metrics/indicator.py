"""What an indicator is: a declaration, read from `metrics/catalogue/*.yaml`, that one engine evaluates.

A column is named by its key in the workbook contract ("realised_date"); "event_id.date" follows a column that refers to
another sheet and names a column over there.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

Level = Literal["output", "outcome", "impact"]
Direction = Literal["up", "down"]

# The kinds of conditions, and whether the column may be absent because the condition only ever excludes rows.
CONDITIONS: dict[str, bool] = {
    "includes": False,  # an objective, 1 to 5
    "is": False,  # one of these values
    "is_not": True,  # none of these values; empty counts
    "filled": False,
    "empty": True,
    "above": False,  # a number greater than this
    "not_yet": True,  # no such date on or before the earlier of the period's end and the reference date
    "reached": False,  # such a date on or before the reference date
    "listed_in": False,  # the value has a row in that sheet
    "in_area": False,  # a municipality of the hub's area
}


@dataclass(frozen=True)
class Condition:
    """One condition on a row: `column` (a key, or a path), `kind` (see `CONDITIONS`) and the value it compares with."""

    column: str
    kind: str
    value: object = True

    @property
    def only_excludes(self) -> bool:
        """Whether the column may be absent: then the condition excludes nothing."""
        return CONDITIONS[self.kind]


@dataclass(frozen=True)
class Part:
    """Rows of one source sheet: those that meet all conditions and have one of the dates in the period."""

    source: str
    dates: tuple[str, ...]
    where: tuple[Condition, ...] = ()

    @property
    def linked_path(self) -> str:
        """A path into another sheet that the part uses; empty where it uses none."""
        paths = (*self.dates, *(c.column for c in self.where))
        return next((p for p in paths if "." in p), "")

    @property
    def link(self) -> str | None:
        """The column that refers to another sheet, where a condition or date lies over there."""
        return self.linked_path.split(".")[0] or None


@dataclass(frozen=True)
class Key:
    """A column that tells things apart; where it is empty, `otherwise` stands in."""

    column: str
    otherwise: str | None = None


@dataclass(frozen=True)
class Carried:
    """A name only counts once `rows` rows carry it, whose date `dated` lies on or before the period's end."""

    rows: int
    dated: str


@dataclass(frozen=True)
class Rows:
    """The number of rows."""


class Times(NamedTuple):
    """What a further sheet says of a name: the sheet, the column that holds the name in both sheets, and the sheet's number."""

    sheet: str
    by: str
    column: str


@dataclass(frozen=True)
class Sum:
    """The sum of a column; with `times` each value times what that sheet says."""

    column: str
    times: Times | None = None


@dataclass(frozen=True)
class Mean:
    """The mean of a column, weighted by another."""

    column: str
    weight: str


@dataclass(frozen=True)
class Median:
    """The median of the days from another date to the part's date."""

    since: str


@dataclass(frozen=True)
class Distinct:
    """The number of different names (or combinations of names) over all parts."""

    keys: tuple[Key, ...]
    unordered: bool = False
    compare: Literal["organisation", "authority"] = "organisation"
    carried: Carried | None = None


@dataclass(frozen=True)
class Share:
    """The share of the rows that also meet these conditions."""

    where: tuple[Condition, ...]


@dataclass(frozen=True)
class ShareOfArea:
    """The different municipalities in a column, as a share of all municipalities of the hub's area."""

    column: str


Aggregation = Rows | Sum | Mean | Median | Distinct | Share | ShareOfArea
KINDS: dict[type, str] = {
    Rows: "rows", Sum: "sum", Mean: "mean", Median: "median_days", Distinct: "distinct", Share: "share", ShareOfArea: "share_of_area",
}  # fmt: skip


@dataclass(frozen=True)
class Change:
    """From which day on the definition is another one, and what changed about it, in Dutch and English."""

    date: date
    text: dict[str, str]


@dataclass(frozen=True)
class Indicator:
    """One indicator, with its texts in Dutch and English. `decimals` is how many are shown."""

    id: str
    name: dict[str, str]
    objective: int
    lead: bool
    level: Level
    unit: dict[str, str]
    direction: Direction
    decimals: int
    parts: tuple[Part, ...]
    aggregation: Aggregation
    question: dict[str, str]
    definition: dict[str, str]
    counts: dict[str, str]
    excludes: dict[str, str]
    is_level: bool = False
    changes: tuple[Change, ...] = ()

    def __hash__(self) -> int:
        return hash(self.id)

    @property
    def kind(self) -> str:
        """The kind of aggregation as declared: rows, sum, mean, median_days, distinct, share or share_of_area."""
        return KINDS[type(self.aggregation)]

    @property
    def percent(self) -> bool:
        """Whether its value is a fraction shown as a percentage."""
        return self.unit["nl"] == "%"

    @property
    def whole(self) -> bool:
        """Whether it counts units, so that its value is a whole number."""
        return isinstance(self.aggregation, Rows | Distinct)

    @property
    def cumulative(self) -> bool:
        """Whether it grows through a phase: rows, sums and distinct names, but not levels."""
        return isinstance(self.aggregation, Rows | Sum | Distinct) and not self.is_level

    @property
    def has_fraction(self) -> bool:
        """Whether its value is a numerator over a denominator."""
        return isinstance(self.aggregation, Mean | Share | ShareOfArea)
