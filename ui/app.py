"""The frame, run at every redraw: page settings, language, menu, filters, the guard, then the page."""

import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

import streamlit as st  # noqa: E402
from streamlit.delta_generator import DeltaGenerator  # noqa: E402

from charts.colours import Mode  # noqa: E402
from data.errors import UserError  # noqa: E402
from ui import banner, bound, caselink, choices, copy, filters, narrowing, navigation, reconnect, style, versions  # noqa: E402
from ui.access import gate  # noqa: E402
from ui.guard import admit, dismiss  # noqa: E402
from ui.once import redraw  # noqa: E402
from ui.remember import forget_erased  # noqa: E402
from ui.source import changed, current, own_shown  # noqa: E402
from ui.texts import language, plain, t  # noqa: E402
from ui.view import View  # noqa: E402


def main() -> None:
    """Draw the frame and the page in it."""
    dismiss()
    mode: Mode = "dark" if st.context.theme.type == "dark" else "light"
    style.draw(mode)
    asked = filters.asked()
    place, corner = filters.bar()
    hidden = bound.place()
    with corner:
        filters.language()
    with redraw():
        _rest(mode, asked, place, corner, hidden)


def _rest(mode: Mode, asked: dict[str, list[str]], place: DeltaGenerator, corner: DeltaGenerator, hidden: DeltaGenerator) -> None:
    """What follows the language switch: all that says something."""
    visitor = gate.enter()
    gate.account(visitor)
    with corner:
        copy.link()
    found = navigation.pages(visitor.role)
    page = navigation.menu(found)
    st.set_page_config(page_title=f"{page.title} · {t('ui.title')}", page_icon=style.ICON, layout="wide")
    navigation.follow(found, page)
    reconnect.draw(hidden)
    entry = navigation.entry_of(page)
    gate.admit_to(visitor, entry.needs)
    try:
        if not own_shown():
            forget_erased()
        source = current(versions.pinned(hidden))
        versions.tell_switch(source)
    except UserError as error:  # the store, or the version that is asked for, can't be read: there is no page without its data
        st.error(plain(error.message(language())), icon=":material/cloud_off:")
        versions.way_back()
        st.stop()
    if changed(source):
        filters.reset(source)
    choice = filters.draw(source, entry, place, hidden)
    choices.hidden(source, hidden)
    caselink.draw(hidden)
    banner.draw(source, filters.unknown(asked, source), entry, choice.as_of)
    banner.filtered(choice.wanted)
    shown = narrowing.apply(source, choice.wanted)
    admit(View(shown, language(), mode, choice.as_of, choice.phase, choice.objective, choice.indicator, choice.period, narrowing.words(choice.wanted)))
    with navigation.settled():
        page.run()


main()
