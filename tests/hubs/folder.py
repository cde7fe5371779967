"""A small hub of another kind, as a folder: written for each test, so that a test can spoil it."""

from pathlib import Path

import yaml

HUB = """\
name: Hub Rivierenland
also: [Rivierenland]
promoter: Rivier vzw
area_name: {nl: Rivierenland, en: River land}
outside_area: Buiten regio
objective_5: {from_phase: "1", from_date: 2024-07-01}
phases:
  - {phase: "1", name: Opstart, start: 2024-07-01, end: 2025-06-30}
  - {phase: "2", name: Groei, start: 2025-07-01, end: 2026-12-31, funder: Stad}
"""
AREA = """\
nis,gemeente,subregio,lat,lon,inwoners_2024
12025,Mechelen,Stad,51.0281,4.4803,88463
12002,Berlaar,Netestreek,51.1181,4.6583,11815
"""
INDICATOR = {
    "id": "D3.90",
    "name": {"nl": "Doorgegeven cases", "en": "Cases passed on"},
    "level": "output",
    "unit": {"nl": "cases", "en": "cases"},
    "decimals": 0,
    "parts": [{"source": "cases", "date": "intake_date", "where": [{"column": "shared_with", "filled": True}]}],
    "aggregation": {"rows": {}},
    "question": {"nl": "Hoe vaak deelden we een case met een andere hub?", "en": "How often did we share a case with another hub?"},
    "definition": {"nl": "Het aantal cases met een andere hub in de kolom.", "en": "The number of cases with another hub in the column."},
    "counts": {"nl": "Elke case waarin een andere hub staat.", "en": "Every case in which another hub stands."},
    "excludes": {"nl": "Cases die de hub alleen begeleidt.", "en": "Cases that the hub guides alone."},
}


def write(folder: Path, hub: str = HUB, area: str = AREA, **indicator: object) -> Path:
    """The folder with these files; `indicator` changes fields of its own indicator (None leaves one out)."""
    (folder / "indicators").mkdir(parents=True, exist_ok=True)
    (folder / "hub.yaml").write_text(hub, encoding="utf-8")
    (folder / "area.csv").write_text(area, encoding="utf-8")
    entry = {key: value for key, value in (INDICATOR | indicator).items() if value is not None}
    (folder / "indicators" / "own.yaml").write_text(yaml.safe_dump({"objective": 3, "indicators": [entry]}, allow_unicode=True), encoding="utf-8")
    return folder
