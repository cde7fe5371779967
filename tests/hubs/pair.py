"""Two hubs with a store each, and the file that takes them together."""

from collections.abc import Mapping
from pathlib import Path

from data.content import fingerprint
from data.hub import load_hub
from data.raw import Source
from data.reader import read
from data.store.recipe import Recipe
from data.store.store import Entry, Version, open_store, received_files
from metrics.catalogue import indicator_names


def deliver(folder: Path, store: str, *files: Source) -> Version:
    """Confirm files in a store as the hub of `folder` would."""
    hub, names = load_hub(folder), indicator_names(folder / "indicators")
    tables = read(files, hub, names)
    recipe = Recipe().with_delivery(received_files(files), tables.tables, 1, "replace")
    counts = {name: {"read": c.read, "accepted": c.accepted} for name, c in tables.counts.items()}
    return open_store(store).confirm(0, Entry(recipe, "An", "", fingerprint(tables), tuple(files), counts))


def listed(file: Path, hubs: Mapping[str, str]) -> Path:
    """The file that names hubs: their folders, each with its store."""
    lines = [f"  - {{folder: {folder}, store: '{store}'}}" for folder, store in hubs.items()]
    file.write_text("\n".join(["hubs:", *lines]), encoding="utf-8")
    return file
