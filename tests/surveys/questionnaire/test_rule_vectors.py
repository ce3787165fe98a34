"""The hand-made cases of rules, and 20 000 generated ones against a slow reference and the JSON Schemas."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from consultations.surveys.questionnaire.definition import parse
from consultations.surveys.questionnaire.json_schema import META_SCHEMA
from consultations.surveys.questionnaire.rule_schema import visibility_definitions, visible_ref
from consultations.surveys.questionnaire.vectors import same
from consultations.surveys.questionnaire.visibility import sift

from . import reference
from .generator import Case, questionnaires

VECTORS = Path(__file__).parents[1] / "vectors" / "rules.jsonl"
SEED = "rules-1"
DEFINITIONS, ANSWERS = 1000, 20
HAND_MADE = [json.loads(line) for line in VECTORS.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def generated() -> list[tuple[dict[str, Any], list[Case]]]:
    return list(questionnaires(SEED, DEFINITIONS, ANSWERS))


def test_there_are_enough_hand_made_cases_and_each_says_what_it_is():
    notes = Counter(case["note"] for case in HAND_MADE)

    assert len(HAND_MADE) >= 500
    assert [note for note, times in notes.items() if times > 1] == []


def test_the_hand_made_cases_come_out_as_written():
    wrong = []
    for case in HAND_MADE:
        shown, stored = sift(parse(case["definition"]), case["answers"], case.get("context", {}))
        if list(shown.questions) != case["visible"] or not same(stored, case["stored"]):
            wrong.append((case["note"], shown.questions, stored))

    assert wrong == []


def test_the_hand_made_cases_use_every_operator_on_every_type_that_has_it():
    used = {(one["type"], condition["op"]) for case in HAND_MADE for one, condition in asked(case["definition"])}
    choices = {
        (kind, op) for kind in ("yes_no", "single_choice", "multi_choice", "scale") for op in ("any_of", "none_of")
    }
    compared = {
        (kind, op) for kind in ("number", "scale", "date") for op in ("eq", "lt", "lte", "gt", "gte", "between")
    }
    every = {
        (kind, op)
        for kind in (
            "short_text",
            "long_text",
            "number",
            "date",
            "geo",
            "budget",
            "contact",
            "consent",
            "matrix",
            "ranking",
        )
        for op in ("answered", "not_answered")
    }
    special = {
        ("multi_choice", "all_of"),
        ("image_choice", "all_of"),
        ("ranking", "first_is"),
        ("ranking", "ranked_in_top"),
    }

    assert choices | compared | every | special | {("matrix", "any_of"), ("matrix", "none_of")} <= used


def asked(definition: dict[str, Any]) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """The conditions of a definition's elements, each with the question it asks."""
    elements = {one["key"]: one for page in definition["pages"] for one in page["elements"]}
    conditions = [
        one for element in elements.values() for one in (element.get("visible_if") or {}).get("conditions", [])
    ]
    return [(elements[one["q"]], one) for one in conditions if "q" in one]


@pytest.mark.thorough
def test_twenty_thousand_generated_cases_agree_with_the_reference(generated):
    wrong, total = [], Counter()
    for definition, cases in generated:
        parsed = parse(definition)
        for case in cases:
            shown, stored = sift(parsed, case.answers, case.context)
            total["cases"] += 1
            total["hidden"] += len(shown.questions) < len(parsed.questions)
            if list(shown.questions) != reference.visible(definition, case.answers, case.context):
                wrong.append((definition, case))
            assert same(stored, reference.stored(definition, case.answers, case.context))

    assert wrong[:3] == []
    assert total["cases"] == 20_000
    # Cases in which everything is visible would prove little
    assert total["hidden"] > 8_000


def test_the_reference_itself_gives_the_hand_made_outcomes():
    """Two readings of the specification that agree; otherwise the reference could share a fault with the rules."""
    tame = [case for case in HAND_MADE if all(isinstance(value, str) for value in case.get("context", {}).values())]
    scales = [case for case in tame if all(value.strip() for value in case.get("context", {}).values())]
    wrong = [
        case["note"]
        for case in scales
        if reference.visible(case["definition"], case["answers"], case.get("context", {})) != case["visible"]
    ]

    assert wrong == []


@pytest.mark.thorough
def test_the_json_schemas_of_visibility_agree(generated):
    wrong = []
    for definition, cases in [*generated[:300], *((case["definition"], [as_case(case)]) for case in HAND_MADE)]:
        parsed = parse(definition)
        for case in cases:
            shown = sift(parsed, case.answers, case.context)[0].questions
            found = visibility_definitions(parsed, case.context)
            by_schema = [
                key
                for key, element in parsed.questions.items()
                if jsonschema_rs.is_valid({**visible_ref(element), "$defs": found}, case.answers)
            ]
            if by_schema != list(shown):
                wrong.append((definition, case, by_schema))

    assert wrong[:2] == []


def as_case(vector: dict[str, Any]) -> Case:
    """A hand-made case in the shape of the generated ones."""
    return Case(vector["answers"], vector.get("context", {}), tame=False)


def test_every_definition_here_is_valid_by_the_published_schema(generated):
    validator = jsonschema_rs.validator_for(META_SCHEMA)
    definitions = [case["definition"] for case in HAND_MADE] + [definition for definition, _ in generated]

    assert [one for one in definitions if not validator.is_valid(one)][:1] == []
