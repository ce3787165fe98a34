"""What can be done with a response that is stored: read it, take it out of the results, erase it; and with all that one
person said. Everything staff do here stands in the survey's history, without a word of the answers."""

import logging
import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from cms.core.models import User

from .. import selectors
from ..choices import ResponseStatus, Right
from ..models import OpenAnswer, PaperForm, Response, ResponseContact, SurveyPage
from ..rights import require
from .contacts import read_contact
from .participation import forget_participation

logger = logging.getLogger(__name__)


@transaction.atomic
def erase_response(*, response: Response, now: datetime) -> None:
    """Remove what was said; the row stays as a tombstone without content, so that totals can be explained.

    In a linked survey the person may answer again afterwards. In an anonymous one nobody can tell whose participation
    it was, so it stays.
    """
    locked = Response.objects.select_for_update().get(pk=response.pk)
    if locked.subject:
        forget_participation(survey_key=locked.survey_key, subject=locked.subject)
    ResponseContact.objects.filter(response=locked).delete()
    OpenAnswer.objects.filter(response=locked).delete()
    # the serial stays, so that nobody types the form in again
    PaperForm.objects.filter(response=locked).update(first_answers=None, second_answers=None, illegible=[], note="")
    locked.status = ResponseStatus.ERASED
    locked.answers, locked.codes, locked.measures, locked.suspicions = {}, [], [], []
    locked.municipality = locked.municipality_asked = locked.age_band = locked.place = locked.subject = ""
    locked.save()
    selectors.stale_snapshots(locked.survey_key).delete()
    logger.info("A response to survey %s was erased by the person at %s", locked.survey_key, now.date())


# --- one response ----------------------------------------------------------------------------------------------------
@transaction.atomic
def open_response(*, page: SurveyPage, response_id: uuid.UUID, user: User) -> Response:
    """The response of the survey with its version, for somebody who reads it.

    Raises PermissionDenied, and Response.DoesNotExist for one of another survey.
    """
    require(user, page, Right.READ_ANSWERS)
    response = Response.objects.select_related("version").get(survey_key=page.translation_key, pk=response_id)
    log(page, "surveys.read", user=user, data={"response": str(response.pk)})
    return response


def note_reading(*, page: SurveyPage, responses: Iterable[Response], user: User) -> None:
    """Put into the history that these responses were shown together. Raises PermissionDenied."""
    require(user, page, Right.CODE_ANSWERS)
    numbers = [str(response.pk) for response in responses]
    if numbers:
        log(page, "surveys.read", user=user, data={"responses": numbers})


@transaction.atomic
def open_contact(*, page: SurveyPage, response: Response, user: User) -> dict[str, Any]:
    """Answers to contact questions by key; empty if there are none, or not any more.

    Raises PermissionDenied, and cryptography.fernet.InvalidToken if SURVEY_SECRET has changed.
    """
    require(user, page, Right.READ_CONTACTS)
    contact = ResponseContact.objects.filter(response=response, response__survey_key=page.translation_key).first()
    log(page, "surveys.contact", user=user, data={"response": str(response.pk)})
    return read_contact(contact) if contact else {}


@transaction.atomic
def void_response(*, response: Response, user: User, reason: str) -> None:
    """Take a response out of the counts, or put one into them with `reason` empty; who may is for the caller to say."""
    locked = Response.objects.select_for_update().exclude(status=ResponseStatus.ERASED).get(pk=response.pk)
    locked.status = ResponseStatus.VOID if reason else ResponseStatus.COMPLETE
    locked.save(update_fields=["status"])
    selectors.stale_snapshots(locked.survey_key).delete()
    logger.info("Response %s of survey %s: %s by %s (%s)", locked.pk, locked.survey_key, locked.status, user.pk, reason)


def set_aside(*, page: SurveyPage, response_id: uuid.UUID, user: User, reason: str) -> bool:
    """Take a counted response out of the results. False, and nothing changes, if it does not count.

    Raises PermissionDenied, and ValueError without a reason.
    """
    if not reason.strip():
        raise ValueError(reason)
    return _move(page, response_id, user, ResponseStatus.COMPLETE, reason)


def restore_response(*, page: SurveyPage, response_id: uuid.UUID, user: User) -> bool:
    """Put a response back that was taken out. False, and nothing changes, if it is not out. Raises PermissionDenied."""
    return _move(page, response_id, user, ResponseStatus.VOID, "")


def review_response(*, page: SurveyPage, response_id: uuid.UUID, user: User, reason: str) -> bool:
    """Decide on a suspicious response of the survey: it counts, or it is left out for `reason`.

    False, and nothing changes, if it does not wait for review: somebody else was faster, or it was erased.
    Raises PermissionDenied.
    """
    return _move(page, response_id, user, ResponseStatus.REVIEW, reason)


@transaction.atomic
def _move(page: SurveyPage, response_id: uuid.UUID, user: User, origin: ResponseStatus, reason: str) -> bool:
    """With a reason the response counts no more, without one it does; only if its status is `origin`."""
    require(user, page, Right.CODE_ANSWERS)
    found = Response.objects.select_for_update().filter(survey_key=page.translation_key, pk=response_id, status=origin)
    locked = found.first()
    if locked is None:
        return False
    void_response(response=locked, user=user, reason=reason)
    log(page, "surveys.review", user=user, data={"response": str(locked.pk), "counted": not reason, "reason": reason})
    return True


# --- one person ------------------------------------------------------------------------------------------------------
@transaction.atomic
def open_person(*, page: SurveyPage, subject: str, user: User) -> list[dict[str, Any]]:
    """What the person said, for their right of access (GDPR, art. 15). Raises PermissionDenied."""
    _require_person(page, user)
    said = responses_of(survey_key=page.translation_key, subject=subject)
    log(page, "surveys.person", user=user, data={"responses": len(said)})
    return said


@transaction.atomic
def erase_known_person(*, page: SurveyPage, subject: str, user: User, now: datetime) -> int:
    """Erase everything the person said, at their wish (GDPR, art. 17); how many responses. Raises PermissionDenied."""
    _require_person(page, user)
    erased = erase_person(survey_key=page.translation_key, subject=subject, now=now)
    log(page, "surveys.erase", user=user, data={"responses": erased})
    return erased


def _require_person(page: SurveyPage, user: User) -> None:
    require(user, page, Right.READ_CONTACTS)
    require(user, page, Right.CODE_ANSWERS)


def responses_of(*, survey_key: uuid.UUID, subject: str) -> list[dict[str, Any]]:
    """What a person said in a linked survey, for their right of access (GDPR, art. 15)."""
    found = Response.objects.filter(survey_key=survey_key, subject=subject).exclude(subject="").order_by("submitted_at")
    return [
        {
            "version": response.version.number,
            "submitted_at": response.submitted_at.isoformat(),
            "status": response.status,
            "answers": response.answers,
            "contact": read_contact(response.contact) if hasattr(response, "contact") else {},
        }
        for response in found.select_related("version", "contact")
    ]


def erase_person(*, survey_key: uuid.UUID, subject: str, now: datetime) -> int:
    """Erase everything a person said in a linked survey (GDPR, art. 17); how many responses that were."""
    found = list(Response.objects.filter(survey_key=survey_key, subject=subject).exclude(subject=""))
    for response in found:
        erase_response(response=response, now=now)
    return len(found)
