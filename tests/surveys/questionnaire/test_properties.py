"""What holds of every questionnaire and every answer, looked for by hypothesis."""

import random
from contextlib import suppress
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from consultations.surveys.questionnaire.definition import DefinitionRefused, parse
from consultations.surveys.questionnaire.locales import localise
from consultations.surveys.questionnaire.surveyjs import from_surveyjs
from consultations.surveys.questionnaire.validation import check_answers
from consultations.surveys.questionnaire.visibility import visible

from .generator import Case, elements_of, questionnaires

TODAY = date(2026, 11, 23)
NAME_LIST = """
pages elements key type options rows columns visible_if match conditions q op values value row source top text label
choice choices other features geometry coordinates properties min max from to q1 q2 o1 r1 c1
"""
WORD_LIST = """
all any any_of answered between gte single_choice multi_choice matrix scale geo number date q1 q2 o1 r1 2024-01-01
FeatureCollection Feature Point Polygon no_opinion
"""
NAMES = st.sampled_from(NAME_LIST.split())
WORDS = st.sampled_from(WORD_LIST.split())
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | WORDS
JSON = st.recursive(LEAVES, lambda inner: st.lists(inner) | st.dictionaries(NAMES | st.text(), inner), max_leaves=30)


@st.composite
def surveys(draw: st.DrawFn) -> tuple[dict[str, Any], Case]:
    """A generated questionnaire with answers, some of them replaced by anything."""
    definition, (case, *_) = next(questionnaires(draw(st.integers(0, 10**6)), 1, 1))
    wild = draw(st.dictionaries(st.sampled_from([one["key"] for one in elements_of(definition)]), JSON, max_size=3))
    return definition, Case({**case.answers, **wild}, case.context, case.tame and not wild)


@given(JSON)
def test_reading_raises_nothing_but_refusals(content: Any):
    with suppress(DefinitionRefused):
        parse(content)


@given(surveys(), st.randoms(use_true_random=False), JSON)
def test_a_definition_damaged_anywhere_is_read_or_refused(survey, chance: random.Random, junk: Any):
    definition, _ = survey
    damaged = chance.choice([definition["pages"][0], *elements_of(definition)])
    damaged[chance.choice([*damaged, "visible_if"])] = junk
    with suppress(DefinitionRefused):
        parse(definition)


@given(surveys(), JSON, JSON)
def test_checking_answers_raises_nothing(survey, answers: Any, context: Any):
    definition = parse(survey[0])

    check_answers(definition, answers, context, today=TODAY)
    from_surveyjs(definition, answers)


@given(surveys())
def test_hidden_answers_are_never_stored(survey):
    definition, case = survey
    outcome = check_answers(parse(definition), case.answers, case.context, today=TODAY)

    assert set(outcome.stored) <= set(outcome.visible.questions)
    assert not set(outcome.ignored) & set(outcome.visible.questions)


@given(surveys())
def test_what_was_stored_is_stored_again_just_so(survey):
    definition, case = survey
    parsed = parse(definition)
    once = check_answers(parsed, case.answers, case.context, today=TODAY)
    again = check_answers(parsed, once.stored, case.context, today=TODAY)

    # repr, since NaN is not itself
    assert repr(again.stored) == repr(once.stored)
    assert again.visible == once.visible
    assert again.ignored == ()
    assert [error.code for error in again.errors] == [error.code for error in once.errors if error.page]


@given(surveys(), JSON)
def test_an_answer_that_no_rule_asks_changes_nothing(survey, junk: Any):
    definition, case = survey
    definition["pages"][0]["elements"].append({"key": "unasked", "type": "short_text"})
    parsed = parse(definition)

    without = visible(parsed, {key: one for key, one in case.answers.items() if key != "unasked"}, case.context)
    assert visible(parsed, {**case.answers, "unasked": junk}, case.context) == without


@given(JSON, st.sampled_from(["pl", "en", "uk", "xx"]))
def test_any_object_can_be_laid_in_one_language(content: Any, locale: str):
    if isinstance(content, dict):
        assert localise(content, locale).keys() == content.keys()
