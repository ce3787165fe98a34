"""The embedded engine: the database's full text finds and scores, the snapshot filters, counts and orders."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import nlargest
from itertools import islice

from django.db import connection

from ..expression import Clause, Expression
from ..query import SearchQuery, Sort
from ..ranking import Scores, combined, raise_by, weighted_by_rarity
from ..result import EngineResult
from ..snapshot import Faceted, Snapshot, members
from . import postgres, sqlite
from .legs import Dialect, run
from .snapshots import keeper

BATCH = 500


# how many times its own score a document counts whose title or text has the typed words side by side
BONUSES = (("title_surface", 1.6), ("surface", 1.25))


@dataclass(frozen=True, slots=True)
class _Found:
    """Documents of a search, and the scores of those with words."""

    snapshot: Snapshot
    faceted: Faceted
    base_total: int
    scores: Scores

    def slots(self, query: SearchQuery, limit: int | None) -> Iterator[int]:
        """Slots in the query's order; at least the first `limit` ones where only they are needed."""
        if query.order is not Sort.RELEVANCE:
            return self.snapshot.in_order(self.faceted.bits, query)
        return iter(self._by_relevance(query, limit))

    def _by_relevance(self, query: SearchQuery, limit: int | None) -> list[int]:
        snapshot = self.snapshot
        score_of, ids, fresh = self.scores.get, snapshot.ids, snapshot.at(query.minute).freshness
        slots = list(members(self.faceted.bits))
        values = [score_of(ids[slot], 0.0) * fresh[slot] for slot in slots]
        # only what can be among the first needs a place of its own: keys are compared where scores are equal
        least = min(nlargest(limit, values), default=0.0) if limit is not None else -1.0
        ranked = [
            (-value, snapshot.key(slot), slot) for value, slot in zip(values, slots, strict=True) if value >= least
        ]
        return [slot for _, _, slot in sorted(ranked)]


class SqlEngine:
    """Answers from the database of the portal: SQLite (FTS5) or PostgreSQL (tsvector). Made anew for every request."""

    name = "sql"

    @cached_property
    def _snapshot(self) -> Snapshot:
        """Read once: whatever one page asks of an engine is answered from the same state of the documents."""
        return keeper.current()

    @property
    def dialect(self) -> Dialect:
        return postgres.DIALECT if connection.vendor == "postgresql" else sqlite.DIALECT

    def search(self, query: SearchQuery, expression: Expression) -> EngineResult:
        found = self._find(query, expression)
        total = found.faceted.bits.bit_count()
        page = min(query.page, max(1, -(-total // query.size)))
        start, end = (page - 1) * query.size, page * query.size
        slots = islice(found.slots(query, end), start, end)
        keys = [found.snapshot.key(slot) for slot in slots]
        return EngineResult(keys, total, found.base_total, found.faceted.counts, found.faceted.without, self.name)

    def walk(self, query: SearchQuery, expression: Expression) -> Iterator[Sequence[str]]:
        found = self._find(query, expression)
        keys = (found.snapshot.key(slot) for slot in found.slots(query, None))
        while batch := [key for _, key in zip(range(BATCH), keys, strict=False)]:
            yield batch

    def frequencies(self, clauses: Sequence[Clause]) -> Sequence[int]:
        snapshot = self._snapshot
        found = run([self.dialect.clause(clause, scored=False) for clause in clauses])
        return [snapshot.slots(ids).bit_count() for ids in found]

    def suggest(self, tokens: Sequence[str], language: str, limit: int) -> Sequence[str]:
        snapshot = self._snapshot
        (ids,) = run([self.dialect.titles(tokens, language, limit)])
        return [snapshot.key(slot) for one in ids if (slot := snapshot.slot_of.get(one)) is not None]

    def _find(self, query: SearchQuery, expression: Expression) -> _Found:
        snapshot = self._snapshot
        base, scores = snapshot.live, Scores()
        if expression.clauses:
            by_relevance = query.order is Sort.RELEVANCE
            scores = self._scores(expression, len(snapshot.slot_of) if by_relevance else 0)
            base = snapshot.slots(scores)
        base &= snapshot.between(*query.window())
        return _Found(snapshot, snapshot.faceted(base, query), base.bit_count(), scores)

    def _scores(self, expression: Expression, among: int) -> Scores:
        """Documents that meet the expression, scored as among that many documents unless it is 0.

        Who turns a page or adds a filter asks for the same words again.
        """
        known = self._snapshot.known_scores
        scores = known.get((expression, among))
        if scores is None:
            scores = self._ask(expression, among)
            known.keep((expression, among), scores)
        return scores

    def _ask(self, expression: Expression, among: int) -> Scores:
        dialect, scored = self.dialect, among > 0
        are_all_required = expression.required >= len(expression.clauses)
        together = dialect.together(expression.clauses, scored=scored) if are_all_required else None
        legs = [together] if together else [dialect.clause(clause, scored=scored) for clause in expression.clauses]
        bonuses = [(words, *bonus) for words in expression.phrases for bonus in BONUSES] if scored else []
        found = run([*legs, *(dialect.phrase(words, column) for words, column, _ in bonuses)])
        clauses, extra = found[: len(legs)], found[len(legs) :]
        if scored and not dialect.scores_rarity:
            clauses = [weighted_by_rarity(scores, among) for scores in clauses]
        totals = combined(clauses, expression.required if len(legs) > 1 else 1)
        for (_, _, factor), bonus in zip(bonuses, extra, strict=True):
            raise_by(totals, bonus, factor)
        return totals
