"""The list of cases, the card of one case, the sheet of an indicator and the factors."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from metrics.card import card
from metrics.catalogue import catalogue
from metrics.declaration import indicator
from metrics.definitions import fiche
from metrics.explorer import cases, find
from metrics.factors import factors
from metrics.periods import phase_period
from metrics.trace import trace
from tests.metrics.build import dataset
from tests.metrics.random_data import DAYS, sheets
from tests.random_examples import tried

AS_OF = date(2024, 10, 31)
CASES = """
    Case-ID | Titel        | Datum instroom | Datum begeleiding | Datum realisatie | Organisatie | Type organisatie | Gemeente | Doelstellingen | Type resultaat | SE-bedrijf | Cluster   | Partners
    K1      | Élan in hout | 2024-01-10     | 2024-02-10        | 2025-02-01       | Plank nv    | Onderneming      | Mol      | 3;4            | Nieuwe dienst  | Lidwina    | Houtkring | VITO; UNIZO
    K2      | Metaal       | 2023-01-10     |                   | 2024-05-01       | Jan Peeters | Burger           | Geel     | 3              |                |            | houtkring |
    K3      | Later        | 2025-01-10     |                   |                  | Zaag        | Onderneming      |          |                |                |            |           |
"""
SHEETS = {
    "Cases": CASES,
    "Doorverwijzingen": "Case-ID | Datum | Naar\nK1 | 2024-03-01 | VLAIO\nk 1 | 2023-03-01 | UNIZO\nK2 | 2024-03-01 | VLAIO",
    "Leerlessen": "Les-ID | Datum | Les | Case-ID\nL1 | 2024-04-01 | Begin klein | K1",
}
DATA = dataset(SHEETS)


def test_the_list_says_where_each_case_stands() -> None:
    found = cases(DATA, AS_OF).frame
    assert found[["id", "stage_key", "stage", "objectives", "organisation"]].to_numpy().tolist() == [
        ["K1", "guidance", "begeleiding", "3; 4", "Plank nv"], ["K2", "realised", "gerealiseerd", "3", "burger"], ["K3", "", "nog geen datum", "", "Zaag"],
    ]  # fmt: skip
    assert found["since"].tolist()[:2] == [date(2024, 2, 10), date(2024, 5, 1)]
    assert found["days"].fillna(-1).tolist() == [264, 183, -1]
    assert str(cases(dataset({"Events": "Event-ID | Datum\nE1 | 2024-01-01"}), AS_OF).reason) == "bron ontbreekt"


def test_one_finds_cases_by_words_in_any_order() -> None:
    frame = cases(DATA, AS_OF).frame
    assert find(frame, "MOL elan")["id"].tolist() == ["K1"]
    assert find(frame, "k2")["id"].tolist() == ["K2"]
    assert len(find(frame, "")) == 3
    assert find(frame, "peeters").empty
    assert find(frame, "(").empty


def test_the_card_tells_what_happened_and_what_is_planned() -> None:
    found = card(DATA, 0, AS_OF)
    assert (found.id, found.title, found.place, found.stage, found.objectives) == ("K1", "Élan in hout", ("test.xlsx", "Cases", 2), "guidance", (3, 4))
    assert [(m.day, m.label, m.detail, m.planned) for m in found.timeline] == [
        (date(2023, 3, 1), "Doorverwijzingen: Datum", "UNIZO", False),
        (date(2024, 1, 10), "Datum instroom", "", False),
        (date(2024, 2, 10), "Datum begeleiding", "", False),
        (date(2024, 3, 1), "Doorverwijzingen: Datum", "VLAIO", False),
        (date(2024, 4, 1), "Leerlessen: Datum", "Begin klein", False),
        (date(2025, 2, 1), "Datum realisatie", "", True),
    ]
    assert [(s.stage, s.days, s.leave) for s in found.stays] == [("intake", 31, date(2024, 2, 10)), ("guidance", 264, None)]
    assert (found.links.referrals, found.links.lessons, found.links.cluster_mates, found.links.partners) == ((0, 1), (0,), (1,), ("VITO", "UNIZO"))
    assert "Peeters" not in repr(card(DATA, 1, AS_OF))


def test_the_card_says_for_every_indicator_whether_the_case_counts_and_why_not() -> None:
    told = {(v.indicator.id, v.period.phase): (v.counts, v.reason, v.cell) for v in card(DATA, 0, AS_OF).verdicts if v.source == "cases"}
    assert told["D2.4", "4"] == (True, "telt mee", "C2")
    assert told["D4.1", "4"] == (False, "telt nog niet mee: na de peildatum", "E2")
    assert told["D2.4", "3"] == (False, "telt niet mee: Datum instroom ligt buiten de periode", "C2")
    assert told["D3.3", "4"][0]  # the other case of the cluster is known, though the card is about one
    assert told["D1.4", "4"][:2] == (False, "telt niet mee: kolom ontbreekt: Match met")


@tried(2, 4, large=True)
@given(sheets(rows=6), st.sampled_from(DAYS), st.integers(0, 5))
def test_the_card_agrees_with_the_trace(content, as_of, row) -> None:
    data, day = dataset(content), date.fromisoformat(as_of)
    row = min(row, len(data.tables["cases"]) - 1)
    phase = phase_period(data.phases[3])
    found = card(data, row, day, periods=[phase])
    for verdict in found.verdicts:
        if verdict.source == "cases":
            part = next(p for p in trace(data, verdict.indicator, phase, day).parts if p.source == "cases")
            line = part.rows.iloc[row]
            assert (verdict.counts, verdict.reason, verdict.cell) == (line["counts"], line["reason"], line["cell"])
    assert len([v for v in found.verdicts if v.source == "cases"]) == sum(p.source == "cases" for i in catalogue().values() for p in i.parts)


def test_every_indicator_has_a_sheet_in_both_languages() -> None:
    for i in catalogue().values():
        for lang in ("nl", "en"):
            found = fiche(i, lang)
            assert all((found.name, found.question, found.definition, found.unit, found.level, found.direction, found.value, found.counts, found.excludes))
            assert all(s.columns for s in found.sources)
            assert found.sources[0].dates
    assert fiche(catalogue()["D1.4"]).sources[0].columns == ("Match met", "Datum match", "Case-ID")
    assert [s.sheet for s in fiche(catalogue()["D3.12"]).sources] == ["Cases", "Factoren"]


def test_a_changed_definition_is_told_latest_first() -> None:
    raw = {
        "id": "D9.1", "name": {"nl": "n", "en": "n"}, "level": "output", "unit": {"nl": "u", "en": "u"}, "decimals": 0, "aggregation": {"rows": {}},
        "parts": [{"source": "cases", "date": "intake_date"}], **{k: {"nl": "x", "en": "x"} for k in ("question", "definition", "counts", "excludes")},
        "changes": [{"date": date(2023, 1, 1), "nl": "Eerst.", "en": "First."}, {"date": date(2024, 1, 1), "nl": "Dan.", "en": "Then."}],
    }  # fmt: skip
    assert fiche(indicator(raw, 2), "en").changes == ((date(2024, 1, 1), "Then."), (date(2023, 1, 1), "First."))


def test_the_first_factor_of_a_stream_counts() -> None:
    data = dataset({"Factoren": "Materiaalstroom | kg CO2 per kg | Basis | Jaar\nHout | 0,5 | Ingezameld | 2020\nHout | 2 | Hergebruikt | 2021"})
    assert [(f.stream, f.value, f.basis, f.source, f.year) for f in factors(data).factors] == [("Hout", 0.5, "Ingezameld", "", "2020")]
    assert str(factors(DATA).reason) == "bron ontbreekt"
