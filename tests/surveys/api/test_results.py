"""Published results as JSON, as a long table and as squares of the map."""

import csv
import io
import json
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from consultations.surveys import tokens
from consultations.surveys.choices import Publication
from consultations.surveys.models import SurveyPage
from consultations.surveys.services import Circumstances, submit
from tests.factories import surveys

from .conftest import kind

WAYS = [{"key": key, "label": {"pl": key, "en": f"by {key}"}} for key in ("bus", "bike", "boat")]
QUESTIONS = [
    {"key": "way", "type": "single_choice", "text": {"pl": "=Czym?", "en": "How?"}, "options": WAYS},
    {"key": "sex", "type": "single_choice", "options": [{"key": "f", "label": "K"}, {"key": "m", "label": "M"}]},
    {"key": "spot", "type": "geo", "geometry": "point", "max": 1},
    {"key": "days", "type": "number"},
]


def spot(longitude: float) -> dict[str, Any]:
    point = {"type": "Point", "coordinates": [longitude, 52.4]}
    return {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {}, "geometry": point}]}


@pytest.fixture
def survey(site_tree) -> SurveyPage:
    """A closed survey with thirty responses, two of which came by boat."""
    now = timezone.now()
    times = {"opens_at": now - timedelta(days=9), "closes_at": now - timedelta(days=1)}
    page = surveys.survey_page(site_tree.home, surveys.content_of(QUESTIONS), **times)
    for number in range(30):
        answers = {
            "way": "boat" if number < 2 else "bus" if number < 12 else "bike",
            "sex": "fm"[number % 2],
            "spot": spot(16.9 if number < 6 else 17.1 if number < 8 else 17.0),
            "days": number,
        }
        submit(
            survey=page,
            version=page.live_version,
            answers=answers,
            circumstances=Circumstances(locale="pl", channel="web"),
            key=tokens.new_token(),
            now=now - timedelta(days=2),
        )
    return page


def test_small_counts_are_null_and_marked(call):
    response = call("GET", "results/")
    body = response.json()

    way, _sex, _spot, days = body["questions"]
    assert (body["responses"], body["by"], way["text"], way["answered"]) == (30, None, "=Czym?", 30)
    assert [(one["key"], one["count"], one["suppressed"], one["percent"]) for one in way["options"]] == [
        ("bus", None, True, None),
        ("bike", 18, False, 60),
        ("boat", None, True, None),
    ]
    assert (days["mean"], days["median"]) == (14.5, 14.5)
    assert [one["count"] for one in days["bins"]] == [5, 5, 5, 5, 5, 5]
    assert response["Cache-Control"] == "public, max-age=60"


def test_results_speak_the_language_that_was_asked_for(call):
    way = call("GET", "results/?locale=en").json()["questions"][0]

    assert (way["text"], way["options"][0]["label"]) == ("How?", "by bus")


def test_results_by_a_question(call):
    body = call("GET", "results/?by=sex").json()

    assert body["groups"] == [
        {"key": "f", "label": "K", "responses": 15, "suppressed": False},
        {"key": "m", "label": "M", "responses": 15, "suppressed": False},
    ]
    way = body["questions"][0]["groups"]
    assert [(group["key"], group["base"], [one["count"] for one in group["options"]]) for group in way] == [
        ("f", 15, [None, 9, None]),
        ("m", 15, [None, 9, None]),
    ]


def test_unchanged_results_are_not_sent_again(call):
    etag = call("GET", "results/")["ETag"]

    again = call("GET", "results/", headers={"If-None-Match": etag})

    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("place", ["results/?by=days", "results.csv?by=nothing", "results/?locale=xx"])
def test_wrong_parameters_are_named(call, place):
    response = call("GET", place)

    assert (response.status_code, kind(response)) == (422, "request-invalid")
    (error,) = json.loads(response.content)["errors"]
    assert (error["parameter"], error["code"]) == (place.partition("?")[2].partition("=")[0], "not_an_option")


def test_before_they_are_published_the_reason_and_the_moment_are_told(call, survey):
    closes = timezone.now() + timedelta(days=1)
    SurveyPage.objects.update(closes_at=closes)

    for place in ("results/", "results.csv", "results.geojson"):
        response = call("GET", place)
        assert (response.status_code, kind(response)) == (403, "results-not-published")
        body = json.loads(response.content)
        assert (body["reason"], body["opens_at"]) == ("open", closes.isoformat())

    SurveyPage.objects.update(results_publication=Publication.NEVER)
    assert json.loads(call("GET", "results/").content)["reason"] == "never"


def test_table_has_a_line_for_each_count_and_no_formulas(call):
    response = call("GET", "results.csv?by=sex")
    text = response.content.decode()

    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert text.startswith("\ufeffquestion,key,row,option,label,group,count,share,base,suppressed\r\n")
    lines = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    ways = [line for line in lines if line["key"] == "way" and not line["group"]]
    assert [(line["question"], line["option"], line["count"], line["base"], line["suppressed"]) for line in ways] == [
        ("'=Czym?", "", "30", "30", "false"),
        ("'=Czym?", "bus", "", "30", "true"),
        ("'=Czym?", "bike", "18", "30", "false"),
        ("'=Czym?", "boat", "", "30", "true"),
    ]
    assert {line["group"] for line in lines} == {"", "f", "m"}


def test_squares_are_polygons_that_at_least_five_name(call):
    response = call("GET", "results.geojson")
    body = response.json()

    assert response["Content-Type"] == "application/geo+json"
    assert sorted(one["properties"]["count"] for one in body["features"]) == [6, 22]
    (ring,) = body["features"][0]["geometry"]["coordinates"]
    assert ring[0] == ring[-1]
    assert len(ring) == 5
    assert call("GET", "results/").json()["questions"][2]["squares_suppressed"] == 1


def test_another_website_may_read_them_if_the_survey_names_it(call, survey):
    SurveyPage.objects.update(allowed_origins="https://gmina.example")

    named = call("GET", "results/", headers={"Origin": "https://gmina.example"})
    other = call("GET", "results/", headers={"Origin": "https://other.example"})

    assert named["Access-Control-Allow-Origin"] == "https://gmina.example"
    assert "Access-Control-Allow-Origin" not in other
