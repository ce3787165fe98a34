"""What only somebody with the token or the receipt can do."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from consultations.surveys.choices import Drafts, ResponseStatus
from consultations.surveys.limits import LIMITS
from consultations.surveys.models import Draft, Response
from tests.factories import surveys

from .conftest import ANSWERS, kind


@pytest.fixture
def token(call):
    return call("POST", "drafts/", {"answers": {"transport": "plane"}, "locale": "en"}).json()["token"]


def test_draft_keeps_answers_right_or_wrong_until_it_is_forgotten(call, token):
    place = f"drafts/{token}/"

    assert call("GET", place).json()["answers"] == {"transport": "plane"}
    assert call("PUT", place, {"answers": ANSWERS}).json()["answers"] == ANSWERS
    assert call("GET", place).json() == {**call("GET", place).json(), "answers": ANSWERS, "locale": "en", "version": 1}
    assert call("DELETE", place).status_code == 204
    assert kind(call("GET", place)) == "draft-unknown"


def test_answers_of_a_draft_are_kept_by_nobody_else(call, token):
    response = call("GET", f"drafts/{token}/")

    assert (response["Cache-Control"], response["Referrer-Policy"]) == ("no-store", "no-referrer")
    assert token not in str(Draft.objects.values())


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_unknown_draft_is_a_404(call, method, token, site_tree):
    other = surveys.survey_page(site_tree.home, surveys.SHORT, slug="inna")
    body = {"answers": {}} if method == "PUT" else None

    assert kind(call(method, "drafts/AAAAAAAAAAAAAAAAAAAAAA/", body)) == "draft-unknown"
    assert kind(call(method, f"drafts/{token}/", body, survey=other)) == "draft-unknown"
    with time_machine.travel(timezone.now() + timedelta(days=15)):
        assert kind(call(method, f"drafts/{token}/", body)) == "draft-unknown"
    assert call("GET", f"drafts/{token}/").status_code == 200


def test_survey_may_keep_no_drafts(call, survey):
    survey.drafts = Drafts.OFF
    survey.save()

    assert kind(call("POST", "drafts/", {"answers": {}})) == "drafts-off"


def test_closed_survey_begins_no_draft(call, survey):
    survey.closes_at = timezone.now() - timedelta(hours=1)
    survey.save()

    assert kind(call("POST", "drafts/", {})) == "closed"


def test_draft_of_surveyjs_data_is_kept_in_our_form(call):
    token = call("POST", "drafts/?format=surveyjs", {"answers": ANSWERS}).json()["token"]

    assert call("GET", f"drafts/{token}/").json()["answers"] == ANSWERS


def test_receipt_shows_the_response_and_erases_it(call, send):
    code = send().json()["receipt"]
    body = {"code": code.lower().replace("-", " ")}

    assert call("POST", "receipts/lookup/", body).json()["answers"] == ANSWERS
    assert call("POST", "receipts/erase/", body).status_code == 204
    assert kind(call("POST", "receipts/lookup/", body)) == "receipt-unknown"
    assert kind(call("POST", "receipts/erase/", body)) == "receipt-unknown"
    assert (Response.objects.get().status, Response.objects.get().answers) == (ResponseStatus.ERASED, {})


@pytest.mark.parametrize("action", ["lookup", "erase"])
def test_wrong_code_and_wrong_shape_are_answered_alike(call, send, action):
    send()
    answers = {
        call("POST", f"receipts/{action}/", {"code": code}).content for code in ("AAA-AAA-AAA", "", "x", "0" * 60)
    }

    assert len(answers) == 1
    assert Response.objects.get().status == ResponseStatus.COMPLETE


def test_receipt_of_another_survey_is_unknown(call, send, site_tree):
    other = surveys.survey_page(site_tree.home, surveys.SHORT, slug="inna")
    code = send().json()["receipt"]

    assert kind(call("POST", "receipts/lookup/", {"code": code}, survey=other)) == "receipt-unknown"


def test_receipts_cannot_be_guessed_at_speed(call):
    tries = [call("POST", "receipts/lookup/", {"code": "x"}).status_code for _time in range(LIMITS["receipt"].most + 1)]

    assert tries == [404] * LIMITS["receipt"].most + [429]
