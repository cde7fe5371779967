"""Targets of the sheet Doelen: the final target, milestones and baseline per indicator and phase, and what is expected on a day."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import pandas as pd

from data.dataset import Dataset, Table
from data.phases import Phase
from metrics.columns import columns_of
from metrics.indicator import Indicator


@dataclass(frozen=True)
class TargetLine:
    """What was agreed for one indicator in one phase. `baseline` stands on the day before the phase begins."""

    target: float | None = None
    baseline: float = 0.0
    milestones: tuple[tuple[date, float], ...] = ()


NOTHING = TargetLine()
_Row = tuple[float, date | None, float | None]  # target, its date, baseline


@dataclass(frozen=True)
class Targets:
    """All target lines by (indicator id, phase number)."""

    lines: dict[tuple[str, str], TargetLine] = field(default_factory=dict)

    def line(self, indicator: Indicator, phase: Phase | str) -> TargetLine:
        """What was agreed; an empty line where nothing was."""
        return self.lines.get((indicator.id, phase if isinstance(phase, str) else phase.number), NOTHING)

    def target(self, indicator: Indicator, phase: Phase | str) -> float | None:
        """The final target, if there is one."""
        return self.line(indicator, phase).target

    def baseline(self, indicator: Indicator, phase: Phase | str) -> float:
        """The value on the day before the phase begins; 0 where none is given, and for anything that does not grow through a phase."""
        return self.line(indicator, phase).baseline if indicator.cumulative else 0.0

    def milestones(self, indicator: Indicator, phase: Phase | str) -> tuple[tuple[date, float], ...]:
        """The dated targets, each reached at the end of its date."""
        return self.line(indicator, phase).milestones

    def expected(self, indicator: Indicator, phase: Phase, day: date) -> float | None:
        """What should be reached at the end of `day`, unrounded; None without a target.

        A cumulative indicator goes in straight lines from the baseline through the milestones to the target, and stays there;
        for anything else the target itself is expected at any time.
        """
        line = self.line(indicator, phase)
        if not indicator.cumulative:
            return line.target
        points = {phase.start.toordinal() - 1: line.baseline}
        points |= {d.toordinal(): v for d, v in line.milestones if d >= phase.start and (line.target is None or d < phase.end)}
        if line.target is not None:
            points[phase.end.toordinal()] = line.target
        if len(points) == 1:
            return None
        days = sorted(points)
        return float(np.interp(day.toordinal(), days, [points[d] for d in days]))


def targets_of(dataset: Dataset) -> Targets:
    """The target lines of a dataset, read once. Of several undated rows for one indicator and phase the last counts, of several on one day too."""
    return columns_of(dataset).remember("targets", lambda: _read(dataset.tables.get("targets")))


def _read(table: Table | None) -> Targets:
    if table is None or not len(table):
        return Targets()
    frame = table.frame.reindex(columns=["indicator", "phase", "target", "date", "baseline"])
    rows: dict[tuple[str, str], list[_Row]] = defaultdict(list)
    columns = (frame[c].astype(object) if c in ("indicator", "phase") else frame[c] for c in frame)
    for indicator, phase, target, day, baseline in zip(*columns, strict=True):
        rows[str(indicator), str(phase)].append((float(target), None if pd.isna(day) else day.date(), None if pd.isna(baseline) else float(baseline)))
    return Targets({key: _line(mine) for key, mine in rows.items()})


def _line(rows: list[_Row]) -> TargetLine:
    undated = [r for r in rows if r[1] is None]
    dated = [r for r in rows if r[1] is not None]
    given = [baseline for *_, baseline in (*dated, *undated) if baseline is not None]  # a baseline beside the final target goes first
    return TargetLine(
        undated[-1][0] if undated else None, given[-1] if given else 0.0, tuple(sorted({day: value for value, day, _ in dated if day is not None}.items()))
    )
