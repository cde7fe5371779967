"""What must hold of any file that somebody hands in, whatever is in it."""

import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from data import feedback
from data.checks import future_dates
from data.content import fingerprint
from data.dataset import Dataset
from data.decisions import NONE
from data.errors import UserError
from data.findings import Findings
from data.raw import Source
from data.reader import read
from data.store.recipe import Recipe
from data.store.store import Entry, Store, open_store
from locales import LANGUAGES
from metrics.catalogue import indicator_names
from metrics.periods import months
from metrics.preview import Base, Preview, preview
from metrics.scorecard import scorecard

AS_OF = date(2025, 3, 31)
# A computer with little memory, so that what is too much for it is soon there; time as it is by default.
SETTINGS = {"IMPACTMONITOR_MAX_SECONDS": "120", "IMPACTMONITOR_MAX_MEMORY_GIB": "1"}
STOPPED = ("file-slow", "file-heavy", "file-fatal")


@dataclass
class Counted:
    """How files ended, and the first words of what went wrong."""

    ended: dict[str, int] = field(default_factory=dict)

    def add(self, how: str) -> None:
        """One more that ended so."""
        self.ended[how] = self.ended.get(how, 0) + 1

    def __str__(self) -> str:
        return ", ".join(f"{n} {how}" for how, n in sorted(self.ended.items(), key=lambda pair: -pair[1]))


def outcome(files: Sequence[Source]) -> Dataset | UserError:
    """A dataset, or the user's error; anything else is raised, and is a fault."""
    try:
        return read(files, names=indicator_names())
    except UserError as error:
        said(error)
        return error


def said(error: UserError) -> None:
    """One sentence, in each language its own, that has all its words."""
    words = [error.message(lang) for lang in LANGUAGES]
    assert len(set(words)) == len(words), words
    for sentence in words:
        assert sentence.strip(), error.key
        assert "\n" not in sentence.strip(), sentence
        assert "errors." not in sentence, sentence


def ended(found: Dataset | UserError) -> str:
    """In a word how reading ended."""
    return "read" if isinstance(found, Dataset) else found.key


def computed(data: Dataset) -> None:
    """Every figure of every phase and month of a year, and every remark in words."""
    scorecard(data, AS_OF)
    scorecard(data, AS_OF, months(date(2024, 1, 1), date(2024, 12, 31)))
    for lang in LANGUAGES:
        (data.findings + future_dates(data, AS_OF)).frame(lang)


@cache
def store() -> Store:
    """A store for all that is read in this process."""
    return open_store(f"sqlite:///{tempfile.mkdtemp(prefix='impactmonitor-fuzz-')}/store.db")


def delivered(file: Source) -> Preview:
    """The way of the page Gegevens: look at it, confirm it, and have it back as it was."""
    kept = store()
    made = preview([file], Base(kept.head(), Recipe()), "replace", NONE, AS_OF, kept.sources)
    kept.confirm(made.base, Entry(made.recipe, "An", "", made.fingerprint, (file,), {}))
    version = kept.version(kept.head())
    again = read(kept.sources(version.recipe), names=indicator_names(), decisions=version.recipe.decisions)
    assert fingerprint(again) == made.fingerprint == version.fingerprint, "what was stored is read back otherwise"
    return made


def remarked(file: Source, data: Dataset) -> None:
    """The workbook with remarks: made or refused in a sentence, and read back with the same tables."""
    try:
        raw = feedback.build(file, data.findings + future_dates(data, AS_OF))
    except UserError as error:
        said(error)
        return
    back = outcome([Source(file.name if file.name.endswith(".xlsm") else "terug.xlsx", raw)])
    assert isinstance(back, Dataset), f"the workbook with remarks can't be read: {back}"
    assert {k: len(t) for k, t in back.tables.items()} == {k: len(t) for k, t in data.tables.items()}, "the workbook with remarks holds other rows"


def holds(file: Source, deep: bool = True) -> str:
    """Raise where something does not hold; gives in a word how it ended. `deep` = compute, store and mark what is accepted too."""
    found = outcome([file])
    if not deep:
        return ended(found)
    head = store().head()
    if isinstance(found, Dataset):
        computed(found)
        assert delivered(file).fingerprint == fingerprint(found), "the same bytes gave something else"
        remarked(file, found)
    else:
        again = None
        with suppress(UserError):
            again = delivered(file)
        assert again is None, "refused, and then taken"
        assert outcome([file]).args == found.args, "the same bytes gave another sentence"
        with suppress(UserError):
            feedback.build(file, Findings())
        assert store().head() == head, "something was stored"
    return ended(found)
