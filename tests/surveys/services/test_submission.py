"""A response is stored once, whole, under the rules of its survey."""

from datetime import timedelta

import pytest
from django.utils import timezone

from consultations.surveys import selectors, tokens
from consultations.surveys.choices import ResponseStatus
from consultations.surveys.faults import (
    AlreadyAnswered,
    AnswersInvalid,
    DraftUnknown,
    KeyReused,
    SurveyClosed,
    VersionRetired,
)
from consultations.surveys.models import Draft, Response, ResponseContact
from consultations.surveys.services import Circumstances, read_contact, save_draft, start_draft
from tests.factories import surveys
from tests.surveys import counting

from .conftest import ANSWERS, WEB

ANNA = tokens.digest("email", "anna")
EVA = tokens.digest("email", "eva")


def test_response_is_stored_with_codes_and_receipt(survey, send):
    receipt = send()

    response = Response.objects.get()
    assert receipt.created
    assert response.answers == ANSWERS
    assert response.version == survey.live_version
    assert selectors.response_by_receipt(survey.translation_key, receipt.code.lower().replace("-", " ")) == response
    assert counting.counts(survey.translation_key) == {
        ("u-transport", "", ""): 1,
        ("u-transport", "", "bike"): 1,
        ("u-why", "", ""): 1,
        ("u-why", "", "answered"): 1,
        ("u-days", "", ""): 1,
        ("u-days", "", "answered"): 1,
    }


def test_hidden_answer_is_not_stored_and_not_counted_as_asked(survey, send):
    send(answers={"transport": "bus", "why": "tajne"})

    assert Response.objects.get().answers == {"transport": "bus"}
    assert ("u-why", "", "") not in counting.counts(survey.translation_key)


def test_same_key_stores_once_and_gives_the_same_receipt(send):
    key = tokens.new_token()

    first, second = send(key=key), send(key=key)

    assert (first.code, first.created) == (second.code, True)
    assert not second.created
    assert Response.objects.count() == 1


def test_same_key_with_other_answers_is_refused(send):
    key = tokens.new_token()
    send(key=key)

    with pytest.raises(KeyReused):
        send(key=key, answers={"transport": "bus"})
    assert Response.objects.count() == 1


def test_retry_after_closing_still_gets_its_receipt(survey, send):
    key = tokens.new_token()
    first = send(key=key)

    assert send(key=key, now=survey.closes_at + timedelta(days=3)).code == first.code


@pytest.mark.parametrize("key", ["", "short", "x" * 129, "spaces in it are not allowed", "ąęółśżźćńąęółśżźćńąę"])
def test_key_that_could_be_guessed_or_is_none_is_refused(send, key):
    with pytest.raises(ValueError, match=f"^{key}$"):
        send(key=key)


def test_invalid_answers_store_nothing(send):
    with pytest.raises(AnswersInvalid) as caught:
        send(answers={"days": 9})

    assert {(error.question, error.code) for error in caught.value.errors} == {
        ("transport", "required"),
        ("days", "out_of_range"),
    }
    assert not Response.objects.exists()


@pytest.mark.parametrize("days", [-2, 31])
def test_closed_survey_takes_nothing(send, days):
    with pytest.raises(SurveyClosed):
        send(now=timezone.now() + timedelta(days=days))
    assert not Response.objects.exists()


@pytest.mark.parametrize(("minutes", "accepted"), [(14, True), (16, False)])
def test_who_began_in_time_has_a_quarter_of_an_hour_more(survey, send, minutes, accepted):
    began = survey.closes_at - timedelta(minutes=5)
    draft = start_draft(survey=survey, version=survey.live_version, circumstances=WEB, now=began)

    late = survey.closes_at + timedelta(minutes=minutes)
    if accepted:
        assert send(draft=draft, now=late).created
    else:
        with pytest.raises(SurveyClosed):
            send(draft=draft, now=late)


def test_one_person_answers_once(survey, send):
    send(subject=ANNA)
    send(subject=EVA)

    with pytest.raises(AlreadyAnswered):
        send(subject=ANNA)
    assert Response.objects.count() == 2
    assert selectors.has_participated(survey.translation_key, ANNA)
    assert not selectors.has_participated(survey.translation_key, tokens.digest("email", "nobody"))
    assert counting.participants(survey.translation_key) == 2


def test_refused_submission_leaves_the_person_free_to_answer(survey, send):
    with pytest.raises(AnswersInvalid):
        send(subject=ANNA, answers={})

    assert not selectors.has_participated(survey.translation_key, ANNA)
    assert send(subject=ANNA).created


def test_retry_of_a_person_is_a_retry_not_a_second_answer(send):
    key = tokens.new_token()
    first = send(key=key, subject=ANNA)

    assert send(key=key, subject=ANNA).code == first.code


def test_suspicious_response_waits_and_does_not_count(survey, send):
    receipt = send(suspicions=("too_fast", "honeypot"))

    response = Response.objects.get()
    assert receipt.code
    assert (response.status, response.suspicions) == (ResponseStatus.REVIEW, ["honeypot", "too_fast"])
    assert counting.counts(survey.translation_key) == {}


def test_anonymous_response_knows_the_hour_only_and_nobody(send):
    send(subject=ANNA, now=timezone.now())

    response = Response.objects.get()
    assert (response.submitted_at.minute, response.submitted_at.second, response.submitted_at.microsecond) == (0, 0, 0)
    assert response.subject == ""


def test_submitting_deletes_the_draft(survey, send):
    now = timezone.now()
    draft = start_draft(survey=survey, version=survey.live_version, circumstances=WEB, now=now)
    save_draft(token=draft, answers=ANSWERS, now=now)

    send(draft=draft)

    assert not Draft.objects.exists()
    with pytest.raises(DraftUnknown):
        selectors.find_draft(draft, now)


def test_old_version_is_taken_for_a_day_and_from_drafts_for_longer(survey, send):
    old, now = survey.live_version, timezone.now()
    draft = start_draft(survey=survey, version=old, circumstances=WEB, now=now)
    surveys.survey_version(survey, surveys.content_of([{"key": "other", "type": "yes_no"}]), published_at=now)

    assert send(version=old, now=now + timedelta(hours=23)).created
    with pytest.raises(VersionRetired) as caught:
        send(version=old, now=now + timedelta(hours=25))
    assert caught.value.current == 2
    assert send(version=old, draft=draft, now=now + timedelta(days=5)).created


def test_made_up_draft_gives_nobody_more_time(survey, send):
    old, now = survey.live_version, timezone.now()
    surveys.survey_version(survey, surveys.content_of([{"key": "other", "type": "yes_no"}]), published_at=now)

    with pytest.raises(VersionRetired):
        send(version=old, draft="x" * 22, now=now + timedelta(hours=25))
    with pytest.raises(SurveyClosed):
        send(draft="x" * 22, now=survey.closes_at + timedelta(minutes=5))


def test_contact_data_is_kept_apart_encrypted_and_only_where_linked(survey, send):
    contact = {"key": "who", "type": "contact", "fields": ["name", "email"]}
    version = surveys.survey_version(survey, surveys.content_of([contact]))
    given = {"who": {"name": "Anna Nowak", "email": "anna@example.org"}}

    send(version=version, answers=given)
    assert not ResponseContact.objects.exists()
    survey.linked = True
    send(version=version, answers=given, subject=ANNA)

    kept = ResponseContact.objects.get()
    assert all(response.answers == {} for response in Response.objects.all())
    assert b"Anna" not in bytes(kept.ciphertext)
    assert read_contact(kept) == given


def test_segments_become_columns(survey, send):
    segments = [
        {"key": "gmina", "type": "single_choice", "segment": "municipality", "options": [{"key": "t3021103"}]},
        {"key": "wiek", "type": "single_choice", "segment": "age_band", "options": [{"key": "a18_24"}]},
    ]
    version = surveys.survey_version(survey, surveys.content_of(segments))

    send(version=version, answers={"gmina": "t3021103", "wiek": {"choice": "a18_24"}})

    response = Response.objects.get()
    assert (response.municipality, response.age_band) == ("3021103", "a18_24")


def test_test_response_is_taken_from_closed_surveys_and_never_counts(survey, send):
    send(test=True, now=survey.closes_at + timedelta(days=40), circumstances=Circumstances("pl", "web"))

    assert Response.objects.get().status == ResponseStatus.TEST
    assert counting.counts(survey.translation_key) == {}
