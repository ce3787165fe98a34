"""Text of attached files. Importing this loads no parser: files of strangers are read in a child process only."""

from search.extraction.extractor import SUPPORTED, extract
from search.extraction.failure import ExtractionError

__all__ = ["SUPPORTED", "ExtractionError", "extract"]
