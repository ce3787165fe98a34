"""Cuts a text into the words and numbers that can be searched for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from .folding import APOSTROPHES, CYRILLIC, fold

LONGEST = 60

_LETTER = r"[^\W\d_]"
_JOINING = r"./:\-\u2013"
_NUMBER = rf"(?<=\d)\d*(?:[{_JOINING}]\d+)*"  # 12, 12/2026, 30.11.2026, 12-14
_DOTTED = rf"(?<!\w\w)(?:\.{_LETTER}){{1,9}}(?:(?<=\.{_LETTER}\.{_LETTER})|\.)(?!\w)"  # m.p.z.p.
_SIGN = rf"(?<!\w\w){_LETTER}?-\d+"  # S-11, which is also written S11
# Accents typed as a character of their own, soft hyphens and joiners: texts taken from PDF files are full of them
_UNSEEN = "[\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff]"
_APOSTROPHE = f"(?<=[{CYRILLIC}])[{APOSTROPHES}](?=[{CYRILLIC}])"
_WORD = rf"{_LETTER}*(?:(?:{_UNSEEN}+|{_APOSTROPHE}){_LETTER}*)*\d*"
_AFTER_FIRST = rf"(?:{_NUMBER}|(?<={_LETTER})(?:{_DOTTED}|{_SIGN}|{_WORD}))"
# The case of an abbreviation, ZTM-u, is matched so as not to be taken for a word
_CASE = rf"(?<={_LETTER})-(?:u|owi|em|ie|y|a|e|i|ą|ę|ce|cie|ze|ów|om|ami|ach)(?!\w)"
_TOKEN = re.compile(rf"[^\W_]{_AFTER_FIRST}|{_CASE}")

_INNER_SEPARATOR = re.compile(rf"(?<=\d)[{_JOINING}\u2044](?=\d)")
_JUNK = re.compile(r"[\W_]+")
# Where the letters stand that fold to a Latin, Cyrillic or accented one: Latin, Cyrillic, Latin additional, ligatures
_BLOCKS = (range(0x30, 0x250), range(0x400, 0x530), range(0x1E00, 0x1F00), range(0xFB00, 0xFB07))


@dataclass(frozen=True, slots=True)
class Token:
    """A word or number: its folded text, at most 60 characters, and where it stands in the original."""

    text: str
    start: int
    end: int


@lru_cache(maxsize=32768)
def folded(written: str) -> str:
    """The searchable form of a token as it was written; empty if there is nothing to search for."""
    text = fold(written)
    if text.isalnum():
        return text[:LONGEST]
    if text.startswith("-"):
        return ""
    parts = _INNER_SEPARATOR.sub("_", text).split("_")
    return "_".join(filter(None, (_JUNK.sub("", part) for part in parts)))[:LONGEST]


def words(text: str) -> list[str]:
    """The folded texts of all tokens, in order."""
    return list(filter(None, map(folded, _TOKEN.findall(text))))


def tokenise(text: str) -> Iterator[Token]:
    """All tokens of any text, in order; `12/2026` becomes `12_2026`. Takes time in proportion to the text's length."""
    for match in places(text):
        form = folded(match[0])
        if form:
            yield Token(form, match.start(), match.end())


def places(text: str, beginnings: frozenset[str] | None = None) -> Iterator[re.Match[str]]:
    """Where tokens stand as they are written, see `folded`.

    With `beginnings` (folded, not empty) only those that begin so, several times faster; a few may be parts of tokens.
    """
    return (_TOKEN if beginnings is None else _beginning(beginnings)).finditer(text)


@lru_cache(maxsize=256)
def _beginning(beginnings: frozenset[str]) -> re.Pattern[str]:
    first = re.escape("".join(sorted({written for one in beginnings for written in _written_as(one[0])})))
    # a class of characters at the very start is what makes the search fast; the rest looks around from there
    not_inside = rf"(?<![^\W_].)(?<!\d[{_JOINING}].)"
    rest = "|".join(sorted(map(_looks_around, beginnings)))
    return re.compile(rf"[{first}]{not_inside}(?:{rest}){_AFTER_FIRST}", re.DOTALL)


def _looks_around(beginning: str) -> str:
    """Pattern that holds behind the first character of a word that begins so."""
    first, *others = (f"[{re.escape(_written_as(letter))}]" for letter in beginning)
    return rf"(?<={first})" + (rf"(?={''.join(others)})" if others else "")


def _written_as(initial: str) -> str:
    """The characters that folded words beginning with `initial` may be written with."""
    return _spellings().get(initial, initial)


@cache
def _spellings() -> dict[str, str]:
    written: dict[str, str] = {}
    for character in (chr(code) for block in _BLOCKS for code in block):
        if character.isalnum():
            initial = fold(character)[:1]
            written[initial] = written.get(initial, "") + character
    return written
