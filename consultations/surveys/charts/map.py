"""Squares of the grid on a plain map, with towns around them to find one's way."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..grid import METRES_EAST, METRES_NORTH, ring_of
from .svg import Names, element, picture, text

WIDTH = 320.0  # user units
LOWEST, HIGHEST = 180.0, 340.0
MARGIN = 1500.0  # metres around the outermost squares
NARROWEST = 8000.0  # metres: a map of less shows no town to know it by
SMALLEST = 5.0  # user units: a square that can be seen
BIG_ENOUGH = 18.0  # user units: a square with room for its number
STEPS = (5, 10, 25, 50)  # lower ends of the shades
LETTER = 7.4  # user units: about the width of a letter of a town's name
LINE = 14.0


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell of the grid and how many named it."""

    cell: str
    count: int


@dataclass(frozen=True, slots=True)
class Town:
    """A place everybody knows."""

    name: str
    longitude: float
    latitude: float


@dataclass(frozen=True, slots=True)
class Frame:
    """The part of the world a map shows: its north-west corner in metres, and user units for a metre."""

    west: float
    north: float
    scale: float
    height: float

    def place(self, longitude: float, latitude: float) -> tuple[float, float]:
        x, y = _metres(longitude, latitude)
        return (x - self.west) * self.scale, (self.north - y) * self.scale

    def holds(self, x: float, y: float) -> bool:
        return 8 <= x <= WIDTH - 8 and 8 <= y <= self.height - 8


def spot_map(names: Names, spots: Sequence[Spot], towns: Sequence[Town]) -> str:
    """The picture: the more people named a square, the darker it is."""
    frame = _frame([corner for spot in spots for corner in ring_of(spot.cell)[:4]])
    parts = [element("rect", class_="map-ground", x="0", y="0", width=WIDTH, height=frame.height)]
    ordered = sorted(spots, key=lambda spot: spot.count)
    parts += [part for spot in ordered for part in _square(spot, frame)]
    parts += _towns(towns, frame)
    return picture(names, parts, class_="chart chart-map", viewBox=f"0 0 {WIDTH:.0f} {frame.height:.0f}")


def shade_of(count: int) -> int:
    """Which of the shades a number has, 1 to 4."""
    return max(1, sum(count >= step for step in STEPS))


def shades() -> list[tuple[int, int | None]]:
    """Lowest and highest number of each shade, the last without an end."""
    return [*((low, high - 1) for low, high in pairwise(STEPS)), (STEPS[-1], None)]


def _metres(longitude: float, latitude: float) -> tuple[float, float]:
    return longitude * METRES_EAST, latitude * METRES_NORTH


def _frame(corners: Sequence[Sequence[float]]) -> Frame:
    """A frame around the corners, neither narrower nor flatter than can be read."""
    points = [_metres(*corner) for corner in corners] or [(0.0, 0.0)]
    (west, east), (south, north) = ((min(axis), max(axis)) for axis in zip(*points, strict=True))
    wide = max(east - west + 2 * MARGIN, NARROWEST)
    high = max(north - south + 2 * MARGIN, wide * LOWEST / WIDTH)
    wide = max(wide, high * WIDTH / HIGHEST)
    middle_x, middle_y = (west + east) / 2, (south + north) / 2
    scale = WIDTH / wide
    return Frame(middle_x - wide / 2, middle_y + high / 2, scale, high * scale)


def _square(spot: Spot, frame: Frame) -> list[str]:
    ring = ring_of(spot.cell)
    left, top = frame.place(*ring[3])
    right, bottom = frame.place(*ring[1])
    side = max(right - left, SMALLEST)
    x, y = (left + right - side) / 2, (top + bottom - side) / 2
    shade = shade_of(spot.count)
    drawn = [element("rect", class_=f"map-square map-shade-{shade}", x=x, y=y, width=side, height=side)]
    if side >= BIG_ENOUGH:
        middle = {"x": x + side / 2, "y": y + side / 2 + 4}
        drawn.append(text(str(spot.count), class_="map-count", text_anchor="middle", **middle))
    return drawn


def _towns(towns: Sequence[Town], frame: Frame) -> list[str]:
    """Towns within the frame; a name that would run over one before it is left out, its dot is not."""
    drawn: list[str] = []
    taken: list[tuple[float, float, float]] = []
    for town in towns:
        x, y = frame.place(town.longitude, town.latitude)
        if not frame.holds(x, y):
            continue
        drawn.append(element("circle", class_="map-town", cx=x, cy=y, r=2.5))
        wide = LETTER * len(town.name)
        start = x + 5 if x + 5 + wide <= WIDTH else max(x - 5 - wide, 0)
        if all(abs(y - line) > LINE or start > right or start + wide < left for left, right, line in taken):
            drawn.append(text(town.name, class_="map-name", x=start, y=y + 4))
            taken.append((start, start + wide, y))
    return drawn


def nearest(cell: str, towns: Sequence[Town]) -> tuple[Town, float, int] | None:
    """The town next to the middle of a cell, how far it is in metres, and which of eight directions (0 is north)."""
    ring = ring_of(cell)
    x, y = _metres((ring[0][0] + ring[2][0]) / 2, (ring[0][1] + ring[2][1]) / 2)
    away = [(town, x - east, y - north) for town in towns for east, north in [_metres(town.longitude, town.latitude)]]
    if not away:
        return None
    town, dx, dy = min(away, key=lambda one: math.hypot(one[1], one[2]))
    return town, math.hypot(dx, dy), round(math.atan2(dx, dy) / (math.pi / 4)) % 8
