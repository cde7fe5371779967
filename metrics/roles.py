"""What each column that a declaration names is there for, so that a column that can't do it is found before anything is counted.

One table says per field of a declaration what its column must hold, and one per kind of condition; a walk over the declaration does the rest.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Literal

from data.contract import Kind, column_of, contract
from data.declared import Where
from data.names import organisation_key
from metrics.indicator import Carried, Condition, Distinct, Indicator, Key, Mean, Median, Part, Rows, ShareOfArea, Sum, Times

Role = Literal["date", "number", "names", "municipality", "objectives", "any"]

HOLDS: dict[Role, frozenset[Kind]] = {
    "date": frozenset({"date"}),
    "number": frozenset({"number"}),
    "names": frozenset({"text", "enum"}),
    "municipality": frozenset({"enum"}),
    "objectives": frozenset({"objectives"}),
    "any": frozenset({"text", "enum", "date", "number", "objectives"}),
}
LISTS: dict[Role, str] = {"municipality": "municipalities"}  # the list from which a column of this role takes its values
FIELDS: dict[tuple[type, str], Role] = {
    (Part, "dates"): "date",
    (Sum, "column"): "number",
    (Mean, "column"): "number",
    (Mean, "weight"): "number",
    (Median, "since"): "date",
    (Key, "column"): "names",
    (Key, "otherwise"): "names",
    (Carried, "dated"): "date",
    (ShareOfArea, "column"): "municipality",
}
CONDITION: dict[str, Role] = {
    "includes": "objectives",
    "is": "names",
    "is_not": "names",
    "filled": "any",
    "empty": "any",
    "above": "number",
    "not_yet": "date",
    "reached": "date",
    "listed_in": "names",
    "in_area": "municipality",
}


@dataclass(frozen=True)
class Use:
    """A column that a declaration names: the sheet from which `path` leads to it, its role, and where in the entry it stands.

    `wanted` = the values that are asked of it.
    """

    sheet: str
    path: str
    role: Role
    at: Where
    wanted: tuple[str, ...] = ()


@dataclass(frozen=True)
class Fault:
    """What can't be counted as it is declared: `key` is the sentence in errors.yaml, the other fields are what it names."""

    key: str
    at: Where
    field: str = ""
    sheet: str = ""
    value: str = ""
    choices: str = ""


def fault(indicator: Indicator) -> Fault | None:
    """The first thing that makes counting impossible, or that would be passed over in silence; None where there is none."""
    return next((found for found in (_shape(indicator), *map(_wrong, uses(indicator))) if found), None)


def uses(indicator: Indicator) -> Iterator[Use]:
    """Every column that an indicator names, for each of its sheets."""
    for n, part in enumerate(indicator.parts):
        yield from _named(part, part.source, ("parts", n))
        yield from _named(indicator.aggregation, part.source, ("aggregation",))


def _named(declared: object, sheet: str, at: Where) -> Iterator[Use]:
    """The columns in a piece of a declaration about the rows of `sheet`."""
    if isinstance(declared, Condition):
        wanted = declared.value if isinstance(declared.value, tuple) else ()
        yield Use(sheet, declared.column, CONDITION[declared.kind], at, wanted)
        if declared.kind == "listed_in":
            yield Use(str(declared.value), declared.column.rpartition(".")[2], "names", at)
    elif isinstance(declared, Times):
        yield Use(sheet, declared.by, "names", at)
        yield Use(declared.sheet, declared.by, "names", at)
        yield Use(declared.sheet, declared.column, "number", at)
    elif isinstance(declared, tuple):
        for n, one in enumerate(declared):
            yield from _named(one, sheet, (*at, n))
    elif is_dataclass(declared):
        for of in fields(declared):
            value, role = getattr(declared, of.name), FIELDS.get((type(declared), of.name))
            if role is None:
                yield from _named(value, sheet, (*at, of.name))
            else:
                name = "date" if of.name == "dates" else of.name
                yield from (Use(sheet, path, role, (*at, name)) for path in ((value,) if isinstance(value, str) else value or ()))


def _wrong(use: Use) -> Fault | None:
    """Why a column can't do what it is named for."""
    try:
        sheet, column = column_of(use.sheet, use.path)
    except (KeyError, ValueError):  # no such column, or a path over a column that refers to no other sheet
        return Fault("indicator-column", use.at, use.path)
    if column.personal:
        return Fault("indicator-personal", use.at, use.path)
    name = contract()[sheet].name
    if column.type not in HOLDS[use.role] or LISTS.get(use.role) not in (None, column.values):
        return Fault(f"indicator-{use.role}", use.at, use.path, name)
    choices = [] if isinstance(column.values, str) else [v.value for v in column.values]  # what a hub or the catalogue lists is not known here
    known = {organisation_key(choice) for choice in choices}  # as the engine compares (metrics/conditions.py)
    strange = next((value for value in use.wanted if choices and organisation_key(value) not in known), None)
    return None if strange is None else Fault("indicator-value", use.at, use.path, name, strange, ", ".join(choices))


def _shape(indicator: Indicator) -> Fault | None:
    """What may not be combined, because a part of it would count for nothing, or twice."""
    what, sheets = indicator.aggregation, [part.source for part in indicator.parts]
    again = next((n for n, sheet in enumerate(sheets) if sheet in sheets[:n]), None)
    if again is not None:
        return Fault("indicator-sheet-twice", ("parts", again), sheet=contract()[sheets[again]].name)
    if isinstance(what, Distinct) and len(what.keys) == 1 and what.keys[0].otherwise:
        return Fault("indicator-otherwise", ("aggregation",))
    if isinstance(what, Distinct) and len(what.keys) > 1 and what.carried:
        return Fault("indicator-carried", ("aggregation",))
    over_sheets = isinstance(what, Rows) or (isinstance(what, Distinct) and len(what.keys) == 1 and not what.carried)
    return None if over_sheets or len(indicator.parts) == 1 else Fault("indicator-parts", ("parts",))
