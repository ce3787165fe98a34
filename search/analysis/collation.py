"""Sorts as a Polish reader expects, on every engine: the order is in the characters of the key."""

import re
import unicodedata

from .folding import fold

LONGEST = 200
SEPARATOR = "0"  # between words; before numbers (1-9), and those before letters

_POLISH = "aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż"
_UKRAINIAN = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"
_AFTER_Z = "3456789abcdefghijklmnopqrstuvwxyz"  # a letter for each Ukrainian one; z0, z1 and z2 are Polish
_LIKE_UKRAINIAN = {"ё": "е", "ы": "и", "э": "е", "ъ": "ь", "ў": "у"}
_UNKNOWN = "zz"
_PIECE = re.compile(r"\d+|[^\W\d_]|\s+")


def _codes() -> dict[str, str]:
    """Two characters for each letter; none is the beginning of another, so that words sort letter by letter."""
    codes: dict[str, str] = {}
    for letter in _POLISH:
        base = fold(letter)
        codes[letter] = f"{base}{sum(code[0] == base for code in codes.values())}"
    codes |= {letter: f"z{after}" for letter, after in zip(_UKRAINIAN, _AFTER_Z, strict=True)}
    return codes | {letter: codes[like] for letter, like in _LIKE_UKRAINIAN.items()}


_CODES = _codes()


def sort_key(text: str) -> str:
    """Digits and small ASCII letters, at most 200, that put texts in order in any collation.

    Polish alphabet, Ukrainian letters after it, numbers by value before letters; case and punctuation do not count.
    """
    key = gap = ""
    for piece in _PIECE.findall(unicodedata.normalize("NFKC", text).lower()):
        if piece.isspace():
            gap = SEPARATOR if key else ""
            continue
        code = gap + (_number(piece) if piece.isdecimal() else _letter(piece))
        if len(key) + len(code) > LONGEST:
            break
        key, gap = key + code, ""
    return key


def _number(digits: str) -> str:
    """The number after how many digits it has, so that 9 comes before 10."""
    value = fold(digits).lstrip("0") or "0"
    return f"{len(value)}{value}" if len(value) < 9 else f"9{min(len(value), 99):02}{value}"


def _letter(letter: str) -> str:
    return _CODES.get(letter) or "".join(_CODES.get(plain, _UNKNOWN) for plain in fold(letter))
