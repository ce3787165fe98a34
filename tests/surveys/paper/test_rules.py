"""Conditions in the words of the printed form; what paper cannot decide is decided beforehand."""

import pytest
from django.utils import translation

from consultations.surveys.paper.rules import ALWAYS, NEVER, Conditions
from tests.surveys.paper.contents import DEFINITION

NUMBERS = {key: number for number, key in enumerate(DEFINITION.questions, 1)}


@pytest.fixture
def conditions():
    found = Conditions({"channel": "paper", "locale": "pl"})
    for question in DEFINITION.questions.values():
        found.number(question)
    with translation.override("en"):
        yield found


def all_of(*conditions):
    return {"match": "all", "conditions": list(conditions)}


def any_of(*conditions):
    return {"match": "any", "conditions": list(conditions)}


SINGLE = {"q": "single", "op": "any_of", "values": ["b", "a"]}
WORDS = [
    (SINGLE, "in question 6 you marked A or B"),
    ({"q": "list", "op": "none_of", "values": ["o30"]}, "in question 7 you marked something other than 30"),
    ({"q": "multi", "op": "all_of", "values": ["a", "c"]}, "in question 8 you marked all of these: A and C"),
    ({"q": "scale", "op": "any_of", "values": [0, "no_opinion"]}, "in question 9 you marked 0 or X"),
    ({"q": "scale", "op": "gte", "value": 7}, "your answer to question 9 is at least 7"),
    ({"q": "yes", "op": "any_of", "values": ["no"]}, "in question 5 you marked B"),
    ({"q": "matrix", "row": "r2", "op": "any_of", "values": ["c2"]}, "in question 10 (row 2) you marked B"),
    ({"q": "ranking", "op": "first_is", "values": ["c"]}, "in question 12 you put C in first place"),
    (
        {"q": "ranking", "op": "ranked_in_top", "top": 2, "values": ["a"]},
        "in question 12 you put A among the first 2",
    ),
    ({"q": "number", "op": "between", "value": [1.5, 3]}, "your answer to question 3 is from 1.5 to 3"),
    ({"q": "date", "op": "lt", "value": "2026-03-07"}, "your answer to question 4 is less than 7 March 2026"),
    ({"q": "text", "op": "answered"}, "you answered question 1"),
    ({"q": "geo", "op": "not_answered"}, "you left question 16 without an answer"),
]


@pytest.mark.parametrize(("condition", "words"), WORDS)
def test_every_operator_has_words(conditions, condition, words):
    assert conditions.words(conditions.reduced(all_of(condition))) == words


def test_groups_are_kept_together(conditions):
    rule = all_of(SINGLE, any_of({"q": "text", "op": "answered"}, {"q": "long", "op": "answered"}))

    words = conditions.words(conditions.reduced(rule))

    assert words == "in question 6 you marked A or B and (you answered question 1 or you answered question 2)"


PAPER = {"source": "channel", "op": "any_of", "values": ["paper"]}
WEB = {"source": "channel", "op": "any_of", "values": ["web"]}
LINK = {"source": "municipality", "op": "none_of", "values": ["302101"]}
UNKNOWN = {"q": "not_printed", "op": "any_of", "values": ["a"]}
DECIDED = [
    (None, ALWAYS),
    (all_of(), ALWAYS),
    (all_of(PAPER), ALWAYS),
    (all_of(WEB), NEVER),
    (all_of(LINK), NEVER),
    (all_of(SINGLE, WEB), NEVER),
    (any_of(SINGLE, PAPER), ALWAYS),
    (all_of(UNKNOWN), NEVER),
    (all_of({"q": "not_printed", "op": "not_answered"}), ALWAYS),
    (all_of(PAPER, any_of(WEB, PAPER)), ALWAYS),
]


@pytest.mark.parametrize(("rule", "verdict"), DECIDED)
def test_what_is_known_of_paper_is_decided(conditions, rule, verdict):
    assert conditions.reduced(rule) is verdict


@pytest.mark.parametrize("rule", [all_of(SINGLE, PAPER), any_of(SINGLE, WEB), all_of(any_of(SINGLE, WEB))])
def test_only_what_is_open_is_said(conditions, rule):
    assert conditions.words(conditions.reduced(rule)) == "in question 6 you marked A or B"
