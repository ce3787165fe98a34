"""What a folded token can be found by, in each language of the portal."""

import re
from functools import cache, lru_cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from types import ModuleType
from typing import Final

from . import english, polish, polish_stems, stop_words, ukrainian

LANGUAGES: Final[tuple[str, ...]] = ("pl", "en", "uk")
SCHEMA = 1  # raise it when the same data gives other keys: every index is then rebuilt

_MODULES: dict[str, ModuleType] = {"pl": polish, "en": english, "uk": ukrainian}
LONGEST_CHANGING = 5
_DIGITS = re.compile(r"\d+")


def has_digits(token: str) -> bool:
    """Whether the token is a number or has one in it: 2026, 12_2026, s11."""
    return not token.isalpha() and _DIGITS.search(token) is not None


@lru_cache(maxsize=16384)
def keys(token: str, lang: str) -> frozenset[str]:
    """The folded lemmas of a folded token; a token with digits is its own key. Empty only for an empty token."""
    if not token:
        return frozenset()
    found: frozenset[str] = frozenset({token}) if has_digits(token) else _MODULES[lang].lemmas(token)
    return found


@lru_cache(maxsize=16384)
def index_keys(token: str, lang: str) -> frozenset[str]:
    """What a document is found by: the keys, and the parts of a number, so that 2026 finds 12/2026."""
    return keys(token, lang).union(_DIGITS.findall(token)) if has_digits(token) else keys(token, lang)


@lru_cache(maxsize=64)
def beginnings(wanted: frozenset[str], lang: str) -> frozenset[str]:
    """How folded tokens begin that have one of these index keys, or are written like one of them."""
    found: set[str] = set()
    for key in filter(None, wanted):
        word = key.removeprefix(english.PREFIX).removeprefix(polish_stems.PREFIX)
        found.update("0123456789" if has_digits(key) else "")
        found.update({_common_beginning(word)}, _MODULES[lang].SUPPLETIVE.get(word, ()))
        if lang == "pl" and polish.has_superlative(word):
            found.add(polish.SUPERLATIVE)
    return frozenset(found)


def _common_beginning(word: str) -> str:
    """What all forms of a word begin with: short words may lose their only vowel, dzień has dnia, кінь has коня."""
    return word[:2] if len(word) > LONGEST_CHANGING else word[:1]


def is_stop_word(token: str, lang: str) -> bool:
    """Whether the token says nothing about its text: a frequent word or a single letter, never a number."""
    return token in stop_words.BY_LANGUAGE[lang] or (len(token) == 1 and token.isalpha())


@cache
def fingerprint() -> str:
    """Twelve hexadecimal digits that change whenever the same text may give other keys."""
    facts = [
        SCHEMA,
        _version("snowballstemmer"),
        _version("simplemma"),
        polish.ABBREVIATIONS,
        english.IRREGULAR,
        [sorted(stop_words.BY_LANGUAGE[lang]) for lang in LANGUAGES],
    ]
    digest = sha256(polish.DICTIONARY.read_bytes())
    digest.update(repr(facts).encode())
    return digest.hexdigest()[:12]


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:  # simplemma may lack
        return ""
