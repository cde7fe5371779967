"""Names beside circles: on a phone and on a wide screen none covers another, and who has no room goes without only where that is allowed."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.beside import LINE, SIDES, SLANT, sides

SCREENS = (845, 1360)
WAYS = {name: (right, up) for name, right, up in SIDES}


def rectangles(at, sizes, names, found, scale):  # type: ignore[no-untyped-def]
    """Where each name stands, worked out apart from the product."""
    drawn = {}
    for i, way in enumerate(found):
        if way:
            right, up = WAYS[way]
            away, wide = sizes[i] / 2 * (SLANT if right and up else 1), len(names[i]) * 7.0
            x, y = at[i][0] * scale + right * (away + wide / 2 + 2), at[i][1] * scale + up * (away + LINE / 2)
            drawn[i] = (x - wide / 2, y - LINE / 2, x + wide / 2, y + LINE / 2)
    return drawn


def over(a, b):  # type: ignore[no-untyped-def]
    """The area that two rectangles share."""
    return max(min(a[2], b[2]) - max(a[0], b[0]), 0) * max(min(a[3], b[3]) - max(a[1], b[1]), 0)


@given(st.lists(st.tuples(st.floats(0, 0.5), st.floats(0, 0.5), st.floats(7, 50), st.integers(3, 20)), max_size=27))
def test_a_name_that_may_go_never_covers_another_name_or_circle(places: list[tuple[float, float, float, int]]) -> None:
    at, sizes, names = [p[:2] for p in places], [p[2] for p in places], ["x" * p[3] for p in places]
    found = sides(at, sizes, names, SCREENS, 0.06, [True] * len(at))
    for scale in SCREENS:
        drawn = rectangles(at, sizes, names, found, scale)
        assert all(over(drawn[i], drawn[j]) < 1 for i, j in combinations(drawn, 2))
        for i, name in drawn.items():
            for j, (x, y) in enumerate(at):
                circle = (x * scale - sizes[j] / 2, y * scale - sizes[j] / 2, x * scale + sizes[j] / 2, y * scale + sizes[j] / 2)
                assert i == j or over(name, circle) < 1


def test_a_name_with_a_figure_stays_even_without_room() -> None:
    assert None not in sides([(0.1, 0.1)] * 12, [30] * 12, ["Herentals 3"] * 12, SCREENS, 0.06, [False] * 12)


@pytest.mark.parametrize("scale", SCREENS)
def test_two_places_close_together_have_names_apart(scale: int) -> None:
    at, names = [(0.10, 0.10), (0.11, 0.105)], ["Grobbendonk 4", "Vorselaar 2"]
    drawn = rectangles(at, [20, 12], names, sides(at, [20, 12], names, SCREENS, 0.06, [False, False]), scale)
    assert over(drawn[0], drawn[1]) == 0


def test_nothing_on_the_map_needs_no_names() -> None:
    assert sides([], [], [], SCREENS, 0.06, []) == []
