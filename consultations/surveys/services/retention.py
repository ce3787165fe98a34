"""Forgetting in time: drafts, contact data, who took part, and what personal data answers hold."""

import logging
import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from ..choices import ExportState, OpenAnswerDecision, ResponseStatus
from ..codes import ASKED
from ..models import (
    Draft,
    ExportJob,
    OpenAnswer,
    PaperForm,
    ParticipationRegister,
    Response,
    ResponseContact,
    SpentChallenge,
    SurveyPage,
    SurveyVersion,
)
from ..open_answers import has_texts, texts_of, with_texts
from ..questionnaire.definition import Definition, Element
from ..results.series import SEGMENTS
from ..selectors import code_numbers, stale_snapshots
from .exports import delete_expired_exports, fail

logger = logging.getLogger(__name__)

MONTH = timedelta(days=31)  # rounded up: nothing is kept shorter than promised
CHUNK = 500
Works = Mapping[tuple[str, str], OpenAnswer]  # by question and part


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was deleted or cleared of one survey (or of all of them, with an empty title): number by kind."""

    title: str
    numbers: Mapping[str, int] = field(default_factory=dict)


def forget_expired(*, now: datetime, dry_run: bool = False) -> list[Forgotten]:
    """Delete what has served its purpose; doing it twice changes nothing more. With `dry_run` it is only counted.

    Of surveys that ended more than their months of retention ago goes who took part, contact data, drafts and paper
    forms, and from the responses every text that was not redacted or published, place, and answer to a question marked
    as private. Codes, measures and closed answers stay. It is done a few responses at a time, each time whole, so that
    whoever stops it in the middle can begin it again.
    """
    done = [_forget_survey(survey, now, dry_run=dry_run) for survey in due(now)]
    done.append(_forget_everywhere(now, dry_run=dry_run))
    for one in done:
        logger.info("Retention%s of %s: %s", " (dry run)" if dry_run else "", one.title or "all", dict(one.numbers))
    return done


def due(now: datetime) -> Iterator[SurveyPage]:
    """Surveys whose retention is over; translations of one survey share its responses, so its source decides."""
    for survey in SurveyPage.objects.filter(alias_of__isnull=True):
        moment = end_of_retention(survey)
        if moment is not None and moment <= now and survey.is_source:
            yield survey


def end_of_retention(survey: SurveyPage) -> datetime | None:
    """When personal data goes; None for a survey without an end."""
    closed = survey.closing_moment
    return None if closed is None else closed + survey.retention_months * MONTH


def _forget_everywhere(now: datetime, *, dry_run: bool) -> Forgotten:
    """What has a time of its own, in whatever survey."""
    rows = {
        "drafts": Draft.objects.filter(expires_at__lte=now),
        "challenges": SpentChallenge.objects.filter(expires_at__lte=now),
        "contacts": ResponseContact.objects.filter(delete_after__lte=timezone.localtime(now).date()),
    }
    numbers = _delete(rows, dry_run=dry_run)
    return Forgotten("", {**numbers, "exports": delete_expired_exports(now=now, dry_run=dry_run)})


def _forget_survey(survey: SurveyPage, now: datetime, *, dry_run: bool) -> Forgotten:
    key = survey.translation_key
    uncleared = Response.objects.filter(survey_key=key, cleared=False).exclude(status=ResponseStatus.ERASED)
    numbers = Counter({"responses": uncleared.count()})
    if numbers["responses"]:
        numbers["exports"] = _give_up_exports(key, now, dry_run=dry_run)
    if not dry_run:
        numbers["responses"] = _clear_responses(key)
    rows = {
        "drafts": Draft.objects.filter(survey_key=key, expires_at__gt=now),
        "contacts": ResponseContact.objects.filter(
            response__survey_key=key, delete_after__gt=timezone.localtime(now).date()
        ),
        "participation": ParticipationRegister.objects.filter(survey_key=key),
        "paper": PaperForm.objects.filter(survey_key=key),
    }
    numbers.update(_delete(rows, dry_run=dry_run))
    found = {name: number for name, number in numbers.items() if number}
    if found and not dry_run:
        log(survey, "surveys.retention", data=found)
    return Forgotten(survey.title, found)


@transaction.atomic
def _delete(rows: Mapping[str, Any], *, dry_run: bool) -> dict[str, int]:
    numbers = {name: found.count() for name, found in rows.items()}
    if not dry_run:
        for found in rows.values():
            found.delete()
    return numbers


@transaction.atomic
def _give_up_exports(survey_key: uuid.UUID, now: datetime, *, dry_run: bool) -> int:
    """Let files with what is about to be forgotten end today, and stop those being made; how many."""
    jobs = ExportJob.objects.filter(survey__translation_key=survey_key)
    making = list(jobs.filter(state__in=[ExportState.QUEUED, ExportState.RUNNING]))
    made = jobs.filter(state=ExportState.READY)
    if dry_run:
        return made.count() + len(making)
    for job in making:
        fail(job=job, code="interrupted", now=now)
    return made.update(expires_at=now) + len(making)


# --- responses -------------------------------------------------------------------------------------------------------
def _clear_responses(survey_key: uuid.UUID) -> int:
    """Take personal data out of all responses that still may have some; how many those were."""
    personal = {
        version.pk: _Personal(version, survey_key) for version in SurveyVersion.objects.filter(survey_key=survey_key)
    }
    rows = Response.objects.filter(survey_key=survey_key, cleared=False).exclude(status=ResponseStatus.ERASED)
    cleared, last = 0, uuid.UUID(int=0)
    while numbers := list(rows.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:CHUNK]):
        with transaction.atomic():
            part = list(rows.select_for_update().filter(pk__in=numbers))
            _clear_part(part, personal)
            stale_snapshots(survey_key).delete()  # they count private answers too
        cleared, last = cleared + len(part), numbers[-1]
    return cleared


def _clear_part(part: list[Response], personal: "Mapping[int, _Personal]") -> None:
    works: defaultdict[uuid.UUID, dict[tuple[str, str], OpenAnswer]] = defaultdict(dict)
    for work in OpenAnswer.objects.filter(response__in=[response.pk for response in part]):
        works[work.response_id][work.uid, work.part] = work
    for response in part:
        personal[response.version_id].clear(response, works[response.pk])
    OpenAnswer.objects.bulk_update((work for of in works.values() for work in of.values()), ["note", "redacted"])
    fields = ["answers", "codes", "measures", "subject", "cleared", *SEGMENTS]
    Response.objects.bulk_update(part, fields, batch_size=CHUNK)


class _Personal:
    """What is personal in answers to one version."""

    def __init__(self, version: SurveyVersion, survey_key: uuid.UUID) -> None:
        self._definition: Definition = version.definition
        self._private = {one.uid for one in self._definition.questions.values() if one.settings.get("private") is True}
        self._values = {
            number
            for (uid, row, option), number in code_numbers(survey_key).items()
            if uid in self._private and (row, option) != ("", ASKED)
        }

    def clear(self, response: Response, works: Works) -> None:
        """Leave in the response, and in the work on its texts, what may stay."""
        answers = [(key, self._kept(key, answer, works)) for key, answer in response.answers.items()]
        for work in works.values():
            self._settle(response, work)
        response.answers = {key: answer for key, answer in answers if answer is not None}
        response.codes = [code for code in response.codes if code not in self._values]
        response.measures = [pair for pair in response.measures if pair[0] not in self._values]
        for name in self._private_segments():
            setattr(response, name, "")
        response.subject, response.cleared = "", True

    def _kept(self, key: str, answer: Any, works: Works) -> Any:
        question = self._definition.questions[key]
        if question.uid in self._private:
            return None
        if not has_texts(question):
            return answer
        return with_texts(question, answer, _lasting(question, answer, works))

    def _settle(self, response: Response, work: OpenAnswer) -> None:
        """No notes; the published comment on a place stays here, since its place goes."""
        work.note = ""
        question = self._question(work.uid)
        if question is None or question.uid in self._private:
            work.redacted = ""
        elif work.decision == OpenAnswerDecision.PUBLISH and not work.redacted and work.part.isdecimal():
            work.redacted = texts_of(question, response.answers.get(question.key, {})).get(work.part, "")

    def _question(self, uid: str) -> Element | None:
        return next((one for one in self._definition.questions.values() if one.uid == uid), None)

    def _private_segments(self) -> Iterable[str]:
        found = (one.settings.get("segment") for one in self._definition.questions.values() if one.uid in self._private)
        return [str(name) for name in found if name in SEGMENTS]


def _lasting(question: Element, answer: Any, works: Works) -> dict[str, str]:
    """Texts that stay: as they were redacted, or as they were published."""
    kept = {}
    for part, text in texts_of(question, answer).items():
        work = works.get((question.uid, part))
        if work is not None and work.redacted:
            kept[part] = work.redacted
        elif work is not None and work.decision == OpenAnswerDecision.PUBLISH:
            kept[part] = text
    return kept
