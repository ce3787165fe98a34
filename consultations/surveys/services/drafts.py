"""Answers that are not sent yet."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from .. import selectors
from ..faults import DraftUnknown, SurveyClosed
from ..models import Draft, SurveyPage, SurveyVersion
from ..tokens import new_token
from .submission import Circumstances

DRAFT_KEPT = timedelta(days=14)


@transaction.atomic
def start_draft(*, survey: SurveyPage, version: SurveyVersion, circumstances: Circumstances, now: datetime) -> str:
    """Begin to answer: the token of an empty draft, kept for 14 days. Raises SurveyClosed."""
    if not survey.accepts_responses(now):
        raise SurveyClosed(survey.opens_at, survey.closes_at)
    token = new_token()
    Draft.objects.create(
        token_hash=selectors.draft_digest(token),
        survey_key=version.survey_key,
        version=version,
        locale=circumstances.locale,
        channel=circumstances.channel,
        place=circumstances.place,
        municipality=circumstances.municipality,
        started_at=now,
        expires_at=now + DRAFT_KEPT,
    )
    return token


@transaction.atomic
def save_draft(*, token: str, answers: Mapping[str, Any], now: datetime, locale: str = "") -> None:
    """Keep `answers`, valid or not, in place of those kept before. Raises DraftUnknown."""
    changed: dict[str, Any] = {"answers": dict(answers), **({"locale": locale} if locale else {})}
    found = Draft.objects.filter(token_hash=selectors.draft_digest(token), expires_at__gt=now)
    if not found.update(**changed):
        raise DraftUnknown


def forget_draft(*, token: str) -> None:
    """Delete the draft, if there is one."""
    Draft.objects.filter(token_hash=selectors.draft_digest(token)).delete()
