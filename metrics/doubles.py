"""Cases that two hubs share: each hub keeps its own row, and a total must count them once.

Two rows are one case when at least one of them names the other's hub in `Gedeeld met hub`, and they have the same Case-ID or the same
title. Two hubs may give the same number to different cases: an equal number with another title and another organisation is no double, and
is listed as doubtful. Links of more than two hubs are taken together, whichever hub they meet in: one case is a group of rows, of each hub one
at most, and no two of them, also those that only meet through a third hub, are different by that rule. Every case that is shared is either in
such a group or listed with the reason why not.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import pandas as pd

from data.dataset import Dataset, Table
from data.hub import Hub
from data.names import header_key, organisation_key
from data.tables import ids
from metrics.engine import Reason
from metrics.trace import title_column

CASES, ID, TITLE, ORGANISATION, SHARED_WITH = "cases", "case_id", "title", "organisation", "shared_with"
Found = Literal["id", "title", "both", "via"]
At = tuple[int, int]  # the place of a hub in the list, and a row of its table
Group = tuple[At, ...]  # the rows that are one thing, in the order of the hubs
End = tuple[int, int, int]  # a row that is not tied: its hub, the row, and the hub of the other
Link = tuple[int, At, At, Found]  # how weak it is (0 = strongest), and what it ties together
# Cases that name each other's hub go before those where only one does, and a number before a title.
STRENGTHS: tuple[tuple[Literal["id", "title"], int], ...] = (("id", 2), ("id", 1), ("title", 2), ("title", 1))


@dataclass(frozen=True)
class Case:
    """One row of Cases, or of a sheet whose rows belong to a case: `id` is that of the case, `title` what a person knows the row by.

    `hub` is the place of its hub in the list, `row` that in its table; `where` = file, sheet and spreadsheet row.
    """

    hub: int
    row: int
    id: str
    title: str
    where: tuple[str, str, int]


@dataclass(frozen=True)
class Double:
    """One case in two hubs: `kept` goes first, `left_out` counts only where no row before it does; `by` says what they have in common.

    "via" = not with each other, but each with the row of a further hub.
    """

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
    """All doubles, and the shared cases that have none. `groups` are the same doubles as the rows of Cases that are one case."""

    doubles: tuple[Double, ...] = ()
    singles: tuple[Single, ...] = ()
    groups: tuple[Group, ...] = ()


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


def cases(table: Table, hub: int) -> Callable[[int], Case]:
    """Makes a row of a sheet one for people; the columns are looked up once."""
    columns = [table.frame[c].array if c and table.has(c) else None for c in (ID, title_column(table))]

    def case(row: int) -> Case:
        number, title = ("" if cell is None or pd.isna(cell) else str(cell) for cell in (column if column is None else column[row] for column in columns))
        return Case(hub, row, number, title, table.where(row))

    return case


def shared(hubs: Sequence[Hub], datasets: Sequence[Dataset | None]) -> Shared:
    """The shared cases of hubs, in the order of the list."""
    calls = {organisation_key(name): n for n, hub in reversed(list(enumerate(hubs))) for name in (*hub.also, hub.name)}
    there = {n: _read(n, d.tables[CASES], calls) for n, d in enumerate(datasets) if d is not None and CASES in d.tables}
    doubtful: set[End] = set()
    links = [link for later in there.values() for earlier in there.values() if earlier.place < later.place for link in _links(earlier, later, doubtful)]
    group_of, taken = _tied(sorted(links), there, doubtful)
    groups = tuple(sorted(set(group_of.values())))
    people = {n: cases(hub.table, n) for n, hub in there.items()}
    direct = {(one, other): by for _, one, other, by in links}
    doubles = [
        Double(people[first[0]](first[1]), people[other[0]](other[1]), direct.get((first, other), "via")) for first, *others in groups for other in others
    ]
    singles = [
        Single(people[hub.place](row), written, _why(hub.place, row, other, there, doubtful, taken))
        for hub in there.values()
        for row, named in sorted(hub.named.items())
        for other, written in named.items()
        if other not in {place for place, _ in group_of.get((hub.place, row), ())}
    ]
    return Shared(tuple(sorted(doubles, key=lambda d: (d.left_out.hub, d.left_out.row))), tuple(singles), groups)


def _tied(links: Sequence[Link], there: Mapping[int, _Hub], doubtful: set[End]) -> tuple[dict[At, Group], set[End]]:
    """The group of each row that has one, from links with the strongest first.

    A link that would make one case of two rows that a hub itself tells apart is not followed; both its ends come back. Neither is one that
    would make one of two rows whose number is the same and whose title and organisation are not; its ends are doubtful.
    """
    group_of: dict[At, Group] = {}
    taken: set[End] = set()
    for _, one, other, _ in links:
        mine, theirs = group_of.get(one, (one,)), group_of.get(other, (other,))
        if mine == theirs:
            continue
        ends: set[End] = {(*one, other[0]), (*other, one[0])}
        if {place for place, _ in mine} & {place for place, _ in theirs}:
            taken |= ends
            continue
        if any(_others(there[a], i, there[b], j) for a, i in mine for b, j in theirs):
            doubtful |= ends
            continue
        both = tuple(sorted((*mine, *theirs)))
        group_of.update(dict.fromkeys(both, both))
    return group_of, taken


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


def _links(earlier: _Hub, later: _Hub, doubtful: set[End]) -> list[Link]:
    """Rows of two hubs that are one case, the strongest links first; a row is in one of them at most."""
    found: list[Link] = []
    left, right = set(range(len(earlier.ids))), set(range(len(later.ids)))
    keys = {"id": (earlier.ids, later.ids), "title": (earlier.titles, later.titles)}
    for weakness, (kind, enough) in enumerate(STRENGTHS):
        mine, theirs = keys[kind]
        rows: dict[str, list[int]] = {}
        for i in sorted(left):
            rows.setdefault(mine[i], []).append(i)
        for j in sorted(right):
            for i in rows.get(theirs[j], ()) if theirs[j] else ():
                if i not in left or earlier.names(i, later.place) + later.names(j, earlier.place) < enough:
                    continue
                if _others(earlier, i, later, j):
                    doubtful |= {(earlier.place, i, later.place), (later.place, j, earlier.place)}
                    continue
                found.append((weakness, (earlier.place, i), (later.place, j), _by(earlier, i, later, j)))
                left.discard(i)
                right.discard(j)
                break
    return found


def _by(earlier: _Hub, i: int, later: _Hub, j: int) -> Found:
    same_id, same_title = (bool(mine[i]) and mine[i] == theirs[j] for mine, theirs in ((earlier.ids, later.ids), (earlier.titles, later.titles)))
    return "both" if same_id and same_title else "id" if same_id else "title"


def _others(earlier: _Hub, i: int, later: _Hub, j: int) -> bool:
    """Whether two rows have one number and are different cases: both name an organisation, and neither that nor the title is the same."""
    number, one, other, title = earlier.ids[i], earlier.organisations[i], later.organisations[j], earlier.titles[i]
    return bool(number) and number == later.ids[j] and bool(one) and bool(other) and one != other and (not title or title != later.titles[j])


def _why(hub: int, row: int, other: int, there: Mapping[int, _Hub], doubtful: set[End], taken: set[End]) -> Reason:
    """Why a shared case has no double at the hub that it names."""
    if other < 0:
        return Reason("shared-elsewhere")
    if other not in there:
        return Reason("shared-no-cases")
    if (hub, row, other) in taken:
        return Reason("shared-taken")
    return Reason("shared-doubtful" if (hub, row, other) in doubtful else "shared-not-found")
