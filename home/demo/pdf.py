"""PDF documents of the demo: text layer, Polish letters from embedded fonts, title and language in the metadata."""

from io import BytesIO
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, ListFlowable, Paragraph, SimpleDocTemplate

from cms.core.pdf_fonts import BOLD, REGULAR, register_fonts

INK, ACCENT = HexColor("#1b2327"), HexColor("#0b4a5a")


def document(content: dict[str, Any]) -> bytes:
    """A PDF file from `{title, summary, author, language, sections: [{heading, paragraphs, items}]}`.

    The same content gives the same bytes.
    """
    register_fonts()
    stream = BytesIO()
    template = SimpleDocTemplate(
        stream,
        pagesize=A4,
        title=content["title"],
        subject=content["summary"],
        author=content["author"],
        lang=content["language"],
        initialFontName=REGULAR,
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
    return ListFlowable(items, bulletType="bullet", start="•", bulletFontName=REGULAR)


def _styles() -> dict[str, ParagraphStyle]:
    text = ParagraphStyle("text", fontName=REGULAR, fontSize=11, leading=16, textColor=INK, spaceAfter=6)
    heading = ParagraphStyle("heading", text, fontName=BOLD, fontSize=14, leading=20, spaceBefore=12)
    title = ParagraphStyle("title", heading, fontSize=20, leading=26, textColor=ACCENT, spaceAfter=12)
    return {"text": text, "heading": heading, "title": title}


def _show_title(canvas: Canvas, _template: SimpleDocTemplate) -> None:
    # WCAG 2.2, success criterion 2.4.2 in a PDF: the window shows the title, not the name of the file
    canvas.setViewerPreference("DisplayDocTitle", "true")
