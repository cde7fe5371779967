"""The annex as a file: what is a formula and what is text, what is in it and what must never be."""

import re
import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO

import openpyxl
import pytest
import xlsxwriter

from data.raw import Source
from data.reader import read
from metrics.catalogue import indicator_names
from metrics.periods import Period, phase_period
from reports.annex import Request, annex
from reports.annex.draft import draft
from reports.annex.names import Names, sheet_names
from tests.annex.cases import Case, example, random_cases
from tests.annex.reading import figures, formulas
from tests.metrics.build import dataset

NEW = (
    "LET(",
    "LAMBDA(",
    "FILTER(",
    "UNIQUE(",
    "XLOOKUP(",
    "SORT(",
    "SEQUENCE(",
    "TEXTJOIN(",
    "MAXIFS(",
    "MINIFS(",
    "IFS(AND",
    "SWITCH(",
    "_xl",
    "#REF",
    "#NAME",
)
HARM = [
    "=1+1",
    "{=1+1}",
    "+cmd|' /C calc'!A0",
    "@SUM(1)",
    "-2+3",
    "<b>vet</b> & meer",
    "{{ doel }}",
    "https://voorbeeld.be",
    "x" * 40_000,
    "emoji 🪵 é",
    "_x0041_",
]
ROWS_HEAD = 3


@pytest.fixture(scope="module")
def case() -> Case:
    return example()


@pytest.fixture(scope="module")
def workbook(case: Case) -> bytes:
    return annex(case.data, case.request)


@pytest.fixture(scope="module")
def book(workbook: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(workbook))


@pytest.fixture(scope="module")
def written(workbook: bytes) -> list[tuple[str, str, str, object]]:
    """Every formula of that file, read once."""
    return list(formulas(workbook))


def xml(workbook: bytes) -> str:
    with zipfile.ZipFile(BytesIO(workbook)) as parts:
        return "\n".join(parts.read(n).decode() for n in parts.namelist() if n.endswith((".xml", ".rels")))


def test_every_figure_is_a_formula_or_a_declared_reason(case: Case, book: openpyxl.Workbook) -> None:
    drawn = [(one, openpyxl.load_workbook(BytesIO(annex(one.data, one.request)))) for one in random_cases(3)]
    for one, file in ((case, book), *drawn):
        made = draft(one.data, one.request, "nl")
        sheet = file.worksheets[1]
        reasons = {r.reason.text() for r in made.results.values() if r.reason is not None}
        aimed = "targets" in one.data.tables
        for indicator, span, what, found in figures(sheet, made):
            known = made.formulas.get((indicator, next(s for s in made.calendar.spans if s.title == span)))
            written = str(getattr(found, "text", found))
            if known is None and what == "value":
                assert written in reasons, (indicator, span)
            elif what == "status" or (known is not None and getattr(known, what, "")):
                assert written.startswith("="), (indicator, span, what)
            elif what in ("target", "expected") and aimed:
                assert (found is None) or written.startswith("="), (indicator, span, what)
            else:
                assert found is None, (indicator, span, what)


def test_there_are_as_many_formulas_as_declared(case: Case, written: list[tuple[str, str, str, object]]) -> None:
    made = draft(case.data, case.request, "nl")
    figures = sum(bool(getattr(f, w)) for f in made.formulas.values() for w in ("value", "used", "eligible", "numerator", "denominator"))
    aimed = sum(s.phase is not None for s in made.calendar.spans) * 2 * len(made.indicators)
    on_sheet = [f for f in written if f[0] == "Indicatoren"]
    assert len(on_sheet) == figures + aimed + len(made.results)
    helpers = sum(g.size for g in made.sources.grids.values() for f in g.fields.values() if f.derived)
    titles = {g.title for g in made.sources.grids.values()}
    assert sum(f[0] in titles for f in written) == helpers


def test_formulas_are_of_the_plain_old_kind_and_short_enough(written: list[tuple[str, str, str, object]]) -> None:
    found = written
    assert [f for f in found if any(word in f[2] for word in NEW)] == []
    assert max(len(f[2]) for f in found) < 8192
    assert not any(re.search(r"\$?[A-Z]+:\$?[A-Z]+(?!\d)", f[2]) for f in found), "no whole columns"


def test_names_in_formulas_are_known_and_point_at_cells(book: openpyxl.Workbook, written: list[tuple[str, str, str, object]]) -> None:
    known = set(book.defined_names)
    words = {
        w
        for f in written
        for w in re.findall(r"(?<![\"A-Za-z_$'!])[A-Za-z_][A-Za-z0-9_]*_[A-Za-z0-9_]*(?![\"A-Za-z_(!])", re.sub(r'"[^"]*"|\'[^\']*\'', "", f[2]))
    }
    assert words <= known
    for name, found in book.defined_names.items():
        (sheet, _cells), = found.destinations  # fmt: skip
        assert sheet in book.sheetnames, name
    assert len({n.lower() for n in known}) == len(known)


def test_sheets_and_tables_have_names_that_excel_takes(book: openpyxl.Workbook) -> None:
    assert all(len(n) <= 31 and not re.search(r"[\[\]:*?/\\]", n) for n in book.sheetnames)
    tables = [t for s in book for t in s.tables.values()]
    assert len({t.displayName.lower() for t in tables} | {n.lower() for n in book.defined_names}) == len(tables) + len(book.defined_names)
    for table in tables:
        headers = [c.name.lower() for c in table.tableColumns]
        assert len(set(headers)) == len(headers)
    assert book.sheetnames[:3] == ["Toelichting", "Indicatoren", "Doelstelling 1"]


def test_the_rows_are_all_there_with_days_and_numbers(case: Case, book: openpyxl.Workbook) -> None:
    sheet, table = book["Cases"], case.data.tables["cases"]
    header = [c.value for c in sheet[ROWS_HEAD]]
    assert sheet.max_row - ROWS_HEAD == len(table)
    assert header[:4] == ["Bestand", "Blad", "Rij", "Case-ID"]
    days = sheet.cell(ROWS_HEAD + 1, header.index("Datum instroom") + 1)
    assert days.is_date
    assert days.number_format == "dd/mm/yyyy"
    numbers = [sheet.cell(r, header.index("Ton gemeten") + 1).value for r in range(ROWS_HEAD + 1, sheet.max_row + 1)]
    assert sum(n is not None for n in numbers) == table.frame["tonnes_measured"].notna().sum()
    assert "Opmerking" not in header
    assert "Contactpersoon" not in header


def test_no_person_is_in_the_file() -> None:
    data = dataset({
        "Cases": [
            {"Case-ID": "K1", "Titel": "a", "Datum instroom": "2024-02-01", "Organisatie": "Piet Persoon", "Type organisatie": "Burger",
             "Match met": "Zaag", "Datum match": "2024-03-01", "Opmerking": "bel Rita Geheim"},
            {"Case-ID": "K2", "Titel": "b", "Datum instroom": "2024-02-01", "Organisatie": "Zaag", "Type organisatie": "Onderneming",
             "Match met": "PIET PERSOON", "Datum match": "2024-03-01", "Partners": "Plank; Piet Persoon"},
        ],
        "Events": [{"Event-ID": "E1", "Titel": "e", "Datum": "2024-04-01", "Doelstellingen": "1", "Opmerking": "Rita Geheim kwam"}],
        "Aanwezigheden": [{"Event-ID": "E1", "Organisatie": "Mia Mens", "Type organisatie": "Burger"}, {"Event-ID": "E1", "Organisatie": "Mia Mens"}],
    })  # fmt: skip
    found = xml(annex(data, Request(date(2025, 1, 1), Period(date(2024, 1, 1), date(2024, 12, 31))))).lower()
    for secret in ("piet", "persoon<", "rita", "geheim", "mia mens"):
        assert secret not in found, secret
    assert "plank; burger" in found


def test_personal_columns_of_a_delivery_stay_out() -> None:
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Cases")
        for at, (header, value) in enumerate({
            "Case-ID": "K1", "Titel": "Stoelen", "Datum instroom": "01/02/2024", "Contactpersoon": "Zebedeus Zorro", "E-mail": "zebedeus@voorbeeld.be",
            "Opmerking": "vraag naar Quirina", "Gsm": "0499 12 34 56",
        }.items()):  # fmt: skip
            sheet.write_string(0, at, header)
            sheet.write_string(1, at, value)
    data = read([Source("hub.xlsx", target.getvalue())], names=indicator_names())
    found = xml(annex(data, Request(date(2025, 1, 1), phase_period(data.phases[3]))))
    assert "Stoelen" in found
    for secret in ("Zebedeus", "zebedeus", "Quirina", "0499"):
        assert secret not in found


def test_spreadsheet_text_is_text(case: Case) -> None:
    rows = [
        {"Case-ID": f"K{n}", "Titel": words, "Datum instroom": "2024-02-01", "Organisatie": words, "Cluster": words, "Partners": words, "Bewijsstuk": words}
        for n, words in enumerate(HARM)
    ]  # fmt: skip
    made = annex(dataset({"Cases": rows}), replace(case.request, files=tuple(HARM), version=HARM[0]))
    book = openpyxl.load_workbook(BytesIO(made))
    header = [c.value for c in book["Cases"][ROWS_HEAD]]
    for n, words in enumerate(HARM):
        cell = book["Cases"].cell(ROWS_HEAD + 1 + n, header.index("Titel") + 1)
        assert (cell.data_type, cell.hyperlink) == ("s", None)
        assert cell.value == words[:32767]
    found = list(formulas(made))
    assert {f[0] for f in found} & {"Bewijsstukken"}, "the coverage is a formula"
    assert not [f for f in found if any(f[2] == h or h in f[2] for h in HARM)]
    assert not [link.target for s in book for link in s._hyperlinks if link.target], "no link to outside"


def test_the_file_tells_what_it_is(book: openpyxl.Workbook, case: Case) -> None:
    words = [str(c.value) for row in book["Toelichting"].iter_rows() for c in row if c.value is not None]
    assert any("verzonnen" in w for w in words)
    assert any(w.startswith("Vertrouwelijk") for w in words)
    assert case.request.files[0] in words
    assert "test" in words
    assert "rapportperiode 01/07/2024 – 31/12/2024" in words
    assert book.properties.title == "Bijlage met cijfers · Sociaal-Circulaire Hub Kempen"
    for sheet in book:
        assert sheet.oddFooter.right.text.endswith("&P van &N")
        assert "vertrouwelijk" in sheet.oddHeader.right.text
        assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)


def test_a_real_delivery_is_not_called_fictional(case: Case) -> None:
    found = xml(annex(case.data, replace(case.request, fictional=False)))
    assert "verzonnen" not in found


def test_each_objective_has_charts_over_its_cells(workbook: bytes) -> None:
    with zipfile.ZipFile(BytesIO(workbook)) as parts:
        charts = [parts.read(n).decode() for n in parts.namelist() if n.startswith("xl/charts/chart")]
    assert len(charts) == 10
    for chart in charts:
        assert re.search(r"<c:f>'Doelstelling \d'!\$", chart)
        assert "3DChart" not in chart
    assert any("095F37" in c for c in charts)


def test_the_same_request_gives_the_same_file(case: Case, workbook: bytes) -> None:
    assert annex(case.data, case.request) == workbook


def test_names_are_given_once_and_never_look_like_a_cell() -> None:
    names = Names()
    assert [names.give("Datum", "instroom"), names.give("datum instroom"), names.give("K2"), names.give("2e"), names.give("R1C1"), names.give("é & ü")] == [
        "Datum_instroom", "datum_instroom_2", "x_K2", "x_2e", "x_R1C1", "e_u",
    ]  # fmt: skip
    assert sheet_names(["a/b", "A b", "x" * 40, "x" * 41]) == ["a b", "A b 2", "x" * 31, "x" * 29 + " 2"]
