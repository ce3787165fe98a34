"""Endpoints that check and store answers, and those of a receipt."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from ninja import Body, Header, Path, Query, Router

from .. import selectors
from ..admission import was_stored
from ..faults import AnswersInvalid, NotAdmitted, SurveyClosed, VersionRetired
from ..models import Response
from ..proof_of_work import verify
from ..questionnaire.validation import Checked, check_answers
from ..services import Receipt, erase_response, submit
from ..spam import answer_suspicions, form_suspicions
from .access import Asked, asked, find_survey, limited, subject_of
from .bodies import IDEMPOTENCY_KEY, Check, NewResponse, OwnResponse, ReceiptCode, Shape, Stored
from .bodies import Checked as CheckedBody
from .documentation import may_answer
from .faults import Corrections, RequestInvalid, Retired

router = Router(tags=["surveys"])
CANNOT = ("not-admitted", "not-open", "already-answered", "version-retired", "closed")
MAY_REFUSE = ("answers-invalid", "key-reused", "pow-failed", "pow-replayed", "idempotency-key")


@router.post(
    "/{uuid:survey_key}/validate/",
    url_name="survey_validate",
    response=CheckedBody,
    summary="Check answers; nothing is stored",
    openapi_extra=may_answer("answers-invalid", body=True),
)
def validate(
    request: HttpRequest,
    survey_key: Path[uuid.UUID],
    body: Body[Check],
    format: Query[Shape] = "native",
) -> CheckedBody:
    """What is visible with these answers, or what is wrong with them on the `pages` named (else on all)."""
    limited(request, survey_key, "page")
    meant = asked(survey_key, body, format)
    _require_pages(meant, body.pages)
    checked = _checked(meant, body.pages)
    if checked.errors:
        raise Corrections(meant.version, meant.answers, checked.errors, meant.circumstances.locale)
    return CheckedBody(
        visible=list(checked.visible.questions),
        pages=list(checked.visible.pages),
        next_page=_next_page(meant, checked, body.pages),
        ignored=list(checked.ignored),
    )


@router.post(
    "/{uuid:survey_key}/responses/",
    url_name="survey_responses",
    response={201: Stored},
    summary="Send a response",
    openapi_extra=may_answer(*CANNOT, *MAY_REFUSE, body=True),
)
def send(
    request: HttpRequest,
    survey_key: Path[uuid.UUID],
    body: Body[NewResponse],
    idempotency_key: str = Header(alias="Idempotency-Key", pattern=IDEMPOTENCY_KEY),
    format: Query[Shape] = "native",
) -> Stored:
    """Store a response once: the same Idempotency-Key with the same answers gives the same receipt again."""
    limited(request, survey_key, "submit")
    meant = asked(survey_key, body, format)
    key = idempotency_key.strip('"')
    with override(meant.circumstances.locale):
        receipt = _store(meant, body, key)
        return Stored(
            receipt=receipt.code,
            submitted_at=receipt.submitted_at.isoformat(),
            message=_("Thank you. Your answers have been stored."),
            ignored=list(_checked(meant, None).ignored),
        )


@router.post(
    "/{uuid:survey_key}/receipts/lookup/",
    url_name="survey_receipt_lookup",
    response=OwnResponse,
    summary="Read one's own response",
    openapi_extra=may_answer("receipt-unknown", body=True),
)
def look_up(request: HttpRequest, survey_key: Path[uuid.UUID], body: Body[ReceiptCode]) -> OwnResponse:
    """The response a receipt belongs to."""
    found = _own(request, survey_key, body)
    return OwnResponse(
        version=found.version.number,
        locale=found.locale,
        status=found.status,
        submitted_at=found.submitted_at.isoformat(),
        answers=found.answers,
    )


@router.post(
    "/{uuid:survey_key}/receipts/erase/",
    url_name="survey_receipt_erase",
    response={204: None},
    summary="Erase one's own response",
    openapi_extra=may_answer("receipt-unknown", body=True),
)
def erase(request: HttpRequest, survey_key: Path[uuid.UUID], body: Body[ReceiptCode]) -> HttpResponse:
    """Remove what was said under this receipt, for good."""
    erase_response(response=_own(request, survey_key, body), now=timezone.now())
    return HttpResponse(status=204)


def _own(request: HttpRequest, survey_key: uuid.UUID, body: ReceiptCode) -> Response:
    limited(request, survey_key, "receipt")
    find_survey(survey_key)
    return selectors.response_by_receipt(survey_key, body.code)


def _checked(meant: Asked, pages: list[str] | None) -> Checked:
    today = timezone.localdate()
    return check_answers(meant.version.definition, meant.answers, meant.circumstances.context, today=today, pages=pages)


def _store(meant: Asked, body: NewResponse, key: str) -> Receipt:
    """Raises what becomes a problem. Of a response that is stored already, neither proof nor right is asked again."""
    now = timezone.now()
    known = was_stored(meant.version.survey_key, key)
    suspicions = () if known else _admitted(meant, body, key)
    details: dict[str, Any] = {"subject": "" if known else subject_of(meant.survey, body, now), "draft": body.draft}
    try:
        return submit(
            survey=meant.survey,
            version=meant.version,
            answers=meant.answers,
            circumstances=meant.circumstances,
            key=key,
            suspicions=suspicions,
            now=now,
            **details,
        )
    except AnswersInvalid as invalid:
        raise Corrections(meant.version, meant.answers, invalid.errors, meant.circumstances.locale) from None
    except VersionRetired as retired:
        raise Retired(meant.version.survey_key, retired.current) from None


def _admitted(meant: Asked, body: NewResponse, key: str) -> tuple[str, ...]:
    """The suspicions against a new response. Raises SurveyClosed before anything dear is done, and NotAdmitted."""
    now, survey_key = timezone.now(), meant.version.survey_key
    if not body.draft and not meant.survey.accepts_responses(now):
        raise SurveyClosed(meant.survey.opens_at, meant.survey.closes_at)
    if meant.survey.proof_of_work:
        if not body.altcha:
            raise NotAdmitted("pow-failed")
        verify(body.altcha, survey_key, now, key=key)
    of_form = form_suspicions(body.form_token, "", now, survey_key) if body.form_token else ()
    return (*of_form, *answer_suspicions(survey_key, meant.answers, now, key=key))


def _require_pages(meant: Asked, pages: list[str] | None) -> None:
    known = {page.key for page in meant.version.definition.pages}
    for index, key in enumerate(pages or ()):
        if key not in known:
            raise RequestInvalid(f"#/pages/{index}", "unknown_page")


def _next_page(meant: Asked, checked: Checked, pages: list[str] | None) -> str | None:
    if not pages:
        return None
    order = [page.key for page in meant.version.definition.pages]
    last = max(map(order.index, pages))
    return next((key for key in order[last + 1 :] if key in checked.visible.pages), None)
