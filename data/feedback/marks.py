"""Which cells get a colour and a note: the findings of one file, by sheet and cell."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from data.feedback.cells import place
from data.findings import Level


@dataclass(frozen=True)
class Mark:
    """What is to be said about one cell; an error outranks a warning."""

    level: Level
    messages: tuple[str, ...]


Marks = Mapping[str, Mapping[tuple[int, int], Mark]]  # by sheet, then by row and column


def marks(findings: pd.DataFrame) -> Marks:
    """The errors and warnings that are about a cell."""
    found: dict[str, dict[tuple[int, int], Mark]] = {}
    about = findings[(findings["row"] > 0) & (findings["level"] != "info")]
    for sheet, cell, level, message in zip(*(about[c].tolist() for c in ("sheet", "cell", "level", "message")), strict=True):
        cells = found.setdefault(sheet, {})
        at = place(cell)
        before = cells.get(at)
        if before is None:
            cells[at] = Mark(level, (message,))
        elif message not in before.messages:
            cells[at] = Mark("error" if "error" in (level, before.level) else "warning", (*before.messages, message))
        elif level == "error":
            cells[at] = Mark(level, before.messages)
    return found
