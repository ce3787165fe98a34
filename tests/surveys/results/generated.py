"""Made-up surveys with questions of every type, and their results without a database."""

import json
import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from consultations.surveys.answer_labels import labels_of
from consultations.surveys.codes import answered_codes, measures, possible_codes
from consultations.surveys.questionnaire.definition import Definition, parse
from consultations.surveys.questionnaire.visibility import visible
from consultations.surveys.results.assemble import Book, assemble, is_single
from consultations.surveys.results.dependence import Facts, dependences
from consultations.surveys.results.disclosure import disclosed
from consultations.surveys.results.series import Series, series_of
from consultations.surveys.results.tables import SurveyResults
from consultations.surveys.results.tally import count, plan_for

CHANNELS = ("web", "paper", "kiosk")
Answers = dict[str, Any]
Given = tuple[str, Answers]  # channel, answers


def options(*keys: str, **more: Any) -> list[dict[str, Any]]:
    return [{"key": key, "label": key, **more} for key in keys]


def question(key: str, type_: str, **settings: Any) -> dict[str, Any]:
    return {"key": key, "uid": f"u-{key}", "type": type_, "text": f"{key}?", **settings}


def when(key: str, *values: str) -> dict[str, Any]:
    return {"match": "all", "conditions": [{"q": key, "op": "any_of", "values": list(values)}]}


QUESTIONS = [
    question(
        "area",
        "single_choice",
        segment="municipality",
        options=options(*(f"t{n}" for n in range(3_021_011, 3_021_019))),
    ),
    question("age", "single_choice", segment="age_band", options=options("to17", "to34", "to64", "over64", "unsaid")),
    question("way", "single_choice", options=options("bus", "bike", "walk", "car", "boat")),
    question(
        "why", "single_choice", options=options("cheap", "fast", "healthy"), visible_if=when("way", "bike", "walk")
    ),
    question("boats", "yes_no", no_opinion=True, required=True, visible_if=when("way", "boat")),
    question("calm", "yes_no", no_opinion=True),
    question("safe", "scale", **{"from": 1, "to": 5, "no_opinion": True}),
    question(
        "uses",
        "multi_choice",
        options=[*options("shop", "park", "rest", "play", "dog"), *options("none", exclusive=True)],
    ),
    question("two", "multi_choice", min=2, max=2, options=options("a", "b", "c", "d")),
    question("look", "image_choice", options=options("left", "right")),
    question("view", "matrix", rows=options("r1", "r2", "r3"), columns=options("c1", "c2", "c3", "c4")),
    question("times", "matrix", many=True, rows=options("d1", "d2"), columns=options("am", "pm", "night")),
    question("order", "ranking", options=options("x", "y", "z")),
    question("best", "ranking", top=2, options=options("p", "q", "r", "s")),
    question("money", "budget", mode="points", total=100, options=options("trees", "roads")),
    question("trips", "number", min=0, max=60),
    question("since", "date"),
    question("where", "geo", geometry="point", max=3, categories=options("bad", "good")),
    question("words", "long_text"),
]


def definition(questions: Iterable[Mapping[str, Any]] = QUESTIONS) -> Definition:
    """A survey of one page with these questions."""
    return parse({"format": "ankieta/1", "pages": [{"key": "p1", "title": "p1", "elements": list(questions)}]})


def responses(asked: Definition, number: int, seed: int) -> Iterator[Given]:
    """Random answers; every question has favourites of its own, so that some options are rare."""
    source = random.Random(seed)
    weights = {key: _weights(one, source) for key, one in asked.questions.items()}
    for _ in range(number):
        answers: Answers = {}
        for key, one in asked.questions.items():
            shown = key in visible(asked, answers, {}).questions
            if shown and (one.required or source.random() < 0.93):
                answers[key] = _answer(one, weights[key], source)
        yield source.choices(CHANNELS, (80, 18, 2))[0], answers


def _weights(one: Any, source: random.Random) -> list[float]:
    return [source.paretovariate(0.6) for _ in range(12)]


def _pick(keys: list[Any], weights: list[float], source: random.Random) -> Any:
    return source.choices(keys, weights[: len(keys)])[0]


def _several(keys: list[str], number: int, weights: list[float], source: random.Random) -> list[str]:
    left, found = dict(zip(keys, weights, strict=False)), []
    for _ in range(number):
        found.append(source.choices(list(left), list(left.values()))[0])
        del left[found[-1]]
    return found


def _answer(one: Any, weights: list[float], source: random.Random) -> Any:
    keys = [option.key for option in one.options]
    settings = one.settings
    if one.type in {"single_choice", "image_choice"}:
        return _pick(keys, weights, source)
    if one.type == "yes_no":
        return _pick(["yes", "no", "no_opinion"], weights, source)
    if one.type == "scale":
        return _pick([*range(settings["from"], settings["to"] + 1), "no_opinion"], weights, source)
    if one.type == "multi_choice":
        return _choices(one, keys, weights, source)
    if one.type == "matrix":
        return _matrix(one, weights, source)
    if one.type == "ranking":
        return _several(keys, min(len(keys), settings.get("top", len(keys))), weights, source)
    return _amount(one, source)


def _choices(one: Any, keys: list[str], weights: list[float], source: random.Random) -> list[str]:
    exclusive = [option.key for option in one.options if option.exclusive]
    if exclusive and source.random() < 0.1:
        return exclusive
    plain = [key for key in keys if key not in exclusive]
    least, most = one.settings.get("min", 1), one.settings.get("max", len(plain))
    return _several(plain, source.randint(least, most), weights, source)


def _matrix(one: Any, weights: list[float], source: random.Random) -> dict[str, Any]:
    columns = [column.key for column in one.columns]
    found: dict[str, Any] = {}
    for place, row in enumerate(one.rows):
        turned = weights[place:] + weights[:place]
        if source.random() < 0.9 or not found:
            many = one.settings.get("many")
            found[row.key] = (
                _several(columns, source.randint(1, 3), turned, source) if many else _pick(columns, turned, source)
            )
    return found


def _amount(one: Any, source: random.Random) -> Any:
    if one.type == "budget":
        share = source.randint(0, 20) * 5
        return {"trees": share, "roads": 100 - share}
    if one.type == "number":
        return min(60, round(source.expovariate(0.1)))
    if one.type == "date":
        return f"{source.randint(2001, 2024)}-{source.randint(1, 12):02}-{source.randint(1, 28):02}"
    if one.type == "geo":
        return {"type": "FeatureCollection", "features": [_place(source) for _ in range(source.randint(1, 3))]}
    return "słowa"


def _place(source: random.Random) -> dict[str, Any]:
    position = [source.gauss(16.92, 0.01), source.gauss(52.40, 0.007)]
    category = source.choice(["bad", "good"])
    return {
        "type": "Feature",
        "properties": {"category": category},
        "geometry": {"type": "Point", "coordinates": position},
    }


class Made:
    """A survey with its responses, counted."""

    def __init__(self, asked: Definition, given: Iterable[Given]) -> None:
        self.definition = asked
        self.given = list(given)
        self.series = series_of([(1, asked)])
        self.numbers = {code: number for number, code in enumerate(dict.fromkeys(possible_codes(asked)), 1)}

    def exact(self, by: str = "") -> SurveyResults:
        """What staff see; `by` is "channel" or the key of a question."""
        uid = self._uid(by)
        parts = [(self._groups(by), self._codes(), self._measures())]
        tallies = count(plan_for(self.series, self.numbers, uid), parts)
        book = Book(self.series, tallies, self.numbers, labels_of, self._labels(by))
        return replace(assemble(book, uid), by=by)

    def public(self, by: str = "") -> SurveyResults:
        """What everybody sees."""
        return disclosed(self.exact(by), self.facts(by))

    def facts(self, by: str = "") -> Facts:
        return Facts({one.uid: one for one in self.series}, dependences([self.definition]), self._uid(by))

    def divisions(self) -> list[str]:
        """Everything results can be divided by in public."""
        told = dependences([self.definition])
        return [one.key for one in self.series if is_single(one) and one.uid not in told] + ["channel"]

    def _series(self, key: str) -> Series:
        return next(one for one in self.series if one.key == key)

    def _uid(self, by: str) -> str:
        return "" if by in ("", "channel") else self._series(by).uid

    def _labels(self, by: str) -> Mapping[str, Any]:
        if by == "channel":
            return {channel: channel for channel in CHANNELS}
        return {**labels_of(self._series(by)), "": "?"} if by else {}

    def _groups(self, by: str) -> list[str]:
        return [channel if by == "channel" else "" for channel, _answers in self.given]

    def _codes(self) -> list[str]:
        return [json.dumps(sorted(self._numbers(answers))) for _channel, answers in self.given]

    def _numbers(self, answers: Answers) -> set[int]:
        shown = visible(self.definition, answers, {}).questions
        found = answered_codes(self.definition, answers, shown)
        return {self.numbers[code] for code in found if code in self.numbers}

    def _measures(self) -> list[str]:
        return [
            json.dumps([[self.numbers[code], value] for code, value in measures(self.definition, answers)])
            for _channel, answers in self.given
        ]


def made(seed: int, number: int = 300) -> Made:
    """The survey of every type with random answers."""
    asked = definition()
    return Made(asked, responses(asked, number, seed))
