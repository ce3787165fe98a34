"""The rules of surveys a second time, read off the specification sentence by sentence, slow and without preparation."""

import datetime as dt
import re
from typing import Any

from .generator import elements_of, is_multiple

Json = dict[str, Any]
WHITE = re.compile("[\u0009-\u000d\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*")


def visible(definition: Json, answers: Json, context: Json) -> list[str]:
    """Keys of the visible questions in order."""
    return [
        one["key"]
        for one in elements_of(definition)
        if one["type"] != "content" and shows(definition, one, answers, context)
    ]


def stored(definition: Json, answers: Json, context: Json) -> Json:
    """Rule 3: answers of hidden questions are dropped, and blank ones are none."""
    questions = {one["key"]: one for one in elements_of(definition)}
    seen = [key for key in visible(definition, answers, context) if key in answers]
    return {key: answers[key] for key in seen if answered(questions[key], answers[key])}


def shows(definition: Json, element: Json, answers: Json, context: Json) -> bool:
    page = next(page for page in definition["pages"] if element in page["elements"])
    rules = [part.get("visible_if") for part in (page, element)]
    return all(rule is None or truth(definition, rule, answers, context) for rule in rules)


def truth(definition: Json, part: Json, answers: Json, context: Json) -> bool:
    if "match" in part:
        verdicts = [truth(definition, one, answers, context) for one in part["conditions"]]
        return verdicts == [] or (all(verdicts) if part["match"] == "all" else any(verdicts))
    if "source" in part:
        value = context.get(part["source"])
        return value is not None and (value in part["values"]) == (part["op"] == "any_of")
    element = next(one for one in elements_of(definition) if one["key"] == part["q"])
    answer = answers.get(part["q"])
    if not shows(definition, element, answers, context) or not answered(element, answer):
        return part["op"] == "not_answered"
    return matches(element, part, answer)


def blank(value: Any) -> bool:
    return value in (None, []) or (isinstance(value, str) and WHITE.fullmatch(value) is not None)


def answered(element: Json, answer: Any) -> bool:
    if isinstance(answer, dict):
        if element["type"] == "matrix":
            return any(not blank(cell) for cell in answer.values())
        if element["type"] == "geo" and answer.get("type") == "FeatureCollection" and answer.get("features") == []:
            words = answer.get("description")
            return isinstance(words, str) and not blank(words)
    return not blank(bare(element, answer))


def bare(element: Json, answer: Any) -> Any:
    wanted = {True: "choices", False: "choice"}[is_multiple(element)]
    choice = element["type"] in ("single_choice", "multi_choice", "image_choice")
    return answer[wanted] if choice and isinstance(answer, dict) and wanted in answer else answer


def matches(element: Json, part: Json, answer: Any) -> bool:
    value = bare(element, answer)
    if "row" in part:
        value = value.get(part["row"]) if isinstance(value, dict) else None
    if part["op"] in ("answered", "not_answered"):
        return blank(value) == (part["op"] == "not_answered")
    if part["op"] in ("first_is", "ranked_in_top"):
        places = part.get("top", 1)
        return isinstance(value, list) and any(one in part["values"] for one in value[:places] if isinstance(one, str))
    if "values" in part:
        return picks(part, known(element, value))
    return compares(element, part, value)


def known(element: Json, value: Any) -> list[Any]:
    """The options an answer names, as far as they exist."""
    options = element.get("columns") or element.get("options") or []
    exist: list[Any] = [option["key"] for option in options if not option.get("retired")]
    if element["type"] == "scale":
        exist = list(range(element["from"], element["to"] + 1))
    if element["type"] == "yes_no":
        exist = ["yes", "no"]
    if element["type"] in ("scale", "yes_no") and element.get("no_opinion") is not False:
        exist = [*exist, "no_opinion"]
    several = is_multiple(element) or element.get("many")
    named = value if several and isinstance(value, list) else [] if several else [value]
    return [one for one in named if not isinstance(one, bool | list | dict) and one in exist]


def picks(part: Json, named: list[Any]) -> bool:
    hits = [value for value in part["values"] if value in named]
    if part["op"] == "all_of":
        return len(hits) == len(part["values"])
    return named != [] and (hits != []) == (part["op"] == "any_of")


def compares(element: Json, part: Json, value: Any) -> bool:
    if element["type"] == "date":
        read: Any = day
    elif element["type"] == "scale":
        read = lambda one: one if known(element, one) and one != "no_opinion" else None  # noqa: E731  # short
    else:
        read = lambda one: None if isinstance(one, bool) or not isinstance(one, int | float) else one  # noqa: E731  # short
    answer = read(value)
    if answer is None:
        return False
    wanted = part["value"]
    if part["op"] == "between":
        return bool(read(wanted[0]) <= answer <= read(wanted[1]))
    order = (answer > read(wanted)) - (answer < read(wanted))
    return order in {"eq": (0,), "lt": (-1,), "lte": (-1, 0), "gt": (1,), "gte": (0, 1)}[part["op"]]


def day(text: Any) -> dt.date | None:
    if not isinstance(text, str) or re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text) is None:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
