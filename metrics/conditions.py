"""What each kind of condition means for each row. The engine and the trace both ask here, and nowhere else."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from data.contract import column_of, contract
from data.names import organisation_key
from metrics.columns import LAST, NEVER, Columns, Mask, day_number
from metrics.indicator import Condition, Part


def mask(columns: Columns, source: str, condition: Condition, as_of: date) -> Mask | None:
    """Which rows meet the condition; None where it excludes nothing because its column is absent.

    `not_yet` depends on the period too, so it is not answered here but by `open_on`.
    """
    if not columns.has(source, condition.column):
        if condition.only_excludes:
            return None
        raise ValueError(f"{source}: column {condition.column} is absent")
    moment = as_of if condition.kind == "reached" else None
    key = ("mask", source, condition, moment)
    return columns.remember(key, lambda: columns.through(source, condition.column, lambda sheet, column: _own(columns, sheet, column, condition, as_of)))


def meets_all(columns: Columns, source: str, conditions: Iterable[Condition], as_of: date) -> Mask | None:
    """Which rows meet all conditions that do not depend on the period; None where there is nothing to exclude."""
    together = tuple(c for c in conditions if c.kind != "not_yet")
    moment = as_of if any(c.kind == "reached" for c in together) else None
    return columns.remember(("all", source, together, moment), lambda: _all(columns, source, together, as_of))


def part_mask(columns: Columns, part: Part, as_of: date) -> Mask | None:
    """Which rows of the part's source can count at all: conditions, and a known row behind its link."""
    met = meets_all(columns, part.source, part.where, as_of)
    if part.link is None:
        return met
    known = columns.link(part.source, part.link) >= 0
    return known if met is None else met & known


def pending(part: Part) -> tuple[Condition, ...]:
    """The part's conditions that depend on the period's end."""
    return tuple(c for c in part.where if c.kind == "not_yet")


def open_on(columns: Columns, source: str, condition: Condition, cutoff: int, rows: NDArray[np.intp]) -> Mask:
    """Of these rows, which have no such date on or before day `cutoff`."""
    later: Mask = columns.days(source, condition.column)[rows] > cutoff
    return later


def _all(columns: Columns, source: str, conditions: tuple[Condition, ...], as_of: date) -> Mask | None:
    found = [m for m in (mask(columns, source, c, as_of) for c in conditions) if m is not None]
    if len(found) < 2:
        return found[0] if found else None
    together: Mask = np.logical_and.reduce(found)
    return together


def _own(columns: Columns, sheet: str, key: str, condition: Condition, as_of: date) -> Mask:
    """The condition over the rows of the column's own sheet."""
    kind, value = condition.kind, condition.value
    if kind == "includes":
        return _bit(columns.objectives(sheet, key), int(str(value)))
    if kind in ("filled", "empty"):
        filled = _filled(columns, sheet, key)
        return filled if kind == "filled" else ~filled
    if kind == "above":
        above: Mask = columns.numbers(sheet, key) > float(str(value))
        return above
    if kind == "reached":
        reached: Mask = columns.days(sheet, key) <= min(day_number(as_of), LAST)
        return reached
    met: Mask = _wanted(columns, sheet, key, condition)[columns.codes(sheet, key)]
    return met


def _bit(objectives: NDArray[np.uint8], number: int) -> Mask:
    met: Mask = (objectives & np.uint8(1 << (number - 1))) != 0
    return met


def _filled(columns: Columns, sheet: str, key: str) -> Mask:
    filled: Mask
    match contract()[sheet].by_key[key].type:
        case "date":
            filled = columns.days(sheet, key) != NEVER
        case "number":
            filled = ~np.isnan(columns.numbers(sheet, key))
        case "objectives":
            filled = columns.objectives(sheet, key) != 0
        case _:
            filled = columns.codes(sheet, key) >= 0
    return filled


def _wanted(columns: Columns, sheet: str, key: str, condition: Condition) -> Mask:
    """Per category whether it meets the condition, with a last place for rows without a value."""
    _, column = column_of(sheet, key)
    categories = [str(c) for c in columns.categorical(sheet, key).categories]
    parts = [c.split("; ") if column.multiple else [c] for c in categories]
    negative = condition.kind == "is_not"
    named: set[str]
    if condition.kind == "listed_in":
        named = {organisation_key(str(v)) for v in _listed(columns, str(condition.value), key)}
    elif condition.kind == "in_area":
        named = {organisation_key(m.name) for m in columns.hub.municipalities}
    else:
        values: Any = condition.value
        named = {organisation_key(str(v)) for v in values}
    hits = [any(organisation_key(name) in named for name in part) != negative for part in parts]
    return np.array([*hits, negative], dtype=bool)


def _listed(columns: Columns, sheet: str, key: str) -> list[object]:
    values = columns.categorical(sheet, key)
    codes = np.asarray(values.codes)
    return [values.categories[int(c)] for c in np.unique(codes[codes >= 0])]
