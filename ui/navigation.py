"""The pages: where they are, what they are called and which filters they use. A new page is one entry here."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from data import settings
from data.together import SETTING
from locales import text
from metrics.catalogue import catalogue
from ui import narrowing, period
from ui.access.rights import Action, Role, may
from ui.addresses import FIRST_PAGE
from ui.texts import KEY as LANGUAGE
from ui.texts import language, t

FOLDER = Path(__file__).parent.parent / "pages"
_GOTO = "go_to"
_SETTLED: ContextVar[dict[str, object] | None] = ContextVar("settled", default=None)


@dataclass(frozen=True)
class Entry:
    """One page: `address` is its path, `group` the heading it stands under, `filters` the filters that change what it shows.

    `needs` = what one must be allowed to do to see it. `setting` is the setting without which it is not in the menu; a page that has one
    is about other data than this hub's.
    """

    address: str
    group: str
    filters: frozenset[str]
    needs: Action = "see"
    setting: str = ""

    @property
    def offered(self) -> bool:
        """Whether the menu may show it, for whoever may see it."""
        return not self.setting or bool(settings.value(self.setting))

    @property
    def file(self) -> Path:
        """Its script."""
        return FOLDER / f"{self.address.replace('-', '_')}.py"


# What most pages look at: any period, and the rows that the filters leave.
ANALYSIS = frozenset({"fase", "peildatum", "periode", "rijen"})
PAGES = (
    Entry(FIRST_PAGE, "", ANALYSIS),
    Entry("doelstellingen", "", ANALYSIS | {"doelstelling"}),
    Entry("fasen", "analyse", frozenset({"fase", "peildatum", "rijen"})),
    Entry("cases", "analyse", ANALYSIS),
    Entry("netwerk", "analyse", ANALYSIS),
    Entry("events", "analyse", ANALYSIS),
    Entry("impact", "analyse", ANALYSIS),
    Entry("kaart", "analyse", ANALYSIS),
    Entry("samen", "analyse", frozenset(), setting=SETTING),
    Entry("rapport", "rapport", frozenset({"fase", "peildatum", "periode"})),
    Entry("sinds", "rapport", frozenset({"peildatum"})),
    Entry("klaar", "rapport", frozenset({"fase", "peildatum", "periode"})),
    Entry("gegevens", "gegevens", frozenset({"peildatum"}), "deliver"),
    Entry("versies", "gegevens", frozenset({"peildatum"})),
    Entry("definities", "gegevens", frozenset()),
    Entry("eigen-werkmap", "gegevens", frozenset()),
    Entry("bewaring", "gegevens", frozenset()),
    Entry("logboek", "gegevens", frozenset(), "log"),
)


def pages(role: Role) -> dict[str, Any]:
    """The pages as Streamlit's, by address, titled in the language of the visit; those that are not for this role are not in the menu."""
    offered = frozenset(p.address for p in PAGES if p.offered and may(role, p.needs))
    # Streamlit marks the page of a redraw, so each redraw has copies of its own.
    return {address: _copy(page) for address, page in _made(language(), offered).items()}


def _copy(page: Any) -> Any:
    """As `copy.copy`, which takes ten times as long: it asks how to take any object apart, and a redraw has eighteen pages."""
    made = object.__new__(type(page))
    made.__dict__.update(page.__dict__)
    return made


@lru_cache(maxsize=16)
def _made(lang: str, offered: frozenset[str]) -> dict[str, Any]:
    """Each page as Streamlit makes it, which asks the disk for every file.

    Without icons: Streamlit makes a page's icon that of the browser's tab, and fetches it from outside.
    """
    return {
        p.address: st.Page(
            p.file, title=text(f"ui.pages.{p.address}", lang), url_path=p.address, default=p is PAGES[0],
            visibility="visible" if p.address in offered else "hidden",
        )
        for p in PAGES
    }  # fmt: skip


def menu(found: dict[str, Any]) -> Any:
    """Draw the menu and give the page that is asked for."""
    groups: dict[str, list[Any]] = {}
    for entry in PAGES:
        groups.setdefault(t(f"ui.groups.{entry.group}") if entry.group else "", []).append(found[entry.address])
    return st.navigation(groups, position="top")


def entry_of(page: Any) -> Entry:
    """Our entry of Streamlit's page."""
    return next((p for p in PAGES if p.address == page.url_path), PAGES[0])


def go(address: str, **filters: object) -> None:
    """For a callback: open a page with these filters at the next redraw; the other filters stay as they are."""
    for key, value in filters.items():
        st.session_state[key] = value
    st.session_state[_GOTO] = address


def follow(found: dict[str, Any], page: Any) -> None:
    """Open the page that a callback asked for. The empty query parameters keep the bound filters (tests/streamlit_facts)."""
    address = st.session_state.pop(_GOTO, None)
    if address in found and found[address].url_path != page.url_path:
        st.switch_page(found[address], query_params={})


def link(address: str, **filters: object) -> str:
    """The address of a page with the filters as they stand but for the given ones, for a link that also works in a new tab."""
    known = {k: v for k, v in (standing() | filters).items() if v not in (None, "", [])}
    return f"{address}?{urlencode(known, doseq=True)}" if known else address


def indicator_link(name: str, **filters: object) -> str:
    """The address of an indicator with its figures, and the rows behind them."""
    return link("doelstellingen", doelstelling=catalogue()[name].objective, indicator=name, **filters)


def open_indicator(asked: str) -> None:
    """For a callback: open an indicator ("D3.8"), in another phase where one is named ("D3.8|2")."""
    name, _, phase = asked.partition("|")
    go("doelstellingen", doelstelling=str(catalogue()[name].objective), indicator=name, **_phase(phase))


def open_objective(asked: str) -> None:
    """For a callback: open an objective in a phase ("3|2"), or in the period as it is ("3|")."""
    objective, _, phase = asked.partition("|")
    go("doelstellingen", doelstelling=objective, indicator=None, **_phase(phase))


def _phase(number: str) -> dict[str, object]:
    """The filters that look at a phase; none where no phase is named."""
    return {"fase": number, period.KEY: period.PHASE} if number else {}


def standing() -> dict[str, object]:
    """The filters of this visit; a period that is the phase, and days that no period uses, say nothing. Never change it."""
    return _SETTLED.get() or _standing()


@contextmanager
def settled() -> Iterator[None]:
    """While a page draws, the filters stand: they are looked up once, not at each of its links."""
    token = _SETTLED.set(_standing())
    try:
        yield
    finally:
        _SETTLED.reset(token)


def _standing() -> dict[str, object]:
    asked = st.session_state.get(period.KEY)
    days = (period.FROM, period.TO) if asked == period.OWN else ()
    kept = (LANGUAGE, "fase", "doelstelling", "peildatum", *days, *narrowing.KEYS)
    found = {key: st.session_state.get(key) for key in kept}
    return found | {period.KEY: asked if asked != period.PHASE else None}
