"""The form as a PDF file: A4, black on white, the form's id and a place for its serial number on every page."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from xml.sax.saxutils import escape

from django.utils.translation import gettext as _
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import CondPageBreak, Flowable, Image, KeepTogether, Paragraph, SimpleDocTemplate, Spacer, Table

from cms.core.pdf_fonts import BOLD, REGULAR, register_fonts

from .flowables import Box, Boxes, Lines, QrCode
from .layout import Form, Mark, Passage, Question, Section
from .rich_text import paragraphs_of

NORMAL, LARGE = 10.5, 18  # points; large print is at least 16 to 18
_SIDES = [(name, (0, 0), (-1, -1), 2) for name in ("LEFTPADDING", "RIGHTPADDING")]
MARGIN, HEAD = 18 * mm, 24 * mm
WIDTH = A4[0] - 2 * MARGIN - 12  # a frame of reportlab keeps 6 points free on each side
SIDEWAYS = 9  # columns of a table whose labels need two thirds of the width
Pictures = Mapping[int, bytes]


def pdf_of(form: Form, pictures: Pictures | None = None, *, large: bool = False) -> bytes:
    """The PDF; texts of the form itself are in the active language. The same form gives the same bytes.

    `pictures` are the files of the pictures by their ids; those that are missing are left out.
    """
    register_fonts()
    sheet = _Sheet(LARGE if large else NORMAL, pictures or {})
    _content, pages = _build(form, sheet, 0)
    content, _pages = _build(form, sheet, pages)
    return content


def _build(form: Form, sheet: "_Sheet", pages: int) -> tuple[bytes, int]:
    """The file and how many pages it has; `pages` is their number as it is printed on them."""
    stream = BytesIO()
    template = SimpleDocTemplate(
        stream,
        pagesize=A4,
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=HEAD,
        bottomMargin=MARGIN,
        title=f"{form.frame.title} ({form.frame.form_id})",
        subject=_("Survey on paper"),
        lang=form.frame.language,
        initialFontName=REGULAR,
        invariant=1,  # no time of making in the file
    )

    def decorate(canvas: Canvas, _template: SimpleDocTemplate) -> None:
        _decorate(canvas, form, sheet, pages)

    template.build(list(_story(form, sheet)), onFirstPage=decorate, onLaterPages=decorate)
    return stream.getvalue(), template.page


def _decorate(canvas: Canvas, form: Form, sheet: "_Sheet", pages: int) -> None:
    # WCAG 2.2, success criterion 2.4.2 in a PDF: the window shows the title, not the name of the file
    canvas.setViewerPreference("DisplayDocTitle", "true")
    size, top = min(sheet.size, 14), A4[1] - 15 * mm
    canvas.setFont(BOLD, size)
    canvas.drawString(MARGIN, top, form.frame.form_id)
    canvas.setFont(REGULAR, size)
    canvas.drawRightString(A4[0] - MARGIN - 40 * mm, top, _("Serial number (leave empty):"))
    canvas.rect(A4[0] - MARGIN - 37 * mm, top - 2.5 * mm, 37 * mm, 8 * mm)
    number = {"page": canvas.getPageNumber(), "pages": pages}
    canvas.drawRightString(A4[0] - MARGIN, 10 * mm, _("page %(page)s of %(pages)s") % number)


@dataclass
class _Sheet:
    """Styles for one size of letters, in points."""

    size: float
    pictures: Pictures
    text: ParagraphStyle = field(init=False)
    small: ParagraphStyle = field(init=False)
    code: ParagraphStyle = field(init=False)
    question: ParagraphStyle = field(init=False)
    heading: ParagraphStyle = field(init=False)
    title: ParagraphStyle = field(init=False)

    def __post_init__(self) -> None:
        size = self.size
        self.text = ParagraphStyle("text", fontName=REGULAR, fontSize=size, leading=size * 1.35, spaceAfter=size * 0.3)
        small = max(9, size * 0.9) if size < LARGE else size
        self.small = ParagraphStyle("small", self.text, fontSize=small, leading=small * 1.35)
        self.code = ParagraphStyle("code", self.text, fontName=BOLD)
        self.question = ParagraphStyle("question", self.code, spaceBefore=size * 0.3, keepWithNext=1)
        self.heading = ParagraphStyle(
            "heading", self.question, fontSize=size * 1.2, leading=size * 1.6, spaceBefore=size * 1.4
        )
        self.title = ParagraphStyle("title", self.heading, fontSize=size * 1.6, leading=size * 2, spaceBefore=0)

    def said(self, words: str, style: ParagraphStyle | None = None) -> Paragraph:
        """A paragraph of plain text."""
        return Paragraph(escape(words).replace("\n", "<br/>"), style or self.text)

    def html(self, html: str) -> list[Flowable]:
        """Paragraphs of an editor's HTML."""
        found = paragraphs_of(html)
        return [
            self.said(f"• {words}" if tag == "li" else words, self.question if tag.startswith("h") else self.text)
            for tag, words in found
        ]

    def table(self, rows: list[list[object]], widths: list[float], *, grid: bool = False) -> Table:
        """Cells side by side; with lines around them where `grid` says so."""
        lines = [("GRID", (0, 0), (-1, -1), 0.5, "black")] if grid else []
        pad = self.size * 0.18
        places = [("VALIGN", (0, 0), (-1, -1), "MIDDLE" if grid else "TOP"), *_SIDES]
        edges = [(name, (0, 0), (-1, -1), pad) for name in ("TOPPADDING", "BOTTOMPADDING")]
        table = Table(rows, colWidths=widths, style=[*lines, *places, *edges], repeatRows=1 if grid else 0)
        table.hAlign = "LEFT"
        return table

    def box(self) -> Box:
        """A box to mark."""
        return Box(self.size, self.size)

    def picture(self, image: object) -> list[Flowable]:
        """The picture of `{"id": …}`, at most half as wide as the page; nothing if there is no file of it."""
        content = self.pictures.get(image["id"]) if isinstance(image, Mapping) and "id" in image else None
        if content is None:
            return []
        width, height = ImageReader(BytesIO(content)).getSize()
        scale = min(WIDTH / 2 / width, 60 * mm / height)
        return [Image(BytesIO(content), width * scale, height * scale, hAlign="LEFT")]


def _story(form: Form, sheet: _Sheet) -> Iterable[Flowable]:
    frame = form.frame
    yield sheet.said(frame.title, sheet.title)
    yield from sheet.html(frame.introduction)
    yield from _online(frame.address, sheet)
    if frame.clause:
        yield sheet.said(_("What happens with your data"), sheet.question)
        yield from sheet.html(frame.clause)
    for section in form.sections:
        yield from _section(section, sheet)
    yield Spacer(1, sheet.size)
    yield KeepTogether([sheet.said(_("Thank you."), sheet.question), *sheet.html(frame.thanks)])


def _online(address: str, sheet: _Sheet) -> Iterable[Flowable]:
    if address:
        words = [sheet.said(_("You can also answer on the website:")), sheet.said(address)]
        yield sheet.table([[QrCode(address), words]], [34 * mm, WIDTH - 34 * mm])


def _section(section: Section, sheet: _Sheet) -> Iterable[Flowable]:
    yield CondPageBreak(45 * mm)  # a heading does not stand alone at the foot of a page
    if section.title:
        yield sheet.said(section.title, sheet.heading)
    if section.condition:
        yield sheet.said(section.condition, sheet.question)
    yield from sheet.html(section.intro)
    for part in section.parts:
        yield from _passage(part, sheet) if isinstance(part, Passage) else _question(part, sheet)


def _passage(passage: Passage, sheet: _Sheet) -> Iterable[Flowable]:
    heads = [sheet.said(one, sheet.question) for one in (passage.text, passage.condition) if one]
    yield KeepTogether([*heads, *sheet.html(passage.body), *sheet.picture(passage.image)])


def _question(question: Question, sheet: _Sheet) -> Iterable[Flowable]:
    head: list[Flowable] = [Spacer(1, sheet.size * 0.8)]
    if question.condition:
        head.append(sheet.said(question.condition, sheet.question))
    head.append(sheet.said(f"{question.number}. {question.text}", sheet.question))
    head += [sheet.said(words, sheet.small) for words in (question.hint, question.help) if words]
    head += [*sheet.html(question.body), *sheet.picture(question.image)]
    if question.notes:
        head.append(sheet.said(" ".join(question.notes), sheet.small))
    body = list(DRAWN[question.shape.name](question, sheet))
    # What is longer than a page cannot be kept together: reportlab then splits it behind the head
    yield KeepTogether([*head, *body[:4]])
    yield from body[4:]


def _marks(question: Question, sheet: _Sheet) -> Iterable[Flowable]:
    for mark in question.shape.marks:
        yield from sheet.picture(mark.image)
        words: list[Flowable] = [sheet.said(mark.label)]
        words += [sheet.said(mark.note, sheet.small)] if mark.note else []
        words += [sheet.said(f"{mark.words}:", sheet.small), Lines(1, sheet.size * 2)] if mark.words else []
        widths = [sheet.size * 1.6, sheet.size * 2.2, WIDTH - sheet.size * 3.8]
        yield sheet.table([[sheet.box(), sheet.said(mark.code, sheet.code), words]], widths)


def _points(question: Question, sheet: _Sheet) -> Iterable[Flowable]:
    marks = question.shape.marks
    if sheet.size >= LARGE or len(marks) > SIDEWAYS + 3:
        yield from _marks(question, sheet)
        return
    cells = [[sheet.box(), sheet.said(mark.code, sheet.code), sheet.said(mark.label, sheet.small)] for mark in marks]
    yield sheet.table([list(cells)], [WIDTH / len(marks)] * len(marks))


def _table(question: Question, sheet: _Sheet) -> Iterable[Flowable]:
    marks = question.shape.marks
    if sheet.size >= LARGE:
        yield from _rows_below_each_other(question, sheet)
        return
    first = WIDTH * (0.4 if len(marks) <= 4 else 0.3)
    head = [sheet.said("")] + [sheet.said(f"{mark.code}\n{mark.label}", sheet.small) for mark in marks]
    rows = [
        [sheet.said(f"{row.code}. {row.label}"), *(_coded(mark, sheet) for mark in marks)]
        for row in question.shape.rows
    ]
    yield sheet.table([head, *rows], [first] + [(WIDTH - first) / len(marks)] * len(marks), grid=True)


def _rows_below_each_other(question: Question, sheet: _Sheet) -> Iterable[Flowable]:
    """A table in large print: no column would be wide enough."""
    for row in question.shape.rows:
        yield sheet.said(f"{row.code}. {row.label}", sheet.question)
        yield from _marks(question, sheet)


def _coded(mark: Mark, sheet: _Sheet) -> Table:
    return sheet.table([[sheet.box(), sheet.said(mark.code, sheet.small)]], [sheet.size * 1.5, sheet.size * 2])


def _boxed_rows(question: Question, sheet: _Sheet) -> Iterable[Flowable]:
    """A box to write into for each row: places of a ranking, amounts of a budget."""
    wide = sheet.size * (2.4 if question.shape.name == "places" else 6)
    unit = f" ({question.shape.unit})" if question.shape.unit else ""
    for row in question.shape.rows:
        words: list[Flowable] = [sheet.said(f"{row.label}{unit}")]
        words += [sheet.said(row.note, sheet.small)] if row.note else []
        cells = [Box(wide, sheet.size * 1.7), sheet.said(row.code, sheet.code), words]
        yield sheet.table([cells], [wide + 8, sheet.size * 2.2, WIDTH - wide - 8 - sheet.size * 2.2])


def _box(question: Question, sheet: _Sheet) -> Iterable[Flowable]:
    cells = [Box(sheet.size * 8, sheet.size * 1.8), sheet.said(question.shape.unit)]
    yield sheet.table([list(cells)], [sheet.size * 8.6, sheet.size * 12])


def _date(question: Question, sheet: _Sheet) -> Iterable[Flowable]:
    yield sheet.said(_("day – month – year"), sheet.small)
    yield Boxes((2, 2, 4), sheet.size * 1.6)


def _lines(question: Question, sheet: _Sheet) -> Iterable[Flowable]:
    yield Lines(question.shape.lines, sheet.size * 2.1)


def _places(question: Question, sheet: _Sheet) -> Iterable[Flowable]:
    if question.shape.rows:
        kinds = "; ".join(f"{row.code} {row.label}" for row in question.shape.rows)
        yield sheet.said(_("Kinds of places: %s. Write the number beside the place.") % kinds, sheet.small)
    for number in range(1, question.shape.lines + 1):
        yield sheet.table(
            [[sheet.said(f"{number}."), Lines(2, sheet.size * 2.1)]], [sheet.size * 2, WIDTH - sheet.size * 2]
        )


def _fields(question: Question, sheet: _Sheet) -> Iterable[Flowable]:
    for row in question.shape.rows:
        yield sheet.table([[sheet.said(row.label), Lines(1, sheet.size * 2)]], [WIDTH * 0.35, WIDTH * 0.65])


def _nothing(question: Question, sheet: _Sheet) -> Iterable[Flowable]:
    return ()


DRAWN: Mapping[str, Callable[[Question, _Sheet], Iterable[Flowable]]] = {
    "marks": _marks,
    "points": _points,
    "table": _table,
    "places": _boxed_rows,
    "amounts": _boxed_rows,
    "box": _box,
    "date": _date,
    "lines": _lines,
    "places_in_words": _places,
    "fields": _fields,
    "nothing": _nothing,
}
