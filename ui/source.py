"""Which data the visit looks at: the version in the store that it asks for (by default the latest), the example while there is none, or
one's own files that live only in this session.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import streamlit as st

from data import examples
from data.dataset import Dataset
from data.hub import load_hub
from data.phases import Phase, phase_of
from data.raw import Source as File
from data.reader import read
from data.store.address import address
from data.store.errors import StoreError
from data.store.recipe import Recipe
from data.store.store import Mark, open_store
from metrics.catalogue import indicator_names
from ui import shelf

REMEMBERED = "remembered"  # what was worked out of one's own files, or of a delivery that is looked at (ui/remember.py)
_OWN, _FILES, _SHOWN, _ROUND = "own_workbook", "own_files", "data_shown", "upload_round"
KEPT = 5  # deliveries that stay in memory, with all that was worked out of them (ui/remember.py): the last ones that anybody looked at
LABEL = 8  # signs of a fingerprint are enough to tell two deliveries apart


@dataclass(frozen=True)
class Source:
    """A delivery that has been read; `version` names its content, and keys everything that is computed from it.

    `number` is that of a version in the store, 0 for the example and for one's own files.
    """

    version: str
    names: tuple[str, ...]
    dataset: Dataset
    own: bool = False
    number: int = 0

    def __repr__(self) -> str:
        """Its name: as an argument of what is remembered it is a key."""
        return f"<data {self.version}>"

    @property
    def fictional(self) -> bool:
        """Whether this is the example."""
        return not self.own and not self.number

    @property
    def delivery(self) -> str:
        """The name of what was delivered, whatever the filters leave of it."""
        return self.version.partition("|")[0]

    @property
    def label(self) -> str:
        """How a chart names the data that it was made from: the version's number, and the beginning of its fingerprint."""
        fingerprint = self.delivery[:LABEL]
        return f"{self.number} ({fingerprint})" if self.number else fingerprint

    @property
    def default_as_of(self) -> date:
        """The reference date to begin with: today, or the day that fits the example."""
        return examples.AS_OF if self.fictional else date.today()

    @property
    def default_phase(self) -> Phase | None:
        """The phase to begin with: the running one, else the last that began, else the first."""
        day, phases = self.default_as_of, self.dataset.phases
        begun = [p for p in phases if p.start <= day]
        return phase_of(phases, day) or (max(begun, key=lambda p: p.start) if begun else next(iter(phases), None))


# By the address of a store how it stood at the last redraw, and the data of its latest version by then: most times it still is.
_LATEST: dict[str, tuple[Mark, Source]] = {}


@st.cache_resource(max_entries=2, show_spinner=False)
def example() -> Source:
    """The example workbook, read once for everybody."""
    return receive([File(examples.WORKBOOK.name, examples.WORKBOOK)], own=False)


def current(pinned: int | None = None) -> Source:
    """The data of this visit; raises StoreError when the store can't be read."""
    own = st.session_state.get(_OWN)
    if own is not None:
        return own
    if pinned:
        return stored(pinned)
    now = shelf.mark()
    if not now.version:
        return example()
    known = _LATEST.get(address())
    if known is not None and known[0] == now:
        return known[1]
    shown = stored(now.version)
    _LATEST[address()] = now, shown
    return shown


def stored(number: int) -> Source:
    """A version of the store, read once for everybody; raises StoreError where the content of one of its files was erased since."""
    version = shelf.version(number)
    if version.recipe.contents & shelf.erased():
        raise StoreError("store-version-erased")
    names = tuple(dict.fromkeys(f.name for layer in version.recipe.layers for f in layer.files))
    return Source(name_of(number), names, _read(version.recipe.digest, version.recipe), number=number)


def name_of(number: int) -> str:
    """What the data of a version is called; "" for version 0, where there is none. Another back-up may have other data under the same number.

    The number is part of it: an undo has the content of an earlier version, and still says that it is another.
    """
    return f"{shelf.version(number).recipe.digest}/{number}" if number else ""


def own_shown() -> bool:
    """Whether the visit looks at its own files, which needs no store."""
    return _OWN in st.session_state


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _read(digest: str, _recipe: Recipe) -> Dataset:  # noqa: ARG001 - equal recipes give equal tables
    return read(open_store().sources(_recipe), load_hub(), indicator_names(), decisions=_recipe.decisions)


def receive(files: Sequence[File], own: bool = True) -> Source:
    """Read files; raises data.errors.Unusable when nothing can be read. Nothing is written anywhere."""
    dataset = read(files, load_hub(), indicator_names())
    return Source(version(files), tuple(f.name for f in files), dataset, own)


def use(source: Source, files: Sequence[File]) -> None:
    """Show one's own files on every page of this visit."""
    st.session_state[_OWN] = source
    st.session_state[_FILES] = tuple(files)


def own_files() -> tuple[File, ...]:
    """One's own files as they were given."""
    return tuple(st.session_state.get(_FILES, ()))


def use_example() -> None:
    """Forget one's own files and show again what everybody sees."""
    st.session_state.pop(_OWN, None)
    st.session_state.pop(_FILES, None)
    st.session_state.pop(REMEMBERED, None)
    st.session_state[_ROUND] = upload_round() + 1


def upload_round() -> int:
    """How often one's own files were left: the place to drop files begins empty again each time."""
    return int(st.session_state.get(_ROUND, 0))


def forget() -> None:
    """Nothing that was read from the store stays in memory."""
    _LATEST.clear()
    shelf.forget()
    st.cache_resource.clear()


def changed(source: Source) -> bool:
    """Whether the visit looks at other data than at its last redraw; a later version of the same data is no other."""
    kind = source.version if source.own else "store" if source.number else "example"
    before = st.session_state.get(_SHOWN)
    st.session_state[_SHOWN] = kind
    return before is not None and before != kind


def newest(dataset: Dataset, as_of: date) -> date | None:
    """The latest day on which something is recorded, up to the reference date."""
    limit = np.datetime64(as_of, "s")
    found = [
        days[days <= limit].max()
        for key, table in dataset.tables.items() if key not in ("phases", "targets", "factors", "partners")
        for column in table.sheet.date_columns if table.has(column.key)
        if ((days := table.frame[column.key].to_numpy()) <= limit).any()
    ]  # fmt: skip
    return max(found).astype("datetime64[D]").item() if found else None


def version(files: Sequence[File]) -> str:
    """A name for the content of files."""
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.name.encode() + b"\0")
        digest.update(file.data if isinstance(file.data, bytes) else Path(file.data).read_bytes())
    return digest.hexdigest()[:16]
