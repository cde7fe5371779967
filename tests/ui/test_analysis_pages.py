"""The analysis pages over all kinds of data, in both languages: never an exception, what is missing is said, figures equal the metrics."""

from datetime import date

import pytest

from data.contract import contract
from locales import LANGUAGES, formats, text
from metrics.catalogue import catalogue
from metrics.clusters import groups
from metrics.communication import channels
from metrics.flow import funnel
from metrics.organisations import matches, reached
from metrics.periods import Period, phase_period
from metrics.places import places
from metrics.reach import DIMENSIONS, by, reach
from metrics.referrals import referral_flow
from metrics.stalled import stalled
from tests.ui.frame import csv, open_page, own, shown
from tests.ui.test_pages import source
from ui import cases, outreach, words
from ui.drawing import MOST, Picture
from ui.figures import card
from ui.placerows import rows_in
from ui.places import picture
from ui.scope import Scope
from ui.source import Source, example


def expected() -> tuple[Source, Period, date]:
    data = example()
    return data, phase_period(data.dataset.phases[3]), data.default_as_of


def scope_of(period: Period, day: date) -> Scope:
    return Scope(period, day, "nl", "light")


def has(page: str, *pieces: str) -> None:
    for piece in pieces:
        assert piece in page, piece


@pytest.mark.parametrize(
    ("page", "area", "kind", "sheet"),
    [
        ("cases", "cases", "only events", "cases"), ("netwerk", "network", "only events", "referrals"), ("events", "events", "only cases", "events"),
        ("impact", "impact", "only events", "cases"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_absent_sheet_is_named_with_what_the_page_would_show(page: str, area: str, kind: str, sheet: str, lang: str) -> None:
    app = open_page(page, source(kind), taal=lang)
    assert not app.exception
    has(shown(app), text("words.source_absent", lang, sheet=contract()[sheet].title(lang)), text(f"{area}.empty", lang))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", ["no rows", "only cases", "only events", "full of errors"])
def test_a_map_without_places_says_what_it_needs(kind: str, lang: str) -> None:
    has(shown(open_page("kaart", source(kind), taal=lang)), text("map.empty", lang))


def test_a_part_of_a_page_without_its_sheet_says_so() -> None:
    has(shown(open_page("netwerk", source("only cases"))), "bron ontbreekt: blad Doorverwijzingen", "kolom ontbreekt: Match met")
    has(shown(open_page("events", source("only events"))), "34 deelnames", "bron ontbreekt: blad Aanwezigheden", "bron ontbreekt: blad Communicatie")
    has(shown(open_page("impact", source("only cases"))), "1 initiatief gerealiseerd", "kolom ontbreekt: VTE verwacht")


def test_the_flow_on_the_page_is_that_of_the_metrics() -> None:
    data, period, day = expected()
    found = funnel(data.dataset, period, day)
    page = shown(open_page("cases", fase="4"))
    has(page, f"{found.total} vragen kwamen binnen")
    for step in found.steps[:-1]:
        assert step.to_next is not None
        has(page, f"({step.to_next.numerator} van {step.to_next.denominator})")
    standing = len(stalled(data.dataset, day).cases)
    has(page, text("cases.stalled.count.many", "nl", count=formats.number(standing), days=90))
    shorter = open_page("cases", fase="4")
    shorter.number_input(key="seen-stil").set_value(365).run()
    longer = len(stalled(data.dataset, day, 365).cases)
    has(shown(shorter), text("cases.stalled.count.many", "nl", count=formats.number(longer), days=365))


def test_the_stock_in_the_table_adds_up() -> None:
    app = open_page("cases", fase="4")
    app.selectbox(key="seen-stap").select("guidance").run()
    assert not app.exception
    has(shown(app), "Wat erbij kwam en wegging: begeleiding")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_case_in_the_address_shows_its_card(lang: str) -> None:
    app = open_page("cases", case="K-2024-209", taal=lang, fase="4")
    assert not app.exception
    page = shown(app)
    has(page, "K-2024-209", text("cases.card.timeline", lang), text("cases.card.counts", lang, period=text("ui.phase", lang, number=4).lower()))
    has(page, "D4.1", "voorbeeld.xlsx")
    app.button(key="card-back").click().run()
    has(shown(app), text("cases.funnel.title", lang))


def test_a_case_that_is_not_there_is_named() -> None:
    app = open_page("cases", case="K-0000-000")
    assert "K-0000-000" in " ".join(w.value.replace("\\", "") for w in app.warning)


def test_all_cases_can_be_searched_and_filtered() -> None:
    app = open_page("cases")
    app.button_group(key="seen-deel").select("list").run()
    assert not app.exception
    has(shown(app), text("cases.explorer.count.many", "nl", count="240"))
    app.text_input(key="seen-zoek").set_value("folie turnhout").run()
    page = shown(app)
    has(page, "folie")
    assert text("cases.explorer.count.many", "nl", count="240") not in page
    app.text_input(key="seen-zoek").set_value("bestaat nergens").run()
    has(shown(app), text("cases.explorer.none"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_network_on_the_page_is_that_of_the_metrics(lang: str) -> None:
    data, period, day = expected()
    flow, people = referral_flow(data.dataset, period, day, lang), reached(data.dataset, period, day)
    pairs, clusters = matches(data.dataset, period, day, lang), groups(data.dataset, "cluster", period, day)
    page = shown(open_page("netwerk", fase="4", taal=lang))
    for key, count in (("organisations", people.total), ("referrals", flow.total), ("matches", pairs.total)):
        has(page, text(f"network.said.{key}.many", lang, count=formats.number(count, 0, lang)))
    for target in flow.targets:
        has(page, f"{target.label} {target.count} {target.taken} {target.rejected} {target.open}")
    for cluster in clusters.groups:
        has(page, f"{cluster.label} {cluster.cases} {cluster.active}")
    for pair in pairs.pairs:
        has(page, f"{formats.day(pair.first)} {pair.a} {pair.b} {'; '.join(pair.cases)}")


def test_attendances_and_organisations_always_stand_together() -> None:
    data, period, day = expected()
    app = open_page("events", fase="4")
    whole = reach(data.dataset, period, day)
    has(shown(app), f"{whole.attendances.value:.0f} deelnames en {whole.organisations.value:.0f} unieke organisaties")
    for dimension in DIMENSIONS:
        app.button_group(key="seen-bereik").select(dimension).run()
        assert not app.exception
        page = shown(app)
        for group in by(data.dataset, period, day, dimension):
            label = text("metrics.group.objective", "nl", number=group.label) if dimension == "objectives" else group.label
            organisations = group.reach.organisations.value
            counted = "geen lijst" if organisations is None else f"{organisations:.0f}"
            has(page, f"{label} {group.reach.events.value:.0f} {group.reach.attendances.value:.0f} {counted}")


def test_the_reach_of_channels_has_no_total() -> None:
    data, period, day = expected()
    found = channels(data.dataset, period, day)
    page = shown(open_page("events", fase="4"))
    for channel in found.channels:
        has(page, f"{channel.label} {channel.posts} {formats.number(channel.reach)} {channel.used} van {channel.posts}")
    assert formats.number(sum(c.reach or 0 for c in found.channels)) not in page


def test_the_impact_on_the_page_is_that_of_the_metrics() -> None:
    data, _, day = expected()
    board, phase = card(data, day), data.dataset.phases[3]
    page = shown(open_page("impact", fase="4"))
    for name in ("D4.3", "D4.4", "D4.5", "D4.6", "D4.7", "D4.8", "D3.10", "D3.11", "D3.12", "D3.13"):
        result = board.get(name, phase)
        has(page, words.figure(result.value, result.indicator, "nl"), f"{result.used} van {result.eligible}")
    has(page, "indicatief", "Fictieve waarde voor dit voorbeeld", text("scope.confidential"))


@pytest.mark.parametrize("name", ["D3.8", "D2.4", "D1.2", "D3.1", "D4.4"])
def test_the_map_adds_up_and_opens_the_rows_of_a_place(name: str) -> None:
    data, period, day = expected()
    found = places(data.dataset, catalogue()[name], period, day)
    app = open_page("kaart", fase="4", indicator=name)
    assert not app.exception
    page = shown(app)
    for place in found.places:
        if place.value:
            has(page, f"{place.municipality.name} {formats.number(place.value)} {formats.number(place.per_10000, 2)}")
    largest = max(found.places, key=lambda p: p.value)
    app.selectbox(key="seen-plaats").select(largest.municipality.name).run()
    assert not app.exception
    rows = rows_in(data, scope_of(period, day), name, largest.municipality.name)
    assert len(rows)
    if found.adds_up:
        assert sum(float(v) for v in rows["value"]) == pytest.approx(largest.value)
    has(shown(app), text("map.rows", "nl", place=largest.municipality.name), f"van {formats.number(len(rows))}")
    app.button(key="map-filter").click().run()
    assert app.session_state["gemeente"] == [largest.municipality.name]


def test_small_numbers_of_persons_do_not_leave_the_house_on_the_map() -> None:
    data, period, day = expected()
    inside, outside = (picture(data, scope_of(period, day), "D4.4", "total", protect=p) for p in (False, True))
    assert isinstance(inside, Picture)
    assert isinstance(outside, Picture)
    small = [shown for _, shown in inside.chart.rows if shown[:1] in "1234" and shown.split()[0].isdigit() and int(shown.split()[0]) < 5]
    assert small
    assert not [shown for _, shown in outside.chart.rows if shown in small]
    assert "<5" in {shown for _, shown in outside.chart.rows}


def test_filters_and_periods_reach_every_analysis_page() -> None:
    everything = shown(open_page("cases", fase="4"))
    for page in ("cases", "netwerk", "events", "impact", "kaart"):
        app = open_page(page, fase="4", gemeente="Turnhout", periode="jaar")
        assert not app.exception
        assert "gemeente Turnhout" in shown(app)
        assert "01/01/2025 – 31/12/2025: " in shown(app)
    assert "01/01/2025 – 31/12/2025: " not in everything


def test_charts_of_the_analysis_are_replayed(monkeypatch: pytest.MonkeyPatch) -> None:
    builds: list[int] = []
    original = cases.funnel_of

    def counted(*args: object) -> object:
        builds.append(1)
        return original(*args)  # type: ignore[arg-type]

    counted.__module__, counted.__qualname__ = original.__module__, original.__qualname__
    monkeypatch.setattr(cases, "funnel_of", counted)
    app = open_page("cases", fase="3", peildatum="2025-02-13")
    app.run()
    app.run()
    assert len(builds) == 1


def many_words() -> Source:
    """Files in which people wrote reasons and channels as they liked: 40 of each, the first twice, and one of each left empty."""
    words_ = [f"woord {n}" for n in range(40)] + ["woord 0", ""]
    stopped = [f"C-{n:03d};Titel {n};15/01/2025;Stopgezet;20/02/2025;{w}" for n, w in enumerate(words_)]
    posted = [f"{n % 28 + 1:02d}/02/2025;{w};Bericht {n};{n}" for n, w in enumerate(words_)]
    return own(
        ("cases.csv", csv("Case-ID;Titel;Datum instroom;Status;Datum stopzetting;Reden stopzetting", *stopped)),
        ("communicatie.csv", csv("Datum;Kanaal;Titel;Bereik", *posted)),
    )


def test_a_chart_of_what_people_write_freely_stays_readable_and_loses_nothing() -> None:
    data = many_words()
    at = scope_of(Period(date(2025, 1, 1), date(2025, 6, 30)), date(2025, 3, 31))
    for made in (cases.stops_of(data, at), outreach.posts_of(data, at)):
        assert isinstance(made, Picture)
        names = [row[0] for row in made.chart.rows]
        assert len(names) == MOST + 1
        assert names[0] == "woord 0"
        assert names[-2] == text("explore.rest", "nl"), "what was not filled in stays apart"
        assert sum(int(row[1]) for row in made.chart.rows) == 42
        assert made.note == text("breakdown.merged", "nl", count=29)
        assert all(f"woord {n}<" in made.table for n in range(40)), "the table has every one"


def test_the_table_of_channels_goes_by_page() -> None:
    app = open_page("events", many_words(), peildatum="2025-03-31")
    assert not app.exception
    first = shown(app)
    has(first, text("rows.shown", "nl", first=1, last=12, count="41"))
    assert first.count("woord 39") == 1, "behind the chart only"
