"""What is kept between redraws: made again as soon as anything that it follows from is another, not made again while nothing is, and one's own
files never shared with another visit.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, replace
from datetime import date
from time import sleep

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from data.phases import Phase
from metrics.periods import Period
from ui import narrowing, period
from ui.finished import finished
from ui.navigation import standing
from ui.remember import forget, remembered, replayed
from ui.source import KEPT, Source, example, use_example
from ui.view import View

PHASE = Phase("4", "Groei", date(2024, 1, 1), date(2025, 6, 30))
PERIOD = Period(date(2024, 1, 1), date(2024, 12, 31))
# Per field of a view another value, or some; each is all that differs.
OTHER: dict[str, tuple[object, ...]] = {
    "lang": ("en",),
    "mode": ("dark",),
    "as_of": (date(2025, 4, 1),),
    "phase": (
        None,
        replace(PHASE, number="5"),
        replace(PHASE, name="Einde"),
        replace(PHASE, start=date(2024, 1, 2)),
        replace(PHASE, end=date(2025, 6, 29)),
        replace(PHASE, funder="Stad"),
    ),
    "objective": (2,),
    "indicator": ("D3.8", "D3.9"),
    "period": (None, replace(PERIOD, start=date(2024, 1, 2)), replace(PERIOD, end=date(2024, 12, 30)), replace(PERIOD, phase="4"), replace(PERIOD, label="x")),
    "filtered": ("gemeente Geel",),
}
made: list[tuple[object, ...]] = []


@finished(entries=256)
def of_view(view: View, *args: object, **more: object) -> tuple[object, ...]:
    made.append((view, args, more))
    return made[-1]


@finished(entries=256)
def of_source(source: Source, *args: object) -> tuple[object, ...]:
    made.append((source, args))
    return made[-1]


@remembered(entries=256)
def figure(source: Source, *args: object, **more: object) -> tuple[object, ...]:
    made.append((source, args, more))
    return made[-1]


@remembered(entries=256)
def another_figure(source: Source, *args: object) -> tuple[object, ...]:
    made.append((source, args))
    return made[-1]


@replayed(entries=256)
def drawn(source: Source) -> None:
    made.append((source,))
    st.html("<p>a chart</p>")


class Visit:
    """A visit of its own (AppTest gives all of them one name): what is done in it is done within a redraw."""

    def __init__(self, name: str) -> None:
        self.app = AppTest.from_function(_redraw)
        self.app.session_state["visit"] = name

    def do(self, what: Callable[[], object], **filters: object) -> object:
        """What comes out of it, with these filters chosen."""
        found: list[object] = []
        self.app.session_state["do"] = lambda: found.append(what())
        for key, value in filters.items():
            self.app.session_state[key] = value
        self.app.run()
        assert not self.app.exception, self.app.exception
        return found[0]

    def makes(self, what: Callable[[], object], **filters: object) -> int:
        """How many times something was made for it."""
        before = len(made)
        self.do(what, **filters)
        return len(made) - before


def _redraw() -> None:
    import streamlit as st
    from streamlit.runtime.scriptrunner import get_script_run_ctx

    get_script_run_ctx().session_id = st.session_state["visit"]
    st.session_state["do"]()


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """Each test begins with nothing kept."""
    made.clear()
    forget()


@pytest.fixture
def visit() -> Visit:
    return Visit("one")


@pytest.fixture(scope="module")
def source() -> Source:
    return replace(example(), version="abc/1", number=1)


@pytest.fixture
def view(source: Source) -> View:
    return View(source, "nl", "light", date(2025, 3, 31), PHASE, 1, None, PERIOD, "")


def test_every_field_of_a_view_has_another_value_here() -> None:
    assert {f.name for f in fields(View)} == {"source", *OTHER}
    for name, usual in (("phase", PHASE), ("period", PERIOD)):
        others = [o for o in OTHER[name] if o is not None]
        assert {f.name for f in fields(usual) for other in others if getattr(other, f.name) != getattr(usual, f.name)} == {f.name for f in fields(usual)}


@pytest.mark.parametrize(("field", "value"), [(field, value) for field, values in OTHER.items() for value in values])
def test_a_finished_piece_is_made_again_when_only_one_field_of_the_view_is_another(field: str, value: object, view: View, visit: Visit) -> None:
    assert visit.makes(lambda: of_view(view)) == 1
    other = replace(view, **{field: value})  # type: ignore[arg-type]
    assert visit.makes(lambda: of_view(other)) == 1
    assert visit.do(lambda: of_view(other))[0] is other, "and what is shown is that of this view"
    assert visit.makes(lambda: (of_view(replace(view)), of_view(replace(other)))) == 0, "an equal view is the same view"


def test_a_finished_piece_is_made_again_for_other_data(view: View, source: Source, visit: Visit) -> None:
    other = replace(source, version="abc/2", number=2)
    assert visit.makes(lambda: (of_view(view), of_source(source))) == 2
    assert visit.makes(lambda: (of_view(replace(view, source=other)), of_source(other))) == 2
    assert visit.makes(lambda: (of_view(view), of_source(replace(source)))) == 0


def test_a_finished_piece_is_made_again_when_only_one_filter_that_its_links_keep_is_another(view: View, source: Source, visit: Visit) -> None:
    """Each of `standing()`: by itself, and back again."""

    def draw() -> object:
        return of_view(view), of_source(source)

    keys = sorted(visit.do(lambda: list(standing()), **{period.KEY: period.OWN}))
    assert {period.KEY, period.FROM, period.TO, *narrowing.KEYS} <= set(keys)
    assert visit.makes(draw) == 2
    for key in keys:
        was = period.OWN if key == period.KEY else None
        for value in (["Geel"], ["Geel", "Mol"]) if key in narrowing.KEYS else ("jaar" if key == period.KEY else date(2024, 2, 2),):
            assert visit.makes(draw, **{key: value}) == 2, key
            assert visit.makes(draw, **{key: value}) == 0, key
        assert visit.makes(draw, **{key: was}) == 0, key


def test_days_that_no_period_uses_make_nothing_again(view: View, visit: Visit) -> None:
    assert visit.makes(lambda: of_view(view), **{period.KEY: period.PHASE}) == 1
    assert visit.makes(lambda: of_view(view), **{period.FROM: date(2024, 2, 2)}) == 0
    assert visit.makes(lambda: of_view(view), **{period.KEY: None}) == 0, "the phase is the period that nobody chose"


ARGUMENTS = [
    ((1,), (2,)), ((1,), ("1",)), ((1,), (True,)), ((1,), (1.0,)), ((None,), ("",)), (("a", "b"), ("b", "a")), (("ab",), ("a", "b")), ((), (None,)),
    ((("a",), "b"), ("a", ("b",))), ((date(2024, 1, 1),), (date(2024, 1, 2),)), ((date(2024, 1, 1),), ("2024-01-01",)), ((PHASE,), (replace(PHASE, name="x"),)),
    ((PERIOD,), (replace(PERIOD, end=date(2024, 6, 30)),)), (("a', 'b",), ("a", "b")),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), ARGUMENTS)
def test_each_argument_of_what_is_kept_is_part_of_its_key(one: tuple[object, ...], other: tuple[object, ...], view: View, source: Source, visit: Visit) -> None:
    for keeps, about in ((figure, source), (of_view, view), (of_source, source)):
        assert visit.makes(lambda keeps=keeps, about=about: keeps(about, *one)) == 1
        assert visit.makes(lambda keeps=keeps, about=about: keeps(about, *other)) == 1
        assert visit.makes(lambda keeps=keeps, about=about: (keeps(about, *one), keeps(about, *other))) == 0
        assert visit.do(lambda keeps=keeps, about=about: keeps(about, *other))[1] == other


def test_arguments_by_name_and_the_data_are_part_of_the_key(source: Source, visit: Visit) -> None:
    later = replace(source, version="abc/2", number=2)
    asked = [lambda: figure(source, by="month"), lambda: figure(source, by="year"), lambda: figure(source, step="month"), lambda: figure(later, by="month")]
    assert [visit.makes(ask) for ask in asked] == [1, 1, 1, 1]
    assert [visit.makes(ask) for ask in asked] == [0, 0, 0, 0]


def test_two_functions_share_nothing(source: Source, visit: Visit) -> None:
    assert visit.makes(lambda: (figure(source, 1), another_figure(source, 1))) == 2


def test_what_everybody_sees_is_made_once_for_all_visits(view: View, source: Source) -> None:
    one, other = Visit("one"), Visit("two")
    assert one.makes(lambda: (figure(source), of_view(view), of_source(source))) == 3
    assert other.makes(lambda: (figure(source), of_view(view), of_source(source))) == 0


def test_ones_own_files_are_never_shared_with_another_visit(view: View, source: Source) -> None:
    """Though they were the same files: what is kept of them is gone with the visit."""
    one, other = Visit("one"), Visit("two")
    mine, theirs = (replace(source, own=True, number=0, names=(name,)) for name in ("mijn.xlsx", "hun.xlsx"))

    def all_of(files: Source) -> Callable[[], tuple[object, ...]]:
        return lambda: (figure(files), of_source(files), of_view(replace(view, source=files)))

    assert one.makes(all_of(mine)) == 3
    assert other.makes(all_of(theirs)) == 3
    for visit, files in ((one, mine), (other, theirs)):
        found = visit.do(all_of(files))
        assert [about is files for about in (found[0][0], found[1][0], found[2][0].source)] == [True] * 3
        assert visit.makes(all_of(files)) == 0
    assert one.makes(all_of(source)) == 3, "nor with what everybody sees"


def test_many_who_ask_for_the_same_at_once_wait_for_one_who_makes_it(source: Source) -> None:
    """After a new version fifty visits ask for the same figures; no machine has to make them fifty times."""
    begun: list[int] = []

    @remembered(entries=4)
    def slow(_source: Source, number: int) -> int:
        begun.append(number)
        sleep(0.2)
        return number * 2

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda _: slow(source, 21), range(8))) == [42] * 8
    assert begun == [21]


def test_what_could_not_be_made_is_tried_again(source: Source) -> None:
    asked: list[int] = []

    @remembered(entries=4)
    def fails_once(_source: Source) -> str:
        asked.append(1)
        if len(asked) == 1:
            raise ValueError("gone for a moment")
        return "there"

    with pytest.raises(ValueError, match="gone"):
        fails_once(source)
    assert fails_once(source) == "there"


def test_after_an_erasure_nothing_stays_in_memory_not_even_what_was_being_made(source: Source, visit: Visit) -> None:
    own = replace(source, own=True, version="own")

    @remembered(entries=4)
    def slow(_source: Source) -> str:
        made.append(())
        forget()  # somebody erases a file while this is worked out
        return "of before"

    other = Visit("two")
    assert other.makes(lambda: (figure(own), drawn(own))) == 2
    assert visit.makes(lambda: (figure(own), slow(source))) == 2
    assert visit.makes(lambda: figure(own)) == 1, "what a visit keeps is gone as well"
    assert other.makes(lambda: (figure(own), drawn(own))) == 2
    assert visit.makes(lambda: slow(source)) == 1


def test_what_was_made_of_the_last_deliveries_stays_and_of_those_before_makes_place(source: Source, visit: Visit) -> None:
    """However much of each was looked at; a filter is no other delivery."""
    of = [replace(source, version=f"abc/{n}") for n in range(KEPT + 1)]
    filtered = replace(of[-2], version=f"{of[-2].version}|gemeente Geel")

    def look(at: Source) -> int:
        return visit.makes(lambda: (figure(at), drawn(at)))

    assert [look(at) for at in of[:-1]] == [2] * KEPT
    assert look(filtered) == 2
    assert [look(at) for at in (*of[:-1], filtered)] == [0] * (KEPT + 1)
    assert look(of[-1]) == 2
    assert [look(at) for at in (*of[2:], filtered)] == [0] * KEPT, "the one that was asked for longest ago made place"
    assert look(of[0]) == 2


def test_what_was_made_of_ones_own_files_goes_when_they_go(source: Source, visit: Visit) -> None:
    own = replace(source, own=True, version="own")
    assert visit.makes(lambda: figure(own)) == 1
    assert visit.makes(lambda: figure(own)) == 0
    visit.do(use_example)
    assert visit.makes(lambda: figure(own)) == 1
