"""Pages of a plain text file."""

from typing import BinaryIO

from search.extraction.failure import ExtractionError

MAX_BYTES = 64 * 1024 * 1024


def pages(stream: BinaryIO) -> list[str]:
    """The text between form feeds; in UTF-8 or UTF-16 if the file is valid as such, else in Windows-1250."""
    content = stream.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise ExtractionError("too-large")
    return _decoded(content).split("\f")


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16")
    if b"\0" in content:  # no text, whatever its name says
        raise ExtractionError("unreadable")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1250", "replace")
