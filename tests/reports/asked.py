"""Data and requests for the tests of the report: the example, a part of a phase, and cells that try to be more than text."""

from datetime import date
from functools import cache

from data import examples
from data.dataset import Dataset
from data.raw import Source
from data.reader import read
from metrics.catalogue import indicator_names
from metrics.periods import Period, phase_period
from reports.report.blocks import Document
from reports.report.compose import compose
from reports.report.request import Request
from tests.metrics.build import dataset

INTERIM = Period(date(2024, 7, 1), date(2024, 12, 31))
ACROSS = Period(date(2023, 7, 1), date(2024, 6, 30))
HOSTILE = ("{{ x }}", "<b>vet</b> & co", "=1+1", '=HYPERLINK("http://example.org";"klik")', "{% if x %}", "🌳 hout", "lang " + "woord " * 6000)
CITIZEN = "Jan Peeters"


@cache
def example() -> Dataset:
    """The example data, read once."""
    return read([Source(examples.WORKBOOK.name, examples.WORKBOOK)], names=indicator_names())


def request(period: Period | None = None, **more: object) -> Request:
    """A request for phase 4, or another period, of the example."""
    asked = {
        "period": period or phase_period(example().phases[3]),
        "as_of": examples.AS_OF,
        "sources": ("voorbeeld.xlsx",),
        "version": "0a1b2c3d",
        "example": True,
    }
    return Request(**{**asked, **more})  # type: ignore[arg-type]


@cache
def report(lang: str = "nl", period: Period | None = None) -> Document:
    """The report on the example."""
    return compose(example(), request(period, lang=lang))


def hostile() -> Dataset:
    """Cases, lessons and referrals whose texts look like markup, fields and formulas; one is of a citizen."""
    cases = [
        {
            "Case-ID": f"K-{n}", "Titel": words, "Datum instroom": "2024-02-01", "Organisatie": words, "Type organisatie": "Onderneming",
            "Doelstellingen": "3;4", "Datum realisatie": "2024-03-01", "Cluster": words, "SE-bedrijf": words, "Bewijsstuk": words,
            "Materiaalstroom": "Hout", "Ton gemeten": "12,5", "Koppen doelgroep": "1", "Type resultaat": "Nieuwe dienst",
        }
        for n, words in enumerate(HOSTILE)
    ]  # fmt: skip
    citizen = {**cases[0], "Case-ID": "K-burger", "Titel": "Een vraag", "Organisatie": CITIZEN, "Type organisatie": "Burger", "Cluster": HOSTILE[0]}
    lessons = [{"Les-ID": f"L-{n}", "Datum": "2024-04-01", "Les": words, "Bijsturing": words, "Status": "Open"} for n, words in enumerate(HOSTILE)]
    referrals = [{"Case-ID": f"K-{n}", "Datum": "2024-03-01", "Naar": words, "Resultaat": "Opgenomen"} for n, words in enumerate(HOSTILE)]
    return dataset({"Cases": [*cases, citizen], "Leerlessen": lessons, "Doorverwijzingen": referrals})


def hostile_request(**more: object) -> Request:
    """A request on those cells, whose own words are no better."""
    texts = {"objective_3": {"see": "\n".join(HOSTILE)}}
    asked = {"period": phase_period(hostile().phases[3]), "as_of": date(2024, 12, 31), "sources": (HOSTILE[1],), "version": HOSTILE[2], "texts": texts}
    return Request(**{**asked, **more})  # type: ignore[arg-type]
