"""Codes printed beside everything that can be marked on paper, and typed from there. Plain Python.

Options have letters, A for the first; more than 26 of them have numbers. Points of a scale are their own codes.
"""

from collections.abc import Mapping, Sequence
from string import ascii_uppercase

from ..questionnaire.structure import NO_OPINION, Element, Option

NO_OPINION_MARK = "X"  # of a scale, whose points are numbers
YES_NO = ("yes", "no")
ACCEPTED = "accepted"
LETTERED = frozenset({"single_choice", "multi_choice", "image_choice", "ranking", "budget"})


def codes(keys: Sequence[str]) -> dict[str, str]:
    """Key -> code, in the order of `keys`."""
    if len(keys) <= len(ascii_uppercase):
        return dict(zip(keys, ascii_uppercase, strict=False))
    return {key: str(number) for number, key in enumerate(keys, 1)}


def marks_of(element: Element) -> dict[str, str]:
    """What can be marked in the question -> its code; for a matrix its columns. Points of a scale are "1", "2" …"""
    if element.type in LETTERED:
        return codes([option.key for option in offered_options(element)])
    if element.type == "matrix":
        return codes([one.key for one in element.columns if not one.retired] + _no_opinion(element))
    if element.type == "yes_no":
        return codes([*YES_NO, *_no_opinion(element)])
    if element.type == "scale":
        points = range(int(element.settings.get("from", 1)), int(element.settings.get("to", 5)) + 1)
        return {**{str(point): str(point) for point in points}, **dict.fromkeys(_no_opinion(element), NO_OPINION_MARK)}
    return {ACCEPTED: "A"} if element.type == "consent" else {}


def offered_options(element: Element) -> list[Option]:
    """Options, items or categories that stand on the form."""
    return [option for option in element.options if not option.retired]


def offered_rows(element: Element) -> list[Option]:
    """Rows of a matrix that stand on the form."""
    return [row for row in element.rows if not row.retired]


def _no_opinion(element: Element) -> list[str]:
    return [NO_OPINION] if element.settings.get(NO_OPINION) is True else []


def keys_of(marks: Mapping[str, str]) -> dict[str, str]:
    """Code -> key: the codes of `marks_of` the other way round."""
    return {code: key for key, code in marks.items()}
