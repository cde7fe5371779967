"""The blank workbook and the page about the columns: both come from the contract, whole and current."""

import io
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from data import documentation
from data.contract import ORDER, contract
from data.reader import read
from data.template import DATE_FORMAT, HEADER_ROW, build
from metrics.catalogue import indicator_names

HEADER = HEADER_ROW + 1  # as openpyxl counts
NAMES = ("Netwerkmomenten", "Vragen en ideeën")


def made(lang: str = "nl") -> bytes:
    stream = io.BytesIO()
    build(stream, lang, NAMES)
    return stream.getvalue()


@pytest.fixture(scope="module")
def book() -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(made()))


def test_has_every_sheet_and_column_of_the_contract_in_order(book: Workbook) -> None:
    assert book.sheetnames[1:-1] == [contract()[key].name for key in ORDER]
    for sheet in contract().values():
        assert [c.value for c in book[sheet.name][HEADER]] == [c.header for c in sheet.columns]


def test_headers_stay_in_view_and_carry_a_note(book: Workbook) -> None:
    for sheet in contract().values():
        assert book[sheet.name].freeze_panes in ("B4", "C4")
        for cell, column in zip(book[sheet.name][HEADER], sheet.columns, strict=True):
            assert column.help["nl"] in cell.comment.text
            assert ("erplicht" in cell.comment.text) == (column.required or column.unique)


def test_every_list_of_values_is_a_dropdown(book: Workbook) -> None:
    lists = book.worksheets[-1]
    assert lists.sheet_state == "veryHidden"
    for sheet in contract().values():
        offered = {}
        for rule in book[sheet.name].data_validations.dataValidation:
            if rule.type == "list":
                place = rule.formula1.partition("!")[2].replace("$", "")
                offered[next(iter(rule.sqref.ranges)).min_col] = [row[0].value for row in lists[place]] if ":" in place else []
            assert rule.errorStyle == "warning"  # asks, never refuses: the reader understands more than the list holds
        for number, column in enumerate(sheet.columns, 1):
            assert (number in offered) == (column.type == "enum"), column.header
            if isinstance(column.values, tuple) and column.values:
                assert offered[number] == [v.value for v in column.values]
        if sheet.key == "cases":
            assert len(offered[sheet.columns.index(sheet.by_key["municipality"]) + 1]) == 28
        if sheet.key == "targets":
            assert offered[1] == list(NAMES)


def test_cases_opens_with_the_core_columns_and_folds_the_rest(book: Workbook) -> None:
    sheet, declared = book["Cases"], contract()["cases"].columns
    hidden = set()
    for dimension in sheet.column_dimensions.values():
        if dimension.hidden:
            assert dimension.outlineLevel == 1
            hidden |= set(range(dimension.min, dimension.max + 1))
    assert hidden == {i for i, c in enumerate(declared, 1) if not c.core}
    assert 16 <= len(declared) - len(hidden) <= 20


def test_typed_objectives_and_ids_stay_text_and_dates_read_day_first(book: Workbook) -> None:
    for number, column in enumerate(contract()["cases"].columns, 1):
        group = next(d for d in book["Cases"].column_dimensions.values() if d.min <= number <= d.max)
        if column.type == "date":
            assert group.number_format == DATE_FORMAT
        if column.key in ("case_id", "objectives"):
            assert group.number_format == "@"


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_is_read_without_errors_and_without_a_row(lang: str, tmp_path: Path) -> None:
    (tmp_path / "sjabloon.xlsx").write_bytes(made(lang))
    dataset = read([tmp_path / "sjabloon.xlsx"])
    assert dataset.findings.count("error") == 0, dataset.findings.frame()
    assert set(dataset.tables) == set(ORDER)
    assert all(len(t.frame) == 0 for t in dataset.tables.values())


def test_what_is_filled_in_is_read_back(tmp_path: Path) -> None:
    """The example of each column, typed in the row below the headers, gives one accepted row per sheet and no error."""
    book = openpyxl.load_workbook(io.BytesIO(made()))
    for sheet in contract().values():
        for number in range(1, len(sheet.columns) + 1):
            book[sheet.name].cell(HEADER + 1, number, book[sheet.name].cell(HEADER - 1, number).value)
    book.save(tmp_path / "ingevuld.xlsx")
    dataset = read([tmp_path / "ingevuld.xlsx"], names=indicator_names())
    assert [(f.code, f.sheet, f.cell) for f in dataset.findings.frame().itertuples() if f.level == "error"] == []
    assert {key: len(t.frame) for key, t in dataset.tables.items()} == dict.fromkeys(ORDER, 1)


def test_the_same_contract_gives_the_same_bytes() -> None:
    assert made() == made()


def test_command_line(tmp_path: Path) -> None:
    def run(out: Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run([sys.executable, "-m", "data", "template", str(out)], capture_output=True, text=True, check=False)

    assert run(tmp_path / "sjabloon.xlsx").returncode == 0
    assert openpyxl.load_workbook(tmp_path / "sjabloon.xlsx")["Cases"].freeze_panes
    failed = run(tmp_path / "geen map" / "sjabloon.xlsx")
    assert failed.returncode == 2
    assert f"De map {tmp_path}/geen map bestaat niet" in failed.stderr
    assert "Traceback" not in failed.stderr


def test_the_page_about_the_columns_is_current() -> None:
    assert documentation.PAGE.read_text(encoding="utf-8") == documentation.page(), "run `make docs`"


def test_the_page_names_every_column_in_both_languages() -> None:
    for lang in ("nl", "en"):
        page = documentation.page(lang)
        for sheet in contract().values():
            for column in sheet.columns:
                assert f"| {column.header} | `{column.key}` |" in page
                assert column.help[lang] in page
