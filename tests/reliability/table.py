"""docs/reliability.md: what was tried, how many, how many failed before and after mending."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.reliability.record import MEASURED, TRIED

TARGET = Path(__file__).parents[2] / "docs" / "reliability.md"
AREAS = {
    "spreadsheets": "Hostile spreadsheets",
    "content": "Content that bites",
    "faults": "Faults",
    "access": "Access",
    "figures": "The figures",
    "operations": "Operations",
}
HEAD = """# How hard it is to break

What is thrown at the Impactmonitor, how often, and what came of it. The runs write this table themselves: `RELIABILITY_RECORD=1` before a
command keeps what it found in `tests/reliability/measured/`, and `python -m tests.reliability` makes this page; `python` and `pytest` are those in `.venv/bin/`. "Failed before" counts what
went wrong when it was first tried; each was mended at its cause, and is told below the table.
"""


@dataclass(frozen=True)
class Line:
    """One line: what was tried (`tried/*.yaml`) and what the last run found (`measured/*.json`)."""

    area: str
    what: str
    command: str
    before: str
    mended: tuple[str, ...]
    found: dict[str, Any]


def lines() -> list[Line]:
    """All lines, in the order of the areas."""
    made = []
    for path in sorted(TRIED.glob("*.yaml")):
        said = yaml.safe_load(path.read_text(encoding="utf-8"))
        measured = MEASURED / f"{path.stem}.json"
        found = json.loads(measured.read_text(encoding="utf-8")) if measured.exists() else {}
        made.append(Line(said["area"], said["what"], said["command"], str(said["before"]), tuple(said.get("mended", ())), found))
    return sorted(made, key=lambda line: list(AREAS).index(line.area))


def page() -> str:
    """The page as Markdown."""
    parts = [HEAD]
    for area, title in AREAS.items():
        of = [line for line in lines() if line.area == area]
        if not of:
            continue
        parts.append(
            f"## {title}\n\n| what was tried | how many | failed before | failed now | seed | took | day |\n| --- | ---: | ---: | ---: | --- | ---: | --- |"
        )
        parts[-1] += "".join("\n" + _row(line) for line in of) + "\n"
        mended = [f"- {sentence}" for line in of for sentence in line.mended]
        if mended:
            parts.append("Found and mended:\n\n" + "\n".join(mended) + "\n")
    return "\n".join(parts)


def _row(line: Line) -> str:
    found = line.found
    if not found:
        return f"| {line.what} (`{line.command}`) | not run | {line.before} | | | | |"
    note = f"; {found['note']}" if found["note"] else ""
    took = f"{found['seconds']} s" if found["seconds"] else ""
    cells = (f"{line.what} (`{line.command}`){note}", f"{found['tried']:,}", line.before, found["failed"], found["seed"], took, found["day"])
    return f"| {' | '.join(str(cell) for cell in cells)} |"
