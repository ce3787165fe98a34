"""The texts people wrote in their answers, the unit in which staff code, redact and publish. Plain Python.

A text is named by its part of the answer: "" for an answer that is a text, "other" for what was typed beside an option,
"description" for the words beside a map, and "0", "1", … for the comments on its places.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from .codes import CHOICES
from .questionnaire.definition import Element

TEXT, OTHER, DESCRIPTION = "", "other", "description"
ACCENTS = re.compile("[\u0300-\u036f]+")  # as letters have them once they are taken apart
WRITTEN = frozenset({"short_text", "long_text"})


def has_texts(question: Element) -> bool:
    """Whether answers to the question can hold texts to be coded; contact data is not among the answers."""
    if question.type in CHOICES:
        return any(option.other_text is not None for option in question.options)
    return question.type in WRITTEN or question.type == "geo"


def texts_of(question: Element, answer: Any) -> dict[str, str]:
    """Texts of a stored answer by their part, in the order they are read; nothing for an answer without any."""
    return {part: text for part, text in _parts(question, answer) if isinstance(text, str) and text.strip()}


def _parts(question: Element, answer: Any) -> Iterator[tuple[str, Any]]:
    if question.type in WRITTEN:
        yield TEXT, answer
    elif isinstance(answer, Mapping) and question.type in CHOICES:
        yield OTHER, answer.get("other")
    elif isinstance(answer, Mapping) and question.type == "geo":
        yield DESCRIPTION, answer.get("description")
        for number, feature in enumerate(answer.get("features", ())):
            yield str(number), (feature.get("properties") or {}).get("comment")


def with_text(answer: Any, part: str, text: str) -> Any:
    """The answer with one of its texts replaced."""
    if part.isdecimal():
        features = list(answer.get("features", ()))
        if int(part) < len(features):
            place = features[int(part)]
            features[int(part)] = {**place, "properties": {**(place.get("properties") or {}), "comment": text}}
        return {**answer, "features": features}
    return {**answer, part: text} if part and isinstance(answer, Mapping) else text


def with_texts(question: Element, answer: Any, texts: Mapping[str, str]) -> Any:
    """The answer with only these texts in the place of its own, and without exact places; None if nothing is left.

    Comments have no place to stand without the place on the map they were about: they are not kept here.
    """
    if question.type in WRITTEN:
        return texts.get(TEXT)
    if question.type == "geo":
        words = texts.get(DESCRIPTION)
        return {"type": "FeatureCollection", "features": [], "description": words} if words else None
    if isinstance(answer, Mapping) and question.type in CHOICES:
        closed = {name: value for name, value in answer.items() if name != "other"}
        return {**closed, "other": texts[OTHER]} if OTHER in texts else closed
    return answer


def folded(text: str) -> str:
    """The text as searches compare it: small letters without accents."""
    return ACCENTS.sub("", unicodedata.normalize("NFKD", text.casefold())).replace("ł", "l")


def says(text: str, words: str) -> bool:
    """Whether every word stands somewhere in the text, whatever its case and accents; no words stand in any."""
    wanted = folded(words).split()
    plain = folded(text) if wanted else ""
    return all(word in plain for word in wanted)
