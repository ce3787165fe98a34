"""Answers on paper: typed once or twice, compared, stored as responses; and taken back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.log_actions import log

from cms.core.models import User

from .. import selectors
from ..choices import Channel, ResponseStatus
from ..models import PaperBatch, PaperForm, ResultApproval, SurveyPage, SurveyVersion
from ..paper.differing import differing
from ..paper.faults import BatchExists, EntryEnded, NeedsDecision, SamePerson, SerialTaken
from ..paper.judging import Judged, judge
from .contacts import keep_contact
from .receipts import void_response
from .submission import Circumstances, response_of, without_receipt

LOG: Final = "surveys.paper"
Choice = Literal["first", "second", "neither"]


@dataclass(frozen=True, slots=True)
class Typed:
    """A form as somebody typed it: raw answers, keys of questions that could not be read or have too many marks.

    `is_accepted`: whoever typed has seen the warnings and says in `note` why the form is stored all the same.
    """

    serial: str
    version: SurveyVersion
    answers: Mapping[str, Any]
    illegible: frozenset[str] = frozenset()
    clashes: frozenset[str] = frozenset()
    note: str = ""
    is_accepted: bool = False


def create_batch(*, page: SurveyPage, name: str, double_entry: bool, user: User, now: datetime) -> PaperBatch:
    """A new pile of forms. Raises BatchExists."""
    try:
        with transaction.atomic():
            batch = PaperBatch.objects.create(
                survey_key=page.translation_key, name=name, double_entry=double_entry, created_at=now
            )
            log(page, LOG, user=user, data={"what": "batch", "batch": name})
    except IntegrityError as error:
        raise BatchExists from error
    return batch


def judge_typed(*, page: SurveyPage, typed: Typed, now: datetime) -> Judged:
    """What of the form would count, in the language of the page."""
    return judge(
        typed.version.definition,
        typed.answers,
        circumstances_of(page).context,
        illegible=typed.illegible,
        clashes=typed.clashes,
        today=timezone.localtime(now).date(),
    )


def circumstances_of(page: SurveyPage) -> Circumstances:
    """How somebody answers on paper."""
    return Circumstances(locale=page.locale.language_code, channel=Channel.PAPER)


def type_form(*, page: SurveyPage, batch: PaperBatch, typed: Typed, user: User, now: datetime) -> PaperForm:
    """Store a form; in a batch of double entry keep it until a second person has typed the same.

    What has a response is stored, what has `second_answers` differs. The survey may have closed. Raises EntryEnded,
    NeedsDecision, SerialTaken and SamePerson; then nothing has been stored.
    """
    require_entry(page)
    judged = judge_typed(page=page, typed=typed, now=now)
    if judged.errors or (judged.warnings and not (typed.is_accepted and typed.note.strip())):
        raise NeedsDecision(judged)
    entry = _Entry(page, batch, typed, _payload(typed, judged), user, now)
    try:
        with transaction.atomic():
            known = _forms_of(batch, typed.serial).select_for_update(of=("self",)).first()
            return _first(entry) if known is None else _second(entry, known)
    except IntegrityError as error:
        # Somebody else typed the same number at the same moment
        found = _forms_of(batch, typed.serial).first()
        if found is None:
            raise
        raise _taken(found) from error


def require_entry(page: SurveyPage) -> None:
    """Raises EntryEnded."""
    if ResultApproval.objects.filter(survey_key=page.translation_key).exists():
        raise EntryEnded


@dataclass(frozen=True, slots=True)
class _Entry:
    """One typing that may be stored; `payload` is what is kept of it."""

    page: SurveyPage
    batch: PaperBatch
    typed: Typed
    payload: dict[str, Any]
    user: User
    now: datetime


def _forms_of(batch: PaperBatch, serial: str) -> "QuerySet[PaperForm]":
    forms = PaperForm.objects.select_related("batch", "first_by", "second_by", "version")
    return forms.filter(survey_key=batch.survey_key, serial=serial)


def _taken(form: PaperForm) -> SerialTaken:
    by, at = (form.second_by, form.second_at) if form.second_at else (form.first_by, form.first_at)
    return SerialTaken(str(by or ""), at or form.first_at, form.batch.name)


def _payload(typed: Typed, judged: Judged) -> dict[str, Any]:
    unread = sorted({*typed.illegible, *typed.clashes, *judged.left_out})
    return {"answers": judged.checked.stored, "illegible": unread}


def _first(entry: _Entry) -> PaperForm:
    form = PaperForm.objects.create(
        survey_key=entry.page.translation_key,
        batch=entry.batch,
        serial=entry.typed.serial,
        version=entry.typed.version,
        first_answers=entry.payload,
        first_by=entry.user,
        first_at=entry.now,
        note=entry.typed.note.strip(),
    )
    if entry.batch.double_entry:
        _log(entry, "first")
        return form
    return _store(entry.page, form, entry.payload, entry.user, entry.now)


def _second(entry: _Entry, form: PaperForm) -> PaperForm:
    waits = entry.batch.double_entry and form.batch_id == entry.batch.pk and form.first_answers is not None
    if not waits or form.second_at is not None:
        raise _taken(form)
    if form.first_by == entry.user:
        raise SamePerson
    form.second_by, form.second_at = entry.user, entry.now
    form.note = "\n".join(filter(None, (form.note, entry.typed.note.strip())))
    if entry.payload == form.first_answers and entry.typed.version == form.version:
        return _store(entry.page, form, entry.payload, entry.user, entry.now)
    form.second_answers = entry.payload
    form.save()
    _log(entry, "second")
    return form


def _log(entry: _Entry, what: str) -> None:
    data = {"what": what, "serial": entry.typed.serial, "batch": entry.batch.name}
    log(entry.page, LOG, user=entry.user, data=data)


def differences(form: PaperForm) -> list[str]:
    """Keys of the questions that were typed differently, in the order of the form."""
    if form.first_answers is None or form.second_answers is None:
        return []
    return differing(form.first_answers, form.second_answers, form.version.definition.questions)


@transaction.atomic
def resolve_form(
    *, page: SurveyPage, form: PaperForm, chosen: Mapping[str, Choice], user: User, now: datetime
) -> PaperForm | None:
    """Store a form that was typed differently, with one of both answers for each difference, or neither.

    None, and nothing changes, if it does not wait for that any more. Raises EntryEnded; KeyError for a difference
    nobody chose for.
    """
    require_entry(page)
    waiting = PaperForm.objects.select_for_update(of=("self",)).select_related("version", "batch")
    locked = waiting.filter(pk=form.pk, survey_key=page.translation_key, second_answers__isnull=False).first()
    if locked is None or locked.first_answers is None or locked.second_answers is None:
        return None
    picked = {"first": locked.first_answers, "second": locked.second_answers}
    answers, illegible = dict(picked["first"]["answers"]), set(picked["first"]["illegible"])
    for key in differences(locked):
        payload = picked.get(chosen[key], {"answers": {}, "illegible": [key]})
        answers[key] = payload["answers"].get(key)
        (illegible.add if key in payload["illegible"] else illegible.discard)(key)
    typed = Typed(locked.serial, locked.version, answers, frozenset(illegible))
    return _store(page, locked, _payload(typed, judge_typed(page=page, typed=typed, now=now)), user, now)


def _store(page: SurveyPage, form: PaperForm, payload: Mapping[str, Any], user: User, now: datetime) -> PaperForm:
    """The response of a form, of which only the serial number, who typed it and the note are kept."""
    typed = Typed(form.serial, form.version, payload["answers"], frozenset(payload["illegible"]))
    checked = judge_typed(page=page, typed=typed, now=now).checked
    response = response_of(
        survey=page, version=form.version, checked=checked, circumstances=circumstances_of(page), now=now
    )
    without_receipt(response).save(force_insert=True)
    keep_contact(response=response, survey=page, answers=checked.stored, now=now)
    form.first_answers = form.second_answers = None
    form.illegible, form.response = payload["illegible"], response
    form.save()
    selectors.stale_snapshots(page.translation_key).delete()
    data = {"what": "stored", "serial": form.serial, "batch": form.batch.name, "response": str(response.pk)}
    log(page, LOG, user=user, data=data)
    return form


@transaction.atomic
def take_back(*, page: SurveyPage, form: PaperForm, user: User, reason: str) -> bool:
    """Void the response of a form and free its serial number, so that it can be typed again.

    False, and nothing changes, if it is gone. Raises ValueError without a reason.
    """
    if not reason.strip():
        raise ValueError(reason)
    found = PaperForm.objects.select_for_update().filter(pk=form.pk, survey_key=page.translation_key).first()
    if found is None:
        return False
    response = found.response
    if response is not None and response.status != ResponseStatus.ERASED:
        void_response(response=response, user=user, reason=reason)
    data = {"what": "taken_back", "serial": found.serial, "reason": reason, "response": str(found.response_id or "")}
    found.delete()
    log(page, LOG, user=user, data=data)
    return True
