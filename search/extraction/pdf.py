"""Pages of a PDF file."""

from collections.abc import Iterator
from typing import BinaryIO

from pypdf import PageObject, PdfReader, apply_configuration
from pypdf.errors import LimitReachedError

from search.extraction.failure import ExtractionError

# Operators and operands that draw one page: text takes some thousands, the drawing of a local plan millions, which cost
# seconds and hold no sentence
MAX_OPERATIONS = 200_000


def pages(stream: BinaryIO) -> Iterator[str]:
    """The text of each page. A page that cannot be read is empty; a file none of whose pages can is an error."""
    failures: list[ExtractionError] = []
    count = 0
    with apply_configuration(stream_parsing_work_maximum_count=MAX_OPERATIONS, disable_legacy_handling=True):
        for page in _opened(stream).pages:
            count += 1
            yield _text(page, failures)
    if len(failures) == count:
        raise failures[0] if failures else ExtractionError("unreadable")


def _opened(stream: BinaryIO) -> PdfReader:
    try:
        reader = PdfReader(stream)
        if reader.is_encrypted and not reader.decrypt(""):  # most encrypted files only forbid printing or changing
            raise ExtractionError("encrypted")
        len(reader.pages)  # walks the tree of pages
    except NotImplementedError:  # pypdf's word for a file encrypted for certificates
        raise ExtractionError("encrypted") from None
    except LimitReachedError:
        raise ExtractionError("too-large") from None
    return reader


def _text(page: PageObject, failures: list[ExtractionError]) -> str:
    try:
        return page.extract_text()
    except MemoryError:
        raise
    except LimitReachedError:
        failures.append(ExtractionError("too-large"))
    except Exception:  # pypdf promises no set of errors for broken pages
        failures.append(ExtractionError("unreadable"))
    return ""
