"""What somebody who mistyped a word may have meant: the nearest words of our own documents."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from rapidfuzz import process
from rapidfuzz.distance import OSA

from .languages import LANGUAGES, has_digits, keys


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word of the vocabulary: its distance from what was typed, and how many documents have it."""

    term: str
    distance: int
    df: int


class Vocabulary:
    """The words to suggest, in folded form, with the number of documents they occur in."""

    def __init__(self, frequencies: Mapping[str, int] = MappingProxyType({})) -> None:
        self._frequencies: dict[str, int] = {}
        self._by_length: dict[int, list[str]] = {}
        for term, df in frequencies.items():
            self.add(term, df)

    def add(self, term: str, df: int) -> None:
        """Put in a word, or change its number of documents."""
        if term not in self._frequencies:
            self._by_length.setdefault(len(term), []).append(term)
        self._frequencies[term] = df

    def candidates(self, token: str, limit: int = 3) -> list[Candidate]:
        """The nearest words, best first: by distance, same first letter, number of documents."""
        return self._ranked(token)[:limit]

    def best(self, token: str) -> str | None:
        """The nearest word if no other word, only another form of it, is as likely."""
        ranked = self._ranked(token)
        if not ranked or any(_rivals(token, ranked[0], other) for other in ranked[1:]):
            return None
        return ranked[0].term

    def _ranked(self, token: str) -> list[Candidate]:
        reach = tolerance(token)
        if not reach:
            return []
        lengths = range(len(token) - reach, len(token) + reach + 1)
        terms = [term for length in lengths for term in self._by_length.get(length, ())]
        near = process.extract(token, terms, scorer=OSA.distance, score_cutoff=reach, limit=None)
        found = [Candidate(term, int(distance), self._frequencies[term]) for term, distance, _ in near]
        return sorted(found, key=lambda c: (c.distance, c.term[0] != token[0], -c.df, c.term))


def tolerance(token: str) -> int:
    """How many slips of the keyboard a word of this length is forgiven; numbers none."""
    if has_digits(token) or len(token) < 4:
        return 0
    return 1 if len(token) < 8 else 2


def _rivals(token: str, best: Candidate, other: Candidate) -> bool:
    if other.distance > best.distance or (other.term[0] == token[0]) != (best.term[0] == token[0]):
        return False
    return other.df * 3 >= best.df and not any(keys(best.term, lang) & keys(other.term, lang) for lang in LANGUAGES)
