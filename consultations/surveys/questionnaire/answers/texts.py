"""Answers in words: short and long texts, and the words typed beside an option."""

import re
import unicodedata
from typing import Any

from ..blank import as_integer, trimmed
from ..structure import Element
from .faults import Fault, fault

DEFAULT_LENGTH = {"short_text": 255, "long_text": 2000}
# Characters that no database column takes
_NOT_TEXT = re.compile("[\x00\ud800-\udfff]")
# Marks one after the other; Unicode's Stream-Safe Text stops there, and sorting them costs the square of their number
_MOST_MARKS = 30
_COMPOSED_AT_MOST = 4  # characters that NFC makes one of, at most

_EMAIL = re.compile(r"[^@\s\x00-\x20<>()\[\],;:\\\"]{1,64}@[^@\s\x00-\x20<>()\[\],;:\\\"/]{1,255}")
_HOST = re.compile(r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_][\w-]*[^\W_]")
_POSTCODE = re.compile(r"[0-9]{2}-[0-9]{3}")
_POSTCODE_DIGITS = re.compile(r"([0-9]{2})[\s-]*([0-9]{3})")
_PHONE = re.compile(r"\+?[0-9 ()/.-]{7,30}")
_PHONE_DIGITS = range(7, 16)
_URL = re.compile(r"https?://([^\s/?#:@]+)(?::[0-9]{1,5})?(?:[/?#]\S*)?", re.IGNORECASE)


def tidy_text(element: Element, answer: Any) -> Any:
    """Trimmed, composed (NFC), lines ended by "\\n" alone; a postcode with its dash."""
    if not isinstance(answer, str):
        return answer
    text = tidied(answer, longest(element))
    return with_dash(text) if element.settings.get("input") == "postcode" else text


def tidied(text: str, most: int) -> str:
    """The text in its stored form. One that is too long whatever is done to it stays as it is: that would cost time."""
    text = trimmed(text.replace("\r\n", "\n").replace("\r", "\n"))
    if text.isascii() or len(text) > _COMPOSED_AT_MOST * most or _many_marks(text):
        return text
    return unicodedata.normalize("NFC", text)


def _many_marks(text: str) -> bool:
    run = 0
    for character in text:
        run = run + 1 if unicodedata.combining(character) else 0
        if run > _MOST_MARKS:
            return True
    return False


def with_dash(text: str) -> str:
    """A Polish postcode as the post writes it; any other text unchanged."""
    digits = _POSTCODE_DIGITS.fullmatch(text)
    return "-".join(digits.groups()) if digits else text


def longest(element: Element) -> int:
    """How many characters the answer may have."""
    return as_integer(element.settings.get("max_length")) or DEFAULT_LENGTH[element.type]


def check_text(element: Element, answer: Any) -> list[Fault]:
    """Faults of a text that is not blank."""
    return text_faults(answer, longest(element), at_least(element)) or input_faults(element, answer)


def at_least(element: Element) -> int:
    """How many characters the answer must have, if there is one."""
    return as_integer(element.settings.get("min_length")) or 0


def text_faults(text: Any, most: int, least: int = 0, *at: str) -> list[Fault]:
    """Faults of type and length; `at` is where the text stands in the answer."""
    if not isinstance(text, str) or _NOT_TEXT.search(text):
        return fault("wrong_type", *at)
    if len(text) > most:
        return fault("too_long", *at, max=most, length=len(text))
    return fault("too_short", *at, min=least, length=len(text)) if len(text) < least else []


def input_faults(element: Element, text: str) -> list[Fault]:
    """Faults of an e-mail address, telephone number, postcode or web address."""
    check = _INPUTS.get(element.settings.get("input") or "text")
    return [] if check is None or check[1](text) else fault(check[0])


def is_email(text: str) -> bool:
    """An address that mail could be sent to; whether somebody reads it only a message tells."""
    return bool(_EMAIL.fullmatch(text)) and is_host(text.rpartition("@")[2]) and ".." not in text and text[0] != "."


def is_host(text: str) -> bool:
    """A name of the Internet with at least one dot; letters of any language."""
    return bool(_HOST.fullmatch(text))


def is_phone(text: str) -> bool:
    """A telephone number as people write it, with 7 to 15 digits."""
    return bool(_PHONE.fullmatch(text)) and sum(sign.isdigit() for sign in text) in _PHONE_DIGITS


def is_postcode(text: str) -> bool:
    """A Polish postcode with its dash."""
    return bool(_POSTCODE.fullmatch(text))


def is_url(text: str) -> bool:
    """A web address with its scheme."""
    match = _URL.fullmatch(text)
    return match is not None and is_host(match[1])


_INPUTS = {
    "e-mail": ("bad_email", is_email),
    "phone": ("bad_phone", is_phone),
    "postcode": ("bad_postcode", is_postcode),
    "url": ("bad_url", is_url),
}
