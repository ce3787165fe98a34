"""Elasticsearch: everything a page shows from one request."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

from elasticsearch import Elasticsearch

from ..expression import Clause, Expression
from ..query import SearchQuery
from ..result import EngineResult
from . import elastic_body as bodies
from .base import EngineUnavailable
from .elastic_body import Json
from .elastic_client import one_kind_of_error

BATCH = 500
KEEP = "1m"  # how long a walk may pause between two batches
# A search of the next page must meet the same copy of the index: copies count deleted documents differently
SAME_COPY = "portal"


class ElasticEngine:
    """Answers from the index behind an alias."""

    name = "elastic"

    def __init__(self, client: Elasticsearch, alias: str) -> None:
        self._client = client
        self.alias = alias

    def search(self, query: SearchQuery, expression: Expression) -> EngineResult:
        answer = self._ask(bodies.search_body(query, expression, query.page))
        last = max(1, -(-bodies.total_of(answer) // query.size))
        if query.page > last:
            answer = self._ask(bodies.search_body(query, expression, last))
        return bodies.result_of(answer, self.name)

    def walk(self, query: SearchQuery, expression: Expression) -> Iterator[Sequence[str]]:
        body = bodies.walk_body(query, expression, BATCH)
        with self._point_in_time() as point:
            while keys := bodies.keys_of(answer := self._ask_at(point, body)):
                yield keys
                if len(keys) < BATCH:
                    return
                body["search_after"] = answer["hits"]["hits"][-1]["sort"]

    def frequencies(self, clauses: Sequence[Clause]) -> Sequence[int]:
        if not clauses:
            return []
        return bodies.frequencies_of(self._ask(bodies.frequencies_body(clauses)), len(clauses))

    def suggest(self, tokens: Sequence[str], language: str, limit: int) -> Sequence[str]:
        return bodies.keys_of(self._ask(bodies.suggest_body(tokens, language, limit))) if tokens else []

    def _ask(self, body: Json) -> Json:
        with one_kind_of_error():
            return self._client.search(index=self.alias, body=body, preference=SAME_COPY, request_cache=True).body

    def _ask_at(self, point: dict[str, str], body: Json) -> Json:
        with one_kind_of_error():
            answer = self._client.search(body={**body, "pit": {**point, "keep_alive": KEEP}}).body
        point["id"] = answer["pit_id"]
        return answer

    @contextmanager
    def _point_in_time(self) -> Iterator[dict[str, str]]:
        """The index as it stands: what is written during a walk moves nothing in it."""
        with one_kind_of_error():
            point = {"id": self._client.open_point_in_time(index=self.alias, keep_alive=KEEP)["id"]}
        try:
            yield point
        finally:
            # it ends by itself, so it does not matter if nobody answers
            with suppress(EngineUnavailable), one_kind_of_error():
                self._client.close_point_in_time(id=point["id"])
