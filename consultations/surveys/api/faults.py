"""Which problem each fault of the surveys becomes."""

import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from .. import faults
from ..forms.localised import localised
from ..messages import error_text
from ..models import SurveyVersion
from ..questionnaire.validation import AnswerError
from .problems import RETRY_SECONDS, problem, wait
from .representations import definition_address

Handler = Callable[[HttpRequest, Any], HttpResponse]
POW_FAILURES = frozenset({"pow-failed", "pow-replayed"})
# What pydantic calls a fault -> our code; whatever is not here is a bad_value
CODES: Mapping[str, str] = {
    "missing": "required",
    "extra_forbidden": "unknown_key",
    "literal_error": "not_an_option",
    "string_too_long": "too_long",
    "too_long": "too_many",
    "greater_than_equal": "out_of_range",
    "less_than_equal": "out_of_range",
}


class SurveyUnknown(Exception):
    """No public survey has this key."""


class VersionUnknown(Exception):
    """The address names a version that never was."""


class TooOften(Exception):
    """A limit is reached; the argument is the seconds to wait."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


@dataclass
class RequestInvalid(Exception):
    """One member of the body that its schema could not check."""

    pointer: str
    code: str


@dataclass
class Corrections(Exception):
    """Answers to be corrected, with what is needed to say it in words."""

    version: SurveyVersion
    answers: Mapping[str, Any]
    errors: Iterable[AnswerError]
    locale: str


@dataclass
class Retired(Exception):
    """A version that is no longer answered."""

    survey_key: uuid.UUID
    current: int


def register(api: NinjaAPI) -> None:
    """Let `api` answer every fault with its problem."""
    for fault, name in PLAIN.items():
        api.add_exception_handler(fault, _always(name))
    for fault, handler in TOLD.items():
        api.add_exception_handler(fault, handler)


def _always(name: str) -> Handler:
    return lambda request, fault: problem(name)


PLAIN: Mapping[type[Exception], str] = {
    SurveyUnknown: "survey-unknown",
    VersionUnknown: "version-unknown",
    Http404: "survey-unknown",
    faults.AlreadyAnswered: "already-answered",
    faults.DraftUnknown: "draft-unknown",
    faults.KeyReused: "key-reused",
    faults.ReceiptUnknown: "receipt-unknown",
    HttpError: "unreadable",  # ninja raises it for a body that is no JSON, and for nothing else here
}


def _closed(request: HttpRequest, exc: faults.SurveyClosed) -> HttpResponse:
    waits = exc.opens_at is not None and timezone.now() < exc.opens_at
    return problem("not-open" if waits else "closed", opens_at=_iso(exc.opens_at), closes_at=_iso(exc.closes_at))


def _not_admitted(request: HttpRequest, exc: faults.NotAdmitted) -> HttpResponse:
    if exc.reason in POW_FAILURES:
        return problem(exc.reason)
    return problem("not-admitted", reason=exc.reason)


def _not_published(request: HttpRequest, exc: faults.ResultsNotPublished) -> HttpResponse:
    return problem("results-not-published", reason=exc.reason, opens_at=_iso(exc.when))


def _not_divided(request: HttpRequest, exc: faults.DivisionUnknown) -> HttpResponse:
    code = "not_an_option"
    return problem("request-invalid", errors=[{"parameter": "by", "code": code, "message": words(code)}])


def _corrections(request: HttpRequest, exc: Corrections) -> HttpResponse:
    questions = localised(exc.version, exc.locale).questions
    entries = [
        {
            "pointer": error.pointer,
            "question": error.question,
            "page": error.page,
            "code": error.code,
            "message": error_text(error, questions.get(error.question), exc.answers.get(error.question)),
            "params": dict(error.params),
        }
        for error in exc.errors
    ]
    return problem("answers-invalid", errors=entries)


def _retired(request: HttpRequest, exc: Retired) -> HttpResponse:
    address = definition_address(request, exc.survey_key)
    return problem("version-retired", current_version=exc.current, definition=address)


def _request_invalid(request: HttpRequest, exc: RequestInvalid) -> HttpResponse:
    return problem("request-invalid", errors=[{"pointer": exc.pointer, "code": exc.code, "message": words(exc.code)}])


def _schema_violated(request: HttpRequest, exc: ValidationError) -> HttpResponse:
    if any(error["loc"][0] == "header" for error in exc.errors):
        return problem("idempotency-key")
    return problem("request-invalid", errors=[_entry(error) for error in exc.errors])


def _entry(error: Mapping[str, Any]) -> dict[str, str]:
    """One fault that pydantic found: the first step of its place is the source, in a body the second our parameter."""
    source, *steps = error["loc"]
    kind = str(error["type"])
    code = CODES.get(kind) or ("wrong_type" if kind.endswith("_type") else "bad_value")
    if source == "body":
        place = {"pointer": "#" + "".join(f"/{_escaped(step)}" for step in steps[1:])}
    else:
        place = {"parameter": str(steps[-1]) if steps else str(source)}
    return {**place, "code": code, "message": words(code)}


def _escaped(step: object) -> str:
    return str(step).replace("~", "~0").replace("/", "~1")


def words(code: str) -> str:
    """What is wrong with a member of a request, in the active language."""
    texts = {
        "required": _("This member is missing."),
        "unknown_key": _("There is no such member."),
        "not_an_option": _("This value is none of those allowed."),
        "too_long": _("This text is too long."),
        "too_many": _("This list is too long."),
        "out_of_range": _("This number is too small or too large."),
        "wrong_type": _("This value is of the wrong type."),
        "unknown_page": _("The survey has no such page."),
        "unknown_version": _("The survey has no such version."),
    }
    return texts.get(code) or _("This value cannot be read.")


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _too_often(request: HttpRequest, exc: TooOften) -> HttpResponse:
    return wait(exc.seconds)


def _unavailable(request: HttpRequest, exc: OperationalError) -> HttpResponse:
    return wait(RETRY_SECONDS, "unavailable")


TOLD: Mapping[type[Exception], Handler] = {
    faults.SurveyClosed: _closed,
    faults.NotAdmitted: _not_admitted,
    faults.ResultsNotPublished: _not_published,
    faults.DivisionUnknown: _not_divided,
    Corrections: _corrections,
    Retired: _retired,
    TooOften: _too_often,
    RequestInvalid: _request_invalid,
    ValidationError: _schema_violated,
    OperationalError: _unavailable,
}
