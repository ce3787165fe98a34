"""Checking answers without storing them."""

import pytest

from consultations.surveys.models import Response

from .conftest import kind


@pytest.mark.parametrize(
    ("answers", "pages", "visible", "next_page"),
    [
        ({"transport": "bus"}, None, ["transport", "days"], None),
        ({"transport": "bike"}, ["p1"], ["transport", "why", "days"], "p2"),
        ({"transport": "bike"}, ["p2", "p1"], ["transport", "why", "days"], None),
        ({}, ["p2"], ["transport", "days"], None),  # the missing answer stands on the other page
    ],
)
def test_valid_answers_say_what_comes_next(call, answers, pages, visible, next_page):
    response = call("POST", "validate/", {"answers": answers, "pages": pages})

    assert response.status_code == 200
    assert (response.json()["visible"], response.json()["next_page"]) == (visible, next_page)
    assert not Response.objects.exists()


def test_ignored_answers_are_named(call):
    assert call("POST", "validate/", {"answers": {"transport": "bus", "why": "x"}}).json()["ignored"] == ["why"]


def test_only_errors_of_the_pages_named_are_reported(call):
    answers = {"days": 9}

    both = call("POST", "validate/", {"answers": answers}).json()["errors"]
    second = call("POST", "validate/", {"answers": answers, "pages": ["p2"]}).json()["errors"]
    assert [error["question"] for error in both] == ["transport", "days"]
    assert [error["question"] for error in second] == ["days"]


def test_unknown_page_is_pointed_at(call):
    response = call("POST", "validate/", {"answers": {}, "pages": ["p1", "p9"]})

    assert kind(response) == "request-invalid"
    assert response.json()["errors"][0]["pointer"] == "#/pages/1"


def test_surveyjs_data_is_checked_too(call):
    response = call("POST", "validate/?format=surveyjs", {"answers": {"transport": "bike", "days": 9}})

    assert response.json()["errors"][0]["pointer"] == "#/answers/days"
