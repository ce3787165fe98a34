"""PDF documents of the demo: text layer, Polish letters from embedded fonts, title and language in the metadata."""

from functools import cache
from io import BytesIO
from typing import Any

import fontpkg
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics, ttfonts
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, ListFlowable, Paragraph, SimpleDocTemplate

# Latin letters with Polish ones, dashes, quotation marks, bullet, ellipsis
CHARACTERS = [*range(0x20, 0x180), 0x2013, 0x2014, 0x2019, 0x201D, 0x201E, 0x2022, 0x2026]
WEIGHTS = {"Demo": 400, "Demo-Bold": 700}
POSTSCRIPT_NAME = 6  # its id in the font's table of names
WINDOWS_ENGLISH = (3, 1, 0x409)  # platform, encoding, language of the record that everybody reads
INK, ACCENT = HexColor("#1b2327"), HexColor("#0b4a5a")


def document(content: dict[str, Any]) -> bytes:
    """A PDF file from `{title, summary, author, language, sections: [{heading, paragraphs, items}]}`.

    The same content gives the same bytes.
    """
    _register_fonts()
    stream = BytesIO()
    template = SimpleDocTemplate(
        stream,
        pagesize=A4,
        title=content["title"],
        subject=content["summary"],
        author=content["author"],
        lang=content["language"],
        initialFontName="Demo",
        invariant=1,  # no time of making in the file
    )
    template.build(_story(content), onFirstPage=_show_title, onLaterPages=_show_title)
    return stream.getvalue()


def _story(content: dict[str, Any]) -> list[Flowable]:
    styles = _styles()
    story: list[Flowable] = [Paragraph(content["title"], styles["title"])]
    for section in content["sections"]:
        story.append(Paragraph(section["heading"], styles["heading"]))
        story += [Paragraph(text, styles["text"]) for text in section.get("paragraphs", [])]
        if items := section.get("items"):
            story.append(_list([Paragraph(text, styles["text"]) for text in items]))
    return story


def _list(items: list[Flowable]) -> ListFlowable:
    return ListFlowable(items, bulletType="bullet", start="•", bulletFontName="Demo")


def _styles() -> dict[str, ParagraphStyle]:
    text = ParagraphStyle("text", fontName="Demo", fontSize=11, leading=16, textColor=INK, spaceAfter=6)
    heading = ParagraphStyle("heading", text, fontName="Demo-Bold", fontSize=14, leading=20, spaceBefore=12)
    title = ParagraphStyle("title", heading, fontSize=20, leading=26, textColor=ACCENT, spaceAfter=12)
    return {"text": text, "heading": heading, "title": title}


def _show_title(canvas: Canvas, _template: SimpleDocTemplate) -> None:
    # WCAG 2.2, success criterion 2.4.2 in a PDF: the window shows the title, not the name of the file
    canvas.setViewerPreference("DisplayDocTitle", "true")


@cache
def _register_fonts() -> None:
    for name, weight in WEIGHTS.items():
        pdfmetrics.registerFont(ttfonts.TTFont(name, _static_font(weight)))


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
