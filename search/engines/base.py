"""What every engine can do; the contract tests hold them to the same answers."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from ..expression import Clause, Expression
from ..query import SearchQuery
from ..result import EngineResult


class EngineUnavailable(Exception):
    """The engine cannot answer now; its message says why."""


class Engine(Protocol):
    """Finds documents. All methods raise `EngineUnavailable`, and nothing else, when the engine does not answer."""

    name: str

    def search(self, query: SearchQuery, expression: Expression) -> EngineResult:
        """One page of the documents that meet `expression` and the query's criteria, with the counts of all facets."""

    def walk(self, query: SearchQuery, expression: Expression) -> Iterator[Sequence[str]]:
        """Keys of all documents that `search` would give page by page, in its order, in batches."""

    def frequencies(self, clauses: Sequence[Clause]) -> Sequence[int]:
        """How many documents of any language meet each clause alone."""

    def suggest(self, tokens: Sequence[str], language: str, limit: int) -> Sequence[str]:
        """Keys of documents in `language` whose titles hold all folded `tokens`, the last as a word's beginning."""
