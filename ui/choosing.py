"""The kinds of choice that the address keeps, and how each is drawn on the page.

The frame holds a hidden widget that is bound to the address (`draw`); what one sees on the page (`offer`, `search`, `count`) writes into it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

import streamlit as st

from ui.source import Source
from ui.texts import t

LONGEST = 80  # signs of a search


class Choice(Protocol):
    """What the frame needs of a choice."""

    @property
    def key(self) -> str:
        """Its word in the address."""

    @property
    def empty(self) -> str | None:
        """What its widget holds while nothing is chosen."""

    def draw(self, source: Source) -> None:
        """The widget that is bound to the address."""

    def refused(self, asked: str, source: Source) -> str:
        """Why the address can't ask this; empty where it can."""


@dataclass(frozen=True)
class Pick:
    """One of several: `words` gives for each word in the address what the code calls it, `found` words that depend on the data."""

    key: str
    words: Mapping[str, str] | None = None
    found: Callable[[Source], Sequence[str]] | None = None
    empty: None = None

    def options(self, source: Source) -> list[str]:
        """Every word that the address may hold."""
        return list(self.found(source) if self.found else self.words or ())

    def draw(self, source: Source) -> None:
        """Without a word in the address nothing is chosen."""
        st.selectbox(self.key, self.options(source), index=None, key=self.key, bind="query-params")

    def refused(self, asked: str, source: Source) -> str:
        """Names the words that there are."""
        known = self.options(source)
        return "" if asked in known else t("breakdown.unknown", value=asked, key=self.key, known=", ".join(known))

    def chosen(self) -> str | None:
        """What the address says, as the code calls it."""
        asked = st.session_state.get(self.key)
        return None if asked is None else (self.words or {}).get(str(asked), str(asked))

    def choose(self, value: str | None) -> None:
        """For a callback: put it in the address."""
        st.session_state[self.key] = None if value is None else self.word(value)

    def word(self, value: str) -> str:
        """How the address names it."""
        return next((word for word, v in (self.words or {}).items() if v == value), value)


@dataclass(frozen=True)
class Words:
    """Words to search for."""

    key: str
    empty: str = ""

    def draw(self, source: Source) -> None:  # noqa: ARG002 - any words will do
        """Any words will do."""
        st.text_input(self.key, key=self.key, bind="query-params")

    def refused(self, asked: str, source: Source) -> str:  # noqa: ARG002
        """Any words will do."""
        return ""

    def chosen(self) -> str:
        """What the address says."""
        return str(st.session_state.get(self.key) or "").strip()[:LONGEST]


@dataclass(frozen=True)
class Number:
    """A whole number between two others."""

    key: str
    least: int
    most: int
    usual: int
    empty: None = None

    def draw(self, source: Source) -> None:  # noqa: ARG002 - the same for all data
        """Without a number in the address the usual one counts."""
        st.number_input(self.key, self.least, self.most, value=None, key=self.key, bind="query-params")

    def refused(self, asked: str, source: Source) -> str:  # noqa: ARG002
        """Names the limits."""
        fits = asked.isdecimal() and self.least <= int(asked) <= self.most
        return "" if fits else t("filters.number", value=asked, key=self.key, least=self.least, most=self.most)

    def chosen(self) -> int:
        """What the address says, else the usual number."""
        return int(st.session_state.get(self.key) or self.usual)


@dataclass(frozen=True)
class Day:
    """A day; without one in the address the page has its own."""

    key: str
    first: date
    last: date
    empty: None = None

    def draw(self, source: Source) -> None:  # noqa: ARG002 - the same for all data
        """Without a day in the address none is chosen."""
        st.date_input(self.key, value=None, min_value=self.first, max_value=self.last, key=self.key, bind="query-params")

    def refused(self, asked: str, source: Source) -> str:  # noqa: ARG002
        """Says how a day is written."""
        try:
            fits = self.first <= date.fromisoformat(asked) <= self.last
        except ValueError:
            fits = False
        return "" if fits else t("period.day", value=asked)

    def chosen(self) -> date | None:
        """What the address says."""
        found: date | None = st.session_state.get(self.key)
        return found


def offer(
    pick: Pick, label: str, options: Sequence[str], default: str | None, name: Callable[[str], str], *,
    long: bool = False, shown: bool = False, width: int = 260, hint: str | None = None,
) -> str | None:  # fmt: skip
    """Draw the choice, as a list when it is `long` (then, or when `shown`, its label stands above it), and give what is chosen.

    What the address asks and is not offered becomes the default; `hint` stands in an empty list.
    """
    seen = f"seen-{pick.key}"
    asked = pick.chosen()
    st.session_state[seen] = asked if asked in options else default

    def keep() -> None:
        picked = st.session_state[seen]
        pick.choose(None if picked == default else picked)

    if long:
        return st.selectbox(label, options, key=seen, format_func=name, on_change=keep, width=width, placeholder=hint, index=None if default is None else 0)
    visible = "visible" if shown else "collapsed"
    return st.segmented_control(label, options, key=seen, format_func=name, on_change=keep, required=True, label_visibility=visible) or default


def search(words: Words, label: str, hint: str, width: int) -> str:
    """Draw the box to search in and give its words."""
    seen = f"seen-{words.key}"
    st.session_state[seen] = words.chosen()

    def keep() -> None:
        st.session_state[words.key] = str(st.session_state[seen] or "")

    st.text_input(label, key=seen, on_change=keep, type="search", placeholder=hint, width=width)
    return words.chosen()


def count(number: Number, label: str, step: int, width: int) -> int:
    """Draw the box for the number and give it."""
    seen = f"seen-{number.key}"
    st.session_state[seen] = number.chosen()

    def keep() -> None:
        picked = int(st.session_state[seen] or number.usual)
        st.session_state[number.key] = None if picked == number.usual else picked

    st.number_input(label, number.least, number.most, key=seen, on_change=keep, step=step, width=width)
    return number.chosen()


def day(choice: Day, label: str, usual: date, width: int) -> date:
    """Draw the calendar and give its day."""
    seen = f"seen-{choice.key}"
    st.session_state[seen] = choice.chosen() or usual

    def keep() -> None:
        picked = st.session_state[seen]
        st.session_state[choice.key] = None if picked == usual else picked

    st.date_input(label, key=seen, min_value=choice.first, max_value=choice.last, format="DD/MM/YYYY", on_change=keep, width=width)
    return choice.chosen() or usual
