"""One spelling for what people type in many: case, diacritics, ligatures, apostrophes."""

import re
import unicodedata

APOSTROPHES = "'’‘ʼʹ`´′＇ʻ"
CYRILLIC = "\u0400-\u052f"

# Letters that have no decomposition into a base letter and a mark
_STROKES = {"ł": "l", "đ": "d", "ø": "o", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}
_INSIDE_WORD = re.compile(f"(?<=[{CYRILLIC}])'+(?=[{CYRILLIC}])")


class _Letters(dict[int, str]):
    """What each character of a normalised, lower-case text becomes; filled as characters occur."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _folded_character(chr(code))
        return folded


def _folded_character(character: str) -> str:
    if character in APOSTROPHES:
        return "'"
    if character in _STROKES:
        return _STROKES[character]
    category = unicodedata.category(character)
    if category in {"Mn", "Me", "Cf"}:  # stress marks, soft hyphens, joiners: nobody types them
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(character))
    base = unicodedata.normalize("NFD", character)[0]
    return base if base.isascii() and base.isalpha() else character


_LETTERS = _Letters()


def fold(text: str) -> str:
    """The text in lower case, Latin letters and digits in ASCII; other scripts keep their letters.

    Łódź becomes lodz. Cyrillic stays Cyrillic, and its apostrophe is dropped: пам'ятка, пам’ятка and памятка
    are one word. Folding a folded text changes nothing.
    """
    if text.isascii():
        return text.lower()
    # NFKC would make a space and an accent of the acute that some type for an apostrophe
    normal = unicodedata.normalize("NFKC", text.replace("´", "'")).casefold()
    plain = unicodedata.normalize("NFKC", normal).translate(_LETTERS)
    if plain.isascii():
        return plain
    return _INSIDE_WORD.sub("", unicodedata.normalize("NFKC", plain))
