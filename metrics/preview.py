"""What a delivery would change, before anything is stored: the rows, the figures, what looks wrong, and which words are not known."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np

from data.content import fingerprint
from data.contract import SETTINGS
from data.dataset import Dataset
from data.decisions import Decisions
from data.difference import TableDifference, differences
from data.raw import Source
from data.reader import lists_of, read
from data.store.recipe import Mode, Recipe
from data.store.store import received_files
from data.suggestions import Proposal, proposals
from data.suspicions import Suspicion, suspicions
from metrics.catalogue import indicator_names
from metrics.changes import FigureChange, changed_figures
from metrics.problems import Problem, more_problems
from metrics.scorecard import scorecard

STEPS = ("reading", "joining", "comparing", "figures", "checking")
Told = Callable[[str], None]


@dataclass(frozen=True)
class Base:
    """The state that a delivery comes on top of: version 0 is an empty store."""

    number: int = 0
    recipe: Recipe = field(default_factory=Recipe)
    dataset: Dataset | None = None


@dataclass(frozen=True)
class Difference:
    """Two states compared: `rows` per sheet, `figures` of every indicator and phase that has another value."""

    rows: Mapping[str, TableDifference]
    figures: tuple[FigureChange, ...]


@dataclass(frozen=True)
class Preview:
    """`dataset` is what there would be once `recipe` is confirmed, `delivered` the part of it that comes from the files at hand: their rows,
    their accounting, and what is to be said about them beside everything that carries on. `broken` are findings in what carries on that
    were not there before; `untouched` the sheets without rows that leave what was there as it is.
    """

    base: int
    recipe: Recipe
    delivered: Dataset
    dataset: Dataset
    difference: Difference | None
    suspicions: tuple[Suspicion, ...]
    proposals: tuple[Proposal, ...]
    broken: tuple[Problem, ...]
    untouched: tuple[str, ...]
    fingerprint: str


def preview(
    files: Sequence[Source], base: Base, mode: Mode, decisions: Decisions, as_of: date, sources: Callable[[Recipe, Sequence[Source]], list[Source]],
    told: Told = lambda _: None,
) -> Preview:  # fmt: skip
    """Look at a delivery; `sources` gives the files of a recipe, `told` hears which of `STEPS` begins. Raises Unusable."""
    told("reading")
    alone = read(files, names=indicator_names(), decisions=decisions)
    before = base.dataset.tables if base.dataset is not None else {}
    untouched = tuple(k for k, t in alone.tables.items() if not len(t) and not alone.counts[k].read and len(before.get(k, ())))
    tables = [k for k in alone.tables if k not in untouched]
    recipe = Recipe(base.recipe.layers, decisions).with_delivery(received_files(files), tables, base.number + 1, mode)
    told("joining")
    dataset = alone if len(recipe.layers) == 1 else read(sources(recipe, files), names=indicator_names(), decisions=decisions)
    difference = None if base.dataset is None else compare(base.dataset, dataset, as_of, told)
    told("checking")
    delivered = _part_of(dataset, alone, len(recipe.layers) - 1, mode)
    carried = {p.file for t in dataset.tables.values() for p in t.parts} - set(delivered.files)
    problems = more_problems(base.dataset, as_of, dataset, as_of) if base.dataset is not None and carried else []
    broken = tuple(p for p in (replace(p, rows=p.rows[p.rows["file"].isin(carried)]) for p in problems) if len(p.rows))
    odd = suspicions(base.dataset, dataset, difference.rows if difference else None, tables)
    proposed = proposals(delivered, dataset, lists_of(dataset.hub, indicator_names(), dataset.phases), decisions)
    found = fingerprint(dataset)
    return Preview(base.number, recipe, delivered, dataset, difference, tuple(odd), tuple(proposed), broken, untouched, found)


def _part_of(dataset: Dataset, alone: Dataset, layer: int, mode: Mode) -> Dataset:
    """What came with the files, as it stands beside everything else."""
    tables = {}
    for key in alone.tables:
        table = dataset.tables[key]
        latest = np.array([p.layer == layer for p in table.parts], bool)[table.part]
        tables[key] = table.taken(np.flatnonzero(latest))
    whole = {k for k in alone.tables if mode == "replace" or k in SETTINGS}
    counts = {k: dataset.counts[k] if k in whole else alone.counts[k] for k in alone.tables}
    return replace(dataset, tables=tables, counts=counts, findings=dataset.findings.about(alone.files), files=alone.files)


def compare(before: Dataset, after: Dataset, as_of: date, told: Told = lambda _: None) -> Difference:
    """Two states on one reference date."""
    told("comparing")
    rows = differences(before, after)
    told("figures")
    old, new = scorecard(before, as_of), scorecard(after, as_of)
    return Difference(rows, tuple(changed_figures(before, after, rows, old, new, as_of)))
