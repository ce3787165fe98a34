"""Definitions that must be refused, each with the code of its fault; and the places that refusals name."""

import json
from pathlib import Path
from typing import Any

import pytest

from consultations.surveys.questionnaire.definition import DefinitionRefused, parse
from consultations.surveys.questionnaire.refusals import check

VECTORS = Path(__file__).parents[1] / "vectors" / "refuse.jsonl"
CASES = [json.loads(line) for line in VECTORS.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_a_definition_is_refused_for_its_one_fault(case):
    codes = {refusal.code for refusal in check(case["definition"])}

    # Some faults leave a hole that is told besides
    assert case["code"] in codes
    assert codes - {case["code"]} <= {"missing_key", "extra_key", "no_options"}


def page(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"pages": [{"key": "p1", "elements": list(elements)}]}


def rule(*conditions: Any) -> dict[str, Any]:
    return {"match": "all", "conditions": list(conditions)}


CHOICE = {"key": "t", "type": "single_choice", "options": [{"key": "bus"}, {"key": "bike"}]}


@pytest.mark.parametrize(
    ("content", "pointer"),
    [
        (page({"key": "a", "type": "x"}), "/pages/0/elements/0/type"),
        (page(CHOICE, {"key": "t", "type": "short_text"}), "/pages/0/elements/1/key"),
        (page({**CHOICE, "options": [{"key": "bus"}, {"key": "bus"}]}), "/pages/0/elements/0/options/1/key"),
        (
            page(
                CHOICE,
                {"key": "a", "type": "date", "visible_if": rule({"q": "t", "op": "any_of", "values": ["bus", "x"]})},
            ),
            "/pages/0/elements/1/visible_if/conditions/0/values/1",
        ),
        (
            page(
                CHOICE, {"key": "a", "type": "date", "visible_if": rule(rule({"q": "t", "op": "answered", "a/b~": 1}))}
            ),
            "/pages/0/elements/1/visible_if/conditions/0/conditions/0/a~1b~0",
        ),
    ],
)
def test_a_refusal_names_its_place(content, pointer):
    assert [refusal.pointer for refusal in check(content)] == [pointer]


def test_every_fault_is_told_at_once():
    content = page(
        {"key": "A", "type": "x"}, {"key": "b", "type": "date", "visible_if": rule({"q": "c", "op": "answered"})}
    )

    with pytest.raises(DefinitionRefused) as refused:
        parse(content)
    assert [one.code for one in refused.value.refusals] == ["unknown_type", "bad_key", "unknown_question"]


def test_what_a_vector_may_leave_out_is_not_wanted():
    """Pages, keys, types, options, rows, columns and rules are all a definition needs."""
    kinds = ("short_text", "long_text", "number", "date", "yes_no", "scale", "geo", "contact", "consent", "content")
    lists = {
        "single_choice": {"options": ["a"]},
        "ranking": {"options": [{"key": "a"}]},
        "budget": {"options": [{"key": "a"}]},
        "matrix": {"rows": [{"key": "a"}], "columns": [{"key": "a"}]},
    }
    elements = [{"key": kind, "type": kind} for kind in kinds]
    elements += [{"key": kind, "type": kind, **given} for kind, given in lists.items()]

    assert check(page(*elements)) == ()


def test_lines_shown_for_a_long_text_are_not_rows_of_a_matrix():
    assert check(page({"key": "a", "type": "long_text", "rows": 5})) == ()
