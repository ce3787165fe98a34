"""Counting responses, and keeping the counts."""

import logging
import uuid
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models import F, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast

from .. import selectors
from ..models import Response, ResultSnapshot, SurveyVersion
from ..results.series import series_of
from ..results.tally import Part, Plan, Tally, count, plan_for, to_content

logger = logging.getLogger(__name__)

CHUNK = 2000  # responses in memory at a time
CHANNEL = "channel"


def count_responses(
    *, survey_key: uuid.UUID, plan: Plan, by: str = "", conditions: Iterable[Q] = ()
) -> dict[str, Tally]:
    """A tally for each group of the counted responses that meet the `conditions`.

    `by` is "channel" where that divides them.
    """
    return count(plan, _parts(selectors.counted(survey_key).filter(*conditions), by))


def _parts(rows: "QuerySet[Response]", by: str) -> Iterator[Part]:
    """The rows in parts, JSON as text: it is read for a whole part at once."""
    texts = rows.annotate(
        group=Cast(F(by) if by else Value(""), TextField()),
        code_text=Cast("codes", TextField()),
        value_text=Cast("measures", TextField()),
    ).values_list("group", "code_text", "value_text")
    found = texts.iterator(chunk_size=CHUNK)
    while part := list(islice(found, CHUNK)):
        groups, codes, measures = zip(*part, strict=True)
        yield groups, codes, measures


def take_snapshot(*, survey_key: uuid.UUID, now: datetime, by: str = "") -> ResultSnapshot:
    """Count the responses again and keep the counts.

    They are divided by the question of the uid `by`, or by the column where it is "channel". The snapshot is not stored
    where somebody else is storing one at the same moment.
    """
    versions = [(version.number, version.definition) for version in SurveyVersion.objects.filter(survey_key=survey_key)]
    column = CHANNEL if by == CHANNEL else ""
    plan = plan_for(series_of(versions), selectors.code_numbers(survey_key), "" if column else by)
    tallies = count_responses(survey_key=survey_key, plan=plan, by=column)
    content: dict[str, Any] = {
        "version": max((number for number, _definition in versions), default=0),
        "responses": sum(one.responses for one in tallies.values()),
        "groups": to_content(tallies),
    }
    return _kept(ResultSnapshot(survey_key=survey_key, filters=by, computed_at=now, content=content))


def _kept(snapshot: ResultSnapshot) -> ResultSnapshot:
    try:
        with transaction.atomic():
            stored, _created = ResultSnapshot.objects.update_or_create(
                survey_key=snapshot.survey_key,
                filters=snapshot.filters,
                defaults={"computed_at": snapshot.computed_at, "content": snapshot.content},
            )
    except DatabaseError:
        logger.warning("The counts of survey %s were not kept", snapshot.survey_key, exc_info=True)
        return snapshot
    return stored
