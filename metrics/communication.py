"""Communication per channel. The reach of different channels counts different things (views, subscribers, readers), so it is never
added over channels; the number of posts is.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np

from data.dataset import Dataset
from data.names import organisation_keys
from metrics.columns import columns_of
from metrics.engine import Reason, lacking
from metrics.flow import within
from metrics.measures import settle
from metrics.periods import Period
from metrics.series import Step, calendar
from metrics.spelling import EMPTY, empty_label, spellings, texts_of


@dataclass(frozen=True)
class Channel:
    """One channel: its posts, and their reach added within this channel (None where no post has one). `used` posts have a reach."""

    key: str
    label: str
    posts: int
    reach: float | None
    used: int


@dataclass(frozen=True)
class Channels:
    """The channels with posts in a period, the most posts first. There is no total of the reach, on purpose."""

    channels: tuple[Channel, ...] = ()
    posts: int | None = None
    reason: Reason | None = None
    missing: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class ChannelPoint:
    """The channels in one step of the calendar; `complete` = it is over on the reference date."""

    period: Period
    complete: bool
    channels: Channels


def channels(dataset: Dataset, period: Period, as_of: date, lang: str = "nl") -> Channels:
    """The posts of the period by channel."""
    absent = lacking(dataset, [("communication", k) for k in ("", "date", "channel")])
    if absent:
        return Channels(reason=absent)
    columns, table = columns_of(dataset), dataset.tables["communication"]
    rows = np.flatnonzero(within(columns.days("communication", "date").astype(np.int32), period, as_of))
    names = [str(t) for t in texts_of(table, "channel")[rows]]
    keys = np.array(organisation_keys(names) if names else [], dtype=object)
    labels = spellings(columns, [("communication", "channel")])
    no_reach = lacking(dataset, [("communication", "reach")])
    values = np.full(len(rows), np.nan) if no_reach else columns.numbers("communication", "reach")[rows]
    found = []
    for key in dict.fromkeys(keys):
        mine = values[keys == key]
        known = mine[~np.isnan(mine)]
        total = settle(float(known.sum())) if len(known) else None
        found.append(Channel(key, labels.get(key, key) if key != EMPTY else empty_label(lang), len(mine), total, len(known)))
    ordered = sorted(found, key=lambda c: (c.key == EMPTY, -c.posts, c.label))
    return Channels(tuple(ordered), len(rows), missing=(no_reach,) if no_reach else ())


def channel_series(dataset: Dataset, as_of: date, step: Step, start: date, end: date, lang: str = "nl") -> list[ChannelPoint]:
    """The channels per calendar step."""
    return [ChannelPoint(p, p.end <= as_of, channels(dataset, p, as_of, lang)) for p in calendar(step, start, end) if p.start <= as_of]
