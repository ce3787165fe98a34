"""Horizontal bars: a label in lines of its own, below it a bar or a few to compare, each with its value."""

from collections.abc import Sequence
from dataclasses import dataclass

from .svg import HIDDEN, LINE, Names, em, fill, lines_of, picture, share_of, text, written

THICK, GAP, BETWEEN = 1.1, 0.75, 0.2  # em: a bar, after a label with its bars, between bars of one label
LONGEST = 72  # per cent of the width; the rest is for the value
STUB = 3  # per cent: a bar that is not published


@dataclass(frozen=True, slots=True)
class Bar:
    """`share` is the length (0 to 1), None where it is not published; `value` says it."""

    share: float | None
    value: str
    fill: str = "solid"


@dataclass(frozen=True, slots=True)
class BarGroup:
    """Bars with a label in common."""

    label: str
    bars: tuple[Bar, ...]


def bars(names: Names, groups: Sequence[BarGroup]) -> str:
    """The picture of the groups, one below the other."""
    parts: list[str] = []
    top = 0.0
    for group in groups:
        lines = lines_of(group.label)
        parts += written(lines, top)
        top += LINE * len(lines) + BETWEEN
        for one in group.bars:
            parts += _bar(one, top)
            top += THICK + BETWEEN
        top += GAP
    return picture(names, parts, class_="chart", width="100%", height=em(max(top - GAP, LINE)))


def _bar(bar: Bar, top: float) -> list[str]:
    length = share_of(STUB / LONGEST if bar.share is None else bar.share, LONGEST)
    pattern = HIDDEN if bar.share is None else bar.fill
    edge = "chart-hidden" if bar.share is None else "chart-part"
    return [
        f'<rect class="{edge}" fill="{fill(pattern)}" x="0" y="{em(top)}" width="{length}" height="{em(THICK)}"/>',
        text(bar.value, class_="chart-value", x=length, dx="0.4em", y=em(top + 0.9)),
    ]
