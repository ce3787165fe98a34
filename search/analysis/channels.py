"""What is indexed of a text: its lemmas, to find much, and its words as written, to rank the exact ones first."""

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from .languages import index_keys, is_stop_word
from .tokens import words

SHORTEST_SUGGESTION = 4


@dataclass(frozen=True, slots=True)
class Channels:
    """Two texts of words separated by spaces: lemma keys without stop words, and all folded tokens."""

    lem: str
    surface: str


def analyse(text: str, lang: str) -> Channels:
    """Both channels of a text."""
    surface = words(text)
    lem = [_joined_keys(token, lang) for token in surface]
    return Channels(" ".join(filter(None, lem)), " ".join(surface))


@lru_cache(maxsize=32768)
def _joined_keys(token: str, lang: str) -> str:
    return "" if is_stop_word(token, lang) else " ".join(sorted(index_keys(token, lang)))


def vocabulary(surface: str) -> Counter[str]:
    """How often each word worth suggesting occurs: letters only, four or more."""
    return Counter(word for word in surface.split() if len(word) >= SHORTEST_SUGGESTION and word.isalpha())
