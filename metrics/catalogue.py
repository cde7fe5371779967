"""The catalogue: every indicator as declared in `metrics/catalogue/*.yaml`, or in a hub's own `indicators/` folder.

The fields and their house style are in `metrics/catalogue/schema.json`; a test holds every file to it.
"""

from functools import cache
from pathlib import Path

from data.hub import load_hub
from data.indicator_names import IndicatorName, Names
from metrics.declaration import load
from metrics.indicator import Indicator

FOLDER = Path(__file__).parent / "catalogue"


@cache
def catalogue(extra: Path | None = None) -> dict[str, Indicator]:
    """All indicators by id, in the order of their numbers.

    `extra` is a further folder, by default the hub's own `indicators/`, whose entries add to or replace ours. Raises SettingsError, with
    the file and line to change, for an entry of it that is not right.
    """
    found = {i.id: i for file in sorted(FOLDER.glob("*.yaml")) for i in load(file)}
    before: dict[str, Path] = {}
    for file in sorted((extra or load_hub().folder / "indicators").glob("*.yaml")):
        from metrics.own_indicators import own  # what checks a declaration of a hub is not loaded for a hub without

        added = {i.id: i for i in own(file, found, before)}
        found |= added
        before |= dict.fromkeys(added, file)
    return dict(sorted(found.items(), key=lambda item: order(item[0])))


def indicator_names(extra: Path | None = None) -> Names:
    """What the sheet Doelen may call the indicators, for the reader."""
    return Names(tuple(IndicatorName(i.id, tuple(i.name.values()), i.percent) for i in catalogue(extra).values()))


def order(name: str) -> tuple[object, ...]:
    """D2.4 before D3.1 before D3.10, then any other name."""
    head, _, tail = name.partition(".")
    number = head.lstrip("D")
    return (0, int(number), int(tail), name) if number.isdigit() and tail.isdigit() else (1, 0, 0, name)
