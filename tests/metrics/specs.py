"""The specs: small sheets with the figure that must come out, and per row why it counts or not."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from metrics.periods import Period
from tests.metrics.build import parse

FOLDER = Path(__file__).parent / "spec"
NOTE = "Telt mee"


@dataclass(frozen=True)
class Spec:
    """One example: the sheets without the note column, the notes per sheet, and what must come out."""

    indicator: str
    what: str
    period: Period
    as_of: date
    sheets: dict[str, list[dict[str, str]]]
    notes: dict[str, list[str]]
    expected: dict[str, Any]


def specs() -> Iterator[Spec]:
    """All specs in the order of the files."""
    for file in sorted(FOLDER.glob("*.yaml")):
        for raw in yaml.safe_load(file.read_text(encoding="utf-8")):
            yield _spec(raw)


def _spec(raw: dict[str, Any]) -> Spec:
    start, end = raw.get("period", (date(2024, 1, 1), date(2024, 12, 31)))
    sheets, notes = {}, {}
    for name, content in raw["sheets"].items():
        headers, rows = parse(content)
        sheets[name] = [{h: c for h, c in zip(headers, row, strict=True) if h != NOTE} for row in rows]
        if NOTE in headers:
            notes[name] = [row[headers.index(NOTE)] for row in rows]
    expected = raw["expected"] if isinstance(raw["expected"], dict) else {"value": raw["expected"]}
    return Spec(raw["indicator"], raw["what"], Period(start, end), raw.get("as_of", date(2025, 6, 30)), sheets, notes, expected)
