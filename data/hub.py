"""A hub's own configuration: its name, area and default phases, from a folder of files (`hubs/kempen/`)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from data.area import Municipality, read_area
from data.contract import Value
from data.declared import (
    Declared,
    Field,
    SettingsError,
    check,
    declared,
    is_day,
    is_label,
    is_list,
    is_mapping,
    is_number_or_text,
    is_text,
)  # fmt: skip
from data.phases import Phase, phase_number
from data.settings import value
from locales import LANGUAGES

__all__ = ["Brand", "Hub", "Municipality", "load_hub"]

ROOT = Path(__file__).parent.parent
EXAMPLE = 'phases: [{phase: "1", name: Opstart, start: 2025-01-01, end: 2026-12-31}]'
# What stands in hub.yaml; docs/hubs.md explains each.
FIELDS = (
    Field("name", is_text, "name: Hub Voorbeeld"),
    Field("also", is_list(is_text), "also: [Voorbeeldhub, De Voorbeelden]", required=False),
    Field("promoter", is_text, "promoter: Voorbeeld vzw"),
    Field("area_name", is_label, "area_name: {nl: regio Voorbeeld, en: Example region}"),
    Field("outside_area", is_text, "outside_area: Buiten regio"),
    Field("objective_5", is_mapping, 'objective_5: {from_phase: "1", from_date: 2025-01-01}'),
    Field("phases", is_list(is_mapping), EXAMPLE),
)
OBJECTIVE_5 = (Field("from_phase", is_number_or_text, 'from_phase: "1"'), Field("from_date", is_day, "from_date: 2025-01-01"))
PHASE = (
    Field("phase", is_number_or_text, 'phase: "1"'),
    Field("name", is_text, "name: Opstart"),
    Field("start", is_day, "start: 2025-01-01"),
    Field("end", is_day, "end: 2026-12-31"),
    Field("funder", is_text, "funder: Vlaamse overheid", required=False),
    Field("logos", is_list(is_text), "logos: [vlaanderen.png]", required=False),
    Field("mentions", is_list(is_label), "mentions: [{nl: Met steun van Vlaanderen, en: With the support of Flanders}]", required=False),
)


@dataclass(frozen=True)
class Brand:
    """What a report of one phase must show of who pays: picture files, and obligatory lines in one language."""

    logos: tuple[Path, ...] = ()
    mentions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Hub:
    """What differs from hub to hub and is no code; `also` are the other names by which other hubs know it."""

    name: str
    promoter: str
    area_name: dict[str, str]
    outside_area: str
    municipalities: tuple[Municipality, ...]
    phases: tuple[Phase, ...]
    objective_5_phase: str
    objective_5_date: date
    folder: Path
    brands: Mapping[str, Mapping[str, Brand]] = field(default_factory=dict)
    also: tuple[str, ...] = ()

    @property
    def municipality_values(self) -> tuple[Value, ...]:
        """The values a column Gemeente may hold."""
        return (*(Value(m.name) for m in self.municipalities), Value(self.outside_area, ("Buiten de regio", "Buiten Kempen", "Andere regio")))

    def subregion(self, municipality: str) -> str:
        """The sub-region of a municipality; the outside-area word for anything else."""
        return next((m.subregion for m in self.municipalities if m.name == municipality), self.outside_area)

    def brand(self, phase: str, lang: str) -> Brand:
        """What a report of the phase with this number shows; nothing for a phase of which nothing is set."""
        return self.brands.get(phase, {}).get(lang, Brand())


@cache
def load_hub(folder: Path | None = None) -> Hub:
    """The hub of `folder`, by default the setting IMPACTMONITOR_HUB or `hubs/kempen`.

    Raises SettingsError, with the file and line to change, where the folder is not complete.
    """
    where = folder or Path(value("IMPACTMONITOR_HUB") or ROOT / "hubs" / "kempen")
    if not where.is_dir():
        raise SettingsError("hub-folder", folder=str(where))
    file = declared(where / "hub.yaml")
    check(file, FIELDS)
    check(file, OBJECTIVE_5, "objective_5")
    raw: dict[str, Any] = file.content
    phases = tuple(_phase(file, n) for n in range(len(raw["phases"])))
    _in_order(file, phases)
    five = raw["objective_5"]
    return Hub(
        raw["name"], raw["promoter"], raw["area_name"], raw["outside_area"], read_area(where / "area.csv"), phases,
        phase_number(str(five["from_phase"])), five["from_date"], where,
        {p.number: _brands(r, where) for p, r in zip(phases, raw["phases"], strict=True)}, tuple(raw.get("also") or ()),
    )  # fmt: skip


def _phase(file: Declared, place: int) -> Phase:
    """One phase as it is written; raises SettingsError."""
    check(file, PHASE, "phases", place)
    raw = file.content["phases"][place]
    if raw["end"] < raw["start"]:
        raise file.wrong("hub-phase-turned", "phases", place, "end", phase=raw["phase"], start=raw["start"], end=raw["end"])
    return Phase(phase_number(str(raw["phase"])), raw["name"], raw["start"], raw["end"], raw.get("funder") or "")


def _in_order(file: Declared, phases: tuple[Phase, ...]) -> None:
    """Each phase has a number of its own, and begins after the one before; raises SettingsError."""
    if not phases:
        raise file.wrong("settings-lacks", "phases", field="phases", example=EXAMPLE)
    for n, (before, after) in enumerate(pairwise(phases), start=1):
        if after.number in {p.number for p in phases[:n]}:
            raise file.wrong("hub-phase-twice", "phases", n, "phase", phase=after.number)
        if after.start <= before.end:
            raise file.wrong("hub-phase-overlap", "phases", n, "start", phase=after.number, before=before.number, end=before.end)


def _brands(phase: Mapping[str, Any], folder: Path) -> dict[str, Brand]:
    """The logos (files in the hub's folder) and mention lines of a phase, per language."""
    logos = tuple(folder / name for name in phase.get("logos") or ())
    lines = phase.get("mentions") or ()
    return {lang: Brand(logos, tuple(line[lang] for line in lines)) for lang in LANGUAGES}
