"""Words that the contract does not know: what is proposed, and what is read once somebody decided."""

import pytest

from data.decisions import Decisions
from data.hub import load_hub
from data.raw import Source
from data.reader import lists_of, read
from data.suggestions import Proposal, proposals
from metrics.catalogue import indicator_names
from tests.data.books import CASES, workbook


def delivered(source: Source, decisions: Decisions = Decisions()):  # noqa: B008 - frozen
    return read([source], names=indicator_names(), decisions=decisions)


def proposed(source: Source, decisions: Decisions = Decisions()) -> list[Proposal]:  # noqa: B008 - frozen
    dataset = delivered(source, decisions)
    return proposals(dataset, dataset, lists_of(load_hub(), indicator_names(), dataset.phases), decisions)


def test_an_unknown_column_is_proposed_and_read_once_decided() -> None:
    source = workbook({"Cases": [[*CASES, "Datum van realisatie", "Kleur"], ["K1", "Hout", "1/2/2024", "3/4/2024", "rood"]]})
    (proposal,) = proposed(source)
    assert (proposal.kind, proposal.place, proposal.word, proposal.meant, proposal.count) == ("columns", "cases", "Datum van realisatie", "realised_date", 1)
    assert proposal.confidence > 0.8
    after = delivered(source, Decisions().with_column("cases", "datum VAN realisatie", "realised_date"))
    assert after.tables["cases"].cell(0, "realised_date") == "D2"
    assert list(after.tables["cases"].extra.columns) == ["Kleur"]


def test_an_unknown_value_is_proposed_and_read_once_decided() -> None:
    rows = [["K1", "Hout", "1/2/2024", "Turnout"], ["K2", "Glas", "1/2/2024", "turnout"], ["K3", "Glas", "1/2/2024", "Parijs"]]
    source = workbook({"Cases": [[*CASES, "Gemeente"], *rows]})
    found = {p.word: p for p in proposed(source)}
    assert (found["Turnout"].meant, found["Parijs"].meant) == ("Turnhout", "")
    decided = Decisions().with_value("cases.municipality", "Turnout", "Turnhout").with_value("cases.municipality", "Parijs", "Buiten regio")
    dataset = delivered(source, decided)
    assert dataset.tables["cases"].frame["municipality"].tolist() == ["Turnhout", "Turnhout", "Buiten regio"]
    assert dataset.findings.count(code="value-unknown") == 0


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Stad Turnhout", "Turnhout (stad)", True),
        ("Houtwerf Kempen", "Houtwerf Kempne", True),
        ("Kringwinkel Zuiderkempen", "Kringwinkel Zuiderkempen vzw", False),  # already one
        ("Brouwerij Zilverpad", "Bouwbedrijf Zilverpad", False),
        ("Atelier 12", "Atelier 13", False),
        ("Gemeente Mol", "Gemeente Geel", False),
        ("Hout nv", "Hoed nv", False),
    ],
)
def test_names_that_look_like_one(one: str, other: str, alike: bool) -> None:
    rows = [["K1", "a", "1/2/2024", one], ["K2", "b", "1/2/2024", one], ["K3", "c", "1/2/2024", other]]
    source = workbook({"Cases": [[*CASES, "Organisatie"], *rows]})
    assert [(p.word, p.meant) for p in proposed(source)] == ([(other, one)] if alike else [])
    if alike:
        assert proposed(source, Decisions().with_apart(other, one)) == []
        merged = delivered(source, Decisions().with_name(other, one))
        assert set(merged.tables["cases"].frame["organisation"]) == {one}
        assert proposed(source, Decisions().with_name(other, one)) == []


def test_a_merged_name_is_one_in_every_sheet_and_list() -> None:
    source = workbook({
        "Cases": [[*CASES, "Partners"], ["K1", "a", "1/2/2024", "Turnhout (stad); VITO"], ["K2", "a", "1/2/2024", "Turnhout (stad); Stad Turnhout"]],
        "Verankering": [["Datum", "Lokaal bestuur"], ["1/2/2024", "TURNHOUT STAD"]],
    })
    dataset = delivered(source, Decisions().with_name("Turnhout (stad)", "Stad Turnhout"))
    assert dataset.tables["cases"].frame["partners"].tolist() == ["Stad Turnhout; VITO", "Stad Turnhout"]
    assert dataset.tables["anchoring"].frame["local_authority"].tolist() == ["Stad Turnhout"]


def test_decisions_are_taken_back_and_kept_as_they_are() -> None:
    decided = Decisions().with_column("cases", "X", "organisation").with_value("cases.source", "Tip", "Event").with_name("A", "B").with_apart("D", "C")
    assert Decisions.from_json(decided.as_json()) == decided
    assert decided.with_name("B", "C").names == {"A": "C", "B": "C"}
    left = decided.without("columns", "cases", "X").without("values", "cases.source", "Tip").without("names", "", "A").without("apart", "C", "D")
    assert not left


def test_two_that_were_told_apart_stay_two_in_whatever_spelling() -> None:
    apart = Decisions().with_apart("Houtwerk Kempen", "Houtwerk Kempn")
    assert apart.are_apart("HOUTWERK kempn", "Houtwerk Kempen bv")
    assert not apart.are_apart("Houtwerk Kempen", "Houtwerk Mol")
    assert Decisions().with_name("A bv", "B").with_name("a", "C").names == {"a": "C"}, "one name has one meaning"


def test_names_of_citizens_are_not_proposed() -> None:
    rows = [["K1", "a", "1/2/2024", "Jantje Modaal", "Burger"], ["K2", "b", "1/2/2024", "Jantje Modal", "Burger"]]
    assert proposed(workbook({"Cases": [[*CASES, "Organisatie", "Type organisatie"], *rows]})) == []


def test_a_required_column_under_another_name_is_proposed_and_its_sheet_read_once_decided() -> None:
    rows = [["K1", "Hout", "1/2/2024"], ["K2", "Glas", "1/2/2024"]]
    source = workbook({
        "Cases": [["Case-ID", "Omschrijving van de vraag", "Datum instroom"], *rows],
        "Events": [["Event-ID", "Titel", "Datum"], ["E1", "x", "1/2/2024"]],
    })
    (proposal,) = proposed(source)
    assert (proposal.kind, proposal.place, proposal.word, proposal.meant) == ("columns", "cases", "Omschrijving van de vraag", "title")
    dataset = delivered(source, Decisions().with_column("cases", proposal.word, "title"))
    assert dataset.tables["cases"].frame["title"].tolist() == ["Hout", "Glas"]
