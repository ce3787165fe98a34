"""Files that are broken or meant to do harm: the right reason, in bounded time and memory."""

import time
from collections.abc import Callable
from functools import cache
from io import BytesIO

import pytest

from search.extraction import ExtractionError, extract, extractor, packages
from tests.search.extraction import files

MEBIBYTE = 1024 * 1024
GIBIBYTE = 1024 * MEBIBYTE
SECONDS = 20
BODY = "<w:p><w:r><w:t>Treść</w:t></w:r></w:p>"
CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R >>"
COMPOUND = packages.COMPOUND_FILE + bytes(2000)


@cache
def ordinary_pdf() -> bytes:
    """A file that would give its text."""
    return files.pdf([["Pierwsza strona"], ["Druga strona"]])


def refusal(content: bytes, filename: str, **limits: float) -> str:
    """The reason for which no text comes out."""
    with pytest.raises(ExtractionError) as caught:
        extract(BytesIO(content), filename, **limits)
    return caught.value.reason


def without(parts: dict, name: str) -> dict:
    return {part: content for part, content in parts.items() if part != name}


def bomb(kind: str, *, unpacked: int, declared: int) -> bytes:
    parts, text = {
        "docx": (files.docx_parts(BODY), "word/document.xml"),
        "odt": (files.odt_parts(""), "content.xml"),
    }[kind]
    return files.with_declared_size(without(parts, text), text, unpacked=unpacked, declared=declared)


def entity_bomb(kind: str) -> bytes:
    parts, text = {
        "docx": (files.docx_parts(BODY), "word/document.xml"),
        "odt": (files.odt_parts("<text:p/>"), "content.xml"),
    }[kind]
    content = f"{files.ENTITY_BOMB}]>{parts[text]}".replace("Treść", "&e9;").replace(
        "<text:p/>", "<text:p>&e9;</text:p>"
    )
    return files.package({**parts, text: content})


def external_entity() -> bytes:
    parts = files.docx_parts(BODY.replace("Treść", "&file;"))
    declared = '<!DOCTYPE x [<!ENTITY file SYSTEM "file:///etc/passwd">]>'
    return files.package({**parts, "word/document.xml": f"{declared}{parts['word/document.xml']}"})


# What it is: (its name, how it is made)
BROKEN: dict[str, tuple[str, Callable[[], bytes]]] = {
    "empty PDF": ("a.pdf", bytes),
    "empty DOCX": ("a.docx", bytes),
    "empty ODT": ("a.odt", bytes),
    "empty text": ("a.txt", bytes),
    "PDF called DOCX": ("a.docx", ordinary_pdf),
    "PDF called ODT": ("a.odt", ordinary_pdf),
    "DOCX called PDF": ("a.pdf", lambda: files.docx(BODY)),
    "DOCX called ODT": ("a.odt", lambda: files.docx(BODY)),
    "ODT called DOCX": ("a.docx", lambda: files.odt("<text:p>a</text:p>")),
    "spreadsheet called ODT": ("a.odt", lambda: files.odt("", kind="spreadsheet")),
    "workbook called DOCX": (
        "a.docx",
        lambda: files.package({"_rels/.rels": files.relations(officeDocument="a.xml"), "a.xml": "<a/>"}),
    ),
    "picture called text": ("a.txt", lambda: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
    "noise called PDF": ("a.pdf", lambda: bytes(range(256)) * 64),
    "old Word file called DOCX": ("a.docx", lambda: COMPOUND),
    "PDF cut after a third": ("a.pdf", lambda: ordinary_pdf()[: len(ordinary_pdf()) // 3]),
    "PDF cut in its head": ("a.pdf", lambda: ordinary_pdf()[:20]),
    "DOCX cut in half": ("a.docx", lambda: files.docx(BODY)[:300]),
    "DOCX without its text": (
        "a.docx",
        lambda: files.package(without(files.docx_parts(BODY), "word/document.xml")),
    ),
    "DOCX of broken XML": ("a.docx", lambda: files.docx("<w:p>")),
    "PDF without pages": ("a.pdf", lambda: files.raw_pdf(CATALOGUE, b"<< /Type /Pages /Kids [] /Count 0 >>")),
    "page tree that is its own child": (
        "a.pdf",
        lambda: files.raw_pdf(CATALOGUE, b"<< /Type /Pages /Kids [2 0 R] /Count 9 >>"),
    ),
    "page tree in a circle": (
        "a.pdf",
        lambda: files.raw_pdf(
            CATALOGUE,
            b"<< /Type /Pages /Kids [3 0 R] /Count 9 >>",
            b"<< /Type /Pages /Kids [4 0 R] /Count 9 >>",
            b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 9 >>",
        ),
    ),
    "entity bomb in DOCX": ("a.docx", lambda: entity_bomb("docx")),
    "entity bomb in ODT": ("a.odt", lambda: entity_bomb("odt")),
    "file of the machine as an entity": ("a.docx", external_entity),
    "DOCX that hides its size": ("a.docx", lambda: bomb("docx", unpacked=GIBIBYTE, declared=1000)),
}


@pytest.mark.parametrize(("filename", "make"), BROKEN.values(), ids=BROKEN)
def test_broken_files_are_unreadable(filename, make):
    assert refusal(make(), filename) == "unreadable"


@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_ten_gigabytes_are_not_unpacked(kind):
    started = time.monotonic()

    assert refusal(bomb(kind, unpacked=10 * GIBIBYTE, declared=10 * GIBIBYTE), f"a.{kind}") == "too-large"
    assert time.monotonic() - started < SECONDS / 2


def test_what_is_not_text_may_unpack_to_anything():
    content = files.with_declared_size(
        files.docx_parts(BODY), "word/media/image1.bmp", unpacked=GIBIBYTE, declared=GIBIBYTE
    )

    assert extract(BytesIO(content), "a.docx") == "Treść"


def test_a_package_of_countless_parts_is_too_large():
    parts = files.docx_parts(BODY) | {f"p{number}": "" for number in range(packages.MAX_PARTS)}

    assert refusal(files.package(parts), "a.docx") == "too-large"


def test_a_pdf_bomb_is_too_large():
    assert refusal(files.pdf_with_stream(bytes(200 * MEBIBYTE)), "a.pdf") == "too-large"


def test_a_file_above_the_limit_is_not_even_copied(monkeypatch):
    monkeypatch.setattr(extractor, "MAX_FILE_BYTES", 2 * MEBIBYTE)
    stream = BytesIO(b"a" * 9 * MEBIBYTE)

    with pytest.raises(ExtractionError, match="too-large"):
        extract(stream, "a.txt")
    assert stream.tell() <= 3 * MEBIBYTE


def test_memory_ends_at_the_limit():
    paragraph = f"<w:p><w:r><w:t>{'słowo ' * 8_000_000}</w:t></w:r></w:p>"

    assert refusal(files.docx(paragraph), "a.docx", memory_mb=128) == "memory"


def test_time_ends_at_the_limit():
    content = files.docx(BODY * 200_000)
    started = time.monotonic()

    assert refusal(content, "a.docx", seconds=0.5) == "timeout"
    assert time.monotonic() - started < 5


LOCKED: dict[str, tuple[str, Callable[[], bytes]]] = {
    "PDF, AES": ("a.pdf", lambda: files.encrypted(ordinary_pdf(), password="hasło", algorithm="AES-256")),
    "PDF, RC4": ("a.pdf", lambda: files.encrypted(ordinary_pdf(), password="haslo", algorithm="RC4-128")),
    "DOCX": ("a.docx", lambda: COMPOUND + packages.ENCRYPTED_PACKAGE + bytes(2000)),
    "DOCX, its mark where two blocks meet": (
        "a.docx",
        lambda: COMPOUND.ljust(packages.BLOCK_BYTES, b"\0") + packages.ENCRYPTED_PACKAGE,
    ),
    "ODT": (
        "a.odt",
        lambda: files.package({**files.odt_parts(""), "META-INF/manifest.xml": "<manifest:encryption-data/>"}),
    ),
}


@pytest.mark.parametrize(("filename", "make"), LOCKED.values(), ids=LOCKED)
def test_a_password_is_named_as_the_reason(filename, make):
    assert refusal(make(), filename) == "encrypted"


def test_a_document_with_a_million_nested_elements_does_no_harm():
    content = files.docx("<w:p>" * 500_000 + "</w:p>" * 500_000)

    assert extract(BytesIO(content), "a.docx") == ""
