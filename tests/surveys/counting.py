"""Counting responses and people without the code under test."""

import uuid
from collections import Counter
from itertools import chain

from consultations.surveys.codes import Code
from consultations.surveys.models import ParticipationBucket, Response, SurveyCode


def counts(survey_key: uuid.UUID) -> dict[Code, int]:
    """How many counted responses have each code."""
    complete = Response.objects.filter(survey_key=survey_key, status="complete").values_list("codes", flat=True)
    found = Counter(chain.from_iterable(complete))
    codes = SurveyCode.objects.filter(survey_key=survey_key)
    return {(one.uid, one.row, one.option): found[one.pk] for one in codes if found[one.pk]}


def participants(survey_key: uuid.UUID) -> int:
    """How many people, devices or invitations have answered."""
    rows = ParticipationBucket.objects.filter(register_id=survey_key).values_list("subjects", flat=True)
    return sum(map(len, rows))
