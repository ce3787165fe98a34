"""A person of a linked survey gets what they said, or has it erased; whoever asks is in no log."""

import json

import pytest
from cryptography.fernet import InvalidToken
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from consultations.surveys.admission import admit_code, create_invitations
from consultations.surveys.models import Response, SurveyPage
from consultations.surveys.services.receipts import (
    erase_known_person,
    open_contact,
    open_person,
    open_response,
    set_aside,
)
from consultations.surveys.tickets import email_subject
from tests.admin_forms import text_of
from tests.factories import surveys
from tests.factories.core import UserFactory

ANNA = "Anna.Nowak@Example.org"


@pytest.fixture
def linked(survey):
    survey.linked, survey.policy = True, "email"
    survey.save()
    contact = {"key": "who", "type": "contact", "fields": ["name"]}
    surveys.survey_version(survey, surveys.content_of([{"key": "why", "type": "long_text"}, contact]))
    return SurveyPage.objects.get(pk=survey.pk)


@pytest.fixture
def anna(linked, say):
    answers = {"why": "Jestem Anna", "who": {"name": "Anna Nowak"}}
    subject = email_subject(linked.translation_key, "anna.nowak@example.org")
    return say(survey=linked, version=linked.live_version, answers=answers, subject=subject)


@pytest.fixture
def eva(linked, say):
    subject = email_subject(linked.translation_key, "ewa@example.org")
    return say(survey=linked, version=linked.live_version, answers={"why": "Jestem Ewa"}, subject=subject)


@pytest.fixture
def ask(staff, survey):
    return lambda **sent: staff.post(reverse("surveys_admin:person", args=[survey.pk]), sent, follow=True)


def test_everything_the_person_said_is_shown(ask, anna, eva):
    page = ask(who=f"  {ANNA} ", do="find")
    said = text_of(page, ".survey-rehearsal")
    assert "Jestem Anna" in said
    assert "Anna Nowak" in said
    assert "Ewa" not in page.content.decode()
    assert "no-store" in page["Cache-Control"]


def test_file_for_the_person_has_it_all(ask, anna, linked):
    file = ask(who=ANNA, do="download")
    assert "attachment" in file["Content-Disposition"]
    [one] = json.loads(file.content)["responses"]
    assert one["answers"] == {"why": "Jestem Anna"}
    assert one["contact"] == {"who": {"name": "Anna Nowak"}}
    assert one["version"] == linked.live_version.number


def test_erasing_asks_first(ask, anna, eva):
    page = ask(who=ANNA, do="erase")
    assert text_of(page, ".answer-erase .error-message") != ""
    assert Response.objects.get(pk=anna.pk).answers

    page = ask(who=ANNA, do="erase", sure="1")
    assert "1" in text_of(page, ".messages .success")
    left = Response.objects.get(pk=anna.pk)
    assert (left.status, left.answers, left.subject) == ("erased", {}, "")
    assert Response.objects.get(pk=eva.pk).answers == {"why": "Jestem Ewa"}
    assert text_of(ask(who=ANNA, do="find"), ".answer-none") != ""


def test_history_does_not_say_who(ask, anna, linked):
    ask(who=ANNA, do="find")
    ask(who=ANNA, do="erase", sure="1")
    told = [
        (entry.action, entry.data)
        for entry in PageLogEntry.objects.filter(action__startswith="surveys.").order_by("pk")
    ]
    assert told == [("surveys.person", {"responses": 1}), ("surveys.erase", {"responses": 1})]


def test_invitation_code_finds_too(ask, linked, say):
    now = timezone.now()
    [code] = create_invitations(survey=linked, batch="a", number=1, user=UserFactory(), now=now)
    subject = admit_code(survey_key=linked.translation_key, code=code)
    say(survey=linked, version=linked.live_version, answers={"why": "Z kodem"}, subject=subject)
    assert "Z kodem" in text_of(ask(who=f"{code[:4].lower()} {code[4:]}", do="find"), ".survey-rehearsal")


@pytest.mark.parametrize("who", ["", "x", "anna@", "@", "a" * 300 + "@b.pl", "0000", "\x00"])
def test_what_is_neither_is_told_beside_the_field(ask, anna, who):
    page = ask(who=who, do="erase", sure="1")
    assert page.status_code == 200
    assert text_of(page, "#id_who_error") != ""
    assert Response.objects.get(pk=anna.pk).answers


def test_unknown_person_and_anonymous_survey(ask, survey, say):
    say("Nikt nie wie kto")
    page = ask(who=ANNA, do="find")
    assert text_of(page, ".answer-none") != ""
    assert text_of(page, ".help-info") != ""
    assert "0" in text_of(ask(who=ANNA, do="erase", sure="1"), ".messages .success")
    assert Response.objects.get().status == "complete"


def test_contact_data_under_another_secret_is_told(ask, anna, monkeypatch):
    monkeypatch.setattr("consultations.surveys.sealing.cipher", lambda _purpose: Broken())
    assert text_of(ask(who=ANNA, do="find"), ".errorlist") != ""


class Broken:
    """A key that opens nothing."""

    def decrypt(self, _text):
        raise InvalidToken


def test_services_know_who_may(linked, anna):
    stranger = UserFactory()
    known = {"page": linked, "user": stranger}
    for act in (
        lambda: open_person(subject=anna.subject, **known),
        lambda: erase_known_person(subject=anna.subject, now=timezone.now(), **known),
        lambda: open_response(response_id=anna.pk, **known),
        lambda: open_contact(response=anna, **known),
        lambda: set_aside(response_id=anna.pk, reason="x", **known),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert Response.objects.get(pk=anna.pk).answers
    assert not PageLogEntry.objects.filter(page=linked.pk, action__startswith="surveys.").exists()
