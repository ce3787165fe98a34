"""Ukrainian: the dictionary of simplemma where it is installed, and stems for the words it does not know."""

import re
import threading
from collections.abc import Iterator, Mapping
from functools import lru_cache

from .folding import CYRILLIC, fold

PREFIX = "s_"
SHORTEST = 3

# Frequent forms that are also of another word; the dictionary has one lemma for each form
_HOMOGRAPHS = {
    "міст": "місто", "сіл": "село",
    "діти": "дитина", "дітей": "дитина", "дітям": "дитина", "дітьми": "дитина", "дітях": "дитина",
    "люди": "людина", "людей": "людина", "людям": "людина", "людьми": "людина", "людях": "людина",
    "дні": "день", "днів": "день", "дням": "день", "днями": "день", "днях": "день",
}  # fmt: skip
SUPPLETIVE: dict[str, tuple[str, ...]] = {}  # none that the dictionary knows

_CASES = """
    а я о е є и і ї у ю ь й ий ій ої ою єю ею ією ія ії ію ей ям ів їв ам ями ами ах ях ом ем єм ові еві єві
    іям іями іях ого ому им ими их їм їх
"""
_ENDINGS = sorted(_CASES.split(), key=len, reverse=True)
_VOWELS = "аеєиіїоуюя"
# The last consonant before some endings and before others: річка/річці, дорога/дорозі
_ALTERNATIONS = {"щ": "ск", "ц": "к", "ч": "к", "ж": "г", "з": "г", "ш": "с", "х": "с"}
_LAST_VOWEL = re.compile(f"[ієе](?=[^{_VOWELS}]*$)")  # школа, шкіл
_FLEETING = re.compile(f"(.+[^{_VOWELS}])[оь]([^{_VOWELS}])$")  # стежка, стежок
_CYRILLIC = re.compile(f"[{CYRILLIC}]")
_MAY_HAVE_APOSTROPHE = re.compile("(?<=[бпвмфркзгнж])(?=[яюєї])")
_APOSTROPHES = "'’"  # the dictionary spells words with the one or the other

_loading = threading.Lock()


@lru_cache(maxsize=1)
def _loaded() -> Mapping[str, str]:
    try:
        from simplemma.strategies import dictionaries  # noqa: PLC0415  # slow, and only Ukrainian words need it
    except ImportError:  # an optional package: words are then found by their stems only
        return {}
    return dictionaries.LOW_MEMORY_DICTIONARY_FACTORY.get_dictionary("uk")


def dictionary() -> Mapping[str, str]:
    """Forms and lemmas with their capitals and apostrophes; empty without simplemma. Read when first needed."""
    with _loading:
        return _loaded()


def lemmas(token: str) -> frozenset[str]:
    """The lemmas of a folded word, or its stem; never empty. Words of other scripts are themselves."""
    if not _CYRILLIC.search(token):
        return frozenset({token})
    known = {fold(lemma) for spelling in _spellings(token) if (lemma := dictionary().get(spelling))}
    if token in _HOMOGRAPHS:
        known.add(_HOMOGRAPHS[token])
    return frozenset(known) or frozenset({PREFIX + _stem(token)})


def _spellings(token: str) -> Iterator[str]:
    """How the dictionary may write the word: as it is, as a name, with the apostrophe that folding dropped."""
    gaps = (match.start() for match in _MAY_HAVE_APOSTROPHE.finditer(token))
    for word in (token, *(token[:gap] + mark + token[gap:] for gap in gaps for mark in _APOSTROPHES)):
        yield word
        yield word.capitalize()


def _stem(word: str) -> str:
    ending = next((e for e in _ENDINGS if word.endswith(e) and len(word) - len(e) >= SHORTEST), "")
    stem = word.removesuffix(ending).rstrip("ьй") or word
    if len(stem) > SHORTEST and stem[-1] == stem[-2]:  # питання, питань
        stem = stem[:-1]
    last = _ALTERNATIONS.get(stem[-1])
    if last:
        stem = stem[:-1] + last
    return _FLEETING.sub(r"\1\2", _LAST_VOWEL.sub("о", stem))
