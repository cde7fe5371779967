"""Two hubs with a store each, and the file that takes them together."""

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

from data import examples
from data.content import fingerprint
from data.hub import load_hub
from data.raw import Source
from data.reader import read
from data.store.recipe import Recipe
from data.store.store import Entry, Version, open_store, received_files
from metrics.catalogue import indicator_names
from tests.hubs.folder import HUB, write

KEMPEN = Path(__file__).parents[2] / "hubs" / "kempen"
# Cases of the example that are shared with "Hub Mechelen", each with the day on which the other hub heard of it.
SHARED = {
    "Isolatieplaten omvormen tot nieuwe producten": date(2024, 2, 6),
    "Herbruikbare bekers opknappen": date(2024, 9, 30),
    "Metaalresten delen in plaats van kopen": date(2025, 1, 14),
}


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


def example_pair(folder: Path) -> Path:
    """The hub of the example beside a smaller one that shares cases with it, as a file that takes them together."""
    river = write(folder / "rivier", hub=HUB.replace("[Rivierenland]", "[Rivierenland, Hub Mechelen]"))
    deliver(KEMPEN, f"sqlite:///{folder / 'kempen.db'}", Source(examples.WORKBOOK.name, examples.WORKBOOK))
    deliver(river, f"sqlite:///{folder / 'rivier.db'}", Source("rivier_cases.csv", _cases()), Source("rivier_events.csv", _events()))
    return listed(folder / "samen.yaml", {str(KEMPEN): "sqlite:///kempen.db", "rivier": "sqlite:///rivier.db"})


def _cases() -> bytes:
    """Two years of cases, of which three are also the example's and one is shared with a hub that is not here."""
    lines = ["Case-ID;Titel;Datum instroom;Organisatie;Gemeente;Doelstellingen;Datum realisatie;SE-bedrijf;Koppen doelgroep;Gedeeld met hub"]
    for n in range(60):
        day = date(2024, 1, 9) + timedelta(days=11 * n + n % 5)
        done = (day + timedelta(days=95)).isoformat() if n % 3 == 0 else ""
        shared = {7: "Hub Brussel", 11: "Hub Kempen"}.get(n, "")
        lines.append(
            f"R-{n:03};Vraag {n};{day};Oever {n % 17};{('Mechelen', 'Berlaar')[n % 2]};3/4;{done};{'Wijzer' if done else ''};{n % 4 if done else ''};{shared}"
        )
    lines += [f"R-{900 + n};{title};{day};;Mechelen;3;;;;Hub Kempen" for n, (title, day) in enumerate(SHARED.items())]
    return "\n".join(lines).encode()


def _events() -> bytes:
    lines = ["Event-ID;Titel;Datum;Doelstellingen;Rol;Deelnames"]
    lines += [f"E-{n};Oeveravond {n};{date(2024, 2, 1) + timedelta(days=41 * n)};{1 + n % 2};Georganiseerd;{12 + n}" for n in range(14)]
    return "\n".join(lines).encode()
