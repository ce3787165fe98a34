"""Cutting the type families down to what the portal shows."""

import logging
from io import BytesIO

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

from .typefaces import ALPHABETS, TYPEFACES, Typeface, all_characters

# it reports every table it touches, as information
logging.getLogger("fontTools").setLevel(logging.WARNING)

FEATURES = ["ccmp", "kern", "liga", "locl", "mark", "mkmk"]
# copyright, family, style, full and PostScript name, licence and its address (SIL OFL 1.1, condition 2)
NAMES = [0, 1, 2, 4, 6, 13, 14]


def make_fonts() -> dict[str, bytes]:
    """All WOFF2 files by their paths."""
    return {path: content for typeface in TYPEFACES for path, content in _subsets(typeface).items()}


def _subsets(typeface: Typeface) -> dict[str, bytes]:
    narrowed = _narrowed(typeface)
    return {
        typeface.output(alphabet): _saved(_subset(_opened(narrowed), set(characters)), "woff2")
        for alphabet, characters in ALPHABETS.items()
    }


def _narrowed(typeface: Typeface) -> bytes:
    """The family with our characters and axes only; characters go first, since fixing axes costs by the glyph."""
    font = _subset(_opened(typeface.path.read_bytes()), all_characters())
    return _saved(instantiateVariableFont(font, typeface.axes, inplace=True))


def _opened(content: bytes) -> TTFont:
    return TTFont(BytesIO(content), recalcTimestamp=False)  # the same input gives the same bytes


def _subset(font: TTFont, characters: set[str]) -> TTFont:
    subsetter = Subsetter(Options(hinting=False, layout_features=FEATURES, name_IDs=NAMES, notdef_outline=True))
    subsetter.populate(unicodes=map(ord, characters))
    subsetter.subset(font)
    return font


def _saved(font: TTFont, flavor: str | None = None) -> bytes:
    stream = BytesIO()
    font.flavor = flavor
    font.save(stream)
    return stream.getvalue()
