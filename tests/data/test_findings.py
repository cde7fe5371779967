"""Every finding code: a small workbook that calls for it, the cell it points at, and a sentence in both languages."""

import datetime as dt
from collections.abc import Callable

import pytest

from data.checks import future_dates
from data.dataset import Dataset
from data.errors import Unusable
from data.findings import LEVELS
from data.raw import Source
from locales import texts
from tests.data.books import CASES, EVENTS, cases, codes, column, csv_file, reading, workbook

ROW = ["K1", "Een vraag", "15/01/2024"]
LONG = [*CASES, "Status", "Datum begeleiding", "Datum realisatie", "Datum stopzetting"]
TARGETS = ["Indicator", "Fase", "Streefwaarde", "Datum"]


def sheet(name: str, *rows: list[object]) -> Dataset:
    return reading(workbook({name: list(rows)}))


def formula() -> Dataset:
    return cases([*ROW, "=1+1"], header=[*CASES, "Ton gemeten"])


# code -> (the delivery, the cells it is found at)
WANTED: dict[str, tuple[Callable[[], Dataset], list[str]]] = {
    "id-missing": (lambda: cases([None, "x", "1/1/2024"], ["?", "y", "1/1/2024"]), ["A2", "A3"]),
    "id-duplicate": (lambda: cases(ROW, ["k1", "Iets anders", "15/01/2024"]), ["A3"]),
    "row-repeated": (lambda: cases(ROW, ["K-1", "Een  vraag", dt.date(2024, 1, 15)]), ["A3"]),
    "column-missing": (lambda: reading(workbook({"Cases": [["Case-ID", "Titel"], ["K1", "x"]], "Events": [EVENTS]})), [""]),
    "sheet-doubled": (lambda: reading(workbook({"Cases": [CASES, ROW], "Casussen": [CASES, ROW]})), [""]),
    "file-unreadable": (lambda: reading(csv_file([CASES, ROW]), Source("foto.xlsx", b"\x89PNG....")), [""]),
    "required-missing": (lambda: cases(["K1", None, "n.v.t."]), ["B2", "C2"]),
    "required-unreadable": (lambda: cases(["K1", "x", "gisteren"]), ["C2"]),
    "date-unreadable": (lambda: column(["31/02/2024", "1/1/2024"], "Datum realisatie"), ["D2"]),
    "number-unreadable": (lambda: column(["20 ton", 20], "Ton gemeten"), ["D2"]),
    "number-negative": (lambda: column([-1, 0], "Ton gemeten"), ["D2"]),
    "number-out-of-range": (lambda: column([5.5, 5, 0.5], "Tevredenheid", "Events"), ["D2", "D4"]),
    "value-unknown": (lambda: column(["Lucht", "Hout"], "Materiaalstroom"), ["D2"]),
    "row-alike": (lambda: sheet("Communicatie", ["Datum", "Kanaal"], ["1/1/2024", "LinkedIn"], ["1/1/2024", "Pers"], ["01-01-24", "LinkedIn"]), ["A4"]),
    "reference-unknown": (
        lambda: reading(workbook({"Cases": [CASES, ROW], "Doorverwijzingen": [["Case-ID", "Datum", "Naar"], ["k 1", "1/2/2024", "VITO"], ["K9", "1/2/2024", "VITO"]]})),
        ["A3"],
    ),
    "date-month-only": (lambda: column(["maart 2024"], "Datum realisatie"), ["D2"]),
    "number-approximate": (lambda: column(["ca. 20"], "Ton gemeten"), ["D2"]),
    "date-future": (lambda: cases(["K1", "x", "1/7/2024"], ["K2", "y", "30/6/2024"]), ["C2"]),
    "date-order": (lambda: cases(["K1", "x", "1/5/2024", None, "1/4/2024", None, None], ["K2", "y", "1/1/2024", None, None, "2/1/2024", None], header=LONG), ["E2"]),
    "status-without-date": (lambda: cases([*ROW, "Gerealiseerd", None, None, None], [*["K2", "y", "1/1/2024"], "Nieuw", None, None, None], header=LONG), ["D2"]),
    "date-without-status": (lambda: cases([*ROW, "Project", None, "1/5/2024", None], ["K2", "y", "1/1/2024", "Verankerd", None, "1/5/2024", None], header=LONG), ["F2"]),
    "outside-phases": (lambda: cases(["K1", "x", "31/12/2020"], ["K2", "y", "1/7/2025"], ["K3", "z", "30/6/2025"]), [""]),
    "parts-exceed-total": (lambda: sheet("Events", [*EVENTS, "Deelnames", "Bedrijven", "Burgers"], ["E1", "x", "1/1/2024", 10, 6, 5], ["E2", "y", "1/1/2024", 10, 5, 5]), ["D2"]),
    "objective-missing": (lambda: column([None, 3, "x"], "Doelstellingen"), ["D2"]),
    "formula-without-value": (formula, ["D2"]),
    "column-doubled": (lambda: cases([*ROW, "2/2/2024"], header=[*CASES, "Ingekomen op"]), [""]),
    "target-repeated": (lambda: sheet("Doelen", TARGETS, ["D1.1", 4, 10, None], ["D1.1", 4, 12, None], ["D1.1", 4, 5, "30/6/2024"]), ["A3"]),
    "target-scaled": (lambda: sheet("Doelen", TARGETS, ["D2.5", 4, 50, None], ["D3.7", 4, "60 %", None]), ["C2"]),
    "factor-repeated": (lambda: sheet("Factoren", ["Materiaalstroom", "kg CO2 per kg"], ["Hout", 1], ["hout", 2]), ["A3"]),
    "phase-invalid": (lambda: sheet("Fasen", ["Fase", "Start", "Einde"], [1, "1/1/2021", "31/12/2021"], [2, "1/12/2021", "31/12/2022"], [3, "1/1/2024", "1/1/2023"]), ["A3", "A4"]),
    "sheet-unknown": (lambda: reading(workbook({"Cases": [CASES, ROW], "Kladblad": [["iets"]]})), [""]),
    "column-unknown": (lambda: cases([*ROW, "x"], header=[*CASES, "Kleur"]), [""]),
    "rows-blank": (lambda: cases(ROW, [], ["K2", "y", "1/1/2024"], []), [""]),
    "rows-total": (lambda: cases(ROW, ["Totaal", 1]), [""]),
}  # fmt: skip


def test_every_code_has_a_workbook_here():
    assert set(WANTED) == set(LEVELS)


@pytest.mark.parametrize("code", WANTED)
def test_the_finding_is_made_at_its_cells_and_speaks_both_languages(code):
    make, cells = WANTED[code]
    data = make()
    findings = data.findings + future_dates(data, dt.date(2024, 6, 30))
    for lang in ("nl", "en"):
        frame = findings.frame(lang)
        mine = frame[frame["code"] == code]
        assert list(mine["cell"]) == cells
        assert set(mine["level"]) == {LEVELS[code]}
        assert all(m and "{" not in m and m.endswith((".", "!")) for m in mine["message"])
    assert f"findings.{code}.title" in texts("nl")
    assert f"findings.{code}.title" in texts("en")


def test_an_error_in_a_cell_leaves_the_row_and_an_error_in_a_row_rejects_it():
    data = cases(["K1", "x", "gisteren"], ["K1", "y", "1/1/2024"])
    assert (data.counts["cases"].accepted, data.counts["cases"].rejected) == (1, 1)
    assert data.tables["cases"].frame["intake_date"].isna().tolist() == [True]


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        (
            "Doelen",
            [
                TARGETS,
                ["D1.1", 4, None, None],
                ["D9.9", 4, 5, None],
                ["D1.1", 9, 5, None],
                ["D1.1", 4, -5, None],
                ["Netwerkmomenten", "Verlenging 2024-2025", 5, None],
            ],
        ),
        (
            "Fasen",
            [
                ["Fase", "Start", "Einde"],
                [1, None, "31/12/2021"],
                [None, "1/1/2021", "31/12/2021"],
                [1, "32/1/2021", "1/1/2022"],
                [4, "x", None],
                [2, "1/1/2022", "31/12/2022"],
            ],
        ),
        ("Factoren", [["Materiaalstroom", "kg CO2 per kg"], ["Lucht", 1], ["Hout", "veel"], ["Hout", None], [None, 2], ["Hout", 1]]),
    ],
)
def test_in_the_sheets_of_settings_a_row_without_a_required_value_is_rejected(name, rows):
    counts = next(iter(sheet(name, *rows).counts.values()))
    assert (counts.read, counts.accepted, counts.rejected) == (5, 1, 4)


def test_a_target_names_its_indicator_by_id_or_name_and_its_phase_by_number_or_name():
    frame = sheet("Doelen", TARGETS, ["d1.1", "Fase 4", 5, None], ["netwerkmomenten", "Implementatie", 5, None], ["D1.1", 3.0, 5, None]).tables["targets"].frame
    assert list(frame["indicator"]) == ["D1.1"] * 3
    assert list(frame["phase"]) == ["4", "2", "3"]


def test_phases_of_the_workbook_replace_the_default_ones():
    data = reading(
        workbook({
            "Fasen": [["Fase", "Naam", "Start", "Einde"], [1, "Proef", "1/1/2020", "31/12/2020"], [2, "Groei", "1/1/2021", "31/12/2021"]],
            "Doelen": [TARGETS, ["D1.1", "Groei", 5, None]],
        })
    )
    assert [(p.number, p.name) for p in data.phases] == [("1", "Proef"), ("2", "Groei")]
    assert list(data.tables["targets"].frame["phase"]) == ["2"]


def test_a_number_is_shown_as_it_was_typed():
    frame = column(["1,234.5"], "Ton gemeten").findings.frame()
    assert frame.loc[frame.code == "number-unreadable", "value"].tolist() == ["1,234.5"]


def test_references_are_checked_over_all_files_and_only_where_their_sheet_is_present():
    referral = csv_file([["Case-ID", "Datum", "Naar"], ["K1", "1/2/2024", "VITO"]], "doorverwijzingen.csv")
    assert "reference-unknown" not in dict(codes(reading(referral)))
    assert "reference-unknown" not in dict(codes(reading(referral, csv_file([CASES, ROW]))))
    assert "reference-unknown" in dict(codes(reading(referral, csv_file([CASES, ["K2", "x", "1/1/2024"]]))))


def test_without_any_known_sheet_the_delivery_is_refused():
    with pytest.raises(Unusable, match="geen enkel blad"):
        reading(workbook({"Blad1": [["a", "b"], [1, 2]]}))
