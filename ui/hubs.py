"""The hubs that are looked at together: their latest confirmed data, read once for everybody, and the view of the page about them."""

import hashlib
from dataclasses import dataclass, replace
from datetime import date
from typing import cast

import streamlit as st

from data.dataset import Dataset
from data.indicator_names import Names
from data.store.store import Version
from data.together import Member, members, setting
from metrics.indicator import Indicator
from metrics.periods import Period
from metrics.together import Participant, Together, known, take, together, year_of
from ui import choices
from ui.choosing import day
from ui.remember import remembered
from ui.scope import Scope
from ui.source import Source
from ui.texts import t
from ui.view import View


@dataclass(frozen=True, repr=False)
class Joined(Source):
    """The data of several hubs at once; `dataset` is that of the first that has any."""

    participants: tuple[Participant, ...] = ()

    @property
    def fictional(self) -> bool:
        """Whether this is the example: each hub keeps its own data."""
        return False

    @property
    def label(self) -> str:
        """Which version of each hub this is."""
        return ", ".join(f"{p.name} {p.number}" for p in self.participants if p.number)


def joined() -> Joined | tuple[Participant, ...]:
    """The hubs with their data, or only the hubs where none has data yet; raises UserError where the setting is not right."""
    file = setting()
    found = tuple(take(m, _read) for m in members(file)) if file else ()
    first = next((p.dataset for p in found if p.dataset is not None), None)
    if first is None:
        return found
    # Everything that the figures rest on, also why there are none: a reason that has gone must not be remembered.
    version = hashlib.sha256("|".join(f"{p.hub.folder} {p.number} {p.fingerprint} {p.problem or ''}" for p in found).encode()).hexdigest()[:16]
    names = tuple(f"{p.name} ({', '.join(p.dataset.files)})" for p in found if p.dataset is not None)
    return Joined(version, names, first, participants=found)


def participants(source: Source) -> tuple[Participant, ...]:
    """The hubs of a joined source."""
    return cast(Joined, source).participants


@remembered(entries=32)
def compared(source: Source, at: Scope) -> Together:
    """Every indicator of every hub, and all together."""
    return together(participants(source), at.period, at.as_of)


@remembered(entries=8)
def indicators(source: Source) -> dict[str, Indicator]:
    """Every indicator of every hub."""
    return known(participants(source))


def asked(view: View, source: Joined) -> View:
    """The choice of the days, and the view of the page that follows from it. The hubs' phases differ, so the period is any two days."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="together-days"):
        as_of = day(choices.TOGETHER_AS_OF, t("ui.filters.as_of"), date.today(), 150)
        year = year_of(as_of)
        start = day(choices.TOGETHER_FROM, t("period.from"), year.start, 150)
        end = day(choices.TOGETHER_TO, t("period.to"), year.end, 150)
    if end < start:
        st.warning(t("period.turned"), icon=":material/event_busy:")
    period = Period(min(start, end), max(start, end))
    return replace(view, source=source, as_of=as_of, phase=None, indicator=None, period=period, filtered="")


_KEYS: dict[str, str] = {}  # by hub what its data is kept under


def _read(member: Member, version: Version, found: Names) -> Dataset:
    hub = f"{member.store}|{member.hub.folder}"
    key = hashlib.sha256(f"{hub}|{version.recipe.digest}".encode()).hexdigest()
    before = _KEYS.get(hub, key)
    if before != key:
        _kept.clear(before, member, version, found)  # its earlier data
    _KEYS[hub] = key
    return _kept(key, member, version, found)


# More hubs than this would be read anew at each redraw.
@st.cache_resource(max_entries=64, show_spinner=False)
def _kept(key: str, _member: Member, _version: Version, _found: Names) -> Dataset:  # noqa: ARG001 - the key says which data
    return _member.read(_version, _found)
