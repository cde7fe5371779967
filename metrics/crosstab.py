"""An indicator split by a dimension over several periods: a table of groups by periods, with the smaller groups taken together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import isnan

from data.dataset import Dataset
from locales import text
from metrics.breakdown import Group, Parted, declared, parted
from metrics.engine import Reason, evaluate
from metrics.indicator import Indicator
from metrics.periods import Period

MOST = 7  # groups that are shown apart
REST = "+"
ADDS_UP = ("rows", "sum", "distinct")  # kinds of which one expects that the groups add up to the whole
ORDERED = ("r_strategy", "scale", "status", "objectives")  # lists whose own order means something


@dataclass(frozen=True)
class Crosstab:
    """Groups by periods: `cells[group][period]`, None where the indicator has no figure in the period at all.

    The groups come in their order, then the rest taken together (key "+"), then the rows without a value (key ""). `whole` has the
    indicator's own figure per period and `reasons` why there is none; `overlaps` says that the groups don't add up to the
    whole, because a row or a name comes under several of them. `merged` = how many groups the rest holds.
    """

    keys: tuple[str, ...]
    labels: tuple[str, ...]
    cells: tuple[tuple[Group | None, ...], ...]
    whole: tuple[float | None, ...]
    reasons: tuple[Reason | None, ...]
    applicable: tuple[bool, ...]
    merged: int
    overlaps: bool


def crosstab(dataset: Dataset, indicator: Indicator, periods: Sequence[Period], as_of: date, by: str, lang: str = "nl", most: int = MOST) -> Crosstab:
    """The table. Of more than `most` groups those with the most rows stay apart; of shares and means too, whose value says little of
    their size. A scale (R0 to R9) keeps its own order, else the largest figure goes first.
    """
    found = [parted(dataset, indicator, p, as_of, by, lang) if p.start <= as_of else None for p in periods]
    there = [f for f in found if f is not None]
    sizes = _sizes(there)
    named = sorted((k for k in sizes if k), key=lambda k: (-sizes[k], k))
    kept, rest = (named, []) if len(named) <= most else (named[: most - 1], named[most - 1 :])
    labels = {k: label for f in there for k, label in f.labels.items()}
    wanted: list[tuple[str, Sequence[str], str]] = [(k, [k], labels[k]) for k in kept]
    if rest:
        wanted.append((REST, rest, text("explore.rest", lang)))
    if "" in sizes:
        wanted.append(("", [""], text("metrics.group.empty", lang)))
    cells = {key: tuple(f.group(keys, key, label) if f else None for f in found) for key, keys, label in wanted}
    order = _order(kept, cells, declared(indicator, by) if by.rpartition(".")[2] in ORDERED else [])
    keys = (*order, *(k for k, _, _ in wanted if k not in kept))
    values = evaluate(dataset, indicator, list(periods), as_of)
    begun = [p.start <= as_of for p in periods]
    whole = tuple(None if isnan(v) or not b else float(v) for v, b in zip(values.value, begun, strict=True))
    return Crosstab(
        keys, tuple(next(label for k, _, label in wanted if k == key) for key in keys), tuple(cells[k] for k in keys), whole,
        tuple(r or (None if b else Reason("not-begun")) for r, b in zip(values.reason, begun, strict=True)),
        tuple(bool(a) for a in values.applicable), len(rest),
        indicator.kind in ADDS_UP and not _adds_up(whole, [cells[k] for k in keys]),
    )  # fmt: skip


def _sizes(found: Sequence[Parted]) -> dict[str, int]:
    """How many rows each group has over all periods; groups without rows are left out."""
    sizes: dict[str, int] = {}
    for parts in found:
        for key, rows in parts.rows.items():
            count = sum(len(r) for r in rows)
            if count:
                sizes[key] = sizes.get(key, 0) + count
    return sizes


def _order(keys: Sequence[str], cells: dict[str, tuple[Group | None, ...]], scale: Sequence[str]) -> list[str]:
    """The order of a scale, else by the figures of all periods together."""
    place = {value: i for i, value in enumerate(scale)}
    size = {k: sum(abs(c.value) for c in cells[k] if c is not None and c.value is not None) for k in keys}
    return sorted(keys, key=lambda k: (place.get(k, len(place)), -size[k], k))


def _adds_up(whole: Sequence[float | None], cells: Sequence[Sequence[Group | None]]) -> bool:
    """Whether the groups add up to the whole in every period."""
    sums = [sum(g.value or 0.0 for row in cells if (g := row[n]) is not None) for n in range(len(whole))]
    return all(v is None or abs(v - s) < 1e-6 for v, s in zip(whole, sums, strict=True))
