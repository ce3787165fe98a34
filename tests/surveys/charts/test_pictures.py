"""Bars, stacks and columns: lengths follow shares, nothing runs out of the picture, what is hidden is not drawn."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultations.surveys.charts import Bar, BarGroup, Column, Mark, Segment, Stack, bars, columns, stacks
from consultations.surveys.charts.svg import ACROSS, MOST_LINES, em, lines_of

from .drawing import NAMES, ids, parts, texts, tree

shares = st.one_of(st.none(), st.floats(0, 1))
words = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=300)


def draw_bars(values: list[float | None], label: str = "Tak") -> str:
    return bars(NAMES, [BarGroup(label, (Bar(one, "x"),)) for one in values])


def draw_stack(values: list[float | None], label: str = "Tak") -> str:
    return stacks(NAMES, [Stack(label, tuple(Segment(one, "x", f"c{at}") for at, one in enumerate(values)))])


def draw_columns(values: list[float | None], _label: str = "") -> str:
    number = len(values) or 1
    drawn = [Column(at / number, (at + 1) / number, one, "x") for at, one in enumerate(values)]
    return columns(NAMES, drawn, [Mark(0, "od"), Mark(1, "do")], Mark(0.5, "mediana"))


DRAWN = [draw_bars, draw_stack, draw_columns]


@pytest.mark.parametrize("draw", DRAWN)
@given(values=st.lists(shares, max_size=8), label=words)
def test_any_numbers_make_a_picture_that_stays_within_its_width(
    draw: Callable[..., str], values: list[float | None], label: str
) -> None:
    drawn = parts(draw(values, label))

    assert all(one.x >= 0 and one.x + one.width <= 100.02 for one in drawn)


@pytest.mark.parametrize("draw", DRAWN)
def test_a_picture_has_a_name_and_a_description(draw: Callable[..., str]) -> None:
    root = tree(draw([0.5]))

    assert root.attrib["role"] == "img"
    assert root.attrib["aria-labelledby"].split() == list(ids(draw([0.5])))
    assert [one.text for one in root[:2]] == [NAMES.title, NAMES.description]


@pytest.mark.parametrize("draw", DRAWN)
def test_no_style_attribute_breaks_the_content_security_policy(draw: Callable[..., str]) -> None:
    assert not [one for one in tree(draw([0.2, None])).iter() if "style" in one.attrib]


def test_bars_are_as_long_as_their_shares() -> None:
    long, half = parts(draw_bars([1, 0.5]))

    assert (long.width, half.width) == (72, 36)


def test_a_bar_that_is_not_published_says_nothing_by_its_length() -> None:
    one, other = parts(bars(NAMES, [BarGroup("a", (Bar(None, "ukryte"), Bar(None, "ukryte")))]))

    assert one == other
    assert one.fill == "hidden"


def test_parts_of_a_stack_follow_each_other() -> None:
    drawn = parts(draw_stack([0.25, 0.5, 0.25]))

    assert [(one.x, one.width, one.fill) for one in drawn] == [(0, 25, "c0"), (25, 50, "c1"), (75, 25, "c2")]


def test_hidden_parts_of_a_stack_are_one_rest_at_its_end() -> None:
    drawn = parts(draw_stack([None, 0.5, None, 0.2]))

    assert [(one.x, one.width, one.fill) for one in drawn] == [(0, 50, "c1"), (50, 20, "c3"), (70, 30, "hidden")]


def test_a_stack_without_hidden_parts_has_no_rest() -> None:
    assert [one.fill for one in parts(draw_stack([0.5, 0.3]))] == ["c0", "c1"]


@pytest.mark.parametrize(("share", "is_written"), [(0.17, False), (0.18, True)])
def test_a_narrow_part_has_its_value_in_the_table_only(share: float, is_written: bool) -> None:
    assert ("x" in texts(draw_stack([share], ""))) is is_written


def test_the_area_of_a_column_is_its_share() -> None:
    narrow, wide = parts(columns(NAMES, [Column(0, 0.25, 0.5, ""), Column(0.25, 1, 0.5, "")], []))

    assert narrow.width * narrow.height == pytest.approx(wide.width * wide.height)


def test_columns_too_narrow_for_figures_have_none() -> None:
    few, many = ([one for one in texts(draw_columns([0.1] * number)) if one == "x"] for number in (7, 8))

    assert (len(few), len(many)) == (7, 0)


@pytest.mark.parametrize("place", [0, 0.1, 0.5, 0.9, 1])
def test_words_near_an_end_run_inwards(place: float) -> None:
    [mark] = tree(columns(NAMES, [], [Mark(place, "słowa")])).iter("text")

    assert mark.attrib["text-anchor"] == ("start" if place < 0.25 else "end" if place > 0.75 else "middle")


@given(words)
def test_a_label_fits_into_four_short_lines(label: str) -> None:
    lines = lines_of(label)

    assert len(lines) <= MOST_LINES
    assert all(len(line) <= ACROSS for line in lines)


def test_a_label_is_text_not_markup() -> None:
    assert texts(draw_bars([0.5], "<b>Tak</b> & nie"))[0] == "<b>Tak</b> & nie"


@pytest.mark.parametrize(("length", "written"), [(1.0, "1em"), (1.35, "1.35em"), (0, "0em"), (10, "10em")])
def test_lengths_are_written_short(length: float, written: str) -> None:
    assert em(length) == written
