"""What people decided about words that the contract does not know: which column a header is, which value is meant, which names are one.

Decisions belong to a version of the data: they change what is read, and are remembered for the next delivery.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd

from data.contract import Column, Value, contract
from data.names import header_key, organisation_key, organisation_keys

Words = Mapping[str, str]


@dataclass(frozen=True)
class Decisions:
    """`columns`: sheet key -> header -> column key; `values`: "cases.source" -> text -> allowed value; `names`: spelling -> the name that
    stands for it; `apart`: pairs of names that look alike and are two (each pair sorted).

    Headers and texts are kept as people wrote them, and compare as the reader compares them.
    """

    columns: Mapping[str, Words] = field(default_factory=dict)
    values: Mapping[str, Words] = field(default_factory=dict)
    names: Words = field(default_factory=dict)
    apart: frozenset[tuple[str, str]] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.columns or self.values or self.names or self.apart)

    def headers(self, sheet: str) -> dict[str, str]:
        """Comparable header -> column key, for one sheet."""
        return {header_key(header): key for header, key in self.columns.get(sheet, {}).items()}

    def widened(self, sheet: str, column: Column, allowed: Sequence[Value]) -> tuple[Value, ...]:
        """The allowed values of a column with the decided spellings as synonyms."""
        decided = self.values.get(f"{sheet}.{column.key}", {})
        return tuple(replace(v, synonyms=(*v.synonyms, *(t for t, meant in decided.items() if meant == v.value))) for v in allowed)

    def with_column(self, sheet: str, header: str, key: str) -> "Decisions":
        """One more header understood."""
        return replace(self, columns={**self.columns, sheet: {**self.columns.get(sheet, {}), header: key}})

    def with_value(self, place: str, text: str, value: str) -> "Decisions":
        """One more text understood; `place` is "sheet.column"."""
        return replace(self, values={**self.values, place: {**self.values.get(place, {}), text: value}})

    def with_name(self, name: str, stands_for: str) -> "Decisions":
        """Two spellings are one organisation. What stood for the first now leads to the second too; names are told apart by their key."""
        mine, other = organisation_keys([name, stands_for])
        moved = {n: stands_for if organisation_key(s) == mine else s for n, s in self.names.items() if organisation_key(n) not in (mine, other)}
        apart = frozenset(p for p in self.apart if pair(*organisation_keys(p)) != pair(mine, other))
        return replace(self, names={**moved, name: stands_for}, apart=apart)

    def are_apart(self, one: str, other: str) -> bool:
        """Whether somebody said that two names are two, in whatever spelling."""
        return pair(*organisation_keys([one, other])) in {pair(*organisation_keys(p)) for p in self.apart}

    def with_apart(self, one: str, other: str) -> "Decisions":
        """Two names that look alike are two organisations."""
        return replace(self, apart=self.apart | {pair(one, other)})

    def without(self, kind: str, place: str, word: str) -> "Decisions":
        """Take one decision back; `kind` is the name of the field, `place` a sheet, a column or empty."""
        if kind == "apart":
            return replace(self, apart=frozenset(p for p in self.apart if p != (place, word)))
        if kind == "names":
            return replace(self, names={n: s for n, s in self.names.items() if n != word})
        known = self.columns if kind == "columns" else self.values
        kept = {p: {w: v for w, v in words.items() if (p, w) != (place, word)} for p, words in known.items()}
        left = {p: words for p, words in kept.items() if words}
        return replace(self, columns=left) if kind == "columns" else replace(self, values=left)

    def as_json(self) -> dict[str, Any]:
        """For the store: plain, sorted and without what is empty."""
        whole = {
            "columns": {s: dict(sorted(w.items())) for s, w in sorted(self.columns.items())},
            "values": {s: dict(sorted(w.items())) for s, w in sorted(self.values.items())},
            "names": dict(sorted(self.names.items())),
            "apart": [list(p) for p in sorted(self.apart)],
        }
        return {key: value for key, value in whole.items() if value}

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> "Decisions":
        """What `as_json` wrote."""
        apart = frozenset((str(a), str(b)) for a, b in raw.get("apart", ()))
        return cls(raw.get("columns", {}), raw.get("values", {}), raw.get("names", {}), apart)


NONE = Decisions()


def pair(one: str, other: str) -> tuple[str, str]:
    """Two names in a fixed order."""
    return (one, other) if one <= other else (other, one)


def organisation_columns() -> list[tuple[str, Column]]:
    """Every (sheet key, column) that holds names of organisations."""
    return [(s.key, c) for s in contract().values() for c in s.columns if c.organisation]


def renamed(values: pd.Categorical, multiple: bool, names: Words) -> pd.Categorical:
    """A column of names with each decided spelling under the name that stands for it."""
    spellings = [str(c) for c in values.categories]
    decided = dict(zip(organisation_keys(list(names)), names.values(), strict=True))
    parts = [s.split("; ") if multiple else [s] for s in spellings]
    keys = organisation_keys([p for part in parts for p in part])
    flat = iter(decided.get(key) for key in keys)
    shown = ["; ".join(dict.fromkeys(next(flat) or name for name in part)) for part in parts]
    categories = list(dict.fromkeys(shown))
    if categories == spellings:
        return values
    at = {name: i for i, name in enumerate(categories)}
    codes = np.array([*(at[s] for s in shown), -1], np.int32)[np.asarray(values.codes)]
    return pd.Categorical.from_codes(codes, categories=pd.Index(categories, dtype=object))
