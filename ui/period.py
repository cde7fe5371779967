"""The period that a page looks at: the chosen phase, a stretch that the calendar gives, or any two dates. Kept in the address."""

from datetime import date, timedelta

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data.phases import Phase
from locales import formats
from metrics.periods import Period, phase_period, quarters, years
from ui import style
from ui.bound import needed
from ui.source import Source
from ui.texts import t

KEY, FROM, TO = "periode", "van", "tot"
PHASE, OWN = "fase", "eigen"
_CHOICE, _DAYS = "period-choice", "own-period"
DRAWN = (_CHOICE, _DAYS)  # the keys of what one sees
PRESETS = (PHASE, "kwartaal", "vorig-kwartaal", "jaar", "alles", OWN)


def draw(source: Source, phase: Phase | None, as_of: date, first: date, last: date, place: DeltaGenerator) -> Period | None:
    """Draw the choice; gives the period, or None where there is neither phase nor period."""
    # The address holds the word itself, the same in every language.
    chosen = (place.selectbox(KEY, PRESETS, key=KEY, bind="query-params") if needed(KEY, PHASE) else None) or PHASE
    labels = {name: t(f"period.{name}") for name in PRESETS}
    st.session_state[_CHOICE] = chosen
    st.selectbox(t("period.label"), PRESETS, key=_CHOICE, format_func=labels.__getitem__, on_change=_choose, width=190)
    if chosen == OWN or FROM in st.query_params or TO in st.query_params:
        if chosen != OWN:
            style.hide("days", [_DAYS])
        with st.container(key=_DAYS, horizontal=True, gap="small", width="content"):
            start = _day("from", FROM, phase.start if phase else as_of, first, last)
            end = _day("to", TO, as_of, first, last)
    if chosen == OWN and start and end:
        if end < start:
            st.warning(t("period.turned"), icon=":material/event_busy:")
        return Period(min(start, end), max(start, end))
    return preset(chosen, source.dataset.phases, phase, as_of)


def _day(label: str, key: str, value: date, first: date, last: date) -> date | None:
    return st.date_input(t(f"period.{label}"), value=value, min_value=first, max_value=last, format="DD/MM/YYYY", key=key, bind="query-params", width=150)


def _choose() -> None:
    st.session_state[KEY] = st.session_state[_CHOICE]


def preset(name: str, phases: tuple[Phase, ...], phase: Phase | None, as_of: date) -> Period | None:
    """The period that a preset stands for on a day."""
    match name:
        case "kwartaal":
            return quarters(as_of, as_of)[0]
        case "vorig-kwartaal":
            before = quarters(as_of, as_of)[0].start - timedelta(days=1)
            return quarters(before, before)[0]
        case "jaar":
            return years(as_of, as_of)[0]
        case "alles" if phases:
            return Period(min(p.start for p in phases), max(p.end for p in phases))
        case _:
            return phase_period(phase) if phase else None


def words(period: Period | None) -> str:
    """The period as a line says it: "fase 4 (01/01/2024 – 30/06/2025)"."""
    if period is None:
        return ""
    span = formats.span(period.start, period.end)
    return t("period.phase_said", number=period.phase, span=span) if period.phase else span
