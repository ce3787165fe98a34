"""Which pages and questions somebody sees, given their answers. The same rules stand in static/js/survey-rules.js.

A question without an answer makes every condition on it false, except `not_answered`. An answer that cannot be (wrong
type, no such option) counts as an answer, and matches nothing. The answer of a hidden question counts as none.
"""

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from .blank import is_blank
from .element_types import measured, scale_point
from .structure import Condition, Definition, Element, Rule

_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "eq": operator.eq,
    "lt": operator.lt,
    "lte": operator.le,
    "gt": operator.gt,
    "gte": operator.ge,
}


@dataclass(frozen=True, slots=True)
class Visible:
    """Keys of the visible pages, elements and questions, in order. A page of which nothing is seen is left out."""

    pages: tuple[str, ...]
    elements: tuple[str, ...]
    questions: tuple[str, ...]


def visible(definition: Definition, answers: object, context: object) -> Visible:
    """What is visible with these answers (any JSON). `context`: locale, channel, municipality; each may be missing."""
    return sift(definition, answers, context)[0]


def sift(definition: Definition, answers: object, context: object) -> tuple[Visible, dict[str, Any]]:
    """What is visible, and the answers that stay: those of visible questions that are not blank."""
    given = answers if isinstance(answers, Mapping) else {}
    surroundings = context if isinstance(context, Mapping) else {}
    kept: dict[str, Any] = {}
    pages, elements = [], []
    for page in definition.pages:
        if not holds(page.visible_if, kept, surroundings):
            continue
        shown = [element for element in page.elements if _shows(element, given, kept, surroundings)]
        elements += shown
        pages += [page.key] if shown else []
    questions = tuple(element.key for element in elements if element.is_question)
    return Visible(tuple(pages), tuple(element.key for element in elements), questions), kept


def _shows(element: Element, given: Mapping[str, Any], kept: dict[str, Any], context: Mapping[str, Any]) -> bool:
    """Whether the element is visible; its answer joins `kept`, where later conditions look."""
    shown = holds(element.visible_if, kept, context)
    if shown and element.is_question and element.key in given and is_answered(element, given[element.key]):
        kept[element.key] = given[element.key]
    return shown


def holds(rule: Rule | None, kept: Mapping[str, Any], context: Mapping[str, Any]) -> bool:
    """Whether a rule is true for the answers of visible questions before it."""
    if rule is None or not rule.conditions:
        return True
    verdicts = (
        holds(part, kept, context) if isinstance(part, Rule) else _matches(part, kept, context)
        for part in rule.conditions
    )
    return all(verdicts) if rule.match == "all" else any(verdicts)


def is_answered(element: Element, answer: Any) -> bool:
    """Whether the answer says anything at all, right or wrong."""
    value = chosen(element, answer)
    if element.type == "matrix" and isinstance(value, Mapping):
        return not all(is_blank(cell) for cell in value.values())
    if element.type == "geo" and isinstance(value, Mapping):
        return not (value.get("type") == "FeatureCollection" and value.get("features") == [] and not described(value))
    return not is_blank(value)


def described(collection: Mapping[str, Any]) -> bool:
    """Whether a place is told in words: the other way of answering a geo question."""
    description = collection.get("description")
    return isinstance(description, str) and not is_blank(description)


def chosen(element: Element, answer: Any) -> Any:
    """What was chosen, without the words typed beside it: "o1" of {"choice": "o1", "other": "…"}."""
    name = "choice" if element.is_single else "choices" if element.is_multiple else ""
    return answer[name] if name and isinstance(answer, Mapping) and name in answer else answer


def _matches(condition: Condition, kept: Mapping[str, Any], context: Mapping[str, Any]) -> bool:
    if condition.element is None:
        return _source_matches(condition, context.get(condition.source))
    element = condition.element
    answer = chosen(element, kept.get(element.key))
    if condition.row is not None:
        answer = answer.get(condition.row) if isinstance(answer, Mapping) else None
    if condition.op in ("answered", "not_answered"):
        # `kept` holds no blank answers; a row of a matrix can still be one
        return is_blank(answer) is (condition.op == "not_answered")
    if condition.bounds:
        return _compares(condition, element, answer)
    if element.type == "ranking":
        return _ranks(condition, answer)
    return _picks(condition, picked(element, answer))


def _source_matches(condition: Condition, value: Any) -> bool:
    if not isinstance(value, str) or is_blank(value):
        return False
    return (value in condition.values) is (condition.op == "any_of")


def picked(element: Element, answer: Any) -> set[str | int]:
    """The options, points or columns an answer names, as far as they are offered."""
    if element.type == "scale":
        point = scale_point(element, answer)
        return set() if point is None else {point}
    many = element.is_multiple or (element.type == "matrix" and element.settings.get("many") is True)
    named = answer if many else [answer]
    return (
        {key for key in named if isinstance(key, str) and key in element.offered} if isinstance(named, list) else set()
    )


def _picks(condition: Condition, named: set[str | int]) -> bool:
    if condition.op == "all_of":
        return condition.values <= named
    if condition.op == "none_of":
        return bool(named) and condition.values.isdisjoint(named)
    return not condition.values.isdisjoint(named)


def _ranks(condition: Condition, answer: Any) -> bool:
    first = answer[: condition.top or 1] if isinstance(answer, list) else []
    return any(isinstance(key, str) and key in condition.values for key in first)


def _compares(condition: Condition, element: Element, answer: Any) -> bool:
    value = measured(element, answer)
    if value is None:
        return False
    if condition.op == "between":
        return condition.bounds[0] <= value <= condition.bounds[1]
    return _COMPARE[condition.op](value, condition.bounds[0])
