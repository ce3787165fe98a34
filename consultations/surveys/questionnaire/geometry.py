"""Plane geometry on GeoJSON coordinates: [longitude, latitude] in degrees, WGS 84. Plain Python, for small shapes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from .blank import as_number

DECIMALS = 6  # about 10 cm
MOST_VERTICES = 200
# Areas come from editors; more vertices would make checking slow, and a municipality needs fewer
MOST_AREA_VERTICES = 2000
_GRID = 10**DECIMALS

Point = tuple[int, int]
"""A position on the grid of six decimals; whole numbers make every comparison exact."""
Ring = Sequence[Any]


def is_position(value: Any) -> bool:
    """[lon, lat] within the world, perhaps with a height."""
    if not isinstance(value, list) or not 2 <= len(value) <= 3:
        return False
    lon, lat = as_number(value[0]), as_number(value[1])
    return lon is not None and lat is not None and abs(lon) <= 180 and abs(lat) <= 90


def rounded(position: list[Any]) -> list[float]:
    """The position with six decimals and without its height."""
    # + 0.0 turns -0.0 into 0.0, and leaves whole numbers alone
    return [number + 0 if (number := round(one, DECIMALS)) else 0 for one in position[:2]]


def without_repeats(positions: Iterable[list[float]]) -> list[list[float]]:
    """The positions, each followed by another one."""
    kept: list[list[float]] = []
    for position in positions:
        if not kept or kept[-1] != position:
            kept.append(position)
    return kept


def positions(geometry: Any) -> list[Any] | None:
    """All positions of a point, a line or a polygon without holes; None where the shape is not such a geometry."""
    coordinates = geometry.get("coordinates") if isinstance(geometry, Mapping) else None
    if not isinstance(coordinates, list):
        return None
    kind = geometry.get("type")
    if kind == "Point":
        return [coordinates]
    if kind == "LineString":
        return coordinates
    one_ring = kind == "Polygon" and len(coordinates) == 1 and isinstance(coordinates[0], list)
    return coordinates[0] if one_ring else None


def vertices(geometry: Any) -> int:
    """How many vertices a geometry has; the closing position of a ring is not counted again."""
    found = positions(geometry) or []
    return max(0, len(found) - (geometry.get("type") == "Polygon")) if found else 0


def is_sound(geometry: Any) -> bool:
    """Whether it can be drawn: positions in the world, a line with two ends, a ring that closes and is simple."""
    found = positions(geometry)
    if found is None or not all(is_position(one) for one in found):
        return False
    points = on_grid(found)
    if geometry["type"] == "LineString":
        return len(set(points)) > 1
    return geometry["type"] == "Point" or is_simple_ring(points)


def on_grid(found: Iterable[Any]) -> list[Point]:
    """The positions on the grid of six decimals, without repeats."""
    points = [(round(one[0] * _GRID), round(one[1] * _GRID)) for one in found]
    return points[:1] + [after for before, after in pairwise(points) if after != before]


def is_simple_ring(points: list[Point]) -> bool:
    """Closed, around some area, and touching itself nowhere."""
    if len(points) < 4 or points[0] != points[-1]:
        return False
    return _doubled_area(points) != 0 and not _crosses_itself(list(pairwise(points)))


def _doubled_area(points: list[Point]) -> int:
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(points))


def _crosses_itself(segments: list[tuple[Point, Point]]) -> bool:
    order = sorted(range(len(segments)), key=lambda one: min(segments[one][0][0], segments[one][1][0]))
    for place, first in enumerate(order):
        (ax, ay), (bx, by) = segments[first]
        right, low, high = max(ax, bx), min(ay, by), max(ay, by)
        for second in order[place + 1 :]:
            (cx, cy), (dx, dy) = segments[second]
            if cx > right and dx > right:
                break
            if max(cy, dy) < low or min(cy, dy) > high:
                continue
            if _meet(segments, first, second):
                return True
    return False


def _meet(segments: list[tuple[Point, Point]], first: int, second: int) -> bool:
    """Whether two sides of a ring meet elsewhere than neighbours must."""
    (a, b), (c, d) = segments[first], segments[second]
    if (first + 1) % len(segments) == second:
        return _turns_back(a, b, d)
    if (second + 1) % len(segments) == first:
        return _turns_back(c, d, b)
    return _touch(a, b, c, d)


def _turn(a: Point, b: Point, c: Point) -> int:
    """Positive for a left turn at b, negative for a right one, 0 on a straight line."""
    return (b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0])


def _turns_back(a: Point, b: Point, c: Point) -> bool:
    """Whether the way a-b-c goes back over itself."""
    return _turn(a, b, c) == 0 and (b[0] - a[0]) * (c[0] - b[0]) + (b[1] - a[1]) * (c[1] - b[1]) < 0


def _touch(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Whether segments ab and cd have a point in common, given that their boxes overlap."""
    turns = (_turn(a, b, c), _turn(a, b, d), _turn(c, d, a), _turn(c, d, b))
    if turns[0] * turns[1] < 0 and turns[2] * turns[3] < 0:
        return True
    ends = ((a, b, c), (a, b, d), (c, d, a), (c, d, b))
    return any(turn == 0 and _in_box(*end) for turn, end in zip(turns, ends, strict=True))


def _in_box(a: Point, b: Point, c: Point) -> bool:
    return min(a[0], b[0]) <= c[0] <= max(a[0], b[0]) and min(a[1], b[1]) <= c[1] <= max(a[1], b[1])


def area_rings(area: Any) -> list[Ring] | None:
    """The rings of an area: a GeoJSON Polygon or MultiPolygon, or a list of rings. None where it is none of these."""
    rings = list(_rings(area))
    sound = all(isinstance(ring, list) and all(is_position(one) for one in ring) for ring in rings)
    return rings if sound and rings and sum(map(len, rings)) <= MOST_AREA_VERTICES else None


def _rings(area: Any) -> Iterator[Any]:
    if isinstance(area, list):
        yield from area
    elif isinstance(area, Mapping) and isinstance(area.get("coordinates"), list):
        coordinates = area["coordinates"]
        polygons = coordinates if area.get("type") == "MultiPolygon" else [coordinates]
        for polygon in polygons:
            yield from polygon if isinstance(polygon, list) else [None]


def is_within(found: Sequence[Any], rings: list[Ring]) -> bool:
    """Whether every position lies inside the rings (even-odd: a ring inside a ring is a hole)."""
    low, high = min(one[1] for one in found), max(one[1] for one in found)
    sides = [
        (start, end)
        for ring in rings
        for start, end in pairwise([*ring, ring[0]] if ring else [])
        if min(start[1], end[1]) <= high and max(start[1], end[1]) >= low
    ]
    return all(_inside(one, sides) for one in found)


def _inside(position: Any, sides: list[tuple[Any, Any]]) -> bool:
    lon, lat = position[0], position[1]
    crossed = 0
    for (x1, y1, *_), (x2, y2, *_) in sides:
        if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
            crossed += 1
    return crossed % 2 == 1
