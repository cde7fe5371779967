"""An indicator split by a dimension of its source: one figure per municipality, sub-region, material stream or partner.

Rows that hold several values count under each of them; a row without a value comes under the group with the empty key. Ratios are
recomputed for every group.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from data.contract import column_of, contract
from data.dataset import Dataset
from locales import text
from metrics.columns import Columns, Indices, columns_of
from metrics.engine import absent, exists_from
from metrics.indicator import Distinct, Indicator, Part, ShareOfArea
from metrics.keys import KeyColumn, Numbers, comparable, single
from metrics.measures import Measure, ShareOfMunicipalities, measure
from metrics.periods import Period
from metrics.selection import selection
from metrics.windows import window

SUBREGION = "subregion"
# Text columns by which one can split; every list of values and the objectives are dimensions by themselves.
TEXT_DIMENSIONS = (
    "sector", "cluster", "ecosystem", "partners", "se_companies", "channel", "instrument", "organisation", "referred_to", "local_authority",
)  # fmt: skip


@dataclass(frozen=True)
class Group:
    """One part of a breakdown. `key` is the same in every language; empty = rows without a value."""

    key: str
    label: str
    value: float | None
    numerator: float | None
    denominator: float | None
    rows: int


def dimensions(indicator: Indicator, dataset: Dataset | None = None) -> tuple[str, ...]:
    """What the indicator can be split by: columns that all its sources have ("municipality"), "subregion", or a column of the
    sheet that its rows refer to ("event_id.event_type"). With a dataset: only what was delivered.
    """
    found = [_part_dimensions(part) for part in indicator.parts]
    counted = [k.column for k in indicator.aggregation.keys] if isinstance(indicator.aggregation, Distinct) else []
    common = [d for d in found[0] if all(d in other for other in found[1:]) and d not in counted]
    if dataset is None:
        return tuple(common)
    columns = columns_of(dataset)
    sources = [p.source for p in indicator.parts if p.source in dataset.tables]
    return tuple(d for d in common if any(columns.has(s, _path(d)) for s in sources))


def dimension_label(indicator: Indicator, by: str, lang: str = "nl") -> str:
    """A dimension's name for people: the column's header, or its English label."""
    if by.rpartition(".")[2] == SUBREGION:
        return text("metrics.group.subregion", lang)
    return column_of(indicator.parts[0].source, by)[1].title(lang)


def breakdown(dataset: Dataset, indicator: Indicator, period: Period, as_of: date, by: str, lang: str = "nl") -> list[Group]:
    """The groups that have rows in the period, in the order of their list, else the largest first. Empty where there is no figure."""
    found = parted(dataset, indicator, period, as_of, by, lang)
    if found is None:
        return []
    groups = [found.group([key], key, found.labels[key]) for key in found.rows if any(len(r) for r in found.rows[key])]
    return _ordered(groups, declared(indicator, by))


@dataclass(frozen=True)
class Parted:
    """The rows of a period by group. `rows` has per group (its key, "" = rows without a value) one array of row numbers per part."""

    rows: dict[str, list[Indices]]
    labels: dict[str, str]
    how: Measure
    indicator: Indicator
    columns: Columns
    by: str
    cutoff: int

    def group(self, keys: Sequence[str], key: str, label: str) -> Group:
        """Some groups as one, called `key`. A row that several of them hold counts once."""
        parts = range(len(self.indicator.parts))
        several = [[self.rows[k][p] for k in keys if k in self.rows] for p in parts]
        inside = [rows[0] if len(rows) == 1 else np.unique(np.concatenate([*rows, np.zeros(0, np.intp)])) for rows in several]
        figure = _for_groups(self.how, self.indicator, self.columns, self.by, keys).figure(inside, self.cutoff)
        return Group(key, label, figure.value, figure.numerator, figure.denominator, sum(len(r) for r in inside))


def parted(dataset: Dataset, indicator: Indicator, period: Period, as_of: date, by: str, lang: str = "nl") -> Parted | None:
    """The rows that count in the period, by group; None where there is no figure."""
    since = exists_from(dataset, indicator)
    if absent(dataset, indicator) or (since is not None and period.end < since):
        return None
    columns = columns_of(dataset)
    seen = window([period], as_of, since)
    rows = [selection(columns, part, seen, as_of).rows(0) for part in indicator.parts]
    numbers: Numbers = {}
    keyed = [_keys(columns, part.source, by, numbers) for part in indicator.parts]
    labels = _labels(columns, indicator, by, numbers)
    split = [_split(k, r, len(numbers)) for k, r in zip(keyed, rows, strict=True)]
    names = [*numbers, ""]
    shown = {key: labels.get(key, key) if key else text("metrics.group.empty", lang) for key in names}
    return Parted(
        {key: [s[n] for s in split] for n, key in enumerate(names)}, shown, measure(columns, indicator, as_of), indicator, columns, by, int(seen.cutoff[0])
    )


def _part_dimensions(part: Part) -> list[str]:
    linked = _sheet_dimensions(column_of(part.source, part.linked_path)[0], f"{part.link}.") if part.link else []
    return _sheet_dimensions(part.source, "") + linked


def _sheet_dimensions(sheet: str, prefix: str) -> list[str]:
    found = []
    for column in contract()[sheet].columns:
        if column.type in ("enum", "objectives") or column.key in TEXT_DIMENSIONS:
            found.append(prefix + column.key)
            if column.key == "municipality":
                found.append(prefix + SUBREGION)
    return found


def _path(by: str) -> str:
    """The column behind a dimension."""
    return by.removesuffix(SUBREGION) + "municipality" if by.rpartition(".")[2] == SUBREGION else by


def _keys(columns: Columns, source: str, by: str, numbers: Numbers) -> KeyColumn:
    """The dimension's names per row of `source`."""
    path = _path(by)
    if not columns.has(source, path):
        return KeyColumn(np.full(columns.size(source), -1), 0, np.zeros(0, np.intp), np.zeros(0, np.intp))
    sheet, column = column_of(source, path)
    if column.type == "objectives":
        found = _objectives(columns.objectives(sheet, column.key), numbers)
    elif path != by:
        found = _subregions(columns, sheet, column.key, numbers)
    else:
        found = single(columns, sheet, column.key, "organisation", numbers)
    if sheet == source:
        return found
    at = columns.link(source, path.split(".")[0])
    return replace(found, codes=np.append(found.codes, -1)[at])


def _objectives(bits: NDArray[np.uint8], numbers: Numbers) -> KeyColumn:
    """Objectives 1 to 5 as names; the bits of a row are its code."""
    pairs = [(code, n) for code in range(1, 32) for n in range(1, 6) if code >> (n - 1) & 1]
    keys = [numbers.setdefault(str(n), len(numbers)) for _, n in pairs]
    return KeyColumn(np.where(bits == 0, -1, bits.astype(np.int16)), 32, np.array([c for c, _ in pairs], np.intp), np.array(keys, np.intp))


def _subregions(columns: Columns, sheet: str, key: str, numbers: Numbers) -> KeyColumn:
    """Sub-regions as names, by the municipality of a row."""
    names = [columns.hub.subregion(str(m)) for m in columns.categorical(sheet, key).categories]
    codes = np.arange(len(names))
    return KeyColumn(columns.codes(sheet, key), len(names), codes, np.array([numbers.setdefault(n, len(numbers)) for n in names], np.intp))


def _split(keys: KeyColumn, rows: Indices, size: int) -> list[Indices]:
    """The rows per name, and in the last place those without one."""
    named, key = keys.exploded(rows)
    order = np.argsort(key, kind="stable")
    bounds = np.searchsorted(key[order], np.arange(size + 1))
    ordered = named[order]
    return [ordered[bounds[i] : bounds[i + 1]] for i in range(size)] + [rows[keys.codes[rows] < 0]]


def _labels(columns: Columns, indicator: Indicator, by: str, numbers: Numbers) -> dict[str, str]:
    """How each name is shown: its most frequent spelling, of equals the first in the alphabet."""
    often: Counter[str] = Counter()
    for part in indicator.parts:
        sheet, column = column_of(part.source, _path(by))
        if column.type == "text" and columns.has(part.source, _path(by)):
            values = columns.categorical(sheet, column.key)
            counts = np.bincount(np.asarray(values.codes) + 1, minlength=len(values.categories) + 1)[1:]
            for spelling, count in zip(values.categories, counts, strict=True):
                for name in str(spelling).split("; ") if column.multiple else [str(spelling)]:
                    often[name] += int(count)
            keys = comparable(column, list(often), "organisation")
    if not often:
        return {}
    shown: dict[str, str] = {}
    for spelling, key in sorted(zip(often, keys, strict=True), key=lambda pair: (-often[pair[0]], pair[0])):
        shown.setdefault(key, spelling)
    return {key: shown[key] for key in numbers if key in shown}


def _for_groups(how: Measure, indicator: Indicator, columns: Columns, by: str, keys: Sequence[str]) -> Measure:
    """The measure for some groups: coverage of the area is held against the municipalities of those groups."""
    if not isinstance(how, ShareOfMunicipalities) or not isinstance(indicator.aggregation, ShareOfArea):
        return how
    if by == indicator.aggregation.column:
        return replace(how, total=len(keys))
    if by == SUBREGION:
        return replace(how, total=sum(m.subregion in keys for m in columns.hub.municipalities))
    return how


def declared(indicator: Indicator, by: str) -> list[str]:
    """The order of a list of values; empty where the values are free."""
    column = column_of(indicator.parts[0].source, _path(by))[1]
    if column.type == "objectives":
        return [str(n) for n in range(1, 6)]
    return [v.value for v in column.values] if not isinstance(column.values, str) and not by.endswith(SUBREGION) else []


def _ordered(groups: Sequence[Group], order: list[str]) -> list[Group]:
    place = {value: i for i, value in enumerate(order)}
    return sorted(groups, key=lambda g: (g.key == "", place.get(g.key, len(place)), -(g.value or 0.0), g.label))
