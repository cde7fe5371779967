"""The workbook with remarks: every finding at its cell, nothing else touched, and clean once it is corrected."""

import datetime as dt
import io
from collections.abc import Iterator
from functools import cache

import openpyxl
import pandas as pd
import pytest
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.workbook import Workbook

from data import feedback
from data.checks import future_dates
from data.contract import contract
from data.dataset import Dataset
from data.feedback.overview import HEAD
from data.feedback.styles import COLOURS
from data.findings import Findings
from data.raw import Source
from locales import text, texts
from tests.data.books import CASES, csv_file, reading, workbook
from tests.data.faulty import NOTE, filled_template, good, rich

AS_OF = dt.date(2026, 1, 1)
TITLE = "Te verbeteren"
WORKBOOKS = [*(("rich", seed) for seed in range(25)), *(("template", seed) for seed in range(5))]
# To the eye one colour: the last digit says whether the cell had a colour of its own.
LEVEL = {colour[:-1]: level for level, colour in COLOURS.items()}


def remarks(*sources: Source) -> tuple[Dataset, Findings]:
    data = reading(*sources)
    return data, data.findings + future_dates(data, AS_OF)


def marked(source: Source, lang: str = "nl") -> Source:
    return Source(source.name, feedback.build(source, remarks(source)[1], lang))


def opened(source: Source, **options: bool) -> Workbook:
    assert isinstance(source.data, bytes)
    return openpyxl.load_workbook(io.BytesIO(source.data), **options)


def cells(book: Workbook) -> Iterator[Cell]:
    for sheet in book.worksheets:
        if sheet.title != TITLE:
            for row in sheet.iter_rows():
                yield from row


def level_of(cell: Cell) -> str | None:
    return LEVEL.get(str(cell.fill.fgColor.rgb)[:-1]) if cell.fill.fill_type == "solid" else None


def look(cell: object) -> str:
    """How a cell (or a row or column) looks but for its fill."""
    return repr([getattr(cell, part) for part in ("number_format", "font", "border", "alignment", "protection")])


def about_cells(findings: Findings) -> pd.DataFrame:
    frame = findings.frame()
    return frame[(frame["row"] > 0) & (frame["level"] != "info")]


@cache
def made(kind: str, seed: int) -> tuple[Source, Source]:
    source = {"rich": rich, "template": filled_template}[kind](seed)
    return source, marked(source)


@cache
def books(kind: str, seed: int) -> tuple[Workbook, Workbook, set[tuple[str, int, int]]]:
    """The workbook before and after, and the cells that were there before (openpyxl makes those that it is asked for or that have a note)."""
    before, after = (opened(source) for source in made(kind, seed))
    return before, after, {(s.title, *at) for s in before.worksheets for at, c in s._cells.items() if c.has_style or c.value is not None}


def shape(cell: Cell, there: set[tuple[str, int, int]]) -> object:
    """What a cell looks like, or would look like when it was not there: as its row or else its column."""
    sheet = cell.parent
    if (sheet.title, cell.row, cell.column) in there:
        return cell
    if sheet.row_dimensions[cell.row].has_style:
        return sheet.row_dimensions[cell.row]
    return next((d for d in sheet.column_dimensions.values() if d.min <= cell.column <= d.max), cell)


@pytest.mark.parametrize(("kind", "seed"), WORKBOOKS)
def test_the_coloured_cells_are_those_that_findings_are_about(kind: str, seed: int) -> None:
    source = made(kind, seed)[0]
    frame = about_cells(remarks(source)[1])
    assert len(frame)
    wanted = {(s, c): "error" if "error" in set(g["level"]) else "warning" for (s, c), g in frame.groupby(["sheet", "cell"])}
    book = books(kind, seed)[1]
    assert {(c.parent.title, c.coordinate): level for c in cells(book) if (level := level_of(c))} == wanted
    for (sheet, cell), found in frame.groupby(["sheet", "cell"]):
        note = book[sheet][cell].comment.text
        assert all(f"• {m}" in note for m in found["message"]), note
        assert note.count("Impactmonitor:") == 1
        assert note.count("• ") == found["message"].nunique()


@pytest.mark.parametrize(("kind", "seed"), WORKBOOKS)
def test_all_else_stays_as_it_was(kind: str, seed: int) -> None:
    source, result = made(kind, seed)
    before, after, there = books(kind, seed)
    assert after.sheetnames == [*before.sheetnames, TITLE]
    assert after.active.title == TITLE
    assert [s.title for s in after.worksheets if s.sheet_view.tabSelected] == [TITLE]
    assert {n: d.value for n, d in before.defined_names.items()} == {n: d.value for n, d in after.defined_names.items()}
    for old in before.worksheets:
        new = after[old.title]
        assert old.sheet_state == new.sheet_state
        assert old.merged_cells == new.merged_cells
        assert old.freeze_panes == new.freeze_panes
        assert old.protection.__dict__ == new.protection.__dict__
        assert {k: (d.width, d.hidden, d.outlineLevel) for k, d in old.column_dimensions.items()} == {
            k: (d.width, d.hidden, d.outlineLevel) for k, d in new.column_dimensions.items()
        }
        assert {k: d.height for k, d in old.row_dimensions.items() if d.height} == {k: d.height for k, d in new.row_dimensions.items() if d.height}
        assert [(str(v.sqref), v.type, v.formula1) for v in old.data_validations.dataValidation] == [
            (str(v.sqref), v.type, v.formula1) for v in new.data_validations.dataValidation
        ]
        assert [str(c.sqref) for c in old.conditional_formatting] == [str(c.sqref) for c in new.conditional_formatting]
        assert len(old._charts) == len(new._charts)
    for old in cells(before):
        new = after[old.parent.title][old.coordinate]
        assert (new.value, new.data_type) == (old.value, old.data_type)
        assert look(new) == look(shape(old, there) if level_of(new) else old)
        if level_of(new):
            if old.comment:
                assert new.comment.text.startswith(old.comment.text)
                assert new.comment.author == old.comment.author
        else:
            assert repr(new.fill) == repr(old.fill)
            assert (new.comment and new.comment.text) == (old.comment and old.comment.text)
    stored, kept = opened(source, data_only=True), opened(result, data_only=True)
    assert [(c.coordinate, c.value) for c in cells(stored) if c.value is not None] == [(c.coordinate, c.value) for c in cells(kept) if c.value is not None]


@pytest.mark.parametrize(("kind", "seed"), WORKBOOKS)
def test_read_again_it_gives_the_same_findings_and_tables(kind: str, seed: int) -> None:
    source, result = made(kind, seed)
    (data, findings), (again, found) = remarks(source), remarks(result)
    pd.testing.assert_frame_equal(found.frame(), findings.frame())
    assert again.counts == data.counts
    for key, table in data.tables.items():
        pd.testing.assert_frame_equal(again.tables[key].frame, table.frame)


@pytest.mark.parametrize(("kind", "seed"), WORKBOOKS)
def test_a_second_round_ends_where_the_first_did(kind: str, seed: int) -> None:
    source, result = made(kind, seed)
    again = opened(marked(result))
    before, first, there = books(kind, seed)
    assert again.sheetnames == first.sheetnames
    for old, new in zip(cells(first), cells(again), strict=True):
        assert (new.value, repr(new.fill), new.comment and new.comment.text) == (old.value, repr(old.fill), old.comment and old.comment.text)
    cleaned = opened(Source(source.name, feedback.build(result, Findings())))
    for old in cells(before):
        new = cleaned[old.parent.title][old.coordinate]
        assert (new.comment and new.comment.text) == (old.comment and old.comment.text)
        if (old.parent.title, old.row, old.column) in there:
            assert (new.fill.fgColor.rgb, new.fill.fill_type) == (old.fill.fgColor.rgb, old.fill.fill_type)


@pytest.mark.parametrize(("kind", "seed"), [w for w in WORKBOOKS if w[0] == "template"] + [("plain", s) for s in range(5)])
def test_corrected_it_is_clean(kind: str, seed: int) -> None:
    source = (
        filled_template(seed)
        if kind == "template"
        else workbook({"Cases": [[*CASES, "Ton gemeten", "Bron"], *[[f"K{i}", None, "gisteren", "veel", "Lucht"] for i in range(seed + 1)]]})
    )
    result = marked(source)
    while not (found := about_cells(remarks(result)[1])).empty:  # a correction may bring another finding to light
        book = opened(result)
        for sheet, cell, header in zip(found["sheet"], found["cell"], found["column"], strict=True):
            column = next(c for s in contract().values() if s.name == sheet for c in s.columns if c.header == header)
            book[sheet][cell] = (
                None
                if column.key == "status" or column.references or (column.type == "date" and not column.required)
                else good(column, 100 + book[sheet][cell].row)
            )
        stream = io.BytesIO()
        book.save(stream)
        result = Source(source.name, stream.getvalue())
    final = opened(marked(result))
    assert [c.coordinate for c in cells(final) if level_of(c)] == []
    assert [c.coordinate for c in cells(final) if c.comment and "Impactmonitor" in c.comment.text] == []


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_list_names_every_finding_and_leads_to_its_cell(lang: str) -> None:
    source, _ = made("rich", 3)
    findings = remarks(source)[1]
    sheet = opened(marked(source, lang)).worksheets[-1]
    assert sheet.title == text("feedback.sheet", lang)
    frame = findings.frame(lang)
    listed = [[c.value or "" for c in row] for row in sheet.iter_rows(min_row=HEAD + 1)]
    wanted = zip(frame["level"].map(lambda level: texts(lang)[f"findings.level.{level}"]), frame["sheet"], frame["cell"], frame["column"], frame["value"].map(lambda v: v if isinstance(v, str) else ""), frame["message"], strict=True)  # fmt: skip
    assert sorted(listed) == sorted(list(w) for w in wanted)
    assert {c.data_type for row in sheet.iter_rows(min_row=1) for c in row if c.value} == {"s"}
    for row in sheet.iter_rows(min_row=HEAD + 1):
        where = row[2]
        assert (where.hyperlink and where.hyperlink.location) == (f"'{row[1].value}'!{where.value}" if where.value else None)
        assert row[5].alignment.wrap_text
    assert sheet.freeze_panes == f"A{HEAD + 1}"
    assert sheet.auto_filter.ref == f"A{HEAD}:F{HEAD + len(frame)}"
    assert sheet.page_setup.orientation == "landscape"
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage) == (1, 0, True)
    for row, level in enumerate(("error", "warning", "info"), 3):
        assert f" {findings.count(level)}." in sheet.cell(row, 2).value
    assert [str(sheet.cell(row, 1).fill.fgColor.rgb) for row in (3, 4)] == [COLOURS["error"], COLOURS["warning"]]


def test_only_the_findings_of_the_file_itself_are_used() -> None:
    one, two = (workbook({"Cases": [CASES, ["K1", title, "gisteren"]]}, name) for name, title in (("een.xlsx", "x"), ("twee.xlsx", None)))
    findings = remarks(one, two)[1]
    assert {c.coordinate for c in cells(opened(Source("een.xlsx", feedback.build(one, findings)))) if level_of(c)} == {"C2"}
    assert {c.coordinate for c in cells(opened(Source("twee.xlsx", feedback.build(two, findings)))) if level_of(c)} == {"A2", "B2", "C2"}


def test_a_sheet_of_that_name_that_is_somebodys_own_stays_and_is_named() -> None:
    source = workbook({"Cases": [CASES, ["K1", "x", "gisteren"]], TITLE: [["Bel An terug"]]})
    result = marked(source)
    book = opened(marked(result))
    assert book.sheetnames == ["Cases", TITLE, f"{TITLE} (2)"]
    assert book[TITLE]["A1"].value == "Bel An terug"
    frame = remarks(result)[1].frame()
    assert list(frame.loc[frame["code"] == "sheet-unknown", "sheet"]) == [TITLE]


def test_text_that_looks_like_a_formula_stays_text() -> None:
    signs = ["=1+1", "+32", "-5", "@som", "\t=1", '=HYPERLINK("http://voorbeeld.test")', "_x0041_", "<b>&amp;"]
    source = csv_file([[*CASES, "Bron"], *[[f"K{i}", "x", "1/1/2024", sign] for i, sign in enumerate(signs)]])
    book = opened(Source("x.xlsx", feedback.build(source, remarks(source)[1])))
    for sheet in book.worksheets:
        assert {c.data_type for row in sheet.iter_rows() for c in row} <= {"s", "n"}
    shown = [c.value for c in book[TITLE]["E"][HEAD:]]
    assert [s for s in signs if s.strip() not in {str(v).strip().replace("_x005F_", "_") for v in shown}] == []


def test_control_characters_and_long_cells_do_no_harm() -> None:
    source = csv_file([[*CASES, "Doelstellingen", "Bron"], ["K1", "x", "1/1/2024", "woord " * 9000, "\x01\x0b\ufffe"]])
    sheet = opened(Source("x.xlsx", feedback.build(source, remarks(source)[1])))[TITLE]
    assert max(len(str(c.value)) for row in sheet.iter_rows() for c in row) <= 32_767


def test_a_clean_workbook_comes_back_with_a_list_that_says_so() -> None:
    source = workbook({"Cases": [[*CASES, "Doelstellingen"], ["K1", "x", "1/2/2024", 3]]})
    book = opened(marked(source))
    assert [c.coordinate for c in cells(book) if level_of(c)] == []
    assert book[TITLE].cell(HEAD + 1, 6).value == text("check.clean")


def test_a_colour_and_a_note_of_the_user_come_back_when_the_cell_is_right() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Cases"
    for row in ([*CASES, "Doelstellingen"], ["K1", "x", "gisteren", 3]):
        sheet.append(row)
    sheet["C2"].fill = PatternFill("solid", fgColor="FF00AA00")
    sheet["C2"].comment = Comment(NOTE, "An")
    stream = io.BytesIO()
    book.save(stream)
    result = marked(Source("hub.xlsx", stream.getvalue()))
    cell = opened(result)["Cases"]["C2"]
    assert level_of(cell) == "error"
    assert cell.comment.text.startswith(f"{NOTE}\nImpactmonitor:\n• ")
    book = opened(result)  # flattens the note, as other programs do
    book["Cases"]["C2"].comment.text += "\nGebeld op maandag"
    book["Cases"]["C2"] = "15/03/2024"
    stream = io.BytesIO()
    book.save(stream)
    cell = opened(marked(Source("hub.xlsx", stream.getvalue())))["Cases"]["C2"]
    assert cell.fill.fgColor.rgb == "FF00AA00"
    assert cell.comment.text == f"{NOTE}\nGebeld op maandag"
