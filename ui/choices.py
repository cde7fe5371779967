"""What a visitor chooses within a page and the address keeps: the frame holds these widgets hidden, so that they outlive the page.

The words in the address are the same in every language. `chosen` reads one, `offer` draws the visible choice.
"""

from collections.abc import Callable, Sequence
from functools import cache

import streamlit as st

from metrics.breakdown import dimension_label, dimensions
from metrics.catalogue import catalogue
from reports.names import slug
from ui.source import Source
from ui.texts import t

BY, SHAPE, COURSE, OTHER = "verdeling", "vorm", "verloop", "vergelijk"
SHAPES = ("balken", "fasen", "jaren")
COURSES = ("beide", "periode", "opgeteld")
KEYS = (BY, SHAPE, COURSE, OTHER)


def hidden(source: Source) -> None:
    """Draw the widgets that the address is bound to; nobody sees them."""
    for key, options in known(source).items():
        with st.container(key=f"hidden-{key}"):
            st.selectbox(key, options, index=None, key=key, bind="query-params")


def known(source: Source) -> dict[str, Sequence[str]]:
    """Every word that the address may hold, by key."""
    return {BY: words(), SHAPE: SHAPES, COURSE: COURSES, OTHER: [p.number for p in source.dataset.phases]}


def unknown(asked: dict[str, list[str]], source: Source) -> list[str]:
    """What the address asks for and does not exist, as sentences."""
    there = known(source)
    return [t("breakdown.unknown", value=v, key=k, known=", ".join(there[k])) for k in KEYS for v in asked.get(k, []) if v and v not in there[k]]


def chosen(key: str) -> str | None:
    """What the address says."""
    value = st.session_state.get(key)
    return str(value) if value is not None else None


def offer(key: str, label: str, options: Sequence[str], default: str, name: Callable[[str], str], *, long: bool = False, shown: bool = False) -> str:
    """Draw the choice, as a list when it is `long` (then, or when `shown`, its label stands above it), and give what is chosen.

    What the address asks and is not offered becomes the default.
    """
    seen = f"seen-{key}"
    asked = chosen(key)
    st.session_state[seen] = asked if asked in options else default

    def keep() -> None:
        picked = st.session_state[seen]
        st.session_state[key] = None if picked == default else picked

    if long:
        return str(st.selectbox(label, options, key=seen, format_func=name, on_change=keep, width=260))
    return str(
        st.segmented_control(label, options, key=seen, format_func=name, on_change=keep, required=True, label_visibility="visible" if shown else "collapsed")
    )


@cache
def words() -> tuple[str, ...]:
    """The dimensions as words for the address: "gemeente" stands for the municipality of whatever sheet an indicator comes from."""
    return tuple(sorted({word(i.id, by) for i in catalogue().values() for by in dimensions(i)}))


@cache
def word(indicator: str, by: str) -> str:
    """The word of one dimension of an indicator."""
    return slug(dimension_label(catalogue()[indicator], by, "nl"))
