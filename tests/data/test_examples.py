"""The example workbook: made by its script, fictional, without persons, and as messy as intended."""

import io

import openpyxl
import pytest

from data.contract import ORDER
from data.dataset import Dataset
from data.examples import WORKBOOK, assumptions
from data.examples.workbook import sheets, workbook
from data.reader import read
from metrics.catalogue import indicator_names

INTENDED = {
    "id-duplicate", "value-unknown", "date-unreadable", "number-unreadable", "number-approximate", "reference-unknown", "row-alike", "date-month-only",
    "status-without-date", "objective-missing", "target-scaled", "column-unknown", "rows-blank", "rows-total",
}  # fmt: skip


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return read([WORKBOOK], names=indicator_names())


def cells(data: bytes) -> dict[str, list[tuple[object, ...]]]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def test_the_script_makes_the_committed_workbook() -> None:
    assert cells(WORKBOOK.read_bytes()) == cells(workbook()), "run `make example`"


def test_holds_every_sheet_with_rows(dataset: Dataset) -> None:
    assert {key for key in ORDER if len(dataset.tables[key])} == set(ORDER)
    assert dataset.counts["cases"].accepted == 240
    assert dataset.counts["events"].accepted == 90


def test_holds_exactly_the_intended_kinds_of_mistakes(dataset: Dataset) -> None:
    frame = dataset.findings.frame()
    assert set(frame["code"]) - {"sheet-unknown"} == INTENDED
    assert dataset.findings.count("error") < 12


def test_names_no_person_and_says_what_it_is() -> None:
    assert not any(key in row for rows in sheets().values() for row in rows for key in ("contact_name", "contact_email"))
    text = cells(WORKBOOK.read_bytes())
    assert all(rows[0][0] == assumptions.TITLE for name, rows in text.items() if name != "Lijsten")
    assert "fictief" in assumptions.TITLE
    assert "voorbeeldgegevens" in assumptions.TITLE


def test_every_phase_has_cases_and_events(dataset: Dataset) -> None:
    for key, column in (("cases", "intake_date"), ("events", "date")):
        days = dataset.tables[key].frame[column]
        for phase in dataset.phases:
            assert days.between(str(phase.start), str(phase.end)).sum() >= 5, (key, phase)
    assert str(dataset.tables["cases"].frame.filter(like="_date").max().max().date()) <= str(assumptions.LAST_DAY)
