"""Files that the tests of extraction read: ordinary, broken and hostile ones, as bytes."""

import zlib
from collections.abc import Iterable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas

from cms.core.pdf_fonts import REGULAR, register_fonts

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT_WORD = "http://purl.oclc.org/ooxml/wordprocessingml/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OFFICE_PREFIXES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "office": "office",
        "style": "style",
        "text": "text",
        "table": "table",
        "draw": "drawing",
        "fo": "xsl-fo-compatible",
        "svg": "svg-compatible",
    }.items()
)
MANIFEST = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
ENTITY_BOMB = "<!DOCTYPE x [" + "".join(
    f'<!ENTITY e{level} "{f"&e{level - 1};" * 10 if level else "boom" * 10}">' for level in range(10)
)


def pdf(pages: Iterable[Iterable[str]]) -> bytes:
    """A PDF file of these pages of lines, in a font with Polish letters."""
    register_fonts()
    stream = BytesIO()
    canvas = Canvas(stream, invariant=1)
    for lines in pages:
        canvas.setFont(REGULAR, 11)
        for number, line in enumerate(lines):
            canvas.drawString(50, 800 - 15 * number, line)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def encrypted(content: bytes, *, password: str, algorithm: str) -> bytes:
    """The PDF file with this user password; the owner password differs."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(content)))
    writer.encrypt(password, owner_password="owner", algorithm=algorithm)
    stream = BytesIO()
    writer.write(stream)
    return stream.getvalue()


def raw_pdf(*objects: bytes) -> bytes:
    """A PDF file of these objects, numbered from 1; the first is the catalogue."""
    content, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    end = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(content))
    return content + head + table + end


def pdf_with_stream(data: bytes) -> bytes:
    """A PDF file of one page that these bytes draw once they are unpacked."""
    packed = zlib.compress(data)
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    return raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /Resources << /Font << /F %b >> >> /Contents 4 0 R >>" % font,
        b"<< /Filter /FlateDecode /Length %d >>\nstream\n%b\nendstream" % (len(packed), packed),
    )


def package(parts: dict[str, str | bytes]) -> bytes:
    """A ZIP package."""
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return stream.getvalue()


def docx_parts(body: str, *, notes: str = "", namespace: str = WORD) -> dict[str, str | bytes]:
    """The parts of a DOCX file with this body and these footnotes."""
    parts: dict[str, str | bytes] = {
        "_rels/.rels": relations(officeDocument="word/document.xml"),
        "word/document.xml": word_part("document", f"<w:body>{body}</w:body>", namespace),
    }
    if notes:
        parts["word/_rels/document.xml.rels"] = relations(footnotes="footnotes.xml")
        parts["word/footnotes.xml"] = word_part("footnotes", notes, namespace)
    return parts


def word_part(root: str, content: str, namespace: str = WORD) -> str:
    compatibility = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    return f'<w:{root} xmlns:w="{namespace}" xmlns:mc="{compatibility}">{content}</w:{root}>'


def relations(**targets: str) -> str:
    links = "".join(f'<Relationship Type="{RELATIONS}/{kind}" Target="{part}"/>' for kind, part in targets.items())
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}</Relationships>'
    )


def docx(body: str, **options: str) -> bytes:
    """A DOCX file with this body."""
    return package(docx_parts(body, **options))


def odt_parts(body: str, *, automatic: str = "", named: str = "", kind: str = "text") -> dict[str, str | bytes]:
    """The parts of an ODT file with this body, these automatic styles and these named ones."""
    styles = f"<office:automatic-styles>{automatic}</office:automatic-styles>"
    text = f"<office:body><office:{kind}>{body}</office:{kind}></office:body>"
    return {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"<office:document-content {OFFICE_PREFIXES}>{styles}{text}</office:document-content>",
        "styles.xml": f"<office:document-styles {OFFICE_PREFIXES}>{named}</office:document-styles>",
        "META-INF/manifest.xml": MANIFEST,
    }


def odt(body: str, **options: str) -> bytes:
    """An ODT file with this body."""
    return package(odt_parts(body, **options))


def with_declared_size(parts: dict[str, str | bytes], bomb: str, *, unpacked: int, declared: int) -> bytes:
    """A package one of whose parts unpacks to so many zero bytes and says to unpack to so many."""
    block = 1024 * 1024
    compressor = zlib.compressobj(9, zlib.DEFLATED, -15)
    repeated = compressor.compress(bytes(block)) + compressor.flush(zlib.Z_FULL_FLUSH)
    stream = BytesIO()
    with ZipFile(stream, "w") as file:
        for name, content in parts.items():
            file.writestr(name, content)
        # the blocks stand in the file as they are; the directory then says that they are packed
        file.writestr(bomb, repeated * (unpacked // block) + compressor.flush())
        file.getinfo(bomb).compress_type = ZIP_DEFLATED
        file.getinfo(bomb).file_size = declared
    return stream.getvalue()


def merged(*contents: bytes) -> bytes:
    """One PDF file of the pages of several."""
    writer = PdfWriter()
    for content in contents:
        writer.append(BytesIO(content))
    stream = BytesIO()
    writer.write(stream)
    return stream.getvalue()
