"""Paper contradicts its form: what counts all the same, what is left out, and what must be corrected."""

import pytest

from consultations.surveys.paper.judging import judge
from tests.surveys.answering.contents import NONE, named
from tests.surveys.paper.contents import content, polish

ON_BIKE = {"match": "all", "conditions": [{"q": "how", "op": "any_of", "values": ["bike"]}]}
SKIPPED = {"match": "all", "conditions": [{"q": "uses", "op": "not_answered"}]}
FORM = polish(
    content(
        {"key": "how", "type": "single_choice", "options": named("bus", "bike"), "required": True},
        {"key": "why", "type": "short_text", "visible_if": ON_BIKE, "max_length": 20},
        {"key": "uses", "type": "multi_choice", "options": [*named("a", "b", "c"), NONE], "min": 2, "max": 2},
        {"key": "reason", "type": "short_text", "visible_if": SKIPPED, "required": True},
        {"key": "age", "type": "number", "min": 10, "max": 99},
        {"key": "grid", "type": "matrix", "rows": named("r1", "r2"), "columns": named("c"), "require_each": True},
    )
)
SOUND = {"how": "bike", "why": "bo tak", "uses": ["a", "b"], "age": 30, "grid": {"r1": "c", "r2": "c"}}

# what was typed otherwise, what is stored, warnings, what must be corrected
CASES = [
    ({}, SOUND, [], []),
    ({"how": None}, {**SOUND, "how": None, "why": None}, ["why hidden", "how required"], []),
    ({"how": "bus"}, {**SOUND, "how": "bus", "why": None}, ["why hidden"], []),
    ({"age": 5}, {**SOUND, "age": None}, ["age out_of_range"], []),
    ({"age": 30.5}, {**SOUND, "age": None}, ["age not_integer"], []),
    ({"uses": ["a"]}, {**SOUND, "uses": ["a"]}, ["uses too_few"], []),
    ({"uses": ["a", "b", "c"]}, {**SOUND, "uses": None}, ["uses too_many", "reason required"], []),
    ({"uses": ["a", "none"]}, {**SOUND, "uses": None}, ["uses exclusive", "reason required"], []),
    ({"grid": {"r1": "c"}}, {**SOUND, "grid": {"r1": "c"}}, ["grid required"], []),
    ({"why": "x" * 21}, {**SOUND, "why": "x" * 21}, [], ["why too_long"]),
]


def codes(errors):
    return [f"{one.question} {one.code}" for one in errors]


@pytest.mark.parametrize(("typed", "stored", "warnings", "errors"), CASES)
def test_contradictions_are_warnings(typed, stored, warnings, errors, today):
    judged = judge(FORM, {**SOUND, **typed}, {}, today=today)

    assert judged.checked.stored == {key: answer for key, answer in stored.items() if answer is not None}
    assert codes(judged.warnings) == warnings
    assert codes(judged.errors) == errors


def test_nobody_is_asked_for_what_could_not_be_read(today):
    judged = judge(FORM, {**SOUND, "how": None, "why": None}, {}, illegible=["how"], today=today)

    assert judged.warnings == ()
    assert "how" not in judged.checked.stored


def test_several_marks_are_one_warning(today):
    judged = judge(FORM, {**SOUND, "how": None, "why": None}, {}, clashes=["how"], today=today)

    assert codes(judged.warnings) == ["how clash"]


def test_an_answer_that_cannot_count_may_bring_another_question(today):
    """Left out, the first one counts as not answered, so the second is asked after all, and its answer stays."""
    typed = {**SOUND, "uses": ["a", "b", "c"], "reason": "wszystko"}

    judged = judge(FORM, typed, {}, today=today)

    assert judged.checked.stored["reason"] == "wszystko"
    assert judged.left_out == ("uses",)
    assert codes(judged.warnings) == ["uses too_many"]
