"""Invitation codes: made once, shown once, and stored as digests only."""

import logging
from datetime import datetime
from typing import Any

from django.db import transaction

from ..faults import NotAdmitted
from ..models import Invitation, SurveyPage
from ..tickets import code_digest
from ..tokens import new_code

logger = logging.getLogger(__name__)

MOST_AT_ONCE = 10_000


@transaction.atomic
def create_invitations(*, survey: SurveyPage, batch: str, number: int, user: Any, now: datetime) -> list[str]:
    """`number` new codes for the survey, in an order that says nothing; nobody can read them again later.

    Raises NotAdmitted(`bad_number`) for fewer than 1 or more than 10 000.
    """
    if not 1 <= number <= MOST_AT_ONCE:
        raise NotAdmitted("bad_number")
    codes = _fresh_codes(survey, number)
    key = survey.translation_key
    digests = sorted(code_digest(key, code) for code in codes)
    Invitation.objects.bulk_create(
        [Invitation(survey_key=key, batch=batch, code_hash=one) for one in digests], batch_size=1000
    )
    logger.info("%d invitations %r made for survey %s by user %s at %s", number, batch, key, user.pk, now.isoformat())
    return codes


def _fresh_codes(survey: SurveyPage, number: int) -> list[str]:
    """Codes that the survey does not have yet: of 31^8 hardly one is ever drawn twice, but a batch must not fail."""
    key = survey.translation_key
    taken = set(Invitation.objects.filter(survey_key=key).values_list("code_hash", flat=True))
    codes: set[str] = set()
    while len(codes) < number:
        code = new_code()
        if code_digest(key, code) not in taken:
            codes.add(code)
    return sorted(codes)
