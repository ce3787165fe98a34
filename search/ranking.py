"""How the scores of clauses become the score of a document in the SQL engine. Plain Python."""

from collections.abc import Hashable, Sequence
from math import log
from threading import Lock

Scores = dict[int, float]  # document id -> score, the higher the better

MAX_KEPT = 200_000  # scores in memory, of a hundred bytes each
QUESTION = 50  # scores that a question takes the room of
# Of two documents that answer equally well people want the newer one
FRESHNESS = 0.15  # part of the score that age takes away: half of it in the first year, and so on
HALF_LIFE = 365 * 24 * 3600 * 1000  # milliseconds


class KnownScores:
    """Scores of the latest questions, true as long as the documents stay the same. Threads share them unchanged."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: dict[Hashable, Scores] = {}
        self._size = 0

    def get(self, question: Hashable) -> Scores | None:
        return self._kept.get(question)

    def keep(self, question: Hashable, scores: Scores) -> None:
        """Keep these scores, and forget the oldest beyond `MAX_KEPT`."""
        with self._lock:
            self._size += _weight(scores) - _weight(self._kept.pop(question, None))
            self._kept[question] = scores
            while self._size > MAX_KEPT:
                self._size -= _weight(self._kept.pop(next(iter(self._kept))))


def _weight(scores: Scores | None) -> int:
    return 0 if scores is None else QUESTION + len(scores)


def weighted_by_rarity(scores: Scores, documents: int) -> Scores:
    """Scores times the inverse document frequency of BM25: a clause that few of the `documents` meet counts more."""
    rarity = log(1 + max(0.0, documents - len(scores) + 0.5) / (len(scores) + 0.5))
    return {one: score * rarity for one, score in scores.items()}


def combined(clauses: Sequence[Scores], required: int) -> Scores:
    """Sum of the clause scores of the documents that meet at least `required` clauses."""
    if len(clauses) == 1:
        return clauses[0]
    met = _meeting_all(clauses) if required >= len(clauses) else _meeting_some(clauses, required)
    return {one: sum(scores.get(one, 0.0) for scores in clauses) for one in met}


def _meeting_all(clauses: Sequence[Scores]) -> set[int]:
    smallest, *others = sorted(clauses, key=len)
    return {one for one in smallest if all(one in scores for scores in others)}


def _meeting_some(clauses: Sequence[Scores], required: int) -> set[int]:
    met: dict[int, int] = {}
    for scores in clauses:
        for one in scores:
            met[one] = met.get(one, 0) + 1
    return {one for one, times in met.items() if times >= required}


def freshness(published_at: int | None, now: int) -> float:
    """Factor of the score of a document published at that moment (milliseconds); the future is as far as the past."""
    fresh = 0.0 if published_at is None else 0.5 ** (abs(now - published_at) / HALF_LIFE)
    return 1 - FRESHNESS + FRESHNESS * fresh


def raise_by(totals: Scores, bonus: Scores, factor: float) -> None:
    """Multiply the totals of the documents in `bonus`."""
    for one in bonus:
        if one in totals:
            totals[one] *= factor
