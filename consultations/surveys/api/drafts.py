"""Endpoints of drafts: answers that are kept, valid or not, until they are sent or forgotten."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from ninja import Body, Path, Query, Router

from ..models import Draft
from ..services import forget_draft, save_draft, start_draft
from .access import asked, find_draft, find_survey, keeps_drafts, limited, native
from .bodies import ChangedDraft, DraftState, DraftToken, NewDraft, Shape
from .documentation import may_answer
from .problems import problem
from .representations import NAMESPACE

router = Router(tags=["surveys"])


@router.post(
    "/{uuid:survey_key}/drafts/",
    url_name="survey_drafts",
    response={201: DraftToken},
    summary="Begin a draft",
    openapi_extra=may_answer("drafts-off", "not-open", "closed", body=True),
)
def begin(
    request: HttpRequest,
    survey_key: Path[uuid.UUID],
    body: Body[NewDraft],
    format: Query[Shape] = "native",
) -> DraftToken | HttpResponse:
    """Keep answers for 14 days. The version stays that of the beginning."""
    limited(request, survey_key, "page")
    meant = asked(survey_key, body, format)
    if not keeps_drafts(meant.survey):
        return problem("drafts-off")
    now = timezone.now()
    token = start_draft(survey=meant.survey, version=meant.version, circumstances=meant.circumstances, now=now)
    save_draft(token=token, answers=meant.answers, now=now)
    address = reverse(f"{NAMESPACE}:survey_draft", args=[survey_key, token])
    return DraftToken(
        token=token,
        href=request.build_absolute_uri(address),
        version=meant.version.number,
        expires_at=find_draft(survey_key, token, now).expires_at.isoformat(),
    )


@router.get(
    "/{uuid:survey_key}/drafts/{token}/",
    url_name="survey_draft",
    response=DraftState,
    summary="Read a draft",
    openapi_extra=may_answer("draft-unknown", "too-many-requests"),
)
def read(request: HttpRequest, survey_key: Path[uuid.UUID], token: Path[str]) -> DraftState:
    """The answers as they were saved last."""
    return _state(_draft(request, survey_key, token))


@router.put(
    "/{uuid:survey_key}/drafts/{token}/",
    response=DraftState,
    summary="Save a draft",
    openapi_extra=may_answer("draft-unknown", body=True),
)
def save(
    request: HttpRequest,
    survey_key: Path[uuid.UUID],
    token: Path[str],
    body: Body[ChangedDraft],
    format: Query[Shape] = "native",
) -> DraftState:
    """Replace the answers by these, valid or not."""
    draft = _draft(request, survey_key, token)
    answers = native(draft.version, body.answers, format)
    save_draft(token=token, answers=answers, now=timezone.now(), locale=body.locale or "")
    draft.answers, draft.locale = answers, body.locale or draft.locale
    return _state(draft)


@router.delete(
    "/{uuid:survey_key}/drafts/{token}/",
    response={204: None},
    summary="Forget a draft",
    openapi_extra=may_answer("draft-unknown", "too-many-requests"),
)
def forget(request: HttpRequest, survey_key: Path[uuid.UUID], token: Path[str]) -> HttpResponse:
    """Delete the draft."""
    _draft(request, survey_key, token)
    forget_draft(token=token)
    return HttpResponse(status=204)


def _draft(request: HttpRequest, survey_key: uuid.UUID, token: str) -> Draft:
    limited(request, survey_key, "page")
    find_survey(survey_key)
    return find_draft(survey_key, token, timezone.now())


def _state(draft: Draft) -> DraftState:
    return DraftState(
        version=draft.version.number,
        locale=draft.locale,
        answers=draft.answers,
        expires_at=draft.expires_at.isoformat(),
    )
