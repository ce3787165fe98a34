"""From typed words to what the engines are asked: clauses of alternatives. Plain Python, no engine's syntax."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import ceil

from .analysis.languages import LANGUAGES, is_stop_word, keys
from .analysis.tokens import tokenise

MAX_CLAUSES = 12
LONG = 5  # clauses of a question or a title rather than of a search for words
ENOUGH = 0.6  # part of the clauses that must be met of such a question, or where all of them together meet nothing
QUOTED = re.compile(r'["„”“]([^"„”“]+)["”“]')

Keys = frozenset[str]


@dataclass(frozen=True, slots=True)
class Clause:
    """One word, phrase or name of the query.

    A document meets it by any of the `alternatives`; an alternative is a sequence of sets of lemma keys, one of each
    of which must occur. `surface` are the folded words as typed; with `is_phrase` they must stand side by side.
    """

    surface: tuple[str, ...]
    alternatives: tuple[tuple[Keys, ...], ...] = ()
    is_phrase: bool = False

    @property
    def wanted(self) -> Keys:
        """Keys and words to mark in a text that was found."""
        return frozenset(self.surface).union(*(keys for alternative in self.alternatives for keys in alternative))


@dataclass(frozen=True, slots=True)
class Expression:
    """All clauses must be met, or `minimum` of them; no clause at all is met by every document."""

    clauses: tuple[Clause, ...] = ()
    minimum: int = 0

    @property
    def required(self) -> int:
        return self.minimum or len(self.clauses)

    @property
    def wanted(self) -> Keys:
        return frozenset[str]().union(*(clause.wanted for clause in self.clauses))

    @property
    def phrases(self) -> tuple[tuple[str, ...], ...]:
        """Typed words that make a document better where they stand side by side, a single one as it was typed."""
        words = tuple(word for clause in self.clauses for word in clause.surface)
        return (words,) if words else ()

    def relaxed(self) -> "Expression | None":
        """The expression with fewer clauses required; None where leaving words out would change the question."""
        fewer = max(2, ceil(len(self.clauses) * ENOUGH))
        return replace(self, minimum=fewer) if fewer < self.required else None


@dataclass(frozen=True, slots=True)
class Label:
    """A name people may type for a facet value or an expression: the keys of its words, and what they also mean."""

    words: tuple[Keys, ...]
    alternative: tuple[Keys, ...]


@dataclass(frozen=True, slots=True)
class Thesaurus:
    """Labels by the keys of their first word."""

    by_key: Mapping[str, Sequence[Label]] = field(default_factory=dict)

    @classmethod
    def of(cls, labels: Iterable[Label]) -> "Thesaurus":
        by_key: dict[str, list[Label]] = {}
        for label in labels:
            for key in label.words[0]:
                by_key.setdefault(key, []).append(label)
        return cls(by_key)

    def at(self, words: Sequence[Keys]) -> Iterator[Label]:
        """Labels that the words begin with."""
        candidates = {id(label): label for key in sorted(words[0]) for label in self.by_key.get(key, ())}
        for label in candidates.values():
            typed = words[: len(label.words)]
            pairs = zip(typed, label.words, strict=False)
            if len(typed) == len(label.words) and all(ours & theirs for ours, theirs in pairs):
                yield label

    def names(self, token: str) -> bool:
        """Whether the word alone is an expression, as “bo” (budżet obywatelski) is, although it is also a stop word."""
        return any(len(label.words) == 1 for label in self.by_key.get(token, ()))


NO_THESAURUS = Thesaurus()


def all_keys(token: str) -> Keys:
    """Keys of a folded token in every language."""
    return frozenset[str]().union(*(keys(token, language) for language in LANGUAGES))


def words_of(text: str) -> tuple[Keys, ...]:
    """Keys of each word of a label, stop words left out unless nothing else remains."""
    tokens = [token.text for token in tokenise(text)]
    content = [token for token in tokens if not is_stop_word(token, "pl")] or tokens
    return tuple(all_keys(token) for token in content)


def parse_text(text: str, language: str, thesaurus: Thesaurus = NO_THESAURUS) -> Expression:
    """The expression a reader of `language` means by `text`; quoted words are phrases."""
    clauses: list[Clause] = []
    rest = text
    for quoted in QUOTED.finditer(text):
        phrase = tuple(token.text for token in tokenise(quoted.group(1)))
        if len(phrase) > 1:
            clauses.append(Clause(phrase, is_phrase=True))
            rest = rest.replace(quoted.group(0), " ")
    tokens = list(dict.fromkeys(token.text for token in tokenise(rest)))
    content = [token for token in tokens if not is_stop_word(token, language) or thesaurus.names(token)]
    clauses += _clauses(content, thesaurus)
    if tokens and not clauses:
        # only stop words (“po co to”), which have no lemmas in the documents: taken as they stand
        clauses.append(Clause(tuple(tokens), is_phrase=True))
    kept = tuple(clauses[:MAX_CLAUSES])
    return Expression(kept, ceil(len(kept) * ENOUGH) if len(kept) >= LONG else 0)


def _clauses(tokens: Sequence[str], thesaurus: Thesaurus) -> list[Clause]:
    words = [all_keys(token) for token in tokens]
    clauses = []
    start = 0
    while start < len(words):
        labels = list(thesaurus.at(words[start:]))
        length = max((len(label.words) for label in labels), default=1)
        own = tuple(words[start : start + length])
        means = [label.alternative for label in labels if len(label.words) == length]
        clauses.append(Clause(tuple(tokens[start : start + length]), tuple(dict.fromkeys([own, *means]))))
        start += length
    return clauses
