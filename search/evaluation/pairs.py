"""Forms of words that must find each other, and words that must not, asked through the whole search."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations, permutations
from pathlib import Path
from typing import Any

from ..analysis.folding import fold
from ..engines.base import Engine
from ..projection import Projection
from ..query import SearchQuery
from ..selectors import walk_keys


@dataclass(frozen=True, slots=True)
class WordLists:
    """Lines of forms of one lexeme, and lines of words that must not meet."""

    lexemes: Sequence[Sequence[str]]
    strangers: Sequence[Sequence[str]]

    @property
    def words(self) -> list[str]:
        return list(dict.fromkeys(word for line in (*self.lexemes, *self.strangers) for word in line))


def read_lists(path: Path) -> WordLists:
    """The lists of a file; `#` begins a comment, `! ` a line of words that must not find each other."""
    lexemes: list[list[str]] = []
    strangers: list[list[str]] = []
    for line in path.read_text(encoding="utf-8-sig").splitlines():
        words = line.removeprefix("!").split()
        if words and not line.startswith("#"):
            (strangers if line.startswith("!") else lexemes).append(words)
    return WordLists(lexemes, strangers)


def documents(lists: WordLists, lang: str) -> dict[str, Projection]:
    """A document for every word, by its number as key."""
    return {
        f"word-{number}": Projection(kind="page", lang=lang, title=word, url=f"/{number}/")
        for number, word in enumerate(lists.words)
    }


def measure(
    lists: WordLists, lang: str, engine: Engine, now: datetime, progress: Callable[[], object] = lambda: None
) -> dict[str, Any]:
    """Pairs met of all; ordered pairs met when typed without diacritics; false merges of all; with the misses."""
    key_of = {word: f"word-{number}" for number, word in enumerate(lists.words)}
    found: dict[str, frozenset[str]] = {}

    def finds(typed: str, word: str) -> bool:
        if typed not in found:
            query = SearchQuery(now=now, text=typed, language=lang)
            found[typed] = frozenset(walk_keys(query, engine))
            progress()
        return key_of[word] in found[typed]

    pairs = [pair for line in lists.lexemes for pair in combinations(line, 2)]
    missed = [(one, two) for one, two in pairs if not (finds(one, two) and finds(two, one))]
    plain = [(fold(a), b) for line in lists.lexemes for a, b in permutations(line, 2) if fold(a) != a.lower()]
    missed_plain = [(typed, word) for typed, word in plain if not finds(typed, word)]
    apart = [pair for line in lists.strangers for pair in combinations(line, 2)]
    merged = [(one, two) for one, two in apart if finds(one, two) or finds(two, one)]
    return {
        "pairs": len(pairs),
        "pairs_met": len(pairs) - len(missed),
        "without_diacritics": len(plain),
        "without_diacritics_met": len(plain) - len(missed_plain),
        "strangers": len(apart),
        "false_merges": len(merged),
        "missed": missed[:20],
        "missed_without_diacritics": missed_plain[:20],
        "merged": merged[:20],
    }
