"""Sending a response: once, checked, admitted, and every refusal in the words of RFC 9457."""

import base64
import json
import re
from datetime import timedelta

import pytest
import time_machine
from altcha import Challenge, Payload, solve_challenge
from django.db import OperationalError
from django.utils import timezone

from consultations.surveys import admission, proof_of_work, selectors, tokens
from consultations.surveys.choices import Policy
from consultations.surveys.limits import LIMITS
from consultations.surveys.models import Draft, Response
from consultations.surveys.tickets import email_subject
from tests.factories import surveys
from tests.factories.core import UserFactory

from .conftest import ANSWERS, kind

FORTY_WORDS = " ".join(f"słowo{number}" for number in range(40))


def test_response_is_stored_and_acknowledged(send, survey):
    response = send()
    body = response.json()

    stored = Response.objects.get()
    assert response.status_code == 201
    assert re.fullmatch(r"(\w{3}-){2}\w{3}", body["receipt"])
    assert selectors.response_by_receipt(survey.translation_key, body["receipt"]) == stored
    assert (stored.answers, stored.channel, stored.locale, stored.status) == (ANSWERS, "api", "pl", "complete")
    assert body["ignored"] == []
    assert not response.cookies


def test_message_is_in_the_language_of_the_response(send):
    assert send(locale="en").json()["message"] == "Thank you. Your answers have been stored."


def test_retry_gets_the_same_receipt_and_stores_nothing(send):
    key = tokens.new_token()
    first, again, quoted = send(key=key), send(key=key), send(key=f'"{key}"')

    assert first.status_code == again.status_code == quoted.status_code == 201
    assert first.json() == again.json() == quoted.json()
    assert Response.objects.count() == 1


def test_key_with_other_answers_is_refused(send):
    key = tokens.new_token()
    send(key=key)
    response = send(key=key, answers={"transport": "bus"})

    assert (response.status_code, kind(response)) == (422, "key-reused")
    assert Response.objects.count() == 1


@pytest.mark.parametrize("headers", [{}, {"Idempotency-Key": "short"}, {"Idempotency-Key": "ż" * 30}])
def test_response_needs_a_key(call, headers):
    response = call("POST", "responses/", {"answers": ANSWERS}, headers=headers)

    assert (response.status_code, kind(response)) == (400, "idempotency-key")


def test_answers_of_hidden_questions_are_reported_and_not_stored(send):
    response = send(answers={"transport": "bus", "why": "tajne"})

    assert response.json()["ignored"] == ["why"]
    assert Response.objects.get().answers == {"transport": "bus"}


@pytest.mark.parametrize(
    ("answers", "pointer", "code", "page"),
    [
        ({}, "#/answers/transport", "required", "p1"),
        ({"transport": "plane"}, "#/answers/transport", "not_an_option", "p1"),
        ({"transport": "bus", "days": 9}, "#/answers/days", "out_of_range", "p2"),
        ({"transport": "bus", "days": True}, "#/answers/days", "wrong_type", "p2"),
        ({"transport": "bike", "why": "x" * 201}, "#/answers/why", "too_long", "p1"),
        ({"transport": "bus", "nobody": 1}, "#/answers/nobody", "unknown_key", ""),
    ],
)
def test_wrong_answers_are_pointed_at(send, answers, pointer, code, page):
    response = send(answers=answers)
    (error,) = response.json()["errors"]

    assert (response.status_code, kind(response)) == (422, "answers-invalid")
    assert (error["pointer"], error["code"], error["page"]) == (pointer, code, page)
    assert error["message"]
    assert not Response.objects.exists()


def test_messages_follow_the_language_of_the_request(send):
    texts = {send(answers={}, headers={"Accept-Language": code}).json()["title"] for code in ("pl", "en")}
    english = send(answers={}, headers={"Accept-Language": "en"}).json()

    assert english["title"] == "The answers need correcting"
    assert english["errors"][0]["message"]
    assert texts >= {english["title"]}


@pytest.mark.parametrize(
    ("members", "pointer", "code"),
    [
        ({"answers": None}, "#/answers", "wrong_type"),
        ({"answers": []}, "#/answers", "wrong_type"),
        ({"version": True}, "#/version", "wrong_type"),
        ({"version": "1"}, "#/version", "wrong_type"),
        ({"version": 0}, "#/version", "out_of_range"),
        ({"version": 2**63}, "#/version", "out_of_range"),
        ({"version": 9}, "#/version", "unknown_version"),
        ({"locale": "de"}, "#/locale", "not_an_option"),
        ({"stranger/one": 1}, "#/stranger~1one", "unknown_key"),
        ({"code": "x" * 65}, "#/code", "too_long"),
        ({"municipality": "Luboń"}, "#/municipality", "bad_value"),
    ],
)
def test_wrong_members_are_pointed_at(send, members, pointer, code):
    response = send(**members)
    (error,) = response.json()["errors"]

    assert (response.status_code, kind(response)) == (422, "request-invalid")
    assert (error["pointer"], error["code"]) == (pointer, code)


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"\xff\xfe{}",
        b"[" * 100_000,
        b'{"answers": {"days": NaN}}',
        b'{"answers": {"days": 1e999}}',
        b'{"answers": {"days": ' + b"9" * 5000 + b"}}",
        b'{"answers": {"why": "\\u0000"}}',
        b'{"answers": {"why": "\\ud800"}}',
        b'{"answers": {"\\udfff": 1}}',
        b'{"answers": ' + b'{"a":' * 70 + b"1" + b"}" * 70 + b"}",
    ],
    ids=range(10),
)
def test_unreadable_body_is_a_400(call, body):
    response = call("POST", "responses/", body, headers={"Idempotency-Key": tokens.new_token()})

    assert (response.status_code, kind(response)) == (400, "unreadable")


@pytest.mark.parametrize("body", [[], "text", 7, None, True])
def test_body_must_be_an_object(call, body):
    response = call("POST", "responses/", json.dumps(body).encode(), headers={"Idempotency-Key": tokens.new_token()})

    assert (response.status_code, kind(response)) == (422, "request-invalid")


def test_huge_body_is_refused_unread(send, call):
    response = send(answers={"transport": "bike", "why": "x" * 1_000_000})

    assert (response.status_code, kind(response)) == (413, "too-large")


@pytest.mark.parametrize("media_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_only_json_is_taken(call, media_type):
    response = call("POST", "responses/", {"answers": ANSWERS}, content_type=media_type)

    assert (response.status_code, kind(response)) == (415, "media-type")


@pytest.mark.parametrize(("opens", "closes", "status", "name"), [(-2, -1, 410, "closed"), (1, 2, 403, "not-open")])
def test_closed_survey_takes_nothing(send, survey, opens, closes, status, name):
    now = timezone.now()
    survey.opens_at, survey.closes_at = now + timedelta(days=opens), now + timedelta(days=closes)
    survey.proof_of_work = True  # not even asked for
    survey.save()
    response = send()

    assert (response.status_code, kind(response)) == (status, name)
    assert response.json()["closes_at"] == survey.closes_at.isoformat()


def test_retry_after_closing_still_gets_its_receipt(send, survey):
    key = tokens.new_token()
    first = send(key=key)
    survey.closes_at = timezone.now() - timedelta(hours=1)
    survey.save()

    assert send(key=key).json()["receipt"] == first.json()["receipt"]


def test_replaced_version_is_taken_for_a_day_and_then_retired(send, survey):
    surveys.survey_version(survey, surveys.content_of([{"key": "new", "type": "short_text"}]))

    assert send(version=1).status_code == 201
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        response = send(version=1)
    assert (response.status_code, kind(response)) == (409, "version-retired")
    assert response.json()["current_version"] == 2
    assert response.json()["definition"] == f"http://testserver/api/v3/surveys/{survey.translation_key}/"


def test_eleventh_response_in_an_hour_waits(send):
    with time_machine.travel("2026-11-23T12:00:00Z", tick=False):
        statuses = [send().status_code for _time in range(LIMITS["submit"].most)]
        response = send()

    assert statuses == [201] * 10
    assert (response.status_code, kind(response), response["Retry-After"]) == (429, "too-many-requests", "3600")
    assert Response.objects.count() == 10


def test_another_network_need_not_wait(send):
    for _time in range(LIMITS["submit"].most):
        send()

    assert send().status_code == 429
    assert send(REMOTE_ADDR="203.0.113.7").status_code == 201


def test_database_that_is_busy_is_a_503(send, monkeypatch):
    def fail(**_members):
        raise OperationalError("database is locked")

    monkeypatch.setattr("consultations.surveys.api.responses.submit", fail)
    response = send()

    assert (response.status_code, kind(response), response["Retry-After"]) == (503, "unavailable", "5")


# --- proof of work --------------------------------------------------------------------------------------------------
@pytest.fixture
def guarded(survey, monkeypatch):
    """The survey with proof of work, made cheap."""
    monkeypatch.setattr(proof_of_work, "COST", 10)
    survey.proof_of_work = True
    survey.save()


def solution(call):
    made = Challenge.from_dict(call("GET", "challenge/").json())
    return base64.b64encode(json.dumps(Payload(made, solve_challenge(made)).to_dict()).encode()).decode()


@pytest.mark.usefixtures("guarded")
def test_proof_of_work_is_asked_for_and_taken_once(send, call):
    proof, key = solution(call), tokens.new_token()

    assert (send().status_code, kind(send())) == (422, "pow-failed")
    assert kind(send(altcha="abc")) == "pow-failed"
    assert send(altcha=proof, key=key).status_code == 201
    assert send(altcha=proof, key=key).status_code == 201  # a retry
    assert kind(send(altcha=proof)) == "pow-replayed"
    assert Response.objects.count() == 1


@pytest.mark.usefixtures("guarded")
def test_corrected_answers_may_show_the_same_proof(send, call):
    proof, key = solution(call), tokens.new_token()

    assert kind(send(altcha=proof, key=key, answers={})) == "answers-invalid"
    assert send(altcha=proof, key=key).status_code == 201


# --- policies -------------------------------------------------------------------------------------------------------
def under(survey, policy):
    survey.policy = policy
    survey.save()


def test_code_admits_once(send, survey):
    under(survey, Policy.CODE)
    (code,) = admission.create_invitations(survey=survey, batch="a", number=1, user=UserFactory(), now=timezone.now())
    key = tokens.new_token()

    assert send(code=code.lower(), key=key).status_code == 201
    assert send(code=code, key=key).status_code == 201
    assert (send(code=code).status_code, kind(send(code=code))) == (409, "already-answered")
    assert Response.objects.get().subject == ""


@pytest.mark.parametrize(
    ("policy", "members", "reason"),
    [
        (Policy.CODE, {}, "code-required"),
        (Policy.CODE, {"code": "AAAAAAAA"}, "unknown_code"),
        (Policy.EMAIL, {}, "ticket-required"),
        (Policy.EMAIL, {"ticket": "abc"}, "ticket-unknown"),
        (Policy.EMAIL, {"code": "AAAAAAAA"}, "ticket-required"),
        (Policy.DEVICE, {}, "ticket-required"),
    ],
)
def test_nobody_answers_without_the_right_to(send, survey, policy, members, reason):
    under(survey, policy)
    response = send(**members)

    assert (response.status_code, kind(response)) == (403, "not-admitted")
    assert response.json()["reason"] == reason


def test_ticket_admits_once(send, survey):
    under(survey, Policy.EMAIL)
    key = survey.translation_key
    ticket = admission.issue_ticket(key, email_subject(key, "anna@example.org"), timezone.now())

    assert send(ticket=ticket).status_code == 201
    assert kind(send(ticket=ticket)) == "already-answered"


# --- suspicions -----------------------------------------------------------------------------------------------------
def test_copied_text_waits_for_review_and_is_acknowledged_like_any_other(send):
    answers = {"transport": "bus", "days": 1}
    statuses = [send(answers={"transport": "bike", "why": FORTY_WORDS[:200]}).status_code for _time in range(2)]

    assert send(answers=answers).status_code == 201
    assert statuses == [201, 201]
    assert list(Response.objects.filter(suspicions=["near_duplicate"]).values_list("status", flat=True)) == ["review"]


def test_form_token_is_checked_if_it_is_sent(send, call):
    token = call("GET", "challenge/").json()["form_token"]

    assert send(form_token=token).status_code == 201
    assert Response.objects.get().suspicions == ["too_fast"]
    assert send(form_token="forged").json()["reason"] == "form-forged"


# --- other shapes, drafts -------------------------------------------------------------------------------------------
def test_surveyjs_data_is_understood(send):
    response = send(query="?format=surveyjs", answers={"transport": "bike", "why": "Bo lubię", "days": 3})

    assert response.status_code == 201
    assert Response.objects.get().answers == ANSWERS


def test_draft_is_gone_with_the_response(send, call):
    token = call("POST", "drafts/", {"answers": ANSWERS}).json()["token"]

    assert send(draft=token).status_code == 201
    assert not Draft.objects.exists()
