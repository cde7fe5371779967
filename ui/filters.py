"""The filter bar, drawn by the frame on every page and kept in the address (`?taal=nl&fase=4&doelstelling=3&peildatum=…`).

The values in the address are the same in every language. A filter that a page does not use is there but hidden, so that it
survives the visit to that page.
"""

from dataclasses import dataclass
from datetime import date

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data.phases import Phase
from locales import LANGUAGES
from metrics.catalogue import catalogue
from metrics.filters import Filter
from metrics.periods import Period, phase_period
from ui import caselink, choices, narrowing, period, style, versions
from ui.bound import needed
from ui.navigation import Entry
from ui.source import Source
from ui.texts import KEY as LANGUAGE
from ui.texts import t

PHASE, OBJECTIVE, AS_OF, INDICATOR = "fase", "doelstelling", "peildatum", "indicator"
ROWS = "rijen"  # the filters on rows, together
KEYS = (LANGUAGE, PHASE, OBJECTIVE, AS_OF, INDICATOR, period.KEY, period.FROM, period.TO, *narrowing.KEYS)
OBJECTIVES = (1, 2, 3, 4, 5)
# By filter the keys under which it is drawn.
DRAWN = {PHASE: (PHASE,), OBJECTIVE: (OBJECTIVE,), AS_OF: (AS_OF,), period.KEY: period.DRAWN, ROWS: (narrowing.DRAWN,)}
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)


def bar() -> tuple[DeltaGenerator, DeltaGenerator]:
    """The place of the filters and, at the right, that of the language switch, which is drawn first."""
    frame = st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom", key="bar")
    filters = frame.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="filters", width="content")
    return filters, frame.container(width="content", key="language", horizontal=True, vertical_alignment="center", gap="small")


def language() -> None:
    """The language switch."""
    st.segmented_control("Taal / Language", LANGUAGES, default=LANGUAGES[0], required=True, key=LANGUAGE, bind="query-params", label_visibility="collapsed")


@dataclass(frozen=True)
class Choice:
    """What the filter bar says: `indicator` is an id or None, `wanted` the filter on rows."""

    phase: Phase | None
    objective: int
    as_of: date
    indicator: str | None
    period: Period | None
    wanted: Filter


def draw(source: Source, entry: Entry, shown: DeltaGenerator, hidden: DeltaGenerator) -> Choice:
    """Draw the filters and give what they say; those that the page does not use are there and not seen.

    All stand in one place on every page: the browser forgets that a widget is bound to the address when it goes from one place to another.
    """
    style.hide("filters", [key for name, keys in DRAWN.items() if name not in entry.filters for key in keys])
    numbers = [p.number for p in source.dataset.phases]
    default = source.default_phase
    with shown:
        number = st.segmented_control(
            t("ui.filters.phase"), numbers, default=default.number if default else None, required=bool(numbers), key=PHASE, bind="query-params"
        )
        phase = next((p for p in source.dataset.phases if p.number == number), None)
        options = [str(n) for n in OBJECTIVES]
        objective = st.segmented_control(
            t("ui.filters.objective"), options, default="1", required=True, key=OBJECTIVE, bind="query-params", on_change=_forget_indicator
        )
        as_of = st.date_input(
            t("ui.filters.as_of"), value=source.default_as_of, min_value=FIRST_DAY, max_value=LAST_DAY, format="DD/MM/YYYY",
            key=AS_OF, bind="query-params", width=150,
        )  # fmt: skip
        day = as_of or source.default_as_of
        chosen = period.draw(source, phase, day, FIRST_DAY, LAST_DAY, hidden)
        wanted = narrowing.draw(source, hidden)
    indicator = hidden.selectbox(INDICATOR, list(catalogue()), index=None, key=INDICATOR, bind="query-params") if needed(INDICATOR) else None
    if period.KEY not in entry.filters:
        chosen = phase_period(phase) if phase else None
    return Choice(phase, int(objective or 1), day, indicator, chosen, wanted if ROWS in entry.filters else Filter())


def reset(source: Source) -> None:
    """Back to the defaults, when other data is shown; before the filters are drawn."""
    phase = source.default_phase
    st.session_state[PHASE] = phase.number if phase else None
    st.session_state[AS_OF] = source.default_as_of
    st.session_state[INDICATOR] = None
    st.session_state[period.KEY] = period.PHASE
    narrowing.clear()
    choices.forget()


def asked() -> dict[str, list[str]]:
    """What the address asks for, before Streamlit drops what it does not know."""
    return {key: st.query_params.get_all(key) for key in st.query_params}


def unknown(asked_for: dict[str, list[str]], source: Source) -> list[str]:
    """What the address asks for and does not exist, as sentences."""
    known: dict[str, list[str]] = {
        LANGUAGE: list(LANGUAGES), PHASE: [p.number for p in source.dataset.phases], OBJECTIVE: [str(n) for n in OBJECTIVES], INDICATOR: list(catalogue()),
    }  # fmt: skip
    said = []
    for key, values in asked_for.items():
        if key == AS_OF:
            said += [t("ui.unknown.day", value=v) for v in values if not _is_day(v)]
        elif key in (period.FROM, period.TO):
            said += [t("period.day", value=v) for v in values if not _is_day(v)]
        elif key == period.KEY:
            said += [t("period.unknown", value=v, known=", ".join(period.PRESETS)) for v in values if v not in period.PRESETS]
        elif key in narrowing.KEYS:
            there = narrowing.known(source, narrowing.KEYS[key])
            said += [t("filters.unknown", value=v, name=t(f"filters.{key}")) for v in values if v not in there]
        elif key in known:
            said += [t(f"ui.unknown.{key}", value=v, known=", ".join(known[key])) for v in values if v and v not in known[key]]
        elif key == versions.KEY:
            said += versions.unknown(values)
        elif key not in (caselink.KEY, *choices.KEYS):
            said.append(t("ui.unknown.key", value=key))
    return said + choices.unknown(asked_for, source)


def _forget_indicator() -> None:
    st.session_state[INDICATOR] = None


def _is_day(value: str) -> bool:
    try:
        return FIRST_DAY <= date.fromisoformat(value) <= LAST_DAY
    except ValueError:
        return False
