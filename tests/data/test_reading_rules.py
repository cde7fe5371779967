"""The reading rules of the workbook contract, each on a real file."""

import datetime as dt
import io

import numpy as np
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.contract import contract
from data.raw import Source
from tests.data.books import CASES, EVENTS, cases, codes, column, csv_file, reading, workbook
from tests.random_examples import tried

ROW = ["K1", "Een vraag", "15/01/2024"]


@pytest.mark.parametrize("name", ["Cases", "CASES", " cases ", "Casussen", "Case", "Ca-ses"])
def test_rule_1_a_sheet_matches_by_name_or_synonym(name):
    assert list(reading(workbook({name: [CASES, ROW]})).tables) == ["cases"]


def test_rule_1_an_unknown_name_is_tried_by_the_file_and_then_by_the_headers():
    by_file = reading(workbook({"Blad1": [["Case-ID", "Titel", "Datum instroom"], ROW]}, name="hub_cases_2024.xlsx"))
    by_headers = reading(workbook({"Blad1": [EVENTS, ["E1", "Ontbijt", "1/2/2024"]], "Blad2": [["Datum", "Lokaal bestuur"], ["1/2/2024", "Stad Geel"]]}))
    assert list(by_file.tables) == ["cases"]
    assert list(by_headers.tables) == ["events", "anchoring"]


def test_rule_1_a_second_sheet_for_one_table_is_doubled_and_left_out():
    data = reading(workbook({"Cases": [CASES, ROW], "Casussen": [CASES, ["K2", "Nog een", "1/2/2024"]]}))
    assert len(data.tables["cases"]) == 1
    assert ("sheet-doubled", "") in codes(data)


def test_rule_1_one_table_in_several_files_is_joined_in_order():
    first = csv_file([CASES, ROW], "cases_2023.csv")
    second = csv_file(
        [["Titel", "Case-ID", "Datum instroom", "Bron"], ["Twee", "K2", "1/2/2024", "Event"], ["Eén weer", "k 1", "1/2/2024", ""]], "cases_2024.csv"
    )
    data = reading(first, second)
    table = data.tables["cases"]
    assert list(table.frame["case_id"]) == ["K1", "K2"]
    assert table.where(1) == ("cases_2024.csv", "cases_2024", 2)
    assert table.cell(1, "case_id") == "B2"
    assert ("objective-missing", "") in codes(data)
    assert ("id-duplicate", "B3") in codes(data)


@pytest.mark.parametrize("header", ["Datum instroom", "datum  instroom", "DATUM INSTROOM", "Startdatum vraag", "Ingekomen op"])
def test_rule_2_headers_match_by_name_or_synonym(header):
    assert cases(ROW, header=["Casenummer", "Titel", header]).tables["cases"].has("intake_date")


def test_rule_2_the_header_row_is_the_best_of_the_first_twenty():
    title = [["Sociaal-Circulaire Hub Kempen – Cases"], ["Case-ID", "van de hub"], [], *[["nota"]] * 15]
    data = reading(workbook({"Cases": [*title, CASES, ROW]}))
    assert data.tables["cases"].where(0)[2] == 20
    late = reading(workbook({"Cases": [*title, [], [], CASES, ROW]}))
    assert "cases" not in late.tables
    assert {c for c, _ in codes(late)} == {"column-missing"}


def test_rule_2_of_two_header_rows_alike_the_first_counts():
    data = reading(workbook({"Cases": [CASES, CASES, ROW]}))
    assert data.counts["cases"].accepted == 2
    assert ("required-unreadable", "C2") in codes(data)


def test_rule_2_unknown_columns_stay_with_the_row_and_are_reported_once():
    data = cases([*ROW, "geel"], ["K2", "Twee", "1/2/2024", "blauw"], header=[*CASES, "Kleur"])
    assert list(data.tables["cases"].extra["Kleur"]) == ["geel", "blauw"]
    assert data.findings.count(code="column-unknown") == 1


def test_rule_2_of_two_columns_for_one_key_the_first_counts():
    data = cases([*ROW, "1/1/2025"], header=[*CASES, "Startdatum vraag"])
    assert str(data.tables["cases"].frame["intake_date"][0])[:10] == "2024-01-15"
    assert data.findings.count(code="column-doubled") == 1


def test_rule_2_merged_cells_count_for_their_first_cell():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Cases"
    for row in ([*CASES, "Bron", "Cluster"], [*ROW, "Event", "x"], ["K2", "Twee", "1/2/2024", "Event", "y"]):
        sheet.append(row)
    sheet.merge_cells("D2:D3")
    buffer = io.BytesIO()
    book.save(buffer)
    frame = reading(Source("hub.xlsx", buffer.getvalue())).tables["cases"].frame
    assert frame["source"].isna().tolist() == [False, True]


def test_rule_3_blank_and_total_rows_are_counted_and_skipped():
    rows = [
        ROW,
        [],
        ["-", "n.v.t.", None],
        ["K2", "Twee", "1/2/2024"],
        ["Totaal", None, None],
        ["Subtotaal 2024", 12, "x"],
        ["Totaalproject", "x", "1/2/2024"],
        [],
        ["Som"],
        [None, None, "?"],
    ]
    counts = cases(*rows).counts["cases"]
    assert (counts.read, counts.accepted, counts.rejected, counts.blank, counts.total) == (3, 3, 0, 3, 3)


def test_rule_3_a_total_with_a_valid_required_date_is_a_row():
    assert cases(["Totaal", "toch een case", "1/2/2024"]).counts["cases"].accepted == 1


def test_rule_3_in_a_sheet_without_a_required_date_a_total_lacks_another_required_column():
    data = reading(workbook({"Aanwezigheden": [["Event-ID", "Organisatie", "Aantal"], ["E1", "VITO", 2], ["Totaal", None, 2], ["Totaal", "Totaal BV", 2]]}))
    assert (data.counts["attendance"].accepted, data.counts["attendance"].total) == (2, 1)


def test_rule_4_real_dates_serial_numbers_and_times():
    data = column([dt.date(2024, 3, 15), dt.datetime(2024, 3, 15, 13, 45), 45366, "45366", 45366.5], "Datum realisatie")
    assert {str(d)[:10] for d in data.tables["cases"].frame["realised_date"]} == {"2024-03-15"}


def test_rule_5_a_typed_3_4_is_two_objectives_and_a_date_is_none():
    data = column([3.4, 3, dt.date(2024, 4, 3), "3;7"], "Doelstellingen")
    assert data.tables["cases"].frame["objectives"].tolist() == [0b1100, 0b100, 0, 0b100]
    found = data.findings.frame()
    assert list(found.loc[found.code == "value-unknown", "cell"]) == ["D4", "D5"]
    assert "Excel maakte van deze cel een datum" in found.loc[found.cell == "D4", "message"].iloc[0]


def test_rule_6_the_number_1_234_is_not_the_text_1_234():
    data = column([1.234, "1.234", 12.5, "12,5", 1234, "1.234 ", 0.125, 999.999, "999.999"], "Ton gemeten")
    assert data.tables["cases"].frame["tonnes_measured"].tolist() == [1.234, 1234, 12.5, 12.5, 1234, 1234, 0.125, 999.999, 999999]


def test_rule_7_enums_match_whatever_the_writing_and_by_synonym():
    values = ["hout", " HOUT ", "Voeding & organisch", "elektro en ict", "Plastic"]
    frame = column(values, "Materiaalstroom").tables["cases"].frame
    assert list(frame["material_stream"]) == ["Hout", "Hout", "Voeding en organisch", "Elektro en ICT", "Kunststof"]
    assert list(column(["R3", "r3 re use", "R9 Recover"], "R-strategie").tables["cases"].frame["r_strategy"]) == ["R3 Re-use", "R3 Re-use", "R9 Recover"]
    assert list(column(["oud turnhout", "BUITEN REGIO"], "Gemeente").tables["cases"].frame["municipality"]) == ["Oud-Turnhout", "Buiten regio"]


def test_rule_7_ids_compare_without_case_spaces_and_punctuation():
    data = cases([12, "a", "1/1/2024"], ["12", "b", "1/1/2024"], [12.0, "c", "1/1/2024"], ["K-1", "d", "1/1/2024"], ["k 1", "e", "1/1/2024"])
    assert [c for c in codes(data) if c[0] == "id-duplicate"] == [("id-duplicate", "A3"), ("id-duplicate", "A4"), ("id-duplicate", "A6")]
    assert list(reading(csv_file([CASES, ["12.0", "a", "1/1/2024"], ["12", "b", "1/1/2024"]])).tables["cases"].frame["case_id"]) == ["12"]


def test_rule_7_only_accepted_rows_use_up_an_id():
    rows = [["1", "Eén", "1/1/2024"], ["", "zonder", "1/1/2024"], ["1", "Eén", "1/1/2024"], ["1", "anders", "1/1/2024"]]
    data = cases(*rows)
    assert [c for c in codes(data) if c[0] != "objective-missing"] == [("id-missing", "A3"), ("row-repeated", "A4"), ("id-duplicate", "A5")]
    assert data.counts["cases"].rejected == 3


def test_rule_8_several_values_are_separated_by_semicolon_or_line_break():
    table = column(["VITO; UNIZO\nVLAIO", "VITO", None], "Partners").tables["cases"]
    rows, names = table.items("partners")
    assert list(zip(rows.tolist(), names, strict=True)) == [(0, "VITO"), (0, "UNIZO"), (0, "VLAIO"), (1, "VITO")]


def test_rule_9_formulas_and_stored_errors():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Cases"
    sheet.append([*CASES, "Datum realisatie", "Ton gemeten", "Bron", "Sector"])
    sheet.append([*ROW, "=A1", "=1+1", "Event", "x"])
    sheet.append(["K2", "Twee", "1/2/2024", "#REF!", "#N/A", "#VALUE!", "#DIV/0!"])
    buffer = io.BytesIO()
    book.save(buffer)
    data = reading(Source("hub.xlsx", buffer.getvalue()))
    assert {c for c in codes(data) if c[1]} == {
        ("formula-without-value", "D2"), ("formula-without-value", "E2"),
        ("date-unreadable", "D3"), ("number-unreadable", "E3"), ("value-unknown", "F3"), ("value-unknown", "G3"),
    }  # fmt: skip
    assert data.tables["cases"].frame.loc[1, ["realised_date", "tonnes_measured", "source", "sector"]].isna().all()


@given(
    st.lists(
        st.sampled_from([ROW, ["K1", "anders", "x"], ["", "y", ""], [], ["Totaal"], ["K2", "", "1/1/2024"], ["k1", "Een vraag", "15/01/2024"]]), max_size=12
    )
)
@tried(10, 40)
def test_rule_10_rows_read_are_accepted_or_rejected(rows):
    counts = reading(csv_file([CASES, *rows])).counts["cases"]
    assert counts.read == counts.accepted + counts.rejected
    last = max((i for i, row in enumerate(rows, start=1) if any(row)), default=0)
    assert counts.read + counts.blank + counts.total == last


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_csv_in_any_usual_writing(encoding, delimiter):
    source = csv_file(
        [["Hub; Kempen, 2024"], [*CASES, "Organisatie"], ["K1", "één, twee; drie", "1/2/2024", "Café Zoë"]], encoding=encoding, delimiter=delimiter
    )
    frame = reading(source).tables["cases"].frame
    assert frame.loc[0, ["title", "organisation"]].tolist() == ["één, twee; drie", "Café Zoë"]


def test_a_broken_byte_damages_its_own_cell_only():
    raw = "Case-ID;Titel;Datum instroom;Organisatie\nK1;één;1/2/2024;Zoë\nK2;tw".encode() + b"\xff" + "ee;1/2/2024;Café\n".encode()
    frame = reading(Source("cases.csv", raw)).tables["cases"].frame
    assert list(frame["organisation"]) == ["Zoë", "Café"]


def test_no_personal_column_reaches_a_table():
    data = cases([*ROW, "Geheim", "geheim@voorbeeld.test"], header=[*CASES, "Contactpersoon", "E-mail"])
    table = data.tables["cases"]
    personal = {c.key for c in contract()["cases"].columns if c.personal}
    assert personal == {"contact_name", "contact_email"}
    assert not personal & set(table.frame.columns)
    assert table.extra.empty


@given(st.permutations(range(6)))
@tried(10, 20)
def test_the_order_of_columns_never_matters(order):
    header = [*CASES, "Bron", "Gemeente", "Ton gemeten"]
    row = [*ROW, "event", "geel", "1,5"]
    frame = reading(csv_file([[header[i] for i in order], [row[i] for i in order]])).tables["cases"].frame
    assert frame.loc[0, ["case_id", "source", "municipality", "tonnes_measured"]].tolist() == ["K1", "Event", "Geel", 1.5]


def test_every_value_knows_its_cell():
    book = workbook({
        "Cases": [
            ["titel"],
            [],
            ["x", "Titel", "Case-ID", "Datum instroom"],
            [None, "Eén", "K1", "1/1/2024"],
            [None, "Twee", "", ""],
            [None, "Drie", "K3", "?"],
        ]
    })
    table = reading(book).tables["cases"]
    assert [table.cell(i, "case_id") for i in range(2)] == ["C4", "C6"]
    assert table.part.dtype == np.int16
    assert table.row.dtype == np.int32


SUMMARY = [["Gemeente", "Status", "Titel"], ["Geel", "Nieuw", "3"]]
GOOD = [CASES, ROW]


@pytest.mark.parametrize(
    ("name", "sheets"),
    [
        ("cases_x.xlsx", {"Overzicht": SUMMARY, "Cases": GOOD}),
        ("hub.xlsx", {"Overzicht cases": SUMMARY, "Cases": GOOD}),
        ("hub.xlsx", {"Cases": [], "Casussen": GOOD}),
        ("hub.xlsx", {"Cases": [["Case-ID"]], "Blad2": GOOD}),
        ("cases.xlsx", {"Cases": GOOD, "Keuzes": SUMMARY}),
        ("hub.xlsx", {"Archief": [CASES, ["OUD", "x", "1/1/2022"]], "Cases": GOOD}),
    ],
)
def test_no_other_sheet_keeps_the_real_one_out(name, sheets):
    data = reading(workbook(sheets, name))
    assert list(data.tables["cases"].frame["case_id"]) == ["K1"]


def test_a_sheet_that_only_looks_like_a_table_is_unknown_once_the_real_one_is_there():
    data = reading(workbook({"Cases": GOOD, "Keuzes": SUMMARY}, "cases.xlsx"))
    assert data.findings.count(code="sheet-unknown") == 1
    assert data.findings.count("error") == 0


@pytest.mark.parametrize("written", ["4", 4, 4.0, "Fase 4", "fase 4", "04", "4,0"])
def test_a_phase_has_one_number_however_it_is_written(written):
    fasen = [["Fase", "Start", "Einde"], [written, "1/7/2023", "30/6/2024"]]
    doelen = [["Indicator", "Fase", "Streefwaarde"], ["D1.1", "4", 5], ["D1.2", "Fase 4", 5]]
    data = reading(workbook({"Fasen": fasen, "Doelen": doelen}))
    assert [p.number for p in data.phases] == ["4"]
    assert str(data.objective_5_start) == "2023-07-01"
    assert list(data.tables["targets"].frame["phase"]) == ["4", "4"]


def test_an_id_of_punctuation_alone_is_none():
    assert ("id-missing", "A2") in codes(cases(["---", "x", "1/1/2024"]))
