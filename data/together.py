"""Several hubs taken together, for whoever funds or compares them: which hubs, and where each keeps its data, from one file.

Each hub is read with its own configuration, from its own store, and nothing is written there.
"""

from dataclasses import dataclass, field
from pathlib import Path

import sqlalchemy as sa

from data.dataset import Dataset
from data.declared import Declared, Field, check, declared, is_list, is_mapping, is_text, shown
from data.hub import Hub, load_hub
from data.indicator_names import Names
from data.names import organisation_key
from data.reader import read
from data.settings import value
from data.store.address import place as address_of
from data.store.database import as_it_is
from data.store.errors import StoreError
from data.store.store import Store, Version

SETTING = "IMPACTMONITOR_TOGETHER"
EXAMPLE = "hubs: [{folder: hubs/kempen, store: sqlite:///deliveries/impactmonitor.db}]"
TOGETHER = (Field("hubs", is_list(is_mapping), EXAMPLE),)
HUB = (  # what stands under `hubs`
    Field("folder", is_text, "folder: hubs/kempen"),
    Field("store", is_text, "store: sqlite:///deliveries/impactmonitor.db"),
)


@dataclass(frozen=True)
class Member:
    """One of the hubs: its configuration, and the address of its store (which may hold a password: it is never shown)."""

    hub: Hub
    store: str = field(repr=False)

    def latest(self) -> Version | None:
        """The latest version that was confirmed, None while there is none; raises StoreError where the store can't be reached.

        A store in a file that is not there is never made: more often than a hub that has yet to begin, it is an address with a mistake in it.
        """
        where = sa.make_url(self.store)
        if where.get_backend_name() == "sqlite" and not Path(where.database or "").is_file():
            raise StoreError("together-store-missing", file=shown(Path(where.database or "")))
        store = Store(as_it_is(self.store))
        head = store.head()
        return store.version(head) if head else None

    def read(self, version: Version, names: Names) -> Dataset:
        """The tables of a version, as this hub reads them; `names` are its indicators. Raises UserError where a file can't be read."""
        return read(Store(as_it_is(self.store)).sources(version.recipe), self.hub, names, decisions=version.recipe.decisions)


def setting() -> Path | None:
    """The file that the setting IMPACTMONITOR_TOGETHER names, if it is set."""
    written = value(SETTING)
    return Path(written) if written else None


def members(file: Path) -> tuple[Member, ...]:
    """The hubs that a file names, in its order; raises SettingsError, with the line to change, where that can't be done."""
    listed = declared(file)
    check(listed, TOGETHER)
    found: list[Member] = []
    for n in range(len(listed.content["hubs"])):
        check(listed, HUB, "hubs", n)
        one = _member(listed, n)
        if organisation_key(one.hub.name) in {organisation_key(m.hub.name) for m in found}:
            raise listed.wrong("together-twice", "hubs", n, name=one.hub.name)
        if one.store in {m.store for m in found}:
            raise listed.wrong("together-store-twice", "hubs", n, "store")
        found.append(one)
    if len(found) < 2:
        raise listed.wrong("together-few", "hubs")
    return tuple(found)


def _member(listed: Declared, place: int) -> Member:
    raw = listed.content["hubs"][place]
    folder = listed.file.parent / raw["folder"]
    if not folder.is_dir():
        raise listed.wrong("together-folder", "hubs", place, "folder", folder=raw["folder"])
    try:
        where = address_of(raw["store"])
    except StoreError:
        raise listed.wrong("together-store", "hubs", place, "store") from None
    if where.get_backend_name() == "sqlite":
        where = where.set(database=str((listed.file.parent / (where.database or "")).resolve()))
    return Member(load_hub(folder.resolve()), where.render_as_string(hide_password=False))
