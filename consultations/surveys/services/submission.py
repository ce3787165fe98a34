"""Storing a response: once, whole, and without a trace of who sent it."""

import logging
import secrets
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from .. import selectors
from ..choices import Policy, ResponseStatus
from ..codes import Code
from ..faults import AlreadyAnswered, AnswersInvalid, KeyReused, SurveyClosed, VersionRetired
from ..models import Draft, Response, SurveyPage, SurveyVersion
from ..questionnaire.validation import Checked, check_answers
from ..results.series import SEGMENTS
from ..tokens import RECEIPT_ATTEMPTS, is_key, receipt_code
from .codes import derive
from .contacts import keep_contact, without_contact
from .participation import take_part

logger = logging.getLogger(__name__)

CLOSING_GRACE = timedelta(minutes=15)  # for those who began in time
VERSION_GRACE = timedelta(hours=24)  # for those who began on a version that was replaced since


@dataclass(frozen=True, slots=True)
class Circumstances:
    """How somebody answers: language, channel, the kiosk or website, and the municipality of the link (TERYT)."""

    locale: str
    channel: str
    place: str = ""
    municipality: str = ""

    @property
    def context(self) -> dict[str, str]:
        """What conditions of the survey may ask about."""
        known = {"locale": self.locale, "channel": self.channel, "municipality": self.municipality}
        return {name: value for name, value in known.items() if value}


@dataclass(frozen=True, slots=True)
class Submission:
    """Everything that is sent at once."""

    survey: SurveyPage
    version: SurveyVersion
    answers: Mapping[str, Any]
    circumstances: Circumstances
    key: str
    subject: str = ""
    suspicions: tuple[str, ...] = ()
    draft: str = ""
    test: bool = False


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the person gets: the code `ABC-DEF-234`, and whether this call stored the response or an earlier one did."""

    code: str
    submitted_at: datetime
    created: bool
    response_id: uuid.UUID


def submit(  # noqa: PLR0913  # all of it is one submission
    *,
    survey: SurveyPage,
    version: SurveyVersion,
    answers: Mapping[str, Any],
    circumstances: Circumstances,
    key: str,
    subject: str = "",
    suspicions: tuple[str, ...] = (),
    draft: str = "",
    test: bool = False,
    now: datetime,
) -> Receipt:
    """Store the response once, however often it is sent with the same `key`, and delete the draft.

    Raises ValueError for a `key` that is none (`tokens.is_key`), KeyReused, SurveyClosed, VersionRetired,
    AnswersInvalid and AlreadyAnswered; then nothing has been stored.
    """
    if not is_key(key):
        raise ValueError(key)
    sent = Submission(survey, version, answers, circumstances, key, subject, suspicions, draft, test)
    today = timezone.localtime(now).date()
    checked = check_answers(version.definition, answers, circumstances.context, today=today)
    return _replayed(sent, checked) or _stored_once(sent, checked, now)


def _stored_once(sent: Submission, checked: Checked, now: datetime) -> Receipt:
    if not sent.test:
        has_draft = bool(sent.draft) and _is_draft(sent)
        _require_open(sent, now, has_draft=has_draft)
        _require_current(sent, now, has_draft=has_draft)
    if checked.errors:
        raise AnswersInvalid(checked.errors)
    try:
        with transaction.atomic():
            return _store(sent, checked, now)
    except (IntegrityError, AlreadyAnswered):
        # The same submission may have been stored by another process since it was looked for
        receipt = _replayed(sent, checked)
        if receipt is None:
            raise
        return receipt


def _is_draft(sent: Submission) -> bool:
    """Whether the token is that of a draft of this version: a made-up one gives nobody more time."""
    return Draft.objects.filter(token_hash=selectors.draft_digest(sent.draft), version=sent.version).exists()


def _require_open(sent: Submission, now: datetime, *, has_draft: bool) -> None:
    survey = sent.survey
    began_in_time = has_draft and survey.accepts_responses(now - CLOSING_GRACE)
    if not survey.accepts_responses(now) and not began_in_time:
        raise SurveyClosed(survey.opens_at, survey.closes_at)


def _require_current(sent: Submission, now: datetime, *, has_draft: bool) -> None:
    """A draft finishes on the version it was begun on; others have a day to finish on one that was replaced."""
    current = selectors.live_version(sent.version.survey_key)
    if current is None or has_draft or sent.version.number == current.number:
        return
    replaced = selectors.version(sent.version.survey_key, sent.version.number + 1)
    if replaced is not None and replaced.published_at + VERSION_GRACE < now:
        raise VersionRetired(current.number)


def _replayed(sent: Submission, checked: Checked) -> Receipt | None:
    """The receipt of the response that was stored under this key before. Raises KeyReused if it says other things."""
    found = selectors.response_by_key(sent.version.survey_key, sent.key)
    if found is None:
        return None
    if found.status == ResponseStatus.ERASED or found.answers != without_contact(sent.version, checked.stored):
        raise KeyReused
    code = selectors.receipt_of(found, sent.key)
    if not code:
        raise KeyReused
    return Receipt(code, found.submitted_at, created=False, response_id=found.pk)


def _store(sent: Submission, checked: Checked, now: datetime) -> Receipt:
    survey_key = sent.version.survey_key
    if sent.subject:
        take_part(survey_key=survey_key, subject=sent.subject)
    code, receipt_hash = _free_receipt(sent)
    response = response_of(
        survey=sent.survey, version=sent.version, checked=checked, circumstances=sent.circumstances, now=now
    )
    response.status = _status(sent)
    response.suspicions = sorted(set(sent.suspicions))
    response.receipt_hash = receipt_hash
    response.key_hash = selectors.key_digest(survey_key, sent.key)
    response.subject = sent.subject if sent.survey.linked else ""
    response.save(force_insert=True)
    keep_contact(response=response, survey=sent.survey, answers=checked.stored, now=now)
    if sent.draft:
        Draft.objects.filter(token_hash=selectors.draft_digest(sent.draft)).delete()
    return Receipt(code, response.submitted_at, created=True, response_id=response.pk)


def response_of(  # noqa: PLR0913  # all of it is one response
    *,
    survey: SurveyPage,
    version: SurveyVersion,
    checked: Checked,
    circumstances: Circumstances,
    now: datetime,
    numbers: Mapping[Code, int] | None = None,
) -> Response:
    """A response that counts, unsaved, without contact data; whoever stores it sets the digests that make it unique.

    `numbers` as in `codes.derive`.
    """
    said = without_contact(version, checked.stored)
    derived = derive(version, said, checked.visible.questions, numbers)
    return Response(
        survey_key=version.survey_key,
        version=version,
        policy=survey.policy if survey.policy in Policy else Policy.OPEN,
        channel=circumstances.channel,
        locale=circumstances.locale,
        place=circumstances.place,
        municipality_asked=circumstances.municipality,
        submitted_at=now if survey.linked else coarse(now),
        answers=said,
        codes=derived.codes,
        measures=derived.measures,
        **segments(version, said),
    )


def without_receipt(response: Response) -> Response:
    """The same response, to which no receipt and no key of a submission leads."""
    response.receipt_hash, response.key_hash = secrets.token_hex(32), secrets.token_hex(32)
    return response


def _status(sent: Submission) -> ResponseStatus:
    if sent.test:
        return ResponseStatus.TEST
    return ResponseStatus.REVIEW if sent.suspicions else ResponseStatus.COMPLETE


def segments(version: SurveyVersion, answers: Mapping[str, Any]) -> dict[str, str]:
    """Columns that results are compared by, from the “about you” questions."""
    columns = dict.fromkeys(SEGMENTS, "")
    for key, question in version.definition.questions.items():
        segment, answer = question.settings.get("segment"), answers.get(key)
        if segment in columns and isinstance(answer, str):
            columns[segment] = answer.removeprefix("t") if segment == "municipality" else answer
    return columns


def _free_receipt(sent: Submission) -> tuple[str, str]:
    """A receipt nobody has yet, and its digest."""
    survey_key = sent.version.survey_key
    for attempt in range(RECEIPT_ATTEMPTS):
        code = receipt_code(survey_key, sent.key, attempt)
        receipt_hash = selectors.receipt_digest(survey_key, code)
        if not Response.objects.filter(receipt_hash=receipt_hash).exists():
            return code, receipt_hash
    raise KeyReused


def coarse(moment: datetime) -> datetime:
    """The hour of `moment`, which is all that is kept of the time of an anonymous response."""
    return moment.replace(minute=0, second=0, microsecond=0)
