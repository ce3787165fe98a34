"""A histogram: columns over a line of numbers or days, with a mark such as the median."""

from collections.abc import Sequence
from dataclasses import dataclass

from .svg import HIDDEN, Names, em, fill, picture, share_of, text

HIGH, ABOVE, BELOW = 9.0, 2.9, 1.7  # em: the highest column; room for the mark and the values; room for the scale
STUB = 0.5  # em: a column that is not published
NARROWEST = 0.001  # of the width
MOST_WITH_VALUES = 7  # more columns are too narrow for figures on a phone


@dataclass(frozen=True, slots=True)
class Column:
    """A column from `start` to `end` (0 to 1 of the width); `share` is None where it is not published.

    The area stands for the share, so of two columns with one share the wider is the lower.
    """

    start: float
    end: float
    share: float | None
    value: str

    @property
    def density(self) -> float:
        """The share for each unit of width."""
        return (self.share or 0) / max(self.end - self.start, NARROWEST)


@dataclass(frozen=True, slots=True)
class Mark:
    """A place on the scale (0 to 1) with words."""

    place: float
    words: str


def columns(names: Names, drawn: Sequence[Column], scale: Sequence[Mark], mark: Mark | None = None) -> str:
    """The picture; the highest column takes all the height there is."""
    highest = max((one.density for one in drawn), default=0) or 1
    parts = [_column(one, highest) for one in drawn]
    floor = em(ABOVE + HIGH)
    parts.append(_line("chart-axis", "0%", "100%", floor, floor))
    parts += [_words(one, ABOVE + HIGH + 1.3) for one in scale]
    if mark is not None:
        parts += [*_upright(share_of(mark.place), floor), _words(mark, 1.0)]
    if len(drawn) <= MOST_WITH_VALUES:
        parts += [_value(one, highest) for one in drawn if one.share is not None]
    return picture(names, parts, class_="chart", width="100%", height=em(ABOVE + HIGH + BELOW))


def _line(kind: str, x1: str, x2: str, y1: str, y2: str) -> str:
    return f'<line class="{kind}" x1="{x1}" x2="{x2}" y1="{y1}" y2="{y2}"/>'


def _upright(place: str, floor: str) -> list[str]:
    """A line that stands out on the ground and on columns: a light one below the dark one."""
    return [_line(kind, place, place, em(1.4), floor) for kind in ("chart-mark-ground", "chart-mark")]


def _height(column: Column, highest: float) -> float:
    return STUB if column.share is None else HIGH * column.density / highest


def _column(column: Column, highest: float) -> str:
    height = _height(column, highest)
    pattern, edge = (HIDDEN, "chart-hidden") if column.share is None else ("solid", "chart-part chart-column")
    return (
        f'<rect class="{edge}" fill="{fill(pattern)}" x="{share_of(column.start)}" y="{em(ABOVE + HIGH - height)}" '
        f'width="{share_of(column.end - column.start)}" height="{em(height)}"/>'
    )


def _value(column: Column, highest: float) -> str:
    middle = share_of((column.start + column.end) / 2)
    top = em(ABOVE + HIGH - _height(column, highest) - 0.3)
    return text(column.value, class_="chart-value chart-halo", x=middle, y=top, text_anchor="middle")


def _words(mark: Mark, y: float) -> str:
    """The words of a mark around its place, or inwards from it where it stands near an end."""
    anchor = "start" if mark.place < 1 / 4 else "end" if mark.place > 3 / 4 else "middle"
    return text(mark.words, x=share_of(mark.place), y=em(y), text_anchor=anchor)
