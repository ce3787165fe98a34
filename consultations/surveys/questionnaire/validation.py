"""Checks answers against the questions that are visible, and gives them the form in which they are stored."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from .answers import amounts, choices, people, places, texts
from .answers.faults import Fault, fault
from .findings import escape
from .structure import Definition, Element
from .visibility import Visible, is_answered, sift

Tidy = Callable[[Element, Any], Any]
Check = Callable[[Element, Any], list[Fault]]
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class AnswerError:
    """What is wrong with an answer. `pointer`: "#/answers/…"; `page` is "" for a key that is no question's."""

    pointer: str
    question: str
    page: str
    code: str
    params: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Checked:
    """`stored`: tidied answers of visible questions; `ignored`: hidden questions that were answered all the same."""

    stored: dict[str, Any]
    visible: Visible
    ignored: tuple[str, ...]
    errors: tuple[AnswerError, ...]


_TIDY: dict[str, Tidy] = {
    "short_text": texts.tidy_text,
    "long_text": texts.tidy_text,
    "number": amounts.tidy_number,
    "date": amounts.tidy_date,
    "single_choice": choices.tidy_choice,
    "multi_choice": choices.tidy_choice,
    "image_choice": choices.tidy_choice,
    "scale": choices.tidy_scale,
    "matrix": choices.tidy_matrix,
    "budget": amounts.tidy_budget,
    "geo": places.tidy_places,
    "contact": people.tidy_contact,
    "consent": people.tidy_consent,
}
_CHECKS: dict[str, Check] = {
    "short_text": texts.check_text,
    "long_text": texts.check_text,
    "number": amounts.check_number,
    "yes_no": choices.check_one_of,
    "single_choice": choices.check_choice,
    "multi_choice": choices.check_choice,
    "image_choice": choices.check_choice,
    "scale": choices.check_scale,
    "matrix": choices.check_matrix,
    "ranking": choices.check_ranking,
    "budget": amounts.check_budget,
    "geo": places.check_places,
    "contact": people.check_contact,
    "consent": people.check_consent,
}


def check_answers(
    definition: Definition,
    answers: object,
    context: object,
    *,
    today: date,
    pages: Collection[str] | None = None,
) -> Checked:
    """Tidy the answers, leave out those of hidden questions, and check the others.

    `context`: locale, channel, municipality. `pages`: report the errors of these pages only (one step of the form) and
    of keys that are no question's; `stored` is always the whole. Nothing is raised, whatever JSON the answers are.
    """
    if not isinstance(answers, Mapping):
        wrong = AnswerError("#/answers", "", "", "wrong_type", {})
        return Checked({}, sift(definition, {}, context)[0], (), (wrong,))
    tidied = {key: tidy(definition.questions[key], answers[key]) for key in definition.questions if key in answers}
    shown, stored = sift(definition, tidied, context)
    ignored = tuple(
        key for key in tidied if key not in shown.questions and is_answered(definition.questions[key], tidied[key])
    )
    errors = [_unknown(key) for key in answers if key not in definition.questions]
    for key in shown.questions:
        page = definition.page_of(key).key
        if pages is None or page in pages:
            errors += [_error(key, page, one) for one in _faults(definition.questions[key], tidied.get(key), today)]
    return Checked(stored, shown, ignored, tuple(errors))


def tidy(element: Element, answer: Any) -> Any:
    """The answer in its stored form; one of a wrong shape stays as it is."""
    return _TIDY[element.type](element, answer) if element.type in _TIDY else answer


def _faults(element: Element, answer: Any, today: date) -> list[Fault]:
    if is_answered(element, answer):
        return (
            amounts.check_date(element, answer, today)
            if element.type == "date"
            else _CHECKS[element.type](element, answer)
        )
    if element.required:
        return fault("required")
    # Words typed beside an option that was not chosen are not to be lost without a word
    return choices.other_faults(element, [], answer) if element.is_single or element.is_multiple else []


def _error(key: str, page: str, one: Fault) -> AnswerError:
    steps = "".join(f"/{escape(_printable(str(step)))}" for step in (key, *one.at))
    return AnswerError(f"#/answers{steps}", key, page, one.code, one.params)


def _unknown(key: object) -> AnswerError:
    name = _printable(str(key))
    return AnswerError(f"#/answers/{escape(name)}", name, "", "unknown_key", {})


def _printable(name: str) -> str:
    """A key somebody sent, fit for an answer to them: not endless, and Unicode."""
    return name[:_LONGEST_NAME].encode("utf-8", "replace").decode("utf-8")
