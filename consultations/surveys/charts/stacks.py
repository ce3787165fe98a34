"""Bars of 100 % divided into parts, one below the other."""

from collections.abc import Sequence
from dataclasses import dataclass

from .svg import DARK, HIDDEN, LINE, Names, em, fill, lines_of, picture, share_of, text, written

THICK, GAP = 1.7, 0.8  # em
SMALLEST_WITH_VALUE = 0.18  # of the width: a narrower part has its value in the table only
NEGLIGIBLE = 0.001


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of the bar; `share` is None where it is not published."""

    share: float | None
    value: str
    fill: str


@dataclass(frozen=True, slots=True)
class Stack:
    """One bar with its label. What is not published stands at its end, all of it together."""

    label: str
    segments: tuple[Segment, ...]

    @property
    def has_hidden(self) -> bool:
        return any(one.share is None for one in self.segments)


def stacks(names: Names, rows: Sequence[Stack]) -> str:
    """The picture of the bars."""
    parts: list[str] = []
    top = 0.0
    for row in rows:
        lines = lines_of(row.label)
        parts += written(lines, top)
        top += LINE * len(lines) + 0.2
        parts += _segments(row, top)
        top += THICK + GAP
    return picture(names, parts, class_="chart", width="100%", height=em(max(top - GAP, LINE)))


def _segments(row: Stack, top: float) -> list[str]:
    known = [(one, one.share) for one in row.segments if one.share]
    parts: list[str] = []
    start = 0.0
    for segment, share in known:
        parts += [_part(start, share, top, segment.fill), *_value(segment, start, share, top)]
        start += share
    if row.has_hidden and 1 - start > NEGLIGIBLE:
        parts.append(_part(start, 1 - start, top, HIDDEN))
    return parts


def _part(start: float, share: float, top: float, pattern: str) -> str:
    edge = "chart-hidden" if pattern == HIDDEN else "chart-part"
    return (
        f'<rect class="{edge}" fill="{fill(pattern)}" x="{share_of(start)}" y="{em(top)}" '
        f'width="{share_of(min(share, 1 - start))}" height="{em(THICK)}"/>'
    )


def _value(segment: Segment, start: float, share: float, top: float) -> list[str]:
    if share < SMALLEST_WITH_VALUE:
        return []
    on = "chart-on-dark" if segment.fill in DARK else "chart-halo"
    middle = share_of(start + share / 2)
    return [text(segment.value, class_=f"chart-value {on}", x=middle, y=em(top + 1.2), text_anchor="middle")]
