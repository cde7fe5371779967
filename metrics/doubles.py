"""Cases that two hubs share: each hub keeps its own row, and a total must count them once.

A double is a case of a hub and one of a hub earlier in the list, of which at least one names the other hub in `Gedeeld met hub`, with the
same Case-ID or the same title. Two hubs may give the same number to different cases: an equal number with another title and another
organisation is no double, and is listed as doubtful. Every case that is shared is either a double or listed with the reason why not.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from data.dataset import Dataset, Table
from data.hub import Hub
from data.names import header_key, organisation_key
from data.tables import ids
from metrics.engine import Reason

CASES, ID, TITLE, ORGANISATION, SHARED_WITH = "cases", "case_id", "title", "organisation", "shared_with"
Found = Literal["id", "title", "both"]


@dataclass(frozen=True)
class Case:
    """One row of Cases: `hub` is the place of its hub in the list, `row` that in its table; `where` = file, sheet and spreadsheet row."""

    hub: int
    row: int
    id: str
    title: str
    where: tuple[str, str, int]


@dataclass(frozen=True)
class Double:
    """One case in two hubs: `kept` counts in totals, `left_out` does not; `by` says what they have in common."""

    kept: Case
    left_out: Case
    by: Found


@dataclass(frozen=True)
class Single:
    """A shared case of which no double was found; `other` is the hub that it names, as it is written."""

    case: Case
    other: str
    reason: Reason


@dataclass(frozen=True)
class Shared:
    """All doubles, and the shared cases that have none. `rows` gives per hub which rows of its Cases are left out of totals."""

    doubles: tuple[Double, ...] = ()
    singles: tuple[Single, ...] = ()
    rows: tuple[frozenset[int], ...] = ()


@dataclass(frozen=True)
class _Hub:
    """What is compared of the cases of one hub: keys per row, and per row which hubs it names."""

    place: int
    table: Table
    ids: list[str]
    titles: list[str]
    organisations: list[str]
    named: dict[int, dict[int, str]] = field(default_factory=dict)  # row -> place of the hub in the list (below 0: none of these) -> as written

    def names(self, row: int, other: int) -> bool:
        """Whether this row says that it is shared with that hub."""
        return other in self.named.get(row, {})

    def case(self, row: int) -> Case:
        """The case for people."""
        written = [str(self.table.frame[c].iloc[row]) if self.table.has(c) and self.table.frame[c].notna().iloc[row] else "" for c in (ID, TITLE)]
        return Case(self.place, row, written[0], written[1], self.table.where(row))


def shared(hubs: Sequence[Hub], datasets: Sequence[Dataset | None]) -> Shared:
    """The shared cases of hubs, in the order of the list: where two have the same case, that of the first is kept."""
    calls = {organisation_key(name): n for n, hub in reversed(list(enumerate(hubs))) for name in (*hub.also, hub.name)}
    there = {n: _read(n, d.tables[CASES], calls) for n, d in enumerate(datasets) if d is not None and CASES in d.tables}
    out: dict[tuple[int, int], Double] = {}
    met: dict[tuple[int, int], set[int]] = {}  # case -> hubs where it was found
    doubtful: set[tuple[int, int, int]] = set()
    for later in there.values():
        for earlier in (h for h in there.values() if h.place < later.place):
            for i, j, by in _pairs(earlier, later, doubtful):
                met.setdefault((earlier.place, i), set()).add(later.place)
                met.setdefault((later.place, j), set()).add(earlier.place)
                out.setdefault((later.place, j), Double(earlier.case(i), later.case(j), by))
    singles = [
        Single(hub.case(row), written, _why(hub.place, row, other, there, doubtful))
        for hub in there.values()
        for row, named in sorted(hub.named.items())
        for other, written in named.items()
        if other not in met.get((hub.place, row), set())
    ]
    rows = tuple(frozenset(row for hub, row in out if hub == n) for n in range(len(hubs)))
    return Shared(tuple(out[key] for key in sorted(out)), tuple(singles), rows)


def without(dataset: Dataset, rows: frozenset[int]) -> Dataset:
    """The dataset without these rows of Cases."""
    if not rows:
        return dataset
    table = dataset.tables[CASES]
    kept: NDArray[np.intp] = np.setdiff1d(np.arange(len(table)), sorted(rows))
    return dataset.with_tables({**dataset.tables, CASES: table.taken(kept)}, dataset.withheld)


def _read(place: int, table: Table, calls: Mapping[str, int]) -> _Hub:
    def texts(column: str) -> list[str]:
        return [str(v) if isinstance(v, str) else "" for v in table.frame[column].astype(object)] if table.has(column) else [""] * len(table)

    written = texts(ID)
    keys = [key if text else "" for key, text in zip(ids(written), written, strict=True)]
    hub = _Hub(place, table, keys, [header_key(t) for t in texts(TITLE)], [organisation_key(o) if o else "" for o in texts(ORGANISATION)])
    if table.has(SHARED_WITH):
        rows, names = table.items(SHARED_WITH)
        for row, name in zip(rows, names, strict=True):
            named = hub.named.setdefault(int(row), {})
            other = calls.get(organisation_key(str(name)), -1 - len(named))
            if other != place:  # a hub that names itself says nothing
                named.setdefault(other, str(name))
    return hub


def _pairs(earlier: _Hub, later: _Hub, doubtful: set[tuple[int, int, int]]) -> list[tuple[int, int, Found]]:
    """Rows of two hubs that are one case: by their number first, then by their title; a row is in one pair at most."""
    found: list[tuple[int, int, Found]] = []
    left, right = set(range(len(earlier.ids))), set(range(len(later.ids)))
    keys = {"id": (earlier.ids, later.ids), "title": (earlier.titles, later.titles)}
    for kind, enough in (("id", 2), ("id", 1), ("title", 2), ("title", 1)):  # cases that name each other's hub before those where only one does
        mine, theirs = keys[kind]
        rows: dict[str, list[int]] = {}
        for i in sorted(left):
            rows.setdefault(mine[i], []).append(i)
        for j in sorted(right):
            for i in rows.get(theirs[j], ()) if theirs[j] else ():
                if i not in left or earlier.names(i, later.place) + later.names(j, earlier.place) < enough:
                    continue
                if kind == "id" and _others(earlier, i, later, j):
                    doubtful |= {(earlier.place, i, later.place), (later.place, j, earlier.place)}
                    continue
                found.append((i, j, _by(earlier, i, later, j)))
                left.discard(i)
                right.discard(j)
                break
    return found


def _by(earlier: _Hub, i: int, later: _Hub, j: int) -> Found:
    same_id, same_title = (bool(mine[i]) and mine[i] == theirs[j] for mine, theirs in ((earlier.ids, later.ids), (earlier.titles, later.titles)))
    return "both" if same_id and same_title else "id" if same_id else "title"


def _others(earlier: _Hub, i: int, later: _Hub, j: int) -> bool:
    """Whether two cases of one number are different ones: both name an organisation, and neither that nor the title is the same."""
    one, other, title = earlier.organisations[i], later.organisations[j], earlier.titles[i]
    return bool(one) and bool(other) and one != other and (not title or title != later.titles[j])


def _why(hub: int, row: int, other: int, there: Mapping[int, _Hub], doubtful: set[tuple[int, int, int]]) -> Reason:
    """Why a shared case has no double at the hub that it names."""
    if other < 0:
        return Reason("shared-elsewhere")
    if other not in there:
        return Reason("shared-no-cases")
    return Reason("shared-doubtful" if (hub, row, other) in doubtful else "shared-not-found")
