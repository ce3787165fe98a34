"""Which counts are hidden: for small tables every possible one is tried, larger ones are solved."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from consultations.surveys.results.suppression import (
    SeveralTable,
    hidden_of_several,
    hidden_of_sum,
    hidden_of_table,
)
from consultations.surveys.results.tables import SMALLEST

Row = tuple[int, ...]


def rows_of(length: int, total: int) -> Iterator[Row]:
    """Every row of counts with this sum."""
    if length == 1:
        yield (total,)
        return
    for first in range(total + 1):
        yield from ((first, *rest) for rest in rows_of(length - 1, total - first))


def exposed(tables: Iterable[Row], hide: Callable[[Row], Iterable[int]]) -> list[tuple[int | None, ...]]:
    """Published tables of which a hidden count has one possible value, for somebody who knows how counts are hidden."""
    behind: defaultdict[tuple[int | None, ...], list[Row]] = defaultdict(list)
    for table in tables:
        hidden = set(hide(table))
        behind[tuple(None if place in hidden else count for place, count in enumerate(table))].append(table)
    return [
        shown
        for shown, possible in behind.items()
        for place, count in enumerate(shown)
        if count is None and len({table[place] for table in possible}) < 2
    ]


@pytest.mark.parametrize(("length", "most"), [(2, 40), (3, 26), (4, 17)])
def test_no_count_of_a_row_follows_from_its_sum(length, most):
    for total in range(1, most):
        assert exposed(rows_of(length, total), hidden_of_sum) == []


@pytest.mark.parametrize(("options", "most"), [(2, 16), (3, 12), (4, 9)])
def test_no_count_of_a_multiple_choice_follows_from_how_many_options_an_answer_names(options, most):
    for base, least, top in product(range(1, most), range(options), range(1, options + 1)):
        if least <= top:
            possible = (
                one for one in product(range(base + 1), repeat=options) if least * base <= sum(one) <= top * base
            )
            hide = hiding_several(base, least, top)
            assert exposed(possible, hide) == [], (base, least, top)


def hiding_several(base: int, least: int, most: int) -> Callable[[Row], Iterable[int]]:
    return lambda table: hidden_of_several(table, base, least, most)


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ((30, 20, 9), set()),
        ((), set()),
        ((30, 20, 4), {1, 2}),  # one alone would follow from the sum
        ((30, 20, 4, 3), {2, 3}),
        ((30, 20, 2, 2), {1, 2, 3}),  # fewer than five together
        ((30, 20, 4, 4), {1, 2, 3}),  # eight of two counts below five: four each
        ((30, 9, 9, 2), {1, 2, 3}),  # equal counts go together, so that their order tells nothing
        ((3, 1), {0, 1}),
        ((0, 0), {0, 1}),
    ],
)
def test_hidden_counts_of_a_row(counts, hidden):
    assert hidden_of_sum(counts) == hidden


def test_further_places_can_be_hidden_from_the_start():
    assert hidden_of_sum((30, 20, 10), also={0}) == {0, 2}


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ((50, 40, 30), set()),
        ((50, 40, 3), {2}),  # nothing tells the sum
        ((97, 40, 30), {0}),  # three did not choose it
    ],
)
def test_options_of_a_multiple_choice_are_hidden_one_by_one(counts, hidden):
    assert hidden_of_several(counts, 100, 1, 3) == hidden


def test_options_of_a_multiple_choice_with_a_known_sum_are_hidden_together():
    assert hidden_of_several((97, 60, 40, 3), 100, 2, 2) == {0, 3}
    assert hidden_of_several((93, 64, 40, 3), 100, 2, 2) == {0, 3}


# --- two-way tables --------------------------------------------------------------------------------------------------
tables = st.integers(2, 5).flatmap(
    lambda width: st.lists(st.lists(st.integers(0, 14), min_size=width, max_size=width), min_size=2, max_size=5)
)


def ranges(table: list[list[int]], hidden: Iterable[tuple[int, int]], rows: set[int], columns: set[int]):
    """The smallest and largest value of each hidden cell, given the sums of the other rows and columns."""
    places = sorted(hidden)
    sums = [
        *([place for place in places if place[0] == row] for row in range(len(table)) if row not in rows),
        *(
            [place for place in places if place[1] == column]
            for column in range(len(table[0]))
            if column not in columns
        ),
        places,
    ]
    equal = np.array([[place in some for place in places] for some in sums], dtype=float)
    right = [sum(table[row][column] for row, column in some) for some in sums]
    for number in range(len(places)):
        costs = np.eye(len(places))[number]
        low = linprog(costs, A_eq=equal, b_eq=right).fun
        high = -linprog(-costs, A_eq=equal, b_eq=right).fun
        yield places[number], low, high


@settings(deadline=None, max_examples=60)
@given(table=tables, data=st.data())
def test_no_cell_of_a_table_follows_from_its_sums(table, data):
    rows = {row for row, counts in enumerate(table) if row in hidden_of_sum([sum(one) for one in table])}
    columns = set(hidden_of_sum([sum(column) for column in zip(*table, strict=True)]))

    hidden = hidden_of_table(table, rows, columns)

    if hidden is not None:
        assert all((row, column) in hidden or count >= SMALLEST for row, column, count in cells(table))
        for place, low, high in ranges(table, hidden, rows, columns):
            assert high - low > 0.99, place


def cells(table: list[list[int]]) -> Iterator[tuple[int, int, int]]:
    for row, counts in enumerate(table):
        yield from ((row, column, count) for column, count in enumerate(counts))


def test_the_cheapest_cells_are_hidden_beside_a_small_one():
    assert hidden_of_table([[3, 30, 40], [20, 10, 50], [60, 9, 30]]) == {(0, 0), (0, 1), (1, 0), (1, 1)}


def test_nothing_is_hidden_of_a_table_without_small_counts():
    assert hidden_of_table([[9, 30], [20, 10]]) == frozenset()


def test_a_column_of_nobody_beside_another_hidden_one_hides_only_these():
    table = [[0, 6, 30, 40], [0, 8, 50, 20], [0, 7, 60, 30]]

    assert hidden_of_table(table, columns={0, 1}) == {(row, column) for row in range(3) for column in (0, 1)}


def test_a_table_that_cannot_be_protected_is_not_given():
    assert hidden_of_table([[0, 30, 40]]) is None


# --- groups by options of which people chose several -----------------------------------------------------------------
def several(table: list[list[int]], bases: list[int], limits: tuple[int, int] = (1, 3), exclusive=()) -> SeveralTable:
    return SeveralTable(table, bases, limits, exclusive or [False] * len(table[0]))


def test_a_small_count_of_a_group_is_hidden_with_another_group():
    table = several([[30, 20, 12], [25, 3, 30], [18, 9, 20]], [40, 41, 30])

    assert table.hidden((), ()) == {(1, 1), (2, 1)}


def test_what_nearly_all_of_a_group_chose_is_hidden_too():
    assert several([[38, 20, 12], [25, 13, 30], [18, 9, 20]], [40, 41, 30]).hidden((), ()) == {(0, 0), (2, 0)}


def test_an_option_that_is_hidden_for_all_together_is_hidden_in_every_group():
    table = several([[30, 20, 0], [25, 13, 1], [18, 9, 2]], [40, 41, 30])

    assert table.hidden((), {2}) == {(0, 2), (1, 2), (2, 2)}


def test_where_every_answer_names_as_many_options_all_groups_are_withheld():
    assert several([[30, 25, 25], [3, 12, 13]], [40, 14], (2, 2)).hidden((), ()) is None


def test_groups_all_of_whom_chose_an_option_give_each_other_no_cover():
    table = [[5, 5, 1], [40, 36, 20], [30, 30, 20]]  # of the first and of the last everybody chose the second option

    hidden = several(table, [5, 45, 30]).hidden({0}, ())

    assert {(0, 1), (2, 1), (1, 1)} <= hidden
