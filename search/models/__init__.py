"""Tables of the search: documents, extracted texts, words, and what was searched without a result."""

from .documents import ExtractedText, SearchDocument
from .records import EmptySearch, PendingProjection, SearchState
from .words import SynonymSet, VocabularyTerm

__all__ = [
    "EmptySearch",
    "ExtractedText",
    "PendingProjection",
    "SearchDocument",
    "SearchState",
    "SynonymSet",
    "VocabularyTerm",
]
