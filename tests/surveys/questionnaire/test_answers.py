"""Answers with the code of the error they make; the JSON Schema of the answers says the same."""

import json
import time
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from consultations.surveys.questionnaire.definition import parse
from consultations.surveys.questionnaire.json_schema import answer_schema
from consultations.surveys.questionnaire.validation import Checked, check_answers

VECTORS = Path(__file__).parents[1] / "vectors" / "answers.jsonl"
CASES = [json.loads(line) for line in VECTORS.read_text(encoding="utf-8").splitlines()]
TODAY = date(2026, 11, 23)
# What no schema can say, or what only tidying decides
BEYOND_A_SCHEMA = {"sum_mismatch", "outside_area", "bad_email", "bad_postcode", "bad_phone", "bad_url"}
NOT_IN_SCHEMA = (
    "today is the last day", "half of a character", "a null character", "marks on marks", "three decimals", "a spike",
    "it crosses itself", "it is not closed", "only two corners", "no area", "it touches itself", "without length",
    "not its price", "between steps", "two of one rank", "a year before", "201 vertices",
    "larger than any double",
)  # fmt: skip
TIDIED = (
    "before it is counted",
    "one character",
    "typed into a form",
    "a decimal comma",
    "a space between",
    "space around it",
)


def checked(case: dict[str, Any]) -> Checked:
    today = date.fromisoformat(case["today"]) if "today" in case else TODAY
    return check_answers(parse(case["definition"]), case["answers"], case.get("context", {}), today=today)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["note"])
def test_an_answer_makes_the_error_expected_and_no_other(case):
    codes = {error.code for error in checked(case).errors} or {"ok"}

    assert codes == {case["expect"]}


def test_the_schema_of_the_answers_agrees():
    wrong, compared = [], 0
    for case in CASES:
        note, expect = case["note"], case["expect"]
        if expect in BEYOND_A_SCHEMA or any(part in note for part in NOT_IN_SCHEMA + TIDIED):
            continue
        compared += 1
        validator = jsonschema_rs.validator_for(answer_schema(parse(case["definition"]), case.get("context", {})))
        valid = validator.is_valid(case["answers"])
        if valid is not (expect == "ok"):
            wrong.append((note, expect, valid))

    assert wrong == []
    assert compared > 200


def question(kind: str, **settings: Any) -> dict[str, Any]:
    return {"pages": [{"key": "p1", "elements": [{"key": "q", "type": kind, **settings}]}]}


def stored(definition: dict[str, Any], answer: Any) -> Any:
    return check_answers(parse(definition), {"q": answer}, {}, today=TODAY).stored.get("q")


OPTIONS = {"options": [{"key": "bus"}, {"key": "other", "other_text": {}}]}


@pytest.mark.parametrize(
    ("definition", "answer", "kept"),
    [
        (question("short_text"), "  Zaz\u0307o\u0301łc\u0301 \u3000", "Zażółć"),
        (question("long_text"), "a\r\nb\rc", "a\nb\nc"),
        (question("short_text", input="postcode"), "60 101", "60-101"),
        (question("short_text"), " \u0085", None),
        (question("number", decimals=2), "1\u00a0234,50", 1234.5),
        (question("number", decimals=2), "\u22123,0", -3),
        (question("number"), 18.0, 18),
        (question("date"), " 2024-01-05 ", "2024-01-05"),
        (question("single_choice", **OPTIONS), {"choice": "bus"}, "bus"),
        (question("single_choice", **OPTIONS), {"choice": "bus", "other": " "}, "bus"),
        (
            question("single_choice", **OPTIONS),
            {"choice": "other", "other": " rower "},
            {"choice": "other", "other": "rower"},
        ),
        (question("multi_choice", **OPTIONS), {"choices": ["bus"], "other": ""}, ["bus"]),
        (question("scale", **{"from": 1, "to": 5}), 3.0, 3),
        (question("matrix", rows=["a", "b"], columns=["c"]), {"a": "c", "b": ""}, {"a": "c"}),
        (question("budget", options=["a", "b"]), {"a": 100.0, "b": None}, {"a": 100}),
        (
            question("contact"),
            {"name": " Ala ", "email": "", "postcode": "60101"},
            {"name": "Ala", "postcode": "60-101"},
        ),
        (
            question("consent", text_hash="abc"),
            {"accepted": True, "text_hash": "forged"},
            {"accepted": True, "text_hash": "abc"},
        ),
    ],
)
def test_answers_are_stored_tidy(definition, answer, kept):
    assert stored(definition, answer) == kept
    assert stored(definition, kept) == kept


def test_places_are_stored_with_six_decimals_and_without_foreign_members():
    position = [16.92512345678, 52.4, 80]
    feature = {
        "type": "Feature",
        "id": 7,
        "properties": {"comment": " Tu ", "category": ""},
        "geometry": {"type": "Point"},
    }
    feature["geometry"] = {"type": "Point", "coordinates": position, "bbox": []}
    given = {"type": "FeatureCollection", "crs": {}, "features": [feature], "description": " "}

    assert stored(question("geo"), given) == {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"comment": "Tu"},
                "geometry": {"type": "Point", "coordinates": [16.925123, 52.4]},
            }
        ],
    }


LINES = {"name": "required", "address": "required", "email": "optional"}


@pytest.mark.parametrize("required", [True, False])
@pytest.mark.parametrize(
    ("answer", "wrong"),
    [
        ({"name": "Ala", "address": "Wodna 1, Luboń"}, []),
        ({"name": "Ala", "address": "Wodna 1, Luboń", "email": "ala@example.org"}, []),
        ({"name": "Ala"}, [("address", "required")]),
        ({"name": "Ala", "address": " \u00a0"}, [("address", "required")]),
        ({"email": "ala@example.org"}, [("name", "required"), ("address", "required")]),
        ({"email": "ala", "address": "Wodna 1"}, [("email", "bad_email"), ("name", "required")]),
        ({"name": 5, "address": None}, [("name", "wrong_type"), ("address", "required")]),
        ({"name": "Ala", "address": "Wodna 1", "phone": "601000000"}, [("phone", "unknown_key")]),
    ],
)
def test_contact_says_which_lines_are_missing(answer, wrong, required):
    definition = parse(question("contact", fields=LINES, required=required))
    errors = check_answers(definition, {"q": answer}, {}, today=TODAY).errors

    assert [(error.pointer, error.code) for error in errors] == [(f"#/answers/q/{line}", code) for line, code in wrong]


@pytest.mark.parametrize("answer", [None, {}, {"name": " ", "email": ""}])
@pytest.mark.parametrize(("required", "wrong"), [(True, [("#/answers/q", "required")]), (False, [])])
def test_contact_can_be_left_out_as_a_whole_unless_it_is_required(answer, required, wrong):
    definition = parse(question("contact", fields=LINES, required=required))
    errors = check_answers(definition, {"q": answer}, {}, today=TODAY).errors

    assert [(error.pointer, error.code) for error in errors] == wrong


@pytest.mark.parametrize("fields", [["name", "email"], {"name": "optional", "email": "optional"}, []])
def test_contact_without_required_lines_takes_any_of_them(fields):
    definition = parse(question("contact", fields=fields, required=True))

    assert check_answers(definition, {"q": {"email": "ala@example.org"}}, {}, today=TODAY).errors == ()


TWO_PAGES = {
    "pages": [
        {
            "key": "p1",
            "elements": [{"key": "a", "type": "number"}, {"key": "b", "type": "short_text", "required": True}],
        },
        {
            "key": "p2",
            "elements": [{"key": "c", "type": "number"}, {"key": "d", "type": "short_text"}],
            "visible_if": {"match": "all", "conditions": [{"q": "a", "op": "gte", "value": 18}]},
        },
    ]
}


def test_an_error_names_its_place():
    answers = {"a": "x", "no/body~": 1}
    errors = check_answers(parse(TWO_PAGES), answers, {}, today=TODAY).errors

    assert [(error.pointer, error.question, error.page, error.code) for error in errors] == [
        ("#/answers/no~1body~0", "no/body~", "", "unknown_key"),
        ("#/answers/a", "a", "p1", "wrong_type"),
        ("#/answers/b", "b", "p1", "required"),
    ]


def test_one_step_tells_its_own_errors_and_stores_the_whole():
    answers = {"a": 20, "c": "x", "d": "kept"}
    step = check_answers(parse(TWO_PAGES), answers, {}, today=TODAY, pages=["p2"])

    assert [error.question for error in step.errors] == ["c"]
    assert step.stored == answers


def test_answers_of_hidden_questions_are_ignored_and_named():
    outcome = check_answers(parse(TWO_PAGES), {"a": 1, "b": "x", "c": 5, "d": " "}, {}, today=TODAY)

    assert outcome.ignored == ("c",)
    assert outcome.stored == {"a": 1, "b": "x"}
    assert outcome.visible.pages == ("p1",)
    assert outcome.errors == ()


def test_a_typed_number_is_compared_as_the_number_it_is():
    outcome = check_answers(parse(TWO_PAGES), {"a": "18", "b": "x", "c": 5}, {}, today=TODAY)

    assert outcome.stored == {"a": 18, "b": "x", "c": 5}


NASTY = {
    "1 MB of text": ("long_text", {}, "ą" * 1_000_000),
    "1 MB of marks": ("long_text", {}, "a" + "\u0316\u0301" * 500_000),
    "as many marks as pass": ("long_text", {"max_length": 10_000}, "a" + "\u0316\u0301" * 19_000),
    "10 000 vertices": (
        "geo",
        {},
        {"geometry": {"type": "LineString", "coordinates": [[i / 100, 0] for i in range(10_000)]}},
    ),
    "a comb of 200 vertices": (
        "geo",
        {},
        {
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[i % 2 * 10 + i / 1e3, i / 1e3] for i in range(198)] + [[0, 0]]],
            }
        },
    ),
    "a huge number": ("number", {}, 10**4000),
    "not a number": ("number", {}, float("nan")),
    "a million options": ("multi_choice", {"options": ["a"]}, ["a"] * 1_000_000),
    "an e-mail of dots": ("short_text", {"input": "e-mail", "max_length": 499}, "a@" + "a." * 240),
    "an address of letters": ("short_text", {"input": "url", "max_length": 499}, "http://" + "a" * 480 + "!"),
    "infinite places": ("geo", {}, {"geometry": {"type": "Point", "coordinates": [float("inf"), 0]}}),
}


@pytest.mark.parametrize("name", NASTY)
def test_nasty_answers_are_refused_in_no_time(name):
    kind, settings, answer = NASTY[name]
    if kind == "geo":
        answer = {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": None, **answer}]}
    definition = parse(question(kind, **settings))
    start = time.process_time()
    outcome = check_answers(definition, {"q": answer}, {}, today=TODAY)

    # Measured below 50 ms each; the bound is wide enough for a busy machine and far below what a square law would take
    assert time.process_time() - start < 0.5
    assert [error.question for error in outcome.errors] == ["q"]


def test_deep_nesting_is_refused():
    deep: Any = []
    for _ in range(100_000):
        deep = [deep]
    definition = parse(question("single_choice", options=["a"]))

    assert [error.code for error in check_answers(definition, {"q": deep}, {}, today=TODAY).errors] == ["not_an_option"]
