"""What a response adds to the counts."""

from typing import Any

import pytest

from consultations.surveys.codes import answered_codes, measures, possible_codes
from consultations.surveys.grid import cell_of
from consultations.surveys.questionnaire.definition import parse
from tests.factories.surveys import content_of

AB = [{"key": "a"}, {"key": "b"}]
SCHOOL, PARK = [16.92, 52.41], [16.99, 52.45]


def place(position: list[float], **properties: str) -> dict[str, Any]:
    return {"type": "Feature", "geometry": {"type": "Point", "coordinates": position}, "properties": properties}


def places(*features: dict[str, Any]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features)}


CASES = {
    "number": ({"type": "number"}, 3.5, [("", "answered")], [("", "answered", 3.5)]),
    "date": ({"type": "date"}, "2026-05", [("", "answered")], [("", "answered", "2026-05")]),
    "text": ({"type": "long_text"}, "Tak", [("", "answered")], []),
    "choice": ({"type": "single_choice", "options": AB}, {"choice": "b", "other": "x"}, [("", "b")], []),
    "choices": ({"type": "multi_choice", "options": AB}, ["a", "b"], [("", "a"), ("", "b")], []),
    "scale": ({"type": "scale", "from": 1, "to": 5}, 4, [("", "4")], []),
    "matrix": ({"type": "matrix", "rows": [{"key": "r"}], "columns": AB}, {"r": "a"}, [("r", "a")], []),
    "matrix without opinion": (
        {"type": "matrix", "rows": [{"key": "r"}], "columns": AB, "no_opinion": True},
        {"r": "no_opinion"},
        [("r", "no_opinion")],
        [],
    ),
    "ranking": ({"type": "ranking", "options": AB}, ["b", "a"], [("1", "b"), ("2", "a")], []),
    "budget": (
        {"type": "budget", "options": AB, "total": 100},
        {"a": 40, "b": 60},
        [("", "answered")],
        [("a", "amount", 40), ("b", "amount", 60)],
    ),
    "places": (
        {"type": "geo", "categories": AB, "geometry": "point"},
        places(place(SCHOOL, category="a"), place(SCHOOL, category="a", comment="jeszcze raz"), place(PARK)),
        [("", "answered")],
        [("a", "place", cell_of(*SCHOOL)), ("", "place", cell_of(*PARK))],
    ),
    "contact": ({"type": "contact", "fields": {"name": "required"}}, None, [], []),
}


@pytest.mark.parametrize("case", CASES)
def test_codes_and_measures_of_an_answer(case):
    question, answer, codes, values = CASES[case]
    definition = parse(content_of([{"key": "q", **question}]))
    answers = {} if answer is None else {"q": answer}

    found = list(answered_codes(definition, answers, ["q"]))
    measured = list(measures(definition, answers))

    assert found == [("u-q", "", ""), *(("u-q", *code) for code in codes)]
    assert measured == [(("u-q", row, option), value) for row, option, value in values]
    assert {*found, *(code for code, _ in measured)} <= set(possible_codes(definition))


def test_question_that_was_not_shown_has_no_code():
    definition = parse(content_of([{"key": "q", "type": "number"}, {"key": "r", "type": "number"}]))

    assert list(answered_codes(definition, {}, ["r"])) == [("u-r", "", "")]
