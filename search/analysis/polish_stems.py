"""Stems of Polish words that no dictionary knows: new words, names, foreign words, slips of the keyboard.

Snowball's Polish stemmer wants diacritics and takes many cases of nouns for verbs. Folded nouns and adjectives are
therefore cut by the endings below; Snowball's stem stands beside ours for verbs. Measured with lexemes hidden from the
dictionary, see data/README.md.
"""

import re
import threading
from collections.abc import Iterator

from snowballstemmer import stemmer

from .folding import fold

PREFIX = "s_"  # so that a stem is never taken for a lemma
SHORTEST = 3

_CASES = """
    a e i o u y ie ia iu io em om um ym im am ach ami mi iach iami iem iom ow owi owie
    ego emu ej ych ymi ich imi iego iemu iej
"""
_ENDINGS = sorted(_CASES.split(), key=len, reverse=True)
# Endings that may as well belong to the word: -ow of Aleksandrów, -owi of rowerowi (adjective), -em of problem
_DOUBTFUL = {"owie": "ie", "owi": "i", "ow": "", "em": "", "om": "", "ym": "", "im": "", "um": "", "ach": "", "ich": ""}
_VERB = re.compile(r"(.{3,}?)(?:owa[cln]|uj[aecm])[a-z]*")  # lajkować, lajkuje, lajkowano, lajkujący
# The last consonant before some endings and before others: droga/drodze, mucha/musze, rower/rowerze, kot/kocie
_ALTERNATIONS = {
    "rz": "r", "dz": "d", "cz": "t", "sz": "s", "ch": "s", "h": "s", "c": "t", "z": "d", "g": "d", "k": "t",
}  # fmt: skip
FLEETING = re.compile(r"(.+[^aeiouy])(i?)e([^aeiouy])")
_VOWEL = re.compile("[aeiouy]")

_stemming = threading.Lock()
_snowball = stemmer("polish")


def stems(word: str) -> frozenset[str]:
    """The stems, marked as such, that a folded word may have; forms of one word share at least one."""
    return frozenset(PREFIX + stem for stem in {*map(_plain, remainders(word)), _snowball_stem(word)})


def remainders(word: str) -> Iterator[str]:
    """The word without its ending; if the ending may belong to the word, also with it."""
    ending = next((e for e in _ENDINGS if word.endswith(e) and _can_lose(word, e)), "")
    yield word.removesuffix(ending)
    doubtful = next((e for e in _DOUBTFUL if word.endswith(e)), None)
    if doubtful is not None:
        yield word[: len(word) - len(_DOUBTFUL[doubtful])]
    verb = _VERB.fullmatch(word)
    if verb:
        yield verb[1] + "ow"


def _can_lose(word: str, ending: str) -> bool:
    return len(word) - len(ending) >= SHORTEST and _VOWEL.search(word, 0, len(word) - len(ending)) is not None


def _plain(remainder: str) -> str:
    """One spelling for the stem's variants: alternating consonants, the vowel that comes and goes, -anin."""
    if remainder.endswith("anin"):  # poznanianin, poznanianie
        remainder = remainder.removesuffix("in")
    stem = _hard(remainder)
    fleeting = FLEETING.fullmatch(stem)
    if not fleeting:
        return stem
    before, soft, after = fleeting.groups()  # grudzień, grudnia: the softness goes with the vowel
    return (_hard(before) if soft else before) + after


def _hard(stem: str) -> str:
    if len(stem) > SHORTEST and (stem[-1] == "i" or (stem[-1] == "j" and _VOWEL.match(stem[-2]))):
        stem = stem[:-1]
    last = next((soft for soft in _ALTERNATIONS if stem.endswith(soft)), None)
    return stem.removesuffix(last) + _ALTERNATIONS[last] if last else stem


def _snowball_stem(word: str) -> str:
    if word.endswith("ow"):  # the one frequent ending that it does not know without its diacritic
        word = word[:-2] + "ów"
    with _stemming:  # the stemmer keeps its state in itself
        return fold(_snowball.stemWord(word)) or word
