"""Random answers are answers somebody could send: visible questions only, nothing refused."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultations.surveys.questionnaire.definition import parse
from consultations.surveys.questionnaire.validation import check_answers
from consultations.surveys.rehearsal import random_answers

TODAY = date(2026, 11, 23)
WEB = {"locale": "pl", "channel": "web"}


def option(key, **more):
    return {"key": key, **more}


ABC = [option("a"), option("b"), option("c")]
# every type, required, each with limits that leave something to choose
QUESTIONS = [
    {"type": "short_text", "max_length": 5},
    {"type": "short_text", "input": "e-mail"},
    {"type": "short_text", "input": "phone"},
    {"type": "short_text", "input": "postcode", "max_length": 6},
    {"type": "short_text", "input": "url"},
    {"type": "long_text", "max_length": 40},
    {"type": "number", "min": 18, "max": 20},
    {"type": "number"},
    {"type": "date", "min": "today"},
    {"type": "date", "max": "today"},
    {"type": "date", "min": "2020-02-29", "max": "2020-03-01"},
    {"type": "yes_no"},
    {"type": "scale", "from": 0, "to": 10},
    {"type": "single_choice", "options": [option("a", retired=True), option("b", other_text={"max_length": 50})]},
    {"type": "multi_choice", "options": [*ABC, option("none", exclusive=True)], "min": 2, "max": 2},
    {"type": "multi_choice", "options": [option("none", exclusive=True)]},
    {"type": "image_choice", "options": ABC},
    {"type": "image_choice", "options": ABC, "multiple": True, "min": 2},
    {"type": "matrix", "rows": ABC, "columns": ABC, "require_each": True},
    {"type": "matrix", "rows": ABC, "columns": ABC, "many": True},
    {"type": "ranking", "options": ABC},
    {"type": "ranking", "options": ABC, "top": 2},
    {"type": "budget", "options": ABC, "mode": "points", "total": 100},
    {"type": "budget", "options": [option("a", cost=40), option("b", cost=400)], "mode": "pick_within", "total": 100},
    {"type": "geo", "geometry": "point", "min": 2, "max": 3, "categories": ABC},
    {"type": "geo", "geometry": "line"},
    {"type": "geo", "geometry": "polygon"},
    {"type": "contact", "fields": {"name": "required", "email": "optional"}},
    {"type": "consent", "kind": "consent"},
]


def definition(*elements):
    return parse({"pages": [{"key": "p", "elements": [{"key": f"q{i}", **one} for i, one in enumerate(elements)]}]})


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda one: one["type"])
def test_required_question_gets_an_answer_that_is_accepted(question):
    survey = definition({**question, "required": True})
    for seed in range(20):
        answers = random_answers(survey, seed, WEB, TODAY)
        assert list(answers) == ["q0"], (seed, answers)
        assert check_answers(survey, answers, WEB, today=TODAY).errors == ()


@given(st.integers(0, 10**9))
def test_only_visible_questions_are_answered(seed):
    rule = {"match": "all", "conditions": [{"q": "q0", "op": "any_of", "values": ["a"]}]}
    survey = definition({"type": "single_choice", "options": ABC}, *({**one, "visible_if": rule} for one in QUESTIONS))
    checked = check_answers(survey, random_answers(survey, seed, WEB, TODAY), WEB, today=TODAY)
    assert (checked.ignored, checked.errors) == ((), ())
    assert random_answers(survey, seed, WEB, TODAY) == random_answers(survey, seed, WEB, TODAY)


def test_limits_that_leave_nothing_leave_the_question_unanswered():
    nothing = {"type": "budget", "options": [option("a", min=60), option("b", min=60)], "total": 100, "spend_all": True}
    assert random_answers(definition({**nothing, "required": True}), 1, WEB, TODAY) == {}


def test_a_question_that_may_be_left_out_sometimes_is():
    survey = definition({"type": "yes_no"})
    assert {bool(random_answers(survey, seed, WEB, TODAY)) for seed in range(40)} == {True, False}
