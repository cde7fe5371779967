"""Proposals for words that the contract does not know, with how sure we are: a column, a value, two names that look like one.

Nothing is changed here: a person confirms, and the answer is a decision (decisions.py). How alike two words are is rapidfuzz's answer.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from rapidfuzz import fuzz
from rapidfuzz.distance import DamerauLevenshtein

from data.citizens import citizens
from data.contract import contract
from data.dataset import Dataset, Table
from data.decisions import Decisions, organisation_columns, pair
from data.findings import plain
from data.names import AUTHORITY_WORDS, fold, organisation_keys
from data.tables import Lists, allowed_values

SURE_ENOUGH = 0.6  # a proposal below this is no help
SHORT, TYPING_ERROR = 4, 0.75  # letters of a word that can hold a typing error, and how alike it is to the right one then
MOST = 60  # proposals of one kind that a person can look at
CROWD = 40  # a beginning of a word that more names share says nothing about them
_BEGINNING = 4  # letters of a word by which names find each other


@dataclass(frozen=True)
class Proposal:
    """`kind` is "columns", "values" or "names"; `place` a sheet ("cases"), a column ("cases.source") or empty.

    `word` is what was delivered, in `count` rows; `meant` what it could be (a column key, a value, a name); `confidence` from 0 to 1.
    """

    kind: str
    place: str
    word: str
    meant: str
    confidence: float
    count: int


def proposals(delivered: Dataset, whole: Dataset, lists: Lists, decisions: Decisions) -> list[Proposal]:
    """All proposals, the surest of each kind first: about the columns and values of a delivery, and about the names in all data together."""
    kinds = columns(delivered), values(delivered, lists), names(whole, decisions)
    return [p for found in kinds for p in sorted(found, key=lambda p: (-round(p.confidence, 2), -p.count, p.word))[:MOST]]


def columns(dataset: Dataset) -> list[Proposal]:
    """For each unknown column that holds something, the column of its sheet that it is most like and that was not delivered."""
    found = []
    for key, table in dataset.tables.items():
        there = {key for part in table.parts for key in part.letters}
        missing = [c for c in table.sheet.columns if c.key not in there and not c.personal]
        for header in table.extra.columns:
            filled = int(table.extra[header].notna().sum())
            best = _best(str(header), {c.key: (c.header, *c.synonyms) for c in missing})
            if filled and best:
                found.append(Proposal("columns", key, str(header), *best, filled))
    return _once([*found, *_missing(dataset)])


def _missing(dataset: Dataset) -> list[Proposal]:
    """For each required column without which a sheet is not read, the unknown header of that sheet that is most like it."""
    sheets = {sheet.name: sheet for sheet in contract().values()}
    found = []
    for block in dataset.findings.blocks:
        if block.code == "column-missing":
            sheet = sheets[str(block.params["table"])]
            column = next(c for c in sheet.columns if c.header == block.column)
            headers = [h for h in str(block.params["headers"]).split("\n") if h]
            scored = [(best[1], h) for h in headers if (best := _best(h, {column.key: (column.header, *column.synonyms)}, at_least=0.0))]
            if scored:
                score, header = max(scored)
                found.append(Proposal("columns", sheet.key, header, column.key, score, 1))
    return found


def values(dataset: Dataset, lists: Lists) -> list[Proposal]:
    """For each unknown value of a list, the allowed value that it is most like; `meant` is empty where none is like it."""
    columns_ = {(p.file, p.sheet, c.header): (f"{key}.{c.key}", c) for key, t in dataset.tables.items() for p in t.parts for c in t.sheet.columns}
    count: dict[tuple[str, str], int] = defaultdict(int)
    allowed: dict[str, Mapping[str, Sequence[str]]] = {}
    for block in dataset.findings.blocks:
        place, column = columns_.get((block.file, block.sheet, block.column), ("", None))
        if block.code == "value-unknown" and not block.variant and column is not None and column.type == "enum":
            allowed[place] = {v.value: (v.value, *v.synonyms) for v in allowed_values(column, lists)}
            for text in plain(block.values):
                count[place, text or ""] += 1
    found = [(place, text, times, _best(text, allowed[place]) or ("", 0.0)) for (place, text), times in count.items() if text]
    return [Proposal("values", place, text, *best, times) for place, text, times, best in found]


def names(dataset: Dataset, decisions: Decisions) -> list[Proposal]:
    """Names of organisations that differ and look like one: the rarer spelling is proposed to be the more frequent one."""
    count = _spellings(dataset)
    spellings = list(count)
    keys = dict(zip(spellings, organisation_keys(spellings), strict=True))
    first: dict[str, str] = {}
    for name in sorted(spellings, key=lambda n: -count[n]):
        first.setdefault(keys[name], name)  # spellings that already count as one are shown as one
    found = []
    for a, b in _candidates(list(first)):
        score = _alike(a, b)
        one, other = first[a], first[b]
        if score and not decisions.are_apart(one, other):
            rare, frequent = sorted((one, other), key=lambda n: (count[n], -len(n)))
            found.append(Proposal("names", "", rare, frequent, score, count[rare]))
    return found


def _alike(a: str, b: str) -> float:
    """How alike two normalised names are: word by word, whatever their order, and without what a local authority is called."""
    mine, yours = _telling(a), _telling(b)
    if mine == yours:
        return 1.0 if sorted(a.split()) == sorted(b.split()) else 0.95
    if len(mine) != len(yours):
        return 0.0
    scores = [DamerauLevenshtein.normalized_similarity(x, y) for x, y in zip(mine, yours, strict=True)]
    told_apart = any(x != y and (_exact(x) or _exact(y)) for x, y in zip(mine, yours, strict=True))
    return 0.0 if told_apart or min(scores) < TYPING_ERROR else sum(scores) / len(scores)


def _telling(name: str) -> list[str]:
    """The words that tell a name apart, in the order of the alphabet."""
    return sorted(w for w in name.split() if w not in AUTHORITY_WORDS) or name.split()


def _exact(word: str) -> bool:
    """Whether names that differ in this word are two: so in short words and numbers. A typing error changes a letter or two of a long word."""
    return len(word) < SHORT or any(c.isdigit() for c in word)


def _candidates(keys: Sequence[str]) -> Iterable[tuple[str, str]]:
    """Pairs of names that have the beginning of a word in common, as many words, and the same short words and numbers.

    Comparing all with all would take too long; two names of which one has a number that the other has not can't be alike.
    """
    groups: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for key in keys:
        words = _telling(key)
        same = (len(words), *(w for w in words if _exact(w)))
        for word in {w[:_BEGINNING] for w in key.split() if w not in AUTHORITY_WORDS and len(w) > 1}:
            groups[word, same].append(key)
    return dict.fromkeys(pair(a, b) for group in groups.values() if len(group) <= CROWD for a, b in combinations(group, 2))


def _spellings(dataset: Dataset) -> dict[str, int]:
    """Every spelling of an organisation's name, with the number of cells that hold it."""
    count: dict[str, int] = defaultdict(int)
    for sheet, column in organisation_columns():
        table = dataset.tables.get(sheet)
        if table is not None and table.has(column.key):
            for name, times in _counted(table, column.key).items():
                count[name] += times
    return count


def _counted(table: Table, key: str) -> dict[str, int]:
    rows, items = table.items(key)
    codes = np.asarray(items.codes)[~citizens(table)[rows]]
    return {str(name): int(n) for name, n in zip(items.categories, np.bincount(codes, minlength=len(items.categories)), strict=True) if n}


def _best(word: str, known: Mapping[str, Sequence[str]], at_least: float = SURE_ENOUGH) -> tuple[str, float] | None:
    """The known thing one of whose names is most like the word, if it is like enough."""
    wanted = _words(word)
    scores = {key: max(fuzz.token_sort_ratio(wanted, _words(n)) for n in names_) / 100 for key, names_ in known.items()}
    best = max(scores, key=scores.__getitem__, default=None)
    return (best, scores[best]) if best is not None and scores[best] >= at_least else None


def _words(text: str) -> str:
    return " ".join(re.split(r"[\W_]+", fold(text))).strip()


def _once(found: list[Proposal]) -> list[Proposal]:
    """One column is proposed for one header only: the one that is most like it."""
    best: dict[tuple[str, str], Proposal] = {}
    for p in found:
        if (p.place, p.meant) not in best or p.confidence > best[p.place, p.meant].confidence:
            best[p.place, p.meant] = p
    return list(best.values())
