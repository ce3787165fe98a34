"""What can be done with a response that is stored: erase it, void it, find what a person said."""

import logging
import uuid
from datetime import datetime
from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from cms.core.models import User

from .. import selectors
from ..choices import ResponseStatus
from ..models import OpenAnswer, Response, ResponseContact, SurveyPage
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
    locked.status = ResponseStatus.ERASED
    locked.answers, locked.codes, locked.measures, locked.suspicions = {}, [], [], []
    locked.municipality = locked.municipality_asked = locked.age_band = locked.place = locked.subject = ""
    locked.save()
    selectors.stale_snapshots(locked.survey_key).delete()
    logger.info("A response to survey %s was erased by the person at %s", locked.survey_key, now.date())


@transaction.atomic
def void_response(*, response: Response, user: User, reason: str) -> None:
    """Take a response out of the counts, or put a suspicious one into them with `reason` empty; staff only."""
    locked = Response.objects.select_for_update().exclude(status=ResponseStatus.ERASED).get(pk=response.pk)
    locked.status = ResponseStatus.VOID if reason else ResponseStatus.COMPLETE
    locked.save(update_fields=["status"])
    selectors.stale_snapshots(locked.survey_key).delete()
    logger.info("Response %s of survey %s: %s by %s (%s)", locked.pk, locked.survey_key, locked.status, user.pk, reason)


@transaction.atomic
def review_response(*, page: SurveyPage, response: Response, user: User, reason: str) -> bool:
    """Decide on a suspicious response of the survey: it counts, or it is left out for `reason`.

    False, and nothing changes, if it does not wait for review: somebody else was faster, or it was erased.
    """
    waiting = Response.objects.select_for_update().filter(
        pk=response.pk, survey_key=page.translation_key, status=ResponseStatus.REVIEW
    )
    locked = waiting.first()
    if locked is None:
        return False
    void_response(response=locked, user=user, reason=reason)
    log(page, "surveys.review", user=user, data={"response": str(locked.pk), "counted": not reason, "reason": reason})
    return True


def responses_of(*, survey_key: uuid.UUID, subject: str) -> list[dict[str, Any]]:
    """What a person said in a linked survey, for their right of access (GDPR, art. 15)."""
    found = (
        Response.objects.filter(survey_key=survey_key, subject=subject).exclude(subject="").select_related("version")
    )
    return [
        {
            "version": response.version.number,
            "submitted_at": response.submitted_at.isoformat(),
            "status": response.status,
            "answers": response.answers,
        }
        for response in found
    ]


def erase_person(*, survey_key: uuid.UUID, subject: str, now: datetime) -> int:
    """Erase everything a person said in a linked survey (GDPR, art. 17); how many responses that were."""
    found = list(Response.objects.filter(survey_key=survey_key, subject=subject).exclude(subject=""))
    for response in found:
        erase_response(response=response, now=now)
    return len(found)
