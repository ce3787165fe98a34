"""The child process: `python -m search.extraction.child KIND SECONDS MEMORY_MB MAX_CHARACTERS < file > text`.

Knows neither Django nor the site. The file comes as standard input, which must be a real file; the text goes to a pipe
on standard output as UTF-8; a failure gives its reason on standard error and as exit code.
"""

import logging
import sys
from collections.abc import Callable, Iterable
from importlib import import_module
from typing import BinaryIO, cast

from search.extraction.cleaning import clean
from search.extraction.confinement import confine
from search.extraction.failure import EXIT_CODES, ExtractionError

Reader = Callable[[BinaryIO], Iterable[str]]


def main(kind: str, seconds: str, memory_mb: str, max_characters: str) -> int:
    """Read standard input as a file of this kind; the exit code is 0 or one of `EXIT_CODES`."""
    logging.disable()  # parsers warn about every oddity of a file
    read = cast(Reader, import_module(f"search.extraction.{kind}").pages)
    confine(seconds=float(seconds), memory_mb=int(memory_mb))
    try:
        sys.stdout.buffer.write(text_of(read(sys.stdin.buffer), int(max_characters)).encode())
    except ExtractionError as error:
        reason = error.reason
    except MemoryError:
        reason = "memory"
    except Exception:  # parsers raise anything on a broken file
        reason = "unreadable"
    else:
        return 0
    sys.stderr.write(reason)
    return EXIT_CODES[reason]


def text_of(pages: Iterable[str], max_characters: int) -> str:
    """The cleaned pages joined by form feeds, no more of them read than the length asks for."""
    texts: list[str] = []
    length = 0
    for page in pages:
        texts.append(clean(page))
        length += len(texts[-1]) + 1
        if length > max_characters:
            break
    return "\f".join(texts)[:max_characters]


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
