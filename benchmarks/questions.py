"""The engine against DuckDB, asked the same: every indicator in every phase, and every indicator month by month.

The floor is SQL as somebody who knows DuckDB would write it (`tests/sql`, which the tests hold to the same figures): typed tables in memory
with a number for each name, two threads, statements that are prepared before the clock starts, and one pass for all indicators that count
the rows of one sheet by one date. That form, the same without PREPARE, and one statement for each indicator are tried before the clock
starts; the quickest is the floor.

Counted for the engine: everything from the reader's tables to the figures, on a copy of the dataset that nothing was asked of before, with
the targets, statuses and forecasts of the scorecard, which DuckDB is not asked for. Not counted, on either side: reading the workbook, and
making names comparable (case, accents, legal forms). What the names are numbered by is counted for the engine, and prepared for DuckDB.
"""

import gc
import time
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from benchmarks.enlarge import enlarge
from benchmarks.measured import Measured
from benchmarks.workbook import kept
from data.reader import read
from metrics.catalogue import catalogue, indicator_names
from metrics.columns import columns_of
from metrics.indicator import Distinct
from metrics.keys import names_of
from metrics.scorecard import scorecard
from metrics.series import series
from tests.sql.compare import differences
from tests.sql.questions import Question, months, phases
from tests.sql.questions import questions as statements
from tests.sql.tables import Tables

if TYPE_CHECKING:
    from data.dataset import Dataset

AS_OF = date(2025, 3, 31)
LARGEST_READ = 100_000  # cases in the largest workbook that is written; above that one of this size is enlarged
SIZES = (500, 10_000, 100_000, 1_000_000)


def questions(sizes: Sequence[int] = SIZES, rounds: int = 5) -> list[Measured]:
    """The ratio engine / DuckDB for so many cases each, timed in turn. Raises AssertionError where a figure differs."""
    return [_measured(cases, rounds) for cases in sizes]


def _measured(cases: int, rounds: int) -> Measured:
    """One size: at most 0.6 of the floor, and no more than the floor with a million cases."""
    written = min(cases, LARGEST_READ)
    small, times = read([kept(written)], names=indicator_names()), cases // written
    floor = Floor(enlarge(small, times))
    ratios, seconds = [], []
    for _ in range(rounds):
        data = _with_names(enlarge(small, times))
        pair = _time(partial(engine, data)), _time(floor.ask)
        ratios.append(pair[0] / pair[1])
        seconds.append(pair[1])
    note = f"DuckDB at best {min(seconds):.3f} s"
    return Measured(f"every indicator per phase and per month, {cases:,} cases", "the same in DuckDB", ratios, 1.0 if cases > LARGEST_READ else 0.6, note)


def engine(data: "Dataset") -> None:
    """Every indicator in every phase, with its targets; then month by month over all phases."""
    scorecard(data, AS_OF)
    start, stop = min(p.start for p in data.phases), max(p.end for p in data.phases)
    for indicator in catalogue().values():
        series(data, indicator, AS_OF, "month", start, stop)


class Floor:
    """DuckDB with the dataset in its tables, whose figures were held against the engine's. `ask` gives every figure once."""

    def __init__(self, data: "Dataset") -> None:
        indicators = tuple(catalogue().values())
        for grouped in (False, True):
            _, unlike = differences(data, AS_OF, indicators, grouped)
            assert not unlike, unlike[:5]
        self._tables = Tables(data, indicators)
        spans = phases(self._tables, AS_OF), months(self._tables, AS_OF)
        single, grouped_ = ([q for s in spans for q in statements(self._tables, indicators, s, grouped)] for grouped in (False, True))
        forms = [[q.sql for q in single], [q.sql for q in grouped_], self._prepared(grouped_)]
        self.ask: Callable[[], None] = min((partial(self._run, form) for form in forms), key=lambda run: min(_time(run) for _ in range(3)))

    def _prepared(self, asked: Sequence[Question]) -> list[str]:
        for n, question in enumerate(asked):
            self._tables.con.execute(f"PREPARE question_{n} AS {question.sql}")
        return [f"EXECUTE question_{n}" for n in range(len(asked))]

    def _run(self, form: Sequence[str]) -> None:
        for sql in form:
            self._tables.con.execute(sql).fetchall()


def _with_names(data: "Dataset") -> "Dataset":
    """The dataset with its names already comparable, as they are in DuckDB's tables."""
    for indicator in catalogue().values():
        if isinstance(indicator.aggregation, Distinct):
            for part in indicator.parts:
                for key in indicator.aggregation.keys:
                    names_of(columns_of(data), part.source, key.column, indicator.aggregation.compare)
    return data


def _time(call: Callable[[], object]) -> float:
    gc.collect()
    start = time.perf_counter()
    call()
    return time.perf_counter() - start
