"""A hub's own configuration: its name, area and default phases, from a folder of files (`hubs/kempen/`)."""

import csv
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from data.contract import Value
from data.phases import Phase
from locales import LANGUAGES

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Municipality:
    """One municipality of the working area; `lat`/`lon` of its centre in degrees, inhabitants on 1 January 2024."""

    nis: str
    name: str
    subregion: str
    lat: float
    lon: float
    inhabitants: int


@dataclass(frozen=True)
class Brand:
    """What a report of one phase must show of who pays: picture files, and obligatory lines in one language."""

    logos: tuple[Path, ...] = ()
    mentions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Hub:
    """What differs from hub to hub and is no code."""

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
    """The hub of `folder`, by default the setting IMPACTMONITOR_HUB or `hubs/kempen`."""
    where = folder or Path(os.environ.get("IMPACTMONITOR_HUB") or ROOT / "hubs" / "kempen")
    raw: dict[str, Any] = yaml.safe_load((where / "hub.yaml").read_text(encoding="utf-8"))
    with (where / "area.csv").open(encoding="utf-8", newline="") as file:
        area = tuple(
            Municipality(r["nis"], r["gemeente"], r["subregio"], float(r["lat"]), float(r["lon"]), int(r["inwoners_2024"])) for r in csv.DictReader(file)
        )
    phases = tuple(Phase(p["phase"], p["name"], p["start"], p["end"], p.get("funder", "")) for p in raw["phases"])
    five = raw["objective_5"]
    return Hub(
        raw["name"], raw["promoter"], raw["area_name"], raw["outside_area"], area, phases, five["from_phase"], five["from_date"], where,
        {p["phase"]: _brands(p, where) for p in raw["phases"]},
    )  # fmt: skip


def _brands(phase: Mapping[str, Any], folder: Path) -> dict[str, Brand]:
    """The logos (files in the hub's folder) and mention lines of a phase, per language."""
    logos = tuple(folder / name for name in phase.get("logos", ()))
    lines = phase.get("mentions", ())
    return {lang: Brand(logos, tuple(line[lang] for line in lines)) for lang in LANGUAGES}
