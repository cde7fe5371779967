"""Several hubs: what adds up and what does not, a shared case once, and nothing left out in silence."""

from dataclasses import replace
from datetime import date
from itertools import combinations, permutations

import pytest
from hypothesis import Phase, given
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
from metrics.shared_rows import SAME
from metrics.together import Participant, known, monthly, together, year_of
from metrics.trace import part_reasons
from tests.metrics.build import dataset
from tests.metrics.random_data import DAYS, sheets
from tests.random_examples import tried

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


def full(*rows: str, head: str = "Datum realisatie | Doelstellingen | Ton gemeten | Bron") -> dict[str, str]:
    return {"Cases": "\n".join([f"Case-ID | Titel | Datum instroom | Gedeeld met hub | {head}", *rows])}


def told(found) -> list[tuple[int, str, int, str, float]]:
    """The rows that do not count again: hub, sheet, row and title, and what each would have added."""
    return [(a.left_out.hub, a.left_out.where[1], a.left_out.where[2], a.left_out.title, a.value) for a in found.again]


def test_a_shared_case_counts_once_wherever_one_of_its_rows_counts() -> None:
    one = side(ONE, full("K1 | Hout | 2024-02-01 | Hub Twee | | 3 |", "K2 | Glas | 2024-02-01 | | 2024-05-01 | 3 | 2"))
    two = side(TWO, full("X1 | Hout | 2024-03-01 | | 2024-06-01 | 3 | 7", "X2 | Leder | 2024-03-01 | | 2023-06-01 | 3 |"))
    realised = total("D3.8", one, two)
    assert (realised.value, realised.doubles, realised.again) == (2, 0, ()), "only the second hub has the date"
    assert total("D3.8", two, one).value == 2, "whatever the order"
    measured = total("D3.10", one, two)
    assert (measured.value, measured.doubles) == (9, 0)
    intake = total("D2.4", one, two)
    assert (intake.value, intake.doubles) == (3, 1)
    assert told(intake) == [(1, "Cases", 2, "Hout", 1)]
    assert [a.kept.id for a in intake.again] == ["K1"]


def test_of_a_sum_the_first_row_with_a_figure_counts() -> None:
    row = "K1 | Hout | 2024-02-01 | Hub Twee; Hub Drie | 2024-05-01 | 3 | "
    sides = [side(hub, full(row + tonnes)) for hub, tonnes in ((ONE, ""), (TWO, "7"), (THREE, "5"))]
    found = total("D3.10", *sides)
    assert (found.value, found.doubles) == (7, 5)
    assert told(found) == [(2, "Cases", 2, "Hout", 5)]
    assert found.again[0].kept.hub == 1


def test_a_shared_case_counts_in_the_period_of_each_hub() -> None:
    one, two = side(ONE, full("K1 | Hout | 2023-12-30 | Zaag | | |")), side(TWO, full("K1 | Hout | 2024-01-02 | | | |"))
    assert total("D2.4", one, two).value == 1
    assert together([one, two], Period(date(2023, 1, 1), AS_OF), AS_OF, ["D2.4"]).rows[0].total.value == 1


def test_a_share_leaves_a_row_out_of_both_its_numbers() -> None:
    one, two = (
        side(ONE, full("K1 | Hout | 2024-02-01 | Zaag | | | | Event")),
        side(TWO, full("K1 | Hout | 2024-02-01 | | | | | Rechtstreeks", "K2 | Glas | 2024-02-01 | | | | | Event")),
    )
    found = total("D2.5", one, two)
    assert (found.value, found.numerator, found.denominator) == (0, 0, 2)
    assert told(found) == [(1, "Cases", 2, "Hout", 1)]
    silent = side(ONE, full("K1 | Hout | 2024-02-01 | Zaag | | | |", "K9 | Kurk | 2024-02-01 | | | | | Event"))
    found = total("D2.5", silent, two)
    assert (found.numerator, found.denominator) == (1, 3), "the first hub does not know the source"


@pytest.mark.parametrize("order", [(0, 1, 2), (0, 2, 1), (2, 0, 1), (2, 1, 0)])
def test_links_that_meet_in_one_hub_make_one_case(order: tuple[int, ...]) -> None:
    sides = [
        side(ONE, cases("K1 | Hout | 2024-02-01")),
        side(TWO, cases("X1 | Plank en balk | 2024-02-02")),
        side(THREE, cases("X1 | Hout | 2024-02-03 | | Een; Zaag")),
    ]
    found = together([sides[n] for n in order], PERIOD, AS_OF, ["D2.4"])
    assert (found.rows[0].total.value, found.rows[0].total.doubles) == (1, 2)
    assert [(d.kept.hub, d.left_out.hub) for d in found.shared.doubles] == [(0, 1), (0, 2)]
    assert ("via" in {d.by for d in found.shared.doubles}) is (order[0] != 2)
    assert found.shared.singles == ()


def test_two_cases_of_one_hub_stay_two() -> None:
    """Links that would make one case of two that a hub itself tells apart: the weakest of them is not followed, and that is told."""
    one = side(ONE, cases("K1 | Hout | 2024-02-01", "K2 | Glas | 2024-02-01"))
    two = side(TWO, cases("X1 | Glas | 2024-02-02 | | Een; Hub Drie"))
    three = side(THREE, cases("K1 | Glas | 2024-02-03 | | Een"))
    found = together([one, two, three], PERIOD, AS_OF, ["D2.4"])
    assert found.rows[0].total.value == 2
    assert {len({at[0] for at in group}) for group in found.shared.groups} == {2}
    assert [(s.case.hub, s.other, s.reason.key) for s in found.shared.singles] == [(1, "Hub Drie", "shared-taken")]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_two_cases_that_the_rules_call_different_do_not_meet_through_a_third_hub(order: tuple[int, ...]) -> None:
    """One number, another title and another organisation: that the third hub is like both does not make them one."""
    hubs = [ONE, TWO, THREE]
    rows = [
        "K1 | Hout | 2024-02-01 | Zager nv | Hub Drie",
        "K1 | Glas | 2024-02-02 | Andere nv | Hub Drie; Een",
        "K1 | Hout | 2024-02-03",
    ]
    found = together([side(hubs[n], cases(rows[n])) for n in order], PERIOD, AS_OF, ["D2.4"])
    assert found.rows[0].total.value == 2
    assert [{order[hub] for hub, _ in group} for group in found.shared.groups] in ([{0, 2}], [{1, 2}])
    (group,) = found.shared.groups
    alone = ({0, 1} - {order[hub] for hub, _ in group}).pop()
    told = {(order[s.case.hub], s.other, s.reason.key) for s in found.shared.singles}
    assert (alone, "Hub Drie", "shared-doubtful") in told
    assert (1, "Een", "shared-doubtful") in told
    assert {reason for _, _, reason in told} == {"shared-doubtful"}


NAMES = ("Hub Een", "Hub Twee", "Hub Drie")
CASE = st.tuples(
    st.sampled_from(["K1", "K2"]), st.sampled_from(["Hout", "Glas", ""]), st.sampled_from(["Zager nv", "Andere nv", ""]), st.sets(st.sampled_from(NAMES))
)


@tried(15, 60)
@given(st.lists(st.lists(CASE, min_size=1, max_size=2, unique_by=lambda row: row[0]), min_size=3, max_size=3))
def test_no_two_rows_of_one_case_are_different_by_the_rules(hubs) -> None:
    """Whatever three hubs hold: by the fields themselves, and of each hub one row at most."""
    written = [cases(*(f"{number} | {title} | 2024-02-01 | {who} | {'; '.join(sorted(named))}" for number, title, who, named in rows)) for rows in hubs]
    sides = [ONE, TWO, THREE]
    found = shared(sides, [dataset(content, hub) for content, hub in zip(written, sides, strict=True)])
    for group in found.groups:
        assert len({hub for hub, _ in group}) == len(group)
        for (number, title, who, _), (other, its, whose, _) in combinations([hubs[hub][row] for hub, row in group], 2):
            assert not (number == other and title != its and who and whose and who != whose)
    tied = {at: group for group in found.groups for at in group}
    told = {(s.case.hub, s.case.row, organisation_key(s.other)) for s in found.singles}
    for hub, rows in enumerate(hubs):
        for row, (*_, named) in enumerate(rows):
            for other in {NAMES.index(name) for name in named} - {hub}:
                with_it = other in {place for place, _ in tied.get((hub, row), ())}
                assert with_it is not ((hub, row, organisation_key(NAMES[other])) in told), "each is tied or told"


SUBSIDIES = "Dossier-ID | Case-ID | Instrument | Datum ingediend | Bedrag gevraagd | Uitkomst | Datum beslissing | Bedrag goedgekeurd"


def of_case(subsidy: str = "", referral: str = "", lesson: str = "", number: str = "K1") -> dict[str, str]:
    found = cases(f"{number} | Hout | 2024-02-01 | | Zaag; Een", f"{number}0 | {number} | 2024-02-01")
    return found | {
        "Subsidiedossiers": f"{SUBSIDIES}\n{subsidy}",
        "Doorverwijzingen": f"Case-ID | Datum | Naar | Resultaat\n{referral}",
        "Leerlessen": f"Les-ID | Datum | Les | Case-ID\n{lesson}",
    }


@pytest.mark.parametrize(
    ("mine", "theirs", "submitted", "granted"),
    [
        ("S1 | K1 | VLAIO | 2024-03-01 | 100 | Goedgekeurd | 2024-05-01 | 80", "9 | X1 | vlaio | 2024-03-01 | 100 | Goedgekeurd | 2024-05-01 | 80", 1, 80),
        ("S1 | K1 | VLAIO | 2024-03-01 | 100 | | |", "9 | X1 | VLAIO | 2024-03-01 | 100 | Goedgekeurd | 2024-05-01 | 80", 1, 80),
        ("S1 | K1 | VLAIO | 2024-03-01 | 100 | Goedgekeurd | 2024-05-01 |", "9 | X1 | VLAIO | 2024-03-01 | 100 | Goedgekeurd | 2024-05-02 | 70", 1, 70),
        ("S1 | K1 | VLAIO | 2024-03-01 | 100 | Goedgekeurd | 2024-05-01 | 80", "9 | X1 | OVAM | 2024-03-01 | 100 | Goedgekeurd | 2024-05-01 | 80", 2, 160),
        ("S1 | K1 | VLAIO | 2024-03-01 | 100 | Goedgekeurd | 2024-05-01 | 80", "9 | X1 | VLAIO | 2024-03-02 | 100 | Goedgekeurd | 2024-05-01 | 80", 2, 160),
        ("S1 | K1 | VLAIO | 2024-03-01 | 100 | Goedgekeurd | 2024-05-01 | 80", "9 | X1 | VLAIO | 2024-03-01 | 90 | Goedgekeurd | 2024-05-01 | 80", 2, 160),
        ("S1 | K10 | VLAIO | 2024-03-01 | 100 | Goedgekeurd | 2024-05-01 | 80", "9 | X10 | VLAIO | 2024-03-01 | 100 | Goedgekeurd | 2024-05-01 | 80", 2, 160),
    ],
)
def test_a_subsidy_of_a_shared_case_is_one_when_both_asked_it_alike(mine: str, theirs: str, submitted: int, granted: int) -> None:
    sides = side(ONE, of_case(mine)), side(TWO, of_case(theirs, number="X1"))
    found = {i: total(i, *sides) for i in ("D3.5", "D3.17")}
    assert (found["D3.5"].value, found["D3.5"].doubles) == (submitted, 2 - submitted)
    assert found["D3.17"].value == granted
    assert sum(a.value for a in found["D3.17"].again) == found["D3.17"].doubles
    if submitted == 1:
        assert [(a.kept.id, a.left_out.id) for a in found["D3.5"].again] == [("K1", "X1")]
        assert found["D3.5"].again[0].left_out.where == ("test.xlsx", "Subsidiedossiers", 2)


def test_referrals_and_lessons_of_a_shared_case() -> None:
    alike = side(ONE, of_case(referral="K1 | 2024-03-01 | Plank nv | Opgenomen", lesson="L1 | 2024-03-01 | Meet eerst | K1"))
    same = side(
        TWO,
        of_case(referral="X1 | 2024-03-01 | PLANK | Afgewezen\nX1 | 2024-03-01 | Vijs | Opgenomen", lesson="9 | 2024-03-01 | meet eerst! | X1", number="X1"),
    )
    outcome = total("D3.16", alike, same)
    assert (outcome.numerator, outcome.denominator) == (2, 2), "the outcome of the first hub"
    assert told(outcome) == [(1, "Doorverwijzingen", 2, "PLANK", 0)]
    lessons = total("D5.1", alike, same)
    assert (lessons.value, lessons.doubles) == (1, 1)
    assert told(lessons) == [(1, "Leerlessen", 2, "meet eerst!", 1)]


def test_what_one_hub_registers_twice_stays_two() -> None:
    row = "{} | 2024-03-01 | Plank nv | Opgenomen"
    one = side(ONE, of_case(referral="\n".join([row.format("K1")] * 2)))
    assert total("D3.16", one, side(TWO, of_case(referral=row.format("X1"), number="X1"))).denominator == 2
    assert total("D3.16", one, side(TWO, of_case(referral="\n".join([row.format("X1")] * 3), number="X1"))).denominator == 3


@pytest.mark.parametrize(
    ("mine", "theirs", "count"),
    [
        ("Goedgekeurd; Ingetrokken", "Ingetrokken; Goedgekeurd", 1),
        ("Goedgekeurd; Goedgekeurd", "Ingetrokken; Goedgekeurd", 2),
        ("Ingetrokken; Goedgekeurd", "Goedgekeurd; Ingetrokken; Goedgekeurd", 2),
        ("Ingetrokken; Ingetrokken", "Ingetrokken; Goedgekeurd", 1),
        ("Ingetrokken", "Goedgekeurd; Goedgekeurd", 2),
    ],
)
def test_of_rows_that_are_alike_as_many_count_as_the_hub_with_most_of_them_has_that_count(mine: str, theirs: str, count: int) -> None:
    """Whatever the order in which each hub wrote them down."""

    def files(case_id: str, outcomes: str) -> dict[str, str]:
        written = [f"{n} | {case_id} | VLAIO | 2024-03-01 | 100 | {outcome} | 2024-05-01 | 80" for n, outcome in enumerate(outcomes.split("; "))]
        return of_case("\n".join(written), number=case_id)

    found = total("D3.6", side(ONE, files("K1", mine)), side(TWO, files("X1", theirs)))
    assert found.value == count
    assert found.value + found.doubles == (mine + theirs).count("Goedgekeurd")
    assert len(found.again) == found.doubles


@pytest.mark.parametrize(
    ("cells", "counted"), [(" | 2024-03-01 | 100", 2), ("VLAIO | 2024-03-01 | ", 2), ("- | 2024-03-01 | 100", 2), ("VLAIO | 2024-03-01 | 0", 1)]
)
def test_a_row_with_an_empty_cell_is_the_same_as_no_other(cells: str, counted: int) -> None:
    sides = side(ONE, of_case(f"S1 | K1 | {cells} | | |")), side(TWO, of_case(f"9 | X1 | {cells} | | |", number="X1"))
    assert total("D3.5", *sides).value == counted


def test_every_sheet_with_rows_of_a_case_says_when_two_are_one() -> None:
    assert set(SAME) == {s.key for s in contract().values() if any(c.references == "cases" for c in s.columns)}
    for sheet, names in SAME.items():
        assert set(names) <= set(contract()[sheet].by_key)


def naming(a, b) -> int:
    """How many of two cases name the other's hub."""
    there = [{organisation_key(n) for n in row["Gedeeld met hub"].split("; ")} for row in (a, b)]
    return bool(there[0] & {"hub twee", "zaag"}) + bool(there[1] & {"hub een", "een", "plank"})


def same_case(a, b) -> bool:
    """The rule for doubles, written a second time: `a` is of the earlier hub."""
    title = bool(a["Titel"]) and header_key(a["Titel"]) == header_key(b["Titel"])
    apart = a["Organisatie"] and b["Organisatie"] and organisation_key(a["Organisatie"]) != organisation_key(b["Organisatie"])
    return naming(a, b) > 0 and (title or (a["Case-ID"] == b["Case-ID"] and not apart))


def doubles_of(left, right) -> dict[str, str]:
    """The doubles as ID at the earlier hub -> ID at the later: those with the same number first, and those that name each other first."""
    found: dict[str, str] = {}
    for number, enough in ((True, 2), (True, 1), (False, 2), (False, 1)):
        for b in (b for b in right if b["Case-ID"] not in found.values()):
            free = (a for a in left if a["Case-ID"] not in found)
            one = next((a for a in free if same_case(a, b) and (a["Case-ID"] == b["Case-ID"]) >= number and naming(a, b) >= enough), None)
            if one:
                found[one["Case-ID"]] = b["Case-ID"]
    return found


def alike(name, one, two, cases_, counts) -> list[tuple[int, int]]:
    """The rows of a sheet that count and are one thing, as (row at the earlier hub, row at the later)."""
    if name == "Cases":
        at = [{row["Case-ID"]: n for n, row in enumerate(rows)} for rows in (one[name], two[name])]
        return [(at[0][a], at[1][b]) for a, b in cases_.items() if counts[0][at[0][a]] and counts[1][at[1][b]]]
    same = {"Doorverwijzingen": ("Datum", "Naar"), "Subsidiedossiers": ("Datum ingediend", "Instrument", "Bedrag gevraagd"), "Leerlessen": ("Datum", "Les")}

    def said(row):
        return [organisation_key(row[h]) if h == "Naar" and row[h] else header_key(row[h]) for h in same[name]]

    found: list[tuple[int, int]] = []
    for n, b in enumerate(two[name] if name in same else ()):
        left = [(m, a) for m, a in enumerate(one[name]) if counts[0][m] and m not in [p[0] for p in found]]
        free = (m for m, a in left if counts[1][n] and cases_.get(a["Case-ID"], "-") == b["Case-ID"] and all(said(a)) and said(a) == said(b))
        found += [(m, n) for m in [next(free, None)] if m is not None]
    return found


def merged(one, two, name, gone):
    """The sheets of two hubs under each other, each with IDs of its own, without these rows of the later hub's sheet `name`."""
    marked = {s.name: {c.header for c in s.columns if c.unique or c.references} for s in contract().values()}
    found = {}
    for sheet in one:
        rows = [(n, row) for n, part in enumerate((one, two)) for at, row in enumerate(part.get(sheet, ())) if not (n and sheet == name and at in gone)]
        if sheet == "Factoren":
            rows = [(0, row) for row in one[sheet]]
        found[sheet] = [{h: f"hub{n}-{v}" if v and h in marked[sheet] else v for h, v in row.items()} for n, row in rows]
    return {sheet: rows for sheet, rows in found.items() if rows}


@tried(4, 12, large=True, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(sheets(8), sheets(8), st.sampled_from([date.fromisoformat(d) for d in DAYS]))
def test_the_total_is_that_of_one_workbook_without_what_counts_twice(left, right, as_of) -> None:
    hub, other = replace(load_hub(), name="Hub Een", also=("Een", "Plank nv")), replace(load_hub(), name="Hub Twee vzw", also=("Zaag",))
    sides = [Participant(hub, catalogue(), dataset(left, hub)), Participant(other, catalogue(), dataset(right, other))]
    cases_ = doubles_of(left["Cases"], right["Cases"])
    found = together(sides, PERIOD, as_of)
    assert {d.kept.id: d.left_out.id for d in found.shared.doubles} == cases_
    stretch = found.rows[0].cells[0].phase
    made = {}
    for row in found.rows:
        values = [c.value for c in row.cells]
        if row.total.value is None:
            assert row.total.reason is not None
            continue
        assert None not in values
        name = contract()[row.indicator.parts[0].source].name
        gone = frozenset()
        if not isinstance(row.indicator.aggregation, ShareOfArea):
            counts = [part_reasons(p.dataset, row.indicator, 0, PERIOD, as_of).counts for p in sides]
            gone = frozenset(b for _, b in alike(name, left, right, cases_, counts))
        assert {a.left_out.row for a in row.total.again} == gone
        if (name, gone) not in made:
            made[name, gone] = dataset(merged(left, right, name, gone), hub)
        wanted = cells(made[name, gone], row.indicator, [stretch], as_of)[0]
        assert row.total.value == pytest.approx(wanted.value), row.indicator.id
        if row.indicator.has_fraction:
            assert (row.total.numerator, row.total.denominator) == (pytest.approx(wanted.numerator), pytest.approx(wanted.denominator))
        else:
            assert row.total.value + row.total.doubles == pytest.approx(sum(values))
            assert row.total.doubles == pytest.approx(sum(a.value for a in row.total.again)), "every double is traced to its row"
            assert row.total.per_month == (pytest.approx(wanted.per_month) if row.indicator.cumulative and wanted.per_month is not None else None)
