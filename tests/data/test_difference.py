"""What two deliveries differ in, row by row and column by column."""

from data.difference import compare, differences
from tests.data.books import CASES, reading, workbook

HEADER = [*CASES, "Status", "Ton gemeten"]


def read(rows: list[list[object]], **more: list[list[object]]):
    return reading(workbook({"Cases": [HEADER, *rows], **more}))


def test_rows_with_an_id_are_new_changed_or_gone() -> None:
    before = read([["K1", "Hout", "1/2/2024", "Nieuw", 1], ["K2", "Textiel", "1/3/2024", "", ""], ["K3", "Glas", "2/3/2024", "", ""]])
    after = read([["k-3", "Glas", "2/3/2024", "", ""], ["K1", "Hout", "01-02-2024", "nieuw", 2.5], ["K4", "Papier", "3/3/2024", "", ""]])
    change = differences(before, after)["cases"]
    assert change.new.tolist() == [2]
    assert change.gone.tolist() == [1]
    assert [(change.kept_before[i], change.kept_after[i]) for i in change.changed] == [(0, 1)]
    assert [key for key, mask in change.differs.items() if mask.any()] == ["tonnes_measured"], "another spelling or place is no change"


def test_a_column_that_comes_or_goes_changes_the_rows_that_it_is_filled_in() -> None:
    before = reading(workbook({"Cases": [CASES, ["K1", "Hout", "1/2/2024"], ["K2", "Glas", "1/2/2024"]]}))
    after = read([["K1", "Hout", "1/2/2024", "Nieuw", ""], ["K2", "Glas", "1/2/2024", "", ""]])
    assert differences(before, after)["cases"].changed.tolist() == [0]
    assert not differences(before, before)["cases"]


def test_without_ids_a_changed_row_is_one_that_went_and_one_that_came() -> None:
    header = ["Datum", "Kanaal"]
    before = read([], Communicatie=[header, ["1/2/2024", "Web"], ["1/2/2024", "Web"], ["2/2/2024", "Blad"]])
    after = read([], Communicatie=[header, ["2/2/2024", "Blad"], ["1/2/2024", "Web"], ["3/2/2024", "Web"]])
    change = differences(before, after)["communication"]
    assert (change.gone.tolist(), change.new.tolist(), change.changed.tolist()) == ([1], [2], [])


def test_targets_and_factors_are_told_apart_by_what_they_set() -> None:
    header = ["Indicator", "Fase", "Streefwaarde", "Datum"]
    before = read([], Doelen=[header, ["D3.8", 4, 20, ""], ["D3.8", 4, 10, "31/12/2024"]])
    after = read([], Doelen=[header, ["D3.8", 4, 10, "31/12/2024"], ["D3.8", "Fase 4", 25, ""]])
    change = differences(before, after)["targets"]
    assert not len(change.new)
    assert not len(change.gone)
    assert [k for k, m in change.differs.items() if m.any()] == ["target"]


def test_a_sheet_that_is_gone_or_new_is_all_rows() -> None:
    before = read([["K1", "Hout", "1/2/2024", "", ""]])
    sheet = before.tables["cases"].sheet
    assert compare(sheet, before.tables["cases"], None).gone.tolist() == [0]
    assert compare(sheet, None, before.tables["cases"]).new.tolist() == [0]
