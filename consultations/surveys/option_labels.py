"""What can be chosen in a survey, in words: for lists in which staff pick one option."""

from collections.abc import Iterable

from .codes import CHOICES, Code
from .forms.closed_fields import scale_labels, yes_no_labels
from .questionnaire.structure import Definition, Element


def countable_options(definitions: Iterable[Definition]) -> list[tuple[str, dict[Code, str]]]:
    """(question, labels by code) of every question with options, in all versions of a survey in one language.

    Versions come from the oldest to the newest, whose words hold; options that are no longer offered stay.
    """
    texts: dict[str, str] = {}
    found: dict[str, dict[Code, str]] = {}
    for definition in definitions:
        for question in definition.questions.values():
            texts[question.uid] = str(question.text)
            found.setdefault(question.uid, {}).update(_labels(question))
    return [(texts[uid], labels) for uid, labels in found.items() if labels]


def _labels(question: Element) -> dict[Code, str]:
    uid = question.uid
    if question.type in CHOICES:
        return {(uid, "", option.key): str(option.label) for option in question.options}
    if question.type == "yes_no":
        return {(uid, "", key): label for key, label in yes_no_labels(question).items()}
    if question.type == "scale":
        return {(uid, "", str(point)): label for point, label in scale_labels(question).items()}
    if question.type == "matrix":
        cells = ((row, column) for row in question.rows for column in question.columns)
        return {(uid, row.key, column.key): f"{row.label}: {column.label}" for row, column in cells}
    return {}
