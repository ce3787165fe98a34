"""Typefaces of the PDF files the portal writes: Noto Sans with the Latin and Cyrillic letters of our languages."""

from functools import cache
from io import BytesIO

import fontpkg
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont
from reportlab.pdfbase import pdfmetrics, ttfonts

REGULAR, BOLD = "Portal", "Portal-Bold"
WEIGHTS = {REGULAR: 400, BOLD: 700}
# Latin letters with Polish ones, Cyrillic ones with Ukrainian ones, dashes, quotation marks, bullet, ellipsis
CHARACTERS = [*range(0x20, 0x180), *range(0x400, 0x460), 0x490, 0x491, 0x2013, 0x2014, 0x2019, 0x201C, 0x201D, 0x201E]
CHARACTERS += [0x2022, 0x2026, 0x2212]
POSTSCRIPT_NAME = 6  # its id in the font's table of names
WINDOWS_ENGLISH = (3, 1, 0x409)  # platform, encoding, language of the record that everybody reads


@cache
def register_fonts() -> None:
    """Make the fonts REGULAR and BOLD known to reportlab."""
    for name, weight in WEIGHTS.items():
        pdfmetrics.registerFont(ttfonts.TTFont(name, _static_font(weight)))
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=REGULAR, boldItalic=BOLD)


def _static_font(weight: int) -> BytesIO:
    """Noto Sans of one weight, cut down to our characters: reportlab embeds static TrueType fonts only."""
    stream = BytesIO()
    with TTFont(fontpkg.path("Noto Sans"), lazy=True) as font:
        subsetter = Subsetter(Options(layout_features=[]))
        subsetter.populate(unicodes=CHARACTERS)
        subsetter.subset(font)
        instantiateVariableFont(font, {"wght": weight, "wdth": 100}, inplace=True)
        # reportlab tells fonts apart by this name and would take the bold one for the regular
        font["name"].setName(f"NotoSans-{weight}", POSTSCRIPT_NAME, *WINDOWS_ENGLISH)
        font.save(stream)
    stream.seek(0)
    return stream
