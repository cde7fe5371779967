"""Who works with whom: organisations, partners and social-economy companies that stand in the same case."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import combinations

import numpy as np

from data.citizens import citizens
from data.dataset import Dataset
from data.names import keyed
from metrics.clusters import active_cases
from metrics.columns import columns_of
from metrics.engine import Reason, lacking
from metrics.layout import layout
from metrics.periods import Period
from metrics.spelling import shown, spellings

# The columns that name a party of a case, and what kind of party that is; what one is in most cases it is in the drawing.
ROLES = {"organisation": "organisation", "partners": "partner", "se_companies": "se", "match_with": "organisation"}
MOST = 40


@dataclass(frozen=True)
class Node:
    """One party. `kind` = organisation, partner or se; `cases` = in how many cases it stands, `degree` = with how many parties it works
    (also those left out of the drawing). `x` and `y` lie between 0 and 1.
    """

    key: str
    label: str
    kind: str
    cases: int
    degree: int
    x: float
    y: float


@dataclass(frozen=True)
class Edge:
    """Two parties (places in `nodes`, a < b) that stand in so many cases together."""

    a: int
    b: int
    cases: int


@dataclass(frozen=True)
class Relations:
    """The network of a period: the parties that work with most others first, and `left_out` = how many are not drawn."""

    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()
    left_out: int = 0
    reason: Reason | None = None
    missing: tuple[Reason, ...] = ()


def relations(dataset: Dataset, period: Period, as_of: date, most: int = MOST) -> Relations:
    """Who works with whom in the cases with a date in the period. Partners of one case are connected with whom they help, not with each
    other: two parties are connected when they have different roles in a case. Citizens are left out: their names are persons' names.
    """
    absent = lacking(dataset, [("cases", "")])
    if absent:
        return Relations(reason=absent)
    gone = tuple(r for r in (lacking(dataset, [("cases", c)]) for c in ROLES) if r)
    cases, kinds, together = _parties(dataset, period, as_of)
    degree = Counter(name for pair in together for name in pair)
    ranked = sorted(cases, key=lambda k: (-degree[k], -cases[k], k))
    kept = ranked[:most]
    place = {key: n for n, key in enumerate(kept)}
    edges = sorted(((*sorted((place[a], place[b])), n) for (a, b), n in together.items() if a in place and b in place))
    at = layout(len(kept), np.array([e[:2] for e in edges], np.intp).reshape(-1, 2), np.array([e[2] for e in edges], np.float64))
    labels = spellings(columns_of(dataset), [("cases", c) for c in ROLES])
    nodes = tuple(
        Node(key, labels[key], _kind(kinds[key]), cases[key], degree[key], float(x), float(y)) for key, (x, y) in zip(kept, at, strict=True)
    )  # fmt: skip
    return Relations(nodes, tuple(Edge(*e) for e in edges), len(ranked) - len(kept), Reason("no-rows") if not nodes else None, gone)


def _parties(dataset: Dataset, period: Period, as_of: date) -> tuple[Counter[str], dict[str, Counter[str]], Counter[tuple[str, str]]]:
    """Per party its cases and its roles, and per pair of parties (in the order of the alphabet) the cases they share."""
    table = dataset.tables["cases"]
    rows = active_cases(dataset, period, as_of)
    person = citizens(table)[rows]
    texts = {column: shown(table, column, rows) for column in ROLES}
    keys = keyed(name for column in texts.values() for text in column for name in _names(text))
    cases: Counter[str] = Counter()
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    together: Counter[tuple[str, str]] = Counter()
    for n in range(len(rows)):
        party = {(keys[name], column) for column in ROLES if not (person[n] and column == "organisation") for name in _names(texts[column][n])}
        cases.update({key for key, _ in party})
        for key, column in party:
            kinds[key][ROLES[column]] += 1
        pairs = {(min(a, b), max(a, b)) for (a, one), (b, other) in combinations(party, 2) if a != b and one != other}
        together.update(pairs)
    return cases, kinds, together


def _names(text: str) -> list[str]:
    return text.split("; ") if text else []


def _kind(roles: Counter[str]) -> str:
    return min(roles, key=lambda r: (-roles[r], r))
