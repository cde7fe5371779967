"""Several hubs: what adds up and what does not, a shared case once, and nothing left out in silence."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from data.contract import contract
from data.hub import load_hub
from data.names import header_key, organisation_key
from locales import text
from metrics.catalogue import catalogue
from metrics.compare import cells
from metrics.doubles import shared
from metrics.engine import Reason, evaluate
from metrics.indicator import Distinct, Median, ShareOfArea
from metrics.periods import Period
from metrics.together import Participant, known, monthly, together, year_of
from tests.metrics.build import dataset
from tests.metrics.random_data import DAYS, sheets

PERIOD = Period(date(2024, 1, 1), date(2024, 12, 31))
AS_OF = date(2024, 12, 31)
ONE = replace(load_hub(), name="Hub Een", also=("Een", "Plank nv"), municipalities=load_hub().municipalities[:10])
TWO = replace(load_hub(), name="Hub Twee vzw", also=("Zaag",), municipalities=load_hub().municipalities[10:])
THREE = replace(load_hub(), name="Hub Drie", also=(), municipalities=())


def side(hub, content, **indicators):
    return Participant(hub, catalogue() | indicators, None if content is None else dataset(content, hub))


def cases(*rows: str) -> dict[str, str]:
    return {"Cases": "\n".join(["Case-ID | Titel | Datum instroom | Organisatie | Gedeeld met hub | Datum verankering", *rows])}


def total(indicator: str, *sides: Participant, as_of: date = AS_OF):
    return together(sides, PERIOD, as_of, [indicator]).rows[0].total


def test_rows_add_up_and_a_shared_case_counts_once() -> None:
    one = side(ONE, cases("K1 | Hout | 2024-02-01 | | Hub Twee", "K2 | Glas | 2024-03-01"))
    two = side(TWO, cases("X9 | hout! | 2024-02-05", "X8 | Textiel | 2024-05-01", "X7 | Kurk | 2023-05-01"))
    found = together([one, two], PERIOD, AS_OF, ["D2.4"])
    assert [c.value for c in found.rows[0].cells] == [2, 2], "each hub keeps its own figure"
    assert (found.rows[0].total.value, found.rows[0].total.doubles) == (3, 1)
    assert found.rows[0].total.per_month == pytest.approx(3 / found.rows[0].cells[0].months)
    assert [(d.kept.id, d.left_out.id, d.by) for d in found.shared.doubles] == [("K1", "X9", "title")]
    assert found.shared.singles == ()


@pytest.mark.parametrize(
    ("theirs", "by"),
    [
        ("K1 | Hout | 2024-02-05", "both"),
        ("k 1 | Iets anders | 2024-02-05", "id"),
        ("X1 | HOUT | 2024-02-05", "title"),
        ("X1 | Iets anders | 2024-02-05", None),
        ("K1 | Iets anders | 2024-02-05 | Andere nv", None),
        ("K1 | Hout | 2024-02-05 | Andere nv", "both"),
    ],
)
def test_what_makes_two_cases_one(theirs: str, by: str | None) -> None:
    mine = "K1 | Hout | 2024-02-01 | Zager nv"
    for left, right in ((f"{mine} | Twee; ZAAG", theirs), (mine, f"{theirs}{' |' * (4 - theirs.count('|'))} een")):
        found = shared([ONE, TWO], [dataset(cases(left), ONE), dataset(cases(right), TWO)])
        assert [d.by for d in found.doubles] == [by] * (by is not None), (left, right)
        assert bool(found.singles) is (by is None or "Twee;" in left)
    unnamed = shared([ONE, TWO], [dataset(cases(mine), ONE), dataset(cases(theirs), TWO)])
    assert (unnamed.doubles, unnamed.singles) == ((), ()), "without a name in Gedeeld met hub nothing is shared"


def test_a_shared_case_without_a_double_is_listed_with_its_reason() -> None:
    one = cases("K1 | Hout | 2024-02-01 | A nv | Zaag; Hub Brussel; hub drie", "K2 | Glas | 2024-02-01 | A nv | Zaag", "K3 | Kurk | 2024-02-01 | | Een")
    two = cases("K1 | Leder | 2024-02-01 | B nv")
    found = shared([ONE, TWO, THREE], [dataset(one, ONE), dataset(two, TWO), None])
    assert [(s.case.id, s.other, s.reason.key) for s in found.singles] == [
        ("K1", "Zaag", "shared-doubtful"), ("K1", "Hub Brussel", "shared-elsewhere"), ("K1", "hub drie", "shared-no-cases"), ("K2", "Zaag", "shared-not-found"),
    ]  # fmt: skip
    assert found.singles[0].case.where == ("test.xlsx", "Cases", 2)


def test_a_case_of_three_hubs_counts_once() -> None:
    content = cases("K1 | Hout | 2024-02-01 | | Hub Een; Hub Twee; Hub Drie")
    sides = [side(hub, content) for hub in (ONE, TWO, THREE)]
    found = together(sides, PERIOD, AS_OF, ["D2.4"])
    assert (found.rows[0].total.value, found.rows[0].total.doubles) == (1, 2)
    assert [(d.left_out.hub, d.kept.hub) for d in found.shared.doubles] == [(1, 0), (2, 0)]


def test_two_cases_of_one_title_need_two_at_the_other_hub() -> None:
    two = cases("X1 | Hout | 2024-02-01 | | Een", "X2 | Hout | 2024-02-01 | | Een")
    found = shared([ONE, TWO], [dataset(cases("K1 | Hout | 2024-02-01"), ONE), dataset(two, TWO)])
    assert [d.left_out.id for d in found.doubles] == ["X1"]
    assert [(s.case.id, s.reason.key) for s in found.singles] == [("X2", "shared-not-found")]


def test_a_share_is_that_of_all_numerators_and_denominators() -> None:
    content = "Case-ID | Titel | Datum instroom | Bron\nK1 | Hout | 2024-02-01 | Rechtstreeks\nK2 | Glas | 2024-02-01 | Event"
    more = content + "\nK3 | Kurk | 2024-02-01 | Event\nK4 | Leder | 2024-02-01 | Event"
    found = total("D2.5", side(ONE, {"Cases": content}), side(TWO, {"Cases": more}))
    wanted = [evaluate(dataset({"Cases": c}), catalogue()["D2.5"], [PERIOD], AS_OF).numerator[0] for c in (content, more)]
    assert (found.value, found.numerator, found.denominator) == (sum(wanted) / 6, sum(wanted), 6)
    assert (found.per_month, found.doubles) == (None, None)


def test_what_has_no_total_says_why() -> None:
    full = cases("K1 | Hout | 2024-02-01 | | | ")
    one, two = side(ONE, full), side(TWO, full)
    for name, indicator in catalogue().items():
        if isinstance(indicator.aggregation, Distinct | Median):
            key = "total-names" if isinstance(indicator.aggregation, Distinct) else "total-median"
            assert total(name, one, two).reason == Reason(key)
    assert total("D1.1", one, two).reason == Reason("total-lacks", hub="Hub Een, Hub Twee vzw"), "no sheet Events"
    empty, broken = Participant(TWO, catalogue()), side(THREE, full)
    assert str(total("D2.4", one, empty).reason) == "geen totaal: geen cijfer van Hub Twee vzw"
    assert str(together([one, empty], PERIOD, AS_OF, ["D2.4"]).rows[0].cells[1].reason) == "nog geen gegevens"
    assert total("D2.4", one, broken).value == 2
    later = together([one, two], Period(date(2026, 1, 1), date(2026, 12, 31)), AS_OF, ["D2.4"]).rows[0]
    assert {str(c.reason) for c in later.cells} == {"de periode is nog niet begonnen"}
    assert later.total.reason == Reason("total-lacks", hub="Hub Een, Hub Twee vzw")


def test_an_indicator_that_a_hub_lacks_or_counts_otherwise_is_named_and_not_compared() -> None:
    own = replace(catalogue()["D2.4"], id="D2.90")
    other = replace(catalogue()["D2.4"], parts=catalogue()["D2.3"].parts)
    full = cases("K1 | Hout | 2024-02-01")
    one, two, three = side(ONE, full), side(TWO, full, **{"D2.90": own}), side(THREE, full, **{"D2.4": other})
    assert list(known([one, two]))[-1] != "D2.90"
    assert list(known([one, two])).index("D2.90") > list(known([one, two])).index("D2.4")
    found = {r.indicator.id: r for r in together([one, two, three], PERIOD, AS_OF).rows}
    assert [str(c.reason) for c in found["D2.90"].cells] == ["deze hub telt dit niet", "None", "deze hub telt dit niet"]
    assert found["D2.90"].total.reason == Reason("total-lacks", hub="Hub Een, Hub Drie")
    assert [(c.value, str(c.reason)) for c in found["D2.4"].cells] == [(1, "None"), (1, "None"), (None, "deze hub telt dit anders")]
    assert found["D2.4"].indicator == catalogue()["D2.4"], "the declaration that most hubs share"


def test_cases_that_name_each_others_hub_go_before_namesakes() -> None:
    one = cases("K1 | Hout | 2023-02-01", "K2 | Hout | 2024-02-01 | | Zaag")
    found = shared([ONE, TWO], [dataset(one, ONE), dataset(cases("X1 | Hout | 2024-02-01 | | Een"), TWO)])
    assert [(d.kept.id, d.left_out.id) for d in found.doubles] == [("K2", "X1")]
    assert found.singles == ()


def test_areas_that_overlap_have_no_total() -> None:
    content = cases("K1 | Hout | 2024-02-01")
    area = next(i for i in catalogue().values() if isinstance(i.aggregation, ShareOfArea))
    anchoring = {"Verankering": "Lokaal bestuur | Datum | Gemeente | Type engagement\nMol | 2024-02-01 | Buiten regio | Engagement"}
    one, two, again = (side(hub, content | anchoring) for hub in (ONE, TWO, replace(ONE, name="Weer een")))
    assert total(area.id, one, again).reason == Reason("total-area")
    found = total(area.id, one, two)
    assert found.reason is None
    assert found.denominator == len(load_hub().municipalities)


def test_months_that_have_passed() -> None:
    one = side(ONE, cases("K1 | Hout | 2024-02-01", "K2 | Glas | 2024-03-01", "K3 | Kurk | 2024-03-09"))
    empty = Participant(TWO, catalogue())
    found = monthly([one, empty], catalogue()["D2.4"], PERIOD, date(2024, 3, 5))
    assert [p.value for p in found[0]] == [0, 1, 1]
    assert [p.complete for p in found[0]] == [True, True, False]
    assert found[1] == []
    assert monthly([one], catalogue()["D2.4"], PERIOD, date(2023, 3, 5)) == [[]]
    assert year_of(date(2024, 3, 5)) == Period(date(2024, 1, 1), date(2024, 12, 31), "2024")


def test_every_reason_has_a_sentence_in_both_languages() -> None:
    for key in ("hub-no-data", "hub-unreachable", "hub-lacks", "hub-otherwise", "period-not-begun", "total-names", "total-median", "total-lacks", "total-area"):
        assert text(f"metrics.reason.{key}", "nl", hub="x") != text(f"metrics.reason.{key}", "en", hub="x")


def naming(a, b) -> int:
    """How many of two cases name the other's hub."""
    there = [{organisation_key(n) for n in row["Gedeeld met hub"].split("; ")} for row in (a, b)]
    return bool(there[0] & {"hub twee", "zaag"}) + bool(there[1] & {"hub een", "een", "plank"})


def same_case(a, b) -> bool:
    """The rule for doubles, written a second time: `a` is of the earlier hub."""
    title = bool(a["Titel"]) and header_key(a["Titel"]) == header_key(b["Titel"])
    apart = a["Organisatie"] and b["Organisatie"] and organisation_key(a["Organisatie"]) != organisation_key(b["Organisatie"])
    return naming(a, b) > 0 and (title or (a["Case-ID"] == b["Case-ID"] and not apart))


def doubles_of(left, right) -> set[str]:
    """The IDs of the later hub that are doubles: those with the same number first, and those that name each other first."""
    free, out = list(left), set()
    for number, enough in ((True, 2), (True, 1), (False, 2), (False, 1)):
        for b in (b for b in right if b["Case-ID"] not in out):
            found = next((a for a in free if same_case(a, b) and (a["Case-ID"] == b["Case-ID"]) >= number and naming(a, b) >= enough), None)
            if found:
                free.remove(found)
                out.add(b["Case-ID"])
    return out


def merged(one, two, gone):
    """The sheets of two hubs under each other, each with IDs of its own, without the cases that are doubles."""
    marked = {s.name: {c.header for c in s.columns if c.unique or c.references} for s in contract().values()}
    found = {}
    for name in one:
        rows = [(n, row) for n, part in enumerate((one, two)) for row in part.get(name, ()) if not (n and name == "Cases" and row["Case-ID"] in gone)]
        if name == "Factoren":
            rows = [(0, row) for row in one[name]]
        found[name] = [{h: f"hub{n}-{v}" if v and h in marked[name] else v for h, v in row.items()} for n, row in rows]
    return {name: rows for name, rows in found.items() if rows}


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(sheets(8), sheets(8), st.sampled_from([date.fromisoformat(d) for d in DAYS]))
def test_the_total_is_that_of_one_workbook_without_the_doubles(left, right, as_of) -> None:
    hub, other = replace(load_hub(), name="Hub Een", also=("Een", "Plank nv")), replace(load_hub(), name="Hub Twee vzw", also=("Zaag",))
    sides = [Participant(hub, catalogue(), dataset(left, hub)), Participant(other, catalogue(), dataset(right, other))]
    gone = doubles_of(left["Cases"], right["Cases"])
    found = together(sides, PERIOD, as_of)
    assert {d.left_out.id for d in found.shared.doubles} == gone
    once, twice = dataset(merged(left, right, gone), hub), dataset(merged(left, right, set()), hub)
    stretch = found.rows[0].cells[0].phase
    for row in found.rows:
        values = [c.value for c in row.cells]
        if row.total.value is None:
            assert row.total.reason is not None
            continue
        assert None not in values
        whole = once if row.indicator.parts[0].source == "cases" else twice
        wanted = cells(whole, row.indicator, [stretch], as_of)[0]
        assert row.total.value == pytest.approx(wanted.value), row.indicator.id
        if row.indicator.has_fraction:
            assert (row.total.numerator, row.total.denominator) == (pytest.approx(wanted.numerator), pytest.approx(wanted.denominator))
        else:
            assert row.total.value + row.total.doubles == pytest.approx(sum(values))
            assert row.total.per_month == (pytest.approx(wanted.per_month) if row.indicator.cumulative and wanted.per_month is not None else None)
