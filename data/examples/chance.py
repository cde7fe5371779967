"""Chance with a fixed seed: the small draws of which the example data is made."""

import random
from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TypeVar

from data.examples import assumptions as a
from data.phases import Phase

T = TypeVar("T")


class Chance:
    """A source of chance of its own for each part of the data, so that a change in one part leaves the others as they were."""

    def __init__(self, part: str) -> None:
        self._random = random.Random(f"{a.SEED} {part}")  # the example is the same each time; nothing is kept secret by it  # nosec B311

    def happens(self, probability: float) -> bool:
        """Whether something with this probability happens."""
        return self._random.random() < probability

    def one(self, items: Sequence[T]) -> T:
        """One of the items, each as likely."""
        return self._random.choice(items)

    def some(self, items: Sequence[T], least: int, most: int) -> list[T]:
        """Between `least` and `most` different items."""
        return self._random.sample(items, min(len(items), self._random.randint(least, most)))

    def weighted(self, weights: Mapping[str, float]) -> str:
        """A key, as likely as its weight says."""
        return self._random.choices(list(weights), list(weights.values()))[0]

    def whole(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return self._random.randint(low, high)

    def around(self, usual: float, spread: float = 0.35) -> float:
        """A positive number around the usual one, now and then much larger."""
        return usual * self._random.lognormvariate(0, spread)

    def days_in(self, phase: Phase, count: int) -> list[date]:
        """`count` working days in a phase as far as the data goes, in order, more of them in busy months."""
        days = (phase.start + timedelta(n) for n in range(phase.days))
        months = sorted({(d.year, d.month) for d in days if d <= a.LAST_DAY})
        picked = self._random.choices(months, [a.SEASON[month] for _, month in months], k=count)
        return sorted(working_day(date(year, month, self._random.randint(1, monthrange(year, month)[1]))) for year, month in picked)

    def later(self, day: date, shortest: int, longest: int) -> date:
        """A working day between so many days later."""
        return working_day(day + timedelta(self._random.randint(shortest, longest)))


def working_day(day: date) -> date:
    """The day itself, or the Friday before when it falls in a weekend."""
    return day - timedelta(max(0, day.weekday() - 4))


def join(items: Sequence[str]) -> str:
    """Several values in one cell."""
    return "; ".join(items)
