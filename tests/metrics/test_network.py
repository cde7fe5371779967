"""Referrals, clusters, who works with whom, organisations reached and matches."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.catalogue import catalogue
from metrics.clusters import groups
from metrics.engine import evaluate
from metrics.layout import LABEL, layout
from metrics.organisations import matches, reached
from metrics.periods import Period
from metrics.referrals import referral_flow
from metrics.relations import relations
from tests.metrics.build import dataset
from tests.metrics.random_data import DAYS, sheets
from tests.random_examples import tried

QUICK = tried(3, 6, large=True)
YEAR, AS_OF = Period(date(2024, 1, 1), date(2024, 12, 31)), date(2024, 10, 31)
CASES = """
    Case-ID | Datum instroom | Bron         | Organisatie  | Type organisatie | Partners     | SE-bedrijf | Match met | Datum match | Cluster   | Materiaalstroom | Datum realisatie | Gemeente
    K1      | 2024-01-10     | Rechtstreeks | Plank nv     | Onderneming      | VITO; UNIZO  | Lidwina    |           |             | Houtkring | Hout            | 2024-08-01       | Mol
    K2      | 2024-02-10     | Event        | Plank        | Onderneming      | vito         |            | Zaag bvba | 2024-05-01  | houtkring | Hout            |                  | Geel
    K3      | 2024-03-10     |              | Jan Peeters  | Burger           |              | Lidwina    | Plank     | 2024-06-01  |           | Metaal          |                  |
    K4      | 2023-03-10     | Rechtstreeks | Oud bv       | Onderneming      | OMC          |            | Zaag      | 2024-11-15  | Houtkring |                 |                  |
    K5      | 2024-04-10     | Rechtstreeks | Zaag         | Onderneming      |              |            | plank     | 2024-07-01  |           |                 |                  |
"""
REFERRALS = """
    Case-ID | Datum      | Naar  | Resultaat
    K1      | 2024-02-01 | VLAIO | Open
    K1      | 2024-03-01 | Vlaio | Opgenomen
    K2      | 2024-03-01 | VLAIO | Afgewezen
    K3      | 2024-04-01 | UNIZO |
    K9      | 2024-04-01 | UNIZO | Open
    K4      | 2024-12-01 | UNIZO | Opgenomen
"""
EVENTS = "Event-ID | Datum | Rol\nE1 | 2024-03-01 | Georganiseerd\nE2 | 2024-03-02 | Deelgenomen"
ATTENDANCE = """
    Event-ID | Organisatie | Type organisatie
    E1       | Plank       | Onderneming
    E1       | PLANK nv    | Onderneming
    E1       | Jan Peeters | Burger
    E2       | Vijs        | Onderneming
"""
DATA = dataset({"Cases": CASES, "Doorverwijzingen": REFERRALS, "Events": EVENTS, "Aanwezigheden": ATTENDANCE})


def test_referrals_flow_through_the_hub() -> None:
    found = referral_flow(DATA, YEAR, AS_OF)
    assert found.total == 4
    assert [(s.key, s.label, s.count) for s in found.sources] == [
        ("Event", "Event", 1), ("Rechtstreeks", "Rechtstreeks", 1), ("", "niet ingevuld", 1), ("?", "onbekende case", 1),
    ]  # fmt: skip
    assert [(t.label, t.count, t.taken, t.rejected, t.open) for t in found.targets] == [("UNIZO", 2, 0, 0, 2), ("VLAIO", 2, 1, 1, 0)]
    assert found.cross == (("", "unizo", 1), ("?", "unizo", 1), ("Event", "vlaio", 1), ("Rechtstreeks", "vlaio", 1))


def test_many_organisations_are_taken_together() -> None:
    found = referral_flow(DATA, YEAR, AS_OF, "en", most=1)
    assert [(t.key, t.label, t.count) for t in found.targets] == [("unizo", "UNIZO", 2), ("+", "other (together)", 2)]


def test_referrals_without_cases_or_results() -> None:
    found = referral_flow(dataset({"Doorverwijzingen": "Case-ID | Datum | Naar\nK1 | 2024-02-01 | VLAIO"}), YEAR, AS_OF)
    assert [(s.key, s.count) for s in found.sources] == [("?", 1)]
    assert found.targets[0].taken is None
    assert [str(r) for r in found.missing] == ["kolom ontbreekt: Resultaat", "bron ontbreekt"]
    assert str(referral_flow(dataset({"Cases": CASES}), YEAR, AS_OF).reason) == "bron ontbreekt"


def test_clusters_and_their_activity() -> None:
    found = groups(DATA, "cluster", YEAR, AS_OF)
    assert [p.label for p in found.periods] == ["2024-K1", "2024-K2", "2024-K3", "2024-K4"]
    (wood,) = found.groups
    assert (wood.label, wood.cases, wood.active, wood.rows, wood.organisations) == ("Houtkring", 3, 2, (0, 1, 3), 7)
    assert (wood.streams, wood.realised, wood.stopped) == ((("Hout", 2),), 1, None)
    assert wood.activity == (2, 1, 1, 0)
    assert str(groups(DATA, "ecosystem", YEAR, AS_OF).reason) == "kolom ontbreekt: Ecosysteem"


def test_who_works_with_whom_without_citizens() -> None:
    found = relations(DATA, YEAR, AS_OF)
    assert [n.label for n in found.nodes] == ["Plank", "Lidwina", "VITO", "Zaag", "UNIZO"]
    between = {frozenset((found.nodes[e.a].key, found.nodes[e.b].key)): e.cases for e in found.edges}
    assert between[frozenset(("plank", "vito"))] == 2
    assert between[frozenset(("plank", "zaag"))] == 2
    assert between[frozenset(("lidwina", "plank"))] == 2  # once as the organisation that asked, once as a match
    assert frozenset(("vito", "unizo")) not in between
    kinds = {n.key: n.kind for n in found.nodes}
    assert (kinds["vito"], kinds["lidwina"], kinds["plank"]) == ("partner", "se", "organisation")


def test_organisations_reached_count_citizens_without_naming_them() -> None:
    found = reached(DATA, YEAR, AS_OF)
    assert [(o.key, o.type, o.cases, o.events, o.referrals, o.matches) for o in found.organisations] == [
        ("plank", "Onderneming", 2, 1, 0, 2), ("unizo", "", 0, 0, 2, 0), ("vlaio", "", 0, 0, 2, 0), ("zaag", "Onderneming", 1, 0, 0, 1),
    ]  # fmt: skip
    assert (found.total, found.citizens) == (4, 2)
    assert "peeters" not in repr((found, matches(DATA, YEAR, AS_OF), relations(DATA, YEAR, AS_OF), groups(DATA, "cluster", YEAR, AS_OF))).casefold()


def test_matches_are_different_pairs() -> None:
    found = matches(DATA, YEAR, AS_OF)
    assert [(m.a, m.b, m.first, m.cases) for m in found.pairs] == [
        ("burger", "Plank", date(2024, 6, 1), ("K3",)),
        ("Plank", "Zaag bvba", date(2024, 5, 1), ("K2", "K5")),
    ]
    assert found.total == evaluate(DATA, catalogue()["D1.4"], [YEAR], AS_OF).value[0]


@pytest.mark.parametrize("size", [0, 1, 2, 7, 25, 40])
def test_labels_of_a_network_do_not_overlap(size) -> None:
    edges = np.array([(a, b) for a in range(size) for b in range(a + 1, size) if (a * 7 + b) % 5 == 0 or a == 0], np.intp).reshape(-1, 2)
    at = layout(size, edges, np.ones(len(edges)))
    assert (at == layout(size, edges, np.ones(len(edges)))).all()
    assert ((at >= 0) & (at <= 1)).all()
    for a in range(size):
        for b in range(a):
            assert (np.abs(at[a] - at[b]) >= np.array(LABEL) - 1e-6).any(), (a, b)


@QUICK
@given(sheets(), st.sampled_from(DAYS), st.sampled_from(DAYS), st.sampled_from(DAYS), st.integers(1, 4))
def test_what_flows_into_the_hub_flows_out_and_the_rest_adds_up(content, one, other, as_of, most) -> None:
    data, day = dataset(content), date.fromisoformat(as_of)
    period = Period(*sorted((date.fromisoformat(one), date.fromisoformat(other))))
    flow = referral_flow(data, period, day, most=most)
    assert flow.total == sum(s.count for s in flow.sources) == sum(t.count for t in flow.targets) == sum(n for *_, n in flow.cross)
    assert flow.total == evaluate(data, catalogue()["D3.1"], [period], day).value[0]
    assert all(t.count == t.taken + t.rejected + t.open for t in flow.targets)
    assert {(s.key, s.count) for s in flow.sources} == {(k, sum(n for s, _, n in flow.cross if s == k)) for k in {s for s, _, _ in flow.cross}}
    assert matches(data, period, day).total == evaluate(data, catalogue()["D1.4"], [period], day).value[0]
    for kind, indicator in (("cluster", None), ("ecosystem", "D3.15")):
        found = groups(data, kind, period, day)
        assert all(g.active <= g.cases == len(g.rows) and max(g.activity, default=0) <= g.active <= sum(g.activity) for g in found.groups)
        if indicator:
            assert sum(g.active > 0 for g in found.groups) == evaluate(data, catalogue()[indicator], [period], day).value[0]
    net = relations(data, period, day)
    assert all(0 <= e.a < e.b < len(net.nodes) and e.cases <= min(net.nodes[e.a].cases, net.nodes[e.b].cases) for e in net.edges)
    assert net.left_out or [n.degree for n in net.nodes] == [sum(i in (e.a, e.b) for e in net.edges) for i in range(len(net.nodes))]
