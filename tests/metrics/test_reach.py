"""Events and whom they reached: the pair always together, no reach over channels."""

from dataclasses import fields
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from metrics.catalogue import catalogue
from metrics.communication import Channels, channel_series, channels
from metrics.engine import evaluate
from metrics.periods import Period
from metrics.reach import audience, by, over_time, reach, satisfaction
from tests.metrics.build import dataset
from tests.metrics.random_data import DAYS, sheets
from tests.random_examples import tried

YEAR, AS_OF = Period(date(2024, 1, 1), date(2024, 12, 31)), date(2024, 6, 30)
EVENTS = """
    Event-ID | Datum      | Type     | Rol           | Deelnames | Bedrijven | Burgers | Tevredenheid | Gemeente | Doelstellingen
    E1       | 2024-01-10 | Workshop | Georganiseerd | 20        | 12        | 3       | 4            | Mol      | 1
    E2       | 2024-02-10 | Workshop |               | 10        |           |         | 5            | Mol      | 1;2
    E3       | 2024-02-11 | Beurs    | Georganiseerd |           |           |         | 3            |          | 2
    E4       | 2024-02-12 | Beurs    | Deelgenomen   | 500       | 500       |         | 1            | Geel     |
    E5       | 2024-09-01 | Beurs    | Georganiseerd | 30        |           |         |              | Geel     |
"""
ATTENDANCE = """
    Event-ID | Organisatie | Type organisatie
    E1       | Plank nv    | Onderneming
    E1       | Zaag        | Onderneming
    E2       | plank       | Onderneming
    E4       | Vijs        | Onderneming
"""
POSTS = """
    Datum      | Kanaal   | Bereik
    2024-01-01 | LinkedIn | 100
    2024-02-01 | linkedin |
    2024-03-01 | LinkedIn | 50
    2024-03-01 | Pers     |
    2024-08-01 | Pers     | 9000
"""
DATA = dataset({"Events": EVENTS, "Aanwezigheden": ATTENDANCE, "Communicatie": POSTS})


def numbers(found):
    return found.events.value, found.attendances.value, found.organisations.value, found.listed.value


def test_attendances_and_organisations_go_together() -> None:
    assert numbers(reach(DATA, YEAR, AS_OF)) == (3, 30, 2, 2)
    assert (reach(DATA, YEAR, AS_OF).attendances.used, reach(DATA, YEAR, AS_OF).attendances.eligible) == (2, 3)


def test_events_without_attendance_lists_did_not_reach_nobody() -> None:
    found = {g.key: g.reach for g in by(DATA, YEAR, AS_OF, "event_type")}
    assert numbers(found["Workshop"]) == (2, 30, 2, 2)
    assert (found["Beurs"].organisations.value, str(found["Beurs"].organisations.reason)) == (None, "van deze events is er geen aanwezigheidslijst")
    alone = reach(dataset({"Events": EVENTS}), YEAR, AS_OF)
    assert (alone.attendances.value, alone.organisations.value, str(alone.organisations.reason)) == (30, None, "bron ontbreekt")
    assert str(reach(dataset({"Aanwezigheden": ATTENDANCE}), YEAR, AS_OF).events.reason) == "bron ontbreekt"


def test_over_time_stops_at_the_reference_date() -> None:
    found = over_time(DATA, AS_OF, "quarter", YEAR.start, YEAR.end)
    assert [(p.period.label, p.complete, numbers(p.reach)) for p in found] == [("2024-K1", True, (3, 30, 2, 2)), ("2024-K2", True, (0, 0, 0, 0))]


def test_by_place_and_objective() -> None:
    assert [(g.key, g.reach.attendances.value) for g in by(DATA, YEAR, AS_OF, "subregion")] == [("BalDeMoRe", 30), ("", 0)]
    assert {g.key: g.reach.events.value for g in by(DATA, YEAR, AS_OF, "objectives")} == {"1": 2, "2": 2}


def test_audiences_and_what_no_event_assigns() -> None:
    found = audience(DATA, YEAR, AS_OF)
    told = {a.label: (a.attendances.value, a.organisations.value, a.attendances.used) for a in found.groups}
    assert told["Bedrijven"] == (12, 2, 1)
    assert told["Burgers"] == (3, 0, 1)
    assert told["Lokale besturen"] == (None, 0, 0)
    assert found.unstated == 15
    assert str(audience(dataset({"Communicatie": POSTS}), YEAR, AS_OF).reason) == "bron ontbreekt"


def test_satisfaction_says_about_how_many() -> None:
    found = satisfaction(DATA, YEAR, AS_OF)
    assert (round(found.value, 3), found.events, found.of_events, found.attendances) == (4.333, 2, 3, 30)
    nothing = satisfaction(DATA, Period(date(2023, 1, 1), date(2023, 12, 31)), AS_OF)
    assert (nothing.value, nothing.events, str(nothing.reason)) == (None, 0, "geen rijen in de periode")


def test_communication_is_never_added_over_channels() -> None:
    found = channels(DATA, YEAR, AS_OF)
    assert [(c.label, c.posts, c.reach, c.used) for c in found.channels] == [("LinkedIn", 3, 150, 2), ("Pers", 1, None, 0)]
    assert found.posts == 4
    assert "reach" not in {f.name for f in fields(Channels)}
    assert [(p.period.label, p.complete, p.channels.posts) for p in channel_series(DATA, AS_OF, "quarter", YEAR.start, YEAR.end)] == [
        ("2024-K1", True, 4), ("2024-K2", True, 0),
    ]  # fmt: skip
    assert str(channels(dataset({"Events": EVENTS}), YEAR, AS_OF).reason) == "bron ontbreekt"


@tried(3, 6, large=True)
@given(sheets(), st.sampled_from(DAYS), st.sampled_from(DAYS), st.sampled_from(DAYS))
def test_the_parts_are_the_whole(content, one, other, as_of) -> None:
    data, day = dataset(content), date.fromisoformat(as_of)
    period = Period(*sorted((date.fromisoformat(one), date.fromisoformat(other))))
    whole = reach(data, period, day)
    for dimension in ("event_type", "pillar", "municipality", "subregion"):
        parts = [g.reach for g in by(data, period, day, dimension)]
        assert sum(p.events.value for p in parts) == whole.events.value
        assert round(sum(p.attendances.value for p in parts), 6) == round(whole.attendances.value, 6)
        assert sum(p.organisations.value or 0 for p in parts) >= (whole.organisations.value or 0)
    steps = [p.reach for p in over_time(data, day, "month", period.start, period.end)]
    assert sum(p.events.value for p in steps) == whole.events.value
    assert round(sum(p.attendances.value for p in steps), 6) == round(whole.attendances.value, 6)
    found = channels(data, period, day)
    assert sum(c.posts for c in found.channels) == found.posts == evaluate(data, catalogue()["D2.3"], [period], day).value[0]
