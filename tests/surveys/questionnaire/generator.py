"""Random questionnaires with answers, the same for the same seed: every type and operator, groups, pages, sources."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]
TYPES = (
    "short_text", "long_text", "number", "date", "yes_no", "single_choice", "multi_choice", "scale", "matrix",
    "ranking", "image_choice", "budget", "geo", "contact", "consent", "content",
)  # fmt: skip
SOURCES = {"locale": ["pl", "en", "uk"], "channel": ["web", "kiosk", "paper"], "municipality": ["302101", "302105"]}
COMPARISONS = ("eq", "lt", "lte", "gt", "gte")
DAYS = ("1999-12-31", "2000-02-29", "2023-10-09", "2024-02-28", "2024-02-29", "2024-03-01", "2100-01-01")
BLANK = (None, "", " ", "\u00a0\u3000\u0085", [])
ODD = (
    True, False, 0, 1, 2.5, -3, 1e300, "bike", "o1", "no_opinion", "2024", "2024-02-30", "0000-01-01", "\ufeff", "\x1c",
    {}, {"choice": "o1"}, {"choice": ""}, {"choices": ["o1"]}, {"choices": []}, {"r1": "o1"}, {"r1": ["o2"]},
    {"r1": " "},
    {"zzz": "o1"}, ["o1"], ["zzz"], ["o2", "zzz"], [None], [["o1"]], {"type": "FeatureCollection", "features": []},
    {"type": "FeatureCollection", "features": [], "description": "x"}, {"type": "FeatureCollection"},
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """`tame`: every answer has the shape its question wants, so that a form could have produced it."""

    answers: Json
    context: Json
    tame: bool


def questionnaires(seed: int, number: int, answers: int) -> Iterator[tuple[Json, list[Case]]]:
    """`number` definitions, each with as many cases as `answers` says."""
    for one in range(number):
        chance = random.Random(f"{seed}/{one}")
        definition = _definition(chance)
        yield definition, [_case(chance, definition) for _ in range(answers)]


def elements_of(definition: Json) -> list[Json]:
    """All elements of all pages, in order."""
    return [element for page in definition["pages"] for element in page["elements"]]


def _definition(chance: random.Random) -> Json:
    pages: list[Json] = []
    before: list[Json] = []
    for number in range(chance.randint(1, 4)):
        page: Json = {"key": f"p{number + 1}", "elements": []}
        if before and chance.random() < 0.3:
            page["visible_if"] = _rule(chance, before)
        for _ in range(chance.randint(1, 4)):
            element = _element(chance, len(before) + 1, before)
            before.append(element)
            page["elements"].append(element)
        pages.append(page)
    return {"pages": pages}


def _element(chance: random.Random, number: int, before: list[Json]) -> Json:
    kind = chance.choice(TYPES)
    element: Json = {"key": f"q{number}", "type": kind, **_settings(chance, kind)}
    if before and chance.random() < 0.6:
        element["visible_if"] = _rule(chance, before)
    if kind != "content" and chance.random() < 0.4:
        element["required"] = True
    return element


def _options(chance: random.Random, *, letters: str = "o") -> list[Json]:
    options: list[Json] = [{"key": f"{letters}{number}"} for number in range(1, chance.randint(2, 5) + 1)]
    if len(options) > 2 and chance.random() < 0.2:
        options[-1]["retired"] = True
    return options


def _settings(chance: random.Random, kind: str) -> Json:
    if kind in ("single_choice", "multi_choice", "ranking", "image_choice", "budget"):
        multiple = {"multiple": chance.random() < 0.5} if kind == "image_choice" else {}
        return {"options": _options(chance), **multiple}
    if kind == "matrix":
        columns = _options(chance)
        return {"rows": _options(chance, letters="r"), "columns": columns, "many": chance.random() < 0.4}
    if kind == "scale":
        first = chance.randint(0, 1)
        return {"from": first, "to": first + chance.choice((4, 6, 9)), "no_opinion": chance.random() < 0.7}
    return (
        {"decimals": 2}
        if kind == "number"
        else {"no_opinion": False}
        if kind == "yes_no" and chance.random() < 0.3
        else {}
    )


def _rule(chance: random.Random, before: list[Json]) -> Json:
    parts = [
        {
            "match": chance.choice(("all", "any")),
            "conditions": [_condition(chance, before) for _ in range(chance.randint(1, 3))],
        }
        if chance.random() < 0.2
        else _condition(chance, before)
        for _ in range(chance.randint(0 if chance.random() < 0.1 else 1, 3))
    ]
    return {"match": chance.choice(("all", "any")), "conditions": parts}


def _condition(chance: random.Random, before: list[Json]) -> Json:
    questions = [element for element in before if element["type"] != "content"]
    if not questions or chance.random() < 0.08:
        source = chance.choice(list(SOURCES))
        return {"source": source, "op": chance.choice(("any_of", "none_of")), "values": _some(chance, SOURCES[source])}
    element = chance.choice(questions[-4:])
    return {"q": element["key"], **_operation(chance, element)}


def _some(chance: random.Random, values: list[Any]) -> list[Any]:
    return chance.sample(values, chance.randint(1, min(2, len(values))))


def _operation(chance: random.Random, element: Json) -> Json:
    kind, picks = element["type"], offered(element)
    if chance.random() < 0.2:
        row = {"row": chance.choice(keys(element["rows"]))} if kind == "matrix" and chance.random() < 0.5 else {}
        return {**row, "op": chance.choice(("answered", "not_answered"))}
    if kind in ("number", "date") or (kind == "scale" and chance.random() < 0.5):
        return _comparison(chance, element)
    if kind == "ranking":
        top = {"op": "ranked_in_top", "top": chance.randint(1, 3)}
        return {**(top if chance.random() < 0.5 else {"op": "first_is"}), "values": _some(chance, picks)}
    if not picks:
        return {"op": chance.choice(("answered", "not_answered"))}
    operators = ["any_of", "none_of", *(["all_of"] if is_multiple(element) else [])]
    row = {"row": chance.choice(keys(element["rows"]))} if kind == "matrix" else {}
    return {**row, "op": chance.choice(operators), "values": _some(chance, picks)}


def _comparison(chance: random.Random, element: Json) -> Json:
    def value() -> Any:
        return {
            "date": lambda: chance.choice(DAYS),
            "scale": lambda: chance.randint(element.get("from", 0), element.get("to", 0)),
        }.get(element["type"], lambda: chance.choice((-2, 0, 1, 2.5, 18)))()

    if chance.random() < 0.2:
        return {"op": "between", "value": sorted([value(), value()])}
    return {"op": chance.choice(COMPARISONS), "value": value()}


def keys(options: list[Json]) -> list[str]:
    """Keys of the options still offered."""
    return [option["key"] for option in options if not option.get("retired")]


def is_multiple(element: Json) -> bool:
    """Whether several options can be chosen."""
    return element["type"] == "multi_choice" or bool(element.get("multiple"))


def offered(element: Json) -> list[Any]:
    """What `any_of` may name."""
    no_opinion = ["no_opinion"] if element.get("no_opinion") is not False else []
    if element["type"] == "yes_no":
        return ["yes", "no", *no_opinion]
    if element["type"] == "scale":
        return [*range(element["from"], element["to"] + 1), *no_opinion]
    return keys(element.get("columns", element.get("options", []))) if element["type"] != "budget" else []


def _case(chance: random.Random, definition: Json) -> Case:
    tame = chance.random() < 0.5
    answers: Json = {}
    for element in elements_of(definition):
        if element["type"] == "content" or chance.random() < 0.25:
            continue
        answers[element["key"]] = (
            _answer(chance, element) if tame or chance.random() < 0.6 else chance.choice(BLANK + ODD)
        )
    context = {source: chance.choice(values) for source, values in SOURCES.items() if chance.random() < 0.8}
    return Case(answers, context, tame)


def _answer(chance: random.Random, element: Json) -> Any:
    kind, picks = element["type"], offered(element)
    if is_multiple(element):
        return chance.sample(picks, chance.randint(1, len(picks)))
    if kind == "ranking":
        return chance.sample(picks, len(picks))
    if kind == "matrix":
        return _matrix(chance, element, picks)
    if picks:
        return chance.choice(picks)
    plain: dict[str, Any] = {
        "number": chance.choice((-3, -2, 0, 1, 2, 2.5, 3, 18, 40)),
        "date": chance.choice(DAYS),
        "budget": dict.fromkeys(keys(element.get("options", [])), 10),
        "geo": {"type": "FeatureCollection", "features": [], "description": "Przy szkole"},
        "contact": {"email": "ala@example.org"},
        "consent": {"accepted": chance.random() < 0.5},
    }
    return plain.get(kind, chance.choice(("x", "Zażółć", "0")))


def _matrix(chance: random.Random, element: Json, picks: list[Any]) -> Json:
    rows = keys(element["rows"])
    chosen = chance.sample(rows, chance.randint(1, len(rows)))
    return {
        row: chance.sample(picks, chance.randint(1, len(picks))) if element["many"] else chance.choice(picks)
        for row in chosen
    }
