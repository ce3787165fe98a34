"""The map of the metropolis: everybody on it, nobody on top of another, neighbours beside each other."""

import re
from itertools import combinations

import pytest

from home.map_layout import LAYOUT, POZNAN, cells_of, label_lines, neighbours, outline_of, river_path, tile_of, view_box

# TERYT codes of the 22 municipalities: powiat poznański and Poznań, Oborniki, Szamotuły, Śrem, Skoki
COUNTY = "011 021 033 042 052 062 072 083 093 103 113 123 132 143 152 163 172"
MUNICIPALITIES = {f"3021{code}" for code in COUNTY.split()} | {"3064011", "3016013", "3024073", "3026043", "3028053"}
OBORNIKI, SZAMOTULY, SREM, SKOKI = "3016013", "3024073", "3026043", "3028053"
LUBON, MOSINA, KORNIK, BUK, SWARZEDZ = "3021011", "3021103", "3021093", "3021033", "3021163"
# Borders that exist (state register of borders) and that the drawing keeps
BORDERS = [
    (POZNAN, LUBON),
    (POZNAN, SWARZEDZ),
    (POZNAN, KORNIK),
    (POZNAN, MOSINA),
    (POZNAN, "3021042"),  # Czerwonak
    (POZNAN, "3021152"),  # Suchy Las
    (POZNAN, "3021132"),  # Rokietnica
    (POZNAN, "3021172"),  # Tarnowo Podgórne
    (POZNAN, "3021052"),  # Dopiewo
    (POZNAN, "3021072"),  # Komorniki
    (POZNAN, "3021062"),  # Kleszczewo
    (LUBON, MOSINA),
    (MOSINA, KORNIK),
    (MOSINA, "3021021"),  # Puszczykowo
    (KORNIK, SREM),
    (OBORNIKI, SZAMOTULY),
    (SKOKI, "3021113"),  # Murowana Goślina
    (BUK, "3021143"),  # Stęszew
]


def touching(first: str, second: str) -> bool:
    around = {cell for mine in cells_of(first) for cell in neighbours(mine)}
    return not around.isdisjoint(cells_of(second))


def corners(teryt: str) -> list[tuple[float, float]]:
    tile = tile_of(teryt)
    assert tile is not None
    pairs = [point.split(",") for point in tile.points.split()]
    return [(float(x), float(y)) for x, y in pairs]


def test_every_municipality_has_a_tile() -> None:
    assert set(LAYOUT) == MUNICIPALITIES
    assert all(tile_of(teryt) for teryt in MUNICIPALITIES)


@pytest.mark.parametrize("teryt", ["3021", "", "9999999"])
def test_county_and_strangers_have_none(teryt: str) -> None:
    assert tile_of(teryt) is None


def test_no_two_tiles_overlap() -> None:
    for first, second in combinations(LAYOUT, 2):
        assert set(cells_of(first)).isdisjoint(cells_of(second)), (first, second)


@pytest.mark.parametrize(("first", "second"), BORDERS)
def test_neighbours_touch(first: str, second: str) -> None:
    assert touching(first, second)
    assert touching(second, first)


@pytest.mark.parametrize(("first", "second"), [(SKOKI, SREM), (BUK, SWARZEDZ), (OBORNIKI, POZNAN)])
def test_strangers_do_not_touch(first: str, second: str) -> None:
    assert not touching(first, second)


def test_touching_tiles_share_a_side() -> None:
    assert len(set(corners(LUBON)) & set(corners(MOSINA))) == 2
    assert not set(corners(SKOKI)) & set(corners(SREM))


def test_map_is_the_right_way_up() -> None:
    tiles = {teryt: tile_of(teryt) for teryt in LAYOUT}

    assert max(tiles, key=lambda teryt: tiles[teryt].y) in {SREM, "3021021"}
    assert min(tiles, key=lambda teryt: tiles[teryt].y) == SKOKI
    assert min(tiles, key=lambda teryt: tiles[teryt].x) == BUK
    assert max(tiles, key=lambda teryt: tiles[teryt].x) == "3021083"  # Kostrzyn


@pytest.mark.parametrize(("teryt", "sides"), [(BUK, 6), (POZNAN, 18)])
def test_outline_has_no_inner_sides(teryt: str, sides: int) -> None:
    assert len(corners(teryt)) == len(set(corners(teryt))) == sides


def test_outline_of_two_cells_leaves_their_common_side_out() -> None:
    assert len(outline_of([(0, 0), (1, 0)])) == 10


def test_everything_is_inside_the_drawing() -> None:
    left, top, width, height = (float(number) for number in view_box().split())
    river = re.findall(r"(-?[\d.]+) (-?[\d.]+)", river_path().replace("Q", " ").replace("L", " ").replace("M", " "))
    points = [point for teryt in LAYOUT for point in corners(teryt)] + [(float(x), float(y)) for x, y in river]

    assert all(left <= x <= left + width and top <= y <= top + height for x, y in points)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Buk", ["Buk"]),
        ("Komorniki", ["Komorniki"]),
        ("Suchy Las", ["Suchy", "Las"]),
        ("Murowana Goślina", ["Murowana", "Goślina"]),
        ("Puszczykowo", ["Puszczy-", "kowo"]),
        ("Pobiedziska", ["Pobie-", "dziska"]),
        ("Побєдзіська", ["Побє-", "дзіська"]),
        ("Тарново-Подгурне", ["Тарново-", "Подгурне"]),
        ("Bcdfghjklmn", ["Bcdfghjklmn"]),
        ("", []),
    ],
)
def test_label_lines(name: str, expected: list[str]) -> None:
    assert label_lines(name) == tuple(expected)
