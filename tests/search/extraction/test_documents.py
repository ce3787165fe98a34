"""What of a DOCX, ODT or plain text file is text, and where its pages begin."""

from io import BytesIO

import pytest

from search.extraction import docx, odt, txt
from search.extraction.child import text_of
from tests.search.extraction import files

PAGE = '<w:r><w:br w:type="page"/></w:r>'
VISIBLE = '<w:vanish w:val="0"/>'
RENDERED = "<w:lastRenderedPageBreak/>"


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text)}</w:p>"


CONTENT = f"<w:txbxContent>{paragraph('ramka')}</w:txbxContent>"
BOX = f"<mc:Choice>{CONTENT}</mc:Choice><mc:Fallback>{CONTENT}</mc:Fallback>"
NOTE_BODY = "<text:note-body><text:p>Dz.U.</text:p></text:note-body>"
NOTE = f"<text:note><text:note-citation>1</text:note-citation>{NOTE_BODY}</text:note>"
FRAME = "<draw:frame><draw:text-box><text:p>ramka</text:p></draw:text-box><svg:title>opis</svg:title></draw:frame>"


def section(kind: str) -> str:
    return f'<w:sectPr><w:type w:val="{kind}"/></w:sectPr>' if kind else "<w:sectPr/>"


def text_of_docx(body: str, **options: str) -> str:
    return text_of(docx.pages(BytesIO(files.docx(body, **options))), 10_000)


def text_of_odt(body: str, **options: str) -> str:
    return text_of(odt.pages(BytesIO(files.odt(body, **options))), 10_000)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (paragraph("jeden") + paragraph("dwa"), "jeden\ndwa"),
        (f"<w:p>{run('pod')}{run('zielone')}</w:p>", "podzielone"),
        (f"<w:p>{run('a')}<w:r><w:tab/><w:br/></w:r>{run('b')}<w:r><w:cr/></w:r>{run('c')}</w:p>", "a\nb\nc"),
        (f"<w:p>{run('e')}<w:r><w:noBreakHyphen/></w:r>{run('mail')}</w:p>", "e-mail"),
        (f"<w:tbl><w:tr><w:tc>{paragraph('a')}</w:tc><w:tc>{paragraph('b')}</w:tc></w:tr></w:tbl>", "a\nb"),
        (f"<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr>{run('a')}</w:p>", "a"),
        (f"<w:p><w:hyperlink>{run('adres')}</w:hyperlink></w:p>", "adres"),
        (f"<w:p><w:ins>{run('nowe')}</w:ins><w:del><w:r><w:delText>dawne</w:delText></w:r></w:del></w:p>", "nowe"),
        (f"<w:p><w:moveFrom>{run('stąd')}</w:moveFrom><w:moveTo>{run('tu')}</w:moveTo></w:p>", "tu"),
        (f"<w:p>{run('jawne')}{run('ukryte', '<w:vanish/>')}</w:p>", "jawne"),
        (f"<w:p>{run('jawne', VISIBLE)}</w:p>", "jawne"),
        (f"<w:p>{run('jawne', '<w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange>')}</w:p>", "jawne"),
        (paragraph("jawne", "<w:rPr><w:vanish/></w:rPr>"), "jawne"),
        (f"<w:p><w:r><w:instrText>PAGE</w:instrText></w:r>{run('3')}</w:p>", "3"),
        (
            f"<w:p>{run('przed ')}<w:r><mc:AlternateContent>{BOX}</mc:AlternateContent></w:r>{run('po')}</w:p>",
            "przed po\nramka",
        ),
    ],
)
def test_text_of_docx(body, text):
    assert text_of_docx(body) == text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (f"<w:p>{run('a')}{PAGE}{run('b')}</w:p>", "a\fb"),
        (f"<w:p>{run('a')}{PAGE}</w:p>" + f"<w:p>{PAGE}</w:p>" + paragraph("b"), "a\f\fb"),
        (paragraph("a") + paragraph("b", "<w:pageBreakBefore/>"), "a\fb"),
        (paragraph("a") + paragraph("b", '<w:pageBreakBefore w:val="false"/>'), "a\nb"),
        (paragraph("a", "<w:pageBreakBefore/>"), "a"),
        (f"<w:p>{run('a ')}<w:r>{RENDERED}<w:t>b</w:t></w:r></w:p>", "a\fb"),
        # Word notes where a page began also after a break that the author set
        (f"<w:p>{run('a')}{PAGE}</w:p><w:p><w:r>{RENDERED}<w:t>b</w:t></w:r></w:p>", "a\fb"),
        (paragraph("a", section("")) + paragraph("b") + section(""), "a\fb"),
        (paragraph("a", section("")) + paragraph("b") + section("nextPage"), "a\fb"),
        (paragraph("a", section("continuous")) + paragraph("b") + section("oddPage"), "a\fb"),
        (paragraph("a", section("nextPage")) + paragraph("b") + section("continuous"), "a\nb"),
        (
            paragraph("a", section("")) + f"<w:p><w:r>{RENDERED}<w:t>b</w:t></w:r></w:p>" + section("continuous"),
            "a\fb",
        ),
    ],
)
def test_pages_of_docx(body, text):
    assert text_of_docx(body) == text


def test_a_footnote_follows_its_paragraph_and_stays_on_its_page():
    notes = f'<w:footnote w:id="2">{paragraph("Dz.U. 2003 nr 80")}</w:footnote>'
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    body = f"<w:p>{run('na podstawie ustawy')}{reference}{run(' o planowaniu')}{PAGE}{run('dalej')}</w:p>"

    assert text_of_docx(body, notes=notes) == "na podstawie ustawy o planowaniu\nDz.U. 2003 nr 80\fdalej"


def test_strict_office_open_xml_is_read():
    assert text_of_docx(paragraph("treść"), namespace=files.STRICT_WORD) == "treść"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<text:h>Uchwała</text:h><text:p>w sprawie</text:p>", "Uchwała\nw sprawie"),
        ("<text:p>pod<text:span>zielone</text:span></text:p>", "podzielone"),
        ('<text:p>a<text:s text:c="9"/>b<text:tab/>c<text:line-break/>d</text:p>', "a b c\nd"),
        ("<text:p>a\n  b</text:p>", "a b"),
        ("<text:list><text:list-item><text:p>a</text:p></text:list-item></text:list>", "a"),
        ("<table:table><table:table-cell><text:p>a</text:p></table:table-cell></table:table>", "a"),
        (f"<text:p>ustawa{NOTE} o planowaniu</text:p>", "ustawa o planowaniu\nDz.U."),
        (f"<text:p>a{FRAME}b</text:p>", "ab\nramka"),
        ("<text:p>a<office:annotation><text:p>uwaga</text:p></office:annotation>b</text:p>", "ab"),
        ("<text:tracked-changes><text:p>dawne</text:p></text:tracked-changes><text:p>nowe</text:p>", "nowe"),
        ('<text:section text:display="none"><text:p>ukryte</text:p></text:section><text:p>a</text:p>', "a"),
        ('<text:section text:display="true"><text:p>jawne</text:p></text:section>', "jawne"),
    ],
)
def test_text_of_odt(body, text):
    assert text_of_odt(body) == text


def style(name: str, *, parent: str = "", family: str = "paragraph", master: str = "", **breaks: str) -> str:
    properties = " ".join(f'fo:break-{side}="{kind}"' for side, kind in breaks.items())
    return (
        f'<style:style style:name="{name}" style:family="{family}" style:parent-style-name="{parent}"'
        f' style:master-page-name="{master}"><style:{family}-properties {properties}/></style:style>'
    )


@pytest.mark.parametrize(
    ("styles", "text"),
    [
        ({"automatic": style("P1", before="page")}, "a\fb\nc"),
        ({"automatic": style("P1", before="odd-page")}, "a\fb\nc"),
        ({"automatic": style("P1", before="column")}, "a\nb\nc"),
        ({"automatic": style("P1", after="page")}, "a\nb\fc"),
        ({"automatic": style("P1", master="Landscape")}, "a\fb\nc"),
        ({"automatic": style("P1", parent="Heading"), "named": style("Heading", before="page")}, "a\fb\nc"),
        (
            {"automatic": style("P1", parent="Heading", before="auto"), "named": style("Heading", before="page")},
            "a\nb\nc",
        ),
        ({"automatic": style("P1", parent="P2") + style("P2", parent="P1")}, "a\nb\nc"),
        ({"automatic": style("P1", family="table", before="page")}, "a\nb\nc"),
        ({}, "a\nb\nc"),
    ],
)
def test_pages_of_odt_by_style(styles, text):
    assert text_of_odt('<text:p>a</text:p><text:p text:style-name="P1">b</text:p><text:p>c</text:p>', **styles) == text


def test_other_page_breaks_of_odt():
    body = (
        '<text:p text:style-name="P1">a <text:soft-page-break/>b</text:p>'
        '<table:table table:style-name="T1"><text:p>c</text:p></table:table>'
    )
    automatic = style("P1", master="Standard") + style("T1", family="table", before="page")

    assert text_of_odt(body, automatic=automatic) == "a\fb\fc"


@pytest.mark.parametrize(
    "content",
    [
        "Łąka\fŻuk".encode(),
        "Łąka\fŻuk".encode("utf-8-sig"),
        "Łąka\fŻuk".encode("utf-16"),
        "Łąka\fŻuk".encode("cp1250"),
    ],
)
def test_plain_text_in_each_encoding(content):
    assert text_of(txt.pages(BytesIO(content)), 100) == "Łąka\fŻuk"
