"""The grid over the metropolis in which places of answers are counted: squares of half a kilometre. Plain Python.

A cell is named `row:column` as counted from the origin, negative to the south and west. Squares are squares at the
latitude of Poznań; a degree of longitude is taken to be as long everywhere, which over the metropolis is off by 1 %.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

SIDE = 500.0  # metres
ORIGIN = (16.9252, 52.4064)  # longitude and latitude of the Old Market in Poznań
METRES_NORTH = 111_274.0  # in a degree of latitude, at 52.4 degrees north
METRES_EAST = 68_050.0  # in a degree of longitude there
MOST_STEPS = 2000  # for one side of a line: a line across the world is not followed for ever

Position = Sequence[float]


def cell_of(longitude: float, latitude: float) -> str:
    """The cell a position lies in."""
    column = math.floor((longitude - ORIGIN[0]) * METRES_EAST / SIDE)
    row = math.floor((latitude - ORIGIN[1]) * METRES_NORTH / SIDE)
    return f"{row}:{column}"


def cells_of(geometry: Mapping[str, Any]) -> list[str]:
    """Cells of a GeoJSON geometry, each once: where a point lies, a line passes, or the middle of a polygon is."""
    coordinates = geometry["coordinates"]
    if geometry["type"] == "Point":
        return [cell_of(*coordinates[:2])]
    if geometry["type"] == "LineString":
        return list(dict.fromkeys(cell_of(*position) for position in _along(coordinates)))
    return [cell_of(*_middle(coordinates[0]))]


def ring_of(cell: str) -> list[list[float]]:
    """The outline of a cell: five positions [longitude, latitude], counter-clockwise, closed."""
    south, west = (int(part) for part in cell.split(":"))
    corners = ((0, 0), (0, 1), (1, 1), (1, 0), (0, 0))
    return [_corner(south + up, west + right) for up, right in corners]


def _corner(row: int, column: int) -> list[float]:
    longitude = ORIGIN[0] + column * SIDE / METRES_EAST
    return [round(longitude, 6), round(ORIGIN[1] + row * SIDE / METRES_NORTH, 6)]


def _along(line: Sequence[Position]) -> Iterator[Position]:
    """Positions on the line, a fifth of a cell apart at most."""
    for (x1, y1, *_h), (x2, y2, *_g) in pairwise(line):
        length = math.hypot((x2 - x1) * METRES_EAST, (y2 - y1) * METRES_NORTH)
        steps = min(MOST_STEPS, max(1, math.ceil(length / (SIDE / 5))))
        yield from ((x1 + (x2 - x1) * step / steps, y1 + (y2 - y1) * step / steps) for step in range(steps + 1))


def _middle(ring: Sequence[Position]) -> Position:
    corners = ring[:-1]
    return [sum(position[axis] for position in corners) / len(corners) for axis in (0, 1)]
