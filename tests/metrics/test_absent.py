"""Whatever is absent or filtered away: every function answers, and says why it has no figure instead of showing 0."""

from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from data.dataset import Dataset
from data.examples import WORKBOOK
from data.reader import read
from metrics.card import card
from metrics.catalogue import catalogue, indicator_names
from metrics.clusters import groups
from metrics.communication import channels
from metrics.compare import movers, phases, shifts
from metrics.explorer import cases
from metrics.factors import factors
from metrics.filters import Filter, narrowed
from metrics.flow import dwell, funnel
from metrics.organisations import matches, reached
from metrics.periods import phase_period
from metrics.places import places
from metrics.reach import audience, by, over_time, reach, satisfaction
from metrics.referrals import referral_flow
from metrics.relations import relations
from metrics.stalled import stalled, stop_reasons
from metrics.stock import stock

AS_OF = date(2025, 3, 31)


@cache
def example() -> Dataset:
    return read([WORKBOOK], names=indicator_names())


def without(data: Dataset, sheet: str, column: str) -> Dataset:
    table = data.tables[sheet]
    return replace(data, tables={**data.tables, sheet: replace(table, frame=table.frame.drop(columns=column))})


def everything(data: Dataset, as_of: date, quick: bool = False) -> list[object]:
    """Every function once."""
    period = phase_period(data.phases[-1])
    found = [f(data, period, as_of) for f in (funnel, stop_reasons, referral_flow, relations, reached, matches, reach, audience, satisfaction, channels)]
    found += [f(data, as_of) for f in (dwell, stalled, stock, cases)]
    found += [groups(data, kind, period, as_of) for kind in ("cluster", "ecosystem")]
    found += [by(data, period, as_of, "municipality"), over_time(data, as_of, "quarter", period.start, period.end), factors(data)]
    if not quick:
        found += [places(data, i, period, as_of) for i in catalogue().values()]
        found += [phases(data, as_of), movers(data, *data.phases[-2:], as_of), shifts(data, *data.phases[-2:], as_of)]
        if data.tables.get("cases") is not None and len(data.tables["cases"]):
            found.append(card(data, len(data.tables["cases"]) - 1, as_of))
    return found


@pytest.mark.parametrize("sheet", ["cases", "events", "attendance", "referrals", "communication", "lessons", "factors"])
def test_any_column_may_be_absent(sheet) -> None:
    data = example()
    for column in data.tables[sheet].frame.columns:
        if column not in ("case_id", "event_id", "title", "lesson_id"):  # the reader imports no sheet without these
            everything(without(data, sheet, column), AS_OF, quick=True)


@pytest.mark.parametrize("sheet", [None, "cases", "events", "attendance", "referrals", "communication", "factors"])
def test_any_sheet_may_be_absent(sheet) -> None:
    data = example()
    found = everything(replace(data, tables={k: t for k, t in data.tables.items() if k != sheet}), AS_OF)
    assert found


@pytest.mark.parametrize("as_of", [date(1999, 1, 1), date(2000, 1, 1), date(2021, 2, 1), date(2099, 12, 31), date(2200, 1, 1)])
def test_any_reference_date(as_of) -> None:
    everything(example(), as_of)


@pytest.mark.parametrize("wanted", [{"municipality": ("Mol",)}, {"subregion": ("Neteland",)}, {"cluster": ("Textiel in de lus",)}, {"partners": ("vito",), "material_stream": ("Hout",)}, {"organisation_type": ("Burger",)}, {"municipality": ("Nergens",)}])  # fmt: skip
def test_any_filter_and_what_it_withholds_is_said(wanted) -> None:
    data = narrowed(example(), Filter.of(wanted))
    everything(data, AS_OF)
    period = phase_period(data.phases[-1])
    if "communication" in data.withheld:
        assert str(channels(data, period, AS_OF).reason) == "deze bron kent de gekozen filter niet"
    if "events" in data.withheld:
        assert reach(data, period, AS_OF).events.value is None


def test_no_card_or_list_names_a_citizen() -> None:
    data, period = example(), phase_period(example().phases[-1])
    table = data.tables["cases"]
    people = table.frame[table.frame["organisation_type"] == "Burger"]
    assert len(people)
    names = set(people["organisation"].dropna()) - set(table.frame[table.frame["organisation_type"] != "Burger"]["organisation"].dropna())
    told = repr((reached(data, period, AS_OF), relations(data, period, AS_OF), matches(data, period, AS_OF)))
    told += repr([card(data, int(row), AS_OF) for row in people.index[:3]]) + " ".join(cases(data, AS_OF).frame["search"])
    assert not [n for n in names if n.casefold() in told.casefold()]
