"""Raw answers as people write them."""

from collections.abc import Mapping
from typing import Any

from django.utils.formats import get_format

from ..questionnaire.structure import Element


def plain(answer: Any) -> str:
    """The answer if it is a text."""
    return answer if isinstance(answer, str) else ""


def figure(answer: Any) -> str:
    """A number as people of this language write it, or what they typed instead."""
    if isinstance(answer, bool) or not isinstance(answer, int | float):
        return plain(answer)
    return str(answer).replace(".", str(get_format("DECIMAL_SEPARATOR")))


def ui(element: Element) -> Mapping[str, Any]:
    """How the element wants to be shown: `display`, `order`, `rows`."""
    found = element.settings.get("ui")
    return found if isinstance(found, Mapping) else {}
