"""What has served its purpose is forgotten, on time, once, and never early."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from consultations.surveys import selectors, tokens
from consultations.surveys.models import (
    Draft,
    ParticipationRegister,
    Response,
    ResponseContact,
    SpentChallenge,
    SurveyPage,
)
from consultations.surveys.services import forget_expired, rebuild_codes, start_draft
from tests.factories import surveys

from .conftest import WEB

QUESTIONS = [
    {
        "key": "choice",
        "type": "single_choice",
        "options": [{"key": "yes"}, {"key": "other", "other_text": {"max_length": 90}}],
    },
    {"key": "words", "type": "long_text"},
    {"key": "secret", "type": "number", "private": True},
    {"key": "grid", "type": "matrix", "rows": [{"key": "other"}], "columns": [{"key": "c1"}, {"key": "c2"}]},
]
ANSWERS = {
    "choice": {"choice": "other", "other": "Jan Nowak"},
    "words": "Jestem Jan",
    "secret": 7,
    "grid": {"other": "c1"},
}
ANNA = tokens.digest("email", "anna")


@pytest.fixture
def old(survey, send):
    """A response with personal data in a linked survey; the number of days until it must be forgotten."""
    survey.linked, survey.policy = True, "email"
    survey.save()
    contact = {"key": "who", "type": "contact", "fields": ["name"]}
    version = surveys.survey_version(survey, surveys.content_of([*QUESTIONS, contact]))
    send(version=version, answers={**ANSWERS, "who": {"name": "Jan Nowak"}}, subject=ANNA)
    return survey


def test_nothing_is_forgotten_early(old):
    just_before = old.closes_at + timedelta(days=12 * 31, seconds=-1)

    forgotten = forget_expired(now=just_before)

    assert (forgotten.responses, forgotten.registers) == (0, 0)
    assert Response.objects.get().answers == ANSWERS


def test_personal_data_goes_and_closed_answers_stay(old):
    codes = Response.objects.get().codes

    forgotten = forget_expired(now=old.closes_at + timedelta(days=12 * 31))

    left = Response.objects.get()
    assert (forgotten.responses, forgotten.registers, forgotten.contacts) == (1, 1, 1)
    assert left.answers == {"choice": {"choice": "other"}, "grid": {"other": "c1"}}
    assert (left.subject, left.codes) == ("", codes)
    assert rebuild_codes(survey_key=old.translation_key) == (0, 0)  # what was answered in words still counts
    assert not ResponseContact.objects.exists()
    assert not ParticipationRegister.objects.exists()


def test_doing_it_twice_changes_nothing_more(old):
    late = old.closes_at + timedelta(days=400)
    forget_expired(now=late)

    again = forget_expired(now=late)

    assert (again.responses, again.registers, again.contacts, again.drafts) == (0, 0, 0, 0)


def test_dry_run_only_counts(old):
    forgotten = forget_expired(now=old.closes_at + timedelta(days=400), dry_run=True)

    assert forgotten.responses == 1
    assert Response.objects.get().answers == ANSWERS
    assert ParticipationRegister.objects.exists()


def test_survey_without_an_end_is_never_due(old):
    SurveyPage.objects.update(closes_at=None)

    assert forget_expired(now=timezone.now() + timedelta(days=9999)).responses == 0


def test_drafts_and_challenges_expire(survey):
    now = timezone.now()
    start_draft(survey=survey, version=survey.live_version, circumstances=WEB, now=now)
    SpentChallenge.objects.create(digest="x", expires_at=now + timedelta(minutes=20))

    assert forget_expired(now=now + timedelta(days=13)).drafts == 0
    assert forget_expired(now=now + timedelta(days=14)).drafts == 1
    assert not Draft.objects.exists()
    assert not SpentChallenge.objects.exists()


def test_command_says_how_much(old):
    out = StringIO()

    call_command("survey_retention", "--dry-run", stdout=out)

    assert out.getvalue() == "would be forgotten: 0 drafts, 0 challenges, 0 contacts, 0 registers, 0 responses\n"


def test_codes_can_be_made_again(survey, send):
    send()
    Response.objects.update(codes=[1, 2, 3])
    out = StringIO()

    with pytest.raises(SystemExit):
        call_command("survey_reindex", "--check", stdout=out)
    call_command("survey_reindex", "--check", stdout=out)

    assert out.getvalue() == (
        "1 surveys, 1 responses read, 1 with wrong codes\n1 surveys, 1 responses read, 0 with wrong codes\n"
    )
    assert selectors.counts(survey.translation_key)[("u-transport", "", "bike")] == 1
