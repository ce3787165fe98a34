"""Text as search wants it, from text as it was set on a page."""

import re
import unicodedata

SOFT_HYPHEN = "\u00ad"
SOFT_BREAK = re.compile(rf"{SOFT_HYPHEN}\s*\n\s*")
# Polish repeats a hyphen that belongs to the word at the start of the next line, as in `biało-` / `-czerwony`
HYPHEN_AT_LINE_END = re.compile(r"([^\W_])[-\u2010][^\S\n]*\n\s*([-\u2010]?)(?=([^\W_]))")
SPACES = re.compile(r"[^\S\n]+")
LINE_ENDS = re.compile(r" ?\n[ \n]*")
# Ligatures of typesetters; other compatibility characters (², ½) say something of their own
LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
INVISIBLE = dict.fromkeys([0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF])
CONTROLS = dict.fromkeys([*range(9), *range(0x0E, 0x1C), *range(0x7F, 0x85), *range(0x86, 0xA0)])
NEW_LINES = dict.fromkeys([0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029], "\n")
CHARACTERS = LIGATURES | INVISIBLE | CONTROLS | NEW_LINES


def clean(page: str) -> str:
    """One page: lines without outer or double spaces, no empty lines, no control characters, words whole."""
    # pairs of surrogates become the character they stand for, lone ones fall away
    text = page.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
    text = unicodedata.normalize("NFC", text.translate(CHARACTERS))
    text = SOFT_BREAK.sub("", text).replace(SOFT_HYPHEN, "")
    text = HYPHEN_AT_LINE_END.sub(_joint, text)
    return LINE_ENDS.sub("\n", SPACES.sub(" ", text)).strip()


def _joint(match: re.Match[str]) -> str:
    """Nothing between the halves of a word; a hyphen in `biało-czerwony`, `Poznań-Jeżyce` and `2025-2030`."""
    before, repeated, after = match.groups()
    is_one_word = not repeated and (before + after).isalpha() and before.islower() == after.islower()
    return before if is_one_word else f"{before}-"
