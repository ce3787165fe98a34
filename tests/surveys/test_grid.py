"""The grid in which places of answers are counted."""

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultations.surveys.grid import ORIGIN, cell_of, cells_of, ring_of

NEAR = st.tuples(st.floats(16.3, 17.5), st.floats(52.0, 52.8))


def shape(kind: str, coordinates: Any) -> dict[str, Any]:
    return {"type": kind, "coordinates": coordinates}


@given(NEAR)
def test_a_position_lies_in_the_outline_of_its_cell(position):
    (west, south), _, (east, north), *_ = ring_of(cell_of(*position))

    assert west - 1e-6 <= position[0] <= east + 1e-6
    assert south - 1e-6 <= position[1] <= north + 1e-6


@pytest.mark.parametrize("cell", ["0:0", "-1:-1", "12:-7"])
def test_the_middle_of_an_outline_lies_in_its_cell(cell):
    ring = ring_of(cell)
    corners = ring[:-1]

    assert ring[0] == ring[-1]
    assert cell_of(*(sum(one[axis] for one in corners) / 4 for axis in (0, 1))) == cell


def test_cells_are_half_a_kilometre_wide():
    (west, south), _, (east, north), *_ = ring_of("0:0")

    assert [west, south] == pytest.approx(ORIGIN)
    assert (east - west) * 68.05 == pytest.approx(0.5, abs=0.001)
    assert (north - south) * 111.274 == pytest.approx(0.5, abs=0.001)


@given(st.lists(NEAR, min_size=2, max_size=4))
def test_a_line_passes_its_ends_and_leaves_no_cell_out(line):
    cells = [tuple(int(part) for part in cell.split(":")) for cell in cells_of(shape("LineString", line))]

    assert {cell_of(*line[0]), cell_of(*line[-1])} <= {f"{row}:{column}" for row, column in cells}
    if len(line) == 2:
        assert all(abs(a[0] - b[0]) <= 1 and abs(a[1] - b[1]) <= 1 for a, b in pairwise(cells))


def test_a_polygon_is_counted_where_its_middle_is():
    square = [[16.9, 52.4], [16.96, 52.4], [16.96, 52.44], [16.9, 52.44], [16.9, 52.4]]

    assert cells_of(shape("Polygon", [square])) == [cell_of(16.93, 52.42)]


def test_a_point_may_have_a_height():
    assert cells_of(shape("Point", [16.9, 52.4, 80])) == [cell_of(16.9, 52.4)]
