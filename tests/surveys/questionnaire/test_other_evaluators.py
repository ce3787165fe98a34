"""The browser's evaluator, ajv and SurveyJS see the same questions as the server; all of them under Node."""

from datetime import date
from typing import Any

import pytest

from consultations.surveys.questionnaire.definition import Definition, parse
from consultations.surveys.questionnaire.expressions import OTHER, other_option, source_variable
from consultations.surveys.questionnaire.json_schema import answer_schema
from consultations.surveys.questionnaire.rule_schema import visibility_definitions, visible_ref
from consultations.surveys.questionnaire.surveyjs import to_surveyjs
from consultations.surveys.questionnaire.validation import check_answers
from consultations.surveys.questionnaire.vectors import same
from consultations.surveys.questionnaire.visibility import sift
from tests.surveys.node.runner import EVALUATOR, run_node

from .generator import Case, questionnaires
from .test_rule_vectors import ANSWERS, DEFINITIONS, HAND_MADE, SEED, as_case

pytestmark = pytest.mark.browser

Json = dict[str, Any]
SURVEYJS_DEFINITIONS = 400
TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def cases() -> list[tuple[Json, list[Case]]]:
    hand_made = [(case["definition"], [as_case(case)]) for case in HAND_MADE]
    return [*questionnaires(SEED, DEFINITIONS, ANSWERS), *hand_made]


def seen(definition: Definition, case: Case) -> list[str]:
    """Keys of the questions the server shows."""
    return list(sift(definition, case.answers, case.context)[0].questions)


def test_the_browser_shows_and_keeps_what_the_server_does(cases):
    lines = [[definition, [[case.answers, case.context] for case in batch]] for definition, batch in cases]
    wrong, compared = [], 0
    for (definition, batch), outcomes in zip(cases, run_node("rules.mjs", lines, str(EVALUATOR)), strict=True):
        parsed = parse(definition)
        for case, outcome in zip(batch, outcomes, strict=True):
            shown, stored = sift(parsed, case.answers, case.context)
            compared += 1
            if outcome["questions"] != list(shown.questions) or not same(outcome["stored"], stored):
                wrong.append((definition, case, outcome))

    assert wrong[:2] == []
    assert compared >= 20_500


def test_ajv_reads_the_schemas_as_the_server_reads_the_rules(cases):
    lines, expected = [], []
    for definition, batch in cases:
        parsed = parse(definition)
        # One context a definition: a schema holds for one, and compiling it is what takes the time
        context = batch[0].context
        found = visibility_definitions(parsed, context)
        schemas = {key: {**visible_ref(element), "$defs": found} for key, element in parsed.questions.items()}
        lines.append([schemas, [case.answers for case in batch]])
        expected.append([seen(parsed, Case(case.answers, context, case.tame)) for case in batch])
    wrong = [
        (line, want, got)
        for line, want, got in zip(lines, expected, run_node("schemas.mjs", lines), strict=True)
        if want != got
    ]

    assert wrong[:1] == []


def test_ajv_accepts_the_answers_that_the_server_accepts():
    """The schema of all answers, as clients get it; geometry, sums and the like are beyond it, so tame answers only."""
    lines, expected = [], []
    for definition, batch in questionnaires("answers", 150, 20):
        parsed = parse(definition)
        tame = [
            case.answers
            for case in batch
            if case.tame and not any("budget" in repr(one) for one in parsed.raw["pages"])
        ]
        lines.append([{"answers": answer_schema(parsed, batch[0].context)}, tame])
        outcomes = [check_answers(parsed, answers, batch[0].context, today=TODAY) for answers in tame]
        expected.append([[] if outcome.errors else ["answers"] for outcome in outcomes])

    assert run_node("schemas.mjs", lines) == expected
    assert [] in [one for some in expected for one in some]


def test_surveyjs_shows_what_the_server_does(cases):
    # Tame answers only: SurveyJS coerces what no form of its own would hold. Its models are slow: not every definition
    some = [*cases[:SURVEYJS_DEFINITIONS], *cases[DEFINITIONS:]]
    batches = [(definition, [case for case in batch if case.tame]) for definition, batch in some]
    lines, expected = [], []
    for definition, batch in batches:
        parsed = parse(definition)
        lines.append([to_surveyjs(definition, "pl"), [[form_data(parsed, case), variables(case)] for case in batch]])
        expected.append((parsed, [seen(parsed, case) for case in batch]))
    wrong, compared = [], 0
    for (form, given), (parsed, want), got in zip(lines, expected, run_node("surveyjs.mjs", lines), strict=True):
        assert got["errors"] == []
        # Every element is a question to SurveyJS, and one of an unknown type would be dropped silently
        assert got["names"] == [one.key for page in parsed.pages for one in page.elements]
        compared += len(want)
        if got["outcomes"] != want:
            wrong.append((form, given, want, got["outcomes"]))

    assert wrong[:1] == []
    assert compared > SURVEYJS_DEFINITIONS * ANSWERS * 0.45


def variables(case: Case) -> Json:
    """What the host of a SurveyJS form tells it."""
    return {source_variable(source): value for source, value in case.context.items()}


def form_data(definition: Definition, case: Case) -> Json:
    """The answers as SurveyJS keeps them."""
    return {key: _value(definition, key, answer) for key, answer in case.answers.items()}


def _value(definition: Definition, key: str, answer: Any) -> Any:
    element = definition.questions[key]
    if element.type == "geo":
        return answer["description"]
    if element.type == "consent":
        return answer["accepted"]
    other = other_option(element)
    return OTHER if other and answer == other else answer
