"""Maps of places: squares where they lie, darker the more people named them, towns to know them by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultations.surveys.charts import Spot, Town, nearest, shades, spot_map
from consultations.surveys.charts.map import HIGHEST, LOWEST, WIDTH, shade_of
from consultations.surveys.grid import cell_of

from .drawing import NAMES, texts, tree

POZNAN, LUBON = Town("Poznań", 16.9252, 52.4064), Town("Luboń", 16.89, 52.346)
cells = st.builds(lambda row, column: f"{row}:{column}", st.integers(-80, 80), st.integers(-80, 80))


def boxes(svg: str, kind: str = "map-square") -> list[dict[str, str]]:
    return [one.attrib for one in tree(svg).iter("rect") if kind in one.attrib["class"].split()]


@given(st.lists(st.builds(Spot, cells, st.integers(5, 500)), max_size=30))
def test_every_square_lies_within_the_map(spots: list[Spot]) -> None:
    svg = spot_map(NAMES, spots, (POZNAN, LUBON))
    height = float(tree(svg).attrib["viewBox"].split()[3])

    assert LOWEST - 1 <= height <= HIGHEST + 1
    assert len(boxes(svg)) == len(spots)
    for box in boxes(svg):
        x, y, side = (float(box[name]) for name in ("x", "y", "width"))
        assert 0 <= x <= WIDTH - side
        assert 0 <= y <= height - side


def test_north_is_up_and_east_is_right() -> None:
    here, north_east = boxes(spot_map(NAMES, [Spot("0:0", 5), Spot("9:9", 6)], ()))

    assert float(north_east["x"]) > float(here["x"])
    assert float(north_east["y"]) < float(here["y"])


@pytest.mark.parametrize(("count", "shade"), [(5, 1), (9, 1), (10, 2), (24, 2), (25, 3), (49, 3), (50, 4), (9999, 4)])
def test_shades_by_number(count: int, shade: int) -> None:
    low, high = shades()[shade - 1]

    assert shade_of(count) == shade
    assert low <= count <= (high or count)


def test_towns_within_the_map_are_named_and_others_are_not() -> None:
    far = Town("Gdańsk", 18.65, 54.35)
    svg = spot_map(NAMES, [Spot("0:0", 5)], (POZNAN, far))

    assert "Poznań" in texts(svg)
    assert "Gdańsk" not in texts(svg)


def test_a_name_that_would_cover_another_is_left_out_but_its_dot_is_not() -> None:
    twin = Town("Poznań Wschód", POZNAN.longitude, POZNAN.latitude)
    svg = spot_map(NAMES, [Spot("0:0", 5)], (POZNAN, twin))

    assert "Poznań Wschód" not in texts(svg)
    assert len(list(tree(svg).iter("circle"))) == 2


@pytest.mark.parametrize(
    ("longitude", "latitude", "direction"),
    [(16.9252, 52.45, 0), (17.0, 52.4064, 2), (16.9252, 52.38, 4), (16.85, 52.4064, 6), (17.0, 52.452, 1)],
)
def test_where_a_square_lies_in_words(longitude: float, latitude: float, direction: int) -> None:
    found = nearest(cell_of(longitude, latitude), (POZNAN,))

    assert found is not None
    assert found[2] == direction
    assert 2000 < found[1] < 8000


def test_the_nearest_of_several_towns() -> None:
    found = nearest(cell_of(16.89, 52.346), (POZNAN, LUBON))

    assert found is not None
    assert found[0] is LUBON
    assert found[1] < 500


def test_without_towns_nothing_is_near() -> None:
    assert nearest("0:0", ()) is None
