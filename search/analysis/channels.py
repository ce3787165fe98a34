"""What is indexed of a text: its lemmas, to find much, and its words as written, to rank the exact ones first."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from .languages import index_keys, is_stop_word
from .tokens import words

Lexicon = Mapping[str, frozenset[str]]
EMPTY: Lexicon = MappingProxyType({})
SHORTEST_SUGGESTION = 4


@dataclass(frozen=True, slots=True)
class Channels:
    """Two texts of words separated by spaces: lemma keys without stop words, and all folded tokens."""

    lem: str
    surface: str


def analyse(text: str, lang: str, lexicon: Lexicon = EMPTY) -> Channels:
    """Both channels of a text. `lexicon` gives folded forms further keys: words that staff have added."""
    surface = words(text)
    if lexicon:
        lem = [_with_lexicon(token, lang, lexicon) for token in surface]
    else:
        lem = [_joined_keys(token, lang) for token in surface]
    return Channels(" ".join(filter(None, lem)), " ".join(surface))


@lru_cache(maxsize=32768)
def _joined_keys(token: str, lang: str) -> str:
    return "" if is_stop_word(token, lang) else " ".join(sorted(index_keys(token, lang)))


def _with_lexicon(token: str, lang: str, lexicon: Lexicon) -> str:
    added = lexicon.get(token)
    return " ".join(sorted(index_keys(token, lang) | added)) if added else _joined_keys(token, lang)


def vocabulary(surface: str) -> Counter[str]:
    """How often each word worth suggesting occurs: letters only, four or more."""
    return Counter(word for word in surface.split() if len(word) >= SHORTEST_SUGGESTION and word.isalpha())
