"""Each page in both languages over all kinds of data: never an exception, and what is missing is said."""

from collections.abc import Sequence
from functools import cache

import pytest

from data.contract import contract
from locales import LANGUAGES, text
from tests.ui.frame import PAGES, csv, open_page, own, shown
from ui.navigation import PAGES as ENTRIES
from ui.source import Source

CASES = csv("Case-ID;Titel;Datum instroom;Doelstellingen;Datum realisatie", "K1;Hout;15/01/2024;3;01/03/2024", "K2;Textiel;20/02/2025;4;")
EVENTS = csv("Event-ID;Titel;Datum;Doelstellingen;Deelnames", "E1;Netwerkavond;15/02/2024;1;20", "E2;Infosessie;10/03/2025;2;14")
WRONG = csv(
    "Case-ID;Titel;Datum instroom;Status;Datum realisatie;Ton gemeten;Doelstellingen;Onbekende kolom",
    ";Zonder nummer;15/01/2024;Nieuw;;;3;x",
    "K1;=HYPERLINK(\"x\");31/02/2024;Foute status;gisteren;-5;9;<script>alert(1)</script>",
    "K1;Dubbel;03/25/2024;Gerealiseerd;;veel;3;<b>vet</b>",
    "K2;<img src=x onerror=alert(1)> **vet** [link](http://x);15/01/1950;Gerealiseerd;;1,234.5;3/4;",
    "K3;Later;15/01/2024;Nieuw;15/01/2090;ca. 12;3;",
    "Totaal;;;;;12;;",
)  # fmt: skip


@cache
def source(kind: str) -> Source | None:
    """The data of a kind; None is the example data."""
    files = {
        "no rows": [("cases.csv", b"Case-ID;Titel;Datum instroom;Doelstellingen;Datum realisatie\r\n"), ("events.csv", b"Event-ID;Titel;Datum\r\n")],
        "only cases": [("cases.csv", CASES)],
        "only events": [("events.csv", EVENTS)],
        "full of errors": [("cases.csv", WRONG), ("foto.xlsx", b"\x89PNG no spreadsheet")],
    }
    return own(*files[kind]) if kind in files else None


ELSEWHERE = {e.file.stem for e in ENTRIES if e.setting}  # pages about other data
KINDS = ("example", "no rows", "only cases", "only events", "full of errors")


def over_data(langs: Sequence[str], kinds: Sequence[str]) -> list[object]:
    """Every language over every kind of data: each time Dutch over all kinds, and the others over the example; in the campaign the rest too."""
    return [pytest.param(lang, kind, marks=() if lang == "nl" or kind == "example" else (pytest.mark.campaign,)) for lang in langs for kind in kinds]


@pytest.mark.parametrize(("lang", "kind"), over_data(LANGUAGES, KINDS))
@pytest.mark.parametrize("page", PAGES)
def test_no_page_breaks(page: str, lang: str, kind: str) -> None:
    app = open_page(page, source(kind), taal=lang)
    assert not app.exception
    assert not app.error
    label = "ui.example.label" if kind == "example" else "ui.own.label"
    assert page in ELSEWHERE or text(label, lang) in shown(app), "whose figures these are is said on every page"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("kind", "objective", "sheet"), [("only cases", "1", "Events"), ("only events", "3", "Cases"), ("only cases", "5", "lessons")])
def test_an_absent_sheet_is_named(kind: str, objective: str, sheet: str, lang: str) -> None:
    name = contract()[sheet.lower()].title(lang)
    app = open_page("doelstellingen", source(kind), taal=lang, doelstelling=objective, fase="4")
    assert text("words.source_absent", lang, sheet=name) in shown(app)


def test_absent_is_not_zero() -> None:
    page = shown(open_page("doelstellingen", source("only cases"), doelstelling="1", fase="4"))
    assert "Netwerkmomenten kern ∅ geen gegevens bron ontbreekt: blad Events" in page
    before = shown(open_page("doelstellingen", doelstelling="5", fase="1"))
    assert "– n.v.t. n.v.t." in before
    counted = shown(open_page("doelstellingen", source("no rows"), doelstelling="3", fase="4"))
    assert "Gerealiseerde circulaire initiatieven kern ◇ geen streefwaarde 0" in counted


def test_what_is_wrong_is_told_with_cell_and_remedy() -> None:
    page = shown(open_page("eigen_werkmap", source("full of errors")))
    for piece in ("Nummer dubbel gebruikt", "C3", "foto.xlsx", "Datum niet leesbaar", "geen spreadsheet"):
        assert piece in page, piece


@pytest.mark.parametrize("page", PAGES)
def test_spreadsheet_text_never_becomes_markup(page: str) -> None:
    app = open_page(page, source("full of errors"), doelstelling="3")
    bodies = [str(getattr(e.proto, "body", "")) + str(getattr(e.proto, "json", "")) for e in app if hasattr(e, "proto")]
    for body in bodies:
        assert "<script>alert" not in body
        assert "<img src=x" not in body


def test_one_phase_of_own_making() -> None:
    phases = csv("Fase;Naam;Start;Einde", "A;<b>Proef</b> met een heel lange naam die niet past;01/01/2024;31/12/2024")
    app = open_page("overzicht", own(("cases.csv", CASES), ("fasen.csv", phases)))
    assert not app.exception
    assert "Fase A" in shown(app)


def test_the_overview_says_how_it_stands() -> None:
    page = shown(open_page("overzicht"))
    assert "Fase 4: " in page
    assert "indicatoren op schema of behaald" in page
    assert "per maand nodig" in page
    assert "Sensibiliseren" in page
    assert "bestond nog niet in deze fase" in page
    assert "van 1.1" in page, "rows rejected, in Belgian form"


def test_own_files_can_be_left_again() -> None:
    app = open_page("overzicht", source("only cases"))
    app.button(key="leave-own").click().run()
    assert not app.exception
    assert text("ui.example.label") in shown(app)
    assert app.date_input(key="peildatum").value.isoformat() == "2025-03-31"
