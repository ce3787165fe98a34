"""What can be counted in a survey, and what a response adds to the counts. Plain Python.

A code is `(uid, row, option)`: a choice is `(uid, "", option)`, a cell of a matrix `(uid, row, column)`, a place in a
ranking `(uid, "1", item)`, an answer that is no choice `(uid, "", "answered")`; `(uid, "", "")` says that the question
was asked, which tells “not asked” from “no answer”.

A measure is a code with a value: a number or the day of a date `(uid, "", "answered")`, the amount of an item of a
budget `(uid, item, "amount")`, a place on the map `(uid, category, "place")` with the cell of the grid it lies in.
Places are kept as cells only here, so that counts stay right when the exact places are forgotten.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .grid import cells_of
from .questionnaire.definition import Definition, Element

Code = tuple[str, str, str]
Measure = tuple[Code, float | str]

ASKED = ""
ANSWERED = "answered"
AMOUNT = "amount"
PLACE = "place"
NO_OPINION = "no_opinion"
CHOICES = frozenset({"single_choice", "multi_choice", "image_choice"})


def possible_codes(definition: Definition) -> Iterator[Code]:
    """Every code a response to `definition` can have."""
    for question in definition.questions.values():
        yield (question.uid, "", ASKED)
        yield from _possible(question)


def answered_codes(definition: Definition, answers: Mapping[str, Any], shown: Iterable[str]) -> Iterator[Code]:
    """Codes of valid `answers`; `shown` are the keys of the questions that were visible."""
    for key in shown:
        question = definition.questions[key]
        yield (question.uid, "", ASKED)
        if key in answers:
            yield from _given(question, answers[key])


def measures(definition: Definition, answers: Mapping[str, Any]) -> Iterator[Measure]:
    """Values of valid `answers` that are no choices: numbers, dates `YYYY[-MM[-DD]]`, amounts, cells of places."""
    for key, answer in answers.items():
        question = definition.questions[key]
        if question.type in {"number", "date"}:
            yield (question.uid, "", ANSWERED), answer
        elif question.type == "budget":
            yield from (((question.uid, item, AMOUNT), amount) for item, amount in answer.items())
        elif question.type == "geo":
            yield from ((code, cell) for code, cell in dict.fromkeys(_places(question, answer)))


def _places(question: Element, answer: Mapping[str, Any]) -> Iterator[tuple[Code, str]]:
    for feature in answer.get("features", ()):
        category = (feature.get("properties") or {}).get("category") or ""
        yield from (((question.uid, category, PLACE), cell) for cell in cells_of(feature["geometry"]))


def _possible(question: Element) -> Iterator[Code]:
    uid, options = question.uid, [option.key for option in question.options]
    if question.type in CHOICES:
        yield from ((uid, "", option) for option in options)
    elif question.type == "yes_no":
        yield from ((uid, "", option) for option in ("yes", "no", NO_OPINION))
    elif question.type == "scale":
        points = range(question.settings["from"], question.settings["to"] + 1)
        yield from ((uid, "", str(point)) for point in (*points, NO_OPINION))
    elif question.type == "matrix":
        columns = dict.fromkeys([*(column.key for column in question.columns), NO_OPINION])
        yield from ((uid, row.key, column) for row in question.rows for column in columns)
    elif question.type == "ranking":
        yield from ((uid, str(place), option) for place in range(1, len(options) + 1) for option in options)
    else:
        yield (uid, "", ANSWERED)
        yield from _measurable(question)


def _measurable(question: Element) -> Iterator[Code]:
    """Codes of measures that the answer itself has not."""
    keys = [option.key for option in question.options]
    if question.type == "budget":
        yield from ((question.uid, item, AMOUNT) for item in keys)
    elif question.type == "geo":
        yield from ((question.uid, category, PLACE) for category in ("", *keys))


def _given(question: Element, answer: Any) -> Iterator[Code]:
    uid = question.uid
    if question.type in CHOICES:
        yield from ((uid, "", option) for option in chosen(answer))
    elif question.type in {"yes_no", "scale"}:
        yield (uid, "", str(answer))
    elif question.type == "matrix":
        yield from ((uid, row, column) for row, cell in answer.items() for column in chosen(cell))
    elif question.type == "ranking":
        yield from ((uid, str(place), option) for place, option in enumerate(answer, 1))
    else:
        yield (uid, "", ANSWERED)


def chosen(answer: Any) -> list[str]:
    """Keys of the options in any shape a valid answer to a choice may have (surveys 2.3)."""
    if isinstance(answer, Mapping):
        return [answer["choice"]] if "choice" in answer else list(answer.get("choices", ()))
    return [answer] if isinstance(answer, str) else list(answer)
