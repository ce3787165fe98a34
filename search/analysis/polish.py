"""Polish: a dictionary of inflected forms, and stems for the words it does not know."""

import threading
from functools import lru_cache
from pathlib import Path

from . import polish_stems
from .automaton import Automaton

DICTIONARY = Path(__file__).parent / "data" / "pl.fsa.xz"
NEGATION = "nie"
# Of words that addresses and offices are written with; the dictionary has no abbreviations
ABBREVIATIONS = {
    "al": "aleja", "gm": "gmina", "godz": "godzina", "ks": "ksiadz", "mln": "milion", "os": "osiedle", "pl": "plac",
    "pow": "powiat", "prof": "profesor", "sw": "swiety", "tel": "telefon", "tys": "tysiac", "ul": "ulica",
    "woj": "wojewodztwo",
}  # fmt: skip
SUPERLATIVE = "naj"
# Lemmas that have forms with another beginning, and that beginning
SUPPLETIVE = {
    "byc": ("je", "s"), "czlowiek": ("lu",), "dobry": ("le",), "dobrze": ("le",), "duzo": ("wi",), "duzy": ("wi",),
    "isc": ("sz",), "jechac": ("ja",), "rok": ("la",), "zetrzec": ("st",), "zle": ("go",), "zly": ("go",),
}  # fmt: skip

# What a stem may end in to be a word of the dictionary, and the hard consonants that soft ones stand for
_ENDINGS = ("", "a", "o", "e", "y", "i", "ie", "u")
_HARDENED = {"cc": "ck", "sc": "sk", "rz": "r", "dz": "g", "c": "t", "z": "g"}

_loading = threading.Lock()


@lru_cache(maxsize=1)
def _loaded() -> Automaton:
    return Automaton.load(DICTIONARY)


def dictionary() -> Automaton:
    """The shipped dictionary, read when first needed and then shared by all threads."""
    with _loading:
        return _loaded()


def has_superlative(lemma: str) -> bool:
    """Whether the lemma may be an adjective or adverb."""
    return lemma.endswith(("y", "i", "o", "e"))


def lemmas(token: str) -> frozenset[str]:
    """The folded lemmas of a folded word, or its stems; never empty. Other scripts are themselves."""
    known = dictionary().lemmas(token)
    if token in ABBREVIATIONS:
        known |= {ABBREVIATIONS[token]}
    if known:
        return known
    if not token.isascii():
        return frozenset({token})
    stems = polish_stems.stems(token)
    return stems | _relatives(token, stems) | _negated(token)


def _negated(token: str) -> frozenset[str]:
    """Lemmas of a negated participle, which the dictionary has without its negation only."""
    if not token.startswith(NEGATION):
        return frozenset()
    return frozenset(NEGATION + lemma for lemma in dictionary().lemmas(token.removeprefix(NEGATION)))


def _relatives(token: str, stems: frozenset[str]) -> frozenset[str]:
    """Lemmas of known words that inflect from the same stem.

    Of a name the dictionary lacks, it may know one form by accident, as a form of another word: Antoninka has the
    genitive plural Antoninek. The unknown forms of Antoninek then meet the known one through antoninka. Words that
    are known gain nothing from this, so that no two of them can meet falsely.
    """
    found: set[str] = set()
    for beginning in _beginnings(token):
        for word in dictionary().continued(beginning, _ENDINGS):
            if not stems.isdisjoint(polish_stems.stems(word)):
                found |= dictionary().lemmas(word)
    return frozenset(found)


def _beginnings(token: str) -> set[str]:
    """How a word may begin that inflects like the token: the remainders, hardened, with and without e."""
    found = set(polish_stems.remainders(token))
    found |= {
        rest.removesuffix(soft) + hard for rest in found for soft, hard in _HARDENED.items() if rest.endswith(soft)
    }
    found |= {variant for rest in found for variant in _with_other_vowel(rest)}
    return {rest for rest in found if len(rest) >= polish_stems.SHORTEST}


def _with_other_vowel(rest: str) -> tuple[str, ...]:
    """Antonink-u of Antoninek, Tulec of Tulc-e."""
    fleeting = polish_stems.FLEETING.fullmatch(rest)
    if fleeting:
        return (fleeting[1] + fleeting[3],)
    return (f"{rest[:-1]}e{rest[-1]}", f"{rest[:-1]}ie{rest[-1]}")
