"""Cells without the counts that are hidden. Plain Python."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from .series import Series
from .tables import Cell


def counts_of(cells: Sequence[Cell]) -> list[int]:
    """Exact counts of cells."""
    return [cell.count or 0 for cell in cells]


def without(cells: Sequence[Cell], hidden: Collection[int]) -> tuple[Cell, ...]:
    """The cells, those at the hidden places without count and share."""
    return tuple(replace(cell, count=None, share=None) if place in hidden else cell for place, cell in enumerate(cells))


def limits_of(series: Series) -> tuple[int, int]:
    """How many options one answer may name: at least, at most."""
    settings, number = series.element.settings, len(series.element.options)
    return max(1, settings.get("min") or 1), min(number, settings.get("max") or number)
