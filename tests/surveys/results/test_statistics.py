"""Means, medians, bins and percentages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultations.surveys.results.statistics import (
    MOST_BINS,
    calendar,
    histogram,
    mean,
    median,
    merged,
    percent,
    share_of,
)
from consultations.surveys.results.tables import Bin


@pytest.mark.parametrize(
    ("share", "base", "expected"),
    [(1 / 3, 49, 33), (1 / 3, 50, 33.3), (None, 100, None), (1.0, 3, 100), (0.0, None, 0)],
)
def test_percentages_of_small_bases_are_whole(share, base, expected):
    assert percent(share, base) == expected


@pytest.mark.parametrize(("part", "base", "expected"), [(1, 4, 0.25), (0, 0, 0), (None, 4, None), (1, None, None)])
def test_share_of_a_base(part, base, expected):
    assert share_of(part, base) == expected


@pytest.mark.parametrize(
    ("values", "middle", "average"),
    [({}, None, None), ({3: 1}, 3, 3), ({1: 1, 2: 1}, 1.5, 1.5), ({1: 3, 10: 1}, 1, 3.25), ({1: 1, 5: 2}, 5, 11 / 3)],
)
def test_median_and_mean(values, middle, average):
    assert (median(values), mean(values)) == (middle, average)


def bins(found):
    return [(one.low, one.high, one.count) for one in found]


def test_few_whole_numbers_have_a_bin_each():
    assert bins(histogram({0: 2, 1: 5, 3: 1})) == [(0, 1, 2), (1, 2, 5), (2, 3, 0), (3, 4, 1)]


def test_bins_go_from_round_numbers_to_round_numbers():
    assert bins(histogram({3.5: 1, 97.2: 2})) == [
        (start, start + 10, {0: 1, 90: 2}.get(start, 0)) for start in range(0, 100, 10)
    ]


@given(st.dictionaries(st.floats(-1e6, 1e6).map(lambda one: round(one, 4)), st.integers(1, 5), min_size=1))
def test_every_number_is_in_one_of_at_most_ten_bins(values):
    found = histogram(values)

    assert 1 <= len(found) <= MOST_BINS
    assert sum(one.count for one in found) == sum(values.values())
    assert found[0].low <= min(values) + 1e-6
    assert max(values) <= found[-1].high + 1e-6


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (
            {"2024-01-05": 1, "2024-03-31": 2},
            ["2024-01-01/2024-01-31", "2024-02-01/2024-02-29", "2024-03-01/2024-03-31"],
        ),
        ({"2024": 1, "2023-05-01": 1}, ["2023-01-01/2023-12-31", "2024-01-01/2024-12-31"]),
        (
            {"1950-01-01": 1, "1969-05-01": 1, "1990": 1},
            [
                "1950-01-01/1954-12-31",
                "1955-01-01/1959-12-31",
                "1960-01-01/1964-12-31",
                "1965-01-01/1969-12-31",
                "1970-01-01/1974-12-31",
                "1975-01-01/1979-12-31",
                "1980-01-01/1984-12-31",
                "1985-01-01/1989-12-31",
                "1990-01-01/1994-12-31",
            ],
        ),
        ({}, []),
    ],
)
def test_dates_by_month_or_by_years(values, expected):
    found = calendar(values)

    assert [f"{one.low}/{one.high}" for one in found] == expected
    assert sum(one.count for one in found) == sum(values.values())


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((5, 6), [(0, 1, 5), (1, 2, 6)]),
        ((5, 0, 2, 9), [(0, 1, 5), (1, 4, 11)]),
        ((9, 4), [(0, 2, 13)]),
        ((1, 2), []),
        ((), []),
    ],
)
def test_small_bins_are_joined_with_their_neighbours(counts, expected):
    found = merged([Bin(place, place + 1, count, None) for place, count in enumerate(counts)], 5)

    assert bins(found) == expected
    assert sum(one.share for one in found) == pytest.approx(1 if expected else 0)
