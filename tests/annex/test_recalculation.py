"""LibreOffice computes the annex anew, without the results that go with it: every cell must equal the engine's figure."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import numpy as np
import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from data.dataset import Dataset
from metrics.catalogue import catalogue
from metrics.declaration import load
from reports.annex import annex
from reports.annex.draft import Draft, draft
from tests.annex.cases import Case, dense_case, example, random_cases
from tests.annex.office import recalculated
from tests.annex.reading import expected, figures, formulas, same

pytestmark = pytest.mark.office
FEW, MANY = 2, 50  # random workbooks each time, and in the campaign
HEAD = 3  # the row of the headings in a sheet of rows


@pytest.fixture(scope="module")
def cases() -> dict[str, Case]:
    return {"example": example(), "dense": dense_case(), **{f"random{n}": case for n, case in enumerate(random_cases(FEW))}}


@pytest.fixture(scope="module")
def odd() -> tuple[bytes, Draft]:
    """An annex of indicators as a hub might declare them, over a full workbook."""
    case = dense_case()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("reports.annex.draft.catalogue", lambda: {i.id: i for i in load(Path(__file__).with_name("odd.yaml"))})
        return annex(case.data, case.request), draft(case.data, case.request, "nl")


@pytest.fixture(scope="module")
def books(cases: dict[str, Case], odd: tuple[bytes, Draft]) -> dict[str, bytes]:
    made = {name: annex(case.data, case.request, "en" if name == "random1" else "nl") for name, case in cases.items()}
    return made | {"changed": edited(made["example"]), "odd": odd[0], "sum": _one_formula()}


@pytest.fixture(scope="module")
def computed(books: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> dict[str, openpyxl.Workbook]:
    return recalculated(books, tmp_path_factory.mktemp("office"))


def differences(sheet: Worksheet, made: Draft) -> Iterator[tuple[object, ...]]:
    told = expected(made)
    for indicator, span, what, found in figures(sheet, made):
        if not same(told[indicator, span, what], found):
            yield indicator, span, what, told[indicator, span, what], found


def test_every_figure_equals_the_engine(cases: dict[str, Case], computed: dict[str, openpyxl.Workbook]) -> None:
    for name, case in cases.items():
        made = draft(case.data, case.request, "en" if name == "random1" else "nl")
        assert list(differences(computed[name].worksheets[1], made)) == [], name


def test_every_formula_in_the_file_gives_the_result_that_goes_with_it(books: dict[str, bytes], computed: dict[str, openpyxl.Workbook]) -> None:
    for name in [n for n in books if n not in ("changed", "sum")]:
        wrong = [f for f in formulas(books[name]) if not same(f[3], computed[name][f[0]][f[1]].value)]
        assert wrong == [], name


@pytest.mark.campaign
@pytest.mark.parametrize("first", range(FEW, MANY, 12))
def test_fifty_random_workbooks_recalculate_to_the_engine(first: int, tmp_path: Path) -> None:
    found = {f"random{n}": case for n, case in enumerate(random_cases(first + 12)) if n >= first}
    made = {name: annex(case.data, case.request) for name, case in found.items()}
    anew = recalculated(made, tmp_path)
    for name, case in found.items():
        assert list(differences(anew[name].worksheets[1], draft(case.data, case.request, "nl"))) == [], name
        assert [f for f in formulas(made[name]) if not same(f[3], anew[name][f[0]][f[1]].value)] == [], name


def test_a_hub_may_declare_what_we_do_not(odd: tuple[bytes, Draft], computed: dict[str, openpyxl.Workbook]) -> None:
    made = odd[1]
    assert list(differences(computed["odd"].worksheets[1], made)) == []
    assert {i.id for i in made.indicators} - {i for (i, _), r in made.results.items() if r.eligible} == set(), "each of them counts some row"


def test_the_workbooks_hold_every_kind_of_figure(cases: dict[str, Case]) -> None:
    made = [draft(c.data, c.request, "nl") for c in cases.values()]
    reasons = {r.reason.key for d in made for r in d.results.values() if r.reason is not None}
    assert {"source-absent", "not-applicable", "no-rows"} <= reasons
    assert {r.status.key for d in made for r in d.results.values()} >= {"reached", "on-track", "behind", "no-target", "no-data", "not-applicable"}
    counted = {i for d in made for (i, _), r in d.results.items() if r.value}
    assert counted == set(catalogue()), "each indicator counts something somewhere"


CHANGES = (
    ("Cases", "realised_date", "Datum realisatie", np.datetime64("2024-08-15", "s")),
    ("Cases", "objectives", "Doelstellingen", 0b01100),
    ("Cases", "tonnes_measured", "Ton gemeten", 7.25),
    ("Cases", "stopped_date", "Datum stopzetting", np.datetime64("NaT", "s")),
    ("Events", "date", "Datum", np.datetime64("2024-09-09", "s")),
    ("Events", "attendances", "Deelnames", 33.0),
    ("Events", "role", "Rol", "Georganiseerd"),
    ("Subsidiedossiers", "outcome", "Uitkomst", "Goedgekeurd"),
    ("Leerlessen", "status", "Status", "Doorgevoerd"),
    ("Factoren", "factor", "kg CO2 per kg", 1.5),
    ("Doelen", "target", "Streefwaarde", 9.0),
)  # fmt: skip
ROWS = range(0, 60, 3)


def edited(workbook: bytes) -> bytes:
    """The annex as somebody edits it: some cells of the rows get another value."""
    book = openpyxl.load_workbook(BytesIO(workbook))
    for sheet, _, header, value in CHANGES:
        column = next(c.column for c in book[sheet][HEAD] if c.value == header)
        for row in (r for r in ROWS if HEAD + 1 + r <= book[sheet].max_row):
            book[sheet].cell(HEAD + 1 + row, column).value = _cell(value)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, np.datetime64):
        return None if np.isnat(value) else value.astype("datetime64[s]").astype(object)
    return "3; 4" if value == 0b01100 else value


def changed(data: Dataset) -> Dataset:
    """The same changes in the dataset."""
    tables = dict(data.tables)
    by_name = {t.sheet.name: key for key, t in tables.items()}
    for sheet, key, _, value in CHANGES:
        table = tables[by_name[sheet]]
        frame = table.frame.copy()
        rows = [r for r in ROWS if r < len(frame)]
        frame.iloc[rows, frame.columns.get_loc(key)] = np.uint8(value) if key == "objectives" else value
        tables[by_name[sheet]] = replace(table, frame=frame)
    return data.with_tables(tables, data.withheld)


def test_a_changed_row_changes_the_figures_as_in_the_engine(cases: dict[str, Case], computed: dict[str, openpyxl.Workbook]) -> None:
    before = cases["example"]
    made = draft(changed(before.data), before.request, "nl")
    assert list(differences(computed["changed"].worksheets[1], made)) == []
    after = expected(made)
    moved = [k for k, v in expected(draft(before.data, before.request, "nl")).items() if not same(v, after[k])]
    assert len(moved) > 150, "the changes show"


def test_the_program_computes(computed: dict[str, openpyxl.Workbook]) -> None:
    assert computed["sum"].worksheets[0]["A1"].value == 3, "the file has no result of its own"


def _one_formula() -> bytes:
    book, target = openpyxl.Workbook(), BytesIO()
    book.worksheets[0]["A1"] = "=1+2"
    book.save(target)
    return target.getvalue()
