"""What changed between two moments: statuses, figures, cases and mistakes, on data small enough to count by hand."""

from dataclasses import replace
from datetime import date

from data.findings import Block, Findings
from data.phases import Phase
from metrics.since import Moment, since
from metrics.status import Status
from tests.metrics.build import dataset

PHASE = Phase("4", "nu", date(2024, 1, 1), date(2024, 12, 31))
NEXT = Phase("5", "later", date(2025, 1, 1), date(2025, 12, 31))
SPRING, SUMMER = date(2024, 3, 31), date(2024, 6, 30)
TARGETS = "Indicator | Fase | Streefwaarde\nD2.4 | 4 | 8"
BEFORE = """
    Case-ID | Titel    | Datum instroom | Datum begeleiding | Datum realisatie | Bron
    K1      | Hout     | 2024-01-10     |                   |                  | Event
    K2      | Textiel  | 2024-02-10     | 2024-02-20        |                  | Event
    K3      | Plastics | 2024-05-10     |                   |                  | Event
"""
AFTER = """
    Case-ID | Titel    | Datum instroom | Datum begeleiding | Datum realisatie | Bron
    k-1     | Hout     | 2024-01-10     | 2024-03-20        |                  | Event
    K3      | Plastics | 2024-05-10     |                   |                  | Event
    K4      | Glas     | 2024-02-01     |                   |                  | Event
"""


def data(cases: str, targets: str = TARGETS):
    return dataset({"Cases": cases, "Doelen": targets}, phases=(PHASE, NEXT))


def test_two_days_on_one_version() -> None:
    one = data(BEFORE)
    found = since(Moment(one, SPRING), Moment(one, SUMMER))
    assert [c.id for c in found.new] == ["K3"], "K3 had not come in yet"
    assert (found.gone, found.moves, found.rows) == ((), (), {})
    assert [(c.id, c.stage) for c in found.stalled] == [("K1", "intake"), ("K2", "guidance")], "over 90 days by now, and not on 31 March"


def test_two_versions() -> None:
    found = since(Moment(data(BEFORE), SPRING), Moment(data(AFTER), SPRING))
    assert [(c.id, c.title, c.stage) for c in found.new] == [("K4", "Glas", "intake")]
    assert [(c.id, c.stage) for c in found.gone] == [("K2", "guidance")]
    assert [(m.id, m.before, m.after) for m in found.moves] == [("k-1", "intake", "guidance")], "one ID, however it is spelled"
    assert len(found.rows["cases"].new) == 1


def test_a_status_that_became_another_is_told_with_both() -> None:
    one = data(BEFORE)
    flips = {f.after.indicator.id: f for f in since(Moment(one, date(2024, 2, 10)), Moment(one, date(2024, 12, 1))).flips}
    flip = flips["D2.4"]  # 2 of 8: ahead of the line in February; 3 of 8 is behind it in December
    assert (flip.before.status, flip.after.status, flip.step, flip.phase.number) == (Status.ON_TRACK, Status.BEHIND, -1, "4")


def test_what_grows_is_held_against_each_other_per_month() -> None:
    one = data(BEFORE)
    part = since(Moment(one, SPRING), Moment(one, SUMMER)).movers[0]
    moved = {m.mover.indicator.id: m for m in part.movers}["D2.4"]
    assert (moved.was, moved.now) == (2, 3)
    assert moved.mover.change < 0, "3 in six months is less per month than 2 in three"
    assert part.still > 0


def test_only_phases_that_had_begun_on_both_days_count() -> None:
    one = data(BEFORE)
    assert since(Moment(one, date(2023, 12, 1)), Moment(one, SUMMER)).phases == ()
    later = since(Moment(one, SUMMER), Moment(one, date(2025, 2, 1)))
    assert [p.number for p in later.phases] == ["4"], "phase 5 had not begun"
    over = since(Moment(one, date(2026, 2, 1)), Moment(data(AFTER), date(2026, 3, 1)))
    assert [p.number for p in over.phases] == ["5"], "where all are over the last one may still be corrected"


def test_a_version_without_the_sheet_cases() -> None:
    none = dataset({"Events": "Event-ID | Titel | Datum\nE1 | Avond | 2024-02-01"}, phases=(PHASE,))
    found = since(Moment(none, SPRING), Moment(data(BEFORE), SPRING))
    assert [c.id for c in found.new] == ["K1", "K2"]
    back = since(Moment(data(BEFORE), SPRING), Moment(none, SPRING))
    assert ([c.id for c in back.gone], back.new, back.stalled) == (["K1", "K2"], (), ())


def test_only_new_mistakes_are_told_wherever_the_known_ones_moved_to() -> None:
    def with_findings(cases: str, rows: list[int], values: list[str]):
        block = Block("value-unknown", "test.xlsx", "Cases", "Bron", "F", rows, values, {"known": "x"})  # type: ignore[arg-type]
        return replace(data(cases), findings=Findings((block,)))

    before = with_findings(BEFORE, [4], ["Beurs?"])  # K3 stands in row 4
    after = with_findings(AFTER, [3, 4], ["Beurs?", "Krant?"])  # and now in row 3
    found = since(Moment(before, SUMMER), Moment(after, SUMMER)).problems
    assert [(p.code, p.before, p.after) for p in found] == [("value-unknown", 1, 2)]
    assert list(found[0].rows["cell"]) == ["F4"]
    assert since(Moment(after, SUMMER), Moment(before, SUMMER)).problems == (), "fewer is no news here"
