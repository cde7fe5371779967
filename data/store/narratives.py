"""The texts of a report as they stand in the store: each wording kept, with its author and the figures that it named."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from data.store import clock
from data.store.change import changing
from data.store.database import reading
from data.store.schema import narratives
from data.store.store import Store
from data.store.stored import fetched, held, moment

Figures = Mapping[str, str]


@dataclass(frozen=True)
class Place:
    """Where a text stands: a section and prompt of the report (reports/report/request.py), about a period, in one language."""

    section: str
    start: date
    end: date
    prompt: str
    lang: str = "nl"


@dataclass(frozen=True)
class Narrative:
    """One wording. `figures` = what every field that it names ("D3.8.waarde") said when the text was written."""

    place: Place
    text: str
    figures: Figures
    who: str
    at: datetime


def write(store: Store, place: Place, text: str, figures: Figures, who: str) -> None:
    """A new wording; the earlier ones stay. Raises StoreError."""
    row = {**vars(place), "text": text, "figures": json.dumps(figures, sort_keys=True), "who": who, "at": clock.now()}
    with changing(store.engine) as change:
        change.connection.execute(sa.insert(narratives).values(row))
        change.tell(store.actor or who, "write", {"section": place.section, "prompt": place.prompt})


def wordings(store: Store, place: Place) -> list[Narrative]:
    """Every wording of a text, the latest first."""
    where = [narratives.c[key] == value for key, value in vars(place).items()]
    with reading(store.engine) as connection:
        rows = fetched(connection, sa.select(narratives).where(*where).order_by(narratives.c.id.desc()))
    return [Narrative(place, r.text, held(r.figures, dict), r.who, moment(r.at)) for r in rows]


def latest(store: Store, start: date, end: date, lang: str) -> dict[Place, Narrative]:
    """The texts of a period as they stand now; a text that was emptied is not there."""
    wanted = sa.select(narratives).where(narratives.c.start == start, narratives.c.end == end, narratives.c.lang == lang).order_by(narratives.c.id)
    with reading(store.engine) as connection:
        rows = fetched(connection, wanted)
    places = [Place(r.section, r.start, r.end, r.prompt, r.lang) for r in rows]
    found = {p: Narrative(p, r.text, held(r.figures, dict), r.who, moment(r.at)) for p, r in zip(places, rows, strict=True)}
    return {place: narrative for place, narrative in found.items() if narrative.text}
