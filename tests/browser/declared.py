"""What each page shows, declared once: a figure that stands on it, and its charts with the figures that their files must hold.

All figures come from `metrics/`, reckoned here without any page.
"""

from collections.abc import Callable
from dataclasses import dataclass

from data import examples
from data.dataset import Dataset
from data.phases import phase_of
from metrics.breakdown import breakdown
from metrics.catalogue import catalogue
from metrics.communication import channels
from metrics.compare import movers, phases
from metrics.flow import dwell, funnel
from metrics.organisations import reached
from metrics.periods import Period, phase_period, quarters
from metrics.places import places
from metrics.reach import audience, by, over_time, reach
from metrics.referrals import referral_flow
from metrics.relations import relations
from metrics.scorecard import scorecard
from metrics.series import series
from metrics.stages import WORKING
from metrics.stalled import stop_reasons
from metrics.stock import stock
from ui.source import example

AS_OF = examples.AS_OF
PHASE = next(p for p in example().dataset.phases if p is phase_of(example().dataset.phases, AS_OF))
PERIOD = phase_period(PHASE)
UNTIL = min(PERIOD.end, AS_OF)
TO_NOW = Period(PERIOD.start, quarters(AS_OF, AS_OF)[0].end)
Expected = list[float | str | None]


@dataclass(frozen=True)
class Figure:
    """A figure on a page: where it stands, and what it must be for a delivery."""

    place: str
    expected: Callable[[Dataset], float | None]


@dataclass(frozen=True)
class Picture:
    """A chart: the name of its menu, the column of its files that is looked at, what must stand there, and how many panels Excel draws.

    `added` where the chart merges small groups or orders them by what stands in another column: then the sum is compared.
    """

    key: str
    column: str
    expected: Callable[[Dataset], Expected]
    panels: int = 1
    added: bool = False


@dataclass(frozen=True)
class Shown:
    """A page: its address, words that stand on it, a figure that filters change (None where the page has none), its charts."""

    address: str
    words: tuple[str, ...]
    figure: Figure | None = None
    charts: tuple[Picture, ...] = ()


def _value(name: str) -> Callable[[Dataset], float | None]:
    return lambda dataset: scorecard(dataset, AS_OF, [PERIOD], [catalogue()[name]])[0].value


def _quarterly(name: str, period: Period) -> Callable[[Dataset], Expected]:
    return lambda dataset: [p.value for p in series(dataset, catalogue()[name], AS_OF, "quarter", period.start, period.end)]


def _monthly(name: str, period: Period) -> Callable[[Dataset], Expected]:
    return lambda dataset: [p.value for p in series(dataset, catalogue()[name], AS_OF, "month", period.start, min(period.end, AS_OF))]


def _reached(dataset: Dataset) -> Expected:
    """What the running total of D3.8 is at the end of each month, after an empty first row for the start of the target line."""
    counted = [p.value for p in series(dataset, catalogue()["D3.8"], AS_OF, "month", PERIOD.start, UNTIL, cumulative=True)]
    return [None, *counted, None]


def _lead_rates(dataset: Dataset) -> Expected:
    return [c.per_month for c in next(x for x in phases(dataset, AS_OF) if x.indicator.id == "D3.8").cells]


def _changes(dataset: Dataset) -> Expected:
    before = dataset.phases[dataset.phases.index(PHASE) - 1]
    return [m.after for m in movers(dataset, before, PHASE, AS_OF).movers if m.change][:10]


def _in_hand(dataset: Dataset) -> Expected:
    found = stock(dataset, AS_OF, "quarter", PERIOD.start, UNTIL)
    return [sum(float(found.end[n, found.stages.index(s)]) for s in WORKING if s in found.stages) for n in range(len(found.periods))]


def _came(dataset: Dataset) -> Expected:
    found = stock(dataset, AS_OF, "quarter", PERIOD.start, UNTIL)
    return [float(n) for n in found.came[:, found.stages.index("intake")]]


def _referrals(dataset: Dataset) -> Expected:
    flow = referral_flow(dataset, PERIOD, AS_OF)
    return [*(s.count for s in flow.sources), *(t.count for t in flow.targets)]


def _through_time(key: str) -> Callable[[Dataset], Expected]:
    return lambda dataset: [_or_list(getattr(p.reach, key).value) for p in over_time(dataset, AS_OF, "quarter", PERIOD.start, PERIOD.end)]


def _or_list(value: float | None) -> float | str:
    """What stands in the place of organisations where no list was kept."""
    return "geen lijst" if value is None else value


def _kinds(dataset: Dataset) -> Expected:
    return [g.reach.attendances.value for g in by(dataset, PERIOD, AS_OF, "event_type")]


def _audiences(dataset: Dataset) -> Expected:
    return [g.attendances.value for g in audience(dataset, PERIOD, AS_OF).groups if g.attendances.value or g.organisations.value]


def _heads(dataset: Dataset) -> Expected:
    """Small numbers of persons do not leave the house."""
    return ["<5" if v and v < 5 else v for v in _quarterly("D4.4", TO_NOW)(dataset)]


def _streams(dataset: Dataset) -> Expected:
    """The measured tonnes per stream add up to the indicator."""
    return [_value("D3.10")(dataset)]


def _placed(dataset: Dataset) -> Expected:
    found = places(dataset, catalogue()["D3.8"], PERIOD, AS_OF)
    return [sum(p.value for p in found.places) + found.outside]


def _reached_so_far(name: str) -> Callable[[Dataset], float | None]:
    return lambda dataset: next(r.actual for r in scorecard(dataset, AS_OF) if r.indicator.id == name and r.period.phase == PHASE.number)


PAGES = (
    Shown("overzicht", ("Vraagt aandacht", "Waarop dit steunt"), Figure(f'a[data-open="3|{PHASE.number}"] .im-big', _reached_so_far("D3.8"))),
    Shown(
        "doelstellingen?doelstelling=3", ("Alle indicatoren in fase 4", "D3.8 · Gerealiseerde circulaire initiatieven", "De rijen achter het cijfer"),
        Figure(".im-indicators tr.im-chosen td.im-n", _reached_so_far("D3.8")),
        (
            Picture("trend-D3-8", "Gerealiseerde circulaire initiatieven", _quarterly("D3.8", Period(example().dataset.phases[0].start, TO_NOW.end))),
            Picture("progress-D3-8", "Gerealiseerde circulaire initiatieven", _reached),
            Picture(
                "ui-breakdown-bars-of-d3-8-organisation-type", "Gerealiseerde circulaire initiatieven",
                lambda dataset: sorted((g.value or 0 for g in breakdown(dataset, catalogue()["D3.8"], PERIOD, AS_OF, "organisation_type")), reverse=True),
            ),
        ),
    ),
    Shown(
        "fasen", ("Totaal en per maand", "Kernindicatoren per maand, fase na fase"), Figure(".im-phases tr:nth-child(3) td:last-child", _reached_so_far("D3.8")),
        (Picture("ui-phases-movers-of-3-4", "Fase 4", _changes), Picture("ui-phases-leads-of", "Gerealiseerde circulaire initiatieven", _lead_rates, panels=5)),
    ),
    Shown(
        "cases", ("Van vraag tot verankerd", "Cases die stilstaan"),
        Figure(".im-answer-page .im-first dd", lambda dataset: funnel(dataset, PERIOD, AS_OF).total),
        (
            Picture("ui-cases-funnel-of", "Zo ver gekomen", lambda dataset: [s.reached for s in funnel(dataset, PERIOD, AS_OF).steps]),
            Picture("ui-cases-dwell-of", "Mediaan", lambda dataset: [s.median for s in dwell(dataset, AS_OF, PERIOD).stays]),
            Picture("ui-caseload-stock-of-quarter", "Totaal", _in_hand),
            Picture("ui-caseload-balance-of-quarter-intake", "Erbij", _came),
            Picture("ui-cases-stops-of", "Stopgezette cases", lambda dataset: [r.count for r in stop_reasons(dataset, PERIOD, AS_OF).reasons]),
        ),
    ),
    Shown(
        "netwerk", ("Clusters en ecosystemen", "Wie werkt met wie", "Bereikte organisaties"),
        Figure(".im-answer-page .im-first dd", lambda dataset: reached(dataset, PERIOD, AS_OF).total),
        (
            Picture("ui-network-referrals-of", "Doorverwijzingen", _referrals),
            Picture(
                "ui-network-relations-of", "Cases samen",
                lambda dataset: sorted((e.cases for e in relations(dataset, PERIOD, AS_OF).edges), reverse=True), panels=0,
            ),
        ),
    ),
    Shown(
        "events", ("Welke events", "Doelpubliek", "Bereik per kanaal"),
        Figure(".im-answer-page .im-first dd", lambda dataset: reach(dataset, PERIOD, AS_OF).events.value),
        (
            Picture("ui-events-through-time-quarter-events", "Events", _through_time("events")),
            Picture("ui-events-through-time-quarter-attendances", "Deelnames", _through_time("attendances")),
            Picture("ui-events-through-time-quarter-organisations", "Unieke organisaties", _through_time("organisations")),
            Picture("ui-events-split-event-type", "Deelnames", _kinds, panels=3),
            Picture("ui-events-audience-of", "Deelnames", _audiences, panels=2),
            Picture("ui-outreach-posts-of", "Uitingen", lambda dataset: [c.posts for c in channels(dataset, PERIOD, AS_OF).channels]),
        ),
    ),
    Shown(
        "impact", ("Jobs voor doelgroepwerknemers", "Sociale economie"), Figure(".im-answer-page .im-first dd", _value("D4.4")),
        (
            Picture("ui-impact-heads-of-quarter", "Jobs doelgroepwerknemers (koppen)", _heads),
            Picture("ui-impact-fte-of", "Jobs", lambda dataset: [_value(name)(dataset) for name in ("D4.5", "D4.8", "D4.6")]),
            Picture("ui-material-material-of-material-stream", "Materiaal in de kringloop (gemeten)", _streams, panels=2, added=True),
        ),
    ),
    Shown(
        "kaart?indicator=D3.8", ("Buiten regio", "Kies een gemeente"), Figure(".im-table tr:last-child td.im-n", _value("D3.8")),
        (Picture("ui-places-picture-d3-8-total", "Gerealiseerde circulaire initiatieven", _placed, added=True),),
    ),
    Shown(
        f"samen?samen-peildatum={AS_OF}&samen-van={PERIOD.start}&samen-tot={PERIOD.end}&samen-indicator=D2.4",
        ("2 hubs samen", "Hub Rivierenland", "2 dubbel, een keer geteld", "Gedeelde cases zonder tegenhanger"),
        charts=(Picture("ui-hub-page-months-of-d2-4", "Sociaal-Circulaire Hub Kempen", _monthly("D2.4", PERIOD)),),
    ),
    Shown("rapport", ("Rapport over fase 4", "Plak in een webformulier", "Alleen bevestigde gegevens kun je vastleggen")),
    Shown("sinds", ("Sinds de vorige keer", "Sinds welke dag")),
    Shown("klaar", ("Is mijn rapport klaar?", "punten in orde", "Streefwaarden")),
    Shown("gegevens", ("Nog geen gegevens van jullie Hub", "Waar je gegevens staan")),
    Shown("versies", ("Nog geen versies", "Lever je gegevens aan")),
    Shown("definities", (f"{len(catalogue())} indicatoren", "Gerealiseerde circulaire initiatieven")),
    Shown("eigen-werkmap", ("Er wordt niets bewaard", "Nog geen werkmap?")),
    Shown("bewaring", ("Er is nog niets bewaard", "Wat, waar en hoelang", "Contactpersoon")),
    Shown("logboek", ("Er staat nog niets in het logboek",)),
)  # fmt: skip
