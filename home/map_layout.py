"""Schematic map of the metropolis, our own drawing: hexagons placed by hand so that neighbours stay neighbours as
far as a grid allows, and north, south, east and west are where they are.

Columns run west to east, rows north to south; odd rows stand half a hexagon to the east. Poznań, which borders on half
of the others, takes seven hexagons; everybody else takes one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import sqrt

Cell = tuple[int, int]
Corner = tuple[float, float]

POZNAN = "3064011"
# TERYT code -> (column, row); for Poznań the middle one of its cells
LAYOUT: dict[str, Cell] = {
    "3028053": (4, 0),  # Skoki
    "3024073": (1, 1),  # Szamotuły
    "3016013": (2, 1),  # Oborniki
    "3021113": (3, 1),  # Murowana Goślina
    "3021132": (2, 2),  # Rokietnica
    "3021152": (3, 2),  # Suchy Las
    "3021042": (4, 2),  # Czerwonak
    "3021123": (5, 2),  # Pobiedziska
    "3021172": (1, 3),  # Tarnowo Podgórne
    "3021163": (4, 3),  # Swarzędz
    "3021083": (5, 3),  # Kostrzyn
    "3021033": (0, 4),  # Buk
    "3021052": (1, 4),  # Dopiewo
    POZNAN: (3, 4),
    "3021062": (5, 4),  # Kleszczewo
    "3021143": (0, 5),  # Stęszew
    "3021072": (1, 5),  # Komorniki
    "3021011": (2, 6),  # Luboń
    "3021103": (3, 6),  # Mosina
    "3021093": (4, 6),  # Kórnik
    "3021021": (2, 7),  # Puszczykowo
    "3026043": (3, 7),  # Śrem
}
# The Warta from Śrem down to Szamotuły, along the sides of the tiles; in half widths and half radii of a hexagon
RIVER: list[Corner] = [
    *[(9, 24), (9, 22), (8, 21), (8, 19)],  # Śrem, between Mosina and Kórnik
    *[(8.6, 16), (8.6, 12), (8, 9)],  # through Poznań
    *[(8, 7), (7, 6), (7, 4), (6, 3), (5, 4), (4, 3), (3, 4)],  # past Czerwonak and Oborniki, to the west
]
RADIUS = 30.0
MARGIN = 2.0
VOWELS = frozenset("aeiouyóąęаеєиіїоуюя")
LONGEST_WORD = 9


@dataclass(frozen=True, slots=True)
class Tile:
    """A municipality on the map: its middle and the `points` of an SVG polygon, in user units."""

    x: float
    y: float
    points: str
    is_large: bool


@cache
def tile_of(teryt: str) -> Tile | None:
    """The tile of a municipality; None for one the drawing does not know (the county, a new member)."""
    if teryt not in LAYOUT:
        return None
    x, y = middle(LAYOUT[teryt])
    outline = (_position(corner) for corner in outline_of(cells_of(teryt)))
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in outline)
    return Tile(round(x, 1), round(y, 1), points, is_large=teryt == POZNAN)


def cells_of(teryt: str) -> list[Cell]:
    """The cells a municipality takes."""
    cell = LAYOUT[teryt]
    return [cell, *neighbours(cell)] if teryt == POZNAN else [cell]


def neighbours(cell: Cell) -> list[Cell]:
    """The six cells around a cell, clockwise from the east."""
    column, row = cell
    east = column + row % 2
    return [
        (column + 1, row),
        (east, row + 1),
        (east - 1, row + 1),
        (column - 1, row),
        (east - 1, row - 1),
        (east, row - 1),
    ]


def middle(cell: Cell) -> tuple[float, float]:
    """Middle of a cell in user units."""
    column, row = cell
    return _position((2 * column + row % 2 + 1, 3 * row + 2))


def outline_of(cells: Iterable[Cell]) -> list[Corner]:
    """Corners around the cells, clockwise; an edge between two of them belongs to no outline."""
    edges = {edge for cell in cells for edge in pairwise(_corners(cell))}
    outer = {start: end for start, end in edges if (end, start) not in edges}
    first = min(outer)
    outline = [first]
    while (corner := outer[outline[-1]]) != first:
        outline.append(corner)
    return outline


@cache
def view_box() -> str:
    """`viewBox` of the drawing."""
    corners = [_position(corner) for teryt in LAYOUT for cell in cells_of(teryt) for corner in _corners(cell)]
    left, top = min(x for x, _y in corners) - MARGIN, min(y for _x, y in corners) - MARGIN
    width, height = max(x for x, _y in corners) - left + MARGIN, max(y for _x, y in corners) - top + MARGIN
    return f"{left:.1f} {top:.1f} {width:.1f} {height:.1f}"


@cache
def river_path() -> str:
    """`d` of an SVG path: the river with its bends rounded."""
    points = [_position(point) for point in RIVER]
    halfway = [((x + next_x) / 2, (y + next_y) / 2) for (x, y), (next_x, next_y) in pairwise(points)]
    bends = zip(points[1:-1], halfway[1:], strict=True)
    curves = "".join(f"Q{x:.1f} {y:.1f} {to_x:.1f} {to_y:.1f}" for (x, y), (to_x, to_y) in bends)
    return f"M{points[0][0]:.1f} {points[0][1]:.1f}L{halfway[0][0]:.1f} {halfway[0][1]:.1f}{curves}"


@cache
def label_lines(name: str) -> tuple[str, ...]:
    """A name in lines short enough for a tile: a line per word, a long word broken after a vowel near its middle."""
    return tuple(line for word in name.replace("-", "- ").split() for line in _broken(word))


def _broken(word: str) -> list[str]:
    if len(word) <= LONGEST_WORD:
        return [word]
    breaks = [at for at in range(2, len(word) - 1) if word[at - 1] in VOWELS and word[at] not in VOWELS]
    if not breaks:
        return [word]
    at = min(breaks, key=lambda at: abs(2 * at - len(word)))
    return [f"{word[:at]}-", word[at:]]


def _corners(cell: Cell) -> list[Corner]:
    """Corners of a cell, clockwise, the first one again at the end; in half widths and half radii, so whole numbers."""
    column, row = cell
    x, y = 2 * column + row % 2 + 1, 3 * row + 2
    return [(x, y - 2), (x + 1, y - 1), (x + 1, y + 1), (x, y + 2), (x - 1, y + 1), (x - 1, y - 1), (x, y - 2)]


def _position(corner: Corner) -> tuple[float, float]:
    half_widths, half_radii = corner
    return half_widths * sqrt(3) / 2 * RADIUS, half_radii * RADIUS / 2
