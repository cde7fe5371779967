"""`python -m benchmarks [--quick]`: every figure a ratio of two things timed in turn in one run; the results go to `benchmarks/results.md`.

`--only PART …` measures some parts, and prints them without writing.
"""

import argparse
import os
import platform
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from benchmarks import computing, crowd, redraws
from benchmarks.joined import joined
from benchmarks.measured import table
from benchmarks.questions import SIZES, questions
from benchmarks.reporting import drawing, writing
from benchmarks.starting import starting
from benchmarks.uploading import uploading

HERE = Path(__file__).parent
Lines = Sequence[str]


def _reading(quick: bool) -> Lines:
    cases, rounds = (10_000, 1) if quick else (100_000, 3)
    # Memory first: a child of a process that has grown starts with its parent's peak.
    memory = computing.memory(cases)
    return table([computing.reading(cases, rounds), memory, computing.growth(cases, rounds), computing.previewing(10_000, rounds)])


def _questions(quick: bool) -> Lines:
    return table(questions(SIZES[:2] if quick else SIZES, 1 if quick else 3))


def _reports(quick: bool) -> Lines:
    rounds = 1 if quick else 3
    return table([writing(rounds), drawing(rounds)])


def _redraws(quick: bool) -> Lines:
    found = redraws.redraws(redraws.FEW, 2_000 if quick else 100_000, 3 if quick else 9)
    return [*table(redraws.summary(found)), "", "Per page (medians; `ms` = a warm redraw of few cases):", "", *redraws.per_page(found)]


def _crowd(quick: bool) -> Lines:
    return table(crowd.rows(*crowd.crowds(*((10, 0.15) if quick else (50, 1.0)))))


def _starting(quick: bool) -> Lines:
    return table([starting(1 if quick else 5)])


def _uploading(quick: bool) -> Lines:
    return table([uploading(10_000, 1)] if quick else [uploading(100_000, 2)])


def _joined(quick: bool) -> Lines:
    return table(joined(1, 3) if quick else joined(2))


PARTS: dict[str, tuple[str, Callable[[bool], Lines]]] = {
    "reading": ("Reading and computing", _reading),
    "questions": ("The same questions in SQL", _questions),
    "reports": ("Reports", _reports),
    "redraws": ("Redraws over the websocket", _redraws),
    "crowd": ("Many at once", _crowd),
    "starting": ("Start", _starting),
    "uploading": ("Upload", _uploading),
    "joined": ("Hubs together", _joined),
}


QUICK = ("reading", "redraws")  # what a change most often touches


def main() -> int:
    """Measure, print and write the results."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--quick", action="store_true", help="fewer parts, cases, visitors and rounds, where --only names none")
    parser.add_argument("--only", nargs="+", choices=PARTS, help="some parts, printed and not written")
    parser.add_argument("--out", type=Path, default=HERE / "results.md")
    options = parser.parse_args()
    lines = [
        "# Measured", "",
        f"{date.today():%d/%m/%Y}, {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}.",
        "Every ratio is of two things in one run, timed in turn (the crowds: a minute each): the median of the rounds, and between brackets the lowest",
        "and highest of them; for the redraws the page in the middle, and between brackets those that cost least and most. A limit in bold was not",
        "reached. Two runs of one program differ by some 0.2 per page; nothing else may run beside them.",
    ]  # fmt: skip
    for part in options.only or (QUICK if options.quick else PARTS):
        title, measure = PARTS[part]
        print(f"{title} …", file=sys.stderr)
        lines += ["", f"## {title}", "", *measure(options.quick)]
    text = "\n".join([*lines, ""])
    print(text)
    if not (options.only or options.quick):
        options.out.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
