"""The rows behind figures that are no indicator: as many as the figure says, and every other row has its reason."""

from datetime import date
from functools import cache

import pytest

from data import examples
from data.dataset import Dataset
from data.names import organisation_key
from data.raw import Source
from data.reader import read
from metrics.behind import FIGURES, behind
from metrics.caselists import Ask
from metrics.clusters import groups
from metrics.flow import dwell, funnel
from metrics.organisations import reached
from metrics.periods import Period, phase_period
from metrics.reach import reach, satisfaction
from metrics.relations import relations
from metrics.stages import STAGES, WORKING
from metrics.stalled import stalled, stop_reasons
from metrics.stock import stock
from metrics.trace import Trace

AS_OF = examples.AS_OF
FAR = {"tot-begeleiding": "guidance", "tot-testtraject": "trial", "tot-project": "project", "tot-realisatie": "realised", "tot-verankering": "anchored"}


@cache
def example() -> Dataset:
    return read([Source(examples.WORKBOOK.name, examples.WORKBOOK)])


def periods() -> list[Period]:
    return [phase_period(example().phases[3]), Period(date(2022, 7, 1), date(2023, 3, 31)), Period(date(2025, 3, 1), date(2025, 6, 30))]


def counted(found: Trace) -> int:
    return sum(len(p.included) for p in found.parts)


@pytest.mark.parametrize("period", periods(), ids=str)
def test_as_many_rows_as_the_figure_says(period: Period) -> None:
    data, ask = example(), Ask(period, AS_OF)
    steps = {s.stage: s for s in funnel(data, period, AS_OF).steps}
    told = {figure: counted(behind(data, figure, ask)) for figure in FIGURES}
    assert {f: told[f] for f in FAR} == {f: steps[s].reached for f, s in FAR.items()}
    assert told["in-handen"] == sum(steps[s].now or 0 for s in WORKING)
    assert told["stopgezet"] == stop_reasons(data, period, AS_OF).total
    assert told["stilstaand"] == len(stalled(data, AS_OF).cases)
    whole = reach(data, period, AS_OF)
    assert told["events"] == whole.events.value
    assert told["deelnames"] == whole.attendances.used
    assert sum(behind(data, "deelnames", ask).parts[0].included["value"]) == whole.attendances.value
    assert told["tevredenheid"] == satisfaction(data, period, AS_OF).events
    for kind, figure in (("cluster", "clusters"), ("ecosystem", "ecosystemen")):
        bundles = groups(data, kind, period, AS_OF).groups  # type: ignore[arg-type]
        assert told[figure] == sum(g.cases for g in bundles)
        for group in bundles:
            assert counted(behind(data, figure, Ask(period, AS_OF, group=group.label))) == group.cases


@pytest.mark.parametrize("stage", STAGES[:-1])
def test_who_stands_in_a_stage_and_who_left_it(stage: str) -> None:
    data, period = example(), periods()[0]
    ask = Ask(period, AS_OF, stage=stage)
    load = stock(data, AS_OF, "quarter", period.start, AS_OF)
    assert counted(behind(data, "in-stap", ask)) == load.end[-1, load.stages.index(stage)]
    stay = next(s for s in dwell(data, AS_OF, period).stays if s.stage == stage)
    rows = behind(data, "verblijf", ask).parts[0].included
    assert len(rows) == stay.finished
    assert rows["value"].astype(float).median() == pytest.approx(stay.median)


def test_the_organisations_and_parties_are_those_in_the_rows() -> None:
    data, period = example(), periods()[0]
    names = {organisation_key(v) for p in behind(data, "organisaties", Ask(period, AS_OF)).parts for v in p.included["value"]}
    assert len(names) == reached(data, period, AS_OF).total
    net = relations(data, period, AS_OF)
    said = {organisation_key(n) for v in behind(data, "partijen", Ask(period, AS_OF)).parts[0].included["value"] for n in v.split("; ")}
    assert len(said) == len(net.nodes) + net.left_out


def test_what_was_refused_and_what_lies_in_no_phase() -> None:
    data, ask = example(), Ask(periods()[0], AS_OF)
    assert len(behind(data, "geweigerd", ask).rejected) == sum(c.rejected for c in data.counts.values())
    outside = sum(b.params["count"] for b in data.findings.blocks if b.code == "outside-phases")  # type: ignore[misc]
    assert counted(behind(data, "buiten-fasen", ask)) == outside


def test_dates_in_no_phase_stand_there_with_their_cell() -> None:
    lines = b"Case-ID;Titel;Datum instroom;Datum project\r\nK1;Hout;15/01/2019;01/02/2024\r\nK2;Glas;15/01/2024;01/02/2030\r\nK3;Papier;15/01/2024;\r\n"
    found = behind(read([Source("cases.csv", lines)]), "buiten-fasen", Ask(periods()[0], AS_OF))
    told = [tuple(row) for p in found.parts for row in p.included[["id", "cell", "value"]].itertuples(index=False)]
    assert told == [("K1", "C2", date(2019, 1, 15)), ("K2", "D3", date(2030, 2, 1))]


@pytest.mark.parametrize("figure", FIGURES)
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_other_row_has_a_reason_and_every_row_a_place(figure: str, lang: str) -> None:
    data = example()
    found = behind(data, figure, Ask(periods()[0], AS_OF, lang))
    for part in found.parts:
        assert (part.rows["file"] == examples.WORKBOOK.name).all()
        assert part.rows["cell"].str.fullmatch(r"[A-Z]+\d+").all()
        assert part.excluded["reason"].str.len().gt(0).all()
        if figure != "buiten-fasen":
            assert len(part.rows) == len(data.tables[part.source])


@pytest.mark.parametrize("figure", FIGURES)
def test_without_its_sheets_it_says_why(figure: str) -> None:
    nothing = read([Source("partners.csv", b"Organisatie\r\nVITO\r\n"), Source("events.csv", b"Event-ID;Titel;Datum\r\n")])
    found = behind(nothing, figure, Ask(periods()[0], AS_OF))
    assert counted(found) == 0
    only = read([Source("cases.csv", b"Case-ID;Titel;Datum instroom\r\nK1;Hout;15/01/2024\r\n")])
    assert counted(behind(only, figure, Ask(periods()[0], AS_OF))) in (0, 1)


def test_the_cell_that_decides_is_the_date_of_the_stage_a_case_stands_in() -> None:
    lines = b"Case-ID;Titel;Datum instroom;Datum begeleiding\r\nK1;Hout;15/01/2024;01/02/2024\r\nK2;Glas;15/01/2024;\r\n"
    found = behind(read([Source("cases.csv", lines)]), "stilstaand", Ask(periods()[0], AS_OF)).parts[0].included
    assert list(found["cell"]) == ["D2", "C3"]
