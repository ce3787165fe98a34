"""ZIP packages of XML parts, which DOCX and ODT files are: opened and parsed within bounds.

Only parts of text are ever unpacked, so pictures and whatever else lies in a package cannot do harm.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, Protocol
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from defusedxml.ElementTree import XMLParser

from search.extraction.failure import ExtractionError

MAX_PART_BYTES = 64 * 1024 * 1024  # unpacked; a thousand pages of DOCX take about 10 MB
MAX_PARTS = 20_000  # more than the pictures of any document
BLOCK_BYTES = 64 * 1024
# An Office file with a password is no ZIP package but a compound file with an entry of this name ([MS-OFFCRYPTO] 2.3)
COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")


class Handler(Protocol):
    """What a parser of one part calls. Names of elements and attributes are `{namespace}local`."""

    def start(self, tag: str, attributes: dict[str, str], /) -> None:
        """An element begins."""

    def end(self, tag: str, /) -> None:
        """An element ends."""

    def data(self, text: str, /) -> None:
        """A piece of character data."""


@contextmanager
def opened(stream: BinaryIO) -> Iterator[ZipFile]:
    """The package in a file; ExtractionError when it is none."""
    try:
        package = ZipFile(stream)
    except BadZipFile:
        raise ExtractionError("encrypted" if _is_encrypted_office_file(stream) else "unreadable") from None
    with package:
        if len(package.filelist) > MAX_PARTS:
            raise ExtractionError("too-large")
        yield package


def parse(package: ZipFile, part: str, handler: Handler) -> None:
    """Feed a part to the handler, no tree being built; ExtractionError when it is too large or missing."""
    parser = XMLParser(target=handler, forbid_dtd=True)  # neither format uses one, entity bombs do
    with package.open(_checked(package, part)) as stream:
        while block := stream.read(BLOCK_BYTES):
            parser.feed(block)
    parser.close()


def read(package: ZipFile, part: str) -> bytes:
    """The bytes of a part, under the same bounds."""
    return package.read(_checked(package, part))


def _checked(package: ZipFile, part: str) -> ZipInfo:
    """The entry, if it may be unpacked. zipfile unpacks no more of it than the size it declares."""
    try:
        entry = package.getinfo(part)
    except KeyError:
        raise ExtractionError("unreadable") from None
    if entry.flag_bits & 1:
        raise ExtractionError("encrypted")
    if entry.file_size > MAX_PART_BYTES:
        raise ExtractionError("too-large")
    if entry.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:  # the two that both standards allow
        raise ExtractionError("unreadable")
    return entry


def _is_encrypted_office_file(stream: BinaryIO) -> bool:
    stream.seek(0)
    if stream.read(len(COMPOUND_FILE)) != COMPOUND_FILE:
        return False
    overlap = b""
    while block := stream.read(BLOCK_BYTES):
        if ENCRYPTED_PACKAGE in overlap + block:
            return True
        overlap = block[-len(ENCRYPTED_PACKAGE) :]
    return False
