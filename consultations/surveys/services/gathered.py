"""Storing many responses at once that were gathered elsewhere: examples, and answers from other systems."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from .. import selectors
from ..codes import Code
from ..faults import AnswersInvalid
from ..models import Response, SurveyPage, SurveyVersion
from ..questionnaire.validation import check_answers
from .submission import Circumstances, response_of, without_receipt

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Gathered:
    """What one person answered, how, and when."""

    answers: Mapping[str, Any]
    circumstances: Circumstances
    submitted_at: datetime


@transaction.atomic
def store_gathered(*, survey: SurveyPage, version: SurveyVersion, gathered: Iterable[Gathered]) -> int:
    """Store all of them as counted responses, or none; how many they were. Nobody has a receipt for these.

    Raises AnswersInvalid for the first whose answers `version` does not allow. Contact data is left out.
    """
    numbers = selectors.code_numbers(version.survey_key)
    responses = [_response(survey, version, one, numbers) for one in gathered]
    Response.objects.bulk_create(responses, batch_size=CHUNK)
    selectors.stale_snapshots(version.survey_key).delete()
    return len(responses)


def _response(survey: SurveyPage, version: SurveyVersion, one: Gathered, numbers: Mapping[Code, int]) -> Response:
    today = timezone.localtime(one.submitted_at).date()
    checked = check_answers(version.definition, one.answers, one.circumstances.context, today=today)
    if checked.errors:
        raise AnswersInvalid(checked.errors)
    response = response_of(
        survey=survey,
        version=version,
        checked=checked,
        circumstances=one.circumstances,
        now=one.submitted_at,
        numbers=numbers,
    )
    return without_receipt(response)
