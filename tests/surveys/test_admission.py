"""Who may answer: e-mail links, invitation codes, and what of them is stored."""

import logging
import re
from datetime import timedelta
from unittest import mock

import pytest
from django.apps import apps
from django.core import mail
from django.utils import timezone

from consultations.surveys import admission, tokens
from consultations.surveys.faults import NotAdmitted
from consultations.surveys.models import Invitation, SurveyPage
from consultations.surveys.services.email_links import MAILS_A_DAY
from consultations.surveys.services.participation import take_part
from consultations.surveys.tickets import email_subject
from tests.factories import surveys
from tests.factories.core import UserFactory
from tests.factories.home import SiteTree


@pytest.fixture
def survey(site_tree: SiteTree) -> SurveyPage:
    """A survey with a version."""
    return surveys.survey_page(site_tree.home, surveys.SHORT)


def ask(survey, email="Anna+ankieta@gmail.com", locale="pl"):
    admission.send_email_link(
        survey=survey,
        email=email,
        address_of=lambda ticket: f"https://portal.example/start/{ticket}/",
        locale=locale,
        now=timezone.now(),
    )


def ticket_in(message):
    return re.search(r"/start/([A-Za-z0-9_-]+)/", message.body).group(1)


@pytest.mark.parametrize("locale", ["pl", "en", "uk"])
def test_link_comes_by_mail_and_admits_the_mailbox(survey, locale):
    ask(survey, locale=locale)

    (message,) = mail.outbox
    subject = admission.read_ticket(survey.translation_key, ticket_in(message), timezone.now())
    assert message.to == ["Anna+ankieta@gmail.com"]
    assert survey.title in message.subject
    assert subject == email_subject(survey.translation_key, "anna@gmail.com")
    with pytest.raises(NotAdmitted, match="ticket-expired"):
        admission.read_ticket(survey.translation_key, ticket_in(message), timezone.now() + timedelta(hours=25))


def test_two_spellings_of_a_mailbox_are_one_subject(survey):
    ask(survey)
    ask(survey, "an.na@googlemail.com")

    key, now = survey.translation_key, timezone.now()
    assert len({admission.read_ticket(key, ticket_in(message), now) for message in mail.outbox}) == 1


def test_mailbox_that_has_answered_is_told_so(survey):
    take_part(survey_key=survey.translation_key, subject=email_subject(survey.translation_key, "anna@gmail.com"))
    ask(survey)

    (message,) = mail.outbox
    assert "/start/" not in message.body


def test_one_address_gets_few_mails_a_day_and_nobody_is_told(survey):
    for _time in range(MAILS_A_DAY + 3):
        ask(survey)
    ask(survey, "ewa@example.org")

    assert [message.to[0] for message in mail.outbox].count("Anna+ankieta@gmail.com") == MAILS_A_DAY
    assert mail.outbox[-1].to == ["ewa@example.org"]


def test_mail_server_that_fails_looks_the_same(survey):
    with mock.patch("django.core.mail.EmailMessage.send", side_effect=ConnectionRefusedError):
        assert ask(survey) is None


def test_title_of_several_lines_makes_no_header(survey):
    survey.title = "Ankieta\r\nBcc: ewa@example.org"
    ask(survey)

    assert "\n" not in mail.outbox[0].subject
    assert mail.outbox[0].recipients() == ["Anna+ankieta@gmail.com"]


def test_address_is_stored_and_logged_nowhere(survey, caplog):
    with caplog.at_level(logging.DEBUG):
        ask(survey)
    rows = [str(row) for model in apps.get_app_config("surveys").get_models() for row in model.objects.values()]

    assert len(mail.outbox) == 1
    assert not [text for text in [*rows, *caplog.messages] if "anna" in text.lower()]


def test_batch_of_codes_admits_each_once_typed_in_any_way(survey):
    user, key = UserFactory(), survey.translation_key
    codes = admission.create_invitations(survey=survey, batch="Osiedle", number=30, user=user, now=timezone.now())
    subjects = {admission.admit_code(survey_key=key, code=code) for code in codes}
    code = codes[0]

    assert len(set(codes)) == len(subjects) == Invitation.objects.filter(batch="Osiedle").count() == 30
    assert all(set(code) <= set(tokens.ALPHABET) and len(code) == 8 for code in codes)
    assert admission.admit_code(survey_key=key, code=f" {code[:4].lower()}-{code[4:]} ") in subjects


def test_stored_code_is_neither_the_code_nor_the_subject(survey):
    (code,) = admission.create_invitations(survey=survey, batch="a", number=1, user=UserFactory(), now=timezone.now())
    stored = Invitation.objects.get().code_hash

    assert code not in stored
    assert stored != admission.admit_code(survey_key=survey.translation_key, code=code)


@pytest.mark.parametrize("code", ["", "ABCDEFGH", "O0O0O0O0", "A" * 5000, "ABCD EFG\x00"])
def test_unknown_code_admits_nobody(survey, code):
    with pytest.raises(NotAdmitted, match="unknown_code"):
        admission.admit_code(survey_key=survey.translation_key, code=code)


def test_code_of_another_survey_admits_nobody(survey, site_tree):
    other = surveys.survey_page(site_tree.home, surveys.SHORT, slug="inna")
    (code,) = admission.create_invitations(survey=other, batch="a", number=1, user=UserFactory(), now=timezone.now())

    with pytest.raises(NotAdmitted, match="unknown_code"):
        admission.admit_code(survey_key=survey.translation_key, code=code)


@pytest.mark.parametrize("number", [0, -1, 10_001])
def test_batch_of_an_impossible_size_is_refused(survey, number):
    with pytest.raises(NotAdmitted, match="bad_number"):
        admission.create_invitations(survey=survey, batch="a", number=number, user=UserFactory(), now=timezone.now())


def test_subject_that_took_part_has_answered(survey):
    key = survey.translation_key
    device = admission.device_subject(key, tokens.new_token())
    take_part(survey_key=key, subject=device)

    assert admission.has_answered(key, device)
    assert not admission.has_answered(key, admission.device_subject(key, tokens.new_token()))
    assert not admission.has_answered(key, "")
