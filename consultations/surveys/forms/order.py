"""Orders of options that the survey leaves to chance or to the alphabet."""

import random
from collections.abc import Iterable
from dataclasses import replace

from wagtail.coreutils import string_to_ascii

from ..questionnaire.structure import Element, Option
from .values import ui


def ordered(elements: Iterable[Element], seed: str) -> list[Element]:
    """The elements with their options in the order they ask for; `seed` makes chance the same on every visit."""
    return [_ordered(element, seed) for element in elements]


def _ordered(element: Element, seed: str) -> Element:
    order = ui(element).get("order")
    if order not in ("random", "alphabetical"):
        return element
    moving = [one for one in element.options if not _is_last(one)]
    if order == "random":
        random.Random(f"{seed}/{element.key}").shuffle(moving)  # noqa: S311  # fairness of places, no secret
    else:
        moving.sort(key=lambda one: string_to_ascii(str(one.label)).casefold())
    return replace(element, options=(*moving, *(one for one in element.options if _is_last(one))))


def _is_last(option: Option) -> bool:
    """“Other” and “none of these” stay where people look for them."""
    return option.exclusive or option.other_text is not None
