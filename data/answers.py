"""What the command lines say about a delivery: the accounting and the findings, for machines and for people."""

import filecmp
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from itertools import combinations
from pathlib import Path
from typing import Any

from data.dataset import Dataset
from data.errors import Unusable
from data.findings import Findings
from data.raw import Source
from locales import text
from locales.signs import on_a_line


def sources(paths: Sequence[Path]) -> list[Source]:
    """The files named on a command line; raises Unusable for one that does not exist, or is none, or has the content of another."""
    for path in paths:
        check_there(path)
    for first, again in combinations(paths, 2):
        if _same(first, again):
            raise Unusable("file-given-twice", file=again.name, first=first.name)
    return [Source(path.name, path) for path in paths]


def _same(first: Path, again: Path) -> bool:
    """Whether two files have the same content; who can't read them is told so later."""
    with suppress(OSError):
        return filecmp.cmp(first, again, shallow=False)
    return False


def check_there(path: Path) -> None:
    """Raise Unusable where a path is not one of a file, or of one that can't be looked for (a name that is too long, a folder of another user)."""
    try:
        if path.is_file():
            return
        key = "file-folder" if path.is_dir() else "file-missing"
    except OSError:
        key = "file-missing"
    raise Unusable(key, file=path.absolute().name)


def rows_as_json(dataset: Dataset) -> dict[str, dict[str, int]]:
    """The accounting per sheet: {"Cases": {"read": 84, "accepted": 80, "rejected": 4, "blank": 2, "total": 1}}."""
    return {table.sheet.name: asdict(dataset.counts[key]) for key, table in dataset.tables.items()}


def findings_as_json(findings: Findings, lang: str = "nl") -> list[dict[Any, Any]]:
    """One object per finding; `row` and `cell` are null where it is about a whole sheet or file."""
    frame = findings.frame(lang)
    records: list[dict[Any, Any]] = frame.assign(row=frame["row"].astype(object)).to_dict("records")
    for record in records:
        record["row"] = int(record["row"]) or None
        record["cell"] = record["cell"] or None
        record["value"] = record["value"] if isinstance(record["value"], str) else None
    return records


def as_text(dataset: Dataset, findings: Findings, lang: str = "nl") -> str:
    """The same for people: the accounting, then a line per finding, whatever stands in it, errors first within each sheet's order."""
    lines = [text("check.accounting", lang, sheet=table.sheet.title(lang), **asdict(dataset.counts[key])) for key, table in dataset.tables.items()]
    frame = findings.frame(lang)
    for level in ("error", "warning", "info"):
        mine = frame[frame["level"] == level]
        if len(mine):
            lines += ["", text(f"check.{level}", lang, count=len(mine))]
            lines += [_line(record) for record in mine.to_dict("records")]
    if not len(frame):
        lines += ["", text("check.clean", lang)]
    return "\n".join(lines)


def _line(record: Mapping[Any, Any]) -> str:
    place = ", ".join(str(p) for p in (record["file"], record["sheet"], record["cell"]) if p)
    return on_a_line(f"  {place}: {record['message']}")
