"""Which data the visit looks at: the example workbook, or one's own files that live only in this session."""

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
from metrics.catalogue import indicator_names

_OWN, _CHANGED, _ROUND = "own_workbook", "data_changed", "upload_round"


@dataclass(frozen=True)
class Source:
    """A delivery that has been read; `version` names its content, and keys everything that is computed from it."""

    version: str
    names: tuple[str, ...]
    dataset: Dataset
    own: bool = False

    @property
    def default_as_of(self) -> date:
        """The reference date to begin with: today, or the day that fits the example."""
        return date.today() if self.own else examples.AS_OF

    @property
    def default_phase(self) -> Phase | None:
        """The phase to begin with: the running one, else the last that began, else the first."""
        day, phases = self.default_as_of, self.dataset.phases
        begun = [p for p in phases if p.start <= day]
        return phase_of(phases, day) or (max(begun, key=lambda p: p.start) if begun else next(iter(phases), None))


@st.cache_resource(max_entries=2, show_spinner=False)
def example() -> Source:
    """The example workbook, read once for everybody."""
    return receive([File(examples.WORKBOOK.name, examples.WORKBOOK)], own=False)


def current() -> Source:
    """The data of this visit."""
    own = st.session_state.get(_OWN)
    return own if own is not None else example()


def receive(files: Sequence[File], own: bool = True) -> Source:
    """Read files; raises data.errors.Unusable when nothing can be read. Nothing is written anywhere."""
    dataset = read(files, load_hub(), indicator_names())
    return Source(version(files), tuple(f.name for f in files), dataset, own)


def use(source: Source) -> None:
    """Show one's own files on every page of this visit."""
    st.session_state[_OWN] = source
    st.session_state[_CHANGED] = True


def use_example() -> None:
    """Forget one's own files and show the example again."""
    st.session_state.pop(_OWN, None)
    st.session_state[_CHANGED] = True
    st.session_state[_ROUND] = upload_round() + 1


def upload_round() -> int:
    """How often one's own files were left: the place to drop files begins empty again each time."""
    return int(st.session_state.get(_ROUND, 0))


def changed() -> bool:
    """Whether other data came since the last redraw."""
    return bool(st.session_state.pop(_CHANGED, False))


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
