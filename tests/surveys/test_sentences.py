"""Rules, refusals and changes in words."""

import pytest
from django.utils import translation

from consultations.surveys.changes import Change
from consultations.surveys.questionnaire.element_types import OPERATORS as OPERATORS_OF_TYPES
from consultations.surveys.questionnaire.refusals import Refusal
from consultations.surveys.sentences import CHANGES, OPERATORS, change_text, duration_text, refusal_text, rule_text

QUESTIONS = {
    "transport": {
        "key": "transport",
        "type": "single_choice",
        "options": [{"key": "bike", "label": "Bike"}, {"key": "walk", "label": "Walk"}],
    },
    "age": {"key": "age", "type": "number"},
    "rate": {
        "key": "rate",
        "type": "matrix",
        "rows": [{"key": "shade", "label": "Shade"}],
        "columns": [{"key": "good", "label": "good"}],
    },
    "like": {"key": "like", "type": "yes_no"},
}
CASES = [
    ({"q": "transport", "op": "any_of", "values": ["bike", "walk"]}, "in question 1 “Bike” or “Walk” was chosen"),
    ({"q": "transport", "op": "none_of", "values": ["bike"]}, "question 1 was answered without choosing “Bike”"),
    ({"q": "transport", "op": "all_of", "values": ["bike"]}, "in question 1 all of these were chosen: “Bike”"),
    ({"q": "transport", "op": "first_is", "values": ["bike"]}, "in question 1 “Bike” is in first place"),
    (
        {"q": "transport", "op": "ranked_in_top", "top": 2, "values": ["bike"]},
        "in question 1 “Bike” is among the first 2",
    ),
    ({"q": "age", "op": "eq", "value": 18}, "the answer to question 2 is 18"),
    ({"q": "age", "op": "lt", "value": 18}, "the answer to question 2 is less than 18"),
    ({"q": "age", "op": "lte", "value": 18}, "the answer to question 2 is at most 18"),
    ({"q": "age", "op": "gt", "value": 18}, "the answer to question 2 is more than 18"),
    ({"q": "age", "op": "gte", "value": 18}, "the answer to question 2 is at least 18"),
    ({"q": "age", "op": "between", "value": [18, 65]}, "the answer to question 2 is from 18 to 65"),
    ({"q": "age", "op": "answered"}, "question 2 was answered"),
    ({"q": "age", "op": "not_answered"}, "question 2 was not answered"),
    ({"q": "like", "op": "any_of", "values": ["no_opinion"]}, "in question 4 “No opinion” was chosen"),
    ({"q": "rate", "row": "shade", "op": "any_of", "values": ["good"]}, "in question 3, row “Shade” “good” was chosen"),
    ({"q": "gone", "op": "answered"}, "“gone” was answered"),
    ({"source": "channel", "op": "any_of", "values": ["kiosk"]}, "the answer comes by kiosk"),
    ({"source": "locale", "op": "none_of", "values": ["pl"]}, "the language is not “pl”"),
    ({"source": "municipality", "op": "any_of", "values": ["3021011"]}, "the municipality is “3021011”"),
]


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize(("condition", "words"), CASES)
def test_one_condition(condition, words):
    assert rule_text({"match": "all", "conditions": [condition]}, QUESTIONS) == f"Shown when {words}."


def test_every_operator_has_a_sentence():
    assert {condition["op"] for condition, _words in CASES if "q" in condition} == set(OPERATORS)
    assert frozenset().union(*OPERATORS_OF_TYPES.values()) <= set(OPERATORS)


def test_groups():
    answered, young = {"q": "like", "op": "answered"}, {"q": "age", "op": "lt", "value": 18}
    rule = {
        "match": "all",
        "conditions": [answered, {"match": "any", "conditions": [young, {"q": "age", "op": "not_answered"}]}],
    }
    assert rule_text(rule, QUESTIONS) == (
        "Shown when question 4 was answered and "
        "(the answer to question 2 is less than 18 or question 2 was not answered)."
    )


@pytest.mark.parametrize("rule", [None, {}, {"match": "all", "conditions": []}, "x"])
def test_no_rule_no_sentence(rule):
    assert rule_text(rule, QUESTIONS) == ""


def test_refusals_name_what_they_are_about():
    assert "later" in refusal_text(Refusal("/pages/0", "forward_reference", {"q": "later"}))
    assert "strange" in refusal_text(Refusal("/pages/0", "strange"))


@pytest.mark.parametrize("what", CHANGES)
def test_changes_are_in_the_language_of_the_reader(what):
    text = change_text(Change("minor", what, text={"pl": "Pytanie", "en": "Question text"}, part={"pl": "część"}))
    assert "Pytanie" not in text
    assert ("Question text" in text) is ("%(text)s" in str(CHANGES[what]))


def test_time_in_whole_minutes():
    assert [duration_text(seconds) for seconds in (7, 89, 91)] == [
        "about 1 minute",
        "about 1 minute",
        "about 2 minutes",
    ]
