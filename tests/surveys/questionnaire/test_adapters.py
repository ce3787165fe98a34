"""One language of a content; SurveyJS and JSON Forms: what goes out, and what comes back."""

from typing import Any

import jsonschema_rs
import pytest

from consultations.surveys.questionnaire.definition import DefinitionRefused, parse
from consultations.surveys.questionnaire.json_forms import to_json_forms
from consultations.surveys.questionnaire.json_schema import answer_schema
from consultations.surveys.questionnaire.locales import localise
from consultations.surveys.questionnaire.surveyjs import from_surveyjs, to_surveyjs
from consultations.surveys.questionnaire.visibility import visible

from .generator import questionnaires


def options(*keys: str, **wordy: Any) -> list[dict[str, Any]]:
    return [*({"key": key, "label": {"pl": key.upper(), "en": f"{key}!"}} for key in keys), *wordy.values()]


OTHER = {"key": "inne", "label": {"pl": "Inne"}, "other_text": {"max_length": 50}}
BIKE = {"match": "all", "conditions": [{"q": "t", "op": "any_of", "values": ["bike", "inne"]}]}
CONTENT: dict[str, Any] = {
    "locales": ["pl", "en"],
    "pages": [
        {
            "key": "p1",
            "title": {"pl": "Strona", "en": "Page"},
            "elements": [
                {"key": "t", "type": "single_choice", "text": {"pl": "Czym?"}, "options": options("bike", o=OTHER)},
                {"key": "m", "type": "multi_choice", "visible_if": BIKE, "options": options("a", "b", o=OTHER)},
                {"key": "y", "type": "yes_no", "labels": {"yes": {"pl": "Owszem"}, "no": {"pl": "Skądże"}}},
                {"key": "g", "type": "geo", "required": True, "visible_if": {**BIKE, "match": "any"}},
                {"key": "b", "type": "budget", "options": options("i1")},
                {"key": "z", "type": "consent"},
                {"key": "c", "type": "content", "html": {"pl": "<p>Tekst</p>", "en": "<p>Text</p>"}},
            ],
        }
    ],
}


@pytest.mark.parametrize(
    ("locale", "page", "option"), [("pl", "Strona", "BIKE"), ("en", "Page", "bike!"), ("uk", "Strona", "BIKE")]
)
def test_a_content_is_laid_in_one_language(locale, page, option):
    laid = localise(CONTENT, locale)

    assert laid["pages"][0]["title"] == page
    assert laid["pages"][0]["elements"][0]["options"][0] == {"key": "bike", "label": option}
    assert laid["pages"][0]["elements"][2]["labels"] == {"yes": "Owszem", "no": "Skądże"}
    assert laid["locales"] == ["pl", "en"]


def test_a_language_beyond_ours_is_taken_from_the_content():
    content = {"locales": ["de"], "title": {"de": "Umfrage"}, "labels": {"yes": "ja", "no": "nein"}}

    assert localise(content, "de") == {"locales": ["de"], "title": "Umfrage", "labels": {"yes": "ja", "no": "nein"}}


def test_surveyjs_gets_guarded_rules_and_its_own_other_choice():
    elements = to_surveyjs(CONTENT, "en")["pages"][0]["elements"]

    assert elements[0]["choices"] == [{"value": "bike", "text": "bike!"}]
    assert elements[0]["showOtherItem"] is True
    assert elements[1]["visibleIf"] == "(({t} notempty and {t} anyof ['bike', 'other']))"
    assert [one["text"] for one in elements[2]["choices"]] == ["Owszem", "Skądże", "no opinion"]
    assert elements[3]["type"] == "comment"
    assert elements[6] == {"type": "html", "name": "c", "html": "<p>Text</p>"}


@pytest.mark.parametrize(
    ("data", "answers"),
    [
        ({"t": "bike"}, {"t": "bike"}),
        ({"t": "other", "t-Comment": "rolki"}, {"t": {"choice": "inne", "other": "rolki"}}),
        ({"t": "other"}, {"t": "inne"}),
        ({"m": ["a", "other"], "m-Comment": "c"}, {"m": {"choices": ["a", "inne"], "other": "c"}}),
        ({"m": ["a"], "m-Comment": "c"}, {"m": ["a"]}),
        ({"g": "Rynek"}, {"g": {"type": "FeatureCollection", "features": [], "description": "Rynek"}}),
        ({"b": {"i1": "12,5"}}, {"b": {"i1": 12.5}}),
        ({"b": {"i1": "dużo"}}, {"b": {"i1": "dużo"}}),
        ({"z": True}, {"z": {"accepted": True}}),
        ({"zzz": 1, "y-Comment": "x"}, {"zzz": 1, "y-Comment": "x"}),
        (["no", "object"], {}),
    ],
)
def test_answers_of_surveyjs_come_back_in_our_shapes(data, answers):
    assert from_surveyjs(parse(CONTENT), data) == answers


def test_json_forms_gets_titles_categories_and_rules_that_stand_alone():
    forms = to_json_forms(CONTENT, "pl")
    page = forms["uischema"]["elements"][0]
    condition = page["elements"][1]["rule"]["condition"]

    assert forms["schema"]["properties"]["t"]["title"] == "Czym?"
    assert page["label"] == "Strona"
    assert page["elements"][0]["scope"] == "#/properties/t"
    assert page["elements"][6]["type"] == "Label"
    assert jsonschema_rs.is_valid(condition["schema"], {"t": "bike"})
    assert not jsonschema_rs.is_valid(condition["schema"], {"t": "inny"})


def test_rules_of_json_forms_show_what_the_server_shows():
    """Without sources, which a UI schema cannot know, and without rules of pages, which hide a whole category."""
    compared = 0
    for generated, cases in questionnaires("forms", 100, 3):
        definition = {"pages": [{"key": page["key"], "elements": page["elements"]} for page in generated["pages"]]}
        if "source" in repr(definition):
            continue
        for case in cases:
            assert shown_by_forms(definition, case.answers) == list(
                visible(parse(definition), case.answers, {}).questions
            )
            compared += 1

    assert compared > 100


def shown_by_forms(definition: dict[str, Any], answers: dict[str, Any]) -> list[str]:
    """Keys of the controls whose rule holds."""
    pages = to_json_forms(definition, "pl")["uischema"]["elements"]
    controls = [one for page in pages for one in page["elements"] if one["type"] == "Control"]
    return [
        one["scope"].removeprefix("#/properties/")
        for one in controls
        if "rule" not in one or jsonschema_rs.is_valid(one["rule"]["condition"]["schema"], answers)
    ]


@pytest.mark.parametrize("adapter", [to_surveyjs, to_json_forms])
def test_adapters_refuse_what_is_no_definition(adapter):
    with pytest.raises(DefinitionRefused):
        adapter({"pages": [{"key": "p1", "elements": [{"key": "a", "type": "x"}]}]}, "pl")


def test_a_required_question_is_wanted_by_the_schema_only_where_it_is_visible():
    schema = jsonschema_rs.validator_for(answer_schema(parse(CONTENT)))

    assert schema.is_valid({"t": "inne"}) is False  # words are missing
    assert schema.is_valid({"t": "bike"}) is False  # the place is missing
    assert schema.is_valid({"t": "bike", "g": {"type": "FeatureCollection", "features": [], "description": "Tu"}})
    assert schema.is_valid({"g": "hidden, so anything"})
    assert schema.is_valid({"unknown": 1}) is False


def test_the_schema_wants_nothing_that_the_context_decides():
    rule = {"match": "all", "conditions": [{"source": "channel", "op": "any_of", "values": ["web"]}]}
    question = {"key": "a", "type": "short_text", "required": True, "visible_if": rule}
    definition = parse({"pages": [{"key": "p1", "elements": [question]}]})

    assert jsonschema_rs.is_valid(answer_schema(definition), {})
    assert not jsonschema_rs.is_valid(answer_schema(definition, {"channel": "web"}), {})
    assert jsonschema_rs.is_valid(answer_schema(definition, {"channel": "paper"}), {})
