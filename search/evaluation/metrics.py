"""Measures of a ranking. Plain Python."""

from collections.abc import Mapping, Sequence
from math import log2

DEPTH = 10


def gain(grades: Sequence[int]) -> float:
    """Discounted cumulative gain of grades in their order: sum of (2^grade - 1) / log2(rank + 1)."""
    return sum((2**grade - 1) / log2(rank + 1) for rank, grade in enumerate(grades[:DEPTH], start=1))


def ndcg(keys: Sequence[str], judged: Mapping[str, int]) -> float:
    """Gain of the first ten keys, as a part of the best that the judged grades allow; unjudged keys count 0."""
    ideal = gain(sorted(judged.values(), reverse=True))
    return gain([judged.get(key, 0) for key in keys]) / ideal if ideal else 0.0


def success(keys: Sequence[str], judged: Mapping[str, int], depth: int = 3) -> bool:
    """Whether one of the first `depth` keys is of use."""
    return any(judged.get(key, 0) > 0 for key in keys[:depth])


def mean(values: Sequence[float]) -> float:
    """Arithmetic mean; 0 of nothing."""
    return sum(values) / len(values) if values else 0.0
