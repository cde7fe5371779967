"""What a delivery would change, before anything is stored: the rows, the figures, what looks wrong, and which words are not known."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from data.content import fingerprint
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
    """`delivered` is what the files say by themselves, `dataset` what there would be once `recipe` is confirmed."""

    base: int
    recipe: Recipe
    delivered: Dataset
    dataset: Dataset
    difference: Difference | None
    suspicions: tuple[Suspicion, ...]
    proposals: tuple[Proposal, ...]
    fingerprint: str


def preview(
    files: Sequence[Source], base: Base, mode: Mode, decisions: Decisions, as_of: date, sources: Callable[[Recipe, Sequence[Source]], list[Source]],
    told: Told = lambda _: None,
) -> Preview:  # fmt: skip
    """Look at a delivery; `sources` gives the files of a recipe, `told` hears which of `STEPS` begins. Raises Unusable."""
    told("reading")
    delivered = read(files, names=indicator_names(), decisions=decisions)
    recipe = Recipe(base.recipe.layers, decisions).with_delivery(received_files(files), delivered.tables, base.number + 1, mode)
    told("joining")
    alone = len(recipe.layers) == 1
    dataset = delivered if alone else read(sources(recipe, files), names=indicator_names(), decisions=decisions)
    difference = None if base.dataset is None else compare(base.dataset, dataset, as_of, told)
    told("checking")
    odd = suspicions(base.dataset, dataset, difference.rows if difference else None)
    proposed = proposals(delivered, lists_of(delivered.hub, indicator_names(), dataset.phases), decisions)
    return Preview(base.number, recipe, delivered, dataset, difference, tuple(odd), tuple(proposed), fingerprint(dataset))


def compare(before: Dataset, after: Dataset, as_of: date, told: Told = lambda _: None) -> Difference:
    """Two states on one reference date."""
    told("comparing")
    rows = differences(before, after)
    told("figures")
    old, new = scorecard(before, as_of), scorecard(after, as_of)
    return Difference(rows, tuple(changed_figures(before, after, rows, old, new, as_of)))
