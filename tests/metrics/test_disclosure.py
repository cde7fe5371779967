"""Small numbers about persons: what is hidden, and that nobody can work it out."""

from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from metrics.catalogue import catalogue
from metrics.disclosure import THRESHOLD, protected, suppress, suppress_table
from tests.random_examples import tried

QUICK = tried(20, 60, large=True)
SMALL = st.integers(0, 6)


def shown(table, found) -> list[str]:
    """The table with its totals as it leaves the house."""
    table = np.asarray(table)
    whole = np.block([[table, table.sum(1, keepdims=True)], [table.sum(0, keepdims=True), table.sum(keepdims=True)]])
    hidden = np.block([[found.cells, found.rows[:, None]], [found.columns[None, :], np.array([[found.total]])]])
    return [" ".join("x" if h else str(v) for v, h in zip(*line, strict=True)) for line in zip(whole, hidden, strict=True)]


def test_only_heads_are_persons() -> None:
    assert [i.id for i in catalogue().values() if protected(i)] == ["D4.4"]


def test_a_single_small_number_takes_the_smallest_other_one_with_it() -> None:
    assert suppress([12, 3, 9, 0, None]).cells.tolist() == [False, True, True, False, False]
    assert suppress([12, 3, 2]).cells.tolist() == [False, True, True]
    assert suppress([3, 0]).cells.tolist() == [True, True]
    assert suppress([5, 20, 0]).cells.tolist() == [False] * 3
    assert (suppress([3]).cells.tolist(), suppress([3]).total) == ([True], True)
    assert not suppress([])


def test_a_table_hides_a_loop_of_cells() -> None:
    found = suppress_table([[3, 20, 30], [40, 25, 60], [70, 80, 90]])
    assert shown([[3, 20, 30], [40, 25, 60], [70, 80, 90]], found) == ["x x 30 53", "x x 60 125", "70 80 90 240", "113 125 180 418"]


def test_a_small_total_is_hidden_too() -> None:
    found = suppress_table([[1, 2], [40, 25]])
    assert shown([[1, 2], [40, 25]], found)[0].split()[-1] == "x"
    assert not found.total


def test_a_table_without_small_numbers_hides_nothing() -> None:
    assert not suppress_table([[5, 0], [0, 5]])


@QUICK
@given(st.lists(st.none() | st.integers(0, 9), max_size=5))
def test_no_number_of_a_list_can_be_worked_out(values) -> None:
    found = suppress(values)
    numbers = [v or 0 for v in values]
    assert all(found.cells[i] for i, v in enumerate(numbers) if 0 < v < THRESHOLD)
    hidden = np.flatnonzero(found.cells)
    if not found.total and len(hidden):
        left = sum(numbers[i] for i in hidden)
        answers = [c for c in product(range(left + 1), repeat=len(hidden)) if sum(c) == left]
        for n, i in enumerate(hidden):
            assert len({a[n] for a in answers}) > 1, (values, i)


@QUICK
@given(arrays(np.int64, st.tuples(st.integers(1, 4), st.integers(1, 4)), elements=st.one_of(SMALL, st.integers(0, 40))))
def test_no_number_of_a_table_can_be_worked_out(table) -> None:
    """Everything that is shown, as equations: for each hidden cell two answers with another number there, none below zero."""
    found = suppress_table(table)
    rows, columns = table.shape
    whole = np.block([[table, table.sum(1, keepdims=True)], [table.sum(0, keepdims=True), table.sum(keepdims=True)]])
    hidden = np.block([[found.cells, found.rows[:, None]], [found.columns[None, :], np.array([[found.total]])]])
    assert hidden[:-1, :][(whole[:-1, :] > 0) & (whole[:-1, :] < THRESHOLD)].all()
    cells = [tuple(c) for c in np.argwhere(hidden)]
    at = {c: n for n, c in enumerate(cells)}
    equations = []
    for line in [[(r, c) for c in range(columns + 1)] for r in range(rows + 1)] + [[(r, c) for r in range(rows + 1)] for c in range(columns + 1)]:
        row = np.zeros(len(cells))
        for place, cell in enumerate(line):
            if cell in at:
                row[at[cell]] = -1.0 if place == len(line) - 1 else 1.0
        equations.append(row)
    free = nullspace(np.array(equations))
    for cell, n in at.items():
        assert np.abs(free[n]).max(initial=0) > 1e-9, (table, cell)  # the equations alone leave it open
        assert movable(np.array(equations), np.array([whole[c] for c in cells], float), n), (table, cell)


def nullspace(equations):
    """Base vectors (columns) of what may change without breaking an equation."""
    _, sizes, vectors = np.linalg.svd(equations)
    rank = int((sizes > 1e-9).sum())
    return vectors[rank:].T


def movable(equations, truth, n) -> bool:
    """Whether cell `n` can change with nothing below zero: there is a change along which every cell that is 0 only grows.

    Found by a search over signs of single loops: all changes in {-1, 0, 1} that keep the equations.
    """

    def search(place, change):
        if place == len(truth):
            return bool(change[n]) and not (equations @ change).any()
        for step in (0, 1, -1) if place != n else (1, -1):
            if truth[place] + step >= 0:
                change[place] = step
                if possible(place, change) and search(place + 1, change):
                    return True
        change[place] = 0
        return False

    last = [max(np.flatnonzero(e), default=-1) for e in equations]

    def possible(place, change):
        return all(last[i] != place or not (e[: place + 1] @ change[: place + 1]) for i, e in enumerate(equations))

    return search(0, np.zeros(len(truth)))
