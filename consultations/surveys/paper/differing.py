"""Two typings of one form, `{"answers": {key: answer}, "illegible": [key]}`, compared question by question."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from ..forms.summary import in_words
from .layout import Form, Question

Kept = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Difference:
    """One question with what the first and the second person typed, as lines of text."""

    question: Question
    first: tuple[str, ...]
    second: tuple[str, ...]


def differing(first: Kept, second: Kept, keys: Iterable[str]) -> list[str]:
    """Those of the `keys` for which the typings differ."""
    return [key for key in keys if _of(first, key) != _of(second, key)]


def _of(kept: Kept, key: str) -> tuple[Any, bool]:
    return kept["answers"].get(key), key in kept["illegible"]


def differences_in_words(form: Form, first: Kept, second: Kept) -> list[Difference]:
    """The differences in the words of the form."""
    known = {question.key: question for question in form.questions}
    return [
        Difference(known[key], _words(known[key], first), _words(known[key], second))
        for key in differing(first, second, known)
    ]


def _words(question: Question, kept: Kept) -> tuple[str, ...]:
    answer, is_illegible = _of(kept, question.key)
    unread = [_("cannot be read")] if is_illegible else []
    return (*in_words(question.element, answer), *unread) or (_("no answer"),)
