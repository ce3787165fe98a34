"""Reading surveys, drafts, responses and counts."""

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import BooleanField, Func, QuerySet, Value
from wagtail.models import Page

from .choices import ResponseStatus
from .faults import DraftUnknown, ReceiptUnknown
from .models import (
    AcceptsResponses,
    Draft,
    ParticipationBucket,
    ParticipationRegister,
    Response,
    ResultSnapshot,
    SurveyCode,
    SurveyPage,
    SurveyVersion,
)
from .tokens import RECEIPT_ATTEMPTS, digest, normalise_receipt, receipt_code

SUBJECT_LENGTH = 32  # hexadecimal digits kept of a digest: 128 bits

# What was answered in one question: its uid, the row or place, and the option
Answered = tuple[str, str, str]


# --- versions --------------------------------------------------------------------------------------------------------
def live_version(survey_key: uuid.UUID) -> SurveyVersion | None:
    """The newest version; none before the survey was published."""
    return SurveyVersion.objects.filter(survey_key=survey_key).order_by("-number").first()


def version(survey_key: uuid.UUID, number: int) -> SurveyVersion | None:
    """One version by its number."""
    return SurveyVersion.objects.filter(survey_key=survey_key, number=number).first()


def surveys_below(page: Page) -> list[SurveyPage]:
    """Published surveys of a page of its own type, in the order of the tree, for links to them."""
    if not page.numchild:
        return []
    found = SurveyPage.objects.child_of(page).live().select_related("locale", "alias_of__locale").order_by("path")
    for survey in found:  # which would read it again, each of them
        survey.parent_accepts = page if isinstance(page, AcceptsResponses) else None
    return list(found)


def answered_below(page: Page) -> list[SurveyPage]:
    """Surveys of a part of the tree, its top too, whose responses still hold what people said."""
    surveys = SurveyPage.objects.descendant_of(page, inclusive=True).filter(alias_of=None)
    return [survey for survey in surveys if survey.is_source and _holds_answers(survey.translation_key)]


def _holds_answers(survey_key: uuid.UUID) -> bool:
    held = Response.objects.filter(survey_key=survey_key, cleared=False)
    return held.exclude(status__in=[ResponseStatus.TEST, ResponseStatus.ERASED]).exists()


# --- drafts and receipts ---------------------------------------------------------------------------------------------
def draft_digest(token: str) -> str:
    """What is stored of a draft's token."""
    return digest("draft", token)


def find_draft(token: str, now: datetime) -> Draft:
    """The draft with its version. Raises DraftUnknown, also for one that has expired."""
    found = Draft.objects.select_related("version").filter(token_hash=draft_digest(token), expires_at__gt=now).first()
    if found is None:
        raise DraftUnknown
    return found


def key_digest(survey_key: object, key: str) -> str:
    """What is stored of the key of a submission."""
    return digest("submission-key", survey_key, key)


def response_by_key(survey_key: uuid.UUID, key: str) -> Response | None:
    """The response that was stored under this key of a submission, erased ones too."""
    return Response.objects.filter(key_hash=key_digest(survey_key, key)).first()


def receipt_of(response: Response, key: str) -> str:
    """The receipt of the response that was stored under `key`; empty if it has another one."""
    codes = (receipt_code(response.survey_key, key, attempt) for attempt in range(RECEIPT_ATTEMPTS))
    fitting = (code for code in codes if receipt_digest(response.survey_key, code) == response.receipt_hash)
    return next(fitting, "")


def receipt_digest(survey_key: object, code: str) -> str:
    """What is stored of a receipt `ABC-DEF-234`."""
    return digest("receipt", survey_key, code)


def response_by_receipt(survey_key: uuid.UUID, code: str) -> Response:
    """The response with its version. Raises ReceiptUnknown for any code that leads to none, or to an erased one."""
    normal = normalise_receipt(code)
    found = (
        Response.objects.select_related("version")
        .exclude(status=ResponseStatus.ERASED)
        .filter(survey_key=survey_key, receipt_hash=receipt_digest(survey_key, normal))
        .first()
    )
    if found is None:
        raise ReceiptUnknown
    return found


# --- who took part ---------------------------------------------------------------------------------------------------
def bucket_number(subject: str, depth: int) -> int:
    """The bucket of a digest: its first `depth` bits."""
    return int(subject[:SUBJECT_LENGTH], 16) >> (4 * SUBJECT_LENGTH - depth)


def has_participated(survey_key: uuid.UUID, subject: str) -> bool:
    """Whether `subject` has answered this survey."""
    register = ParticipationRegister.objects.filter(survey_key=survey_key).first()
    if register is None:
        return False
    number = bucket_number(subject, register.depth)
    bucket = ParticipationBucket.objects.filter(register=register, number=number).first()
    return bucket is not None and subject[:SUBJECT_LENGTH] in bucket.subjects


# --- counts ----------------------------------------------------------------------------------------------------------
def counted(survey_key: uuid.UUID) -> "QuerySet[Response]":
    """Responses that count."""
    return Response.objects.filter(survey_key=survey_key, status=ResponseStatus.COMPLETE)


class HasCode(Func):
    """Whether the code of this number is among the codes of a response."""

    output_field = BooleanField()
    template = "%(expressions)s"

    def __init__(self, number: int) -> None:
        super().__init__("codes", Value(number))

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Looked for as text, “ 17,” in “ 1, 2, 17,”: to read the JSON of every response takes five times as long."""
        template = "(INSTR(REPLACE(REPLACE(%(expressions)s || ',') > 0)"
        return self.as_sql(
            compiler, connection, template=template, arg_joiner=", '[', ' '), ']', ','), ' ' || ", **context
        )

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "(%(expressions)s::int))"
        return self.as_sql(compiler, connection, template=template, arg_joiner=" @> to_jsonb(", **context)


def code_numbers(survey_key: uuid.UUID) -> dict[Answered, int]:
    """The number of each thing that can be answered."""
    rows: Iterable[tuple[str, str, str, int]] = SurveyCode.objects.filter(survey_key=survey_key).values_list(
        "uid", "row", "option", "pk"
    )
    return {(uid, row, option): number for uid, row, option, number in rows}


def snapshot(survey_key: uuid.UUID, by: str = "") -> ResultSnapshot | None:
    """The counts that are kept, divided by a question (its uid) or "channel" if `by` says so.

    They are not read from the database before somebody looks at them: often it is enough to know how old they are.
    """
    return ResultSnapshot.objects.filter(survey_key=survey_key, filters=by).defer("content").first()


def stale_snapshots(survey_key: uuid.UUID) -> "QuerySet[ResultSnapshot]":
    """Snapshots of a survey, to be counted again after a response changed."""
    return ResultSnapshot.objects.filter(survey_key=survey_key)
