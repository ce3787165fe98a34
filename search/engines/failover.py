"""Two engines as one: Elasticsearch while it answers and is up to date, otherwise the database."""

import logging
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from ..expression import Clause, Expression
from ..query import SearchQuery
from ..result import EngineResult
from .base import Engine, EngineUnavailable
from .circuit import Circuit
from .elastic_client import EngineUnfit

logger = logging.getLogger(__name__)
Answer = TypeVar("Answer")


class FailoverEngine:
    """Asks `first`, and `second` whenever `first` is unavailable, paused, or not fit according to `verify`.

    `verify` raises EngineUnavailable with the reason.
    """

    name = "failover"

    def __init__(self, first: Engine, second: Engine, *, circuit: Circuit, verify: Callable[[], None]) -> None:
        self._first = first
        self._second = second
        self._circuit = circuit
        self._verify = verify

    def search(self, query: SearchQuery, expression: Expression) -> EngineResult:
        return self._answer(lambda engine: engine.search(query, expression))

    def frequencies(self, clauses: Sequence[Clause]) -> Sequence[int]:
        return self._answer(lambda engine: engine.frequencies(clauses))

    def suggest(self, tokens: Sequence[str], language: str, limit: int) -> Sequence[str]:
        return self._answer(lambda engine: engine.suggest(tokens, language, limit))

    def walk(self, query: SearchQuery, expression: Expression) -> Iterator[Sequence[str]]:
        given: set[str] = set()
        try:
            with self._circuit.guarded():
                self._verify()
                for batch in self._first.walk(query, expression):
                    given.update(batch)
                    yield batch
            return
        except EngineUnavailable as error:
            self._report(error)
        # both find the same documents, so what was given already is all there is to leave out
        for batch in self._second.walk(query, expression):
            if rest := [key for key in batch if key not in given]:
                yield rest

    def _answer(self, ask: Callable[[Engine], Answer]) -> Answer:
        try:
            with self._circuit.guarded():
                self._verify()
                return ask(self._first)
        except EngineUnavailable as error:
            self._report(error)
        return ask(self._second)

    def _report(self, error: EngineUnavailable) -> None:
        # why an engine is unfit is logged where that is found out, not with every search
        level = logging.DEBUG if isinstance(error, EngineUnfit) else logging.WARNING
        logger.log(level, "The %s engine answers instead of %s: %s", self._second.name, self._first.name, error)
