"""The example events with who came, and the communication."""

from datetime import date, timedelta

from data.examples import assumptions as a
from data.examples.cases import Row
from data.examples.chance import Chance, join, working_day
from data.examples.companies import Organisation
from data.hub import Hub

GROUPS = {
    "attendances_companies": 0.42, "attendances_se_companies": 0.14, "attendances_local_authorities": 0.16,
    "attendances_knowledge": 0.08, "attendances_citizens": 0.12,
}  # fmt: skip


def events(hub: Hub) -> list[Row]:
    """All events in order of date."""
    chance = Chance("events")
    inhabitants = {m.name: m.inhabitants * a.EXTRA_WEIGHT.get(m.name, 1.0) for m in hub.municipalities}
    days = [day for phase in hub.phases for day in chance.days_in(phase, a.EVENTS[phase.number])]
    return [_event(chance, f"E-{day.year}-{number:02d}", day, chance.weighted(inhabitants)) for number, day in enumerate(days, 1)]


def _event(chance: Chance, event_id: str, day: date, municipality: str) -> Row:
    kind = chance.weighted({k: weight for k, (weight, *_) in a.EVENT_TYPES.items()})
    _, pillar, objectives, usual = a.EVENT_TYPES[kind]
    role = "Deelgenomen" if kind == "Beurs" else chance.weighted(a.ROLES)
    came = int(chance.around(usual * (0.7 if day.year < 2022 else 1.0)))
    name = "Activiteit" if kind == "Andere" else kind
    row: Row = {
        "event_id": event_id, "title": f"{name} {chance.one(a.EVENT_THEMES)}", "date": day, "event_type": kind, "pillar": pillar,
        "objectives": objectives, "municipality": municipality, "role": role,
        "partners": join(chance.some([n for n, (*_, since) in a.PARTNERS.items() if since <= day], 0 if role == "Georganiseerd" else 1, 3)),
    }  # fmt: skip
    if role == "Deelgenomen":
        return row
    row["attendances"] = came
    if chance.happens(0.7):
        parts = {key: int(came * share) for key, share in GROUPS.items()}
        row |= parts | {"attendances_others": came - sum(parts.values())}
    if chance.happens(0.75):
        row["satisfaction"] = round(min(4.9, 3.7 + (day - a.FIRST_DAY).days / 4000 + chance.whole(0, 6) / 10), 1)
    if chance.happens(0.6):
        row["evidence"] = f"Aanwezigheidslijsten/{event_id}.pdf"
    return row


def attendance(rows: list[Row], organisations: list[Organisation]) -> list[Row]:
    """Which organisations came to the network events; not every event has a list."""
    chance = Chance("attendance")
    listed = [r for r in rows if "1" in str(r["objectives"]) and r["role"] != "Deelgenomen" and chance.happens(0.85)]
    return [
        {"event_id": event["event_id"], "organisation": o.name, "organisation_type": o.type, "count": chance.whole(1, 3)}
        for event in listed
        for o in chance.some(organisations, 5, 14)
    ]


def communication() -> list[Row]:
    """Newsletters, posts, news and press, month by month from the second phase on."""
    chance = Chance("communication")
    rows: list[Row] = []
    month = date(2021, 5, 1)
    while month < a.LAST_DAY:
        for channel, (monthly, audience, reach) in a.CHANNELS.items():
            for _ in range(int(monthly) + chance.happens(monthly % 1) if month.month not in (7, 8) else 0):
                day = working_day(month + timedelta(chance.whole(3, 26)))
                title = f"{chance.one(a.EVENT_THEMES).capitalize()}: {chance.one(['een verhaal uit de Kempen', 'nieuw project', 'doe mee', 'terugblik'])}"
                grown = reach * (1 + (day - a.FIRST_DAY).days / 2500)
                rows.append({"date": day, "channel": channel, "title": title, "audience": audience, "reach": int(chance.around(grown, 0.25)) // 10 * 10})
        month = (month + timedelta(31)).replace(day=1)
    return sorted(rows, key=lambda r: str(r["date"]))
