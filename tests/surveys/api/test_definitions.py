"""Definitions in three formats, kept by caches as long as they may be."""

from datetime import timedelta

import jsonschema_rs
import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from consultations.surveys.questionnaire.json_schema import META_SCHEMA
from tests.factories import consultations, surveys
from tests.factories.core import translated

from .conftest import kind


def test_native_definition_says_everything_needed_to_answer(call, survey):
    response = call("GET", "?locale=en")
    body = response.json()

    assert response.status_code == 200
    assert (body["id"], body["version"], body["locale"]) == (str(survey.translation_key), 1, "en")
    assert (body["status"], body["settings"]["policy"], body["settings"]["pow"]) == ("open", "open", False)
    assert body["pages"][0]["elements"][0]["text"] == "How do you travel?"
    assert jsonschema_rs.Draft202012Validator(body["answer_schema"]).is_valid({"transport": "bus"})


def test_native_definition_follows_the_published_schema(call, client):
    schema = client.get("/api/v3/surveys/schema/ankieta-1.json")

    assert schema.json() == META_SCHEMA
    assert (
        call("GET").json()["$schema"]
        == schema.request["wsgi.url_scheme"] + "://testserver" + schema.request["PATH_INFO"]
    )
    jsonschema_rs.Draft202012Validator(META_SCHEMA).validate(call("GET").json())


def test_language_of_the_browser_chooses_the_texts(call):
    response = call("GET", headers={"Accept-Language": "en"})

    assert response.json()["locale"] == response["Content-Language"] == "en"
    assert "Accept-Language" in response["Vary"]


@pytest.mark.parametrize(("shape", "member"), [("surveyjs", "pages"), ("jsonforms", "uischema")])
def test_other_formats_tell_the_version_in_a_header(call, shape, member):
    response = call("GET", f"?format={shape}&locale=pl")

    assert response["Survey-Version"] == "1"
    assert "Czym dojeżdżasz?" in str(response.json())
    assert member in response.json()


@pytest.mark.parametrize("place", ["", "versions/1/", "?format=surveyjs"])
def test_client_that_has_it_gets_304(call, place):
    first = call("GET", place)
    again = call("GET", place, headers={"If-None-Match": f'"other", W/{first["ETag"]}'})

    assert again.status_code == 304
    assert (again.content, again["ETag"]) == (b"", first["ETag"])
    assert call("GET", place, headers={"If-None-Match": '"other"'}).status_code == 200


def test_definition_is_kept_a_minute_and_changes_with_the_survey(call, survey):
    first = call("GET")
    survey.closes_at = timezone.now() - timedelta(hours=1)
    survey.save()
    second = call("GET")

    assert first["Cache-Control"] == "public, max-age=60"
    assert second.json()["status"] == "closed"
    assert first["ETag"] != second["ETag"]


def test_version_never_changes(call, survey):
    first = call("GET", "versions/1/")
    surveys.survey_version(survey, surveys.content_of([{"key": "new", "type": "short_text"}]))
    survey.closes_at = timezone.now() - timedelta(hours=1)
    survey.save()

    assert "immutable" in first["Cache-Control"]
    assert call("GET", "versions/1/").content == first.content
    assert call("GET").json()["version"] == 2


def test_planned_survey_says_so(call, survey):
    survey.opens_at = timezone.now() + timedelta(days=2)
    survey.save()

    assert call("GET").json()["status"] == "planned"


def test_survey_of_a_planned_consultation_is_planned(call, site_tree):
    opens = timezone.now() + timedelta(days=2)
    index = consultations.consultation_index(site_tree.home)
    parent = consultations.consultation(index, "planned", opens_at=opens)
    survey = surveys.survey_page(parent, surveys.SHORT)

    body = call("GET", survey=survey).json()

    assert (body["status"], body["opens"]) == ("planned", opens.isoformat())


def test_survey_is_one_in_every_language(call, survey):
    survey.title = "Ankieta"
    survey.save()
    translated(survey, "en", title="Survey", slug="survey").save()

    assert call("GET", "?locale=en").json()["title"] == "Survey"
    assert call("GET", "?locale=uk").json()["title"] == "Ankieta"


def test_drafts_private_pages_and_unpublished_surveys_are_not_there(call, survey, site_tree):
    private = surveys.survey_page(site_tree.home, surveys.SHORT, slug="prywatna")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    unpublished = surveys.survey_page(site_tree.home, surveys.SHORT, slug="szkic", live=False)
    never = surveys.survey_page(site_tree.home, None, slug="pusta")

    for hidden in (private, unpublished, never):
        assert kind(call("GET", survey=hidden)) == "survey-unknown"
    for number in (0, 7, 99999999999999999999):
        assert kind(call("GET", f"versions/{number}/")) == "version-unknown"


@pytest.mark.parametrize("query", ["format=xml", "locale=de", "format="])
def test_unknown_format_or_language_is_pointed_out(call, query):
    response = call("GET", f"?{query}")

    assert (response.status_code, kind(response)) == (422, "request-invalid")
    assert response.json()["errors"][0]["parameter"] == query.split("=")[0]


def test_head_gives_the_headers_alone(call):
    got, head = call("GET"), call("HEAD")

    assert (head.status_code, head.content, head["ETag"]) == (200, b"", got["ETag"])


def test_challenge_is_never_kept(call, survey):
    response = call("GET", "challenge/")

    assert response["Cache-Control"] == "no-store"
    assert response.json()["parameters"]["data"] == {"survey": survey.translation_key.hex}
    assert response.json()["form_token"]


def test_definition_takes_few_queries(call, django_assert_max_num_queries):
    call("GET")
    with django_assert_max_num_queries(8):
        call("GET")
