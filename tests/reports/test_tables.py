"""The files with figures: real numbers and days, a native chart of them, no live formulas; and the names of files."""

import zipfile
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO

import openpyxl
import pandas as pd
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from charts.chart import Chart, Column, Data, Drawn, figure
from charts.remarks import Remark, remarked
from metrics.disclosure import THRESHOLD
from reports.chart_files import MIME, ChartFile, Kind, made
from reports.names import file_name, slug
from reports.presets import PRESETS
from reports.protection import marks, note, told
from reports.workbook import unique
from tests.reports.charts import END, RATE, START, TONNES, file, progress, trending

HALF = PRESETS[0]


def book(of: ChartFile) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(made(of, "xlsx", HALF)))


def cells(sheet: Worksheet) -> list[tuple[object, ...]]:
    return list(sheet.iter_rows(values_only=True))


def chart_xml(of: ChartFile) -> str:
    with zipfile.ZipFile(BytesIO(made(of, "xlsx", HALF))) as parts:
        return parts.read("xl/charts/chart1.xml").decode()


def read(of: ChartFile) -> pd.DataFrame:
    return pd.read_csv(BytesIO(made(of, "csv", HALF)), sep=";", decimal=",", encoding="utf-8-sig")


def test_a_workbook_holds_numbers_days_and_a_chart_of_them() -> None:
    found = book(file(trending()))
    header, first, second, *_ = cells(found["Cijfers"])
    assert header == ("Kwartaal", "Van", "Tot en met", "Gerealiseerde initiatieven", "Opmerking")
    assert first[:4] == ("1e kwartaal 2023", datetime(2023, 1, 1), datetime(2023, 3, 31), 1)
    assert second[3] is None, "no figure is an empty cell, not 0"
    assert found["Cijfers"]["D7"].value == 1234.5
    assert found["Cijfers"]["D7"].number_format == "#,##0"
    assert found["Cijfers"]["B2"].number_format == "dd/mm/yyyy"
    assert len(found["Grafiek"]._charts) == 1


def test_the_native_chart_has_title_axes_colours_and_the_cells_of_the_figures() -> None:
    xml = chart_xml(file(trending(target=5)))
    for piece in (
        "<c:barChart>",
        "<c:lineChart>",
        "Gerealiseerde initiatieven per kwartaal",
        "aantal",
        "Kwartaal",
        "095F37",
        "Cijfers!$D$2:$D$9",
        'prstDash val="dash"',
    ):
        assert piece in xml, piece
    assert '<c:min val="0"/>' in xml
    assert 'dispBlanksAs val="span"' not in xml


def test_a_line_by_day_runs_over_the_days_of_the_other_one() -> None:
    xml = chart_xml(file(progress()))
    assert "<c:dateAx>" in xml
    assert '<c:dispBlanksAs val="span"/>' in xml
    rows = cells(book(file(progress()))["Cijfers"])[1:]
    assert (datetime(2024, 6, 15), None, 12) in rows
    assert (datetime(2024, 9, 30), 24, pytest.approx(27.06, abs=0.1)) in rows


def grouped(drawn: Drawn, panels: bool = False) -> ChartFile:
    columns = (Column("Stroom", "text"), Column("Hout", drawn=drawn, colour="#112233"), Column("Textiel", drawn=drawn, colour="#445566"))
    data = Data(columns, [("a", 3, 5), ("b", "<5", None)], "ton", panels=panels)
    return file(Chart(figure([], {}), "Materiaal", "ton", "", data=data))


def test_lying_bars_have_their_first_row_on_top() -> None:
    xml = chart_xml(grouped("bars"))
    assert '<c:barDir val="bar"/>' in xml
    assert '<c:orientation val="maxMin"/>' in xml[xml.index("<c:catAx>") : xml.index("</c:catAx>")]
    assert "ton" in xml[xml.index("<c:valAx>") :]
    assert xml.count("<c:ser>") == 2
    assert "&lt;5" in xml, "the label of a hidden figure is its mark, not 0"


def test_layers_are_stacked_and_panels_apart() -> None:
    assert '<c:grouping val="stacked"/>' in chart_xml(grouped("stacked"))
    found = book(grouped("bars", panels=True))["Grafiek"]
    assert len(found._charts) == 2
    assert cells(book(grouped("bars"))["Cijfers"])[2] == ("b", "<5", None)


def test_percentages_are_percentages_everywhere() -> None:
    chart = trending(RATE, (0.5, None, 0.625, 1, 0, 0.1, 0.2, 0.3))
    sheet = book(file(chart))["Cijfers"]
    assert (sheet["D4"].value, sheet["D4"].number_format) == (0.625, "0.0%")
    assert read(file(chart))["Goedkeuringsgraad (%)"].tolist()[2] == 62.5


def test_the_definition_and_the_words_stand_in_the_workbook() -> None:
    pairs = dict(row[:2] for row in cells(book(file(trending()))["Definitie"]))
    assert pairs["Filter"] == "gemeente Geel & Mol"
    assert pairs["Periode"] == "01/01/2023 – 31/12/2024"
    assert pairs["Opgelet"] == "voorbeeldgegevens"
    assert pairs["Definitie"] == "=1+1"
    words = [row[0] for row in cells(book(file(trending()))["Grafiek"]) if row[0]]
    assert "voorbeeldgegevens · Bron: eigen.xlsx · stand op 31/12/2024" in words


def test_text_from_a_spreadsheet_is_never_a_formula() -> None:
    bad = Chart(figure([], {}), "t", "", "", ("=naam", "n"), [("=1+1", "+2"), ("-3", "@x"), ("\tx", "\ry")])
    for row in book(file(bad))["Cijfers"].iter_rows():
        assert {c.data_type for c in row} <= {"s", "n"}, "no cell is a formula"
    lines = made(file(bad), "csv", HALF).decode("utf-8-sig").split("\r\n")
    assert lines[0].startswith("'=naam;")
    assert [line.split(";")[0] for line in lines[1:3]] == ["'=1+1", "'-3"]
    assert book(file(trending(TONNES)))["Cijfers"]["D1"].value == "=Materiaal"


def test_a_csv_reads_back_with_its_numbers() -> None:
    raw = made(file(trending()), "csv", HALF)
    assert raw.startswith(b"\xef\xbb\xbf")
    assert b"1234,5" in raw
    table = read(file(trending()))
    assert table["Gerealiseerde initiatieven"].tolist()[5] == 1234.5
    assert table["Gerealiseerde initiatieven"].isna().tolist()[1]
    assert set(table["Bron"]) == {"gemeente Geel & Mol · voorbeeldgegevens · Bron: eigen.xlsx · stand op 31/12/2024"}


def test_small_numbers_are_marked_and_never_alone() -> None:
    assert marks([12, 3, 7, 0, None]) == ("", "<5", "x", "", "")
    assert marks([12, 3, 4]) == ("", "<5", "<5")
    assert marks([12, 0, None]) == ("", "", "")
    assert "5 personen" in note(["<5"], "nl")
    assert "x =" not in note(["<5"], "nl")
    assert note([], "nl") == ""


def test_a_running_total_shows_no_growth_by_a_small_number() -> None:
    running = [0, 3, 9, 9, 12, 20, 22]
    shown = [v for v, keep in zip(running, told(0, running), strict=True) if keep]
    assert shown == [0, 12, 22]
    steps = [b - a for a, b in zip([0, *shown], shown, strict=False)]
    assert all(step == 0 or step >= THRESHOLD for step in steps)
    assert told(0, [2, 3]) == (False, False), "a small total is not told either"
    assert told(0, []) == ()


@pytest.mark.parametrize(("parts", "expected"), [
    (("D3.8", "realisaties", "fase4", "2024-12-31", "a4"), "D3.8_realisaties_fase4_2024-12-31_a4.png"),
    (("D1.2", "Één & ander: 50 % «x»", ""), "D1.2_Een-ander-50-x.png"),
    (("../../etc/passwd",), "etc-passwd.png"),
    (("con",), "_con.png"),
    (("", "???"), "impactmonitor.png"),
])  # fmt: skip
def test_a_file_name_is_safe_everywhere(parts: tuple[str, ...], expected: str) -> None:
    assert file_name(*parts, extension="png") == expected


def test_a_long_name_ends_at_a_word() -> None:
    assert slug("Jobs voor doelgroepwerknemers in koppen, opgeteld in de hele fase") == "jobs-voor-doelgroepwerknemers-in-koppen-opgeteld"
    assert len(file_name(*["woord " * 40] * 9, extension="png")) <= 130


def test_tables_have_no_size_in_their_name() -> None:
    kinds: dict[Kind, str] = {"png": "_a4-half.png", "csv": "31.csv", "xlsx": "31.xlsx"}
    for kind, end in kinds.items():
        assert file(trending()).file_name(kind, HALF).endswith(end)
        assert kind in MIME


def test_headings_of_an_excel_table_are_unlike() -> None:
    assert unique(["Waarde", "waarde", "Noot"]) == ["Waarde", "waarde 2", "Noot"]


def test_remarks_stand_in_every_table() -> None:
    said = (Remark(1, date(2024, 2, 10), '=HYPERLINK("x") <b>Beurs</b>', "An"),)
    chart = remarked(trending(), said, START, END, "light", "nl")
    of = replace(file(chart), caption=replace(file(chart).caption, remarks=chart.remarks))
    found = book(of)
    line = '1 · 10/02/2024: =HYPERLINK("x") <b>Beurs</b> (An)'
    for sheet in ("Grafiek", "Cijfers", "Definitie"):
        assert line in [cell for row in cells(found[sheet]) for cell in row], sheet
    table = read(of)
    assert table.loc[table["Opmerkingen"].notna(), ["Kwartaal", "Opmerkingen"]].to_numpy().tolist() == [["1e kwartaal 2024", line]]
