"""Contact data of linked surveys: kept apart from the answers, encrypted, and for a limited time."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from ..models import Response, ResponseContact, SurveyPage, SurveyVersion
from ..sealing import seal, unseal

CONTACT = "contact"
CONTACT_KEPT = timedelta(days=91)  # three months: what it is asked for is over by then


def without_contact(version: SurveyVersion, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers without those to contact questions."""
    asked = _contact_questions(version)
    return {key: answer for key, answer in answers.items() if key not in asked}


def keep_contact(*, response: Response, survey: SurveyPage, answers: Mapping[str, Any], now: datetime) -> None:
    """Store the contact data among `answers` encrypted; an anonymous survey has no place for any, so it keeps none."""
    given = {key: answers[key] for key in _contact_questions(response.version) if key in answers}
    if not given or not survey.linked:
        return
    end = max(now, survey.closing_moment or now)
    ResponseContact.objects.create(
        response=response,
        ciphertext=seal(given),
        delete_after=timezone.localtime(end + CONTACT_KEPT).date(),
    )


def read_contact(contact: ResponseContact) -> dict[str, Any]:
    """Answers to contact questions by key. Raises cryptography.fernet.InvalidToken if SURVEY_SECRET has changed."""
    found: dict[str, Any] = unseal(bytes(contact.ciphertext))
    return found


def _contact_questions(version: SurveyVersion) -> set[str]:
    return {key for key, question in version.definition.questions.items() if question.type == CONTACT}
