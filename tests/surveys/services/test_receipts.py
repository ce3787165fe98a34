"""A receipt shows and erases a response; staff take one out; people of a linked survey get and erase theirs."""

import uuid

import pytest
from django.utils import timezone

from consultations.surveys import selectors, tokens
from consultations.surveys.choices import ResponseStatus
from consultations.surveys.faults import KeyReused, ReceiptUnknown
from consultations.surveys.models import Response, ResultSnapshot
from consultations.surveys.services import (
    erase_person,
    erase_response,
    responses_of,
    take_snapshot,
    void_response,
)
from tests.factories.core import UserFactory
from tests.surveys import counting

ANNA = tokens.digest("email", "anna")


def test_erasing_leaves_a_tombstone_without_a_word(survey, send):
    receipt = send()
    response = selectors.response_by_receipt(survey.translation_key, receipt.code)
    take_snapshot(survey_key=survey.translation_key, now=timezone.now())

    erase_response(response=response, now=timezone.now())

    left = Response.objects.get()
    assert (left.status, left.answers, left.codes) == (ResponseStatus.ERASED, {}, [])
    assert counting.counts(survey.translation_key) == {}
    assert not ResultSnapshot.objects.exists()  # it counted what is gone
    with pytest.raises(ReceiptUnknown):
        selectors.response_by_receipt(survey.translation_key, receipt.code)


def test_retry_after_erasure_does_not_bring_it_back(survey, send):
    key = tokens.new_token()
    receipt = send(key=key)
    erase_response(response=selectors.response_by_receipt(survey.translation_key, receipt.code), now=timezone.now())

    with pytest.raises(KeyReused):
        send(key=key)
    assert Response.objects.get().answers == {}


@pytest.mark.parametrize(
    "code", ["", "AAA-AAA-AAA", "AAAAAAAAAA", "0OI-1LL-000", "'; DROP TABLE", "A" * 5000, "\x00" * 9]
)
def test_unknown_codes_are_all_alike(survey, send, code):
    send()

    with pytest.raises(ReceiptUnknown):
        selectors.response_by_receipt(survey.translation_key, code)


def test_receipt_belongs_to_its_survey(send):
    receipt = send()

    with pytest.raises(ReceiptUnknown):
        selectors.response_by_receipt(uuid.uuid4(), receipt.code)


def test_voided_response_counts_no_longer_and_can_be_put_back(survey, send):
    send()
    response, user = Response.objects.get(), UserFactory()

    void_response(response=response, user=user, reason="the same text 40 times")
    assert counting.counts(survey.translation_key) == {}
    void_response(response=response, user=user, reason="")
    assert counting.counts(survey.translation_key)


def test_person_of_a_linked_survey_gets_and_erases_theirs(survey, send):
    survey.linked = True
    send(subject=ANNA)
    send(subject=tokens.digest("email", "eva"))

    assert [one["answers"]["transport"] for one in responses_of(survey_key=survey.translation_key, subject=ANNA)] == [
        "bike"
    ]
    assert erase_person(survey_key=survey.translation_key, subject=ANNA, now=timezone.now()) == 1
    assert responses_of(survey_key=survey.translation_key, subject=ANNA) == []
    assert Response.objects.filter(status=ResponseStatus.COMPLETE).count() == 1
    assert send(subject=ANNA).created  # free to answer again


def test_person_of_an_anonymous_survey_cannot_be_found(survey, send):
    send(subject=ANNA)

    assert responses_of(survey_key=survey.translation_key, subject=ANNA) == []
    assert responses_of(survey_key=survey.translation_key, subject="") == []
    assert erase_person(survey_key=survey.translation_key, subject="", now=timezone.now()) == 0
