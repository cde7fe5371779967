"""What a delivery changes in the figures: the same differences as two runs of the command, explained row by row."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given

from metrics.catalogue import catalogue
from metrics.changes import FigureChange
from metrics.indicator import Distinct, Rows, Sum
from metrics.output import record
from metrics.preview import Difference, compare
from metrics.scorecard import scorecard
from scripts.serving import ROOT
from tests.data.books import CASES, reading, workbook
from tests.metrics.build import dataset
from tests.metrics.random_data import sheets
from tests.random_examples import tried

AS_OF = date(2025, 3, 31)
FIGURE = ("value", "numerator", "denominator", "reason")
HEADER = [*CASES, "Doelstellingen", "Datum realisatie", "Ton gemeten", "SE-bedrijf", "Type resultaat"]


def differing(before: list[dict], after: list[dict]) -> dict[tuple[str, str], tuple]:
    """By indicator and phase the figures that two runs disagree on."""
    old = {(r["id"], r["phase"]): tuple(r[f] for f in FIGURE) for r in before}
    new = {(r["id"], r["phase"]): tuple(r[f] for f in FIGURE) for r in after}
    return {key: (old[key], new[key]) for key in new if old[key] != new[key]}


def told(found: Difference) -> dict[tuple[str, str], tuple]:
    """The same from what is shown."""
    shown = {}
    for change in found.figures:
        assert change.before is not None
        assert change.after is not None
        pair = tuple(tuple(record(r)[f] for f in FIGURE) for r in (change.before, change.after))
        shown[change.result.indicator.id, str(change.result.period.phase)] = pair
    return shown


@tried(5, 40)
@given(sheets(), sheets())
def test_the_difference_shown_is_that_of_two_runs_and_its_rows_add_up(one, other) -> None:
    before, after = dataset(one), dataset(other)
    runs = [[record(r) for r in scorecard(d, AS_OF)] for d in (before, after)]
    found = compare(before, after, AS_OF)
    assert told(found) == differing(*runs)
    for change in found.figures:
        explained(change)


def explained(change: FigureChange) -> None:
    """The rows make exactly the difference, for what is counted and summed; what is counted by name moves in the same direction."""
    assert change.before is not None
    assert change.after is not None
    if change.before.value is None or change.after.value is None:
        return
    gap = change.after.value - change.before.value
    added = [m.now for m in change.movements if m.now is not None]
    gone = [m.was for m in change.movements if m.was is not None]
    match change.result.indicator.aggregation:
        case Rows():
            assert gap == sum(added) - sum(gone)
        case Sum():
            assert gap == pytest.approx(sum(added) - sum(gone), abs=1e-6)
        case Distinct(keys=keys) if len(keys) == 1 and gap:
            assert change.movements


def hub(*rows: list[object], **more: list[list[object]]):
    return workbook({"Cases": [HEADER, *rows], **more})


def test_a_figure_goes_with_the_rows_that_make_the_difference() -> None:
    base = [f"K{i}" for i in range(4)]
    before = reading(hub(*([k, "Hout", "1/2/2024", "3;4", "1/6/2024", 2, "Maatwerk Zon", "Nieuwe dienst"] for k in base)))
    rows = [[k, "Hout", "1/2/2024", "3;4", "1/6/2024", 2, "Maatwerk Zon", "Nieuwe dienst"] for k in base]
    rows[0][4], rows[1][5] = "", 5
    after = reading(hub(*rows, ["K9", "Glas", "1/3/2024", "3", "1/7/2024", 1, "Maatwerk Maan", ""]))
    found = {(c.result.indicator.id, c.result.period.phase): c for c in compare(before, after, AS_OF).figures}

    new_services = found["D4.1", "4"]
    assert (new_services.before.value, new_services.after.value) == (4, 3)
    assert [(m.before, m.after) for m in new_services.movements] == [(0, None)]

    tonnes = found["D3.10", "4"]
    assert [(m.was, m.now) for m in tonnes.movements] == [(2.0, None), (2.0, 5.0), (None, 1.0)]
    assert ("D4.3", "4") not in found, "a company that is still there makes no difference"


def test_a_changed_factor_shows_in_the_rows_that_it_changes() -> None:
    header = ["Materiaalstroom", "kg CO2 per kg"]
    case = ["K1", "Hout", "1/2/2024", "3", "1/6/2024", 10, "", ""]
    row = [[*HEADER, "Materiaalstroom"], [*case, "Hout"]]
    before, after = (reading(workbook({"Cases": row, "Factoren": [header, ["Hout", f]]})) for f in (0.5, 0.7))
    (change,) = (c for c in compare(before, after, AS_OF).figures if c.result.indicator.id == "D3.12")
    assert [(m.was, m.now) for m in change.movements] == [(5.0, 7.0)]


def test_a_phase_that_comes_or_goes_is_a_difference_too() -> None:
    header = ["Fase", "Naam", "Start", "Einde"]
    case = ["K1", "Hout", "1/2/2024", "3", "1/6/2024", 10, "", ""]
    before = reading(hub(case, Fasen=[header, [1, "Een", "1/1/2023", "31/12/2024"]]))
    after = reading(hub(case, Fasen=[header, [1, "Een", "1/1/2023", "31/12/2024"], [2, "Twee", "1/1/2025", "31/12/2025"]]))
    found = compare(before, after, AS_OF).figures
    assert {(c.before, c.result.period.phase) for c in found} == {(None, "2")}
    assert len(found) == len(catalogue())


def test_the_commands_themselves_say_the_same(tmp_path: Path) -> None:
    one = hub(["K1", "Hout", "1/2/2024", "3;4", "1/6/2024", 2, "Maatwerk Zon", "Nieuwe dienst"])
    other = hub(["K1", "Hout", "1/2/2024", "3", "1/6/2024", 2.5, "", ""], ["K2", "Hout", "1/2/2024", "3", "", "", "", ""])
    runs = []
    for name, source in (("een.xlsx", one), ("twee.xlsx", other)):
        (tmp_path / name).write_bytes(source.data)
        command = [sys.executable, "-m", "metrics", str(tmp_path / name), "--format", "json", "--as-of", AS_OF.isoformat()]
        runs.append(json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout)["indicators"])
    assert told(compare(reading(one), reading(other), AS_OF)) == differing(*runs)
