"""Charts of results as SVG: geometry and drawing in plain Python, words are handed in.

Widths are per cent of the space there is and heights are `em`, so that a chart is as wide as its column while its text
keeps the size of the text around it, on a phone and with enlarged letters too. Fills are patterns of the page
(`templates/surveys/results/fills.html`), so that nothing depends on colour alone.
"""

from .bars import Bar, BarGroup, bars
from .columns import Column, Mark, columns
from .map import Spot, Town, nearest, shades, spot_map
from .stacks import Segment, Stack, stacks
from .svg import HIDDEN, Names

__all__ = [
    "HIDDEN",
    "Bar",
    "BarGroup",
    "Column",
    "Mark",
    "Names",
    "Segment",
    "Spot",
    "Stack",
    "Town",
    "bars",
    "columns",
    "nearest",
    "shades",
    "spot_map",
    "stacks",
]
