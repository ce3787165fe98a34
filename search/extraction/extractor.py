"""Text of a file, read by a child process that has limits and can reach nothing.

The parsers of PDF, DOCX and ODT meet whatever people upload, so they never run in a process that holds secrets,
database connections or somebody's request.
"""

import signal
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from search.extraction.failure import EXIT_CODES, ExtractionError

SUPPORTED = frozenset({"docx", "odt", "pdf", "txt"})  # file endings, each with a reader module of its name
MAX_FILE_BYTES = 200 * 1024 * 1024  # scanned plans come near it; their text is small all the same

PROJECT = Path(__file__).resolve().parents[2]
BLOCK_BYTES = 1024 * 1024
REASONS = {code: reason for reason, code in EXIT_CODES.items()} | {
    -signal.SIGXCPU: "timeout",
    -signal.SIGKILL: "memory",  # the kernel's, when the machine itself runs short: our own kill is a timeout
    -signal.SIGABRT: "memory",  # a library that takes no failed allocation
}


def extract(
    source: str | Path | IO[bytes],
    filename: str,
    *,
    seconds: float = 20,
    memory_mb: int = 512,
    max_characters: int = 2_000_000,
) -> str:
    """The text of a file, its pages separated by form feeds: page number = 1 + form feeds before the place.

    `source` is a path, or an open file read from where it stands to its end; `filename` tells the kind. Text after the
    first `max_characters` is left out. A file without text, such as a scan, gives empty pages. Raises ExtractionError,
    and OSError when the source itself cannot be read.
    """
    kind = Path(filename).suffix.removeprefix(".").lower()
    if kind not in SUPPORTED:
        raise ExtractionError("unsupported")
    with _opened(source) as stream:
        _check_size(stream)
        return _run([kind, str(seconds), str(memory_mb), str(max_characters)], stream, seconds)


def _opened(source: str | Path | IO[bytes]) -> IO[bytes]:
    """A real file at its start: the child inherits it, whatever storage the source came from."""
    if isinstance(source, str | Path):
        return Path(source).open("rb")
    copy = TemporaryFile()  # noqa: SIM115  # the caller closes it
    size = 0
    while size <= MAX_FILE_BYTES and (block := source.read(BLOCK_BYTES)):
        size += copy.write(block)
    copy.seek(0)
    return copy


def _check_size(stream: IO[bytes]) -> None:
    size = stream.seek(0, 2)
    stream.seek(0)
    if size > MAX_FILE_BYTES:
        raise ExtractionError("too-large")
    if not size:
        raise ExtractionError("unreadable")


def _run(arguments: list[str], stream: IO[bytes], seconds: float) -> str:
    try:
        child = subprocess.run(  # noqa: S603  # our own module and four checked words
            [sys.executable, "-P", "-s", "-m", "search.extraction.child", *arguments],
            stdin=stream,
            capture_output=True,
            env={"PYTHONPATH": str(PROJECT)},
            cwd="/",
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise ExtractionError("timeout") from None
    if child.returncode:
        raise ExtractionError(REASONS.get(child.returncode, "unreadable"))
    return child.stdout.decode()
