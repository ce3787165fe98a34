"""Storing a table of paper answers: every row, or none."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from wagtail.log_actions import log

from cms.core.models import User

from .. import selectors
from ..choices import Channel
from ..codes import Code
from ..models import PaperBatch, PaperForm, Response, SurveyPage, SurveyVersion
from ..paper.faults import SerialsTaken
from ..paper.importing import Record
from .paper import LOG, create_batch, require_entry
from .submission import Circumstances, response_of, without_receipt

CHUNK = 500


def import_forms(*, page: SurveyPage, batch: str, records: Sequence[Record], user: User, now: datetime) -> PaperBatch:
    """Store the rows as responses, in a new batch of that name.

    Raises EntryEnded, BatchExists, and SerialsTaken where forms with these numbers have been typed; then nothing has
    been stored.
    """
    require_entry(page)
    refuse_taken(page, records)
    try:
        with transaction.atomic():
            made = create_batch(page=page, name=batch, double_entry=False, user=user, now=now)
            _store(page, made, records, user, now)
            selectors.stale_snapshots(page.translation_key).delete()
            log(page, LOG, user=user, data={"what": "imported", "batch": batch, "forms": len(records)})
    except IntegrityError as error:
        refuse_taken(page, records)
        raise SerialsTaken([]) from error
    return made


def refuse_taken(page: SurveyPage, records: Sequence[Record]) -> None:
    """Raises SerialsTaken with every number that a form of the survey has."""
    known = set(PaperForm.objects.filter(survey_key=page.translation_key).values_list("serial", flat=True))
    taken = [record.serial for record in records if record.serial in known]
    if taken:
        raise SerialsTaken(taken)


def _store(page: SurveyPage, batch: PaperBatch, records: Sequence[Record], user: User, now: datetime) -> None:
    numbers = selectors.code_numbers(page.translation_key)
    versions = {one.number: one for one in SurveyVersion.objects.filter(survey_key=page.translation_key)}
    for start in range(0, len(records), CHUNK):
        part = records[start : start + CHUNK]
        responses = [_response(page, versions[one.version], one, numbers, now) for one in part]
        Response.objects.bulk_create(responses)
        PaperForm.objects.bulk_create(
            PaperForm(
                survey_key=page.translation_key,
                batch=batch,
                serial=one.serial,
                version=response.version,
                first_by=user,
                first_at=now,
                note=one.note,
                response=response,
            )
            for one, response in zip(part, responses, strict=True)
        )


def _response(
    page: SurveyPage, version: SurveyVersion, record: Record, numbers: dict[Code, int], now: datetime
) -> Response:
    response = response_of(
        survey=page,
        version=version,
        checked=record.checked,
        circumstances=Circumstances(locale=record.locale, channel=Channel.PAPER),
        now=record.submitted_at or now,
        numbers=numbers,
    )
    return without_receipt(response)
