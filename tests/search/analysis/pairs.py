"""Reads lists of inflected words and measures how analysis brings their forms together."""

from dataclasses import dataclass
from itertools import combinations, permutations, product
from pathlib import Path

from search.analysis.folding import fold
from search.analysis.languages import index_keys, is_stop_word, keys
from search.analysis.tokens import words

LISTS = Path(__file__).parents[2] / "relevance" / "pairs"

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class WordList:
    """Lines of forms that must find each other, and pairs of words that must not."""

    lexemes: list[list[str]]
    strangers: list[list[str]]

    @property
    def pairs(self) -> list[Pair]:
        return [pair for forms in self.lexemes for pair in combinations(forms, 2)]

    @property
    def plain_pairs(self) -> list[Pair]:
        """Every form typed without diacritics and capitals, with every form of its lexeme."""
        every = (pair for forms in self.lexemes for pair in product(forms, forms))
        return [(fold(typed), found) for typed, found in every if fold(typed) != typed.lower()]


def read(name: str) -> WordList:
    lines = [line.strip() for line in (LISTS / name).read_text(encoding="utf-8").splitlines() if line.strip()]
    return WordList(
        [line.split() for line in lines if not line.startswith("!")],
        [line.removeprefix("!").split() for line in lines if line.startswith("!")],
    )


def finds(query: str, text: str, lang: str) -> bool:
    """Whether every word of the query that is no stop word has a key among those of the text."""
    indexed = frozenset[str]().union(*(index_keys(word, lang) for word in words(text)))
    asked = [word for word in words(query) if not is_stop_word(word, lang)]
    return all(keys(word, lang) & indexed for word in asked)


def missed(pairs: list[Pair], lang: str) -> list[Pair]:
    return [pair for pair in pairs if not all(finds(query, text, lang) for query, text in permutations(pair))]


def merged(strangers: list[list[str]], lang: str) -> list[Pair]:
    pairs = (pair for line in strangers for pair in combinations(line, 2))
    return [pair for pair in pairs if any(finds(query, text, lang) for query, text in permutations(pair))]
