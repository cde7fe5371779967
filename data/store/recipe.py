"""What a version is made of: which sheets of which files, in layers, and the decisions about unknown words.

A recipe holds no data itself. Read again it gives the same tables, so a version is kept by keeping its files.
"""

import hashlib
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from data.contract import SETTINGS
from data.decisions import NONE, Decisions

# Replace: the sheets that come take the place of those that were there; the other sheets carry on.
# Update: rows with a known ID are replaced, other rows are added, nothing is removed; sheets of settings are replaced.
Mode = Literal["replace", "update"]
MODES: tuple[Mode, ...] = ("replace", "update")


@dataclass(frozen=True)
class File:
    """A file by the name people know and its SHA-256."""

    name: str
    sha256: str


@dataclass(frozen=True)
class Layer:
    """One delivery in a recipe: `tables` are the sheets taken from its files, `version` the version that it came with."""

    files: tuple[File, ...]
    tables: frozenset[str]
    version: int


@dataclass(frozen=True)
class Recipe:
    """Layers, the latest last. A sheet that stands in several layers is joined by ID, the later layer first."""

    layers: tuple[Layer, ...] = ()
    decisions: Decisions = NONE

    def with_delivery(self, files: Sequence[File], tables: Collection[str], version: int, mode: Mode) -> "Recipe":
        """The recipe after one more delivery that holds these tables."""
        gone = frozenset(tables) if mode == "replace" else frozenset(tables) & frozenset(SETTINGS)
        kept = tuple(replace(layer, tables=layer.tables - gone) for layer in self.layers if layer.tables - gone)
        return replace(self, layers=(*kept, Layer(tuple(files), frozenset(tables), version)))

    @property
    def digest(self) -> str:
        """A name for what the recipe says: equal recipes give equal tables."""
        return hashlib.sha256(self.as_json().encode()).hexdigest()

    @property
    def contents(self) -> frozenset[str]:
        """The fingerprints of the files that it rests on."""
        return frozenset(file.sha256 for layer in self.layers for file in layer.files)

    def shown_names(self) -> dict[tuple[int, int], str]:
        """How each file is called, by layer and place in it: its own name; of an earlier delivery with its version where the name comes again.

        The mark stands before the ending, which says what kind of file it is.
        """
        last = len(self.layers) - 1
        later: set[str] = set()
        found = {}
        for n in range(last, -1, -1):
            layer = self.layers[n]
            for position, file in enumerate(layer.files):
                found[n, position] = file.name if n == last or file.name not in later else _marked(file.name, layer.version)
            later |= {f.name for f in layer.files}
        return found

    def as_json(self) -> str:
        """For the store."""
        layers = [{"files": [[f.name, f.sha256] for f in y.files], "tables": sorted(y.tables), "version": y.version} for y in self.layers]
        return json.dumps({"layers": layers, "decisions": self.decisions.as_json()}, ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_json(cls, raw: str) -> "Recipe":
        """What `as_json` wrote; raises ValueError for anything else."""
        try:
            data = json.loads(raw)
            layers = [([(name, sha) for name, sha in y["files"]], frozenset(y["tables"]), y["version"]) for y in data["layers"]]
            decisions = Decisions.from_json(data["decisions"])
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError("no recipe") from error
        return cls(tuple(Layer(tuple(File(*f) for f in files), tables, version) for files, tables, version in layers), decisions)


def _marked(name: str, version: int) -> str:
    stem, dot, ending = name.rpartition(".")
    return f"{stem} (v{version}){dot}{ending}" if dot else f"{name} (v{version})"
