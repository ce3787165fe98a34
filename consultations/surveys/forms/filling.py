"""Elements of a survey as fields of a form, filled with raw answers and with the messages about them."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from ..messages import error_text
from ..questionnaire.structure import Element
from ..questionnaire.validation import AnswerError
from . import closed_fields, open_fields
from .fields import Field
from .names import field_id, field_name


def fields_of(
    elements: Sequence[Element], answers: Mapping[str, Any], errors: Sequence[AnswerError], shown: Collection[str]
) -> list[Field]:
    """Fields of one step in order; those not among `shown` are hidden for now."""
    alone = sum(one.is_question for one in elements) == 1
    return [
        field_of(one, answers.get(one.key), errors, is_alone=alone and one.is_question, is_hidden=one.key not in shown)
        for one in elements
    ]


def field_of(
    element: Element,
    answer: Any,
    errors: Sequence[AnswerError] = (),
    *,
    is_alone: bool = False,
    is_hidden: bool = False,
) -> Field:
    """One element with its answer."""
    own = [error for error in errors if error.question == element.key]
    parts = BUILDERS[element.type](element, answer, own)
    settings = element.settings
    return Field(
        key=element.key,
        type=element.type,
        id=field_id(element.key),
        name=field_name(element.key),
        label=str(element.text),
        hint=str(settings.get("hint", "")),
        help=str(settings.get("help", "")),
        is_optional=element.is_question and not element.required and element.type != "consent",
        error=error_text(own[0], element, answer) if own else "",
        anchor=parts.get("anchor", field_id(element.key)),
        parts=parts,
        settings=settings,
        is_alone=is_alone,
        is_hidden=is_hidden,
    )


def _content(element: Element, answer: Any, errors: Sequence[AnswerError]) -> dict[str, Any]:
    return {}


Builder = Callable[[Element, Any, Sequence[AnswerError]], dict[str, Any]]
BUILDERS: Mapping[str, Builder] = {
    "short_text": open_fields.text,
    "long_text": open_fields.long_text,
    "number": open_fields.number,
    "date": open_fields.day,
    "yes_no": closed_fields.yes_no,
    "single_choice": closed_fields.single_choice,
    "multi_choice": closed_fields.multi_choice,
    "scale": closed_fields.scale,
    "matrix": closed_fields.matrix,
    "ranking": closed_fields.ranking,
    "image_choice": closed_fields.image_choice,
    "budget": closed_fields.budget,
    "geo": open_fields.places,
    "contact": open_fields.contact,
    "consent": open_fields.consent,
    "content": _content,
}
