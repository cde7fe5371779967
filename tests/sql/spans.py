"""Periods that do not overlap, as SQL: the number of the period in which a day lies, and the day from which one looks back on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Protocol


def literal(day: date) -> str:
    """A day as SQL."""
    return f"DATE '{day.isoformat()}'"


class Spans(Protocol):
    """Periods numbered from 0. Nothing after the reference date counts, and nothing before `since` where that is given."""

    as_of: date
    since: date | None

    @property
    def bounds(self) -> Sequence[tuple[date, date]]:
        """First and last day of each period."""

    def __len__(self) -> int:
        """How many periods."""

    def number(self, day: str) -> str:
        """The number of the period in which a day lies, NULL where it counts in none."""

    def within(self, day: str) -> str:
        """Whether a day lies between the first and last day that can count; between two periods `number` may still be NULL."""

    def end(self, span: str) -> str:
        """The earlier of a period's end and the reference date, from the period's number."""


@dataclass(frozen=True)
class Listed:
    """Periods (first and last day) that are listed one by one, such as phases. Raises ValueError where two overlap."""

    periods: tuple[tuple[date, date], ...]
    as_of: date
    since: date | None = None

    def __post_init__(self) -> None:
        if any(start <= end for (_, end), (start, _) in pairwise(sorted(self.periods))):
            raise ValueError("periods that overlap")

    def __len__(self) -> int:
        return len(self.periods)

    @property
    def bounds(self) -> Sequence[tuple[date, date]]:
        return self.periods

    def _counting(self) -> list[tuple[int, date, date]]:
        """Number, first and last day of each period in which something can count."""
        bounds = [(n, max(start, self.since or start), min(end, self.as_of)) for n, (start, end) in enumerate(self.periods)]
        return [(n, first, last) for n, first, last in bounds if first <= last]

    def number(self, day: str) -> str:
        cases = "".join(f" WHEN {day} BETWEEN {literal(first)} AND {literal(last)} THEN {n}" for n, first, last in self._counting())
        return f"CAST(CASE{cases} END AS TINYINT)" if cases else "CAST(NULL AS TINYINT)"

    def within(self, day: str) -> str:
        found = self._counting()
        return f"{day} BETWEEN {literal(min(f for _, f, _ in found))} AND {literal(max(t for *_, t in found))}" if found else "FALSE"

    def end(self, span: str) -> str:
        return f"CASE {span}" + "".join(f" WHEN {n} THEN {literal(min(end, self.as_of))}" for n, (_, end) in enumerate(self.periods)) + " END"


@dataclass(frozen=True)
class Months:
    """The calendar months from one day to another, the first and last cut to those days."""

    start: date
    stop: date
    as_of: date
    since: date | None = None

    def __len__(self) -> int:
        return (self.stop.year - self.start.year) * 12 + self.stop.month - self.start.month + 1

    @property
    def bounds(self) -> Sequence[tuple[date, date]]:
        place = self.start.year * 12 + self.start.month - 1
        firsts = [date(m // 12, m % 12 + 1, 1) for m in range(place, place + len(self) + 1)]
        return [(max(first, self.start), min(following - timedelta(days=1), self.stop)) for first, following in pairwise(firsts)]

    def number(self, day: str) -> str:
        return f"CAST(CASE WHEN {self.within(day)} THEN year({day}) * 12 + month({day}) - {self.start.year * 12 + self.start.month} END AS SMALLINT)"

    def within(self, day: str) -> str:
        return f"{day} BETWEEN {literal(max(self.start, self.since or self.start))} AND {literal(min(self.stop, self.as_of))}"

    def end(self, span: str) -> str:
        whole = f"CAST({literal(self.start.replace(day=1))} + to_months(CAST({span} AS INTEGER) + 1) AS DATE) - 1"
        return f"least({whole}, {literal(min(self.stop, self.as_of))})"
