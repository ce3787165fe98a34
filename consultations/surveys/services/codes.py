"""Codes of responses: small numbers derived from their answers, so that results can be counted without reading JSON."""

import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from .. import selectors
from ..choices import ResponseStatus
from ..codes import ASKED, Code, answered_codes, measures, possible_codes
from ..models import Response, SurveyCode, SurveyVersion
from ..questionnaire.visibility import visible
from .contacts import CONTACT

CHUNK = 1000


def register_codes(*, version: SurveyVersion) -> None:
    """Give a number to everything that can be answered in `version` and has none yet."""
    known = selectors.code_numbers(version.survey_key)
    new = [found for found in possible_codes(version.definition) if found not in known]
    SurveyCode.objects.bulk_create(
        (
            SurveyCode(survey_key=version.survey_key, uid=uid, row=row, option=option)
            for uid, row, option in dict.fromkeys(new)
        ),
        ignore_conflicts=True,
    )


@dataclass(frozen=True, slots=True)
class Derived:
    """What is counted of one response: sorted numbers of codes, and [number of a code, value] of its measures."""

    codes: list[int]
    measures: list[list[Any]]


def derive(
    version: SurveyVersion,
    answers: Mapping[str, Any],
    shown: Iterable[str],
    numbers: Mapping[Code, int] | None = None,
) -> Derived:
    """What valid `answers` say, and that the questions of the keys `shown` were asked.

    Who derives many passes the `numbers` of the survey's codes (`selectors.code_numbers`).
    """
    if numbers is None:
        numbers = selectors.code_numbers(version.survey_key)
    codes = {numbers[code] for code in answered_codes(version.definition, answers, shown) if code in numbers}
    values = [[numbers[code], value] for code, value in measures(version.definition, answers) if code in numbers]
    # In an order of its own: PostgreSQL stores answers with their keys in another one than they came in
    return Derived(sorted(codes), sorted(values, key=lambda measure: (measure[0], str(measure[1]))))


def rebuild_codes(*, survey_key: uuid.UUID) -> tuple[int, int]:
    """Make the codes from the answers again: (responses read, responses whose codes were wrong).

    Responses whose texts were removed when their time was over keep the codes they have.
    """
    for version in SurveyVersion.objects.filter(survey_key=survey_key):
        register_codes(version=version)
    read = wrong = 0
    for part in _chunks(survey_key):
        changed = [response for response in part if _mend(response)]
        with transaction.atomic():
            Response.objects.bulk_update(changed, ["codes", "measures"])
        read, wrong = read + len(part), wrong + len(changed)
    return read, wrong


def _chunks(survey_key: uuid.UUID) -> Iterator[list[Response]]:
    rows = Response.objects.filter(survey_key=survey_key, cleared=False).select_related("version").order_by("pk")
    last = None
    while part := list((rows.filter(pk__gt=last) if last else rows)[:CHUNK]):
        yield part
        last = part[-1].pk


def _mend(response: Response) -> bool:
    """Put right the codes and measures of `response`, unsaved; whether they were wrong. Erased responses have none."""
    is_erased = response.status == ResponseStatus.ERASED
    found = Derived([], []) if is_erased else derive(response.version, response.answers, _shown(response))
    is_wrong = (found.codes, found.measures) != (response.codes, response.measures)
    response.codes, response.measures = found.codes, found.measures
    return is_wrong


def _shown(response: Response) -> Iterable[str]:
    """Keys of the questions that were asked.

    Contact data is not among the answers, so rules on it cannot be judged again: there the codes tell what was asked.
    """
    definition = response.version.definition
    if any(question.type == CONTACT for question in definition.questions.values()):
        numbers, known = selectors.code_numbers(response.survey_key), set(response.codes)
        return [key for key, one in definition.questions.items() if numbers.get((one.uid, "", ASKED)) in known]
    context = {"locale": response.locale, "channel": response.channel, "municipality": response.municipality_asked}
    return visible(definition, response.answers, context).questions
