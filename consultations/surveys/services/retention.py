"""Forgetting in time: drafts, contact data, who took part, and what personal data answers hold."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from ..choices import ResponseStatus
from ..models import Draft, ParticipationRegister, Response, ResponseContact, SpentChallenge, SurveyPage, SurveyVersion

logger = logging.getLogger(__name__)

MONTH = timedelta(days=31)  # rounded up: nothing is kept shorter than promised
FREE_TEXTS = frozenset({"short_text", "long_text", "contact", "geo"})


@dataclass(frozen=True, slots=True)
class Forgotten:
    """Numbers of rows that were deleted or cleared."""

    drafts: int
    challenges: int
    contacts: int
    registers: int
    responses: int


def forget_expired(*, now: datetime, dry_run: bool = False) -> Forgotten:
    """Delete what has served its purpose; doing it twice changes nothing more. With `dry_run` it is only counted.

    Of surveys that ended more than their months of retention ago the register of participation goes, and from the
    responses every text, place and answer to a question marked as private; codes and closed answers stay.
    """
    expired = list(_ended(now))
    keys = [survey.translation_key for survey in expired]
    rows = {
        "drafts": Draft.objects.filter(expires_at__lte=now),
        "challenges": SpentChallenge.objects.filter(expires_at__lte=now),
        "contacts": ResponseContact.objects.filter(delete_after__lte=timezone.localtime(now).date()),
        "registers": ParticipationRegister.objects.filter(survey_key__in=keys),
    }
    numbers = {name: found.count() for name, found in rows.items()}
    with transaction.atomic():
        responses = sum(_clear(survey, dry_run) for survey in expired)
        if not dry_run:
            for found in rows.values():
                found.delete()
    forgotten = Forgotten(responses=responses, **numbers)
    logger.info("Retention%s: %s", " (dry run)" if dry_run else "", forgotten)
    return forgotten


def _ended(now: datetime) -> Iterator[SurveyPage]:
    """Surveys whose retention is over; translations of one survey share its responses, so its source decides."""
    for survey in SurveyPage.objects.filter(alias_of__isnull=True):
        closed = survey.closing_moment
        if closed is not None and closed + survey.retention_months * MONTH <= now:
            yield survey


def _clear(survey: SurveyPage, dry_run: bool) -> int:
    """Take personal data out of the responses; how many had some."""
    cleared = 0
    for version in SurveyVersion.objects.filter(survey_key=survey.translation_key):
        personal = {
            key
            for key, question in version.definition.questions.items()
            if question.type in FREE_TEXTS or question.settings.get("private")
        }
        for response in version.responses.exclude(status=ResponseStatus.ERASED).iterator(chunk_size=500):
            cleared += _clear_response(response, personal, dry_run)
    return cleared


def _clear_response(response: Response, personal: set[str], dry_run: bool) -> bool:
    kept = {key: _without_text(answer) for key, answer in response.answers.items() if key not in personal}
    if kept == response.answers and not response.subject:
        return False
    if not dry_run:
        response.answers, response.subject, response.cleared = kept, "", True
        response.save(update_fields=["answers", "subject", "cleared"])
    return True


def _without_text(answer: object) -> object:
    """A choice without what was typed beside it."""
    if isinstance(answer, dict) and ("choice" in answer or "choices" in answer):
        return {name: value for name, value in answer.items() if name != "other"}
    return answer
