"""Cases that need attention: too long in one stage, and why cases stopped."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from data.dataset import Dataset
from data.names import organisation_keys
from metrics.columns import columns_of, day_number, day_of
from metrics.engine import Reason, lacking
from metrics.flow import within
from metrics.periods import Period
from metrics.spelling import EMPTY, empty_label, shown, spellings
from metrics.stages import ALL, STAGES, STOPPED, WORKING, dates, missing, reason, stays

DAYS = 90


@dataclass(frozen=True)
class StalledCase:
    """A case that has been in one stage since a day. `row` = its row in Cases, `status` = what the sheet says ("On hold")."""

    row: int
    id: str
    title: str
    stage: str
    since: date
    days: int
    status: str


@dataclass(frozen=True)
class Stalled:
    """The cases that are longer than so many days in a stage in which the Hub is at work, the longest first."""

    cases: tuple[StalledCase, ...]
    reason: Reason | None = None
    missing: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class StopReason:
    """One reason and how many cases stopped for it; `stages` = in which stage they stood until then. Key "" = not filled in."""

    key: str
    label: str
    count: int
    stages: dict[str, int]


@dataclass(frozen=True)
class Stops:
    """The cases that stopped in a period, by reason, the most frequent first and what was not filled in last."""

    total: int | None
    reasons: tuple[StopReason, ...] = ()
    reason: Reason | None = None
    missing: tuple[Reason, ...] = ()


def stalled(dataset: Dataset, as_of: date, days: int = DAYS) -> Stalled:
    """The open cases that are more than `days` days in their stage on the reference date."""
    absent = reason(dataset)
    if absent:
        return Stalled((), absent)
    known, table = stays(dataset, as_of), dataset.tables["cases"]
    long = np.flatnonzero(known.open & (known.stage < len(WORKING)) & (day_number(as_of) - known.enter > days))
    long = long[np.lexsort((known.case[long], known.enter[long]))]
    ids, titles, status = (shown(table, key, known.case[long]) for key in ("case_id", "title", "status"))
    found = tuple(
        StalledCase(int(known.case[i]), ids[n], titles[n], ALL[known.stage[i]], day_of(int(known.enter[i])), day_number(as_of) - int(known.enter[i]), status[n])
        for n, i in enumerate(long)
    )
    return Stalled(found, missing=tuple(missing(dataset).values()))


def stop_reasons(dataset: Dataset, period: Period, as_of: date, lang: str = "nl") -> Stops:
    """Why cases stopped in the period, and how far they were."""
    absent = lacking(dataset, [("cases", ""), ("cases", "stopped_date")])
    if absent:
        return Stops(None, reason=absent)
    table, days = dataset.tables["cases"], dates(dataset, as_of)
    rows = np.flatnonzero(within(days[:, ALL.index(STOPPED)], period, as_of))
    texts = shown(table, "stop_reason", rows)
    keys = np.array(organisation_keys(texts) if texts else [], dtype=object)
    labels = spellings(columns_of(dataset), [("cases", "stop_reason")])
    before = _last_stage(days[rows])
    found = []
    for key in dict.fromkeys(keys):
        places = np.bincount(before[keys == key] + 1, minlength=len(STAGES) + 1)[1:]
        stages = {s: int(n) for s, n in zip(STAGES, places, strict=True) if n}
        found.append(StopReason(key, labels.get(key, key) if key != EMPTY else empty_label(lang), int((keys == key).sum()), stages))
    no_column = lacking(dataset, [("cases", "stop_reason")])
    ordered = sorted(found, key=lambda r: (r.key == EMPTY, -r.count, r.label))
    return Stops(len(rows), tuple(ordered), missing=(no_column,) if no_column else ())


def _last_stage(days: np.ndarray[tuple[int, ...], np.dtype[np.int32]]) -> np.ndarray[tuple[int, ...], np.dtype[np.intp]]:
    """Per case the highest stage that it had come to on the day before it stopped, -1 for none."""
    had = days[:, :-1] < days[:, -1:]
    return np.where(had.any(axis=1), had.shape[1] - 1 - np.argmax(had[:, ::-1], axis=1), -1)
