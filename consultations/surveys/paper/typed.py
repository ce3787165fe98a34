"""Codes typed from a paper form, read as raw answers of the questionnaire. Plain Python.

`?` stands for what cannot be read. Letters may be typed with or without spaces, large or small.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ..questionnaire.answers.amounts import number_from_text
from ..questionnaire.blank import as_number, trimmed
from ..questionnaire.structure import Element
from .marks import ACCEPTED, keys_of, marks_of, offered_options, offered_rows

ILLEGIBLE = "?"
WORDS = "words"  # the part of a field's name for what is written beside an option
DESCRIPTION = "description"
CONTACT_LINES = ("name", "organisation", "street", "postcode", "city", "address", "email", "phone")
_APART = re.compile(r"[\s,;/+]+")
_DATE = re.compile(r"(?:(?:([0-9]{1,2})[.\-/ ]+)?([0-9]{1,2})[.\-/ ]+)?([0-9]{4})")
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?")
_NO_PLACE = "-"

Sent = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Read:
    """One question as it was typed.

    `wrong` names the fields, by their part of the name ("" for the first one), with a code the form does not have;
    `clash` says that several were marked where one is possible, so that there is no answer.
    """

    answer: Any = None
    is_illegible: bool = False
    wrong: tuple[str, ...] = ()
    clash: bool = False


def parts_of(element: Element) -> list[str]:
    """Parts of the names of the fields the question is typed into; "" for its only or first one."""
    if element.type == "matrix":
        return [row.key for row in offered_rows(element)]
    if element.type == "budget" and not is_picked(element):
        return [item.key for item in offered_options(element)]
    if element.type == "contact":
        return contact_lines(element)
    return ["", WORDS] if any(option.other_text is not None for option in offered_options(element)) else [""]


def contact_lines(element: Element) -> list[str]:
    """Lines of an address the question asks for, in the order of an envelope."""
    wanted = element.settings.get("fields") or ("name", "email")
    return [line for line in CONTACT_LINES if line in wanted]


def is_picked(element: Element) -> bool:
    """Whether a budget is a choice of things with a price."""
    return element.settings.get("mode") == "pick_within"


def read(element: Element, sent: Sent) -> Read:
    """The answer in the texts typed, which stand under the parts of the question's fields."""
    typed = {part: trimmed(sent.get(part, "")) for part in parts_of(element)}
    illegible = [part for part, text in typed.items() if text == ILLEGIBLE]
    legible = {part: text for part, text in typed.items() if text and text != ILLEGIBLE}
    found = READERS[element.type](element, legible) if legible else Read()
    return Read(found.answer, bool(illegible), found.wrong, found.clash)


def tokens(text: str, known: Mapping[str, str]) -> list[str]:
    """The codes in a text: letters one by one, numbers by what stands between them."""
    parts = [part for part in _APART.split(text.upper()) if part]
    if any(code.isdigit() for code in known):
        return parts
    return [letter for part in parts for letter in part]


def _keys(element: Element, text: str) -> list[str] | None:
    """What was marked, each once and in the order of the form; None where a code is none."""
    known = keys_of(marks_of(element))
    found = tokens(text, known)
    if not all(code in known for code in found):
        return None
    return [key for code, key in known.items() if code in found]


def _one(element: Element, typed: Sent) -> Read:
    keys = _keys(element, typed.get("", ""))
    if keys is None:
        return Read(wrong=("",))
    if len(keys) > 1:
        return Read(clash=True)
    words = typed.get(WORDS, "")
    key = keys[0] if keys else _with_words(element)
    return Read({"choice": key, "other": words} if words else key)


def _several(element: Element, typed: Sent) -> Read:
    keys = _keys(element, typed.get("", ""))
    if keys is None:
        return Read(wrong=("",))
    words, opened = typed.get(WORDS, ""), _with_words(element)
    if words and opened and opened not in keys:
        keys.append(opened)
    return Read({"choices": keys, "other": words} if words else keys)


def _with_words(element: Element) -> str:
    """The option that words alone choose."""
    return next((option.key for option in offered_options(element) if option.other_text is not None), "")


def _image(element: Element, typed: Sent) -> Read:
    return (_several if element.is_multiple else _one)(element, typed)


def _scale(element: Element, typed: Sent) -> Read:
    found = _one(element, typed)
    return Read(int(found.answer)) if isinstance(found.answer, str) and found.answer.lstrip("-").isdigit() else found


def _matrix(element: Element, typed: Sent) -> Read:
    rows = {row: _keys(element, text) for row, text in typed.items()}
    wrong = tuple(row for row, keys in rows.items() if keys is None)
    many = element.settings.get("many") is True
    cells = {row: keys if many else keys[0] for row, keys in rows.items() if keys and (many or len(keys) == 1)}
    clash = not many and any(keys is not None and len(keys) > 1 for keys in rows.values())
    return Read(cells or None, wrong=wrong, clash=clash)


def _ranking(element: Element, typed: Sent) -> Read:
    """Places in the order of the items: "2 1 3", or "213" where there are fewer than ten; "-" for no place."""
    items = [option.key for option in offered_options(element)]
    text = typed.get("", "")
    parts = [part for part in _APART.split(text) if part]
    if len(parts) == 1 and len(items) > 1:
        parts = list(parts[0])
    fits = len(parts) <= len(items) and all(part == _NO_PLACE or _is_place(part, len(items)) for part in parts)
    if not fits:
        return Read(wrong=("",))
    places = {key: int(part) for key, part in zip(items, parts, strict=False) if part != _NO_PLACE}
    if len(set(places.values())) < len(places):
        return Read(places)  # the questionnaire says what is wrong with it
    return Read(sorted(places, key=lambda key: places[key]))


def _is_place(text: str, most: int) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 2 and 1 <= int(text) <= most


def _text(element: Element, typed: Sent) -> Read:
    return Read(typed[""])


def _number(element: Element, typed: Sent) -> Read:
    number = number_from_text(typed[""])
    return Read(wrong=("",)) if number is None else Read(number)


def _date(element: Element, typed: Sent) -> Read:
    """Day, month and year as 7.3.2026, less of them as 3.2026 or 2026, or a date as it is stored."""
    if _ISO.fullmatch(typed[""]):
        return Read(typed[""])
    match = _DATE.fullmatch(typed[""])
    if match is None:
        return Read(wrong=("",))
    day, month, year = match.groups()
    return Read("-".join([year, *(part.zfill(2) for part in (month, day) if part)]))


def _budget(element: Element, typed: Sent) -> Read:
    if is_picked(element):
        keys = _keys(element, typed.get("", ""))
        costs = {option.key: as_number(option.raw.get("cost")) or 0 for option in offered_options(element)}
        return Read(wrong=("",)) if keys is None else Read({key: costs[key] for key in keys})
    amounts = {item: number_from_text(text) for item, text in typed.items()}
    wrong = tuple(item for item, amount in amounts.items() if amount is None)
    return Read(wrong=wrong) if wrong else Read(amounts)


def _places(element: Element, typed: Sent) -> Read:
    return Read({"type": "FeatureCollection", "features": [], DESCRIPTION: typed[""]})


def _contact(element: Element, typed: Sent) -> Read:
    return Read(dict(typed))


def _consent(element: Element, typed: Sent) -> Read:
    return Read({ACCEPTED: True}) if _keys(element, typed[""]) == [ACCEPTED] else Read(wrong=("",))


READERS: Mapping[str, Callable[[Element, Sent], Read]] = {
    "short_text": _text,
    "long_text": _text,
    "number": _number,
    "date": _date,
    "yes_no": _one,
    "single_choice": _one,
    "multi_choice": _several,
    "image_choice": _image,
    "scale": _scale,
    "matrix": _matrix,
    "ranking": _ranking,
    "budget": _budget,
    "geo": _places,
    "contact": _contact,
    "consent": _consent,
}
