"""A measured figure: always a ratio of two things that were timed in turn in the same run."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Measured:
    """`what` against `against`; one ratio per round, and what was asked of their median (None where nothing was)."""

    what: str
    against: str
    ratios: Sequence[float]
    most: float | None = None
    note: str = ""

    @property
    def median(self) -> float:
        """The figure to quote."""
        return statistics.median(self.ratios)

    @property
    def holds(self) -> bool:
        """Whether it is within what was asked."""
        return self.most is None or self.median <= self.most

    def row(self) -> str:
        """As a row of the results."""
        spread = f" ({min(self.ratios):.2f}–{max(self.ratios):.2f})" if len(self.ratios) > 1 else ""
        most = "" if self.most is None else f"{self.most:g}" if self.holds else f"**{self.most:g}**"
        return f"| {self.what} | {self.against} | {self.median:.2f}{spread} | {most} | {self.note} |"


HEAD = ["| what | against | ratio (lowest–highest) | at most | |", "| --- | --- | --- | --- | --- |"]


def table(rows: Sequence[Measured]) -> list[str]:
    """Rows under their heads; what is above the most that was asked stands in bold."""
    return [*HEAD, *(row.row() for row in rows)]
