"""What a visitor chooses within a page and the address keeps, a line for each; the words in the address are the same in every language."""

from datetime import date
from functools import cache

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from locales import text
from metrics.behind import FIGURES
from metrics.breakdown import dimension_label, dimensions
from metrics.catalogue import catalogue
from metrics.reach import DIMENSIONS
from metrics.ready import CHECKS
from metrics.spelling import texts_of
from metrics.stages import ALL, stage_label
from metrics.stalled import DAYS
from reports.names import slug
from ui import bound, together
from ui.choosing import Choice, Day, Number, Pick, Words
from ui.remember import remembered
from ui.source import Source


def _same(*words: str) -> dict[str, str]:
    return {word: word for word in words}


@remembered(entries=32)
def _values(source: Source, column: str) -> list[str]:
    """The values of a column of Cases."""
    table = source.dataset.tables.get("cases")
    return sorted({str(v) for v in texts_of(table, column) if v}, key=str.casefold) if table is not None else []


def _places(source: Source) -> list[str]:
    hub = source.dataset.hub
    return [*sorted(m.name for m in hub.municipalities), hub.outside_area]


def _earlier(source: Source) -> list[str]:
    """The versions before the one that is shown."""
    return [str(n) for n in range(source.number - 1, 0, -1)]


@cache
def dimension_words() -> tuple[str, ...]:
    """The dimensions as words for the address: "gemeente" stands for the municipality of whatever sheet an indicator comes from."""
    return tuple(sorted({word(i.id, by) for i in catalogue().values() for by in dimensions(i)}))


@cache
def word(indicator: str, by: str) -> str:
    """The word of one dimension of an indicator."""
    return slug(dimension_label(catalogue()[indicator], by, "nl"))


STAGES = {slug(stage_label(stage, "nl")): stage for stage in ALL}
POINTS = {slug(text(f"ready.point.{check.key}", "nl")): check.key for check in CHECKS}

BY = Pick("verdeling", found=lambda _: dimension_words())
SHAPE = Pick("vorm", _same("balken", "fasen", "jaren"))
COURSE = Pick("verloop", _same("beide", "periode", "opgeteld"))
OTHER = Pick("vergelijk", found=lambda source: [p.number for p in source.dataset.phases])
STEP = Pick("per", {"maand": "month", "kwartaal": "quarter", "jaar": "year"})
PART = Pick("deel", {"stroom": "flow", "lijst": "list"})
STAGE = Pick("stap", STAGES)
STALLED = Number("stil", 1, 3650, DAYS)
CASES = Words("zoek")
LISTED = {
    "stage_key": Pick("lijst-stap", STAGES),
    "status": Pick("lijst-status", found=lambda source: _values(source, "status")),
    "municipality": Pick("lijst-gemeente", found=lambda source: _values(source, "municipality")),
    "material_stream": Pick("lijst-stroom", found=lambda source: _values(source, "material_stream")),
    "organisation_type": Pick("lijst-type", found=lambda source: _values(source, "organisation_type")),
}
BUNDLE = Pick("bundel", {"clusters": "cluster", "ecosystemen": "ecosystem"})
ORGANISATION = Words("zoek-organisatie")
REACH = Pick("bereik", {slug(text(f"events.by.{d}", "nl")): d for d in DIMENSIONS})
MATERIAL = Pick("materiaal", {"materiaalstroom": "material_stream", "r-strategie": "r_strategy"})
SCALE = Pick("schaal", {"aantal": "total", "inwoners": "rate"})
PLACE = Pick("plaats", found=_places)
DEFINITION = Words("zoek-definitie")
FIGURE = Pick("cijfer", _same(*FIGURES))
GROUP = Words("groep")
SINCE = Pick("sinds", {"versie": "version", "dag": "day"})
SINCE_VERSION = Pick("sinds-versie", found=_earlier)
POINT = Pick("punt", POINTS)
TOGETHER = Pick("samen-indicator", found=lambda _: together.names())
TOGETHER_AS_OF = Day("samen-peildatum", date(2000, 1, 1), date(2099, 12, 31))
TOGETHER_FROM = Day("samen-van", date(2000, 1, 1), date(2099, 12, 31))
TOGETHER_TO = Day("samen-tot", date(2000, 1, 1), date(2099, 12, 31))
SINCE_DAY = Day("sinds-dag", date(2000, 1, 1), date(2099, 12, 31))

DECLARED: tuple[Choice, ...] = (
    BY, SHAPE, COURSE, OTHER, STEP, PART, STAGE, STALLED, CASES, *LISTED.values(), BUNDLE, ORGANISATION, REACH, MATERIAL, SCALE, PLACE, DEFINITION,
    FIGURE, GROUP, SINCE, SINCE_VERSION, SINCE_DAY, POINT, TOGETHER, TOGETHER_AS_OF, TOGETHER_FROM, TOGETHER_TO,
)  # fmt: skip
KEYS = tuple(choice.key for choice in DECLARED)


def hidden(source: Source, place: DeltaGenerator) -> None:
    """Draw the widgets that keep a choice in the address; nobody sees them."""
    asked = bound.asked()
    with place:
        for choice in DECLARED:
            if bound.needed(choice.key, choice.empty, asked):
                choice.draw(source)


def unknown(asked: dict[str, list[str]], source: Source) -> list[str]:
    """What the address asks for and does not exist, as sentences."""
    found = [choice.refused(value, source) for choice in DECLARED for value in asked.get(choice.key, []) if value]
    return [sentence for sentence in found if sentence]


def forget() -> None:
    """Other data came: what depended on the data is not chosen any more. Before the widgets are drawn."""
    for choice in DECLARED:
        if isinstance(choice, Pick) and choice.found is not None:
            st.session_state[choice.key] = None
