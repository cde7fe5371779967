"""The catalogue's conditions as Excel asks them: pairs for COUNTIFS and SUMIFS, and factors of 1 and 0 for SUMPRODUCT.

One function per kind of condition. COUNTIFS reads best, but can't say "or"; what it can't say is counted by SUMPRODUCT.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from data.contract import column_of
from data.names import organisation_key
from metrics.definitions import left_out
from metrics.indicator import Condition, Part
from reports.annex.grid import Field
from reports.annex.helpers import Helpers
from reports.annex.sources import WITHHELD
from reports.annex.spans import Days

Pair = tuple[str, str]  # a range and a criterion
MOST_WAYS = 3  # so many COUNTIFS added up still read well


@dataclass(frozen=True)
class Filter:
    """Which rows are meant. `ways` are sets of pairs that exclude each other, each met by some of the rows; None = COUNTIFS can't say it.

    `factor` is an expression that is 1 for those rows and 0 for others.
    """

    ways: tuple[tuple[Pair, ...], ...] | None
    factor: str


@dataclass(frozen=True)
class Asked:
    """Where and when a condition is asked: the sheet of rows (`prefix` leads from there to the part's own), the days, the reference date."""

    helpers: Helpers
    grid: str
    part: Part
    days: Days
    as_of: str
    prefix: str = ""

    def path(self, path: str) -> str:
        """A path of the part as seen from the sheet."""
        return f"{self.prefix}{path}"

    def raw(self, path: str) -> Field:
        """The column of a path."""
        return self.helpers.raw(self.grid, self.path(path))


def filters(asked: Asked, conditions: Sequence[Condition] | None = None) -> list[Filter]:
    """The rows of a part that count: those with a date among the days that meet all its conditions (and that refer to a known row)."""
    part = asked.part
    found = [_dated(asked)]
    if part.link:
        found.append(_more_than_zero(asked.helpers.place(asked.grid, part.link) if not asked.prefix else _through_place(asked, part.link)))
    found += [_condition(asked, c) for c in part.where if not _absent(asked, c)]
    return found + [_condition(asked, c) for c in conditions or () if not _absent(asked, c)]


def filled(field: Field) -> Filter:
    """Rows with a value in a column."""
    if field.kind == "text":
        return Filter((((field.name, '"?*"' if field.derived else '"<>"'),),), f'({field.name}<>"")')
    return Filter((((field.name, '">=0"' if field.derived else '"<>"'),),), f"ISNUMBER({field.name})")


def count(found: Sequence[Filter]) -> str:
    """How many rows meet all filters."""
    ways = _ways(found)
    if ways is None:
        return f"SUMPRODUCT({factors(found)})"
    return "+".join(f"COUNTIFS({_listed(pairs)})" for pairs in ways)


def total(found: Sequence[Filter], column: Field) -> str:
    """The sum of a column over the rows that meet all filters."""
    ways = _ways(found)
    if ways is None:
        return f"SUMPRODUCT({factors(found)},{column.name})"
    return "+".join(f"SUMIFS({column.name},{_listed(pairs)})" for pairs in ways)


def factors(found: Sequence[Filter]) -> str:
    """1 for the rows that meet all filters, else 0."""
    return "*".join(t.factor for t in found) if len(found) > 1 else f"({found[0].factor})*1"


def _ways(found: Sequence[Filter]) -> list[tuple[Pair, ...]] | None:
    if any(t.ways is None for t in found):
        return None
    ways = [tuple(pair for way in chosen for pair in way) for chosen in product(*(t.ways or () for t in found))]
    return ways if len(ways) <= MOST_WAYS else None


def _listed(pairs: Sequence[Pair]) -> str:
    return ",".join(f"{where},{what}" for where, what in pairs)


def _dated(asked: Asked) -> Filter:
    """Rows with one of the part's dates among the days."""
    days = asked.days
    known = [asked.raw(path).name for path in asked.part.dates if asked.helpers.has(asked.part.source, path)]
    inside = [f"({d}>={days.start})*({d}<={days.until})" for d in known]
    if len(known) == 1:
        return Filter((((known[0], f'">="&{days.start}'), (known[0], f'"<="&{days.until}')),), inside[0])
    return Filter(None, f"(({'+'.join(inside) or 0})>0)")


def _absent(asked: Asked, condition: Condition) -> bool:
    """Whether the condition excludes nothing because its column was not delivered."""
    return not asked.helpers.has(asked.part.source, condition.column)


def _condition(asked: Asked, condition: Condition) -> Filter:
    withheld = column_of(asked.part.source, condition.column)[1].key in WITHHELD
    return _meets(asked, condition) if withheld else _KINDS[condition.kind](asked, condition)


def _includes(asked: Asked, condition: Condition) -> Filter:
    return _is_one(asked.helpers.objective(asked.grid, asked.path(condition.column), int(str(condition.value))))


def _is(asked: Asked, condition: Condition) -> Filter:
    values = _spelled(asked, condition)
    if values is None:
        return _meets(asked, condition)
    name = asked.raw(condition.column).name
    return Filter(tuple(((name, _criterion(v)),) for v in values), f"({'+'.join(f'({name}={_text(v)})' for v in values) or 0})")


def _is_not(asked: Asked, condition: Condition) -> Filter:
    values = _spelled(asked, condition)
    if values is None:
        return _meets(asked, condition)
    name = asked.raw(condition.column).name
    return Filter((tuple((name, _criterion(v, "<>")) for v in values),), "*".join(f"({name}<>{_text(v)})" for v in values) or "1")


def _filled(asked: Asked, condition: Condition) -> Filter:
    return filled(asked.raw(condition.column))


def _empty(asked: Asked, condition: Condition) -> Filter:
    field = asked.raw(condition.column)
    return Filter(None if field.derived else (((field.name, '"="'),),), f'({field.name}="")')


def _above(asked: Asked, condition: Condition) -> Filter:
    name = asked.raw(condition.column).name
    return Filter((((name, f'">"&{condition.value}'),),), f"(ISNUMBER({name})*({name}>{condition.value}))")


def _not_yet(asked: Asked, condition: Condition) -> Filter:
    field, until = asked.raw(condition.column), asked.days.until
    ways = None if field.derived else (((field.name, '"="'),), ((field.name, f'">"&{until}'),))
    return Filter(ways, f"(1-({field.name}>0)*({field.name}<={until}))")


def _reached(asked: Asked, condition: Condition) -> Filter:
    name = asked.raw(condition.column).name
    return Filter((((name, f'"<="&{asked.as_of}'),),), f"(({name}>0)*({name}<={asked.as_of}))")


def _listed_in(asked: Asked, condition: Condition) -> Filter:
    own = condition.column.rpartition(".")[2]
    return _more_than_zero(asked.helpers.listed(asked.grid, asked.path(condition.column), str(condition.value), own))


def _in_area(asked: Asked, condition: Condition) -> Filter:
    return _is_one(asked.helpers.in_area(asked.grid, asked.path(condition.column)))


_KINDS: dict[str, Callable[[Asked, Condition], Filter]] = {
    "includes": _includes, "is": _is, "is_not": _is_not, "filled": _filled, "empty": _empty, "above": _above, "not_yet": _not_yet,
    "reached": _reached, "listed_in": _listed_in, "in_area": _in_area,
}  # fmt: skip


def _meets(asked: Asked, condition: Condition) -> Filter:
    words = left_out(Part(asked.part.source, asked.part.dates, (condition,)), asked.helpers.lang)[0]
    return _is_one(asked.helpers.meets(asked.grid, asked.path(condition.column), condition, words))


def _is_one(field: Field) -> Filter:
    return Filter((((field.name, "1"),),), f"({field.name}=1)")


def _more_than_zero(field: Field) -> Filter:
    return Filter((((field.name, '">0"'),),), f"({field.name}>0)")


def _through_place(asked: Asked, link: str) -> Field:
    """Whether the row behind a name refers to a known row."""
    return asked.helpers.through(asked.grid, f"{asked.prefix}{link}@", lambda sheet, _: asked.helpers.place(sheet, link))


def _spelled(asked: Asked, condition: Condition) -> tuple[str, ...] | None:
    """The values as the column spells them; None for a column whose texts are compared as names."""
    _, column = column_of(asked.part.source, condition.column)
    if column.type != "enum" or column.multiple:
        return None
    values: Any = condition.value
    known = asked.helpers.sources.dataset.hub.municipality_values if isinstance(column.values, str) else column.values
    spelled = {organisation_key(v.value): v.value for v in known}
    return tuple(dict.fromkeys(spelled.get(organisation_key(str(v)), str(v)) for v in values))


def _text(words: str) -> str:
    quoted = words.replace('"', '""')
    return f'"{quoted}"'


def _criterion(words: str, sign: str = "") -> str:
    for wild in "~*?":
        words = words.replace(wild, f"~{wild}")
    return _text(f"{sign}{words}")
